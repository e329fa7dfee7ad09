"""What waits for what: which sections are written at once, and which in order, from the genre, the request and the plan.

A narrative is a chain within each of its parts, and the parts are written side by side; everything else is one wave, but
for the sections that the plan itself makes depend on earlier ones. The request's own words come before the genre.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from longwriter_agents.model import Brief, Outline, Part, Section

NARRATIVE = (
    r"novel|novella|story|tale|fable|fairy tale|saga|epic|thriller|romance|memoir|autobiography|screenplay|script|play|"
    r"radio play|serial|narrative|chronicle of|adventure",
    "小说|故事|童话|传奇|剧本|话剧|回忆录|自传|连载|寓言|武侠|科幻",
)
"""Genres in which a section goes on from where the one before it stopped; English and Chinese."""
EXPOSITORY = (
    r"guide|manual|handbook|report|tutorial|textbook|overview|encyclop(?:a|ae)dia|glossary|catalogue|catalog|cookbook|faq|"
    r"itinerary|course|brochure|leaflet|white ?paper|article|essay|paper|review|proposal|plan|profile|history|biography|"
    r"diary|journal|log|letters?|lessons?|prompts?|entries",
    "指南|手册|报告|教程|课本|教材|概述|百科|词典|目录|食谱|行程|课程|白皮书|文章|论文|综述|方案|简介|历史|传记|日记|日志|书信",
)
"""Genres whose sections stand by themselves as long as nobody says otherwise."""
_BUILDS_ON = re.compile(
    r"\b(?:build(?:s|ing)? (?:up)?on|continu(?:es?|ing)|carr(?:y|ies) on|picks? up|follows? (?:on )?from|refers? back|reacts? to|"
    r"responds? to|answers?)\b[^.;!?\n]{0,40}\b(?:previous|earlier|preceding|each other|one another|"
    r"(?:ones?|entry|chapter|part|section|letter|episode|lesson|came|went|left) (?:before|off))\b"
    r"|\bone (?:continuous|continuing|running|unbroken) (?:story|plot|narrative|argument)\b"
    r"|承接(?:上|前)|接着(?:上|前)一|紧接(?:上|前)|延续(?:上|前)|层层递进|循序渐进|环环相扣|前后(?:连贯|呼应|衔接)|情节连贯|一脉相承",
    re.IGNORECASE,
)
"""The request says that what comes later goes on from what came before."""
_BY_ITSELF = re.compile(
    r"\b(?:independent(?:ly)? of (?:each other|one another)|self-contained|stands? (?:alone|by (?:itself|themselves)|"
    r"on (?:its|their) own)|(?:read|used) in any order|unconnected|unrelated)\b"
    r"|各自独立|相互独立|互不相关|独立成篇|单独成篇|自成一体",
    re.IGNORECASE,
)
"""The request says that each section stands by itself."""


def is_narrative(brief: Brief) -> bool:
    """Whether the text tells one story: by the kind that was read from the request, else by the genre named first in it."""
    kind = brief.kind.strip().casefold()
    if kind:
        return bool(re.fullmatch(NARRATIVE[0], kind) or re.search(NARRATIVE[1], kind))
    told = _first(NARRATIVE, brief.request)
    return told is not None and told < (_first(EXPOSITORY, brief.request) or len(brief.request))


def goes_on(brief: Brief, section: Section) -> bool:
    """Whether this section goes on from earlier text, so that its drafter must know what was told."""
    if _BY_ITSELF.search(brief.request):
        return False
    return bool(section.depends) or is_narrative(brief) or _BUILDS_ON.search(brief.request) is not None


def _first(genres: tuple[str, str], text: str) -> int | None:
    """Where the first of these genres is named."""
    found = re.search(rf"\b(?:{genres[0]})s?\b|{genres[1]}", text, re.IGNORECASE)
    return found.start() if found else None


def follows(brief: Brief, outline: Outline) -> dict[str, str]:
    """Section → the earlier section that must be written before it; what has no entry waits for nothing.

    The request's own words come first: all in a row, or nothing waits. In a story each section follows the one before it
    in its part. (The units of a series are parts of their own: chapters go side by side.) Elsewhere a section follows the
    nearest of those that the plan says it builds on, in its own part.
    """
    if _BY_ITSELF.search(brief.request):
        return {}
    if _BUILDS_ON.search(brief.request):
        return _in_a_row([section.id for section in outline.sections])
    if brief.series is None and is_narrative(brief):
        return {key: value for part in outline.parts for key, value in _in_a_row(_ids(part)).items()}
    return {key: value for part in outline.parts for key, value in _planned(part).items()}


def _ids(part: Part) -> list[str]:
    return [section.id for section in part.sections]


def _in_a_row(ids: Sequence[str]) -> dict[str, str]:
    return dict(zip(ids[1:], ids, strict=False))


def _planned(part: Part) -> dict[str, str]:
    """What the plan says, as far as it lies in the same part and earlier: all else is met by summaries."""
    found: dict[str, str] = {}
    earlier: list[str] = []
    for section in part.sections:
        nearest = next((each for each in reversed(earlier) if each in section.depends), None)
        if nearest is not None:
            found[section.id] = nearest
        earlier.append(section.id)
    return found


def chains(order: Sequence[str], before: Mapping[str, str], written: Set[str] = frozenset()) -> list[list[str]]:
    """The strands of the next wave: each unwritten section that waits for nothing begins one, and each one that waits for
    the last of a strand continues it. What waits for a section in a strand's middle is left for the wave after."""
    strands: dict[str, list[str]] = {}  # by their last section
    for section_id in order:
        if section_id in written:
            continue
        awaited = before.get(section_id)
        if awaited is None or awaited in written:
            strands[section_id] = [section_id]
        elif awaited in strands:
            strands[section_id] = [*strands.pop(awaited), section_id]
    return sorted(strands.values(), key=lambda strand: order.index(strand[0]))
