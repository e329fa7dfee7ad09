"""Each paid call of a job stands in its log once, whoever wrote the job and however its runs ended."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import Manuscript, aresume, awrite
from longwriter_agents.backends.base import Reply
from longwriter_agents.backends.journal import UNUSABLE
from longwriter_agents.model import Usage
from longwriter_agents.store.records import JournalEntry
from longwriter_agents.store.sqlite import SqliteStore

REQUEST = "Write a guide to bees."


async def put_down(store: SqliteStore, model: str) -> str:
    """A job whose run ended behind its first call."""
    called = asyncio.Event()

    def hear(event: Any) -> None:
        if event.type == "call_done":
            called.set()

    writing = asyncio.ensure_future(awrite(REQUEST, words=900, model=model, store=store, on_event=hear))
    await called.wait()
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    return (await store.jobs())[0].id


async def logged_and_used(store: SqliteStore, job_id: str) -> tuple[Counter[str], Counter[str]]:
    """The purposes of the calls in the log, and of the replies that could be used."""
    log = Counter(event["purpose"] for _, event in await store.events(job_id) if event["type"] == "call_done")
    journal = await store.journal(job_id)
    return log, Counter(entry.purpose for entry in journal if not entry.key.startswith(UNUSABLE))


async def as_in_peace(model: str, folder: Path) -> tuple[Manuscript, list[JournalEntry]]:
    peaceful = SqliteStore.open(folder / "peace.db")
    written = await awrite(REQUEST, words=900, model=model, store=peaceful)
    journal = await peaceful.journal(written.job_id)
    await peaceful.aclose()
    return written, journal


async def test_what_could_not_be_used_does_not_make_a_call_told_twice(store: Path, tmp_path: Path) -> None:
    """An earlier run paid for an answer that nobody could use, and then for the one that it logged."""
    opened, door = SqliteStore.open(store), tmp_path / "door"
    job_id = await put_down(opened, f"scripted:steady?until={door}&free=1")
    (first,) = await opened.journal(job_id)
    paid = JournalEntry(f"{UNUSABLE}a", first.purpose, Reply("", usage=Usage(calls=1, output_tokens=9)))
    await in_front(opened, job_id, paid)
    door.touch()
    written = await aresume(job_id, store=opened)
    log, used = await logged_and_used(opened, job_id)
    assert log == used
    assert written.usage.calls == used.total() + 1
    await opened.aclose()


async def in_front(store: SqliteStore, job_id: str, entry: JournalEntry) -> None:
    """Put the entry before all others of the journal."""
    kept = await store.journal(job_id)
    await store.db.write(lambda db: db.run("DELETE FROM replies WHERE job = ?", job_id))
    for each in [entry, *kept]:
        await store.record_reply(job_id, each)


class Shared(SqliteStore):
    """Its journal gets another entry right after it is read: whoever held the job before was still at work."""

    late: JournalEntry | None = None

    async def journal(self, job_id: str) -> list[JournalEntry]:
        entries = await super().journal(job_id)
        late, self.late = self.late, None
        if late is not None:
            await self.record_reply(job_id, late)
        return entries


@pytest.mark.parametrize("number", [1, 2])
async def test_a_reply_that_comes_in_while_another_run_begins_is_told_once(
    number: int, store: Path, tmp_path: Path
) -> None:
    opened, door = Shared.open(store), tmp_path / "door"
    model = f"scripted:steady?until={door}&free=1"
    door.touch()
    peaceful, journal = await as_in_peace(model, tmp_path)
    door.unlink()
    job_id = await put_down(opened, model)
    door.touch()
    opened.late = journal[number]
    written = await aresume(job_id, store=opened)
    log, used = await logged_and_used(opened, job_id)
    assert log == used == Counter(entry.purpose for entry in journal)
    assert written.text == peaceful.text
    await opened.aclose()
