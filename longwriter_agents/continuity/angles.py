"""Angles: what each unit of a long series may tell beside its demands, where no model has planned it; and what the sections
of a document may be about whose planner named hardly any.

A small model that is only told "Week 31" writes week 30 again, and one that is to write a story of 2,500 words in a single
section goes round in it. Given something of its own to look at, it does not. The angles of a series go round. A larger
model, which plans better, hardly ever meets any of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.continuity.addressed import addressed
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

OF_LIVES = (
    "someone met by chance, and what was said",
    "a small thing that went wrong, and how it was put right",
    "the weather, and what it changed",
    "a meal, who made it and who sat at the table",
    "a smell or a sound that brought something back",
    "news from a friend or a neighbour",
    "money spent, saved or owed",
    "a plan that had to be given up",
    "a quarrel, or one just avoided",
    "something learned by doing it badly first",
    "a place never visited before",
    "a thing lost, found, broken or mended",
    "an animal, a plant or a garden",
    "a tired evening, and what helped",
    "a misunderstanding at work",
    "a letter, a call or a message",
    "a habit begun or dropped",
    "something read, heard or watched",
    "a question that a child or an old person asked",
    "a way across town, and what was seen on it",
    "a long wait, and how the time passed",
    "thanks owed to somebody",
    "a decision taken or put off",
    "the end of one thing and the start of another",
)
OF_PLACES = (
    "who comes here first in the morning",
    "what the walls, the floor and the ceiling are made of",
    "the light by day and by night",
    "the sounds and the smells",
    "how people get in, out and around",
    "one object that everybody remembers",
    "what it costs to run, and who pays",
    "what stood or was done here before",
    "someone who works here, and their day",
    "what is kept, made or sold here",
    "a rule that holds only here",
    "what is watched, locked or tested for safety",
    "how it is cleaned, heated and mended",
    "what a newcomer notices",
    "a quiet corner, and what it is for",
    "what happens here once a year",
    "the view, or what stands in for one",
    "what is to be changed next",
)
OF_THINGS = (
    "an example from practice",
    "a common mistake, and how it is avoided",
    "how to tell that it went well",
    "what has to be ready beforehand",
    "what takes longest",
    "what is new in it against the one before",
    "what can be left out when time is short",
    "a question that people ask",
    "what it takes in time or money",
    "whom it suits and whom it does not",
    "how it is done elsewhere",
    "what an expert checks first",
    "who can help with it, and how they are asked",
    "what to do when it goes wrong",
    "what beginners find hardest",
    "how it is tried out on a small scale first",
    "how often it is done, and when",
    "what should be written down",
    "what it looks like on an ordinary day",
    "what changes with the season or with the number of people",
)
OF_DOCUMENTS = tuple(each for each in OF_THINGS if "the one before" not in each and "left out" not in each)
"""Of what stands by itself: it has none before it, and every section of it matters."""
OF_ACCOUNTS = (
    "an example from everyday life",
    "how it came about",
    "how it is done or seen elsewhere",
    "who takes part in it, and what each of them does",
    "what it looks, sounds or feels like",
    "what has changed in it over the years",
    "what people disagree about in it",
    "what most people do not know of it",
    "what it takes in time or money",
    "why it matters to those who live with it",
    "what is different where it is missing",
    "what it may become",
    "who gains by it and who does not",
    "what stands in its way",
    "how the young and the old see it",
    "what a stranger would notice first",
    "a small thing that shows the whole",
    "what has been tried without success",
    "a choice that has to be made in it",
    "what could be done about it tomorrow",
)
"""Of what is told, explained or argued, and not taught: nobody makes mistakes in it that an expert would find."""
OF_LETTERS = (
    "a day that both of them remember",
    "what is new at home",
    "something that the writer got wrong once",
    "what the writer would like to hear about",
    "a person whom both of them know",
    "something small that was kept all these years",
    "thanks that are owed",
    "a worry, and why it is smaller than it looks",
    "a promise, or a plan to meet",
    "a wish for what comes next",
)
"""Of what somebody writes to somebody."""
OF_SPEECHES = (
    "why everybody is here today",
    "a moment that many in the room remember",
    "how it began, and with whom",
    "the hardest day, and what came of it",
    "those who are thanked by name",
    "what has changed since then",
    "a doubt that some may have, and an answer to it",
    "what each of the listeners can do",
    "what lies ahead",
    "a picture that stays in the mind",
)
"""Of what somebody says to an audience."""
SUBJECTS = (
    "costs and benefits",
    "common mistakes",
    "people and their roles",
    "an example from practice",
    "rules and safety",
    "tools and materials",
    "where it came from",
    "experience elsewhere",
    "signs of success",
    "limits and risks",
    "frequent questions",
    "what may change",
)
"""What whole sections of a document may be about. They read as headings, since a small model takes them for such."""
OF_STORIES = (
    "how the day began",
    "what was not as it should be",
    "the first thing that was tried",
    "somebody who knew more than they said",
    "a way that led nowhere",
    "what it brought back from long ago",
    "a talk that changed how things stood",
    "what it was going to cost",
    "the worst moment for it to go wrong",
    "what came out at last",
    "what could be put right",
    "who was there at the end",
)
"""In the order of a story's course."""
_SUBJECTS_IN_CHINESE = (
    "费用与收益",
    "常见错误",
    "人员与分工",
    "一个实例",
    "规则与安全",
    "工具与材料",
    "由来",
    "别处的经验",
    "成效的标志",
    "局限与风险",
    "常见问题",
    "今后的变化",
)
_OF_STORIES_IN_CHINESE = (
    "那一天是怎样开始的",
    "有什么不对劲",
    "最先试的办法",
    "知道得比说出来的多的人",
    "一条走不通的路",
    "它勾起的往事",
    "一次改变局面的谈话",
    "要付出的代价",
    "最不该出错的时候",
    "终于明白的事",
    "还能补救的",
    "最后在场的人",
)


def subjects(brief: Brief, count: int, *, part: int = 0) -> list[str]:
    """What up to `count` sections may be about, of a story in its course; empty in a language that there are none in. Another
    `part` (from 0) of a document begins with others."""
    told = is_narrative(brief)
    by_language = {
        "en": OF_STORIES if told else SUBJECTS,
        "zh": _OF_STORIES_IN_CHINESE if told else _SUBJECTS_IN_CHINESE,
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
        return _OF_STORIES_IN_CHINESE if is_narrative(brief) else _SUBJECTS_IN_CHINESE
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
