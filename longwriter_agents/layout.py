"""From plans to an outline with budgets: how many sections, which ids, how many words each. Arithmetic, so no model."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from longwriter_agents.assembly import heading_words
from longwriter_agents.backends.base import Traits
from longwriter_agents.constraints.evidence import stem
from longwriter_agents.constraints.headings import unit_title
from longwriter_agents.constraints.keyterms import content_words
from longwriter_agents.constraints.kinds import Constraint, Structure, WordCount, covers
from longwriter_agents.constraints.placement import is_special, place
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.continuity.ownership import read_fact
from longwriter_agents.ledger import allocate
from longwriter_agents.model import Brief, Finding, Outline, Part, Section, Series
from longwriter_agents.options import SHORT_WORDS
from longwriter_agents.replies import MOST_OF_A_POINT, PlannedPart, PlannedSection, RichSection
from longwriter_agents.titling import tidy_summary, tidy_title, unlike

MOST_IN_ONE_PLAN = 14
"""More sections than this are planned in two levels."""
_UNITS_IN_ONE_PLAN = 12
_SMALLEST, _LARGEST, _LARGEST_FOR_SMALL_MODELS = 200, 550, 230
"""Words of a section, the same in long documents as in longer ones, so that what is read for a word does not change with
the length. A small model has said what it knows of a subject after two hundred words; then it repeats itself."""
_SHORT_SECTIONS = 4
"""A short document has so many sections; a longer one has larger ones, up to the largest, and then more."""


def is_short(brief: Brief, constraints: Sequence[Constraint]) -> bool:
    """Whether one call writes it all: few words, and no structure asked for."""
    structured = any(isinstance(constraint, Structure) for constraint in constraints)
    return brief.length.target < SHORT_WORDS and brief.series is None and not structured


def section_count(brief: Brief, constraints: Sequence[Constraint], traits: Traits) -> int:
    """What the request fixes (a series, a structure), else as many as make sections of a good size."""
    if brief.series:
        return brief.series.count
    least, most = section_bounds(constraints)
    if least == most:
        return least
    words = brief.length.target
    largest = _LARGEST_FOR_SMALL_MODELS if traits.small else _LARGEST
    size = min(largest, max(_SMALLEST, words / _SHORT_SECTIONS))
    count = max(2, round(words / size))
    count = _in_full_waves(count, words, traits)
    count = max(count, least)
    return count if most is None else min(count, most)


def section_bounds(constraints: Sequence[Constraint]) -> tuple[int, int | None]:
    """The fewest and the most sections that the request leaves room for ("between 3 and 5 sections"); of numbers that exclude
    each other the first counts."""
    least, most = 0, None
    for constraint in constraints:
        if not (isinstance(constraint, Structure) and isinstance(constraint.scope, Whole)):
            continue
        low, high = constraint.bounds
        low = max(least, low)
        high = min((bound for bound in (most, high) if bound is not None), default=None)
        if high is None or low <= high:
            least, most = low, high
    return least, most


_IN_WAVES, _IN_WAVES_OF_SMALL_MODELS = (350, 640), (160, 260)
"""The fewest and the most words of a section whose size is chosen so that waves are full."""
_NEAR = 6
"""A sixth more or fewer sections: each has a contract to read."""
_MANY_WAVES, _MANY_WAVES_OF_SMALL_MODELS = 6, 3
"""After so many the last one hardly counts."""


def _in_full_waves(count: int, words: int, traits: Traits) -> int:
    """As many sections as fill the waves in which they are written, where they keep a good size: a wave takes as long for one
    section as for all, so that nine sections of which eight are written at once take twice as long as eight."""
    waves = round(count / traits.concurrency)
    most = _MANY_WAVES_OF_SMALL_MODELS if traits.small else _MANY_WAVES
    low, high = _IN_WAVES_OF_SMALL_MODELS if traits.small else _IN_WAVES
    full = max(1, waves) * traits.concurrency
    near = abs(full - count) * _NEAR <= count and waves <= most
    return full if near and low <= words / full <= high else count


def fixed_titles(constraints: Sequence[Constraint], sections: int) -> tuple[str, ...]:
    """The section titles that the request gives, when it gives all of them."""
    for constraint in constraints:
        if isinstance(constraint, Structure) and isinstance(constraint.scope, Whole) and not constraint.among:
            if len(constraint.headings) == sections:
                return tuple(heading[:1].upper() + heading[1:] for heading in constraint.headings)
    return ()


def with_named(outline: Outline, constraints: Sequence[Constraint]) -> Outline:
    """The outline with a section for each that the request names among others, under its name: one that has it in its title
    becomes that, else the last ones that nobody named give way; what is wanted first or last stands there."""
    named = [c for c in constraints if isinstance(c, Structure) and c.among and isinstance(c.scope, Whole)]
    sections = list(outline.sections)
    kept: set[str] = set()
    for heading in [heading for c in named for heading in c.headings]:
        place = next((at for at, s in enumerate(sections) if s.id not in kept and covers(s.title, heading)), None)
        if place is None:
            place = next((at for at in reversed(range(len(sections))) if sections[at].id not in kept), None)
        if place is None:
            break
        own = sections[place] if covers(sections[place].title, heading) else Section(id=sections[place].id, title="")
        sections[place] = own.model_copy(update={"title": heading})
        kept.add(own.id)
    for constraint in named:
        sections = _at_its_place(sections, constraint)
    return _in_the_same_parts(outline, sections) if kept else outline


def _at_its_place(sections: list[Section], constraint: Structure) -> list[Section]:
    own = next((each for each in sections if each.title == constraint.headings[0]), None)
    if not constraint.at or own is None:
        return sections
    others = [each for each in sections if each is not own]
    own = own.model_copy(update={"weight": _AT_AN_EDGE})
    return [own, *others] if constraint.at == "first" else [*others, own]


_AT_AN_EDGE = 0.5
"""A summary or a conclusion has half the words of what it sums up."""


def _in_the_same_parts(outline: Outline, sections: Sequence[Section]) -> Outline:
    """The outline's parts with as many sections as they have, now these, under the ids of their places."""
    ids = {new.id: old.id for new, old in zip(sections, outline.sections, strict=True)}
    rest = iter(
        s.model_copy(update={"id": ids[s.id], "depends": tuple(ids[each] for each in s.depends if each in ids)})
        for s in sections
    )
    parts = tuple(
        part.model_copy(update={"sections": tuple(next(rest) for _ in part.sections)}) for part in outline.parts
    )
    return outline.model_copy(update={"parts": parts})


def part_sizes(sections: int, *, series: bool = False) -> list[int]:
    """How many sections each part gets: about as many parts as sections in a part; of a series, as many as one plan holds."""
    parts = math.ceil(sections / _UNITS_IN_ONE_PLAN) if series else max(2, round(math.sqrt(sections)))
    return allocate(sections, [1.0] * parts)


def as_section(planned: PlannedPart, section_id: str, title: str = "", *, earlier: Sequence[str] = ()) -> Section:
    """The planned section as a value; `earlier` are the ids of the sections before it, which it may depend on by number."""
    section = Section(id=section_id, title=title or tidy_title(planned.title), summary=tidy_summary(planned.covers))
    if isinstance(planned, PlannedSection):
        # A point as long as it may be was cut by the schema, in the middle of a word as a rule.
        whole = [tidy_summary(point) for point in planned.points if point.strip() and len(point) < MOST_OF_A_POINT]
        return section.model_copy(update={"points": tuple(point[:200] for point in whole)})
    if isinstance(planned, RichSection):
        rich = {
            "owns": tuple(read_fact(item) for item in planned.owns if item.strip()),
            "entry": " ".join(planned.opens.split())[:300],
            "exit": " ".join(planned.closes.split())[:300],
            "depends": tuple(earlier[n - 1] for n in sorted(set(planned.depends)) if 1 <= n <= len(earlier)),
        }
        return section.model_copy(update=rich)
    return section


def with_own_points(sections: Sequence[Section]) -> list[Section]:
    """The sections without points that name what another section is about: they would tell it twice."""
    kept = []
    for section in sections:
        others = [_stems(other.title) for other in sections if other.id != section.id]
        points = tuple(point for point in section.points if not any(_names(point, subject) for subject in others))
        kept.append(section.model_copy(update={"points": points}))
    return kept


def with_angles(sections: Sequence[Section], angles: Sequence[str]) -> list[Section]:
    """The sections, each with the angle of its place where it has no points; as they are without `angles`. They go round."""
    if not angles:
        return list(sections)
    found = [angles[at % len(angles)] for at in range(len(sections))]
    return [
        section if section.points else section.model_copy(update={"angle": angle})
        for section, angle in zip(sections, found, strict=True)
    ]


def renumbered(sections: Sequence[Section], prefix: str) -> list[Section]:
    """The sections with ids by their place; what depended on a section that is gone depends on nothing instead."""
    ids = {section.id: f"{prefix}{number}" for number, section in enumerate(sections, 1)}
    return [
        s.model_copy(update={"id": ids[s.id], "depends": tuple(ids[each] for each in s.depends if each in ids)})
        for s in sections
    ]


def _names(point: str, subject: frozenset[str]) -> bool:
    return len(subject) >= 2 and len(_stems(point) & subject) * 3 >= len(subject) * 2


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(text))


def widened(sections: Sequence[Section], subjects: Sequence[str], prefix: str) -> list[Section]:
    """The sections, and after them one for each subject that none of them has for its title."""
    known = {section.title.casefold() for section in sections}
    new = [subject[:1].upper() + subject[1:] for subject in subjects]
    added = [Section(id="", title=title) for title in new if title.casefold() not in known]
    together = enumerate([*sections, *added], 1)
    return [section.model_copy(update={"id": f"{prefix}{number}"}) for number, section in together]


def complaints(sections: Sequence[Section], wanted: int, *, exact: bool, least: int = 0) -> list[str]:
    """Why a plan can't be used as it is; empty when it can. The request may demand at `least` so many sections."""
    found = []
    if (
        len(unlike(sections)) < least
        or (exact and len(sections) != wanted)
        or abs(len(sections) - wanted) > wanted // 3
    ):
        found.append(f"it had {len(sections)} sections instead of {wanted}.")
    if len(unlike(sections)) < len(sections):
        found.append("several sections had the same title.")
    return found


def with_more(sections: Sequence[Section], more: Sequence[Section], *, in_course: bool) -> list[Section]:
    """The planned sections and `more`, which were asked for afterwards. What goes its course (a story, "Day 1" to "Day 4") ends
    as it was planned to end: there they stand between the others."""
    if len(sections) < 2 or not (in_course or _counts_up(sections)):
        return [*sections, *more]
    gaps, woven = len(sections) - 1, [sections[0]]
    ends = [math.ceil(gap * len(more) / gaps) for gap in range(gaps + 1)]
    for (start, stop), section in zip(pairwise(ends), sections[1:], strict=True):
        woven += [*more[start:stop], section]
    return woven


_COUNTS = re.compile(r"(?<!\d)\d{1,3}(?!\d)")


def _counts_up(sections: Sequence[Section]) -> bool:
    """Whether half of the titles or more, three at least, are counted: "Day 1", "Day 2" …"""
    found = [match for match in (_COUNTS.search(section.title) for section in sections) if match]
    numbers = [int(match[0]) for match in found]
    return len(numbers) >= max(3, len(sections) / 2) and all(a < b for a, b in pairwise(numbers))


def is_full(sections: Sequence[Section], wanted: int) -> bool:
    """Whether a small model's plan has sections enough: with fewer they are longer than what it has to tell of a subject."""
    return wanted - len(sections) <= wanted // 4


_SO_MUCH = 0.4
"""A small model's second plan is mostly no better than its first, and costs as much; what is missing costs less."""


def may_be_filled_up(sections: Sequence[Section], wanted: int) -> bool:
    """Whether there is so much of a plan that only what is missing is asked for, not the whole anew."""
    return len(unlike(sections)) >= wanted * _SO_MUCH


def with_series_headings(outline: Outline, series: Series) -> Outline:
    """Titles "Chapter 3: Title" for the units of a series, counted through all parts."""
    number = 0
    parts = []
    for part in outline.parts:
        sections = []
        for section in part.sections:
            number += 1
            sections.append(section.model_copy(update={"title": unit_title(series, number, section.title)}))
        parts.append(part.model_copy(update={"sections": tuple(sections)}))
    return outline.model_copy(update={"parts": tuple(parts)})


def with_budgets(outline: Outline, brief: Brief, constraints: Sequence[Constraint]) -> tuple[Outline, list[Finding]]:
    """Integer budgets that, with the headings, sum exactly to the target; demands on single sections come first."""
    headings = heading_words(outline, titled=True, series=brief.series)
    total = max(len(outline.sections), brief.length.target - headings)
    fixed = _fixed_budgets(outline, constraints, brief.series)
    free = [section for section in outline.sections if section.id not in fixed]
    rest = total - sum(fixed.values())
    findings = []
    if free and (rest >= len(free) * _LEAST_BUDGET or (not fixed and rest >= len(free))):
        shares = allocate(rest, [section.weight for section in free], minimum=1)
        fixed |= {section.id: share for section, share in zip(free, shares, strict=True)}
    elif free or (abs(rest) > total * 0.1 and not brief.length.met_by(sum(fixed.values()) + headings)):
        findings.append(_overfull(brief, sum(fixed.values()), len(free)))
        fixed |= {section.id: 120 for section in free}
    return _replaced(outline, {key: {"budget": value} for key, value in fixed.items()}), findings


_LEAST_BUDGET = 20
"""Words that the lengths of single sections must leave for each of the others."""


def _overfull(brief: Brief, fixed: int, free: int) -> Finding:
    return Finding(
        code="length_conflict",
        message=(
            f"The lengths asked for single sections take {fixed} words of the {brief.length.target} asked for the whole"
            f"{f' and leave nothing for {free} other sections' if free else ''}: the sections' lengths are kept."
        ),
    )


def _fixed_budgets(outline: Outline, constraints: Sequence[Constraint], series: Series | None) -> dict[str, int]:
    """Section id → words, where a constraint sets the length of single sections; what is set for some comes before all."""
    fixed: dict[str, int] = {}
    ids = {section.id for section in outline.sections}
    lengths = [c for c in constraints if isinstance(c, WordCount) and not isinstance(c.scope, Whole)]
    for constraint in sorted(lengths, key=is_special):
        fixed |= {each: constraint.length.target for each in place(constraint, outline, series) if each in ids}
    return _unless_lower_bound_only(outline, constraints, fixed)


def _unless_lower_bound_only(
    outline: Outline, constraints: Sequence[Constraint], fixed: dict[str, int]
) -> dict[str, int]:
    """ "At least 200 words each" of a long document is no budget: sections that get more anyway stay free."""
    only_minimum = all(
        constraint.length.mode == "at_least"
        for constraint in constraints
        if isinstance(constraint, WordCount) and not isinstance(constraint.scope, Whole)
    )
    whole = next((c.length.target for c in constraints if isinstance(c, WordCount) and isinstance(c.scope, Whole)), 0)
    share = whole // max(1, len(outline.sections))
    return {} if fixed and only_minimum and share >= max(fixed.values()) else fixed


def _replaced(outline: Outline, updates: dict[str, dict[str, object]]) -> Outline:
    parts = tuple(
        part.model_copy(update={"sections": tuple(s.model_copy(update=updates.get(s.id, {})) for s in part.sections)})
        for part in outline.parts
    )
    return outline.model_copy(update={"parts": parts})


def single(title: str, words: int, summary: str = "", *, heading: str = "") -> Outline:
    """An outline of one section: short documents, and those for which no plan could be had."""
    section = Section(id="s1", title=heading, summary=summary, budget=words)
    return Outline(title=title, parts=(Part(id="p1", sections=(section,)),))
