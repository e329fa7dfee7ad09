"""What a document is likely to take, by rule and arithmetic alone: nothing is asked of a model, nothing is kept."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from longwriter_agents import layout
from longwriter_agents.aim import length_to_write, series_wanted
from longwriter_agents.backends.base import Traits
from longwriter_agents.backends.prices import cost_of, price_of
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.constraints.kinds import Constraint, Judged
from longwriter_agents.constraints.rules import Compiled, compile_rules
from longwriter_agents.jobs.intake import Intake
from longwriter_agents.model import Brief, Usage
from longwriter_agents.options import SHORT_WORDS

_TOKENS_PER_WORD = 1.4
_FRAME_TOKENS, _SECTION_TOKENS = 260, 220
"""What is said in every call beside the request, and what is said of a section."""
_PLANNED_TOKENS = 60
_WORDS_PER_REPLY = 2_000
_ASSUMED_SPEED = 40.0
_CALL_OVERHEAD_S = 1.0


@dataclass(frozen=True)
class Speed:
    """Tokens per second of one call; `measured` when it comes from this model's own finished calls."""

    tokens_per_second: float = _ASSUMED_SPEED
    measured: bool = False


@dataclass(frozen=True)
class Estimated:
    words: int
    sections: int
    usage: Usage
    minutes: float


def estimate(intake: Intake, traits: Traits, speed: Speed) -> Estimated:
    """Calls, tokens, money and minutes of writing this."""
    options, compiled = intake.options, compile_rules(intake.request)
    brief = _brief(intake, compiled)
    constraints: list[Constraint] = [*compiled.constraints, *options.constraints]
    sections = _sections(brief, constraints, intake, traits)
    request = count_tokens(intake.request).tokens + _FRAME_TOKENS
    rows = [
        *_planning(brief, compiled, intake, sections, request),
        *_drafting(brief, sections, request, options.candidates),
    ]
    rows += _reviewing(brief, compiled, constraints, intake)
    asked, written = sum(row[0] for row in rows), sum(row[1] for row in rows)
    usage = Usage(calls=len(rows), input_tokens=asked, output_tokens=written, estimated=True)
    usage = usage.model_copy(update={"cost_usd": cost_of(price_of(options.drafter), usage)})
    return Estimated(brief.length.target, sections, usage, _minutes(rows, sections, traits, speed))


def _brief(intake: Intake, compiled: Compiled) -> Brief:
    return Brief(
        request=intake.request,
        length=length_to_write(intake.options, compiled),
        series=series_wanted(intake.options, compiled),
    )


def _sections(brief: Brief, constraints: Sequence[Constraint], intake: Intake, traits: Traits) -> int:
    if intake.options.outline is not None:
        return len(intake.options.outline.sections)
    return 1 if layout.is_short(brief, constraints) else layout.section_count(brief, constraints, traits)


def _planning(brief: Brief, compiled: Compiled, intake: Intake, sections: int, request: int) -> list[tuple[int, int]]:
    """(tokens asked, tokens written) of each call: the analyst's, then the outline's in one or two levels."""
    rows = []
    if compiled.leftover and brief.length.target >= SHORT_WORDS:
        rows.append((request, 70 * len(compiled.leftover)))
    if intake.options.outline is not None or sections == 1:
        return rows
    if sections <= layout.MOST_IN_ONE_PLAN:
        return [*rows, (request, _PLANNED_TOKENS * sections)]
    sizes = layout.part_sizes(sections)
    if not brief.series:
        rows.append((request, _PLANNED_TOKENS * len(sizes)))
    return [*rows, *((request + 20 * len(sizes), _PLANNED_TOKENS * size) for size in sizes)]


def _drafting(brief: Brief, sections: int, request: int, candidates: int) -> list[tuple[int, int]]:
    """Candidates are made of a section's first reply."""
    words = brief.length.target / sections
    replies = max(1, math.ceil(words / _WORDS_PER_REPLY))
    each = round(words * _TOKENS_PER_WORD / replies)
    rows = [(request + _SECTION_TOKENS + number * each, each) for number in range(replies)]
    return [*rows[:1] * candidates, *rows[1:]] * sections


def _reviewing(
    brief: Brief, compiled: Compiled, constraints: Sequence[Constraint], intake: Intake
) -> list[tuple[int, int]]:
    """One look at the whole when something is demanded that only a model can judge."""
    judged = len(compiled.leftover) + sum(isinstance(each, Judged) for each in constraints)
    if not judged or intake.options.review == "never":
        return []
    return [(min(8_000, round(brief.length.target * _TOKENS_PER_WORD)) + _FRAME_TOKENS, 60 * judged)]


def _minutes(rows: Sequence[tuple[int, int]], sections: int, traits: Traits, speed: Speed) -> float:
    """Planning goes one call after the other, sections side by side as far as the model lets them."""
    seconds = sum(row[1] for row in rows) / speed.tokens_per_second + len(rows) * _CALL_OVERHEAD_S
    return round(seconds / max(1, min(sections, traits.concurrency)) / 60, 2)
