"""One run of a job: from where it stands to its manuscript, to its plan, or to where it is stopped."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from longwriter_agents import embedding
from longwriter_agents.backends.base import Backend
from longwriter_agents.backends.fitting import Fitted
from longwriter_agents.backends.journal import Journaled
from longwriter_agents.backends.limits import DOCUMENT
from longwriter_agents.backends.metering import Meter, Metered
from longwriter_agents.errors import Conflict, InputError, LeaseLost, LongwriterError, StoreError
from longwriter_agents.events import CallDone, JobEnded, JobStarted
from longwriter_agents.graphfiles import load_graph, revision_graph
from longwriter_agents.jobs.accounts import activities, left_out, lost_calls
from longwriter_agents.jobs.afresh import Afresh
from longwriter_agents.jobs.budgets import rebudgeted
from longwriter_agents.jobs.checkpoints import latest, store_errors
from longwriter_agents.jobs.eventlog import EventLog, retold
from longwriter_agents.jobs.failing import failed
from longwriter_agents.jobs.gate import CallGate, Gated
from longwriter_agents.jobs.holding import LEASE_S, held_by_another, holding, new_holder
from longwriter_agents.jobs.lifecycle import UNFINISHED, put_down, settled
from longwriter_agents.jobs.models import Listener, Relay
from longwriter_agents.jobs.summaries import summary_of
from longwriter_agents.jobs.threads import Thread, thread_for
from longwriter_agents.jobs.versions import begun, keep_result
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.model import Budget, Usage
from longwriter_agents.options import Options
from longwriter_agents.revision import REVISION, RevisionOrder
from longwriter_agents.services import Services
from longwriter_agents.shielding import shielded
from longwriter_agents.store.base import Store
from longwriter_agents.store.outbox import Outbox
from longwriter_agents.store.records import JobRecord, JournalEntry, Outcome, Settlement


@dataclass
class Run:
    """A job with its store and models opened; `run` writes and closes them.

    A runner hands over a record that it has claimed already (its `holder` is set), and a saver that all its runs share;
    before it cancels a run it sets `cancelled` if that is for good.
    """

    record: JobRecord
    options: Options
    store: Store
    owned_store: bool
    backends: dict[str, Backend]
    listener: Listener | None = None
    relay: Relay = field(default_factory=Relay)
    saver: Any = None
    gate: CallGate = field(default_factory=CallGate)
    cancelled: bool = False
    under_way: bool = False
    """A task that is cancelled before its first step never learns of it: what is not under way is not to be cancelled yet."""
    replayed: int = 0
    thread: Thread | None = None
    revision: RevisionOrder | None = None
    """What a run of a finished document is to change."""
    budget: Budget | None = None
    """The limits that whoever resumes the job sets anew."""
    taking_from: str | None = None
    """Who may be writing the job now and is to lose it; None for nobody."""

    async def run(self, *, plan_only: bool = False) -> Manuscript:
        """Write (or only plan) and give the manuscript; whatever ends the run, the job's state is kept."""
        self.under_way = True
        try:
            if self.record.status == "succeeded" and not plan_only:
                return Manuscript.model_validate(await self.store.artifact(self.record.id, "manuscript"))
            if self.record.holder:
                return await self._run(plan_only=plan_only or self.record.approval == "wanted")
            holder = new_holder()
            async with holding(self.store, holder):
                self.record = await self._begun(holder)
                return await self._run(plan_only=plan_only or self.record.approval == "wanted")
        finally:
            await shielded(self._close())

    async def _begun(self, holder: str) -> JobRecord:
        if self.record.lane == "service" and self.record.runs:
            raise Conflict(
                f"The job {self.record.id} belongs to the service.",
                hint="It goes on by itself while the service runs; a failed one with POST …/resume.",
            )
        job = await self.store.claim(
            self.record.id, holder=holder, lease_s=LEASE_S, among=UNFINISHED, taking_from=self.taking_from
        )
        if job is None:
            job = await self.store.job(self.record.id)
            raise (
                held_by_another(job) if job.status == "running" else Conflict(f"The job {job.id} has ended meanwhile.")
            )
        if self.budget is not None:
            changed = await rebudgeted(self.store, job, self.options, self.budget)
            await self.store.save_work(job.id, [], changed.artifacts, holder=holder)
            if changed.kept is not None:
                await self.store.update_job(job.id, options=changed.kept)
            self.options = changed.options
        return job

    async def _close(self) -> None:
        for backend in {id(backend): backend for backend in self.backends.values()}.values():
            await backend.aclose()
        if self.owned_store:
            await self.store.aclose()

    async def _run(self, *, plan_only: bool) -> Manuscript:
        began = time.monotonic()
        DOCUMENT.set(self.record.id)
        outbox = Outbox(self.store, self.record.id, holder=self.record.holder)
        log = EventLog(self.store, self.record.id, self.listener, first=outbox.flush, holder=self.record.holder)
        self.relay.to = log.emit
        try:
            self.revision = await begun(self.store, self.record.id)
            manuscript = await self._to_its_end(log, outbox, plan_only=plan_only)
            await outbox.flush()
            manuscript = await self._with_usage(manuscript, self.record.seconds + time.monotonic() - began)
            manuscript = await self._kept(manuscript)
            self._emit_end(log, manuscript)
            await log.flush()
            ended = settled(manuscript, time.monotonic() - began, revised=self._revised())
            await self._settle(replace(ended, artifacts=self._done_with(manuscript)))
            await self._forget_checkpoints(manuscript)
            return manuscript
        except BaseException as error:
            # Ctrl-C, a cancelled task, a store that is down, or a defect of ours: nothing that was kept is lost.
            ended = put_down(self.record, time.monotonic() - began, error, cancelled=self.cancelled)
            await shielded(self._put_down(log, ended))
            raise
        finally:
            await log.aclose()

    async def _kept(self, manuscript: Manuscript) -> Manuscript:
        """The result in its place; a revision's as a new version, or beside the old one where it failed."""
        if self.revision is not None:
            return await keep_result(self.store, self.record, self.revision, manuscript)
        result = {"manuscript": manuscript.model_dump(mode="json"), "summary": summary_of(manuscript)}
        await self.store.save_work(self.record.id, [], result, holder=self.record.holder)
        return manuscript

    def _revised(self) -> Outcome | None:
        """What the document is if the revision fails: what it was."""
        return self.record.outcome if self.revision is not None else None

    async def _to_its_end(self, log: EventLog, outbox: Outbox, *, plan_only: bool) -> Manuscript:
        embedding.wanted()  # what it is set to is told before anything is spent
        entries = await self.store.journal(self.record.id)
        services = await self._services(entries, log, outbox)
        for call in await lost_calls(self.store, self.record, entries):
            log.make_up(call)
        self._emit_start(log)
        try:
            return await self._written(services, log, plan_only=plan_only)
        except (StoreError, LeaseLost):
            raise  # there is nothing to write a failure to, or it is not ours to write
        except LongwriterError as error:
            return await failed(services, error, lane=self.record.lane)

    async def _settle(self, settlement: Settlement) -> None:
        if await self.store.settle(self.record.id, self.record.holder, settlement) is None:
            raise LeaseLost.of(self.record.id)

    async def _put_down(self, log: EventLog, settlement: Settlement) -> None:
        """As far as the store lets us; what can't be said now, the end of the lease says."""
        with contextlib.suppress(StoreError, LeaseLost):
            await log.flush()
            await self._settle(settlement)

    async def _services(self, entries: Sequence[JournalEntry], log: EventLog, outbox: Outbox) -> Services:
        meter, recorded = self._meter(entries), {entry.key for entry in entries}
        wrapped = {
            role: self._wrapped(backend, meter, recorded, log, outbox) for role, backend in self.backends.items()
        }
        services = Services(
            job_id=self.record.id,
            request=self.record.request,
            store=self.store,
            outbox=outbox,
            planner=wrapped["planner"],
            drafter=wrapped["drafter"],
            reviewer=wrapped["reviewer"],
            options=self.options,
            gauge=meter,
            emit=log.emit,
        )
        await services.read_all()
        return services

    def _meter(self, entries: Sequence[JournalEntry]) -> Meter:
        """What the job has used counts; of a revision, with a budget of its own, what was used since it was begun."""
        seconds, budget = self.record.seconds, self.options.budget
        if self.revision is not None:
            entries, budget = entries[self.revision.replies :], self.revision.budget
            seconds = max(0.0, seconds - self.revision.seconds)
        return Meter(budget, sum((entry.reply.usage for entry in entries), Usage()), seconds=seconds)

    def _wrapped(self, backend: Backend, meter: Meter, recorded: set[str], log: EventLog, outbox: Outbox) -> Backend:
        def on_call(event: CallDone) -> None:
            self.replayed += event.replayed
            log.emit(event)

        journaled = Journaled(
            Metered(backend, meter),
            self.store,
            self.record.id,
            on_call=on_call,
            recorded=recorded,
            alone=self.record.runs < 2,  # who held the job before us may not know yet that it is ours
            first=outbox.flush_grounds,
        )
        gated = Gated(Fitted(journaled, self.options.context_window), self.gate)
        return gated if self.revision is None else Afresh(gated, self.revision.plan.version)

    def _emit_start(self, log: EventLog) -> None:
        log.emit(
            JobStarted(
                job_id=self.record.id,
                model=self.options.drafter,
                graph=self.options.graph,
                target_words=self.options.words or 0,
                resumed=self.record.runs > 1,
            )
        )

    def _emit_end(self, log: EventLog, manuscript: Manuscript) -> None:
        if manuscript.status != "planned":
            log.emit(
                JobEnded(
                    job_id=self.record.id,
                    status=manuscript.status,
                    words=manuscript.words.written,
                    target_words=manuscript.words.target,
                    message=manuscript.message,
                )
            )

    async def _written(self, services: Services, log: EventLog, *, plan_only: bool) -> Manuscript:
        from longwriter_agents.agents.assembler import draft_report

        file = load_graph(self.options.graph) if self.revision is None else revision_graph()
        if plan_only and "check_plan" not in file.graph.nodes:
            raise InputError(f"The graph {file.name} makes no plan.", hint="Choose another with --graph.")
        async with self._saver() as kept, latest(kept, log.flush, goes_on=plan_only) as saver:
            stops = ["check_plan"] if plan_only else None
            graph = file.compiled(saver)
            self.thread = thread = await thread_for(self.record, services, graph, file)
            if thread.stands:
                await self._tell_standing(services)
            await graph.ainvoke(
                thread.start, thread.config, context=services, durability="async", interrupt_after=stops
            )
        if plan_only:
            return await draft_report(services, "planned")
        return Manuscript.model_validate(await services.kept("manuscript"))

    @contextlib.asynccontextmanager
    async def _saver(self) -> AsyncIterator[Any]:
        if self.saver is not None:
            yield self.saver
            return
        async with self.store.checkpoints() as saver:
            yield saver

    async def _tell_standing(self, services: Services) -> None:
        if self.listener is not None and await services.kept("outline"):
            for event in await retold(self.store, self.record.id, await services.outline()):
                self.listener(event)

    def _done_with(self, manuscript: Manuscript) -> dict[str, Any]:
        """A revision that is done is put away with the settlement: a moment later, the next one may stand there."""
        return {} if self.revision is None or manuscript.status == "failed" else {REVISION: None}

    async def _forget_checkpoints(self, manuscript: Manuscript) -> None:
        """A finished document is gone on with by nobody; a revision that begins in this moment has a thread of its own."""
        if manuscript.status not in ("complete", "complete_with_findings") or self.thread is None:
            return
        with contextlib.suppress(StoreError), store_errors():  # the document is done, whatever becomes of these
            async with self._saver() as saver:
                await saver.adelete_thread(self.thread.id)

    async def _with_usage(self, manuscript: Manuscript, seconds: float) -> Manuscript:
        entries = await self.store.journal(self.record.id)
        total = sum((entry.reply.usage for entry in entries), Usage())
        return manuscript.model_copy(
            update={
                "findings": (*manuscript.findings, *left_out(entries)),
                "usage": total.model_copy(update={"seconds": round(seconds, 3)}),
                "activities": activities(entries),
                "replayed_calls": self.replayed,
            }
        )
