"""Demands on the whole document of which only one can hold: two lengths, two languages, two numbers of sections, two titles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from longwriter_agents.constraints.kinds import Constraint, Language, Structure, WordCount
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.constraints.shape import Edges, Form, Titled
from longwriter_agents.model import Finding, Outline, Series


def contradictions(constraints: Sequence[Constraint], outline: Outline | None = None) -> list[Finding]:
    """The pairs that can't both be met, and what an outline that the caller gives does not have."""
    whole = [each for each in constraints if isinstance(each.scope, Whole)]
    found = [
        _conflict(f"{_said(a)} and {_said(b)} can't both be met: the first is written by, both are checked.", b)
        for a, b in combinations(whole, 2)
        if any(differ(a, b) for differ in _DIFFERENT)
    ]
    return [*found, *(_against_outline(each, outline) for each in whole if _is_against(each, outline))]


def against_series(series: Series | None, outline: Outline | None) -> list[Finding]:
    """That the outline has another number of units than the request asks for."""
    if series is None or outline is None or len(outline.sections) == series.count:
        return []
    told = (
        f"{series.quote or series.label!r} asks for {series.count} units, the outline has {len(outline.sections)} sections: "
        "the outline is kept, and the demands on single units are not."
    )
    return [Finding(code="conflict", message=told, evidence=series.quote)]


def _lengths_differ(a: Constraint, b: Constraint) -> bool:
    if not (isinstance(a, WordCount) and isinstance(b, WordCount)):
        return False
    return a.length.high < b.length.low or b.length.high < a.length.low


def _languages_differ(a: Constraint, b: Constraint) -> bool:
    return isinstance(a, Language) and isinstance(b, Language) and a.code != b.code


def _structures_differ(a: Constraint, b: Constraint) -> bool:
    if not (isinstance(a, Structure) and isinstance(b, Structure)):
        return False
    counts = [each.sections or (len(each.headings) if each.headings else None) for each in (a, b)]
    return None not in counts and counts[0] != counts[1]


def _titles_differ(a: Constraint, b: Constraint) -> bool:
    return isinstance(a, Titled) and isinstance(b, Titled) and a.title.casefold() != b.title.casefold()


def _forms_differ(a: Constraint, b: Constraint) -> bool:
    if isinstance(a, Edges) and isinstance(b, Edges):
        return any(x and y and x.casefold() != y.casefold() for x, y in ((a.begins, b.begins), (a.ends, b.ends)))
    if not (isinstance(a, Form) and isinstance(b, Form) and a.counted == b.counted):
        return False
    return any(x.most is not None and x.most < y.least for x, y in ((a, b), (b, a)))


def _headings_are_forbidden(a: Constraint, b: Constraint) -> bool:
    """Sections are told by their headings."""
    bare, parted = (a, b) if isinstance(a, Form) else (b, a)
    return isinstance(bare, Form) and isinstance(parted, Structure) and bare.counted == "headings" and bare.most == 0


_DIFFERENT: Sequence[Callable[[Constraint, Constraint], bool]] = (
    _lengths_differ,
    _languages_differ,
    _structures_differ,
    _titles_differ,
    _forms_differ,
    _headings_are_forbidden,
)


def _is_against(constraint: Constraint, outline: Outline | None) -> bool:
    if outline is None or not isinstance(constraint, Structure):
        return False
    wanted = constraint.sections or len(constraint.headings)
    return bool(wanted) and wanted not in (len(outline.sections), len(outline.parts))


def _against_outline(constraint: Constraint, outline: Outline | None) -> Finding:
    number = len(outline.sections) if outline else 0
    return _conflict(
        f"{_said(constraint)} is asked for, the outline has {number} sections: the outline is kept.", constraint
    )


def _said(constraint: Constraint) -> str:
    return repr(constraint.quote or constraint.statement)


def _conflict(message: str, constraint: Constraint) -> Finding:
    return Finding(code="conflict", message=message, constraint_id=constraint.id, evidence=constraint.quote)
