"""Two ways of writing, pair by pair, each pair shown in both orders: a win is what holds in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from longwriter_agents.backends.base import Backend
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.judging import Judge
from longwriter_agents.evaluation.metrics.statistics import Estimate, bootstrap
from longwriter_agents.evaluation.suites.verdicts import Preference
from longwriter_agents.prompting import fenced

Row = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """The first way's share of points (a win 1, a tie ½), and how often the two orders said the same."""

    pairs: int
    points: Estimate | None
    wins: int
    ties: int
    losses: int
    agreeing: int


def matched(rows: Sequence[Row], first: str, second: str) -> list[tuple[Row, Row]]:
    """The rows of the two graphs on the same suite, item, seed and model."""
    by_run = {(r["suite"], r["item"], r["seed"], r["model"], r["graph"]): r for r in rows}
    pairs = [
        (row, by_run[(*key[:4], second)])
        for key, row in by_run.items()
        if key[4] == first and (*key[:4], second) in by_run
    ]
    if not pairs:
        raise InputError(f"No item was written by both {first} and {second}.")
    return pairs


async def compare(pairs: Sequence[tuple[Row, Row]], backend: Backend, store: Path) -> Outcome:
    """Have each pair judged in both orders; a judge that changes its mind with the order says tie."""
    points: list[float] = []
    agreeing = 0
    judge = await Judge.open(backend, store, "pairs")
    try:
        for one, other in pairs:
            verdicts = [await _asked(judge, one, other), _turned(await _asked(judge, other, one))]
            if None in verdicts:
                continue
            agreeing += verdicts[0] == verdicts[1]
            points.append(
                {"first": 1.0, "second": 0.0}.get(str(verdicts[0]), 0.5) if verdicts[0] == verdicts[1] else 0.5
            )
    finally:
        await judge.aclose()
    won, tied, lost = (points.count(value) for value in (1.0, 0.5, 0.0))
    return Outcome(len(points), bootstrap(points), wins=won, ties=tied, losses=lost, agreeing=agreeing)


async def _asked(judge: Judge, one: Row, other: Row) -> str | None:
    first, second = (judge.shown(written_in(row), share=0.3) for row in (one, other))
    values = {"first": fenced(first, "first"), "second": fenced(second, "second")}
    request = fenced(one["request"], "request")
    answer = await judge.ask("judge/pair", Preference, purpose="judge:pair", tokens=60, request=request, **values)
    return answer.better if answer else None


def written_in(row: Row) -> str:
    try:
        return Path(row["text"]).read_text("utf-8")
    except OSError as error:
        raise InputError(f"The text {row['text']} can't be read: {error.strerror or error}.") from None


def _turned(verdict: str | None) -> str | None:
    return None if verdict is None else Preference.OTHER[verdict]
