"""The suites of series: how well a plan covers its request, how well a text keeps it, and LongGenBench's own file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_agents.evaluation.series import scoring
from longwriter_agents.evaluation.series.generator import SeriesRequest, generate
from longwriter_agents.evaluation.series.longgenbench import read_longgenbench
from longwriter_agents.evaluation.suite import OWN_COUNTER, DocumentSuite, Item, Scores, Written

if TYPE_CHECKING:
    from longwriter_agents.evaluation.desk import Desk
    from longwriter_agents.evaluation.judging import Judge

REQUESTS, SEED = 500, 2026
"""What a suite offers when no file is named; `--items` takes some of them, spread over the domains."""


class SeriesPlans(DocumentSuite):
    """Plan coverage: recall and precision of the plan's unit → demand map. Nothing is drafted."""

    name = "series-plan"
    counter = OWN_COUNTER
    judged = False

    def items(self, data: Path | None) -> Sequence[Item]:
        return as_items(read_longgenbench(data) if data else generate(REQUESTS, seed=SEED))

    async def write(self, item: Item, desk: Desk) -> Written:
        from longwriter_agents import api
        from longwriter_agents.evaluation.desk import as_written

        return as_written(await api.aplan(item.request, model=desk.model(), graph=desk.graph, store=desk.store))

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        return plan_scores(item.gold["request"], written)


class SeriesTexts(SeriesPlans):
    """Texts: completion, form, word bounds, demands kept by kind, calls for each unit; with the plan's coverage."""

    name = "series"

    async def write(self, item: Item, desk: Desk) -> Written:
        return await desk.document(item)

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        return {**plan_scores(item.gold["request"], written), **text_scores(item.gold["request"], written)}


def as_items(requests: Sequence[SeriesRequest]) -> list[Item]:
    return [Item(each.id, each.request, bucket=each.domain, gold={"request": each}) for each in requests]


def plan_scores(request: SeriesRequest, written: Written) -> Scores:
    manuscript = written.manuscript
    if manuscript is None:
        return {"plan_precision": None, "plan_recall": None}
    ids = [section.id for section in manuscript.outline.sections]
    precision, recall = scoring.coverage(manuscript.constraints, ids, request.demands)
    return {"plan_precision": precision, "plan_recall": recall, "units": float(len(ids) == request.count)}


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
