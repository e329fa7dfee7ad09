"""From plans to an outline with budgets: how many sections, which ids, how many words each. Arithmetic, so no model."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from longwriter_agents.assembly import heading_words
from longwriter_agents.backends.base import Traits
from longwriter_agents.constraints.evidence import stem
from longwriter_agents.constraints.headings import unit_title
from longwriter_agents.constraints.keyterms import content_words
from longwriter_agents.constraints.kinds import Constraint, Structure, WordCount
from longwriter_agents.constraints.placement import is_special, place
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.continuity.ownership import read_fact
from longwriter_agents.ledger import allocate
from longwriter_agents.model import Brief, Finding, Outline, Part, Section, Series
from longwriter_agents.options import SHORT_WORDS
from longwriter_agents.replies import MOST_OF_A_POINT, PlannedPart, PlannedSection, RichSection

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
    for constraint in constraints:
        if isinstance(constraint, Structure) and isinstance(constraint.scope, Whole):
            fixed = constraint.sections or len(constraint.headings)
            if fixed:
                return fixed
    words = brief.length.target
    largest = _LARGEST_FOR_SMALL_MODELS if traits.small else _LARGEST
    size = min(largest, max(_SMALLEST, words / _SHORT_SECTIONS))
    return max(2, round(words / size))


def fixed_titles(constraints: Sequence[Constraint], sections: int) -> tuple[str, ...]:
    """The section titles that the request gives, when it gives all of them."""
    for constraint in constraints:
        if isinstance(constraint, Structure) and isinstance(constraint.scope, Whole):
            if len(constraint.headings) == sections:
                return constraint.headings
    return ()


def part_sizes(sections: int, *, series: bool = False) -> list[int]:
    """How many sections each part gets: about as many parts as sections in a part; of a series, as many as one plan holds."""
    parts = math.ceil(sections / _UNITS_IN_ONE_PLAN) if series else max(2, round(math.sqrt(sections)))
    return allocate(sections, [1.0] * parts)


_ORDINAL = re.compile(
    r"^\s*[#*\"“']*\s*(?:(?:section|part|chapter|kapitel|chapitre)\s+(?:\d+|[ivxlc]+)\b\s*[.:)–—-]?\s*"
    r"|第\s*[\d一二三四五六七八九十百]+\s*[章节部分]+\s*[:：、]?\s*|\d{1,3}\s*[.:)、]\s*)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*[(\[（]?\s*(?:about|around|approximately|约)?\s*\d[\d,.]*\s*(?:-|–)?\s*(?:words?\b|字)\s*[)\]）]?\.?", re.I
)


_LONGEST = 1_200
"""Signs of a title or summary that are looked at at all; a reply may hold anything."""
_GENERIC = re.compile(
    r"^(?:introduction|overview|conclusion|summary|outline|plan|title|document|untitled|sections?|the document"
    r"|引言|前言|大纲|标题)$",
    re.IGNORECASE,
)


def is_generic(title: str) -> bool:
    """A title that any document could bear."""
    return not title.strip() or bool(_GENERIC.match(title.strip()))


_A_TEXT = r"(?:essay|article|text|document|guide|report|paper|book|story|piece|manual|section|chapter)"
_FRAMING = re.compile(
    rf"^(?:{_A_TEXT} (?=\w))?"
    r"(?P<what>(?:introduction|overview|(?:sub)?titles?|headings?|(?:main )?body(?: paragraphs?)?|contents?|description"
    r"|(?:key|main) (?:points|takeaways)|abstract|key ?words?|thesis(?: statement)?|hook|epigraph|outline|word count"
    r"|(?:purpose|scope)(?: and scope)?|conclusions?|summary|foreword|preface|recap|wrap[- ]?up|references|bibliography"
    r"|(?:final|closing|concluding) (?:thoughts|remarks|words|notes)|(?:additional |further |other )?(?:reading|resources)"
    r"|(?:additional|final|further|extra|other|bonus|general) (?:tips|advice|considerations|information|topics)"
    r"|(?:section|part|chapter|step|point|unit|paragraph) (?:\d{1,3}|[ivx]{1,5}|one|two|three|four|five|six)"
    r"|\d{1,3}|第[\d一二三四五六七八九十]+[章节部分]+"
    r"|works cited|acknowledge?ments|appendix|appendices|glossary|index|table of contents"
    r"|引言|前言|导言|结论|总结|结语|小结|参考文献)"
    r"(?: (?:and|&) (?:next steps|summary|recommendations|outlook|overview|conclusions?|final thoughts|background|purpose))?)"
    rf"(?: (?:of|to|for) (?:the|this|your|an?) {_A_TEXT})?$",
    re.IGNORECASE,
)


def telling(sections: Sequence[Section], request: str, *, most: int) -> list[Section]:
    """At most `most` sections, without those that would only introduce, sum up or list sources, unless the request names
    such a section: they tell what stands elsewhere already, or what nobody knows. "Section 3" tells nothing either."""
    asked = request.casefold()
    framing = ((section, _FRAMING.match(section.title)) for section in sections)
    kept = [section for section, match in framing if not match or match["what"].split()[0].casefold() in asked]
    return kept[:most]


def tidy_title(title: str) -> str:
    """A planned title without numbering, quotes, markup and word counts, on one line."""
    bare = _COUNTED.sub("", _ORDINAL.sub("", " ".join(title.split())[:_LONGEST]))
    bare = bare.strip(' *#_`"“”「」《》:：').rstrip(".。")
    bare = bare[:1].upper() + bare[1:]
    return bare[:120] or " ".join(title.split()).strip("#* ")[:120]


_SAYS_THAT_IT_TELLS = re.compile(
    r"^(?:in )?(?:this|the) (?:section|chapter|part|introduction|conclusion|paragraph)\s*,?\s*(?:will |we |also )*"
    r"(?:introduces?|discuss(?:es)?|covers?|explains?|describes?|provides?|outlines?|explores?|focus(?:es)? on|examines?|"
    r"highlights?|presents?|tells?|summari[sz]es?|details?|looks? at|delves? into)\s+(?:about\s+)?",
    re.IGNORECASE,
)


def tidy_summary(summary: str) -> str:
    """What a section covers: no word counts, no "this section discusses", which a drafter would only copy."""
    bare = _COUNTED.sub("", " ".join(summary.split())[:_LONGEST]).strip()
    bare = _SAYS_THAT_IT_TELLS.sub("", bare)
    return (bare[:1].upper() + bare[1:])[:600]


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


_SAME_TITLE = 0.8
"""Titles that share so much of their words, as counted by Jaccard, name the same section."""
_ARTICLES = frozenset({"the", "a", "an"})


def unlike(sections: Sequence[Section]) -> list[Section]:
    """The sections without those whose title stands earlier already, in nearly the same words; of those without a title all."""
    seen: list[frozenset[str]] = []
    kept = []
    for section in sections:
        told = _title_words(section.title)
        if any(_alike(each, known) for each in (told, _title_words(_SEQUEL.sub("", section.title))) for known in seen):
            continue
        seen.append(told)
        kept.append(section)
    return kept


_SEQUEL = re.compile(r"[\s,:(–—-]*(?:part (?:\d{1,2}|[ivx]{1,4}|two|three)|continued|cont\.?)\)?\s*$", re.IGNORECASE)
"""How a title says that it goes on with another one; of "Part 1" and "Part 2" neither is the other's."""


def _alike(told: frozenset[str], known: frozenset[str]) -> bool:
    return bool(told) and len(told & known) >= _SAME_TITLE * len(told | known)


def _title_words(title: str) -> frozenset[str]:
    """The words of a title in their stems; a title in a script without spaces is one word."""
    words = re.findall(r"\w+", title.casefold().replace("’s", "").replace("'s", ""))
    return frozenset(stem(word) for word in words if word not in _ARTICLES) or frozenset(words)


def widened(sections: Sequence[Section], subjects: Sequence[str], prefix: str) -> list[Section]:
    """The sections, and after them one for each subject that none of them has for its title."""
    known = {section.title.casefold() for section in sections}
    new = [subject[:1].upper() + subject[1:] for subject in subjects]
    added = [Section(id="", title=title) for title in new if title.casefold() not in known]
    together = enumerate([*sections, *added], 1)
    return [section.model_copy(update={"id": f"{prefix}{number}"}) for number, section in together]


def complaints(sections: Sequence[Section], wanted: int, *, exact: bool) -> list[str]:
    """Why a plan can't be used as it is; empty when it can."""
    found = []
    if (exact and len(sections) != wanted) or abs(len(sections) - wanted) > wanted // 3:
        found.append(f"it had {len(sections)} sections instead of {wanted}.")
    if len(unlike(sections)) < len(sections):
        found.append("several sections had the same title.")
    return found


def with_own_titles(outline: Outline, *, headless: bool = True) -> Outline:
    """The outline without a heading twice: parts are planned side by side, and know only each other's titles.

    A section that opens the document or a part under just that title needs no heading of its own, unless `headless` is
    false because the request counts headings.
    """
    seen: set[str] = set()
    parts: list[Part] = []
    for part in outline.parts:
        above = [_title_words(title) for title in (outline.title if not parts else "", part.title) if title]
        sections = [
            _untitled(section) if headless and not number and _title_words(section.title) in above else section
            for number, section in enumerate(part.sections)
        ]
        parts.append(part.model_copy(update={"sections": tuple(_own_title(each, part, seen) for each in sections)}))
    return outline.model_copy(update={"parts": tuple(parts)})


def _untitled(section: Section) -> Section:
    return section.model_copy(update={"title": "", "summary": section.summary or section.title})


def _own_title(section: Section, part: Part, seen: set[str]) -> Section:
    """The section with a title that no section before it has; a part's title tells two of the same name apart."""
    title = section.title
    if title.casefold() in seen and title and part.title:
        title = f"{title} ({part.title})"
    seen.add(title.casefold())
    return section.model_copy(update={"title": title})


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
    if free and rest >= len(free) * 20:
        shares = allocate(rest, [section.weight for section in free], minimum=1)
        fixed |= {section.id: share for section, share in zip(free, shares, strict=True)}
    elif free or (fixed and abs(rest) > total * 0.1):
        findings.append(_overfull(brief, sum(fixed.values()), len(free)))
        fixed |= {section.id: 120 for section in free}
    return _replaced(outline, {key: {"budget": value} for key, value in fixed.items()}), findings


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
