"""What a run has made goes to the store together, and before anything that tells of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.backends.base import Message, Request
from longwriter_agents.backends.journal import UNUSABLE, Journaled
from longwriter_agents.errors import LeaseLost, StoreError
from longwriter_agents.events import SectionDone
from longwriter_agents.jobs.eventlog import EventLog
from longwriter_agents.model import Draft
from longwriter_agents.store.outbox import Outbox
from longwriter_agents.store.records import JobRecord, now_iso
from longwriter_agents.store.sqlite import SqliteStore
from longwriter_agents.testing import ScriptedBackend

DRAFT = Draft(section_id="s1", attempt=1, text="The bay.", words=2)
NOW = now_iso()
JOB = JobRecord("j", "running", "longform", "2", "Write.", {}, NOW, NOW)


class Failing:
    """A store that is full until it is emptied, and takes its time where it has a `gate`."""

    def __init__(self, *, full: bool = True) -> None:
        self.full = full
        self.gate: asyncio.Event | None = None
        self.kept: list[tuple[list[Draft], dict[str, Any]]] = []

    async def save_work(
        self,
        job_id: str,
        drafts: Sequence[Draft],
        artifacts: Mapping[str, Any],
        *,
        holder: str | None = None,
    ) -> None:
        await (self.gate.wait() if self.gate else asyncio.sleep(0))
        if self.full:
            raise StoreError("It is full.")
        self.kept.append((list(drafts), dict(artifacts)))


async def opened(path: Path) -> tuple[SqliteStore, Outbox]:
    store = SqliteStore.open(path / "store.db")
    await store.create_job(JOB)
    return store, Outbox(store, "j")


async def test_what_is_made_is_kept_together_and_the_newest_of_it(tmp_path: Path) -> None:
    store, outbox = await opened(tmp_path)
    await outbox.put_draft(DRAFT)
    await outbox.put_artifact("pace", 1)
    await outbox.put_artifact("pace", 2)
    assert await store.artifact("j", "pace") is None
    await outbox.flush()
    assert (await store.artifact("j", "pace"), await store.draft("j", "s1", 1)) == (2, DRAFT)
    await store.aclose()


async def test_it_never_holds_much(tmp_path: Path) -> None:
    store, outbox = await opened(tmp_path)
    for number in range(100):
        await outbox.put_draft(DRAFT.model_copy(update={"attempt": number}))
    assert await store.draft("j", "s1", 90)
    await store.aclose()


async def test_no_event_tells_of_a_text_that_is_not_kept(tmp_path: Path) -> None:
    store, outbox = await opened(tmp_path)
    log = EventLog(store, "j", None, first=outbox.flush)
    await outbox.put_draft(DRAFT)
    log.emit(SectionDone(section_id="s1", attempt=1, words=2, budget=2, findings=False))
    await log.flush()
    assert [event["type"] for _, event in await store.events("j")] == ["section_done"]
    assert await store.draft("j", "s1", 1) == DRAFT
    await log.aclose()
    await store.aclose()


async def test_no_reply_is_kept_before_what_it_was_asked_for_by(tmp_path: Path) -> None:
    store, outbox = await opened(tmp_path)
    backend = Journaled(ScriptedBackend(["The bay."]), store, "j", first=outbox.flush_grounds)
    await outbox.put_draft(DRAFT)
    await outbox.put_artifact("pace", 1.2)
    assert (await backend.complete(Request("draft:s2", (Message("user", "Write."),), 90))).text == "The bay."
    assert await store.artifact("j", "pace") == 1.2
    await store.aclose()


async def test_what_can_t_be_kept_is_there_for_the_next_try() -> None:
    store = Failing()
    outbox = Outbox(store, "j")
    await outbox.put_draft(DRAFT)
    await outbox.put_artifact("pace", 1)
    for _ in range(2):
        with pytest.raises(StoreError, match="full"):
            await outbox.flush()
    await outbox.put_artifact("pace", 2)
    store.full = False
    await asyncio.gather(outbox.flush(), outbox.flush())
    assert store.kept == [([DRAFT], {"pace": 2})]


async def test_who_is_cancelled_while_work_is_kept_loses_none_of_it() -> None:
    for full in (False, True):
        store = Failing(full=full)
        store.gate = asyncio.Event()
        outbox = Outbox(store, "j")
        await outbox.put_draft(DRAFT)
        waiting = asyncio.ensure_future(outbox.flush())
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        store.gate.set()
        with contextlib.suppress(StoreError):  # a full store says so once more; what is kept then is what counts
            await outbox.flush()
        store.full = False
        await outbox.flush()
        assert store.kept == [([DRAFT], {})]


async def test_a_reply_waits_for_grounds_that_are_on_their_way() -> None:
    store = Failing(full=False)
    store.gate = asyncio.Event()
    outbox = Outbox(store, "j")
    await outbox.put_artifact("pace", 1)
    flushing = asyncio.ensure_future(outbox.flush())
    await asyncio.sleep(0.01)
    grounds = asyncio.ensure_future(outbox.flush_grounds())
    await asyncio.sleep(0.01)
    assert not grounds.done()
    store.gate.set()
    await asyncio.gather(flushing, grounds)
    assert store.kept == [([], {"pace": 1})]


async def test_events_wait_while_what_they_tell_of_can_t_be_kept(tmp_path: Path) -> None:
    store, _ = await opened(tmp_path)
    full = Failing()
    outbox = Outbox(full, "j")
    log = EventLog(store, "j", None, first=outbox.flush)
    await outbox.put_draft(DRAFT)
    log.emit(SectionDone(section_id="s1", attempt=1, words=2, budget=2, findings=False))
    with pytest.raises(StoreError, match="full"):
        await log.flush()
    assert await store.events("j") == []
    full.gate = asyncio.Event()
    waiting = asyncio.ensure_future(log.flush())
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    full.full = False
    full.gate.set()
    await log.flush()
    assert [event["type"] for _, event in await store.events("j")] == ["section_done"]
    assert full.kept == [([DRAFT], {})]
    await log.aclose()
    await store.aclose()


async def test_nothing_is_kept_of_who_lost_the_job(tmp_path: Path) -> None:
    """What it makes would stand in the place of what the one that goes on has made."""
    store, _ = await opened(tmp_path)
    outbox = Outbox(store, "j", holder="first")
    await store.claim("j", holder="first", lease_s=9, among=("running",))
    await outbox.put_artifact("pace", 1)
    await outbox.flush()
    await store.claim("j", holder="second", lease_s=9, among=("running",), taking_from="first")
    await outbox.put_artifact("pace", 2)
    backend = Journaled(ScriptedBackend(["The bay."]), store, "j", first=outbox.flush_grounds)
    with pytest.raises(LeaseLost, match="taken over"):
        await backend.complete(Request("draft:s2", (Message("user", "Write."),), 90))
    assert await store.artifact("j", "pace") == 1
    (entry,) = await store.journal("j")
    assert (entry.key.startswith(UNUSABLE), entry.reply.text) == (True, ""), (
        "it was paid for, by grounds that are not kept"
    )
    await store.aclose()
