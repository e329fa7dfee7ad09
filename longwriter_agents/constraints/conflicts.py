"""Demands that can't all be met: told before anything is written, each with the choice that was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from longwriter_agents.constraints.contradictions import conflict, contradictions
from longwriter_agents.constraints.expansion import beyond, unit_numbers
from longwriter_agents.constraints.kinds import Constraint, Exclude, Include, WordCount
from longwriter_agents.constraints.scope import AllBut, AnyOf, EverySection, Named, Numbered, Scope, Whole
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
    kept: list[Constraint] = []
    for ban in constraints:
        if not isinstance(ban, Exclude):
            kept.append(ban)
            continue
        wishes = _wishes_against(ban, constraints, series)
        found += [_told(ban, wish, term) for wish, term in wishes]
        kept += _lifted(ban, wishes)
    return kept, found


Wish = tuple[Include, str]
"""What is asked for, and the forbidden word that this takes."""


def _wishes_against(ban: Exclude, constraints: Sequence[Constraint], series: Series | None) -> list[Wish]:
    return [
        (wish, term)
        for wish in constraints
        if isinstance(wish, Include) and _meet(ban, wish, series)
        for term in _needed_terms(ban, wish)
    ]


def _needed_terms(ban: Exclude, wish: Include) -> list[str]:
    """The forbidden words without which what is asked for can't be told; where one of several is enough, any other does."""
    if wish.least <= ban.most or (ban.letters and not wish.literal):
        return []
    taken = {term: [banned for banned in ban.terms if ban.found_in(term, banned) is not None] for term in wish.terms}
    if wish.any_of and not all(taken.values()):
        return []
    return list(dict.fromkeys(banned for each in taken.values() for banned in each))


def _meet(ban: Exclude, wish: Include, series: Series | None) -> bool:
    """Whether both hold in some unit."""
    if series is None or isinstance(ban.scope, Whole) or isinstance(wish.scope, Whole | Named):
        return not (isinstance(ban.scope, Named) and isinstance(wish.scope, Named))
    mine, other = (set(unit_numbers(each.scope, series.count, series)) for each in (ban, wish))
    return bool(mine & other)


def _is_liftable(ban: Exclude, wish: Include) -> bool:
    return isinstance(wish.scope, Numbered) and not ban.letters and not isinstance(ban.scope, Named)


def _told(ban: Exclude, wish: Include, term: str) -> Finding:
    choice = (
        "It is told where it is asked for, and forbidden everywhere else."
        if _is_liftable(ban, wish)
        else "Both are kept and checked; one of them will be unmet."
    )
    return conflict(f'"{term}" is asked for and forbidden ({ban.quote or ban.statement!r}). {choice}', wish)


def _lifted(ban: Exclude, wishes: Sequence[Wish]) -> list[Constraint]:
    """The ban without the places where its words are asked for: each word is lifted only where it is itself wanted."""
    places: dict[str, list[Scope]] = {}
    for wish, term in wishes:
        if _is_liftable(ban, wish):
            places.setdefault(term, []).append(wish.scope)
    if not places:
        return [ban]
    base = EverySection() if isinstance(ban.scope, Whole) else ban.scope
    rest = tuple(term for term in ban.terms if term not in places)
    first, *others = [
        *([_of_terms(ban, rest, ban.scope)] if rest else []),
        *(_of_terms(ban, (term,), AllBut(base=base, without=_any_of(scopes))) for term, scopes in places.items()),
    ]
    return [first, *(each.model_copy(update={"id": ""}) for each in others)]


def _any_of(scopes: Sequence[Scope]) -> Scope:
    return scopes[0] if len(scopes) == 1 else AnyOf(scopes=tuple(scopes))


def _of_terms(ban: Exclude, terms: tuple[str, ...], scope: Scope) -> Exclude:
    """The ban for these of its words; one that is divided says for which."""
    text = ban.text if terms == ban.terms else f"never says {' or '.join(terms)}"
    return ban.model_copy(update={"terms": terms, "scope": scope, "text": text})


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
            conflict(
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
    of_units = _lengths_of_units(constraints)
    only_least = of_units[0].length.mode == "at_least"
    if (low > length.high) or (high < length.low and not only_least):
        told = (
            f"{series.count} units of {_quotes(of_units)} make {low:,}–{high:,} words, not {length.quote!r}: "
            f"the length of each unit is kept, and the whole will have about {target:,} words."
        )
        settled = Length(mode="between", target=target, low=low, high=high, quote=length.quote)
        return settled, [conflict(told, of_units[0])]
    return length, []


def _lengths_of_units(constraints: Sequence[Constraint]) -> list[WordCount]:
    """The lengths that are set for units: first that of all of them, then those of certain ones."""
    found = [c for c in constraints if isinstance(c, WordCount) and not isinstance(c.scope, Whole | Named)]
    return sorted(found, key=lambda each: not isinstance(each.scope, EverySection))


def _quotes(lengths: Sequence[WordCount]) -> str:
    """The length of each unit in the request's words; all of them where no one is said of all units."""
    said = lengths[:1] if isinstance(lengths[0].scope, EverySection) else lengths
    return " and ".join(dict.fromkeys(repr(each.length.quote or each.statement) for each in said))


def bounds_of_units(constraints: Sequence[Constraint], series: Series) -> tuple[int, int, int]:
    """(low, target, high) words of all units together by their own lengths; zeros when not every unit has one."""
    lengths: dict[int, Length] = {}
    for constraint in _lengths_of_units(constraints):
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
