"""Scorers of texts against the gold of a request: pure functions, no model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from longwriter_agents.constraints.splitting import units_of
from longwriter_agents.evaluation.metrics.placed import Placed, PlacedCheck, placed_scores
from longwriter_agents.evaluation.series.generator import SeriesRequest
from longwriter_agents.evaluation.series.telling import tells
from longwriter_agents.words import count_words


@dataclass(frozen=True)
class Form:
    """Whether the text has the form that was asked for, and its units by number."""

    exact: bool
    problems: tuple[str, ...]
    units: Mapping[int, str]


def form_of(text: str, request: SeriesRequest) -> Form:
    """Every unit once and in order; separator and end marker where they belong and nowhere else."""
    found = units_of(text.replace(request.ending, "") if request.ending else text, request.label, request.separator)
    problems = []
    if [number for number, _ in found] != list(range(1, request.count + 1)):
        problems.append("units are missing, doubled or out of order")
    if request.separator and text.count(request.separator) != request.count:
        problems.append(f"{text.count(request.separator)} separators for {request.count} units")
    if request.ending and (text.count(request.ending) != 1 or not text.rstrip().endswith(request.ending)):
        problems.append("the end marker is missing or not the end")
    units: dict[int, str] = {}
    for number, body in found:
        units[number] = body or units.get(number, "")
    return Form(not problems, tuple(problems), units)


def in_bounds(units: Mapping[int, str], request: SeriesRequest) -> float:
    """The share of units with as many words as they shall have."""
    counts = [count_words(text) for text in units.values()]
    fine = sum(request.low <= words and (not request.high or words <= request.high) for words in counts)
    return fine / request.count


def scores(text: str, request: SeriesRequest) -> Placed:
    """CR, accuracy by kind, STIC-1 and STIC-2, by key terms and their inflections."""
    units = form_of(text, request).units
    checks = [
        PlacedCheck(unit, gold.kind, unit in units and tells(units[unit], gold.term))
        for gold in request.demands
        for unit in gold.units
    ]
    return placed_scores(request.count, [number for number, body in units.items() if body], checks)
