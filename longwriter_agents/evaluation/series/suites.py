"""The suites of series: how well a plan covers its request, how well a text keeps it, and LongGenBench's own file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_agents.evaluation.series import scoring
from longwriter_agents.evaluation.series.generator import SeriesRequest, generate
from longwriter_agents.evaluation.series.longgenbench import read_longgenbench
from longwriter_agents.evaluation.series.plans import coverage
from longwriter_agents.evaluation.suite import OWN_COUNTER, DocumentSuite, Item, Scores, Written
from longwriter_agents.jobs.intake import ROLES
from longwriter_agents.manuscript import Manuscript

if TYPE_CHECKING:
    from longwriter_agents.evaluation.desk import Desk
    from longwriter_agents.evaluation.judging import Judge
    from longwriter_agents.jobs.models import Choices

REQUESTS, SEED = 500, 2026
"""What a suite offers when no file is named; `--items` takes some of them, spread over the domains."""


class SeriesPlans(DocumentSuite):
    """Plan coverage: recall and precision of the plan's unit → demand map, by what the writer of each unit is told
    (`plans.py` says what that is for whom). Nothing is drafted."""

    name = "series-plan"
    counter = OWN_COUNTER
    judged = False

    def items(self, data: Path | None) -> Sequence[Item]:
        return as_items(read_longgenbench(data) if data else generate(REQUESTS, seed=SEED))

    async def write(self, item: Item, desk: Desk) -> Written:
        """The plan; one that was broken off goes on from where it was."""
        from longwriter_agents import api
        from longwriter_agents.evaluation.desk import as_written

        planned = await _gone_on_with(desk) if desk.store.exists() else None
        if planned is None:
            planned = await api.aplan(
                item.request, model=desk.model(), graph=desk.graph, store=desk.store, concurrency=desk.concurrency
            )
        return as_written(planned)

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        return plan_scores(item.gold["request"], written)


class SeriesTexts(SeriesPlans):
    """Texts: completion, form, word bounds, demands kept by kind, calls for each unit; with the plan's coverage."""

    name = "series"

    async def write(self, item: Item, desk: Desk) -> Written:
        return await desk.document(item)

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        return {**plan_scores(item.gold["request"], written), **text_scores(item.gold["request"], written)}


async def _gone_on_with(desk: Desk) -> Manuscript | None:
    """The plan of the store's only job, made or gone on with; None when the run was killed before it had one."""
    from longwriter_agents.jobs.direct import reopened
    from longwriter_agents.store.sqlite import SqliteStore

    store, model = SqliteStore.open(desk.store), desk.model()
    try:
        jobs = await store.jobs(limit=1)
        if not jobs:
            return None
        if jobs[0].status == "waiting":
            return Manuscript.model_validate(await store.artifact(jobs[0].id, "manuscript"))
        choices: Choices = dict.fromkeys(ROLES, model)
        job = await reopened(jobs[0].id, store, False, choices, base_url=None, on_event=None)
        return await job.run(plan_only=True)
    finally:
        await store.aclose()


def as_items(requests: Sequence[SeriesRequest]) -> list[Item]:
    return [Item(each.id, each.request, bucket=each.domain, gold={"request": each}) for each in requests]


def plan_scores(request: SeriesRequest, written: Written) -> Scores:
    """Without a plan nothing is covered, and of nothing there is no precision."""
    manuscript = written.manuscript
    if manuscript is None:
        return {"plan_precision": None, "plan_recall": 0.0, "units": 0.0}
    precision, recall = coverage(manuscript, request)
    units = float(len(manuscript.outline.sections) == request.count)
    return {"plan_precision": precision, "plan_recall": recall, "units": units}


def text_scores(request: SeriesRequest, written: Written) -> Scores:
    request = request if not written.manuscript else _as_shown(request, written)
    form, placed = scoring.form_of(written.text, request), scoring.scores(written.text, request)
    return {
        "CR": placed.cr,
        "form_exact": float(form.exact),
        "in_bounds": scoring.in_bounds(form.units, request) if request.low else None,
        "STIC_1": placed.stic_1,
        "STIC_2": placed.stic_2,
        "wAvg": placed.w_avg,
        **_named(placed.accuracy),
        "calls_per_unit": written.usage.calls / request.count,
    }


def _named(accuracy: Mapping[str, float | None]) -> Scores:
    return {f"acc_{kind}": value for kind, value in accuracy.items()}


def _as_shown(request: SeriesRequest, written: Written) -> SeriesRequest:
    """Without a separator of its own, a request's units stand under Markdown headings with the label."""
    assert written.manuscript is not None
    series = written.manuscript.brief.series
    return replace(request, label=series.label) if series is not None else request
