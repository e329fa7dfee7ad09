"""The kept events of each job, and the counters that are moved with them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from longwriter_agents.store.database import Connection
from longwriter_agents.store.records import SECONDS_OF, TOKENS_OF, JobStatus
from longwriter_agents.store.rows import Part, counted_on, insert_events, insert_rows


class EventRows(Part):
    async def append_event(self, job_id: str, event: dict[str, Any]) -> int:
        return await self.append_events(job_id, [event])

    async def append_events(
        self,
        job_id: str,
        events: Sequence[dict[str, Any]],
        *,
        counts: Mapping[str, float] | None = None,
        holder: str | None = None,
    ) -> int:
        token = secrets.token_hex(8)  # makes a repetition after a lost connection harmless

        def work(db: Connection) -> int:
            known = db.rows("SELECT 1 FROM events WHERE job = ? AND uid = ?", job_id, f"{token}:0")
            last = counted_on(db, job_id, 0 if known else len(events), holder)
            if not known:
                insert_events(db, job_id, events, last, token)
                _move_counters(db, counts or {})
            return last

        return await self.db.write(work)

    async def events(
        self, job_id: str, *, after: int = 0, limit: int | None = None
    ) -> list[tuple[int, dict[str, Any]]]:
        most = 2_000_000_000 if limit is None else limit
        rows = await self.db.read(
            lambda db: db.rows(
                "SELECT number, event FROM events WHERE job = ? AND number > ? ORDER BY number LIMIT ?",
                *(job_id, after, most),
            )
        )
        return [(number, json.loads(event)) for number, event in rows]

    async def watermarks(self, job_ids: Sequence[str]) -> dict[str, tuple[int, JobStatus]]:
        if not job_ids:
            return {}
        marks = ", ".join("?" for _ in job_ids)
        rows = await self.db.read(
            lambda db: db.rows(f"SELECT id, last_event, status FROM jobs WHERE id IN ({marks})", *job_ids)
        )
        return {job_id: (number, status) for job_id, number, status in rows}

    async def speed(self, model: str) -> float | None:
        names = (f"{TOKENS_OF}{model}", f"{SECONDS_OF}{model}")
        rows = await self.db.read(lambda db: db.rows("SELECT name, value FROM counters WHERE name IN (?, ?)", *names))
        counted = dict(rows)
        tokens, seconds = (counted.get(name, 0.0) for name in names)
        return tokens / seconds if tokens and seconds else None


def _move_counters(db: Connection, counts: Mapping[str, float]) -> None:
    insert_rows(
        db,
        "INSERT INTO counters (name, value) VALUES",
        sorted(counts.items()),
        "ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value",
    )
