"""The budget of a job that is gone on with: what was allowed at first, but for the limits that are set anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from longwriter_agents.jobs.versions import begun
from longwriter_agents.model import Budget
from longwriter_agents.options import Options
from longwriter_agents.revision import REVISION
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import JobRecord


def larger(now: Budget, given: Budget) -> Budget:
    """The budget with the limits that are given in the place of its own; what was spent still counts."""
    return now.model_copy(update=given.model_dump(exclude_none=True))


@dataclass(frozen=True)
class Rebudgeted:
    """What is kept of new limits: with the job's options, or with its revision (an artifact) where one is under way."""

    options: Options
    kept: dict[str, Any] | None = None
    artifacts: Mapping[str, Any] = field(default_factory=dict)


async def rebudgeted(store: Store, job: JobRecord, options: Options, given: Budget) -> Rebudgeted:
    revision = await begun(store, job.id)
    if revision is not None:
        changed = revision.model_copy(update={"budget": larger(revision.budget, given)})
        return Rebudgeted(options, artifacts={REVISION: changed.model_dump(mode="json")})
    options = options.model_copy(update={"budget": larger(options.budget, given)})
    return Rebudgeted(options, {**job.options, "budget": options.budget.model_dump(mode="json")})
