"""Placement: constraint + outline → the sections that it binds. Arithmetic and bookkeeping, so no model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.constraints.kinds import Constraint, Exclude, Include, WordCount
from longwriter_agents.constraints.scope import EveryNth, EverySection, Named, UnitRange, Units, Whole
from longwriter_agents.model import DOCUMENT, Finding, Length, Outline, Section, Series

Placements = dict[str, tuple[str, ...]]

_FIRST_ROLES = frozenset({"introduction", "intro", "opening", "beginning", "引言", "前言", "开头", "绪论"})
_LAST_ROLES = frozenset(
    {"conclusion", "ending", "end", "closing", "summary", "epilogue", "结论", "结尾", "总结", "结语"}
)


def place(constraint: Constraint, outline: Outline) -> tuple[str, ...]:
    """Section ids in reading order, or `(DOCUMENT,)` for the whole and for what fits no section."""
    scope, sections = constraint.scope, outline.sections
    if isinstance(scope, EverySection):
        return tuple(section.id for section in sections)
    if isinstance(scope, Named):
        return _named(scope.name, outline) or (DOCUMENT,)
    if isinstance(scope, Whole):
        return (DOCUMENT,)
    numbers = unit_numbers(scope, len(sections))
    return tuple(sections[number - 1].id for number in numbers) or (DOCUMENT,)


def unit_numbers(scope: Units | UnitRange | EveryNth, count: int) -> list[int]:
    """The units of 1..count that a numbered scope means; those that are out of range are left out."""
    if isinstance(scope, Units):
        wanted = {number if number > 0 else count + 1 + number for number in scope.numbers}
    elif isinstance(scope, UnitRange):
        first, last = (n if n > 0 else count + 1 + n for n in (scope.first, scope.last))
        wanted = set(range(first, min(last, count) + 1))
    else:
        wanted = set(range(scope.start, min(scope.end or count, count) + 1, scope.step))
    return sorted(number for number in wanted if 1 <= number <= count)


def _named(name: str, outline: Outline) -> tuple[str, ...]:
    key = _key(name)
    for part in outline.parts:
        if part.title and _key(part.title) == key:
            return tuple(section.id for section in part.sections)
    sections = outline.sections
    titled = [section.id for section in sections if key and (key in _key(section.title) or _key(section.title) == key)]
    if titled:
        return tuple(titled[:1])
    if key in _FIRST_ROLES:
        return (sections[0].id,)
    if key in _LAST_ROLES:
        return (sections[-1].id,)
    best = max(sections, key=lambda section: _overlap(section, (name,)))
    return (best.id,) if _overlap(best, (name,)) else ()


def _key(title: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s]", " ", title.casefold())).strip()


def assign(outline: Outline, constraints: Sequence[Constraint]) -> tuple[Outline, Placements]:
    """Each section with the ids of what it must keep. A document-wide include gets one owner, so that somebody does it."""
    placements: Placements = {}
    bound: dict[str, list[str]] = {section.id: [] for section in outline.sections}
    for constraint in constraints:
        places = place(constraint, outline)
        placements[constraint.id] = places
        holders = places
        if places == (DOCUMENT,) and isinstance(constraint, Include):
            holders = (_least_loaded_owner(constraint, outline, bound),)
        for holder in holders:
            if holder in bound:
                bound[holder].append(constraint.id)
    return _with_ids(outline, bound), placements


def owner_of(constraint: Constraint, outline: Outline) -> str:
    """The section whose title, summary and points share the most words with the constraint; the first of equals."""
    terms = constraint.terms if isinstance(constraint, Include | Exclude) else (constraint.text or constraint.quote,)
    return max(outline.sections, key=lambda section: _overlap(section, terms)).id


def _least_loaded_owner(constraint: Include, outline: Outline, bound: dict[str, list[str]]) -> str:
    scores = {section.id: _overlap(section, constraint.terms) for section in outline.sections}
    best = max(scores.values())
    equals = [key for key, score in scores.items() if score == best]
    return min(equals, key=lambda key: len(bound[key]))


def _overlap(section: Section, terms: Sequence[str]) -> int:
    told = _tokens(" ".join((section.title, section.summary, *section.points, *section.owns)))
    return len(told & _tokens(" ".join(terms)))


def _tokens(text: str) -> set[str]:
    """Beginnings of the longer words, and single CJK signs: enough to see what is about the same."""
    return {word[:5] for word in re.findall(r"[^\W_]{3,}", text.casefold())} | set(re.findall(r"[一-鿿]", text))


def _with_ids(outline: Outline, bound: dict[str, list[str]]) -> Outline:
    parts = tuple(
        part.model_copy(
            update={
                "sections": tuple(s.model_copy(update={"constraint_ids": tuple(bound[s.id])}) for s in part.sections)
            }
        )
        for part in outline.parts
    )
    return outline.model_copy(update={"parts": parts})


def placement_findings(constraints: Sequence[Constraint], outline: Outline) -> list[Finding]:
    """What could not be placed where the request says; it is kept document-wide, never dropped."""
    found = []
    for constraint in constraints:
        if not isinstance(constraint.scope, Whole) and place(constraint, outline) == (DOCUMENT,):
            found.append(
                Finding(
                    code="unplaced",
                    constraint_id=constraint.id,
                    evidence=constraint.quote,
                    message=f"No section fits {constraint.quote or constraint.text!r}; it is kept for the whole document.",
                )
            )
    return found


def conflicts(constraints: Sequence[Constraint], length: Length, series: Series | None) -> list[Finding]:
    """Demands that can't all be met, told before anything is written."""
    return [
        *_included_and_excluded(constraints),
        *_beyond(constraints, series),
        *_too_many(constraints, length, series),
    ]


def _included_and_excluded(constraints: Sequence[Constraint]) -> list[Finding]:
    banned = {term.casefold(): c for c in constraints if isinstance(c, Exclude) for term in c.terms}
    return [
        _conflict(f'"{term}" is asked for and forbidden ({banned[term.casefold()].quote!r}).', constraint)
        for constraint in constraints
        if isinstance(constraint, Include)
        for term in constraint.terms
        if term.casefold() in banned
    ]


def _beyond(constraints: Sequence[Constraint], series: Series | None) -> list[Finding]:
    if series is None:
        return []
    found = []
    for constraint in constraints:
        named = constraint.scope.numbers if isinstance(constraint.scope, Units) else ()
        if any(number > series.count for number in named):
            found.append(
                _conflict(f"There are only {series.count} of {series.label}: {constraint.quote!r}.", constraint)
            )
    return found


def _too_many(constraints: Sequence[Constraint], length: Length, series: Series | None) -> list[Finding]:
    if series is None:
        return []
    each = [c for c in constraints if isinstance(c, WordCount) and isinstance(c.scope, EverySection)]
    return [
        _conflict(
            f"{series.count} × {c.length.low} words are more than {length.high} words; the length of each is kept.", c
        )
        for c in each
        if series.count * c.length.low > length.high
    ]


def _conflict(message: str, constraint: Constraint) -> Finding:
    return Finding(code="conflict", message=message, constraint_id=constraint.id, evidence=constraint.quote)
