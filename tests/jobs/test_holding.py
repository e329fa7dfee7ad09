"""A job that a living process writes is left to it; one whose process is dead is gone on with at once."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import Manuscript, aresume, arevise, aundo, awrite
from longwriter_agents.errors import Conflict, LeaseLost
from longwriter_agents.jobs import holding
from longwriter_agents.jobs.lifecycle import UNFINISHED
from longwriter_agents.store.sqlite import SqliteStore

REQUEST = "Write a guide to bees."


@pytest.fixture
async def opened(store: Path) -> AsyncIterator[SqliteStore]:
    database = SqliteStore.open(store)
    yield database
    await database.aclose()


async def begun(opened: SqliteStore, model: str) -> tuple[asyncio.Task[Manuscript], str]:
    """A document that is being written, and its job."""
    told: asyncio.Queue[str] = asyncio.Queue()

    def hear(event: object) -> None:
        if getattr(event, "type", "") == "call_done":
            told.put_nowait("called")

    writing = asyncio.ensure_future(awrite(REQUEST, words=900, model=model, store=opened, on_event=hear))
    await told.get()
    return writing, (await opened.jobs())[0].id


def waiting(folder: Path) -> tuple[str, Path]:
    """A model that gives one reply, and more only once the door is there."""
    return f"scripted:steady?until={folder / 'door'}&free=1&log={folder / 'calls.log'}", folder / "door"


async def test_a_job_that_is_being_written_is_left_to_its_writer(opened: SqliteStore, tmp_path: Path) -> None:
    model, door = waiting(tmp_path)
    writing, job_id = await begun(opened, model)
    for named in (job_id, None):
        with pytest.raises(Conflict, match=f"is being written by process {os.getpid()} on .*--take-over"):
            await aresume(named, store=opened)
    door.touch()
    written = await writing
    assert written.status == "complete"
    calls = (tmp_path / "calls.log").read_text(encoding="utf-8").splitlines()
    assert len(calls) == len(set(calls)) == written.usage.calls


async def test_a_revision_that_is_being_made_is_not_put_away(opened: SqliteStore, tmp_path: Path) -> None:
    written = await awrite(REQUEST, words=900, model="scripted:steady", store=opened)
    model, door = waiting(tmp_path)
    begun = asyncio.Event()
    revising = asyncio.ensure_future(
        arevise(
            written.job_id,
            sections="s2",
            instruction="Tell more of drones.",
            model=model,
            store=opened,
            on_event=lambda event: begun.set(),
        )
    )
    await begun.wait()
    with pytest.raises(Conflict, match="is being written"):
        await aundo(written.job_id, store=opened)
    door.touch()
    assert (await revising).version == 2


async def test_a_job_can_be_taken_over_and_its_first_writer_says_where_it_goes_on(
    opened: SqliteStore, tmp_path: Path
) -> None:
    model, door = waiting(tmp_path)
    writing, job_id = await begun(opened, model)
    taken = asyncio.Event()
    taking = asyncio.ensure_future(aresume(job_id, store=opened, take_over=True, on_event=lambda event: taken.set()))
    await taken.wait()
    door.touch()
    assert (await taking).status == "complete"
    with pytest.raises(LeaseLost, match="It goes on there"):
        await writing


async def test_a_job_of_a_process_that_was_killed_is_gone_on_with_at_once(opened: SqliteStore, tmp_path: Path) -> None:
    model, _ = waiting(tmp_path)
    writing, job_id = await begun(opened, model)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    (tmp_path / "door").touch()
    await held_by(opened, job_id, as_process(number_of_a_dead_process()))
    assert (await aresume(job_id, store=opened)).status == "complete"


async def test_a_job_of_another_machine_is_gone_on_with_once_its_lease_has_run_out(opened: SqliteStore) -> None:
    first = await awrite(REQUEST, words=300, model="scripted:steady", store=opened, outline=["Bees"])
    await opened.move(first.job_id, "queued", among=("succeeded",))
    await held_by(opened, first.job_id, "elsewhere/1/a")
    with pytest.raises(Conflict, match="process 1 on elsewhere"):
        await aresume(first.job_id, store=opened)
    await opened.renew(holder="elsewhere/1/a", lease_s=-1.0)
    assert (await aresume(first.job_id, store=opened)).text == first.text


async def test_a_writer_says_that_it_lives(opened: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a lease that has run out already is renewed by its process, and then nobody else gets the job."""
    renewed = asyncio.Event()

    async def renew(**terms: Any) -> Any:
        held = await SqliteStore.renew(opened, **terms)
        renewed.set()
        return held

    monkeypatch.setattr(opened, "renew", renew)
    monkeypatch.setattr(holding, "_BEATS", 30_000)
    written = await awrite(REQUEST, words=300, model="scripted:steady", store=opened)
    await opened.move(written.job_id, "queued", among=("succeeded",))
    holder = holding.new_holder()
    async with holding.holding(opened, holder):
        await opened.claim(written.job_id, holder=holder, lease_s=-1.0, among=("queued",))
        renewed.clear()
        await renewed.wait()
        with pytest.raises(Conflict, match="is being written"):
            await aresume(written.job_id, store=opened)


async def test_a_process_of_another_container_is_not_looked_for_here(
    opened: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two containers may have one name, and each has a process 7: only its lease tells that one of them is dead."""
    model, _ = waiting(tmp_path)
    writing, job_id = await begun(opened, model)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    (tmp_path / "door").touch()
    dead = number_of_a_dead_process()
    with monkeypatch.context() as there:
        there.setattr(holding, "_place", lambda: "another")
        elsewhere = [as_process(dead), as_process(os.getpid())]
    assert holding.dead_neighbours([*elsewhere, as_process(dead)]) == [as_process(dead)]
    for holder in elsewhere:
        await held_by(opened, job_id, holder)
        with pytest.raises(Conflict, match="is being written by process"):
            await aresume(job_id, store=opened)
    await opened.renew(holder=elsewhere[-1], lease_s=-1.0)
    assert (await aresume(job_id, store=opened)).status == "complete"


async def test_the_newest_job_that_nobody_writes_is_resumed_where_none_is_named(opened: SqliteStore) -> None:
    jobs = []
    for title in ("Bees", "Drones"):
        written = await awrite(REQUEST, words=300, model="scripted:steady", store=opened, outline=[title])
        await opened.move(written.job_id, "queued", among=("succeeded",))
        jobs.append(written.job_id)
    await held_by(opened, jobs[1], "elsewhere/1/a/b")
    assert (await aresume(store=opened)).job_id == jobs[0]
    with pytest.raises(Conflict, match="process 1 on elsewhere"):
        await aresume(store=opened)


def as_process(number: int) -> str:
    """The name of a process with that number here; always the same one."""
    host, _, place, _ = holding.new_holder().split("/")
    return f"{host}/{number}/{place}/a"


async def held_by(store: SqliteStore, job_id: str, holder: str) -> None:
    now = (await store.job(job_id)).holder
    assert await store.claim(job_id, holder=holder, lease_s=300.0, among=UNFINISHED, taking_from=now)


def number_of_a_dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid
