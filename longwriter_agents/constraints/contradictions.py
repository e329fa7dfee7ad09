"""Demands on the whole document of which only one can hold: two lengths, two languages, two numbers of sections, two titles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from longwriter_agents.constraints.bound import Bound
from longwriter_agents.constraints.kinds import Constraint, Language, Structure, WordCount
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.constraints.shape import Edges, Form, Titled
from longwriter_agents.model import Finding, Outline, Series

_K = TypeVar("_K", bound=Bound)
Pair = tuple[Bound, Bound]


def contradictions(constraints: Sequence[Constraint], outline: Outline | None = None) -> list[Finding]:
    """The pairs that can't both be met, and what an outline that the caller gives does not have."""
    whole = [each for each in constraints if isinstance(each.scope, Whole)]
    at = {id(each): number for number, each in enumerate(whole)}
    pairs = sorted(_pairs(whole), key=lambda pair: (at[id(pair[0])], at[id(pair[1])]))
    found = [
        conflict(f"{_said(a)} and {_said(b)} can't both be met: the first is written by, both are checked.", b)
        for a, b in pairs
    ]
    return [*found, *(_against_outline(each, outline) for each in whole if _is_against(each, outline))]


def _pairs(whole: Sequence[Constraint]) -> Iterator[Pair]:
    """Only what is of one kind can contradict, but for sections, which are told by their headings."""
    yield from _of_kind(whole, WordCount, _lengths_differ)
    yield from _of_kind(whole, Language, lambda a, b: a.code != b.code)
    yield from _of_kind(whole, Structure, lambda a, b: _apart(a.bounds, b.bounds))
    yield from _of_kind(whole, Titled, lambda a, b: a.title.casefold() != b.title.casefold())
    yield from _of_kind(whole, Edges, _edges_differ)
    yield from _of_kind(
        whole, Form, lambda a, b: a.counted == b.counted and _apart((a.least, a.most), (b.least, b.most))
    )
    bare = [each for each in whole if isinstance(each, Form) and each.counted == "headings" and each.most == 0]
    for each in whole if bare else ():
        if isinstance(each, Structure):
            first, second = sorted((bare[0], each), key=whole.index)
            yield first, second


def _of_kind(whole: Sequence[Constraint], kind: type[_K], differ: Callable[[_K, _K], bool]) -> Iterator[Pair]:
    of_kind = [each for each in whole if isinstance(each, kind)]
    return ((a, b) for a, b in combinations(of_kind, 2) if differ(a, b))


def against_series(series: Series | None, outline: Outline | None) -> list[Finding]:
    """That the outline has another number of units than the request asks for."""
    if series is None or outline is None or len(outline.sections) == series.count:
        return []
    told = (
        f"{series.quote or series.label!r} asks for {series.count} units, the outline has {len(outline.sections)} sections: "
        "the outline is kept, and the demands on single units are not."
    )
    return [Finding(code="conflict", message=told, evidence=series.quote)]


def _lengths_differ(a: WordCount, b: WordCount) -> bool:
    return _apart((a.length.low, a.length.high), (b.length.low, b.length.high))


def _edges_differ(a: Edges, b: Edges) -> bool:
    return any(x and y and x.casefold() != y.casefold() for x, y in ((a.begins, b.begins), (a.ends, b.ends)))


def _apart(a: tuple[int, int | None], b: tuple[int, int | None]) -> bool:
    """Whether no number lies between both bounds; None is no upper bound."""
    return any(most is not None and most < least for (_, most), (least, _) in ((a, b), (b, a)))


def _is_against(constraint: Constraint, outline: Outline | None) -> bool:
    if outline is None or not isinstance(constraint, Structure):
        return False
    return not any(constraint.allows(len(each)) for each in (outline.sections, outline.parts))


def _against_outline(constraint: Constraint, outline: Outline | None) -> Finding:
    number = len(outline.sections) if outline else 0
    return conflict(
        f"{_said(constraint)} is asked for, the outline has {number} sections: the outline is kept.", constraint
    )


def _said(constraint: Bound) -> str:
    return repr(constraint.quote or constraint.statement)


def conflict(message: str, constraint: Bound) -> Finding:
    """What can't be met, told with the words of the `constraint` that it is about."""
    return Finding(code="conflict", message=message, constraint_id=constraint.id, evidence=constraint.quote)
