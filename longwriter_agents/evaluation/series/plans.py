"""How well a plan covers its request: the demands that the plan has at each unit, against the gold. No model is asked.

What counts as the plan is what the writer of a unit is told. For every way of writing that is the unit's own words in the
outline: title, summary, points, facts. `longform` places the demands by code and hands them to the unit's writer as its
contract, so for it the demands placed at the unit count too; the baselines' outlines bear placements only for the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from longwriter_agents.constraints.splitting import units_of
from longwriter_agents.evaluation.metrics.placed import plan_coverage
from longwriter_agents.evaluation.series.generator import Gold, SeriesRequest
from longwriter_agents.evaluation.series.telling import names
from longwriter_agents.manuscript import ConstraintRow, Manuscript
from longwriter_agents.model import Section

GIVE_CONTRACTS = frozenset({"longform"})
"""The graphs whose writers are given the demands that code has placed."""
_WHOLE = frozenset({"document", "every_section", "named"})

Pairs = dict[int, set[str]]
"""Unit → demands."""


def coverage(manuscript: Manuscript, request: SeriesRequest) -> tuple[float | None, float | None]:
    """(precision, recall) of the plan's unit → demand map; without a plan, no precision."""
    sections = manuscript.outline.sections
    found = told_pairs(unit_plans(sections, request), request.demands)
    if manuscript.graph in GIVE_CONTRACTS:
        placed = placed_pairs(manuscript.constraints, [section.id for section in sections], request.demands)
        found = {unit: found.get(unit, set()) | placed.get(unit, set()) for unit in found.keys() | placed.keys()}
    return plan_coverage(gold_pairs(request.demands), found)


def gold_pairs(gold: Sequence[Gold]) -> Pairs:
    pairs: Pairs = {}
    for each in gold:
        for unit in each.units:
            pairs.setdefault(unit, set()).add(each.term)
    return pairs


def unit_plans(sections: Sequence[Section], request: SeriesRequest) -> dict[int, str]:
    """What the plan says of each unit. A plan of other parts than the units says something of those that head its lines."""
    said = [_said(section) for section in sections]
    if len(sections) == request.count:
        return dict(enumerate(said, 1))
    return dict(units_of("\n".join(said), request.label, request.separator))


def _said(section: Section) -> str:
    return "\n".join([section.title, section.summary, *section.points, *(fact.text for fact in section.owns)]).strip()


def told_pairs(plans: Mapping[int, str], gold: Sequence[Gold]) -> Pairs:
    """Unit → the demands that the words of its plan tell."""
    return {unit: {each.term for each in gold if names(said, each.term)} for unit, said in plans.items()}


def placed_pairs(rows: Iterable[ConstraintRow], section_ids: Sequence[str], gold: Sequence[Gold]) -> Pairs:
    """Unit → the demands that code has placed there: each by its gold words, or by its own where it tells none of them."""
    numbers = {section_id: number for number, section_id in enumerate(section_ids, 1)}
    found: Pairs = {}
    for row in rows:
        if row.kind not in ("include", "exclude", "judged") or row.scope["kind"] in _WHOLE:
            continue
        demands = {each.term for each in gold if names(row.text, each.term)} or {f"?{row.text}"}
        for place in row.placements:
            if place in numbers:
                found.setdefault(numbers[place], set()).update(demands)
    return found
