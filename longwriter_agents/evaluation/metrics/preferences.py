"""Pairs judged in both orders: the points of a pair, and how much the place where a text stands decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Better = Literal["first", "second", "tie"]
"""Of the two texts as they were shown."""

_TURNED: dict[Better, Better] = {"first": "second", "second": "first", "tie": "tie"}


def turned(verdict: Better) -> Better:
    """The same verdict, with the texts named in the other order."""
    return _TURNED[verdict]


def points(verdict: Better, other_way: Better) -> float:
    """The first text's: 1 where it wins in both orders, 0 where it loses in both, else ½. `other_way` is the verdict when
    the texts stood the other way round, as it was given."""
    if verdict != turned(other_way):
        return 0.5
    return {"first": 1.0, "second": 0.0, "tie": 0.5}[verdict]


def position_bias(verdicts: Sequence[Better]) -> float | None:
    """(Times the text shown first was preferred − times the one shown second was) ÷ questions, over both orders of the same
    pairs: 0 where the order decides nothing, 1 where the first place always wins."""
    if not verdicts:
        return None
    return (verdicts.count("first") - verdicts.count("second")) / len(verdicts)
