"""The plots of a report: one of each kind for each suite and model, since only these can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean

from longwriter_agents.evaluation.metrics.texts import REP_4_GATE
from longwriter_agents.evaluation.reporting import plots
from longwriter_agents.evaluation.reporting.rows import Row

_NOTHING = "nothing delivered"


def pictures(rows: Sequence[Row]) -> dict[str, str]:
    """File name → picture; where there is one suite and model alone, the names are `length`, `repetition` and `cost`."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["suite"], row["model"]), []).append(row)
    drawn: dict[str, str] = {}
    for number, ((suite, model), of_group) in enumerate(groups.items(), 1):
        about = f"{suite}, {model}"
        ending = f"-{number}-{re.sub('[^a-z0-9]+', '-', about.casefold()).strip('-')}" if len(groups) > 1 else ""
        drawn |= {f"{name}{ending}": svg for name, svg in _pictures(of_group, about).items()}
    return drawn


def _pictures(rows: Sequence[Row], about: str) -> dict[str, str]:
    """Asked against written; the worst window's repetition; tokens for each word."""
    of: dict[str, list[Row]] = {}
    for row in rows:
        of.setdefault(row["way"], []).append(row)
    drawn = {}
    if any(row["asked"] for row in rows):
        drawn["length"] = _length(of, f"Length: {about}")
    repetition = {way: _mean([row["scores"].get("rep_4_worst") for row in told]) for way, told in of.items()}
    if any(value is not None for value in repetition.values()):
        title, axis = f"Repetition, with the gate: {about}", "rep-4, worst 1,000 words"
        drawn["repetition"] = plots.bars(repetition, title=title, y=axis, gate=REP_4_GATE, lacking=_NOTHING)
    paid = {way: _tokens_per_word(told) for way, told in of.items()}
    drawn["cost"] = plots.bars(paid, title=f"Cost: {about}", y="tokens paid for each word", lacking=_NOTHING)
    return drawn


def _length(of: dict[str, list[Row]], title: str) -> str:
    asked = {way: [row for row in rows if row["asked"]] for way, rows in of.items()}
    counter = next(row["counter"] for rows in of.values() for row in rows)
    return plots.scatter(
        {way: [_place(row) for row in rows if not _failed(row)] for way, rows in asked.items()},
        failed={way: [_place(row) for row in rows if _failed(row)] for way, rows in asked.items()},
        title=title,
        x="words asked",
        y=f"words written, by the counter {counter}",
        diagonal=True,
    )


def _place(row: Row) -> tuple[float, float]:
    return row["asked"], row["written"]


def _failed(row: Row) -> bool:
    return row["status"] == "failed" or not row["written"]


def _mean(values: Sequence[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return fmean(told) if told else None


def _tokens_per_word(rows: Sequence[Row]) -> float | None:
    words = sum(row["written"] for row in rows)
    return sum(row["input_tokens"] + row["output_tokens"] for row in rows) / words if words else None
