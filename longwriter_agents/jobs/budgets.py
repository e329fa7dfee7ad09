"""The budget of a job that is gone on with: what was allowed at first, but for the limits that are set anew."""

from __future__ import annotations

from longwriter_agents.jobs.versions import begun
from longwriter_agents.model import Budget
from longwriter_agents.options import Options
from longwriter_agents.revision import REVISION
from longwriter_agents.store.base import JobRecord, Store


def larger(now: Budget, given: Budget) -> Budget:
    """The budget with the limits that are given in the place of its own; what was spent still counts."""
    return now.model_copy(update=given.model_dump(exclude_none=True))


async def rebudgeted(store: Store, job: JobRecord, options: Options, given: Budget) -> Options:
    """Keep the limits with the job, or with its revision where one is under way; the options as they are now."""
    revision = await begun(store, job.id)
    if revision is not None:
        changed = revision.model_copy(update={"budget": larger(revision.budget, given)})
        await store.save_artifact(job.id, REVISION, changed.model_dump(mode="json"))
        return options
    options = options.model_copy(update={"budget": larger(options.budget, given)})
    kept = {**job.options, "budget": options.budget.model_dump(mode="json")}
    await store.update_job(job.id, options=kept)
    return options
