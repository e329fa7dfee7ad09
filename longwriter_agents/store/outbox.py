"""What a run has made and its store has not been given yet: texts and artifacts, written together.

Each by itself would be a trip to the store's thread and back, which costs more than the writing. Nothing may tell of them
before they are kept: the event log and the checkpoints have the outbox flushed first. What a killed process had in it is made
again from the journal.
"""

from __future__ import annotations

import asyncio
from typing import Any

from longwriter_agents.errors import StoreError
from longwriter_agents.model import Draft
from longwriter_agents.store.base import Texts

_MOST = 32
"""So many are written at once, whatever waits."""


class Outbox:
    """`flush` returns when all that was put here before is kept; `StoreError` when it can't be: then it is still here."""

    def __init__(self, store: Texts, job_id: str) -> None:
        self._store = store
        self._job_id = job_id
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
        if self._artifacts:
            await self.flush()

    async def _flush_if_full(self) -> None:
        if len(self._artifacts) + len(self._drafts) >= _MOST:
            await self.flush()

    async def flush(self) -> None:
        async with self._door:
            artifacts, self._artifacts = self._artifacts, {}
            drafts, self._drafts = self._drafts, {}
            if not artifacts and not drafts:
                return
            try:
                await asyncio.shield(self._store.save_work(self._job_id, list(drafts.values()), artifacts))
            except StoreError:
                self._artifacts = {**artifacts, **self._artifacts}
                self._drafts = {**drafts, **self._drafts}
                raise
