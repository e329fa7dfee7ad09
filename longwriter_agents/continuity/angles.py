"""Angles: what each unit of a long series may tell beside its demands, where no model has planned it; what each section may look
at of which a small model named nothing but the title; and what sections may be about where a planner named hardly any.

A small model that is only told "Week 31" writes week 30 again, and one that is to write a story of 2,500 words in a single
section goes round in it. Given something of its own to look at, it does not. Angles go round. A larger model, which plans
better, hardly ever meets any of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.continuity.addressed import addressed
from longwriter_agents.continuity.angle_lists import (
    OF_ACCOUNTS,
    OF_DOCUMENTS,
    OF_LETTERS,
    OF_LIVES,
    OF_PLACES,
    OF_SPEECHES,
    OF_STORIES,
    OF_STORIES_IN_CHINESE,
    OF_THINGS,
    SUBJECTS,
    SUBJECTS_IN_CHINESE,
)
from longwriter_agents.continuity.flows import is_narrative
from longwriter_agents.model import Brief, Series

_PLACES = re.compile(
    r"\b(?:floors?|stor(?:e?y|ies)|levels?|blocks?|rooms?|houses?|buildings?|apartments?|flats?|stations?|stops?|halls?|plots?|"
    r"districts?|streets?|streetcorners?|cells?|zones?|decks?|exhibits?|stalls?|shops?|gardens?|islands?|villages?)\b"
    r"|[层楼]|街区|房间|站|展品|展厅|单元",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:diar(?:y|ies)|journals?|letters?|memoirs?|blogs?|logs?|entr(?:y|ies)|days?|weeks?|months?|years?|seasons?|postcards?)\b"
    r"|日记|周记|月记|书信|日志|[天日周月年]",
    re.IGNORECASE,
)
_LIVED = re.compile(
    r"\b(?:diar(?:y|ies)|journals?|letters?|memoirs?|travel(?:ogue)?|trip|journey|interview)\b|日记|周记|书信|游记|回忆录|采访",
    re.IGNORECASE,
)
"""Kinds of text in which somebody tells what happened to them."""


def subjects(brief: Brief, count: int, *, part: int = 0) -> list[str]:
    """What up to `count` sections may be about, of a story in its course; empty in a language that there are none in. Another
    `part` (from 0) of a document begins with others."""
    told = is_narrative(brief)
    by_language = {
        "en": OF_STORIES if told else SUBJECTS,
        "zh": OF_STORIES_IN_CHINESE if told else SUBJECTS_IN_CHINESE,
    }
    known = by_language.get(brief.language, ())
    if not told:
        return [known[(part * count + number) % len(known)] for number in range(min(count, len(known)))]
    if count >= len(known):
        return list(known)
    return [known[round(number * (len(known) - 1) / max(1, count - 1))] for number in range(count)]


def directions(brief: Brief, count: int, *, part: int = 0) -> list[str]:
    """What up to `count` further sections of a plan may look at; empty in a language that there are none in."""
    own = _is_lived(brief) or addressed(brief)
    if brief.language == "en" and own and not is_narrative(brief):
        return [detail(brief, _APART * (part * count + number)) for number in range(1, count + 1)]
    return subjects(brief, count, part=part)


_APART = 4
"""So many details lie between two directions, so that they have little to do with each other."""


def angle(brief: Brief, series: Series, number: int) -> str:
    """What unit `number` (from 1) may tell of its own: of a place, of somebody's life, or of a thing, by the series' label
    and the kind of document."""
    angles = _angles(f"{series.label} {' '.join(series.aliases)}", f"{brief.kind} {brief.subject}")
    return angles[(number - 1) % len(angles)]


def detail(brief: Brief, number: int) -> str:
    """Something that a text of this kind may tell yet, where all that was planned for it is told; they go round. Empty in a
    language that there are none in."""
    angles = _details(brief)
    return angles[number % len(angles)] if angles else ""


def angles_of_sections(brief: Brief, count: int, *, part: int = 0) -> list[str]:
    """What each of `count` sections may look at beside its title, of part `part` (from 0); they go round. Empty where only a plan
    knows what is told: in a story, in what somebody lived or writes to somebody, in a history or a life; and in a language
    that there are none in."""
    if (
        is_narrative(brief)
        or addressed(brief)
        or _is_lived(brief)
        or _HISTORIES.search(f"{brief.kind} {brief.request}")
    ):
        return []
    known = _details(brief)
    return [known[(part * count + number) % len(known)] for number in range(count)] if known else []


_HISTORIES = re.compile(
    r"\b(?:biograph(?:y|ies|ical)|obituar(?:y|ies)|chronicles?|timelines?|chronolog(?:y|ical)|histor(?:y|ies)|portraits? of|"
    r"profiles? of|the (?:life|rise|fall|reign|career) of)\b|传记|生平|历史|年表|简史",
    re.IGNORECASE,
)
"""Kinds of text whose sections are about what happened, one thing after another."""


def _details(brief: Brief) -> Sequence[str]:
    if brief.language == "zh":
        return OF_STORIES_IN_CHINESE if is_narrative(brief) else SUBJECTS_IN_CHINESE
    if brief.language != "en":
        return ()
    if kind := addressed(brief):
        return OF_LETTERS if kind == "letter" else OF_SPEECHES
    if is_narrative(brief) or _is_lived(brief):
        return OF_LIVES
    return OF_DOCUMENTS if _TEACHES.search(f"{brief.kind} {brief.request}") else OF_ACCOUNTS


_TEACHES = re.compile(
    r"\b(?:guides?|manuals?|handbooks?|courses?|tutorials?|instructions?|how to|tips|advice|advis\w+|lessons?|training|teach\w*|"
    r"plans?|polic(?:y|ies)|proposals?|procedures?|rules|recipes?|checklists?|steps)\b|"
    r"\bhow (?:(?:an?|the|your|our|any|every|small|new)\s+)*(?:[\w-]+\s+)?(?:village|town|communit(?:y|ies)|famil(?:y|ies)|"
    r"people|person|you|we|one|schools?|clubs?|compan(?:y|ies)|teams?|beginners?|volunteers?|parents?|neighbou?rs|teachers?|students?|groups?|"
    r"households?|couples?|everyone|anyone|somebody|someone)\s+(?:can|could|should|may|might|must)\b",
    re.IGNORECASE,
)
"""Kinds of text whose readers are to do something."""


def _is_lived(brief: Brief) -> bool:
    """Whether somebody tells in it what happened to them."""
    return _LIVED.search(brief.kind or brief.request) is not None


def _angles(label: str, kind: str) -> tuple[str, ...]:
    for named in (label, kind):
        if _PLACES.search(named):
            return OF_PLACES
        if _LIVES.search(named) and not re.search(
            r"\b(?:menu|meal|lesson|course|training|itinerary)", kind, re.IGNORECASE
        ):
            return OF_LIVES
    return OF_THINGS
