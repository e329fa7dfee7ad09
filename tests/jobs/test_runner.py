"""A cancel is heard wherever the run stands, also before its first step and while it looks up what it is to do."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from service_side import QUICK, desk_at, submit

from longwriter_agents.jobs import working
from longwriter_agents.jobs.runner import Runner
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import JobRecord

ALL = "all artifacts"


class Door:
    """A store whose reads of one artifact, or of all at once, wait for the door to be opened; all else goes through."""

    def __init__(self, inner: Any, artifact: str) -> None:
        self._inner = inner
        self._artifact = artifact
        self.reached = asyncio.Event()
        self.open = asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    async def artifact(self, job_id: str, name: str) -> Any:
        if name == self._artifact:
            self.reached.set()
            await self.open.wait()
        return await self._inner.artifact(job_id, name)

    async def artifacts(self, job_id: str) -> Any:
        if self._artifact == ALL:
            self.reached.set()
            await self.open.wait()
        return await self._inner.artifacts(job_id)


class Told:
    """A store that names what is to be cancelled without a moment's wait."""

    def __init__(self, inner: Any, job_id: str) -> None:
        self._inner = inner
        self._job_id = job_id

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    async def cancels(self, *, holder: str) -> list[str]:
        return [self._job_id]


async def claimed(store: Store, runner: Runner, job: JobRecord) -> JobRecord:
    record = await store.claim(job.id, holder=runner.holder, lease_s=300.0, among=("queued",))
    assert record is not None
    return record


@pytest.mark.parametrize("artifact", ["revision", ALL])
async def test_cancelled_while_it_looks_up_what_to_do(database: str, artifact: str) -> None:
    async with desk_at(database) as desk, desk.store.checkpoints() as saver:
        door = Door(desk.store, artifact)
        runner = Runner(door, saver, QUICK)
        job = await submit(desk)
        writing = asyncio.ensure_future(runner.work_off(await claimed(desk.store, runner, job)))
        await asyncio.wait_for(door.reached.wait(), 30)
        await desk.cancel(job.id, "")
        await runner.hear()
        await asyncio.wait_for(writing, 30)
        assert (await desk.store.job(job.id)).status == "cancelled"


async def test_cancelled_before_its_first_step(database: str) -> None:
    async with desk_at(database) as desk, desk.store.checkpoints() as saver:
        job = await submit(desk)
        runner = Runner(Told(desk.store, job.id), saver, QUICK)
        record = await claimed(desk.store, runner, job)
        writing = asyncio.ensure_future(runner.work_off(record))
        await asyncio.sleep(0)
        await runner.hear()
        await asyncio.sleep(0)
        await runner.hear()
        await asyncio.wait_for(writing, 30)
        assert (await desk.store.job(job.id)).status == "cancelled"


async def test_a_task_that_swallows_a_cancel_is_cancelled_again_and_waited_for_no_longer_than_is_bounded(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(working, "_CANCEL_S", 0.05)
    swallowed = 0

    async def stubborn(most: int) -> None:
        nonlocal swallowed
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                swallowed += 1
                if swallowed >= most:
                    raise

    once, never = asyncio.ensure_future(stubborn(2)), asyncio.ensure_future(stubborn(99))
    await asyncio.sleep(0)
    await working._ended([once])
    assert once.cancelled()
    await working._ended([never])
    assert not never.done(), "given up, not waited for"
    assert "1 task(s) did not end" in caplog.text
    swallowed = 99
    never.cancel()
    await asyncio.wait([never])
