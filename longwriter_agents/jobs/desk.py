"""Where jobs of the service are handed in and asked for: submit, cancel, resume, approve, edit the outline, delete."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from longwriter_agents.errors import Conflict, InputError, JobNotFound
from longwriter_agents.graphfiles import load_graph
from longwriter_agents.jobs.budgets import rebudgeted
from longwriter_agents.jobs.direct import new_record
from longwriter_agents.jobs.intake import Intake
from longwriter_agents.jobs.lifecycle import RESUMABLE
from longwriter_agents.jobs.queues import Queue
from longwriter_agents.jobs.revising import LOCKS, Finished, finished, revision_of, set_locks
from longwriter_agents.jobs.tracing import traceparent
from longwriter_agents.jobs.versions import begin, put_back
from longwriter_agents.model import Brief, Budget, Outline
from longwriter_agents.options import Options
from longwriter_agents.revision import Change, RevisionOrder, RevisionPlan
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import ENDED, Admission, Exchange, JobRecord

_LOG = logging.getLogger("longwriter.jobs")
PLAN_NODE = "check_plan"


class Desk:
    """Each owner sees its own jobs only: those of others are not there."""

    def __init__(self, store: Store, queue: Queue) -> None:
        self.store = store
        self._queue = queue

    async def submit(self, intake: Intake, terms: Admission, **more: Any) -> tuple[JobRecord, bool]:
        """Take a document in: (its job, whether it is new). `more` are fields of the record."""
        if more.get("approval") == "wanted" and PLAN_NODE not in load_graph(intake.options.graph).graph.nodes:
            raise InputError(f"The graph {intake.options.graph!r} makes no plan that could be approved.")
        job, new = await self.store.admit_job(
            new_record(intake, lane="service", traceparent=traceparent(), **more), terms
        )
        if new:
            await self._put(job)
        return job, new

    async def job(self, job_id: str, owner: str) -> JobRecord:
        job = await self.store.job(job_id)
        if job.owner != owner or job.lane != "service":
            raise JobNotFound(f"There is no document {job_id!r}.")
        return job

    async def cancel(self, job_id: str, owner: str) -> JobRecord:
        await self.job(job_id, owner)
        return await self.store.request_cancel(job_id)

    async def resume(
        self, job_id: str, owner: str, *, budget: Budget | None = None, most_active: int | None = None
    ) -> JobRecord:
        """Have a failed or cancelled document gone on with; the limits of `budget` take the place of its own."""
        job = await self.job(job_id, owner)
        asked = Exchange(traceparent=traceparent(), most_active=most_active)
        if budget is not None and budget != Budget():
            given = await rebudgeted(self.store, job, Options.model_validate(job.options), budget)
            asked = replace(asked, options=given.kept, artifacts=given.artifacts, seen=job.updated_at)
        job = await self.store.move(job_id, "queued", among=RESUMABLE, exchange=asked)
        await self._put(job)
        return job

    async def approve(self, job_id: str, owner: str, *, most_active: int | None = None) -> JobRecord:
        await self.job(job_id, owner)
        asked = Exchange(traceparent=traceparent(), most_active=most_active)
        job = await self.store.move(job_id, "queued", among=("waiting",), approval="given", exchange=asked)
        await self._put(job)
        return job

    async def plan_revision(self, job_id: str, owner: str, change: Change, *, base: int | None = None) -> RevisionPlan:
        """What a revision would do; nothing is begun and nothing is spent."""
        return (await self._planned(job_id, owner, change, base, None))[1].plan

    async def revise(
        self,
        job_id: str,
        owner: str,
        change: Change,
        *,
        base: int | None = None,
        budget: Budget | None = None,
        most_words: int | None = None,
        most_active: int | None = None,
    ) -> JobRecord:
        """Have a finished document changed. `base` is the version that the caller has seen: `Conflict` when it is another."""
        now, revision = await self._planned(job_id, owner, change, base, budget)
        if most_words is not None and revision.plan.target_words > most_words:
            raise InputError(f"A document may have {most_words:,} words here.")
        job = await begin(self.store, now, revision, most_active=most_active)
        await self._put(job)
        return job

    async def _planned(
        self, job_id: str, owner: str, change: Change, base: int | None, budget: Budget | None
    ) -> tuple[Finished, RevisionOrder]:
        now = await finished(self.store, await self.job(job_id, owner))
        if base is not None and base != now.manuscript.version:
            raise Conflict(f"The document stands at version {now.manuscript.version}, not {base}.")
        return now, revision_of(now, change, budget)

    async def undo(self, job_id: str, owner: str, to: int | None = None) -> JobRecord:
        await put_back(self.store, await self.job(job_id, owner), to)
        return await self.store.job(job_id)

    async def locks(self, job_id: str, owner: str, wanted: Sequence[str] | None = None) -> list[str]:
        """The sections that no revision may touch; `wanted` puts others in their place."""
        job = await self.job(job_id, owner)
        known: list[str] = await self.store.artifact(job.id, LOCKS) or []
        if wanted is None:
            return known
        return await set_locks(self.store, job, wanted, [each for each in known if each not in wanted])

    async def delete(self, job_id: str, owner: str) -> None:
        job = await self.job(job_id, owner)
        if job.status in ("queued", "waiting"):
            job = await self.store.request_cancel(job_id)  # or else it may be begun while it is deleted
        if job.status not in ENDED:
            raise Conflict("The document is being written.", hint="Cancel it first.")
        await self._forget_thread(job_id)
        await self.store.delete_job(job_id)

    async def _forget_thread(self, job_id: str) -> None:
        thread = await self.store.artifact(job_id, "thread")
        if thread:
            async with self.store.checkpoints() as saver:
                await saver.adelete_thread(thread["id"])

    async def outline(self, job_id: str, owner: str) -> Outline:
        await self.job(job_id, owner)
        kept = await self.store.artifact(job_id, "outline")
        if kept is None:
            raise Conflict("The document has no outline yet.", hint="Wait until it is planned.")
        return Outline.model_validate(kept)

    async def edit_outline(self, job_id: str, owner: str, wanted: Outline) -> Outline:
        """Put another outline in the planned one's place while the document waits for approval."""
        from longwriter_agents.agents.analyst import CONSTRAINTS
        from longwriter_agents.agents.planner import made_whole
        from longwriter_agents.outlines import read_outline

        job = await self.job(job_id, owner)
        if job.status != "waiting":
            raise Conflict(f"The document is {job.status}; its outline can be changed only while it is waiting.")
        given = read_outline(_by_budgets(wanted))
        assert given is not None
        brief = Brief.model_validate(await self.store.artifact(job_id, "brief"))
        constraints = CONSTRAINTS.validate_python(await self.store.artifact(job_id, "constraints"))
        outline, artifacts = made_whole(given, brief, constraints)
        # A run that has to plan again (its checkpoints are gone) takes the edited outline from the options.
        await self.store.update_job(job_id, options={**job.options, "outline": given.model_dump(mode="json")})
        for name, value in artifacts.items():
            await self.store.save_artifact(job_id, name, value)
        return outline

    async def queue_answers(self) -> bool:
        return await self._queue.answers()

    async def _put(self, job: JobRecord) -> None:
        try:
            await self._queue.put(job)
        except Exception as error:  # the document is taken in already; workers find what no queue knows
            _LOG.warning("job %s waits for a worker to find it: %s", job.id, type(error).__name__)


def _by_budgets(outline: Outline) -> Outline:
    """Budgets that the editor has set are wishes for shares: the total stays what was asked for."""
    if not all(section.budget for section in outline.sections):
        return outline
    return outline.model_copy(
        update={
            "parts": tuple(
                part.model_copy(
                    update={
                        "sections": tuple(
                            section.model_copy(update={"weight": float(section.budget)}) for section in part.sections
                        )
                    }
                )
                for part in outline.parts
            )
        }
    )
