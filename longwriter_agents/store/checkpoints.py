"""LangGraph's checkpoints in the store's own SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from functools import partial
from typing import Any

from langgraph.checkpoint.sqlite import SqliteSaver

from longwriter_agents.store.transactions import Change
from longwriter_agents.store.transactions import transaction as one_transaction

InThread = Callable[[Callable[[], Any]], Awaitable[Any]]


class StoreSaver(SqliteSaver):
    """LangGraph's saver on the connection of the store, each call one step of the store's thread.

    The package's own asynchronous saver asks a thread of its own several times for each save, which costs more than the
    save, and has a second connection, which the store has to wait for.
    """

    def __init__(self, connection: sqlite3.Connection, in_thread: InThread) -> None:
        super().__init__(connection)
        self._in_thread = in_thread

    @contextmanager
    def cursor(self, transaction: bool = True) -> Iterator[sqlite3.Cursor]:
        """All of a save or nothing of it: the connection opens no transaction by itself, and none is left open."""
        with self.lock:
            with closing(self.conn.cursor()) as cursor, one_transaction(self.conn) if transaction else nullcontext():
                yield cursor

    async def aget_tuple(self, config: Any) -> Any:
        return await self._in_thread(partial(self.get_tuple, config))

    async def alist(
        self,
        config: Any,
        *,
        filter: dict[str, Any] | None = None,
        before: Any = None,
        limit: int | None = None,
    ) -> AsyncIterator[Any]:
        def listed() -> list[Any]:
            return list(self.list(config, filter=filter, before=before, limit=limit))

        for each in await self._in_thread(listed):
            yield each

    async def aput(self, config: Any, checkpoint: Any, metadata: Any, new_versions: Any) -> Any:
        return await self._in_thread(Change(self.conn, partial(self.put, config, checkpoint, metadata, new_versions)))

    async def aput_writes(
        self, config: Any, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        await self._in_thread(Change(self.conn, partial(self.put_writes, config, writes, task_id, task_path)))

    async def adelete_thread(self, thread_id: str) -> None:
        await self._in_thread(Change(self.conn, partial(self.delete_thread, thread_id)))
