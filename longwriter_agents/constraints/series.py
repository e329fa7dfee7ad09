"""Reading the series that a request asks for: which unit, how many, dated or in a grid. The label is data, any noun will do.

Every noun that is counted somewhere is a candidate; what else the request says of it ("each stop", "stop 5", "stop by stop")
decides.
"""

from __future__ import annotations

import calendar as almanac
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from longwriter_agents.constraints.calendar import COMMON_YEAR, MONTHS, count_between, day_of
from longwriter_agents.constraints.dating import MONTH, find_dates, month_number
from longwriter_agents.constraints.markers import Markers, read_markers
from longwriter_agents.constraints.nouns import forms, is_chinese, singular
from longwriter_agents.constraints.scope import DateSpan
from longwriter_agents.model import Calendar, Grid, Series
from longwriter_agents.numbers import CARDINAL, CHINESE, whole

MOST_UNITS = 2_000
_PERIODS = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annual": "year",
    "hourly": "hour",
    "每日": "天", "每天": "天", "每周": "周", "每月": "月", "每年": "年", "日记": "天", "周记": "周", "月记": "月",
}  # fmt: skip
_CALENDAR_UNITS = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    "天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "年": "year",
}  # fmt: skip
_KNOWN = frozenset(
    "chapter lesson episode module act scene floor storey level letter step session unit block stage article week day month entry "
    "part section instalment issue round hole station stop room canto book volume verse psalm dialogue column post "
    "章 节 集 课时 课 回 层 封 幕 周 天 站 期 篇 楼层 街区 讲 卷 首 则 场".split()
)
_NEVER = frozenset(
    "word page paragraph sentence line metre meter mile kilometre kilometer km foot inch year hour minute "
    "second dollar euro pound percent "
    "people person guest child kid time thing euro degree kilo kilogram gram ton litre liter row column way reason point "
    "hundred thousand million billion century decade lot number character letter_ example fact tip item question "
    "star type kind sort dish course".split()
) | {name.casefold() for name in (*MONTHS, *almanac.day_name)}
"""Nouns that are counted in texts without being their parts."""
_SOFT = frozenset("section part step article post column point act book volume stage round issue year course".split())
_ADJECTIVE = r"(?:[A-Za-z][\w'’-]*\s+)"
_NUM = rf"(?:\d{{1,4}}(?![\d%]|[.,]\d)|{CARDINAL})"
_COUNTED = re.compile(
    rf"(?<![\w.,:/#-])(?P<n>{_NUM})(?P<hyphen>[\s-]+)(?P<words>(?:[A-Za-z][\w'’]*[\s-]+){{0,3}}[A-Za-z][\w'’]*)",
    re.IGNORECASE,
)
_COUNTED_ZH = re.compile(rf"(?<![第\d.每])(?P<n>\d{{1,4}}|{CHINESE})\s*(?:个|篇|份|封|场)?(?=(?P<unit>[一-鿿]{{1,2}}))")
_NO_COUNT_BEFORE = re.compile(
    r"(?:第|每|前|后|最后|\b(?:first|last|final|next|other|another|every|each|than|of the|of these|these|"
    r"those|after|before|within|past|per|"
    r"chapters?|weeks?|days?|floors?|lessons?|episodes?|entry|entries|week|day|to|through|until|at least|"
    r"least|most|about age|aged|age|at|by|and|"
    r"ended|ago|page|pages|the other|intervals? of)\s)\s*$",
    re.IGNORECASE,
)
_REFERENCE = r"\b{noun}s?\s+(?:no\.?\s*)?\d{{1,4}}\b"


@dataclass
class _Candidate:
    """A noun that may name the units, with how many there are said to be and what speaks for it."""

    noun: str
    count: int | None = None
    quote: str = ""
    span: tuple[int, int] = (0, 0)
    at: int = 0
    score: int = 0
    aliases: list[str] = field(default_factory=list)
    period: bool = False


@dataclass(frozen=True)
class SeriesReading:
    """The series and the stretches of the request that say nothing else than it; `form` are those that show its form."""

    series: Series | None = None
    spans: tuple[tuple[int, int], ...] = ()
    form: tuple[tuple[int, int], ...] = ()


def read_series(request: str) -> Series | None:
    return read_series_fully(request).series


def read_series_fully(request: str) -> SeriesReading:
    markers = read_markers(request)
    grid, grid_span = read_grid(request)
    best = _best(request, markers, grid)
    if best is None or best.count is None or not 2 <= best.count <= MOST_UNITS:
        return SeriesReading()
    calendar = _calendar(request, best, markers)
    label = best.noun if is_chinese(best.noun) else best.noun[:1].upper() + best.noun[1:]
    series = Series(
        label=_shown_label(markers, label, best),
        count=best.count,
        quote=best.quote,
        aliases=tuple(dict.fromkeys(alias for alias in best.aliases if alias != best.noun)),
        first=_first_number(request, best),
        heading=_heading(markers, label, best),
        separator="" if markers.heading else markers.separator,
        opening=markers.opening,
        ending=markers.ending,
        calendar=calendar,
        grid=grid,
    )
    _, start_span = _start_day(request) if calendar else (None, None)
    spans = [*markers.spans, *(span for span in (best.span, grid_span, start_span) if span and span[1])]
    return SeriesReading(series, tuple(sorted(spans)), markers.spans)


def _shown_label(markers: Markers, label: str, best: _Candidate) -> str:
    return markers.label if markers.label and _matches(markers.label, best) else label


def _matches(label: str, best: _Candidate) -> bool:
    head = singular(label.split()[-1]) if not is_chinese(label) else label
    return head in {*forms(best.noun), *(form for alias in best.aliases for form in forms(alias))}


def _heading(markers: Markers, label: str, best: _Candidate) -> str:
    """The form that the request shows; with a separator of signs alone, a plain line after it."""
    if markers.heading:
        return markers.heading
    if markers.separator:
        return f"第{{number}}{label}" if is_chinese(label) else f"{label} {{number}}"
    return ""


# -- candidates ---------------------------------------------------------------------------------------------------------


def _best(request: str, markers: Markers, grid: Grid | None) -> _Candidate | None:
    found: dict[str, _Candidate] = {}
    for candidate in [
        *_counted(request),
        *_counted_chinese(request),
        *_by_numbers(request),
        *_by_period(request),
        *_by_grid(request, grid),
    ]:
        known = found.get(candidate.noun)
        if known is None or known.count is None:
            found[candidate.noun] = candidate
        elif candidate.count is not None and _refers_beyond(request, known) and candidate.count > known.count:
            found[candidate.noun] = candidate
    if markers.label:
        _add_shown(found, markers)
    for candidate in found.values():
        candidate.score = _score(request, candidate, markers)
    fit = [c for c in found.values() if c.score >= 4 and c.count is not None]
    return max(fit, key=lambda c: (c.score, -c.at), default=None)


def _refers_beyond(request: str, candidate: _Candidate) -> bool:
    return any(number > (candidate.count or 0) for number in _references(request, candidate.noun))


def _references(request: str, noun: str) -> list[int]:
    """The numbers that units of this noun are called by in the request."""
    if is_chinese(noun):
        return [whole(n) or 0 for n in re.findall(rf"第\s*(\d{{1,4}}|{CHINESE})\s*{noun}", request)]
    return [int(n) for n in re.findall(rf"\b{re.escape(noun)}s?\s+(\d{{1,4}})\b", request, re.IGNORECASE)] + [
        whole(n) or 0
        for n in re.findall(rf"\b(\d{{1,4}}(?:st|nd|rd|th))\s+{re.escape(noun)}\b", request, re.IGNORECASE)
    ]


def _add_shown(found: dict[str, _Candidate], markers: Markers) -> None:
    """The label of the shown form: it is the noun, or another name of a noun that is counted."""
    head = markers.label if is_chinese(markers.label) else singular(markers.label.split()[-1])
    if head in found:
        if found[head].count is None:
            found[head].count = markers.last_number
        return
    same = next((c for c in found.values() if head in forms(c.noun)), None)
    if same is None:
        found[head] = _Candidate(head, markers.last_number, quote=markers.label)


def _counted(request: str) -> Iterator[_Candidate]:
    """ "52 weekly diary entries", "a 60-storey tower", "24 stops", "22 major trumps"."""
    for match in _COUNTED.finditer(request):
        if _NO_COUNT_BEFORE.search(
            re.sub(r"\b(?:each|every|all) of the\s*$", "", request[: match.start()], flags=re.IGNORECASE)
        ):
            continue
        yield from _nouns_of(request, match)


def _nouns_of(request: str, match: re.Match[str]) -> Iterator[_Candidate]:
    """The nouns that a number may count: the one in the plural, the one it is hyphened to, or a noun that qualifies it."""
    count, hyphened = whole(match["n"]) or 0, "-" in match["hyphen"]
    words = list(re.finditer(r"[A-Za-z][\w'’]*", match["words"]))
    stop = next((i for i, word in enumerate(words) if word.group().casefold() in _STOP_WORDS), len(words))
    words = words[:stop]
    nouns = [singular(word.group()) for word in words]
    if not words or _measures(words[0].group(), nouns[0], hyphened=hyphened):
        return
    head = next(
        (i for i, word in enumerate(words) if word.group().casefold() != nouns[i] and nouns[i] not in _NEVER), None
    )
    period = next((_PERIODS[word.group().casefold()] for word in words if word.group().casefold() in _PERIODS), None)

    def candidate(noun: str, upto: int, **more: Any) -> _Candidate:
        end = match.start("words") + words[upto].end()
        return _Candidate(noun, count, request[match.start() : end], (match.start(), end), match.start(), **more)

    if hyphened:
        yield candidate(nouns[0], 0)
    elif head is not None and period:
        called, dated = (set(_references(request, name)) for name in (nouns[head], period))
        label, alias = (nouns[head], period) if len(called) > len(dated) else (period, nouns[head])
        yield candidate(label, head, aliases=[alias], period=True)
    elif head is not None:
        yield candidate(nouns[head], head)
        for i in range(head):
            if _references(request, nouns[i]) or _is_each(request, nouns[i]):
                yield candidate(nouns[i], head, aliases=[nouns[head]])


def _measures(word: str, noun: str, *, hyphened: bool) -> bool:
    """Whether the number counts words, metres, years and the like."""
    return noun in _NEVER and word.casefold() not in _PERIODS and not (noun == "year" and hyphened)


_STOP_WORDS = frozenset(
    "of in on at for to and or with from by per that which who about is are was were has have the a an each every long old".split()
)


def _counted_chinese(request: str) -> Iterator[_Candidate]:
    for match in _COUNTED_ZH.finditer(request):
        count = whole(match["n"]) or 0
        for length in (2, 1):
            unit = match["unit"][:length]
            if length == 2 and unit not in _KNOWN and unit[0] in _KNOWN:
                continue
            if len(unit) == length and (
                unit in _KNOWN or re.search(rf"第\s*(?:\d+|{CHINESE})\s*{unit}|每一?个?{unit}|逐{unit}", request)
            ):
                if count >= 2 and not re.search(r"[第每前后]\s*$", request[: match.start()]):
                    end = match.start("unit") + length
                    period = _period_in(request) if unit in "篇则封份" else None
                    if period:
                        span = (match.start(), end)
                        quote = request[match.start() : end]
                        yield _Candidate(period, count, quote, span, match.start(), aliases=[unit], period=True)
                        break
                    yield _Candidate(
                        _canonical(unit), count, request[match.start() : end], (match.start(), end), match.start()
                    )
                break


def _period_in(request: str) -> str | None:
    """The period of a diary whose entries are counted ("周记，共52篇")."""
    found = re.search(r"周记|日记|月记|每周|每天|每日|每月", request)
    return _PERIODS[found.group()] if found else None


def _canonical(unit: str) -> str:
    return {"星期": "周", "楼层": "层", "日": "天"}.get(unit, unit)


def _by_numbers(request: str) -> Iterator[_Candidate]:
    """ "Numbered Record 1 to Record 48", "from Floor 1 to Floor 100", "第1层到第100层"."""
    pattern = rf"\b(?P<noun>[A-Za-z]+?)s?\s+(?P<a>[01])\s*(?:-|–|to|through|until)\s*(?:(?P=noun)s?\s+)?(?P<b>{_NUM})\b"
    for match in re.finditer(pattern, request, re.IGNORECASE):
        noun, last = singular(match["noun"]), whole(match["b"]) or 0
        if re.search(
            r"number(?:ed|ing|s)?\b|from\s*$|from\s+\w*\s*$",
            request[max(0, match.start() - 25) : match.start() + 1],
            re.IGNORECASE,
        ):
            yield _Candidate(noun, last + 1 - int(match["a"]), match.group(), match.span(), match.start())
    for match in re.finditer(r"从第\s*1\s*(?P<unit>[一-鿿]{1,2}?)(?:到|至)第?\s*(?P<b>\d+)\s*(?P=unit)", request):
        yield _Candidate(_canonical(match["unit"]), int(match["b"]), match.group(), match.span(), match.start())


def _by_period(request: str) -> Iterator[_Candidate]:
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
        r"(?P<p>每天|每日|每周|每月|周记|日记)(?:写)?(?:一)?(?P<kind>篇|则|封|份)?",
    )
    for pattern in patterns:
        for match in re.finditer(pattern, request, re.IGNORECASE):
            period = _PERIODS.get(match["p"].casefold(), match["p"].casefold())
            span = _period_span(request)
            if span is None or period not in _CALENDAR_UNITS:
                continue
            count = count_between(_CALENDAR_UNITS[period], *span)
            alias = singular(match["kind"]) if match["kind"] else ""
            yield _Candidate(
                period, count, match.group(), match.span(), match.start(), aliases=[alias] if alias else [], period=True
            )


def _by_grid(request: str, grid: Grid | None) -> Iterator[_Candidate]:
    """ "A 10 x 10 grid of blocks"."""
    if grid is None:
        return
    for match in re.finditer(
        r"\b(?:grid|matrix|array|raster)\s+of\s+(?:[\w-]+\s+)?(?P<noun>[A-Za-z]+s)\b", request, re.IGNORECASE
    ):
        yield _Candidate(singular(match["noun"]), grid.rows * grid.columns, match.group(), match.span(), match.start())
    for match in re.finditer(
        r"\b(?:each|every)\s+(?P<noun>[A-Za-z]+)\b|每个?(?P<zh>街区|区块|格|地块)", request, re.IGNORECASE
    ):
        noun = match["zh"] or singular(match["noun"])
        if noun not in ("row", "column"):
            yield _Candidate(noun, grid.rows * grid.columns, match.group(), (0, 0), match.start())


def _score(request: str, candidate: _Candidate, markers: Markers) -> int:
    """How much of the request speaks for this noun."""
    noun = candidate.noun
    names = [noun, *candidate.aliases]
    score = 2 if candidate.count is not None else 0
    score += 2 if (noun in _KNOWN and noun not in _SOFT) or candidate.period else 1 if noun in _SOFT else 0
    score += 3 if markers.label and _matches(markers.label, candidate) else 0
    for name in names:
        score += 2 * _is_each(request, name) + min(4, len(set(_references(request, name))))
    score += 2 if _in_task(request, candidate) else 0
    score -= 3 if noun in ("year",) and not candidate.period else 0
    return score


def _is_each(request: str, noun: str) -> bool:
    """ "Each stop", "per stop", "stop by stop", "one stop at a time", "every eighth storey", "每站"."""
    if is_chinese(noun):
        return bool(re.search(rf"每一?个?{noun}|逐{noun}|一{noun}一{noun}", request))
    word = re.escape(noun)
    return bool(
        re.search(
            rf"\b(?:each|every|per)\s+(?:[\w-]+\s+)?{word}\b|\b{word} by {word}\b|\bone {word} at a time\b|"
            rf"\b(?:words\s+)?an?\s+{word}\b(?=[.;,)]|$)",
            request,
            re.IGNORECASE,
        )
    )


def _in_task(request: str, candidate: _Candidate) -> bool:
    """Whether the count stands in the sentence that says what to write, as its object."""
    head = request[: candidate.at]
    if re.search(r"[.!?。！？\n]\s", head) or not candidate.span[1]:
        return False
    return bool(
        re.search(
            r"(?:^|\b)(?:write|draft|compose|create|produce|generate|prepare|make|plan|design|script|"
            r"outline|give me|tell|develop)\s+"
            r"(?:me\s+|us\s+|out\s+)?(?:a\s+|an\s+|the\s+)?(?:series|set|cycle|collection|sequence|list)?(?:\s*of\s+)?(?:exactly\s+)?$|^\s*$|(?:写|撰写|创作|生成|共|一共|总共|分)$",
            head,
            re.IGNORECASE,
        )
    )


# -- numbering, dates, grids --------------------------------------------------------------------------------------------


def _first_number(request: str, best: _Candidate) -> int:
    """0 where the request numbers the units from 0."""
    noun = re.escape(best.noun)
    zero = (
        rf"\b{noun}s?\s+(?:are\s+)?(?:numbered|counted)\s+(?:from\s+)?0\b|\b{noun}s?\s+0\s*(?:-|–|to|"
        rf"through)\s|\bnumbered\s+(?:from\s+)?0\s+to\b"
    )
    return 0 if re.search(zero, request, re.IGNORECASE) else 1


_YEAR = re.compile(
    r"\b(?:for|in|of|during|throughout|across|over|covering|the year|year)\s+(?:the\s+)?(?:whole\s+|"
    r"entire\s+|calendar\s+)*(?:of\s+)?(?:year\s+)?(?:of\s+)?(?P<y>(?:1[5-9]|20)\d\d)\b(?!\s*(?:words|"
    r"people|m\b))"
    r"|(?P<z>(?:1[5-9]|20)\d\d|[一二]\w[〇零一二三四五六七八九]{2})\s*年"
)
_START = re.compile(
    r"\b(?:start|begin|commenc|runn?)(?:s|ing|ning)?\b\s*(?:on|from|with|in|at)?\s*(?:the\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?$|(?:从|自)$|\b(?:from|between)\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?$",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"\b(?P<m>{MONTH})\s+(?P<y>(?:1[5-9]|20)\d\d)\b|(?P<zy>\d{{4}})\s*年\s*(?P<zm>\d{{1,2}}|{CHINESE})\s*月(?!\s*\d|[一二三四五六七八九十])"
)


def _period_span(request: str) -> tuple[date, date] | None:
    """First and last day of the time that the request covers: a month, a year, or from a day to another."""
    for start, _, spans in find_dates(request):
        first, last = day_of(spans[0].first), day_of(spans[0].last)
        if first and last and (last - first).days >= 6 and _START.search(request[:start]):
            return first, last
        if first and last and (last - first).days >= 20:
            return first, last
        ranged = spans[0].first != spans[0].last
        if ranged and len(spans[0].first) == 5 and re.search(r"\b(?:day|week|month)s?\s+from\s+$", request[:start]):
            return _in_year(spans[0], year_of(request) or COMMON_YEAR)
    month = _MONTH_YEAR.search(request)
    if month:
        year, number = int(month["y"] or month["zy"]), month_number(month["m"] or month["zm"]) or 1
        first = day_of(f"{year}-{number:02d}-01")
        last = next(day for d in (31, 30, 29, 28) if (day := day_of(f"{year}-{number:02d}-{d}")))
        return (first, last) if first else None
    year_number = year_of(request)
    return (date(year_number, 1, 1), date(year_number, 12, 31)) if year_number else None


def _in_year(span: DateSpan, year: int) -> tuple[date, date] | None:
    first, last = day_of(f"{year}-{span.first}"), day_of(f"{year + (span.last < span.first)}-{span.last}")
    return (first, last) if first and last else None


def year_of(request: str) -> int | None:
    found = _YEAR.search(request)
    return whole(found["y"] or found["z"]) if found else None


def _calendar(request: str, best: _Candidate, markers: Markers) -> Calendar | None:
    """The calendar of a series of days, weeks, months; None where the units are no periods or nothing is dated."""
    unit = _CALENDAR_UNITS.get(best.noun) or next(
        (_CALENDAR_UNITS[a] for a in best.aliases if a in _CALENDAR_UNITS), None
    )
    if unit is None or best.count is None:
        return None
    start, _ = _start_day(request)
    span = _period_span(request)
    if start is None and span is not None:
        start = span[0]
    dates = [spans for _, _, spans in find_dates(request)]
    if start is None:
        if not dates and "{start" not in markers.heading and not re.search(rf"\b(?:in|during|by)\s+{MONTH}\b", request):
            return None
        start = _shown_start(markers, dates) or date(COMMON_YEAR, 1, 1)
        return _made(unit, start, best.count, assumed=True)
    return _made(unit, start, best.count)


def _made(unit: str, start: date, count: int, *, assumed: bool = False) -> Calendar:
    """A series of weeks that fills a year up to a few days also owns those days."""
    calendar = Calendar.model_validate({"unit": unit, "start": start, "assumed": assumed})
    first = calendar.start
    if unit == "week" and count == 52 and (first.month, first.day) == (1, 1):
        return calendar.model_copy(update={"end": first.replace(month=12, day=31)})
    return calendar


def _shown_start(markers: Markers, dates: list[tuple[DateSpan, ...]]) -> date | None:
    """The first day that the shown form names, in a common year."""
    if "{start" not in markers.heading or not dates:
        return None
    first = dates[0][0].first
    return day_of(first if len(first) == 10 else f"{COMMON_YEAR}-{first}")


def _start_day(request: str) -> tuple[date | None, tuple[int, int] | None]:
    """The day on which the series is said to start, and the words that say so."""
    for start, end, spans in find_dates(request):
        said = _START.search(request[:start])
        if len(spans) == 1 and said:
            first = spans[0].first
            if len(first) == 10:
                return day_of(first), (_first_unit_before(request, said.start()), end)
            if re.search(r"\b(?:start|begin|commenc|run)\w*\b[^.\n]{0,30}$", request[:start], re.IGNORECASE):
                year = year_of(request)
                before = request[max(0, start - 60) : start]
                if (
                    year
                    and re.search(
                        r"diary|journal|log|series|plan|entr|week|course|programme|record", before, re.IGNORECASE
                    )
                    and not re.search(r"\b(?:every|each|once)\b", before)
                ):
                    return day_of(f"{year}-{first}"), (_first_unit_before(request, said.start()), end)
    return None, None


def _first_unit_before(request: str, at: int) -> int:
    """Where "the first week (starts on …)" begins: that unit is named only to date the series."""
    found = re.search(r"(?:\bthe first [\w-]+|\b[A-Za-z]+ (?:1|one))\s+$", request[:at], re.IGNORECASE)
    return found.start() if found else at


_BY = rf"(?P<r>{_NUM})\s*(?:x|×|by|\*)\s*(?P<c>{_NUM})"
_GRIDS = (
    re.compile(
        rf"\b{_BY}\s*(?:[\w-]+\s+){{0,2}}?(?:grid|matrix|array|raster|blocks?|board|layout|lattice)", re.IGNORECASE
    ),
    re.compile(rf"\b(?:grid|matrix|array|raster|board|lattice)\b[^.\n]{{0,30}}?\b{_BY}", re.IGNORECASE),
    re.compile(
        rf"(?P<r>{_NUM})\s+rows?\s+(?:and|by|of|x|×|with)\s+(?P<c>{_NUM})\s+(?:columns?|[\w-]+s?(?: each)?)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<c>{_NUM})\s+columns?\s+(?:and|by|x|×)\s+(?P<r>{_NUM})\s+rows?\b", re.IGNORECASE),
    re.compile(rf"(?P<r>\d+|{CHINESE})\s*行\s*(?:[x×乘]\s*)?(?P<c>\d+|{CHINESE})\s*列"),
    re.compile(r"(?P<r>\d+)\s*[x×乘]\s*(?P<c>\d+)\s*的?(?:网格|方格|格子|街区|矩阵)"),
)


_COLUMN_FIRST = re.compile(
    r"\(\s*(?:column|col\.?|x|列)\s*[,，]\s*(?:row|y|行)\s*\)|\bcolumn (?:first|before row)\b|先列后行", re.IGNORECASE
)
_BY_COLUMNS = re.compile(
    r"\bcolumn[- ]by[- ]column\b|\bcolumn-major\b|\bdown (?:each|the) columns?\b"
    r"|\btop to bottom,? (?:then|and then) left to right\b|逐列|按列",
    re.IGNORECASE,
)
_BOTTOM_UP = re.compile(
    r"\b(?:from|at|in) the (?:bottom|lower)[- ](?:left|row)\b|\bsouth-?west corner\b|\bbottom to top\b|左下角",
    re.IGNORECASE,
)


def read_grid(request: str) -> tuple[Grid | None, tuple[int, int] | None]:
    """A numbered grid, with the origin, the order of coordinates and of numbering as the request shows them."""
    found = next((match for pattern in _GRIDS if (match := pattern.search(request))), None)
    if found is None:
        return None, None
    rows, columns = whole(found["r"]) or 0, whole(found["c"]) or 0
    if not (2 <= rows * columns <= MOST_UNITS):
        return None, None
    grid = Grid(
        rows=rows,
        columns=columns,
        origin=_origin(request),
        column_first=bool(_COLUMN_FIRST.search(request)),
        by_columns=bool(_BY_COLUMNS.search(request)),
        bottom_up=bool(_BOTTOM_UP.search(request)),
    )
    return _as_shown(grid, request), found.span()


def _origin(request: str) -> int:
    zero = (
        r"\(\s*0\s*[,，]\s*0\s*\)|\b(?:rows?|columns?|coordinates|both)\b[^.\n]{0,30}?\b(?:from|at|"
        r"with)\s+(?:0|zero)\b|从\s*[0零]\s*(?:开始|起)"
    )
    return 0 if re.search(zero, request, re.IGNORECASE) else 1


def _as_shown(grid: Grid, request: str) -> Grid:
    """Examples decide: "block 11 is (2,1)" says how coordinates are written and counted."""
    from longwriter_agents.constraints.grids import unit_at

    shown = [
        (int(n), int(a), int(b))
        for n, a, b in re.findall(
            r"\b[A-Za-z]+ (\d{1,4})\s*(?:is|=|at|stands at|lies at|has|:|being|"
            r"\bmeans)?\s*(?:at\s+)?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)",
            request,
        )
    ]
    if not shown:
        return grid
    for column_first in (grid.column_first, not grid.column_first):
        for by_columns in (grid.by_columns, not grid.by_columns):
            for bottom_up in (grid.bottom_up, not grid.bottom_up):
                for origin in (grid.origin, 1 - grid.origin):
                    tried = grid.model_copy(
                        update={
                            "column_first": column_first,
                            "by_columns": by_columns,
                            "bottom_up": bottom_up,
                            "origin": origin,
                        }
                    )
                    if all(unit_at(tried, *((b, a) if column_first else (a, b))) == n for n, a, b in shown):
                        return tried
    return grid
