"""What a phrase of a clause means: which units, or so many units after something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from longwriter_agents.constraints.scope import AnyOf, Scope, UnitRange, Units

LAST = -1


@dataclass(frozen=True)
class Relative:
    """So many units after (before, when negative) what the words from `anchor_at` on name; -1: what was told last."""

    offset: int
    anchor_at: int = -1
    backwards: bool = False
    """The anchor stands before the phrase ("the frost; two weeks later"), as Chinese has it."""
    many: int = 1
    """So many units from there on ("the next ten")."""


@dataclass(frozen=True)
class Position:
    """A phrase of a clause and what it means. `role` says how it joins with others: an open or closed stretch bounds a
    period, an exception narrows, a start only begins a period."""

    start: int
    end: int
    scope: Scope | Relative
    role: str = "plain"
    open_start: bool = False
    """A period whose phrase does not say where it starts."""


def scope_of(pairs: Sequence[tuple[int, int]]) -> Scope:
    if len(pairs) == 1 and pairs[0][0] != pairs[0][1]:
        return UnitRange(first=pairs[0][0], last=pairs[0][1])
    if all(a == b for a, b in pairs):
        return Units(numbers=tuple(dict.fromkeys(a for a, _ in pairs)))
    if all(a > 0 and b > 0 for a, b in pairs):
        return Units(numbers=tuple(dict.fromkeys(n for a, b in pairs for n in range(a, b + 1))))
    return AnyOf(scopes=tuple(scope_of([pair]) for pair in pairs))
