"""What is written at once and what in a row: pure functions from outline and flow to waves of strands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from longwriter_agents.backends.base import Traits
from longwriter_agents.continuity.flows import chains, follows
from longwriter_agents.model import Brief, Outline
from longwriter_agents.options import Flow
from longwriter_agents.state import DraftRef, Work

_ONE_BY_ONE = 2
"""A model that serves at most this many calls at once gains nothing from parallel drafting."""


_SAMPLES, _MANY = 4, 40
"""From so many first strands a model's pace is learned before the rest is begun, where there are many: elsewhere the wait
costs more than the calls that it saves."""

Course = Literal["parallel", "chained", "sequential"]
"""All sections at once; in chains that run side by side; all in a row."""


def course_of(flow: Flow, traits: Traits, brief: Brief, outline: Outline) -> Course:
    """How this document is written. "auto" is a row where the model serves few calls at once; otherwise what must wait for
    earlier text waits, and everything else is written side by side."""
    if flow != "auto":
        return flow
    if traits.concurrency <= _ONE_BY_ONE:
        return "sequential"
    return "chained" if follows(brief, outline) else "parallel"


def unwritten(outline: Outline, drafts: Mapping[str, DraftRef]) -> list[str]:
    return [section.id for section in outline.sections if section.id not in drafts]


def first_wave(brief: Brief, outline: Outline, flow: Flow, traits: Traits, known_drafts: int) -> list[list[Work]]:
    """All that waits for nothing, each strand in a row; where the model's pace is not known yet, each learns its own, or of
    many strands all learn from the first few."""
    strands = next_wave(brief, outline, {}, flow, traits)
    return strands[:_SAMPLES] if known_drafts == 0 and len(strands) >= _MANY else _end_first(strands)


def _end_first(strands: list[list[Work]]) -> list[list[Work]]:
    """The last strand before the others: it has the document's end to write, so that it takes longest, and where not all can be
    written at once, what is begun last is waited for."""
    return [*strands[-1:], *strands[:-1]]


def next_wave(
    brief: Brief, outline: Outline, drafts: Mapping[str, DraftRef], flow: Flow, traits: Traits
) -> list[list[Work]]:
    """All that is still unwritten and waits for nothing that is."""
    course = course_of(flow, traits, brief, outline)
    left = unwritten(outline, drafts)
    if course == "sequential":
        return [[_write(outline, each) for each in left]]
    before = follows(brief, outline) if course == "chained" else {}
    strands = chains([section.id for section in outline.sections], before, drafts.keys())
    return [[_write(outline, each) for each in strand] for strand in strands]


def _write(outline: Outline, section_id: str) -> Work:
    return Work(section=section_id, mode="write", words=outline.section(section_id).budget)
