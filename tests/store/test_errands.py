"""What is asked of the store's thread at about the same time is taken there in one go, and each asker gets its own answer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

import pytest

from longwriter_agents.store.errands import Errands

P = ParamSpec("P")
T = TypeVar("T")


class Counting(ThreadPoolExecutor):
    """A thread that counts how often it is gone to."""

    def __init__(self) -> None:
        super().__init__(max_workers=1)
        self.trips = 0

    def submit(self, work: Callable[P, T], /, *told: P.args, **more: P.kwargs) -> Future[T]:
        self.trips += 1
        return super().submit(work, *told, **more)


async def test_what_is_asked_in_the_same_moment_is_one_trip_in_the_order_asked() -> None:
    done: list[int] = []

    def did(number: int) -> int:
        done.append(number)
        return number

    with Counting() as thread:
        errands = Errands(thread)
        found = await asyncio.gather(*(errands.run(partial(did, number)) for number in range(20)))
    assert found == done == list(range(20))
    assert thread.trips == 1


async def test_what_is_asked_meanwhile_goes_with_the_next_trip_and_none_is_too_long() -> None:
    with Counting() as thread:
        errands = Errands(thread)
        found = await asyncio.gather(*(errands.run(partial(int, number)) for number in range(200)))
    assert found == list(range(200))
    assert thread.trips == 4


async def test_one_that_fails_fails_alone() -> None:
    def fails() -> int:
        raise OSError("no room")

    with Counting() as thread:
        errands = Errands(thread)
        found = await asyncio.gather(
            errands.run(lambda: 1), errands.run(fails), errands.run(lambda: 3), return_exceptions=True
        )
    assert (found[0], found[2]) == (1, 3)
    assert isinstance(found[1], OSError)


async def test_what_nobody_waits_for_any_more_is_not_done() -> None:
    done: list[str] = []
    with Counting() as thread:
        errands = Errands(thread)
        waiting = asyncio.ensure_future(errands.run(lambda: done.append("cancelled")))
        await asyncio.sleep(0)
        waiting.cancel()
        await errands.run(lambda: done.append("wanted"))
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert done == ["wanted"]


async def test_after_the_thread_s_end_everyone_is_told() -> None:
    thread = Counting()
    thread.shutdown()
    errands = Errands(thread)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            await errands.run(lambda: 1)


async def test_works_that_an_ending_thread_never_came_to_are_told_so() -> None:
    """As when a store is closed while others still write: nobody waits for ever."""
    begun, release = threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        release.wait(30)

    thread = Counting()
    blocking = asyncio.ensure_future(asyncio.get_running_loop().run_in_executor(thread, slow))
    await asyncio.to_thread(begun.wait, 30)
    waiting = asyncio.ensure_future(Errands(thread).run(lambda: 1))
    await asyncio.sleep(0.01)
    thread.shutdown(wait=False, cancel_futures=True)
    release.set()
    await blocking
    with pytest.raises(RuntimeError, match="ended before"):
        await asyncio.wait_for(waiting, 30)
