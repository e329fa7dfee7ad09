"""LangGraph's savers, made to wait for the event log: no checkpoint says that something is done whose event is not kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver


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
        return await self._inner.aput(config, checkpoint, metadata, new_versions)

    async def aput_writes(self, config: Any, writes: Any, task_id: str, task_path: str = "") -> None:
        await self._flush()
        await self._inner.aput_writes(config, writes, task_id, task_path)


def flushing(inner: BaseCheckpointSaver[Any], flush: Callable[[], Awaitable[None]]) -> FlushingSaver:
    return FlushingSaver(inner, flush)
