"""What came of judged pairs: points and wins with their intervals, and how much the order decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from longwriter_agents.evaluation.judging import told_dates, told_judge
from longwriter_agents.evaluation.metrics.preferences import points, position_bias, turned
from longwriter_agents.evaluation.metrics.statistics import Estimate, bootstrap
from longwriter_agents.evaluation.pairs import Row
from longwriter_agents.evaluation.records import servers_apart


@dataclass(frozen=True)
class Outcome:
    """Of one suite, model and judge: `points` and `won` are the first way's, `lost` is the second's winning. A pair counts when
    the judge answered in both orders."""

    suite: str
    model: str
    first: str
    second: str
    judge: str
    pairs: int
    unanswered: int
    points: Estimate | None
    won: Estimate | None
    lost: Estimate | None
    agreeing: int
    """Pairs of which the judge said the same in both orders."""
    shown_first: int
    """How often the text shown first was preferred, whichever it was."""
    shown_second: int
    position_bias: float | None
    days: str
    """On which it was judged."""


def outcomes(lines: Sequence[Row], *, first: str = "") -> list[Outcome]:
    """An outcome for each suite, model, two graphs and judge; `first` is the graph to be named first where it is one of them."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for line in servers_apart(lines):
        groups.setdefault((line["suite"], line["model"], *line["graphs"], judge_of(line)), []).append(line)
    return [_outcome(key, group, turn=key[3] == first) for key, group in groups.items()]


def judge_of(line: Row) -> str:
    """The judge with all that its verdicts hang on."""
    judge = line["judge"]
    return f"{told_judge(judge).removesuffix(')')}; judge/pair {judge.get('prompt')})"


def _outcome(key: tuple[str, ...], lines: Sequence[Row], *, turn: bool) -> Outcome:
    suite, model, one, other, judge = key
    answered = [line for line in lines if None not in line["verdicts"]]
    items = [(line["item"], line["hashes"].get("request")) for line in answered]
    verdicts = [line["verdicts"] for line in answered]
    scored = [points(a, b) for a, b in verdicts]
    if turn:
        one, other, scored = other, one, [1 - value for value in scored]
    shown = [verdict for both in verdicts for verdict in both]
    return Outcome(
        suite,
        model,
        one,
        other,
        judge,
        pairs=len(answered),
        unanswered=len(lines) - len(answered),
        points=bootstrap(scored, clusters=items),
        won=bootstrap([float(value == 1) for value in scored], clusters=items),
        lost=bootstrap([float(value == 0) for value in scored], clusters=items),
        agreeing=sum(a == turned(b) for a, b in verdicts),
        shown_first=shown.count("first"),
        shown_second=shown.count("second"),
        position_bias=position_bias(shown),
        days=told_dates(line["judging"] for line in lines),
    )
