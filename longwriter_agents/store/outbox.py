"""What a run has made and its store has not been given yet: texts and artifacts, written together.

Each by itself would be a trip to the store's thread and back, which costs more than the writing. Nothing may tell of them
before they are kept: the event log and the checkpoints have the outbox flushed first. What a killed process had in it is made
again from the journal.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from longwriter_agents.model import Draft
from longwriter_agents.shielding import shielded

_MOST = 32
"""So many are written at once, whatever waits."""


class Keeper(Protocol):
    """What an outbox needs of a store."""

    async def save_work(
        self,
        job_id: str,
        drafts: Sequence[Draft],
        artifacts: Mapping[str, Any],
        *,
        holder: str | None = None,
    ) -> None: ...


class Outbox:
    """`flush` returns when all that was put here before is kept; whatever it raises instead, all is still here. Whoever waits
    for it may be cancelled: what is on its way to the store arrives, or comes back here."""

    def __init__(self, store: Keeper, job_id: str, *, holder: str | None = None) -> None:
        """Nothing more is kept of what `holder` makes once another one holds the job (`LeaseLost`)."""
        self._store = store
        self._job_id = job_id
        self._holder = holder
        self._artifacts: dict[str, Any] = {}
        self._drafts: dict[tuple[str, int], Draft] = {}
        self._door = asyncio.Lock()

    async def put_artifact(self, name: str, value: Any) -> None:
        self._artifacts[name] = value
        await self._flush_if_full()

    async def put_draft(self, draft: Draft) -> None:
        self._drafts[draft.section_id, draft.attempt] = draft
        await self._flush_if_full()

    async def flush_grounds(self) -> None:
        """Keep what a reply was asked for by, before the reply: what was settled once (a pace, a wording that worked) must be
        the same when it is asked for again. Texts are made of replies, and can be made again."""
        if self._artifacts or self._door.locked():
            await self.flush()

    async def _flush_if_full(self) -> None:
        if len(self._artifacts) + len(self._drafts) >= _MOST:
            await self.flush()

    async def flush(self) -> None:
        if self._artifacts or self._drafts or self._door.locked():  # what is on its way is not kept yet
            await shielded(self._flushed())

    async def _flushed(self) -> None:
        async with self._door:
            artifacts, self._artifacts = self._artifacts, {}
            drafts, self._drafts = self._drafts, {}
            if not artifacts and not drafts:
                return
            try:
                await self._store.save_work(self._job_id, list(drafts.values()), artifacts, holder=self._holder)
            except BaseException:
                self._artifacts = {**artifacts, **self._artifacts}
                self._drafts = {**drafts, **self._drafts}
                raise
