"""Following the kept logs of many jobs: one look at the database for all followers together, a few times a second."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any

from longwriter_agents.errors import StoreError
from longwriter_agents.jobs.lifecycle import ENDED
from longwriter_agents.store.base import Store

_LOG = logging.getLogger("longwriter.events")
_LOOK_S = 0.25
_BUNDLE = 500
_REMEMBERED = 500
_AT_ONCE = 400

Row = tuple[int, dict[str, Any]]


@dataclass
class _Watched:
    """A job that someone follows: how far its log goes, its newest rows, and a bell for its followers."""

    followers: int = 0
    last: int = 0
    ended: bool = False
    gone: bool = False
    recent: deque[Row] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    bell: asyncio.Event = field(default_factory=asyncio.Event)


class Tail:
    """Any process can follow any job: what it shows is what the store keeps."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._watched: dict[str, _Watched] = {}
        self._looking: asyncio.Task[None] | None = None

    async def follow(self, job_id: str, *, after: int = 0) -> AsyncGenerator[Row, None]:
        """The job's events with a number above `after`, each once and in order, until the job has ended.

        A job that is taken up again after its end is a new stretch: follow it again.
        """
        watched = self._watched.setdefault(job_id, _Watched())
        watched.followers += 1
        try:
            await self._look([job_id])
            while True:
                watched.bell.clear()
                ended = watched.ended
                async for row in self._rows(job_id, watched, after):
                    after = row[0]
                    yield row
                if watched.gone or (ended and after >= watched.last):
                    return
                if after >= watched.last:
                    self._keep_looking()
                    await watched.bell.wait()
        finally:
            watched.followers -= 1
            if not watched.followers:
                self._watched.pop(job_id, None)

    async def _rows(self, job_id: str, watched: _Watched, after: int) -> AsyncGenerator[Row, None]:
        recent = list(watched.recent)
        if not recent or recent[0][0] > after + 1:
            while bundle := await self._store.events(job_id, after=after, limit=_BUNDLE):
                for row in bundle:
                    yield row
                after = bundle[-1][0]
            return
        for row in recent:
            if row[0] > after:
                yield row

    def _keep_looking(self) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.ensure_future(self._look_on())

    async def _look_on(self) -> None:
        while self._watched:
            await asyncio.sleep(_LOOK_S)
            job_ids = list(self._watched)
            try:
                for start in range(0, len(job_ids), _AT_ONCE):
                    await self._look(job_ids[start : start + _AT_ONCE])
            except StoreError as error:
                _LOG.warning("%s", error)  # followers wait; what they miss now is in the log later

    async def _look(self, job_ids: list[str]) -> None:
        marks = await self._store.watermarks(job_ids)
        for job_id in job_ids:
            watched = self._watched.get(job_id)
            if watched is None:
                continue
            last, status = marks.get(job_id, (watched.last, "cancelled"))
            if last > watched.last and watched.last:
                watched.recent.extend(await self._store.events(job_id, after=watched.last, limit=_REMEMBERED))
                last = max(watched.last, min(last, watched.recent[-1][0] if watched.recent else last))
            changed = (last, status in ENDED, job_id not in marks) != (watched.last, watched.ended, watched.gone)
            watched.last, watched.ended, watched.gone = last, status in ENDED, job_id not in marks
            if changed:
                watched.bell.set()

    async def aclose(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
