"""What is read of a request so far, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from longwriter_agents.constraints.demands import Demand
from longwriter_agents.constraints.kinds import AnyConstraint
from longwriter_agents.constraints.nouns import forms
from longwriter_agents.constraints.vocabulary import Vocabulary
from longwriter_agents.lengths import Stated
from longwriter_agents.model import Series

ReadAs = Literal["task", "series", "length", "demand", "unit demand", "background", "left to the analyst"]


@dataclass(frozen=True)
class ReadClause:
    """A clause and what the rules made of it: nothing of a request is passed over in silence."""

    quote: str
    read_as: ReadAs


@dataclass
class Reading:
    request: str
    masked: str
    series: Series | None
    vocabulary: Vocabulary
    lengths: list[Stated]
    pieces: list[Stated] = field(default_factory=list)
    """Lengths of sentences, paragraphs, titles."""
    demands: list[Demand] = field(default_factory=list)
    constraints: list[AnyConstraint] = field(default_factory=list)
    leftover: list[str] = field(default_factory=list)
    clauses: list[ReadClause] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    local_lengths: set[int] = field(default_factory=set)
    """Starts of lengths that are demanded of certain units only."""
    bound: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of the request that bind single units only."""
    form_ends: tuple[int, ...] = ()


def labels_of(series: Series | None) -> Sequence[str]:
    return (series.label, *series.aliases) if series else ()


def unit_names(reading: Reading) -> list[str]:
    return [form for label in labels_of(reading.series) for form in forms(label)]
