"""Placement: constraint + outline → the sections that it binds. Arithmetic and bookkeeping, so no model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.constraints.bound import JUDGE, Check
from longwriter_agents.constraints.expansion import unit_numbers
from longwriter_agents.constraints.instances import Examples
from longwriter_agents.constraints.kinds import Constraint, Exclude, Include, Judged, PieceLength, Structure, WordCount
from longwriter_agents.constraints.scope import ByIds, EverySection, Named, Whole
from longwriter_agents.constraints.shape import Edges, Form, Titled
from longwriter_agents.model import DOCUMENT, Finding, Outline, Section, Series

Placements = dict[str, tuple[str, ...]]

_FIRST_ROLES = frozenset({"introduction", "intro", "opening", "beginning", "引言", "前言", "开头", "绪论"})
_LAST_ROLES = frozenset(
    {"conclusion", "ending", "end", "closing", "summary", "epilogue", "结论", "结尾", "总结", "结语"}
)


def place(constraint: Constraint, outline: Outline, series: Series | None = None) -> tuple[str, ...]:
    """Section ids in reading order, `(DOCUMENT,)` for the whole, nothing for units that there are not."""
    scope, sections = constraint.scope, outline.sections
    if isinstance(scope, EverySection):
        # What only a reviewer can tell of every unit is asked once, of the whole: not a call for each of 365.
        is_for_all = series is not None and isinstance(constraint, Judged)
        return (DOCUMENT,) if is_for_all else tuple(section.id for section in sections)
    if isinstance(scope, ByIds):
        return tuple(section.id for section in sections if section.id in scope.ids)
    if isinstance(scope, Named):
        whole_is_no_part = len(sections) == 1 and _is_counted(constraint)
        return (DOCUMENT,) if whole_is_no_part else _named(scope.name, outline) or (DOCUMENT,)
    if isinstance(scope, Whole):
        return (DOCUMENT,)
    numbers = unit_numbers(scope, len(sections), series)
    return tuple(sections[number - 1].id for number in numbers) or (() if series else (DOCUMENT,))


def _is_counted(constraint: Constraint) -> bool:
    """Whether code counts or forbids: in the whole document such a demand on one part means something else."""
    return isinstance(constraint, WordCount | PieceLength | Exclude | Form | Examples | Edges | Titled | Structure)


def checked_at(place: str, constraint: Constraint, text: str) -> Check:
    """What code can say of the text at its place. Of a count in a part that has no section of its own, it can say nothing."""
    lost = place == DOCUMENT and isinstance(constraint.scope, Named) and _is_counted(constraint)
    return JUDGE if lost else constraint.check(text)


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


def assign(
    outline: Outline, constraints: Sequence[Constraint], series: Series | None = None
) -> tuple[Outline, Placements]:
    """Each section with the ids of what it must keep. A document-wide include gets one owner, so that somebody does it; so do
    tables and examples.

    A length that is set for certain units replaces there the one that is set for all of them.
    """
    placements = {constraint.id: place(constraint, outline, series) for constraint in constraints}
    special = {place for c in constraints if isinstance(c, WordCount) and is_special(c) for place in placements[c.id]}
    bound: dict[str, list[str]] = {section.id: [] for section in outline.sections}
    for constraint in constraints:
        places = placements[constraint.id]
        if isinstance(constraint, WordCount) and isinstance(constraint.scope, EverySection):
            places = placements[constraint.id] = tuple(each for each in places if each not in special)
        holders = places
        if places == (DOCUMENT,):
            holders = _owners(constraint, outline, bound) or places
        for holder in holders:
            if holder in bound:
                bound[holder].append(constraint.id)
    return _with_ids(outline, bound), placements


def _owners(constraint: Constraint, outline: Outline, bound: dict[str, list[str]]) -> tuple[str, ...]:
    """The section that shall do what nobody would do if it were everybody's, if it is of that kind."""
    if isinstance(constraint, Include):
        return (_least_loaded_owner(constraint.terms, outline, bound),)
    if isinstance(constraint, Examples):
        return (_least_loaded_owner(("example",), outline, bound),)  # planners name what a section shows as one
    return (owner_of(constraint, outline),) if _wants_tables(constraint) else ()


def _wants_tables(constraint: Constraint) -> bool:
    return isinstance(constraint, Form) and constraint.counted == "tables" and constraint.least > 0


def is_special(constraint: WordCount) -> bool:
    """Whether the length is set for certain sections, not for all or for the whole."""
    return not isinstance(constraint.scope, Whole | EverySection)


def owner_of(constraint: Constraint, outline: Outline) -> str:
    """The section whose title, summary, points and angle share the most words with the constraint; the first of equals."""
    terms = constraint.terms if isinstance(constraint, Include | Exclude) else (constraint.text or constraint.quote,)
    return max(outline.sections, key=lambda section: _overlap(section, terms)).id


def _least_loaded_owner(terms: Sequence[str], outline: Outline, bound: dict[str, list[str]]) -> str:
    scores = {section.id: _overlap(section, terms) for section in outline.sections}
    best = max(scores.values())
    equals = [key for key, score in scores.items() if score == best]
    return min(equals, key=lambda key: len(bound[key]))


def _overlap(section: Section, terms: Sequence[str]) -> int:
    told = _tokens(" ".join((section.title, section.summary, *section.to_tell, *map(str, section.owns))))
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


def placement_findings(
    constraints: Sequence[Constraint], outline: Outline, series: Series | None = None
) -> list[Finding]:
    """What could not be placed where the request says; it is kept document-wide, never dropped."""
    found = []
    for constraint in constraints:
        for_all = isinstance(constraint.scope, Whole | EverySection)
        for_all = for_all or (isinstance(constraint.scope, Named) and len(outline.sections) == 1)
        if not for_all and place(constraint, outline, series) == (DOCUMENT,):
            found.append(
                Finding(
                    code="unplaced",
                    constraint_id=constraint.id,
                    evidence=constraint.quote,
                    message=f"No section fits {constraint.quote or constraint.text!r}; it is kept for the whole document.",
                )
            )
    return found
