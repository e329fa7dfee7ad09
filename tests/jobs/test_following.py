"""Many follow one job at the same time: each gets every event once and in order, however slow some looks are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from service_side import desk_at, submit

from longwriter_agents.errors import StoreError
from longwriter_agents.jobs import tail as following
from longwriter_agents.jobs.desk import Desk
from longwriter_agents.jobs.tail import Tail

FOLLOWERS, EVENTS = 12, 30


class Sluggish:
    """A store whose looks take turns at being slow: what one sees is old when it is told."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._looks = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    async def watermarks(self, job_ids: Sequence[str]) -> Any:
        return await self._told_late(await self._inner.watermarks(job_ids))

    async def events(self, job_id: str, **which: Any) -> Any:
        return await self._told_late(await self._inner.events(job_id, **which))

    async def _told_late(self, seen: Any) -> Any:
        self._looks += 1
        for _ in range(self._looks % 7):
            await asyncio.sleep(0.004)
        return seen


class Away(Sluggish):
    """A store that does not answer every third time."""

    async def _told_late(self, seen: Any) -> Any:
        self._looks += 1
        if self._looks % 3 == 1:
            raise StoreError("It is away.")
        return seen


async def followed(tail: Tail, job_id: str, after: int = 0) -> list[int]:
    return [number async for number, _ in tail.follow(job_id, after=after)]


async def written(desk: Desk, job_id: str) -> int:
    """A log that grows while it is followed, to its end; the number of its last event."""
    for number in range(EVENTS):
        await desk.store.append_events(job_id, [{"type": "finding", "message": str(number)}])
        await asyncio.sleep(0.01)
    await desk.cancel(job_id, "")
    return (await desk.store.job(job_id)).last_event


async def test_followers_who_join_together_get_each_event_once_and_in_order(database: str) -> None:
    async with desk_at(database) as desk:
        job, tail = await submit(desk), Tail(Sluggish(desk.store))
        writing = asyncio.ensure_future(written(desk, job.id))
        following = []
        for _ in range(FOLLOWERS):
            following.append(asyncio.ensure_future(followed(tail, job.id)))
            await asyncio.sleep(0.02)
        last = await writing
        for seen in await asyncio.wait_for(asyncio.gather(*following), 60):
            assert seen == list(range(1, last + 1))
        await tail.aclose()


async def test_who_joins_after_the_end_gets_what_is_left_and_is_let_go(database: str) -> None:
    async with desk_at(database) as desk:
        job, tail = await submit(desk), Tail(Sluggish(desk.store))
        last = await written(desk, job.id)
        seen = await asyncio.wait_for(asyncio.gather(*(followed(tail, job.id, after) for after in (0, 5, last))), 60)
        assert seen == [list(range(1, last + 1)), list(range(6, last + 1)), []]
        await tail.aclose()


async def test_a_store_that_is_away_now_and_then_breaks_off_no_stream(
    monkeypatch: pytest.MonkeyPatch, store: Path
) -> None:
    monkeypatch.setattr(following, "_AWAY_S", 0.01)
    async with desk_at(str(store)) as desk:
        job, tail = await submit(desk), Tail(Away(desk.store))
        writing = asyncio.ensure_future(written(desk, job.id))
        seen = await asyncio.wait_for(followed(tail, job.id), 60)
        assert seen == list(range(1, await writing + 1))
        await tail.aclose()
