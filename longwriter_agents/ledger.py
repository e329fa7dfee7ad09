"""The word ledger's arithmetic: budgets that sum, what to ask of a model, and how the total is brought to its target."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from longwriter_agents.errors import InputError

_LEAST_RATIO, _MOST_RATIO = 0.2, 4.0
_MEMORY = 8
"""Drafts that the learned ratio looks back on; older ones fade."""
_WORTH_ASKING = 40
_SENTENCE = 12
_MOST_AT_ONCE = 0.6
"""A section is lengthened by at most this share of its budget in one move."""


def allocate(total: int, weights: Sequence[float], *, minimum: int = 1) -> list[int]:
    """Integers in proportion to `weights`, each at least `minimum`, that sum exactly to `total` (largest remainders)."""
    if not weights or any(weight <= 0 for weight in weights):
        raise InputError("Budgets need at least one section and weights above zero.")
    spare = total - minimum * len(weights)
    if spare < 0:
        raise InputError(f"{total} words can't be shared among {len(weights)} sections of at least {minimum}.")
    whole = math.fsum(weights)
    exact = [spare * weight / whole for weight in weights]
    shares = [math.floor(each) for each in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for i in by_remainder[: spare - sum(shares)]:
        shares[i] += 1
    return [share + minimum for share in shares]


@dataclass(frozen=True)
class Pace:
    """What a model makes of the words asked of it: written / asked, learned over `drafts` replies."""

    ratio: float = 1.0
    drafts: int = 0

    def observe(self, asked: int, written: int) -> Pace:
        """The pace with one more reply: a running geometric mean, so that half and double weigh alike."""
        if asked <= 0 or written <= 0:
            return self
        seen = min(_MOST_RATIO, max(_LEAST_RATIO, written / asked))
        weight = 1 / min(self.drafts + 1, _MEMORY)
        ratio = math.exp((1 - weight) * math.log(self.ratio) + weight * math.log(seen))
        return Pace(ratio=min(_MOST_RATIO, max(_LEAST_RATIO, ratio)), drafts=self.drafts + 1)

    def ask_for(self, words: int) -> int:
        """How many words to ask for, so that this model writes `words`."""
        return max(1, round(words / self.ratio))


SECTION_TOLERANCE = 0.10
"""How far from its budget a section is left as it is."""


def band(budget: int, *, tolerance: float) -> tuple[int, int]:
    """Within which words a section is left as it is; small budgets get room for a sentence."""
    slack = max(12, round(budget * tolerance))
    return max(1, budget - slack), budget + slack


def rebalance(remaining_words: int, budgets: Sequence[int]) -> list[int]:
    """What is left, shared over the unwritten in proportion to their budgets, each within half and 1.6 times of its own."""
    whole = sum(budgets)
    if not budgets or whole <= 0:
        return list(budgets)
    factor = min(1.6, max(0.5, remaining_words / whole))
    return [max(1, round(budget * factor)) for budget in budgets]


@dataclass(frozen=True)
class Move:
    """One section that is to become longer (positive) or shorter (negative) by `delta_words`."""

    section_index: int
    delta_words: int


def settle(
    budgets: Sequence[int],
    written: Sequence[int],
    *,
    target: int,
    low: int,
    high: int,
    stuck: Collection[int] = (),
) -> list[Move]:
    """The moves that bring the sum of `written` into [low, high], aiming at `target`; none when it is there already.

    The sections at the indices `stuck` are lengthened last: they were asked before, and had nothing more to tell."""
    total = sum(written)
    if low <= total <= high:
        return []
    if total > high:
        return _shorten(budgets, written, total - target)
    return _lengthen(budgets, written, target - total, stuck)


def _lengthen(budgets: Sequence[int], written: Sequence[int], missing: int, stuck: Collection[int]) -> list[Move]:
    """Those most below their budget first; few moves, each worth a call. The last may overshoot: trimming is free."""
    order = sorted(range(len(budgets)), key=lambda i: (i in stuck, written[i] - budgets[i], i))
    moves = []
    for index in order:
        if missing <= 0:
            break
        below = budgets[index] - written[index]
        most = max(below, _WORTH_ASKING, round(budgets[index] * _MOST_AT_ONCE))
        delta = max(_WORTH_ASKING, min(missing, below if below >= missing else most))
        moves.append(Move(index, delta))
        missing -= delta
    return moves


def _shorten(budgets: Sequence[int], written: Sequence[int], surplus: int) -> list[Move]:
    """Those most above their budget first, by what they have too much or by a sentence; then all in proportion."""
    above = [max(0, words - budget) for words, budget in zip(written, budgets, strict=True)]
    moves = []
    if sum(above) >= surplus:
        for index in sorted(range(len(above)), key=lambda i: (-above[i], i)):
            delta = min(surplus, max(above[index], _SENTENCE), written[index] - 1)
            if surplus > 0 and delta > 0:
                moves.append(Move(index, -delta))
                surplus -= delta
        return moves
    givers = [index for index, words in enumerate(written) if words > 1]
    pool = [written[index] - 1 for index in givers]
    if not givers:
        return []
    shares = allocate(min(surplus, sum(pool)), pool, minimum=0)
    return [Move(index, -share) for index, share in zip(givers, shares, strict=True) if share]
