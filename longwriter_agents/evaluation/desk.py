"""The desk at which one item is written: a model, a graph, a seed, and a store of its own.

Each run of an item has its own store file, so that runs do not learn from one another, and a killed evaluation finds
the job that it was at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_agents.backends.base import Backend, Reply, Request, Wrapping
from longwriter_agents.evaluation.listening import Listener
from longwriter_agents.evaluation.suite import Item, Written

if TYPE_CHECKING:
    from longwriter_agents.manuscript import Manuscript

_SEED_STEP = 1_000_000


class Seeded(Wrapping):
    """A backend whose every request is a sampling of its own for each seed; closing it leaves the one inside open."""

    def __init__(self, inner: Backend, seed: int) -> None:
        super().__init__(inner)
        self._seed = seed

    @property
    def retry_policy(self) -> Any:
        return getattr(self._inner, "retry_policy", None)

    async def complete(self, request: Request) -> Reply:
        return await self._inner.complete(replace(request, sample=request.sample + self._seed * _SEED_STEP))

    async def aclose(self) -> None:
        """The evaluation closes its model at its own end: an embedded model is loaded once."""


@dataclass(frozen=True)
class Desk:
    """Where one run of one item is written."""

    backend: Backend
    graph: str
    seed: int
    store: Path
    concurrency: int | None = None

    async def document(self, item: Item, **more: Any) -> Written:
        """The item as one document; a run that was broken off goes on from where it was."""
        from longwriter_agents import api

        if self.store.exists():
            unfinished = await self._resumed()
            if unfinished is not None:
                return as_written(unfinished)
        options: dict[str, Any] = {"words": item.words, "concurrency": self.concurrency, **item.options, **more}
        listener = Listener()
        manuscript = await api.awrite(
            item.request, **options, model=self.model(), graph=self.graph, store=self.store, on_event=listener
        )
        return replace(as_written(manuscript), critical_s=round(listener.critical_s(self.graph), 3))

    def model(self) -> Backend:
        return Seeded(self.backend, self.seed)

    async def _resumed(self) -> Manuscript | None:
        """The store's only job, finished or gone on with; None when the run was killed before it had one."""
        from longwriter_agents import api
        from longwriter_agents.store.sqlite import SqliteStore

        store = SqliteStore.open(self.store)
        try:
            jobs = await store.jobs(limit=1)
            return await api.aresume(jobs[0].id, store=store, model=self.model()) if jobs else None
        finally:
            await store.aclose()


def as_written(manuscript: Manuscript) -> Written:
    return Written(
        text=manuscript.text,
        status=manuscript.status,
        usage=manuscript.usage,
        activities=manuscript.activities,
        job_id=manuscript.job_id,
        message=manuscript.message,
        manuscript=manuscript,
    )
