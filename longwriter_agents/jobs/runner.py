"""Runs claimed jobs in this process: renews their leases, stops those that are cancelled or lost, drains at the end."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from longwriter_agents.errors import LeaseLost, LongwriterError, StoreError
from longwriter_agents.jobs.gate import CallGate
from longwriter_agents.jobs.holding import new_holder
from longwriter_agents.jobs.intake import ROLES
from longwriter_agents.jobs.models import Relay, opened
from longwriter_agents.jobs.run import Run
from longwriter_agents.jobs.telling import without_words
from longwriter_agents.jobs.terms import WorkTerms
from longwriter_agents.jobs.tracing import span
from longwriter_agents.options import Options
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import JobRecord, Settlement

_LOG = logging.getLogger("longwriter.jobs")
_LOST_AFTER_BEATS = 2
_SETTLE_S = 10.0


class Runner:
    """Everything that this process runs under one name, its `holder`."""

    def __init__(self, store: Store, saver: Any, terms: WorkTerms) -> None:
        self.holder = new_holder()
        self.terms = terms
        self.draining = False
        self.troubled = False
        """The store failed a run: wait before the next one."""
        self._store = store
        self._saver = saver
        self._gate = CallGate()
        self._running: dict[str, tuple[asyncio.Task[Any], Run]] = {}
        self._missing: dict[str, int] = {}

    @property
    def room(self) -> int:
        return 0 if self.draining else self.terms.concurrency - len(self._running)

    async def work_off(self, job: JobRecord) -> None:
        """Run a job that this runner has claimed, to whatever end; never raises for what happens to the job."""
        try:
            options = Options.model_validate(job.options)
            relay = Relay()
            backends = opened({role: getattr(options, role) for role in ROLES}, options, relay, self._store)
        except Exception as error:
            told = str(error) if isinstance(error, LongwriterError) else "Its options can't be read any more."
            await self._store.settle(job.id, self.holder, Settlement("failed", job.outcome, told))
            return
        run = Run(job, options, self._store, False, backends, relay=relay, saver=self._saver, gate=self._gate)
        attributes = {"job.id": job.id, "model": options.drafter, "graph": options.graph}
        with span("write document", attributes, parent=job.traceparent):
            await self._watched(job, run)

    async def _watched(self, job: JobRecord, run: Run) -> None:
        task = asyncio.ensure_future(run.run())
        self._running[job.id] = (task, run)
        try:
            await self._ended(job, task)
        finally:
            self._running.pop(job.id, None)
            self._missing.pop(job.id, None)

    async def _ended(self, job: JobRecord, task: asyncio.Task[Any]) -> None:
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.wait([task], timeout=_SETTLE_S)
            raise
        error = None if task.cancelled() else task.exception()
        self.troubled = isinstance(error, StoreError)
        if isinstance(error, LongwriterError | LeaseLost):
            _LOG.warning("job %s was put down: %s", job.id, error)
        elif error is not None:
            _LOG.error("job %s met a defect: %s", job.id, type(error).__name__, exc_info=without_words(error))

    async def hear(self) -> None:
        """Stop what someone wants cancelled. Between two beats a quick document would be done before it is noticed."""
        if not self._running:
            return
        for job_id in await self._store.cancels(holder=self.holder):
            if job_id in self._running:
                self._cancel(*self._running[job_id])

    def _cancel(self, task: asyncio.Task[Any], run: Run) -> None:
        if run.under_way and not run.cancelled:
            run.cancelled = True
            task.cancel()

    async def beat(self) -> None:
        """Say that we live, and hear what is wanted of us."""
        known = dict(self._running)
        held = await self._store.renew(holder=self.holder, lease_s=self.terms.lease_s)
        for job_id, (task, run) in known.items():
            if held.get(job_id):
                self._cancel(task, run)
            elif job_id not in held and self._is_lost(job_id):
                task.cancel()
        strange = held.keys() - known.keys()
        self._missing = {job_id: n for job_id, n in self._missing.items() if job_id in strange or job_id in known}
        for job_id in strange - self._running.keys():
            if self._is_lost(job_id):
                # Claimed on a connection that broke before we heard of it.
                await self._store.settle(job_id, self.holder, Settlement("queued"))

    def _is_lost(self, job_id: str) -> bool:
        """What is just beginning or ending is held here and not there for a moment; what stays so is lost."""
        self._missing[job_id] = self._missing.get(job_id, 0) + 1
        return self._missing[job_id] >= _LOST_AFTER_BEATS

    async def drain(self) -> list[str]:
        """Begin nothing new, let calls under way be answered, put the jobs down; the ids of those put down."""
        self.draining = True
        self._gate.close()
        await self._gate.quiet(within_s=self.terms.drain_s)
        left = dict(self._running)
        for task, _ in left.values():
            task.cancel()
        if left:
            await asyncio.wait([task for task, _ in left.values()], timeout=_SETTLE_S)
        return list(left)
