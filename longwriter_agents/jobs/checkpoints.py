"""LangGraph's checkpoints of one run: the newest, kept a moment after it came, and never before what it tells of.

A checkpoint spares a resumed job the way to where it stood; what was paid for is in the journal, from which every step can be
taken again. So of several that come within a second only the last is kept, and none of a document that is done.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver

from longwriter_agents.errors import StoreError

EVERY_S = 1.0
"""A killed process goes back by no more than this. Zero: each is kept before the next step begins."""


@contextlib.contextmanager
def store_errors() -> Iterator[None]:
    """The savers' databases fail as the store does: with `StoreError`, after which a job waits and goes on."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"Checkpoints can't be kept: {error}.", hint="Make room or wait, and resume.") from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] in ("psycopg", "psycopg_pool"):
            raise StoreError(f"Checkpoints can't be kept: {type(error).__name__}.") from error
        raise


@dataclass(frozen=True)
class _Put:
    """A checkpoint that waits to be kept. `before` is the configuration of the one that is kept, `new_versions` what has changed
    since that one: a saver may store values by these."""

    before: Any
    checkpoint: Any
    metadata: Any
    new_versions: dict[str, Any]

    def after(self, earlier: _Put | None) -> _Put:
        """The same in the place of an earlier one that was not kept."""
        if earlier is None:
            return self
        return replace(self, before=earlier.before, new_versions={**earlier.new_versions, **self.new_versions})


class LatestSaver(BaseCheckpointSaver[Any]):
    """A saver over another one, for one run: the newest checkpoint, with the writes of the steps that went on from it, is kept
    `every_s` seconds after it came, and `first` before it. What can't be kept waits; the next one that comes tells of it."""

    def __init__(self, inner: BaseCheckpointSaver[Any], first: Callable[[], Awaitable[None]], every_s: float) -> None:
        super().__init__(serde=inner.serde)
        self._inner = inner
        self._first = first
        self._every_s = every_s
        self._put: _Put | None = None
        self._writes: list[tuple[Any, Any, str, str]] = []
        self._door = asyncio.Lock()
        self._later: asyncio.Task[None] | None = None
        self._failed = False

    @property
    def config_specs(self) -> list[Any]:
        return self._inner.config_specs

    def get_next_version(self, current: Any, channel: None) -> Any:
        return self._inner.get_next_version(current, channel)

    async def aget_tuple(self, config: Any) -> Any:
        await self.flush()
        with store_errors():
            return await self._inner.aget_tuple(config)

    async def alist(
        self,
        config: Any,
        *,
        filter: dict[str, Any] | None = None,
        before: Any = None,
        limit: int | None = None,
    ) -> AsyncIterator[Any]:
        await self.flush()
        async for each in self._inner.alist(config, filter=filter, before=before, limit=limit):
            yield each

    async def aput(self, config: Any, checkpoint: Any, metadata: Any, new_versions: Any) -> Any:
        self._put = _Put(config, checkpoint, metadata, new_versions).after(self._put)
        self._writes = []  # what went on from an earlier one is in this one
        await self._soon()
        given = config["configurable"]
        at = {"thread_id": given["thread_id"], "checkpoint_ns": given["checkpoint_ns"]}
        return {"configurable": {**at, "checkpoint_id": checkpoint["id"]}}

    async def aput_writes(self, config: Any, writes: Any, task_id: str, task_path: str = "") -> None:
        self._writes.append((config, writes, task_id, task_path))
        await self._soon()

    async def adelete_thread(self, thread_id: str) -> None:
        with store_errors():
            await self._inner.adelete_thread(thread_id)

    async def _soon(self) -> None:
        if self._failed or not self._every_s:
            await self.flush()
        elif self._later is None or self._later.done():
            self._later = asyncio.ensure_future(self._flush_later())

    async def _flush_later(self) -> None:
        await asyncio.sleep(self._every_s)
        with contextlib.suppress(Exception):  # whoever flushes next is told
            await self.flush()

    async def flush(self) -> None:
        """Keep what waits; whatever it raises, it waits on."""
        async with self._door:
            put, self._put = self._put, None
            writes, self._writes = self._writes, []
            if put is None and not writes:
                return
            try:
                await self._kept(put, writes)
            except BaseException:
                self._failed = True
                if self._put is None:
                    self._put, self._writes = put, [*writes, *self._writes]
                else:
                    self._put = self._put.after(put)
                raise
            self._failed = False

    async def _kept(self, put: _Put | None, writes: list[tuple[Any, Any, str, str]]) -> None:
        await self._first()
        with store_errors():
            if put is not None:
                await self._inner.aput(put.before, put.checkpoint, put.metadata, put.new_versions)
            await asyncio.gather(*(self._inner.aput_writes(*each) for each in writes))

    async def aclose(self) -> None:
        """Leave what waits: the run has ended, or was flushed."""
        if self._later is not None:
            self._later.cancel()
            await asyncio.gather(self._later, return_exceptions=True)


@contextlib.asynccontextmanager
async def latest(
    inner: BaseCheckpointSaver[Any], first: Callable[[], Awaitable[None]], *, goes_on: bool
) -> AsyncIterator[LatestSaver]:
    """The saver of a run. What waits when it ends is kept where the job `goes_on` from there, and where it is stopped."""
    saver = LatestSaver(inner, first, EVERY_S)
    try:
        yield saver
        if goes_on:
            await saver.flush()
    except BaseException:
        with contextlib.suppress(Exception):  # what stopped the run is what is told
            await asyncio.shield(saver.flush())
        raise
    finally:
        await saver.aclose()
