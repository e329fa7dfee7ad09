"""Angles: what each unit of a long series may tell beside its demands, where no model has planned it.

A small model that is only told "Week 31" writes week 30 again. Given something of its own to look at, it does not. The
angles go round; whoever plans with a larger model never meets them.
"""

from __future__ import annotations

import re

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
    "an example with names and figures",
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
    "what an old hand looks at first",
)


def angle(brief: Brief, series: Series, number: int) -> str:
    """What unit `number` (from 1) may tell of its own: of a place, of somebody's life, or of a thing, by the series' label
    and the kind of document."""
    angles = _angles(f"{series.label} {' '.join(series.aliases)}", f"{brief.kind} {brief.subject}")
    return angles[(number - 1) % len(angles)]


def _angles(label: str, kind: str) -> tuple[str, ...]:
    for named in (label, kind):
        if _PLACES.search(named):
            return OF_PLACES
        if _LIVES.search(named) and not re.search(
            r"\b(?:menu|meal|lesson|course|training|itinerary)", kind, re.IGNORECASE
        ):
            return OF_LIVES
    return OF_THINGS
