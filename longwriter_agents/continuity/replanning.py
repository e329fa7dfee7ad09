"""Adjusting the plan while writing: what drafts have told already is not asked for again, what they left out is taken up.

Only sections that are not begun are adjusted, by code, within the budget: what one section needs less goes to those after
it. No section is ever dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from longwriter_agents.continuity.likeness import marks, numbers
from longwriter_agents.ledger import allocate
from longwriter_agents.model import Adjustment, Outline, Section
from longwriter_agents.prose.sentences import split_sentences

_TOLD, _FEW = 0.75, 3
"""A point is told where one sentence holds so much of what it is about; of up to three marks, all."""
_FREED = 0.4
"""The share of its budget that a section gives away when all that it was to tell is told already."""
_MOST_TAKEN_UP, _LEAST_SHARED = 2, 2
_LOOK_BACK, _OWED_BACK, _AHEAD = 40, 4, 12
"""So many sections are looked back on for what is told, so many for what they owe, and so many ahead for who may take it up:
the work for each section stays the same however long the document is."""


@dataclass(frozen=True)
class Written:
    """A section that is drafted, with its text; `owed` are demands on the whole document that it was to meet and did not."""

    section: Section
    text: str
    owed: tuple[str, ...] = ()


def adjusted(
    section: Section, written: Sequence[Written], unwritten: Sequence[Section], *, movable: Sequence[str]
) -> Adjustment | None:
    """What becomes of `section`, given what was written before it in reading order; None when nothing does.

    `unwritten` are the sections that may take something up, in reading order; `movable` those after this one whose budget
    may grow, empty when this one's own may not change.
    """
    items = _items(section)
    told = {item: where for item in items if (where := _told_in(item, written[-_LOOK_BACK:]))}
    taken_up = tuple(_owed_to(section, written, unwritten[:_AHEAD]))
    if told and len(told) == len(items) and not taken_up:
        told.popitem()  # its last point stays: a section without any would only say its title over
    if not told and not taken_up:
        return None
    to = tuple(movable[:_AHEAD]) if told else ()
    return Adjustment(
        section_id=section.id,
        dropped=tuple(told),
        told_in=tuple(dict.fromkeys(told.values())),
        taken_up=taken_up,
        moved_words=round(section.budget * _FREED * len(told) / len(items)) if to else 0,
        moved_to=to,
    )


def with_adjustment(section: Section, adjustment: Adjustment | None) -> Section:
    """The section without what is told already, with what it takes up; its budget is changed by `with_moves`."""
    if adjustment is None:
        return section
    gone = set(adjustment.dropped)
    points = [point for point in section.points if point not in gone]
    fresh = [point for point in adjustment.taken_up if point not in points]
    owns = tuple(fact for fact in section.owns if str(fact) not in gone)
    return section.model_copy(update={"points": (*points, *fresh), "owns": owns})


def with_moves(budgets: Mapping[str, int], adjustments: Sequence[Adjustment]) -> dict[str, int]:
    """The budgets by section id, with the words that adjustments move; their sum stays what it was."""
    result = dict(budgets)
    for adjustment in adjustments:
        to = [each for each in adjustment.moved_to if each in result]
        if adjustment.section_id not in result or not to:
            continue
        moved = min(adjustment.moved_words, result[adjustment.section_id] - 1)
        result[adjustment.section_id] -= moved
        for each, words in zip(to, allocate(moved, [max(1, result[each]) for each in to], minimum=0), strict=True):
            result[each] += words
    return result


def adjusted_outline(outline: Outline, adjustments: Sequence[Adjustment]) -> Outline:
    """The outline as it was in fact followed."""
    if not adjustments:
        return outline
    budgets = with_moves({section.id: section.budget for section in outline.sections}, adjustments)
    parts = []
    for part in outline.parts:
        sections = []
        for section in part.sections:
            for adjustment in adjustments:
                section = with_adjustment(section, adjustment) if adjustment.section_id == section.id else section
            sections.append(section.model_copy(update={"budget": budgets[section.id]}))
        parts.append(part.model_copy(update={"sections": tuple(sections)}))
    return outline.model_copy(update={"parts": tuple(parts)})


def _items(section: Section) -> list[str]:
    return [*section.points, *map(str, section.owns)]


def _told_in(item: str, written: Sequence[Written]) -> str:
    """The first section whose draft tells this; empty when none does."""
    return next((each.section.id for each in written if tells(each.text, item)), "")


def tells(text: str, item: str) -> bool:
    """Whether a sentence of the text says this, by what both are about, numbers included."""
    wanted, figures = marks(item), numbers(item)
    if len(wanted) < _FEW:
        return False
    needed = len(wanted) if len(wanted) == _FEW else _TOLD * len(wanted)
    everything, sentences = _said(text)
    if len(wanted & everything) < needed:
        return False
    return any(len(wanted & said) >= needed and figures <= told for said, told in sentences)


Marks = frozenset[str]


@lru_cache(maxsize=256)
def _said(text: str) -> tuple[Marks, tuple[tuple[Marks, Marks], ...]]:
    """What the text is about, and each sentence of it, with its numbers."""
    sentences = tuple((marks(sentence), numbers(sentence)) for sentence in split_sentences(text))
    return frozenset().union(*(said for said, _ in sentences)), sentences


def _owed_to(section: Section, written: Sequence[Written], unwritten: Sequence[Section]) -> list[str]:
    """What the last drafts were to tell and did not, where it fits this section best: facts that a section owned, demands
    on the whole, and points that lie near."""
    found: list[str] = []
    for each in written[-_OWED_BACK:]:
        items = [*each.owed, *map(str, each.section.owns), *(p for p in each.section.points if _fits(p, section))]
        found += [item for item in items if _best(item, unwritten) == section.id and not _told_in(item, written)]
    known = set(_items(section))
    return [item for item in dict.fromkeys(found) if item not in known][:_MOST_TAKEN_UP]


def _fits(point: str, section: Section) -> bool:
    return len(marks(point) & _about(section)) >= _LEAST_SHARED


def _best(item: str, unwritten: Sequence[Section]) -> str:
    """The section that this fits best; the next one where it fits none."""
    shared = [(len(marks(item) & _about(section)), -at) for at, section in enumerate(unwritten)]
    return unwritten[-max(shared)[1]].id


def _about(section: Section) -> frozenset[str]:
    return marks(" ".join((section.title, section.summary, *_items(section))))
