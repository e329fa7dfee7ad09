"""The time that a dated series covers: its year or span, the day on which it starts, its calendar."""

from __future__ import annotations

import calendar as almanac
import re
from collections.abc import Sequence
from datetime import date

from longwriter_agents.constraints.calendar import COMMON_YEAR, day_of
from longwriter_agents.constraints.dating import MONTH, find_dates, month_number
from longwriter_agents.constraints.nearby import leads_to
from longwriter_agents.constraints.nouns import PERIOD_UNITS
from longwriter_agents.constraints.scope import DateSpan
from longwriter_agents.constraints.shown import Markers
from longwriter_agents.model import Calendar
from longwriter_agents.numbers import CHINESE, whole


def calendar_of(request: str, names: Sequence[str], count: int, markers: Markers) -> Calendar | None:
    """The calendar of a series of days, weeks, months; None where the units are no periods or nothing is dated."""
    unit = next((PERIOD_UNITS[name] for name in names if name in PERIOD_UNITS), None)
    if unit is None:
        return _by_span(request, count)
    start, _ = start_day(request)
    by_span = _by_span(request, count)
    if start is None and by_span is not None and by_span.unit == unit:
        return by_span
    span = period_span(request)
    if start is None and span is not None:
        start = span[0]
    dates = [spans for _, _, spans in find_dates(request)]
    if start is None:
        if not dates and "{start" not in markers.heading and not re.search(rf"\b(?:in|during|by)\s+{MONTH}\b", request):
            return None
        start = _shown_start(markers, dates) or _month_of_days(request, unit, count) or date(COMMON_YEAR, 1, 1)
        return _made(unit, start, count, assumed=True)
    return _made(unit, start, count)


def _month_of_days(request: str, unit: str, count: int) -> date | None:
    """ "31 ghost stories for October, one for each day": the first of that month, when it has as many days."""
    found = re.search(rf"\b(?:for|of|in|during|throughout)\s+(?P<m>{MONTH})(?!\s+(?:the\s+)?\d)", request)
    month = month_number(found["m"]) if found and unit == "day" else None
    first = date(COMMON_YEAR, month, 1) if month else None
    return first if first and almanac.monthrange(first.year, first.month)[1] == count else None


def _by_span(request: str, count: int) -> Calendar | None:
    """ "24 windows, 1 December through 24 December": a stretch of as many days (or weeks) as there are units dates them."""
    year = year_of(request)
    for _, _, spans in find_dates(request):
        dated = len(spans[0].first) == 10
        whole_span = (
            _in_year(spans[0], year or COMMON_YEAR) if not dated else (day_of(spans[0].first), day_of(spans[0].last))
        )
        if len(spans) != 1 or whole_span is None or whole_span[0] is None or whole_span[1] is None or count < 5:
            continue
        days = (whole_span[1] - whole_span[0]).days + 1
        unit = {count: "day", count * 7: "week"}.get(days)
        if unit:
            return _made(unit, whole_span[0], count, assumed=not (year or dated))
    return None


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


_BEGINS = re.compile(r"\b(?:start|begin|commenc|run)\w*\b[^.\n]{0,30}$", re.IGNORECASE)
_FIRST_UNIT = re.compile(r"(?:\bthe first [\w-]+|\b[A-Za-z]+ (?:1|one))\s+$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:day|week|month)s?\s+from\s+$")


def start_day(request: str) -> tuple[date | None, tuple[int, int] | None]:
    """The day on which the series is said to start, and the words that say so."""
    for start, end, spans in find_dates(request):
        said = leads_to(_START, request, start)
        if len(spans) == 1 and said:
            first = spans[0].first
            if len(first) == 10:
                return day_of(first), (_first_unit_before(request, said.start()), end)
            if leads_to(_BEGINS, request, start):
                year = year_of(request)
                before = re.split(r"[.;!?\n]", request[max(0, start - 60) : start])[-1]
                if year and _OF_THE_SERIES.search(before) and not re.search(r"\b(?:every|each|once)\b", before):
                    return day_of(f"{year}-{first}"), (_first_unit_before(request, said.start()), end)
    return _setting_out(request)


_OF_THE_SERIES = re.compile(
    r"diary|journal|log|series|plan|entr|week|course|programme|record|^\W*(?:it |they )?(?:start|begin|commenc|run)",
    re.IGNORECASE,
)
"""What starts in such a sentence is the series itself, and nothing that happens in it."""
_SETS_OUT = re.compile(
    r"\b(?:depart|arriv|leav|set(?:s|ting)? (?:out|off|sail)|sail|launch|embark|open|kick(?:s|ed|ing)? off|mov(?:es|ed|ing) in)"
    r"\w*\b"
    r"[^.;\n]{0,40}$|\b(?:day|week|month) (?:1|one) (?:is|=|being|falls on)\s*$|第[1一][天日周]?(?:是|为)$",
    re.IGNORECASE,
)
_SET_OUT = re.compile(
    r"[^。；，\n]{0,12}(?:起航|启航|出发|启程|开始|开学|开工|开幕|上岗|入职|动身|开营|起(?=[，。]))|"
    r"\s+(?:is|being|=) (?:the first|(?:day|week|month) (?:1|one))\b"
)


def _setting_out(request: str) -> tuple[date | None, tuple[int, int] | None]:
    """ "Departing 4 January 1887", "2023年3月1日从青岛起航": the one day with its year on which something sets out."""
    year = year_of(request)
    full = [(start, end, day) for start, end, spans in find_dates(request) if (day := _full_day(spans, year))]
    for start, end, day in full:
        dated = re.search(r"\d{4}", request[start:end])
        if not dated and (_MONTH_YEAR.search(request) or len(re.findall(r"[.。!！\n]", request[:start])) > 1):
            continue  # a day without its year is an event's where the month is told, or far from the task
        if leads_to(_SETS_OUT, request, start) or _SET_OUT.match(request[end:]):
            return day, (start, end)
    return None, None


def _full_day(spans: Sequence[DateSpan], year: int | None) -> date | None:
    """The single day that the spans are, in its own year or else in that of the request."""
    if len(spans) != 1 or spans[0].first != spans[0].last:
        return None
    first = spans[0].first
    return day_of(first if len(first) == 10 else f"{year}-{first}") if year or len(first) == 10 else None


def _first_unit_before(request: str, at: int) -> int:
    """Where "the first week (starts on …)" begins: that unit is named only to date the series."""
    found = leads_to(_FIRST_UNIT, request, at)
    return found.start() if found else at


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
    rf"\b(?P<m>{MONTH})\s+(?P<y>(?:1[5-9]|20)\d\d)\b|(?P<zy>\d{{4}})\s*年\s*(?P<zm>\d{{1,2}}|{CHINESE})\s*月(?!\s*\d|[一二三四五六七八九十])",
    re.IGNORECASE,
)


def period_span(request: str) -> tuple[date, date] | None:
    """First and last day of the time that the request covers: a month, a year, or from a day to another."""
    for start, _, spans in find_dates(request):
        first, last = day_of(spans[0].first), day_of(spans[0].last)
        if first and last and (last - first).days >= 6 and leads_to(_START, request, start):
            return first, last
        if first and last and (last - first).days >= 20:
            return first, last
        ranged = spans[0].first != spans[0].last
        if ranged and len(spans[0].first) == 5 and leads_to(_FROM, request, start):
            return _in_year(spans[0], year_of(request) or COMMON_YEAR)
    month = _MONTH_YEAR.search(request)
    if month:
        number = month_number(month["m"] or month["zm"]) or 0
        first = day_of(f"{month['y'] or month['zy']}-{number:02d}-01")
        # A request may write any number before 月: then the year counts.
        if first:
            return first, first.replace(day=almanac.monthrange(first.year, first.month)[1])
    year_number = year_of(request)
    return (date(year_number, 1, 1), date(year_number, 12, 31)) if year_number else None


def _in_year(span: DateSpan, year: int) -> tuple[date, date] | None:
    first, last = day_of(f"{year}-{span.first}"), day_of(f"{year + (span.last < span.first)}-{span.last}")
    return (first, last) if first and last else None


def year_of(request: str) -> int | None:
    found = _YEAR.search(request)
    return whole(found["y"] or found["z"]) if found else None
