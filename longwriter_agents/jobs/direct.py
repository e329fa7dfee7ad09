"""Jobs that run where they are asked for: what `write()`, `plan()` and `resume()` stand on."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from longwriter_agents.backends import structured
from longwriter_agents.errors import JobNotFound
from longwriter_agents.graphfiles import load_graph
from longwriter_agents.jobs.budgets import larger
from longwriter_agents.jobs.holding import is_gone, is_held
from longwriter_agents.jobs.intake import ROLES, Intake
from longwriter_agents.jobs.lifecycle import UNFINISHED
from longwriter_agents.jobs.models import Choices, Listener, Relay, opened
from longwriter_agents.jobs.revising import Finished
from longwriter_agents.jobs.run import Run
from longwriter_agents.jobs.versions import begin
from longwriter_agents.model import Budget
from longwriter_agents.options import Options
from longwriter_agents.revision import RevisionOrder
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import JobRecord, Page, now_iso

_MOST_LOOKED_AT = 1_000


async def created(intake: Intake, store: Store, owned: bool, *, on_event: Listener | None, tag: str = "") -> Run:
    """A new job in the store, with its models opened; nothing is stored when a model can't be opened."""
    try:
        relay = Relay()
        backends = opened(intake.choices, intake.options, relay, None)
        record = new_record(intake, tag=tag)
        await store.create_job(record)
        await store.save_artifact(record.id, "rungs", dict(structured.WORKED))
    except BaseException:
        if owned:
            await store.aclose()
        raise
    return Run(record, intake.options, store, owned, backends, on_event, relay)


async def reopened(
    job_id: str | None,
    store: Store,
    owned: bool,
    choices: Choices,
    *,
    base_url: str | None,
    on_event: Listener | None,
    budget: Budget | None = None,
    take_over: bool = False,
) -> Run:
    """An earlier job, to be gone on with under the models that it was begun with unless others are chosen, and within its
    budget but for the limits that `budget` sets anew. One that a living process writes is left to it unless that is to
    lose it (`take_over`)."""
    try:
        record = await store.job(job_id) if job_id else await _last_unfinished(store, held_too=take_over)
        options, relay = _options(record, base_url), Relay()
        if budget is not None:
            options = options.model_copy(update={"budget": larger(options.budget, budget)})
        backends = {} if record.status == "succeeded" else opened(_chosen(options, choices), options, relay, None)
    except BaseException:
        if owned:
            await store.aclose()
        raise
    # A job that fell with its process still names it; whoever resumes it holds it from now on.
    taking_from = record.holder if take_over or is_gone(record.holder) else None
    run = Run(_unheld(record), options, store, owned, backends, on_event, relay)
    run.budget, run.taking_from = (None if budget == Budget() else budget), taking_from
    return run


async def revising(
    now: Finished,
    order: RevisionOrder,
    store: Store,
    owned: bool,
    choices: Choices,
    *,
    base_url: str | None,
    on_event: Listener | None,
) -> Run:
    """A revision of a finished job, begun; not when a model can't be opened. Its run closes the store if that is `owned`."""
    options, relay = _options(now.job, base_url), Relay()
    options = options.model_copy(update={"budget": order.budget})
    backends = opened(_chosen(options, choices), options, relay, None)
    record = await begin(store, now, order)
    return Run(_unheld(record), options, store, owned, backends, on_event, relay)


def _options(record: JobRecord, base_url: str | None) -> Options:
    options = Options.model_validate(record.options)
    return options.model_copy(update={"base_url": base_url}) if base_url else options


def _chosen(options: Options, choices: Choices) -> Choices:
    """The models of the job unless others are chosen."""
    return {role: choices.get(role) or getattr(options, role) for role in ROLES}


def new_record(intake: Intake, **more: Any) -> JobRecord:
    options, now = intake.options, now_iso()
    return JobRecord(
        id=f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}",
        status="queued",
        graph=options.graph,
        graph_version=load_graph(options.graph).version,
        request=intake.request,
        options=options.model_dump(mode="json"),
        created_at=now,
        updated_at=now,
        **more,
    )


def _unheld(record: JobRecord) -> JobRecord:
    from dataclasses import replace

    return replace(record, holder="")


async def _last_unfinished(store: Store, *, held_too: bool) -> JobRecord:
    """The newest job that can be gone on with; where others write all that there are, the newest of these, which they keep."""
    found = await store.page(Page(lane="direct", statuses=UNFINISHED, limit=_MOST_LOOKED_AT))
    if not found:
        raise JobNotFound("There is no unfinished job in this store.", hint="`longwriter jobs` lists all jobs.")
    return next((job for job in found if held_too or not is_held(job)), found[0])
