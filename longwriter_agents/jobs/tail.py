"""Following the kept logs of many jobs: one look at the database for all followers together, a few times a second."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import Any

from longwriter_agents.errors import StoreError
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import ENDED

_LOG = logging.getLogger("longwriter.events")
_LOOK_S, _AWAY_S = 0.25, 1.0
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

    def see(self, rows: Sequence[Row], last: int, *, ended: bool) -> None:
        """The log went up to `last` when it was looked at, and `rows` were read after that. What is known already stays as it
        is; every change of a job's status is an event, so that a look which was later never saw fewer."""
        before = (self.last, self.ended)
        if rows or self.last:
            new = [row for row in rows if row[0] > self.last]
            self.recent.extend(new)
            self.last = new[-1][0] if new else self.last
        else:
            self.last = last  # the first look: what was before is read from the store
        if self.last == last:
            self.ended = ended
        elif self.last > before[0]:
            self.ended = False
        if (self.last, self.ended) != before:
            self.bell.set()


class Tail:
    """Any process can follow any job: what it shows is what the store keeps."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._watched: dict[str, _Watched] = {}
        self._looking: asyncio.Task[None] | None = None

    async def follow(self, job_id: str, *, after: int = 0) -> AsyncGenerator[Row, None]:
        """The job's events with a number above `after`, each once and in order, until the job has ended. While the store is
        away it waits.

        A job that is taken up again after its end is a new stretch: follow it again.
        """
        watched = self._watched.setdefault(job_id, _Watched())
        watched.followers += 1
        try:
            with contextlib.suppress(StoreError):  # a store that is away for a moment is asked again below
                await self._look([job_id])
            while True:
                watched.bell.clear()
                try:
                    async for row in self._rows(job_id, watched, after):
                        after = row[0]
                        yield row
                except StoreError:
                    self._keep_looking()
                    await asyncio.sleep(_AWAY_S)
                    continue
                if watched.gone or (watched.ended and after >= watched.last):
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
                after = row[0]
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
                await asyncio.sleep(_AWAY_S)

    async def _look(self, job_ids: list[str]) -> None:
        """Several looks may go on at once, of followers that join and of the one for all: the slower ones find nothing new."""
        marks = await self._store.watermarks(job_ids)
        for job_id in job_ids:
            watched = self._watched.get(job_id)
            if watched is None:
                continue
            if job_id not in marks:
                watched.gone = True
                watched.bell.set()
                continue
            last, status = marks[job_id]
            rows: list[Row] = []
            if last > watched.last > 0:
                rows = await self._store.events(job_id, after=watched.last, limit=_REMEMBERED)
            watched.see(rows, last, ended=status in ENDED)

    async def aclose(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
