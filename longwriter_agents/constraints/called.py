"""What the units are called when the request counts them by another noun: "31 entries, one for each day", "a 12-part series"."""

from __future__ import annotations

import re

from longwriter_agents.constraints.calendar import MONTHS
from longwriter_agents.constraints.candidates import KNOWN, PERIODS, Candidate, is_each, references
from longwriter_agents.constraints.nouns import PERIOD_UNITS, is_chinese, singular

ENTRIES = frozenset(
    "entry diary journal log logbook record report note text update piece description section paragraph page plan menu post "
    "prompt summary reflection column message".split()
)
"""Nouns for what is written on a day or in a week: those units are called by their day or week."""


def periods_of(request: str, noun: str) -> list[str]:
    """The period in which such a unit comes once: "recipe of the day", "one door for each day", "a letter a month"."""
    name = re.escape(noun)
    found = re.search(
        rf"\b{name}s? (?:of|for) (?:the|each|every) (?P<a>day|week|month)\b|"
        rf"\bone (?:{name} )?(?:per|an?|for (?:each|every)|each|every) (?P<b>day|week|month)\b|"
        rf"\b(?:an?|each|every) {name} (?:per|an?|for (?:each|every)|each|every) (?P<c>day|week|month)\b|"
        rf"\b(?P<d>daily|weekly|monthly) {name}s?\b",
        request,
        re.IGNORECASE,
    )
    said = next((text.casefold() for text in found.groups() if text), "") if found else ""
    return [PERIODS.get(said, said)] if said and noun not in PERIOD_UNITS else []


def is_called_by_its_period(request: str, noun: str) -> bool:
    """Whether nothing names single units by the noun itself: "31 entries, one for each day"."""
    if references(request, noun):
        return False
    return noun not in KNOWN or (noun in ENTRIES and not is_spoken_of(request, noun))


def is_spoken_of(request: str, noun: str) -> bool:
    """ "The April report", "every report from March on", "the last report": the noun stands for single units."""
    months = "|".join(MONTHS)
    return bool(re.search(rf"\b(?:{months}|first|last|next|every|each)\s+{re.escape(noun)}\b", request))


def place_names_of(request: str, noun: str) -> list[str]:
    """What each such unit belongs to, when the request calls the units by it: "30 stories, one per night … night 15"."""
    found = re.search(
        rf"\b(?:1|one|an?)\s+(?:{re.escape(noun)}\s+)?(?:per|an?|for (?:each|every)|each|every)\s+(?P<x>[a-z]+)\b",
        request,
        re.IGNORECASE,
    )
    other = singular(found["x"]) if found else ""
    return [other] if other and other != noun and references(request, other) else []


def parts_called(request: str, noun: str, count: int) -> list[str]:
    """ "A 12-part crime series" whose parts are its episodes: "episodes 2-4", "per episode"."""
    if noun not in ("part", "piece") or references(request, noun):
        return []
    others = [name for name in KNOWN if name != noun and not is_chinese(name) and name not in PERIOD_UNITS]
    return [name for name in others if _are_units(request, name, count) and is_each(request, name)]


def described(request: str, noun: str, at: int, count: int) -> list[str]:
    """ "20 product descriptions for handmade candles": the candles, when it is "candle 3" that is spoken of."""
    found = re.match(r"\s+(?:for|of|about|on)\s+(?:[\w'’-]+\s+){0,3}?(?P<x>[a-z]+s)\b", request[at : at + 80])
    other = singular(found["x"]) if found else ""
    if not other or other == noun or references(request, noun):
        return []
    return [other] if _are_units(request, other, count) else []


def general_names(request: str, best: Candidate) -> tuple[str, ...]:
    """ "Entry 11" of 25 waterfalls: what any unit may be called, when single ones are."""
    taken = {singular(name) for name in (best.noun, *best.aliases)}
    names = () if is_chinese(best.noun) else ("entry", "text", "piece", "item")
    return tuple(name for name in names if name not in taken and _are_units(request, name, best.count or 0))


def _are_units(request: str, noun: str, count: int) -> bool:
    """Whether several of so many are called by this noun and their number, and none beyond them."""
    called = set(references(request, noun))
    return len(called) >= 2 and max(called) <= count
