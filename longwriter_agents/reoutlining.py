"""An edited outline laid over the one that a document was written by: what stays, what is new, what must be written anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean

from longwriter_agents.constraints.evidence import stem
from longwriter_agents.constraints.keyterms import content_words
from longwriter_agents.errors import InputError
from longwriter_agents.ledger import SECTION_TOLERANCE, band
from longwriter_agents.model import Length, Outline, Section
from longwriter_agents.revision import Target

_PLAN = ("summary", "points", "angle", "owns", "entry", "exit")


@dataclass(frozen=True)
class Merged:
    """The outline as it shall be, with known sections under their old ids and all budgets set."""

    outline: Outline
    targets: tuple[Target, ...]
    removed: tuple[str, ...]


def merged(old: Outline, wanted: Outline) -> Merged:
    """Lay `wanted` over `old`. Sections are known again by their titles, else by their ids; where nothing is said of a
    section (no summary, no points, no budget), it stays as it was planned."""
    known = _known(old, wanted)
    usual = max(20, round(mean(section.budget for section in old.sections)))
    fresh = (f"n{number}" for number in range(1, 10_000))
    taken = {section.id for section in old.sections}
    targets: list[Target] = []
    parts = []
    for part in wanted.parts:
        sections = []
        for section in part.sections:
            before = known.get(section.id)
            if before is None:
                name = section.id if section.id not in taken else next(each for each in fresh if each not in taken)
                taken.add(name)
                new = section.model_copy(update={"id": name, "budget": section.budget or usual, "constraint_ids": ()})
                targets.append(_target(new, "write", "it is new"))
            else:
                new = _laid_over(before, section)
                targets += _changes(before, new)
            sections.append(new)
        parts.append(part.model_copy(update={"sections": tuple(sections)}))
    kept = {section.id for part in parts for section in part.sections}
    outline = Outline(title=wanted.title or old.title, parts=tuple(parts))
    return Merged(outline, tuple(targets), tuple(s.id for s in old.sections if s.id not in kept))


def _known(old: Outline, wanted: Outline) -> dict[str, Section]:
    """Wanted id → the old section that is meant."""
    by_title = {_key(section.title): section for section in reversed(old.sections) if section.title}
    by_id = {section.id: section for section in old.sections}
    found: dict[str, Section] = {}
    for section in wanted.sections:
        same = by_title.pop(_key(section.title), None)
        if same is not None:
            found[section.id] = same
    used = {section.id for section in found.values()}
    for section in wanted.sections:
        if section.id not in found and section.id in by_id and section.id not in used:
            found[section.id] = by_id[section.id]
            used.add(section.id)
    return found


def _key(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _laid_over(before: Section, wanted: Section) -> Section:
    said = {name: getattr(wanted, name) for name in (*_PLAN, "budget") if getattr(wanted, name)}
    return before.model_copy(update={"title": wanted.title or before.title, **said})


def _changes(before: Section, new: Section) -> list[Target]:
    named = [name for name in _PLAN if getattr(before, name) != getattr(new, name)]
    if not _same_subject(before.title, new.title):
        return [_target(new, "rewrite", f"it was {before.title!r}")]
    if named:
        return [_target(new, "rewrite", f"its {', '.join(named)} {'was' if len(named) == 1 else 'were'} changed")]
    # A budget that is changed by less than what a section may be off its budget changes nothing.
    low, high = band(before.budget, tolerance=SECTION_TOLERANCE)
    if new.budget > high:
        return [_target(new, "lengthen", f"it had {before.budget} words")]
    if new.budget < low:
        return [_target(new, "shorten", f"it had {before.budget} words")]
    return []


def _same_subject(before: str, after: str) -> bool:
    """Whether a title was only put in other words: half of its stems stay."""
    old, new = ({stem(word) for word in content_words(title)} for title in (before, after))
    return _key(before) == _key(after) or len(old & new) * 2 >= max(1, min(len(old), len(new)))


def _target(section: Section, how: str, why: str) -> Target:
    return Target.model_validate(
        {"id": section.id, "title": section.title, "how": how, "why": why, "words": section.budget}
    )


def moved(length: Length, by: int) -> Length:
    """The document's length when its sections were given `by` words more; a bound that the request sets stays."""
    if not by:
        return length
    low = length.low if length.mode == "at_least" else max(0, length.low + by)
    high = length.high if length.mode == "at_most" else max(1, length.high + by)
    target = max(1, length.target + by)
    if length.mode in ("at_least", "at_most"):
        target = min(max(target, low), high)
    return length.model_copy(update={"low": low, "target": target, "high": max(high, target)})


def with_budgets(outline: Outline, budgets: Mapping[str, int]) -> Outline:
    parts = tuple(
        part.model_copy(
            update={
                "sections": tuple(
                    section.model_copy(update={"budget": budgets.get(section.id, section.budget)})
                    for section in part.sections
                )
            }
        )
        for part in outline.parts
    )
    return outline.model_copy(update={"parts": parts})


def check_series(old: Outline, wanted: Outline, count: int | None) -> None:
    """The units of a series stay as many as the request asks for, and in their order."""
    if count is not None and len(wanted.sections) != len(old.sections):
        raise InputError(
            f"The request asks for {count} units; the edited outline has {len(wanted.sections)} sections.",
            hint="Change what the units tell; for more or fewer of them write the document anew.",
        )
