"""The nouns that a request counts: each may be what the units of its series are called. The label is data, any noun will do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from longwriter_agents.constraints.calendar import count_between
from longwriter_agents.constraints.called import (
    ENTRIES,
    described,
    is_called_by_its_period,
    is_spoken_of,
    parts_called,
    periods_of,
    place_names_of,
)
from longwriter_agents.constraints.candidates import PERIODS, Candidate, is_each, is_no_unit, references
from longwriter_agents.constraints.counted_chinese import canonical, counted_chinese, counted_chinese_nouns
from longwriter_agents.constraints.nearby import leads_to
from longwriter_agents.constraints.nouns import PERIOD_UNITS, singular
from longwriter_agents.constraints.timeline import period_span
from longwriter_agents.model import Grid
from longwriter_agents.numbers import CARDINAL, CHINESE, whole

_NUM = rf"(?:\d{{1,4}}(?![\d%]|[.,]\d)|{CARDINAL})"
_COUNTED = re.compile(
    rf"(?<![\w.,:/#-])(?P<n>{_NUM})(?P<hyphen>[\s-]+)(?P<words>(?:[A-Za-z][\w'’]*[\s-]+){{0,3}}[A-Za-z][\w'’]*)",
    re.IGNORECASE,
)
_NO_COUNT_BEFORE = re.compile(
    r"(?:第|每|前|后|最后|连续|连着|一连|\b(?:first|last|final|next|other|another|every|each|than|of the|of these|these|"
    r"those|after|before|within|past|per|"
    r"chapters?|weeks?|days?|floors?|lessons?|episodes?|entry|entries|week|day|to|through|until|at least|"
    r"least|most|about age|aged|age|at|by|and|"
    r"ended|ago|page|pages|the other|intervals? of)\s)\s*$",
    re.IGNORECASE,
)
_LEADS_TO_A_COUNT = re.compile(
    r"\b(?:(?:each|every|all)(?: (?:single )?one)? of the|(?:guide|introduction|companion|key) to(?: (?:the|my|our))?)\s*$",
    re.IGNORECASE,
)


_OF_A_WORK = re.compile(
    rf"{_NUM}\s+(?:chapters|sections|books|acts|verses|cantos|scenes|volumes|articles)\s+of\s+(?-i:[A-Z])(?!-?\d)",
    re.IGNORECASE,
)
"""Parts of a work that has a name: "two chapters of Walden"."""


def candidates_in(request: str, grid: Grid | None) -> Iterator[Candidate]:
    """All nouns that are counted, numbered or said of each, in no order of likelihood."""
    yield from _counted(request)
    yield from (found for found in counted_chinese(request) if grid is None or found.noun not in ("行", "列", "排"))
    yield from counted_chinese_nouns(request)
    yield from _by_field(request)
    yield from _by_numbers(request)
    yield from _by_period(request)
    yield from _by_grid(request, grid)


def _counted(request: str) -> Iterator[Candidate]:
    """ "52 weekly diary entries", "a 60-storey tower", "24 stops", "22 major trumps"."""
    for match in _COUNTED.finditer(request):
        led_to = leads_to(_LEADS_TO_A_COUNT, request, match.start())
        if _OF_A_WORK.match(request, match.start()):
            continue
        if leads_to(_NO_COUNT_BEFORE, request, led_to.start() if led_to else match.start()):
            continue
        yield from _nouns_of(request, match)


def _nouns_of(request: str, match: re.Match[str]) -> Iterator[Candidate]:
    """The nouns that a number may count: the one in the plural, the one it is hyphened to, or a noun that qualifies it."""
    count, hyphened = whole(match["n"]) or 0, "-" in match["hyphen"]
    words = list(re.finditer(r"[A-Za-z][\w'’]*", match["words"]))
    stop = next((i for i, word in enumerate(words) if word.group().casefold() in _STOP_WORDS), len(words))
    words = words[:stop]
    nouns = [singular(word.group()) for word in words]
    no_units = [is_no_unit(request, noun, count) for noun in nouns]
    if not words or (no_units[0] and _measures(words[0].group(), nouns[0], hyphened=hyphened)):
        return
    head = next((i for i, word in enumerate(words) if word.group().casefold() != nouns[i] and not no_units[i]), None)
    period = next((PERIODS[word.group().casefold()] for word in words if word.group().casefold() in PERIODS), None)

    def candidate(noun: str, upto: int, **more: Any) -> Candidate:
        end = match.start("words") + words[upto].end()
        return Candidate(noun, count, request[match.start() : end], (match.start(), end), match.start(), **more)

    if hyphened:
        yield candidate(nouns[0], 0)
        for name in parts_called(request, nouns[0], count):
            yield candidate(name, 0, aliases=[nouns[0]])
    elif head is not None and period:
        called, dated = (len(set(references(request, name))) for name in (nouns[head], period))
        by_noun = called > dated or (
            called == dated and (nouns[head] not in ENTRIES or is_spoken_of(request, nouns[head]))
        )
        label, alias = (nouns[head], period) if by_noun else (period, nouns[head])
        yield candidate(label, head, aliases=[alias], period=True)
    elif head is not None:
        noun, dated_by = nouns[head], periods_of(request, nouns[head]) or place_names_of(request, nouns[head])
        if dated_by and len(set(references(request, dated_by[0]))) > len(set(references(request, noun))):
            yield candidate(dated_by[0], head, aliases=[noun], period=True)
        elif dated_by and is_called_by_its_period(request, noun):
            yield candidate(dated_by[0], head, aliases=[noun], period=True)
        else:
            yield candidate(noun, head, aliases=dated_by)
        for name in (
            *parts_called(request, noun, count),
            *described(request, noun, match.start("words") + words[head].end(), count),
        ):
            yield candidate(name, head, aliases=[noun])
        for i in range(head):
            if references(request, nouns[i]) or is_each(request, nouns[i]):
                yield candidate(nouns[i], head, aliases=[nouns[head]])


def _measures(word: str, noun: str, *, hyphened: bool) -> bool:
    """Whether the number counts words, metres, years and the like."""
    return word.casefold() not in PERIODS and not (noun == "year" and hyphened)


_STOP_WORDS = frozenset(
    "of in on at for to and or with from by per that which who about is are was were has have the a an each every long old".split()
)


_FIELD = re.compile(
    rf"\b(?:number|no\.?|count|total) of (?:the )?(?P<noun>[A-Za-z]+s)\s*(?:[:=–-]|is|are|shall be|should be)?\s*(?P<n>{_NUM})"
    rf"|^\W*(?P<noun2>[A-Za-z]+s)\s*[:=]\s*(?P<n2>{_NUM})\W*$"
    rf"|\b(?P<noun3>[A-Za-z]+s)\b[^.;\n]{{0,60}}?[:,(–—-]\s*(?P<n4>{_NUM})\s+(?:of them|in (?:all|total)|altogether|all told)\b"
    rf"|(?P<zh>[期集章篇层站天周课回节讲])数\s*[:：为是]+\s*(?P<n3>\d{{1,4}}|{CHINESE})",
    re.IGNORECASE | re.MULTILINE,
)


def _by_field(request: str) -> Iterator[Candidate]:
    """ "Number of issues: 10", "Episodes: 25", "集数：30"."""
    for match in _FIELD.finditer(request):
        noun = match["zh"] or singular(match["noun"] or match["noun2"] or match["noun3"])
        count = whole(match["n"] or match["n2"] or match["n3"] or match["n4"]) or 0
        if not is_no_unit(request, noun, count):
            yield Candidate(noun, count, match.group().strip(), match.span(), match.start())


def _by_numbers(request: str) -> Iterator[Candidate]:
    """ "Numbered Record 1 to Record 48", "from Floor 1 to Floor 100", "第1层到第100层"."""
    pattern = rf"\b(?P<noun>[A-Za-z]+?)s?\s+(?P<a>[01])\s*(?:-|–|to|through|until)\s*(?:(?P=noun)s?\s+)?(?P<b>{_NUM})\b"
    for match in re.finditer(pattern, request, re.IGNORECASE):
        noun, last = singular(match["noun"]), whole(match["b"]) or 0
        if re.search(
            r"number(?:ed|ing|s)?\b|from\s*$|from\s+\w*\s*$",
            request[max(0, match.start() - 25) : match.start() + 1],
            re.IGNORECASE,
        ):
            yield Candidate(noun, last + 1 - int(match["a"]), match.group(), match.span(), match.start())
    for match in re.finditer(r"从第\s*1\s*(?P<unit>[一-鿿]{1,2}?)(?:到|至)第?\s*(?P<b>\d+)\s*(?P=unit)", request):
        yield Candidate(canonical(match["unit"]), int(match["b"]), match.group(), match.span(), match.start())


def _by_period(request: str) -> Iterator[Candidate]:
    """A dated series without a count: "one entry per day" of February 2024, "a weekly diary for 2018", "every month of 2026"."""
    kinds = (
        r"(?:diary|journal|log(?:book)?|entry|entries|newsletters?|letters?|columns?|plan|record|"
        r"report|notes?|menu|calendar|almanac|blog|chronicle|bulletin|schedule|digest)"
    )
    patterns = (
        r"\bone(?P<kind>)\s+(?:for|per)\s+(?:(?:each|every)\s+)?(?P<p>day|week|month)\b",
        rf"\b(?P<p>daily|weekly|monthly)\s+(?:[\w-]+\s+){{0,2}}?(?P<kind>{kinds})\b",
        r"\b(?:one|an?|single)\s+(?:[\w-]+\s+)??(?P<kind>\w+)\s+(?:per|a|for (?:each|every)|each|every)\s+(?P<p>day|week|month)\b",
        rf"\b(?:(?P<kind>{kinds})\b[^.\n]{{0,40}}?)?\b(?:for|covering|of|with)\s+(?:each|every)\s+(?P<p>day|week|month)\s+(?:of|in|throughout|from|between)\b",
        r"\bthere is (?:one|an?) (?P<kind>\w+) (?:for|per) (?:each |every )?(?P<p>day|week|month)\b",
        r"\b(?P<p>day|week|month) by (?:day|week|month)\b(?P<kind>(?!))?",
        r"(?P<p>每天|每日|每周|每月|一天(?=一)|一周(?=一)|逐日|周记|日记)(?:写)?(?:一)?(?P<kind>篇|则|封|份)?",
    )
    for pattern in patterns:
        for match in re.finditer(pattern, request, re.IGNORECASE):
            period = PERIODS.get(match["p"].casefold(), match["p"].casefold())
            span = period_span(request)
            if span is None or period not in PERIOD_UNITS:
                continue
            count = count_between(PERIOD_UNITS[period], *span)
            alias = singular(match["kind"]) if match["kind"] else ""
            yield Candidate(
                period, count, match.group(), match.span(), match.start(), aliases=[alias] if alias else [], period=True
            )


def _by_grid(request: str, grid: Grid | None) -> Iterator[Candidate]:
    """ "A 10 x 10 grid of blocks"."""
    if grid is None:
        return
    for match in re.finditer(
        r"\b(?:grid|matrix|array|raster)\s+of\s+(?:[\w-]+\s+)?(?P<noun>[A-Za-z]+s)\b", request, re.IGNORECASE
    ):
        yield Candidate(singular(match["noun"]), grid.rows * grid.columns, match.group(), match.span(), match.start())
    for match in re.finditer(
        r"\b(?:each|every)\s+(?P<noun>[A-Za-z]+)\b|每个?(?P<zh>街区|区块|格|地块)", request, re.IGNORECASE
    ):
        noun = match["zh"] or singular(match["noun"])
        if noun not in ("row", "column", "one", "single"):
            yield Candidate(noun, grid.rows * grid.columns, match.group(), (0, 0), match.start())
