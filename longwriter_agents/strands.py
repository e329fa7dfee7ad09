"""What is written at once and what in a row: pure functions from outline and flow to waves of strands."""

from __future__ import annotations

from collections.abc import Mapping

from longwriter_agents.backends.base import Traits
from longwriter_agents.model import Outline
from longwriter_agents.options import Flow
from longwriter_agents.state import DraftRef, Work

_ONE_BY_ONE = 2
"""A model that serves at most this many calls at once gains nothing from parallel drafting."""


_SAMPLES, _MANY = 4, 40
"""From so many first sections a model's pace is learned before the rest is begun, where there are many: elsewhere the wait
costs more than the calls that it saves."""


def flow_of(flow: Flow, traits: Traits) -> Flow:
    """What "auto" means: in a row where the model serves few calls at once, side by side otherwise."""
    if flow != "auto":
        return flow
    return "sequential" if traits.concurrency <= _ONE_BY_ONE else "parallel"


def unwritten(outline: Outline, drafts: Mapping[str, DraftRef]) -> list[str]:
    return [section.id for section in outline.sections if section.id not in drafts]


def first_wave(outline: Outline, flow: Flow, traits: Traits, known_drafts: int) -> list[list[Work]]:
    """One strand in a row, or all sections side by side; where the model's pace is not known yet, each learns its own,
    or of many sections all learn from the first few."""
    works = [_write(section.id, section.budget) for section in outline.sections]
    if flow_of(flow, traits) == "sequential":
        return [works]
    sampled = works[:_SAMPLES] if known_drafts == 0 and len(works) >= _MANY else works
    return [[work] for work in sampled]


def next_wave(outline: Outline, drafts: Mapping[str, DraftRef], flow: Flow, traits: Traits) -> list[list[Work]]:
    """All that is still unwritten."""
    works = [_write(key, outline.section(key).budget) for key in unwritten(outline, drafts)]
    return [works] if flow_of(flow, traits) == "sequential" else [[work] for work in works]


def _write(section_id: str, budget: int) -> Work:
    return Work(section=section_id, mode="write", words=budget)
