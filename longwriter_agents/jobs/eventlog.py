"""The log of one job: events go to the listener at once, and in small bundles to the store, without any word of the
request or of the text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from longwriter_agents.errors import LeaseLost, StoreError
from longwriter_agents.events import CallDone, CallRetried, Event, JobEnded, OutlineReady, SectionDone
from longwriter_agents.model import Outline
from longwriter_agents.shielding import shielded
from longwriter_agents.store.base import Events
from longwriter_agents.store.records import SECONDS_OF, TOKENS_OF, now_iso

_BUNDLE_S = 0.2
_MOST_PENDING = 20_000
_KEPT: dict[str, set[str]] = {
    "job_started": {"model", "graph", "target_words", "resumed"},
    "phase_started": {"phase"},
    "section_started": {"section_id", "budget"},
    "section_progress": {"section_id", "words"},
    "section_done": {"section_id", "attempt", "words", "budget", "findings"},
    "border_mended": {"before", "after", "fault", "how"},
    "call_done": {"purpose", "model", "usage"},
    "call_retried": {"purpose", "model", "attempt", "wait_s"},
    "job_ended": {"status", "words", "target_words"},
}


def entry_of(event: Event) -> dict[str, Any] | None:
    """What is kept of an event: names, numbers and states only. None for what is not kept."""
    if isinstance(event, OutlineReady):
        kept: dict[str, Any] = {"sections": [{"id": s.id, "budget": s.budget} for s in event.outline.sections]}
    elif event.type == "finding":
        kept = event.finding.model_dump(mode="json", include={"code", "severity", "section_id", "constraint_id"})
    elif event.type == "section_revised":
        kept = event.revision.model_dump(mode="json", include={"section_id", "round", "code", "constraint_id", "kept"})
    elif event.type == "plan_adjusted":
        kept = event.adjustment.model_dump(mode="json", include={"section_id", "told_in", "moved_words", "moved_to"})
    elif event.type not in _KEPT or (isinstance(event, CallDone) and event.replayed):
        return None
    else:
        kept = event.model_dump(mode="json", include=_KEPT[event.type])
    return {"type": event.type, **kept, "at": now_iso()}


def counts_of(event: Event) -> dict[str, float]:
    """By how much an event moves the counters of all jobs."""
    if isinstance(event, SectionDone):
        return {"sections": 1}
    if isinstance(event, JobEnded):
        return {"documents": 1, "words": event.words}
    if isinstance(event, CallRetried):
        return {"retries": 1}
    if not isinstance(event, CallDone) or event.replayed:
        return {}
    used = event.usage
    return {
        "calls": 1,
        "call_seconds": used.seconds,
        "input_tokens": used.input_tokens,
        "output_tokens": used.output_tokens,
        "cost_usd": used.cost_usd or 0.0,
        f"{TOKENS_OF}{event.model}": used.output_tokens,
        f"{SECONDS_OF}{event.model}": used.seconds,
    }


class EventLog:
    """`emit` never waits; `flush` returns when all that was emitted before is kept, and before it what it tells of
    (`first` keeps that)."""

    def __init__(
        self,
        store: Events,
        job_id: str,
        listener: Callable[[Event], None] | None,
        first: Callable[[], Awaitable[None]] | None = None,
        holder: str | None = None,
    ) -> None:
        """Nothing more is kept of what `holder` tells once another one holds the job (`LeaseLost`)."""
        self._store = store
        self._holder = holder
        self._first = first
        self._job_id = job_id
        self._listener = listener
        self._pending: list[tuple[dict[str, Any], dict[str, float]]] = []
        self._door = asyncio.Lock()
        self._later: asyncio.Task[None] | None = None

    def emit(self, event: Event) -> None:
        if self._listener is not None:
            self._listener(event)
        self.make_up(event)

    def make_up(self, event: Event) -> None:
        """Log what happened without telling the listener."""
        entry = entry_of(event)
        if entry is None:
            return
        if len(self._pending) >= _MOST_PENDING:
            raise StoreError("Events can't be kept: the store does not take them.", hint="Check the store and resume.")
        self._pending.append((entry, counts_of(event)))
        if self._later is None or self._later.done():
            self._later = asyncio.ensure_future(self._flush_later())

    async def flush(self) -> None:
        async with self._door:
            bundle, self._pending = self._pending, []
            await self._keep_first(bundle)
            if not bundle:
                return
            try:
                await shielded(self._keep(bundle))
            except (StoreError, LeaseLost):
                self._pending = [*bundle, *self._pending]
                raise

    async def _keep_first(self, bundle: list[tuple[dict[str, Any], dict[str, float]]]) -> None:
        """What the bundle tells of; while that is not kept, the bundle waits on, whatever the reason."""
        if self._first is None:
            return
        try:
            await self._first()
        except BaseException:
            self._pending = [*bundle, *self._pending]
            raise

    async def _keep(self, bundle: list[tuple[dict[str, Any], dict[str, float]]]) -> None:
        counts: dict[str, float] = {}
        for _, moved in bundle:
            for name, value in moved.items():
                counts[name] = counts.get(name, 0) + value
        entries = [entry for entry, _ in bundle]
        await self._store.append_events(self._job_id, entries, counts=counts, holder=self._holder)

    async def _flush_later(self) -> None:
        await asyncio.sleep(_BUNDLE_S)
        try:
            await self.flush()
        except (StoreError, LeaseLost):
            return  # still pending: the next flush tries again, and the one at the end of the run tells

    async def aclose(self) -> None:
        if self._later is not None and not self._later.done():
            self._later.cancel()
            await asyncio.gather(self._later, return_exceptions=True)


async def retold(store: Events, job_id: str, outline: Outline) -> list[Event]:
    """What the log of a job that is gone on with tells of already, for who looks on only now: its outline, what is written."""
    logged = [event for _, event in await store.events(job_id) if event["type"] == "section_done"]
    words = {event["section_id"]: event["words"] for event in logged}
    done = [section for section in outline.sections if section.id in words]
    return [
        OutlineReady(outline=outline),
        *(SectionDone(section_id=each.id, words=words[each.id], budget=each.budget) for each in done),
    ]
