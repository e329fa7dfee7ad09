"""Demands that can't all be met: told before anything is written, each with the choice that was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from longwriter_agents.constraints.contradictions import contradictions
from longwriter_agents.constraints.expansion import beyond, unit_numbers
from longwriter_agents.constraints.kinds import Constraint, Exclude, Include, WordCount
from longwriter_agents.constraints.scope import AllBut, EverySection, Named, Numbered, Whole
from longwriter_agents.model import Finding, Length, Outline, Series

_ROOM = 1.2
"""A lower bound for each unit lets a unit grow to this over its share of the whole."""


@dataclass(frozen=True)
class Settled:
    """The constraints as they will be kept, the length of the whole, and what the user is told."""

    constraints: tuple[Constraint, ...]
    length: Length
    findings: tuple[Finding, ...] = ()


def settle_conflicts(
    constraints: Sequence[Constraint], length: Length, series: Series | None, outline: Outline | None = None
) -> Settled:
    """What is asked for in certain units comes before what is forbidden everywhere; the lengths of units come before the
    length of the whole; what lies outside of the series is left out. An `outline` that is given is kept as it is."""
    findings: list[Finding] = contradictions(constraints, outline)
    kept = list(constraints)
    kept, told = _asked_and_forbidden(kept, series)
    findings += told + _beyond(kept, series)
    if series is not None:
        length, told = _lengths(kept, length, series)
        findings += told
        kept = [_with_room(constraint, length, series) for constraint in kept]
    return Settled(tuple(kept), length, tuple(findings))


def _asked_and_forbidden(
    constraints: list[Constraint], series: Series | None
) -> tuple[list[Constraint], list[Finding]]:
    found: list[Finding] = []
    kept = list(constraints)
    for i, ban in enumerate(constraints):
        if not isinstance(ban, Exclude):
            continue
        for wish in constraints:
            shared = _shared_terms(ban, wish)
            if not shared or not _meet(ban, wish, series):
                continue
            choice = _choice(ban, wish, series)
            found.append(
                _conflict(
                    f'"{shared[0]}" is asked for and forbidden ({ban.quote or ban.statement!r}). {choice[1]}', wish
                )
            )
            if choice[0] is not None:
                kept[i] = choice[0]
    return kept, found


def _shared_terms(ban: Exclude, wish: Constraint) -> list[str]:
    banned = {term.casefold() for term in ban.terms}
    return [term for term in wish.terms if term.casefold() in banned] if isinstance(wish, Include) else []


def _meet(ban: Exclude, wish: Constraint, series: Series | None) -> bool:
    """Whether both hold in some unit."""
    if series is None or isinstance(ban.scope, Whole) or isinstance(wish.scope, Whole | Named):
        return not (isinstance(ban.scope, Named) and isinstance(wish.scope, Named))
    mine, other = (set(unit_numbers(each.scope, series.count, series)) for each in (ban, wish))
    return bool(mine & other)


def _choice(ban: Exclude, wish: Constraint, series: Series | None) -> tuple[Exclude | None, str]:
    if series is None or not isinstance(wish.scope, Numbered):
        return None, "Both are kept and checked; one of them will be unmet."
    base = EverySection() if isinstance(ban.scope, Whole) else ban.scope
    lifted = ban.model_copy(update={"scope": AllBut(base=base, without=wish.scope)})
    return lifted, "It is told where it is asked for, and forbidden everywhere else."


def _beyond(constraints: Sequence[Constraint], series: Series | None) -> list[Finding]:
    if series is None:
        return []
    found = []
    for constraint in constraints:
        if not isinstance(constraint.scope, Numbered):
            continue
        outside = beyond(constraint.scope, series.count, series)
        left = unit_numbers(constraint.scope, series.count, series)
        if not outside and left:
            continue
        names = ", ".join(map(str, outside))
        said = constraint.quote or constraint.statement
        what = f"{series.label} {names}" if outside else "this place"
        choice = f"kept in {len(left)} of its units" if left else "left out"
        found.append(
            _conflict(
                f"{what} is outside of the series, which has {series.count} units: {said!r} is {choice}.",
                constraint,
            )
        )
    return found


def _lengths(constraints: Sequence[Constraint], length: Length, series: Series) -> tuple[Length, list[Finding]]:
    """What the units' own lengths leave possible for the whole; when that misses the whole's length, the units' count."""
    low, target, high = bounds_of_units(constraints, series)
    if target == 0 or not length.quote:
        return length, []
    general = next(c for c in constraints if isinstance(c, WordCount) and isinstance(c.scope, EverySection))
    only_least = general.length.mode == "at_least"
    if (low > length.high) or (high < length.low and not only_least):
        told = (
            f"{series.count} units of {general.length.quote!r} make {low:,}–{high:,} words, not {length.quote!r}: "
            f"the length of each unit is kept, and the whole will have about {target:,} words."
        )
        return Length(mode="between", target=target, low=low, high=high, quote=length.quote), [_conflict(told, general)]
    return length, []


def bounds_of_units(constraints: Sequence[Constraint], series: Series) -> tuple[int, int, int]:
    """(low, target, high) words of all units together by their own lengths; zeros when not every unit has one."""
    lengths: dict[int, Length] = {}
    counts = [c for c in constraints if isinstance(c, WordCount) and not isinstance(c.scope, Whole | Named)]
    for constraint in sorted(counts, key=lambda c: not isinstance(c.scope, EverySection)):
        for number in unit_numbers(constraint.scope, series.count, series):
            lengths[number] = constraint.length
    if len(lengths) < series.count:
        return 0, 0, 0
    return (
        sum(each.low for each in lengths.values()),
        sum(each.target for each in lengths.values()),
        sum(each.high for each in lengths.values()),
    )


def _with_room(constraint: Constraint, length: Length, series: Series) -> Constraint:
    """ "At least 200 words each" in a long document lets each unit have its share of the whole."""
    if not isinstance(constraint, WordCount) or constraint.length.mode != "at_least" or not length.quote:
        return constraint
    share = length.high // series.count
    if isinstance(constraint.scope, Whole) or share <= constraint.length.target:
        return constraint
    wider = constraint.length.model_copy(update={"high": max(constraint.length.high, round(share * _ROOM))})
    return constraint.model_copy(update={"length": wider})


def _conflict(message: str, constraint: Constraint) -> Finding:
    return Finding(code="conflict", message=message, constraint_id=constraint.id, evidence=constraint.quote)
