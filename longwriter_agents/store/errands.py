"""Work for one thread: what is asked for at about the same time is taken there in one go.

Going to another thread and back costs more than most of what a store does there; with many documents at once, dozens of
writes are asked for in the same moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
Work = Callable[[], Any]
Take = Callable[[Sequence[Work]], list[Any]]
"""Does works in their order: each one's result, or what it raised."""

_MOST_AT_ONCE = 64
"""The first of a batch waits for its last."""


class Errands:
    """The works that one event loop has for a thread, done in the order in which they were asked for.

    What waits is never more than the callers that wait for it."""

    def __init__(self, thread: ThreadPoolExecutor, take: Take | None = None) -> None:
        """`take` does what is asked at once in the thread; by itself, one after the other."""
        self._thread = thread
        self._take = take or one_by_one
        self._waiting: list[tuple[Work, asyncio.Future[Any]]] = []
        self._busy = False

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises. If the caller is cancelled before the thread is asked, it is not done."""
        loop = asyncio.get_running_loop()
        told: asyncio.Future[T] = loop.create_future()
        self._waiting.append((work, told))
        if not self._busy:
            self._busy = True
            loop.call_soon(self._go)
        return await told

    def _go(self) -> None:
        wanted = [each for each in self._waiting if not each[1].cancelled()]
        batch, self._waiting = wanted[:_MOST_AT_ONCE], wanted[_MOST_AT_ONCE:]
        if not batch:
            self._busy = False
            return
        try:
            works = [work for work, _ in batch]
            done = asyncio.get_running_loop().run_in_executor(self._thread, self._take, works)
        except RuntimeError as error:  # the thread has ended
            self._tell(batch, [error] * len(batch))
            return
        done.add_done_callback(lambda found: self._tell(batch, _outcomes(found, len(batch))))

    def _tell(self, batch: Sequence[tuple[Work, asyncio.Future[Any]]], outcomes: Sequence[Any]) -> None:
        for (_, told), outcome in zip(batch, outcomes, strict=True):
            if told.cancelled():
                continue
            if isinstance(outcome, BaseException):
                told.set_exception(outcome)
            else:
                told.set_result(outcome)
        self._go()


def one_by_one(works: Sequence[Work]) -> list[Any]:
    """Each work's result, or what it raised; one that fails keeps none from its turn."""
    return [_one(work) for work in works]


def _one(work: Work) -> Any:
    try:
        return work()
    except BaseException as error:  # it is raised where the work was asked for, whatever it is: nothing is swallowed
        return error


def _outcomes(done: asyncio.Future[list[Any]], count: int) -> list[Any]:
    """What each of the works gave; where the thread ended before it came to them, the error for all."""
    if done.cancelled():
        return [RuntimeError("The thread ended before it came to this work.")] * count
    return done.result()
