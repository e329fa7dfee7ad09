"""The document store in one SQLite file: for one machine, nothing to start."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from longwriter_agents.backends.base import Reply
from longwriter_agents.errors import JobNotFound, StoreError
from longwriter_agents.model import Draft, Usage
from longwriter_agents.store.base import JobRecord, JobStatus, JournalEntry

T = TypeVar("T")

_BUSY_S = 30.0
_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, status TEXT NOT NULL, graph TEXT NOT NULL, graph_version TEXT NOT NULL, request TEXT NOT NULL,
  options TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, runs INTEGER NOT NULL,
  seconds REAL NOT NULL, message TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS drafts (
  job TEXT NOT NULL, section TEXT NOT NULL, attempt INTEGER NOT NULL, text TEXT NOT NULL, words INTEGER NOT NULL,
  PRIMARY KEY (job, section, attempt)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS artifacts (
  job TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (job, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS replies (
  number INTEGER PRIMARY KEY, job TEXT NOT NULL, key TEXT NOT NULL, purpose TEXT NOT NULL, reply TEXT NOT NULL,
  UNIQUE (job, key));
CREATE TABLE IF NOT EXISTS events (
  job TEXT NOT NULL, number INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (job, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS model_ratios (model TEXT PRIMARY KEY, ratio REAL NOT NULL, drafts INTEGER NOT NULL);
"""
_JOB_COLUMNS = "id, status, graph, graph_version, request, options, created_at, updated_at, runs, seconds, message"


class SqliteStore:
    """One connection, used by one thread, so that writes come in the order in which they were asked for.

    SQLite's write-ahead log lets several processes use the file at once.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, thread: ThreadPoolExecutor) -> None:
        self.path = path
        self._connection = connection
        self._thread = thread

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open or create the file (and its folder). `StoreError` when it can't be written or is no such store."""
        file = Path(path).expanduser()
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="longwriter-store")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            connection = thread.submit(_connected, file).result()
        except (OSError, sqlite3.Error) as error:
            thread.shutdown(wait=False)
            raise StoreError(
                f"The store {file} can't be opened: {error}.",
                hint="Choose another with --store PATH or LONGWRITER_HOME.",
            ) from None
        return cls(file, connection, thread)

    async def aclose(self) -> None:
        await self._do(self._connection.close)
        self._thread.shutdown(wait=False)

    async def _do(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except sqlite3.Error as error:
            raise StoreError(f"The store {self.path} failed: {error}.") from error

    async def _write(self, sql: str, *values: Any) -> int:
        """Run one statement in a transaction of its own; the number of rows that it touched."""

        def work() -> int:
            with self._connection:
                return self._connection.execute(sql, values).rowcount

        return await self._do(work)

    async def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return await self._do(lambda: self._connection.execute(sql, values).fetchall())

    async def create_job(self, job: JobRecord) -> None:
        row = {**asdict(job), "options": _json(job.options)}
        names = _JOB_COLUMNS.split(", ")
        marks = ", ".join("?" for _ in names)
        await self._write(f"INSERT INTO jobs ({_JOB_COLUMNS}) VALUES ({marks})", *(row[name] for name in names))

    async def job(self, job_id: str) -> JobRecord:
        rows = await self._rows(f"SELECT {_JOB_COLUMNS} FROM jobs WHERE id = ?", job_id)
        if not rows:
            raise JobNotFound(
                f"There is no job {job_id!r} in {self.path}.", hint="`longwriter jobs` lists those that are."
            )
        return _job(rows[0])

    async def jobs(self, *, limit: int = 100) -> list[JobRecord]:
        rows = await self._rows(f"SELECT {_JOB_COLUMNS} FROM jobs ORDER BY created_at DESC, rowid DESC LIMIT ?", limit)
        return [_job(row) for row in rows]

    async def update_job(
        self,
        job_id: str,
        *,
        status: JobStatus | None = None,
        message: str | None = None,
        runs: int | None = None,
        add_seconds: float = 0.0,
    ) -> None:
        touched = await self._write(
            "UPDATE jobs SET status = coalesce(?, status), message = coalesce(?, message), runs = coalesce(?, runs), "
            "seconds = seconds + ?, updated_at = ? WHERE id = ?",
            *(status, message, runs, add_seconds, datetime.now(UTC).isoformat(timespec="seconds"), job_id),
        )
        if not touched:
            raise JobNotFound(f"There is no job {job_id!r} in {self.path}.")

    async def delete_job(self, job_id: str) -> None:
        def work() -> None:
            with self._connection:
                for table in ("drafts", "artifacts", "replies", "events"):
                    self._connection.execute(f"DELETE FROM {table} WHERE job = ?", (job_id,))
                self._connection.execute("DELETE FROM jobs WHERE id = ?", (job_id,))

        await self._do(work)

    async def save_draft(self, job_id: str, draft: Draft) -> None:
        row = (job_id, draft.section_id, draft.attempt, draft.text, draft.words)
        await self._write("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)", *row)

    async def draft(self, job_id: str, section_id: str, attempt: int) -> Draft:
        rows = await self._rows(
            "SELECT text, words FROM drafts WHERE job = ? AND section = ? AND attempt = ?", job_id, section_id, attempt
        )
        if not rows:
            raise StoreError(f"Draft {attempt} of section {section_id} is not in the store.", section=section_id)
        return Draft(section_id=section_id, attempt=attempt, text=rows[0][0], words=rows[0][1])

    async def save_artifact(self, job_id: str, name: str, value: Any) -> None:
        await self._write("INSERT OR REPLACE INTO artifacts VALUES (?, ?, ?)", job_id, name, _json(value))

    async def artifact(self, job_id: str, name: str) -> Any:
        rows = await self._rows("SELECT value FROM artifacts WHERE job = ? AND name = ?", job_id, name)
        return json.loads(rows[0][0]) if rows else None

    async def record_reply(self, job_id: str, entry: JournalEntry) -> None:
        reply = _json({**asdict(entry.reply), "usage": entry.reply.usage.model_dump()})
        await self._write(
            "INSERT OR IGNORE INTO replies (job, key, purpose, reply) VALUES (?, ?, ?, ?)",
            *(job_id, entry.key, entry.purpose, reply),
        )

    async def recorded_reply(self, job_id: str, key: str) -> JournalEntry | None:
        rows = await self._rows("SELECT key, purpose, reply FROM replies WHERE job = ? AND key = ?", job_id, key)
        return _entry(rows[0]) if rows else None

    async def journal(self, job_id: str) -> list[JournalEntry]:
        rows = await self._rows("SELECT key, purpose, reply FROM replies WHERE job = ? ORDER BY number", job_id)
        return [_entry(row) for row in rows]

    async def append_event(self, job_id: str, event: dict[str, Any]) -> int:
        def work() -> int:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                last = self._connection.execute("SELECT max(number) FROM events WHERE job = ?", (job_id,)).fetchone()[0]
                number = int(last or 0) + 1
                self._connection.execute("INSERT INTO events VALUES (?, ?, ?)", (job_id, number, _json(event)))
                return number

        return await self._do(work)

    async def events(self, job_id: str, *, after: int = 0) -> list[tuple[int, dict[str, Any]]]:
        rows = await self._rows(
            "SELECT number, event FROM events WHERE job = ? AND number > ? ORDER BY number", job_id, after
        )
        return [(number, json.loads(event)) for number, event in rows]

    async def model_ratio(self, model: str) -> tuple[float, int] | None:
        rows = await self._rows("SELECT ratio, drafts FROM model_ratios WHERE model = ?", model)
        return (rows[0][0], rows[0][1]) if rows else None

    async def save_model_ratio(self, model: str, ratio: float, drafts: int) -> None:
        await self._write("INSERT OR REPLACE INTO model_ratios VALUES (?, ?, ?)", model, ratio, drafts)


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_BUSY_S, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        # A committed reply survives a killed process; the last ones may be lost with the machine's power, never more.
        connection.execute("PRAGMA synchronous=NORMAL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"it has format {version}, this program reads format {_VERSION}")
        connection.executescript(_SCHEMA)
        connection.execute(f"PRAGMA user_version={_VERSION}")
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _job(row: tuple[Any, ...]) -> JobRecord:
    values = dict(zip(_JOB_COLUMNS.split(", "), row, strict=True))
    return JobRecord(**{**values, "options": json.loads(values["options"])})


def _entry(row: tuple[Any, ...]) -> JournalEntry:
    kept = json.loads(row[2])
    reply = Reply(**{**kept, "usage": Usage.model_validate(kept["usage"])})
    return JournalEntry(key=row[0], purpose=row[1], reply=reply)
