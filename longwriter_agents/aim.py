"""The length that a document is written to, from the request and the options alone: asked before it is taken in, estimated
with, and kept by the analyst."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from longwriter_agents.constraints.conflicts import bounds_of_units, settle_conflicts
from longwriter_agents.constraints.kinds import Constraint, Language, WordCount
from longwriter_agents.constraints.rules import Compiled
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.lengths import length
from longwriter_agents.model import Length, Series
from longwriter_agents.options import DEFAULT_WORDS, Options

GivenKind = TypeVar("GivenKind", WordCount, Language)
_HEADING_WORDS = 16
"""The most that a unit's heading is reckoned at, where a document's length follows from its units'."""


def series_wanted(options: Options, compiled: Compiled) -> Series | None:
    """The series that the request asks for; an outline of another size that the caller gives comes before it."""
    if compiled.series is not None and options.outline is not None:
        return compiled.series if len(options.outline.sections) == compiled.series.count else None
    return compiled.series


def length_wanted(options: Options, compiled: Compiled) -> Length:
    """What the caller sets, else the request; else what the lengths of the units come to; else the default."""
    if options.words is not None:
        return length(mode="about", words=options.words)
    if (given := given_for_the_whole(options, WordCount)) is not None:
        return given.length
    units = _sum_of_units([*compiled.constraints, *options.constraints], series_wanted(options, compiled))
    return compiled.length or units or length(mode="about", words=DEFAULT_WORDS)


def given_for_the_whole(options: Options, kind: type[GivenKind]) -> GivenKind | None:
    """The first constraint of this kind on the whole document that the caller gives as data."""
    return next((c for c in options.constraints if isinstance(c, kind) and isinstance(c.scope, Whole)), None)


def length_aimed_at(options: Options, compiled: Compiled) -> Length:
    """The wanted length once it is settled with those of the units, which come before it."""
    constraints = [each for each in compiled.constraints if not is_whole(each, "word_count")]
    series = series_wanted(options, compiled)
    return settle_conflicts([*constraints, *options.constraints], length_wanted(options, compiled), series).length


def length_to_write(options: Options, compiled: Compiled) -> Length:
    """What will be written in the end: units are written to their own lengths, also where the caller wants less of the whole."""
    aimed, series = length_aimed_at(options, compiled), series_wanted(options, compiled)
    units = bounds_of_units([*compiled.constraints, *options.constraints], series) if series else (0, 0, 0)
    low, target, high = units
    return Length(mode="between", target=target, low=low, high=high) if target > aimed.high else aimed


def is_whole(constraint: Constraint, kind: str) -> bool:
    return constraint.kind == kind and isinstance(constraint.scope, Whole)


def _sum_of_units(constraints: Sequence[Constraint], series: Series | None) -> Length | None:
    """Without a demand on the whole, what is demanded of each unit of a series decides; headings and markers come on top."""
    low, target, high = bounds_of_units(constraints, series) if series else (0, 0, 0)
    if series is None or not target:
        return None
    return Length(mode="between", target=target, low=low, high=high + _HEADING_WORDS * (series.count + 1))
