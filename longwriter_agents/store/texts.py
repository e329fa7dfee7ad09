"""Texts, artifacts, the journal of replies, what is known of models: what the engine keeps while it writes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from longwriter_agents.backends.base import Reply
from longwriter_agents.errors import StoreError, VersionNotFound
from longwriter_agents.model import Draft, Usage
from longwriter_agents.store.database import Connection
from longwriter_agents.store.records import JournalEntry, Version
from longwriter_agents.store.rows import Part, as_json, check_holder, put_artifact, put_draft, put_version


class TextRows(Part):
    async def save_work(
        self,
        job_id: str,
        drafts: Sequence[Draft],
        artifacts: Mapping[str, Any],
        *,
        holder: str | None = None,
    ) -> None:
        def work(db: Connection) -> None:
            check_holder(db, job_id, holder)
            for draft in drafts:
                put_draft(db, job_id, draft)
            for name, value in artifacts.items():
                put_artifact(db, job_id, name, value)

        await self.db.write(work)

    async def draft(self, job_id: str, section_id: str, attempt: int) -> Draft:
        rows = await self.db.read(
            lambda db: db.rows(
                "SELECT text, words FROM drafts WHERE job = ? AND section = ? AND attempt = ?",
                *(job_id, section_id, attempt),
            )
        )
        if not rows:
            raise StoreError(f"Draft {attempt} of section {section_id} is not in the store.", section=section_id)
        return Draft(section_id=section_id, attempt=attempt, text=rows[0][0], words=rows[0][1])

    async def save_artifact(self, job_id: str, name: str, value: Any) -> None:
        await self.db.write(lambda db: put_artifact(db, job_id, name, value))

    async def artifact(self, job_id: str, name: str) -> Any:
        rows = await self.db.read(
            lambda db: db.rows("SELECT value FROM artifacts WHERE job = ? AND name = ?", job_id, name)
        )
        return json.loads(rows[0][0]) if rows else None

    async def artifact_of_each(self, job_ids: Sequence[str], name: str) -> dict[str, Any]:
        if not job_ids:
            return {}
        marks = ", ".join("?" for _ in job_ids)
        sql = f"SELECT job, value FROM artifacts WHERE name = ? AND job IN ({marks})"
        rows = await self.db.read(lambda db: db.rows(sql, name, *job_ids))
        return {job_id: json.loads(value) for job_id, value in rows}

    async def artifacts(self, job_id: str) -> dict[str, Any]:
        rows = await self.db.read(
            lambda db: db.rows("SELECT name, value FROM artifacts WHERE job = ? ORDER BY name", job_id)
        )
        return {name: json.loads(value) for name, value in rows}

    async def save_version(self, job_id: str, version: Version, *, most: int, holder: str | None = None) -> None:
        def work(db: Connection) -> None:
            check_holder(db, job_id, holder)
            put_version(db, job_id, version, most)

        await self.db.write(work)

    async def versions(self, job_id: str) -> list[Version]:
        rows = await self.db.read(
            lambda db: db.rows("SELECT number, at, about FROM versions WHERE job = ? ORDER BY number", job_id)
        )
        return [Version(number, at, json.loads(about)) for number, at, about in rows]

    async def version(self, job_id: str, number: int) -> Version:
        sql = "SELECT number, at, about, kept FROM versions WHERE job = ? AND number = ?"
        rows = await self.db.read(lambda db: db.rows(sql, job_id, number))
        if not rows:
            raise VersionNotFound(
                f"Version {number} of {job_id} is not kept.", hint="`longwriter versions` lists them."
            )
        return Version(rows[0][0], rows[0][1], json.loads(rows[0][2]), json.loads(rows[0][3]))

    async def record_reply(self, job_id: str, entry: JournalEntry) -> bool:
        reply = as_json({**vars(entry.reply), "usage": entry.reply.usage.model_dump()})

        def work(db: Connection) -> bool:
            sql = "INSERT INTO replies (job, key, purpose, reply) VALUES (?, ?, ?, ?) ON CONFLICT (job, key) DO NOTHING"
            if db.run(sql, job_id, entry.key, entry.purpose, reply):
                return True
            # Ours may stand already, where the word that it does was lost on its way.
            kept = db.rows("SELECT reply FROM replies WHERE job = ? AND key = ?", job_id, entry.key)
            return bool(kept) and kept[0][0] == reply

        return await self.db.write(work)

    async def recorded_reply(self, job_id: str, key: str) -> JournalEntry | None:
        rows = await self.db.read(
            lambda db: db.rows("SELECT key, purpose, reply FROM replies WHERE job = ? AND key = ?", job_id, key)
        )
        return _entry(rows[0]) if rows else None

    async def journal(self, job_id: str) -> list[JournalEntry]:
        rows = await self.db.read(
            lambda db: db.rows("SELECT key, purpose, reply FROM replies WHERE job = ? ORDER BY number", job_id)
        )
        return [_entry(row) for row in rows]

    async def model_ratio(self, model: str) -> tuple[float, int] | None:
        rows = await self.db.read(lambda db: db.rows("SELECT ratio, drafts FROM model_ratios WHERE model = ?", model))
        return (rows[0][0], rows[0][1]) if rows else None

    async def save_model_ratio(self, model: str, ratio: float, drafts: int) -> None:
        await self.db.write(
            lambda db: db.run(
                "INSERT INTO model_ratios (model, ratio, drafts) VALUES (?, ?, ?) "
                "ON CONFLICT (model) DO UPDATE SET ratio = excluded.ratio, drafts = excluded.drafts",
                *(model, ratio, drafts),
            )
        )


def _entry(row: tuple[Any, ...]) -> JournalEntry:
    kept = json.loads(row[2])
    reply = Reply(**{**kept, "usage": Usage.model_validate(kept["usage"])})
    return JournalEntry(key=row[0], purpose=row[1], reply=reply)
