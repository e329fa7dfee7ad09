"""LangGraph's savers, made to wait for the event log: no checkpoint says that something is done whose event is not kept."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver

from longwriter_agents.errors import StoreError


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


class FlushingSaver(BaseCheckpointSaver[Any]):
    """A saver over another one: before each write, `flush`."""

    def __init__(self, inner: BaseCheckpointSaver[Any], flush: Callable[[], Awaitable[None]]) -> None:
        super().__init__(serde=inner.serde)
        self._inner = inner
        self._flush = flush

    @property
    def config_specs(self) -> list[Any]:
        return self._inner.config_specs

    def get_next_version(self, current: Any, channel: None) -> Any:
        return self._inner.get_next_version(current, channel)

    async def aget_tuple(self, config: Any) -> Any:
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
        async for each in self._inner.alist(config, filter=filter, before=before, limit=limit):
            yield each

    async def aput(self, config: Any, checkpoint: Any, metadata: Any, new_versions: Any) -> Any:
        await self._flush()
        with store_errors():
            return await self._inner.aput(config, checkpoint, metadata, new_versions)

    async def aput_writes(self, config: Any, writes: Any, task_id: str, task_path: str = "") -> None:
        await self._flush()
        with store_errors():
            await self._inner.aput_writes(config, writes, task_id, task_path)

    async def adelete_thread(self, thread_id: str) -> None:
        with store_errors():
            await self._inner.adelete_thread(thread_id)


def flushing(inner: BaseCheckpointSaver[Any], flush: Callable[[], Awaitable[None]]) -> FlushingSaver:
    return FlushingSaver(inner, flush)
