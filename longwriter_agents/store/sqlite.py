"""The store in one SQLite file: for one machine, nothing to start."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import sqlite3
import time
import weakref
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self, TypeVar

from longwriter_agents.errors import InputError, StoreError, StoreNotOpened
from longwriter_agents.store.database import Connection
from longwriter_agents.store.errands import Errands
from longwriter_agents.store.migrations import LATEST, missing, of_new_store
from longwriter_agents.store.sql import SqlStore
from longwriter_agents.store.transactions import Change, changes_together, transaction

T = TypeVar("T")

_BUSY_S = 30.0
_PAGE_BYTES = 1024
"""Texts are of odd lengths: small pages waste less of the file."""


class SqliteConnection:
    """An open transaction of SQLite, which lets one writer in at a time: nothing else needs to be locked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def run(self, sql: str, *values: Any) -> int:
        return self._connection.execute(sql, values).rowcount

    def now(self) -> float:
        return time.time()

    def lock(self, name: str) -> None:
        return None


class SqliteDatabase:
    """One connection, used by one thread, so that writes come in the order in which they were asked for.

    SQLite's write-ahead log lets several processes use the file at once.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, thread: ThreadPoolExecutor) -> None:
        self.path = path
        self.connection = connection
        self._thread = thread
        self._errands: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Errands] = weakref.WeakKeyDictionary()

    @property
    def place(self) -> str:
        return str(self.path)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self.do(lambda: work(SqliteConnection(self.connection)))

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self.do(Change(self.connection, lambda: work(SqliteConnection(self.connection))))

    async def aclose(self) -> None:
        await self.do(self.connection.close)
        self._thread.shutdown(wait=False)

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Run `work` where the connection is used; it fails as SQLite does. A `Change` may share its transaction with others."""
        loop = asyncio.get_running_loop()
        errands = self._errands.get(loop)
        if errands is None:
            errands = self._errands[loop] = Errands(self._thread, changes_together)
        return await errands.run(work)

    async def do(self, work: Callable[[], T]) -> T:
        """The same, with `StoreError` where it fails."""
        try:
            return await self.in_thread(work)
        except sqlite3.Error as error:
            raise StoreError(f"The store {self.path} failed: {error}.", hint=_hint(error)) from error


class SqliteStore(SqlStore):
    """The store in a file; its schema is brought up to date when it is opened."""

    def __init__(self, db: SqliteDatabase) -> None:
        super().__init__(db)
        self.path = db.path
        self._sqlite = db
        self._saver: Any = None

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
            raise StoreNotOpened(
                f"The store {file} can't be opened: {error}.",
                hint="Choose another with --store PATH or LONGWRITER_HOME.",
            ) from None
        return cls(SqliteDatabase(file, connection, thread))

    @contextlib.asynccontextmanager
    async def checkpoints(self) -> AsyncIterator[Any]:
        """LangGraph's checkpoints in the same file."""
        from longwriter_agents.store.checkpoints import StoreSaver

        if self._saver is None:
            saver = StoreSaver(self._sqlite.connection, self._sqlite.in_thread)
            await self._sqlite.do(saver.setup)  # by itself: the package commits while it makes its tables
            self._saver = saver
        yield self._saver


def _in_transaction(connection: sqlite3.Connection, work: Callable[[Connection], T]) -> T:
    with transaction(connection):
        return work(SqliteConnection(connection))


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_BUSY_S, check_same_thread=False, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size={_PAGE_BYTES}")
        connection.execute("PRAGMA journal_mode=WAL")
        # A committed reply survives a killed process; the last ones may be lost with the machine's power, never more.
        connection.execute("PRAGMA synchronous=NORMAL")
        for pragma in _limits():
            connection.execute(pragma)
        if _version(connection) != LATEST:
            _upgrade(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > LATEST:
        raise sqlite3.DatabaseError(f"it has format {version}, this program reads format {LATEST}")
    return version


def _upgrade(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date, all steps or none; another process may be doing the same."""

    def work(db: Connection) -> None:
        steps = missing(_version(connection))
        empty = not db.rows("SELECT 1 FROM sqlite_master LIMIT 1")
        alone = [statement for step in steps for statement in step.statements("sqlite")]
        for statement in of_new_store(steps, "sqlite") if empty else alone:
            db.run(statement)
        db.run(f"PRAGMA user_version={LATEST}")

    _in_transaction(connection, work)


def _limits() -> list[str]:
    """LONGWRITER_STORE_MAX_MB keeps the file from filling the disk: at the limit, writes fail as on a full disk."""
    most = os.environ.get("LONGWRITER_STORE_MAX_MB", "").strip()
    if not most:
        return []
    if not re.fullmatch(r"\d{1,9}(?:\.\d+)?", most) or float(most) <= 0:
        raise InputError(f"LONGWRITER_STORE_MAX_MB={most!r} can't be used.", hint="Give a number of megabytes.")
    return [f"PRAGMA max_page_count={int(float(most) * 1_000_000 / _PAGE_BYTES)}"]


def _hint(error: sqlite3.Error) -> str:
    if "full" in str(error):
        return "Make room (or raise LONGWRITER_STORE_MAX_MB) and resume; what was kept is whole."
    return ""
