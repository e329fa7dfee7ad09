"""Dates as people write them, English and Chinese: days, stretches of days, lists that share a month."""

from __future__ import annotations

import re
from collections.abc import Iterator

from longwriter_agents.constraints.calendar import MONTHS
from longwriter_agents.constraints.scope import DateSpan
from longwriter_agents.numbers import CHINESE, ORDINAL, whole

_ABBREVIATED = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
MONTH = rf"(?:{'|'.join(MONTHS)}|(?:{'|'.join(_ABBREVIATED)})\b\.?)"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?![\d%]|[.,]\d)|{ORDINAL})"
_YEAR = r"(?:,?\s+(?:1[5-9]|20)\d\d(?!\d))"
_TO = r"\s*(?:-|–|—|~|to|through|until|till|and ending on)\s*(?:the\s+)?"
_AND = r"(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+|\s*&\s*)(?:the\s+)?"
_ISO = r"\d{4}-\d{2}-\d{2}"


_MONTH_FIRST_RANGE = re.compile(
    rf"\b(?P<m>{MONTH})\s+(?:the\s+)?(?P<a>{_DAY})(?P<y1>{_YEAR})?{_TO}(?:(?P<m2>{MONTH})\s+)?(?P<b>{_DAY})\b(?P<y>{_YEAR})?"
    rf"(?!\s+(?:{MONTH}))",
    re.IGNORECASE,
)
_DAY_FIRST_RANGE = re.compile(
    rf"\b(?P<a>{_DAY})(?:\s+(?:of\s+)?(?P<m>{MONTH})(?P<y1>{_YEAR})?)?{_TO}(?P<b>{_DAY})\s+(?:of\s+)?(?P<m2>{MONTH})\b(?P<y>{_YEAR})?",
    re.IGNORECASE,
)
_ISO_RANGE = re.compile(rf"\b(?P<a>{_ISO})(?:\s*(?:/|–|—)\s*|\s+(?:to|until|through|-)\s+)(?P<b>{_ISO})\b")
_MONTH_FIRST_LIST = re.compile(
    rf"\b(?P<m>{MONTH})\s+(?P<days>{_DAY}(?:{_AND}{_DAY})*(?:\s*,?\s+and\s+(?:the\s+)?{_DAY}))\b"
    rf"(?!\s+(?:of\s+)?(?:{MONTH}|\w+s\b(?<!\bis)(?<!\bhas)(?<!\bwas)))",
    re.IGNORECASE,
)
_DAY_FIRST_LIST = re.compile(
    rf"\b(?P<days>{_DAY}(?:{_AND}{_DAY})+)\s+(?:of\s+)?(?P<m>{MONTH})\b(?P<y>{_YEAR})?", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"\b(?P<m>{MONTH})\s+(?:the\s+)?(?P<a>{_DAY})\b(?P<y>{_YEAR})?", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(?P<a>{_DAY})\s+(?:of\s+)?(?P<m>{MONTH})(?!\w)(?P<y>{_YEAR})?", re.IGNORECASE)
_ISO_DAY = re.compile(rf"\b(?P<a>{_ISO})\b")
_N = rf"(?:\d{{1,2}}|{CHINESE})"
_ZH_RANGE = re.compile(
    rf"(?:(?P<y>\d{{4}})\s*年)?\s*(?P<m>{_N})月(?P<a>{_N})[日号]?\s*(?:到|至|-|–|—|~|～)\s*(?:(?:\d{{4}}年)?(?P<m2>{_N})月)?(?P<b>{_N})[日号]"
)
_ZH_LIST = re.compile(rf"(?P<m>{_N})月(?P<days>{_N}[日号]?(?:\s*[、和及与,，]\s*{_N}[日号])+)")
_ZH_DAY = re.compile(rf"(?:(?P<y>\d{{4}})\s*年)?\s*(?P<m>{_N})月(?P<a>{_N})[日号]")
_FEASTS = {
    "New Year's Day": "01-01",
    "New Year’s Day": "01-01",
    "Valentine's Day": "02-14",
    "Valentine’s Day": "02-14",
    "St Patrick's Day": "03-17",
    "Halloween": "10-31",
    "Christmas Eve": "12-24",
    "Christmas Day": "12-25",
    "Boxing Day": "12-26",
    "New Year's Eve": "12-31",
    "New Year’s Eve": "12-31",
    "元旦": "01-01",
    "情人节": "02-14",
    "劳动节": "05-01",
    "儿童节": "06-01",
    "国庆节": "10-01",
    "平安夜": "12-24",
    "圣诞节": "12-25",
}
_FEAST = re.compile(
    rf"(?:(?<=\bon )|(?<=\bOn )|"
    rf"(?<=在))(?P<feast>{'|'.join(map(re.escape, sorted(_FEASTS, key=len, reverse=True)))})(?!\s+\w+(?:'s|"
    rf"day))"
)
_FORMS = (
    _ISO_RANGE,
    _ZH_RANGE,
    _MONTH_FIRST_RANGE,
    _DAY_FIRST_RANGE,
    _MONTH_FIRST_LIST,
    _DAY_FIRST_LIST,
    _ZH_LIST,
    _ISO_DAY,
    _MONTH_FIRST,
    _DAY_FIRST,
    _ZH_DAY,
    _FEAST,
)


_DAYS_FIRST = (_DAY_FIRST_RANGE, _DAY_FIRST_LIST)
_AFTER_MONTH = re.compile(rf"{MONTH}\s+(?:the\s+)?$")


def find_dates(text: str) -> list[tuple[int, int, tuple[DateSpan, ...]]]:
    """(start, end, days) of each date expression in order."""
    found: list[tuple[int, int, tuple[DateSpan, ...]]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if form in _DAYS_FIRST and _AFTER_MONTH.search(text, 0, match.start()):
                continue  # "March 2 and 7 April": the 2 is March's
            if any(match.start() < end and start < match.end() for start, end, _ in found):
                continue
            spans = tuple(_spans(match))
            if spans:
                found.append((*_with_weekday(text, match.start(), match.end()), spans))
    return sorted(found, key=lambda each: each[0])


_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?)"
_WEEKDAY_BEFORE = re.compile(rf"\b{_WEEKDAY},?\s+(?:the\s+)?$", re.IGNORECASE)
_WEEKDAY_AFTER = re.compile(
    rf"\s*[(（](?:{_WEEKDAY}|(?:周|星期)[一二三四五六日天])[)）]|(?:周|星期)[一二三四五六日天]", re.IGNORECASE
)


def _with_weekday(text: str, start: int, end: int) -> tuple[int, int]:
    """ "Saturday 12 July", "12月3日（周六）": the weekday only repeats what the date says."""
    before, after = _WEEKDAY_BEFORE.search(text, max(0, start - 16), start), _WEEKDAY_AFTER.match(text, end)
    return before.start() if before else start, after.end() if after else end


def _spans(match: re.Match[str]) -> Iterator[DateSpan]:
    named = match.groupdict()
    if named.get("feast"):
        yield DateSpan.model_validate(_FEASTS[named["feast"]])
    elif named.get("days"):
        for day in re.findall(rf"{_DAY}|{CHINESE}", named["days"]):
            yield from _one(named.get("y"), named["m"], day, named["m"], day)
    elif re.fullmatch(_ISO, named["a"]):
        yield DateSpan(first=named["a"], last=named.get("b") or named["a"])
    else:
        first_month = named.get("m") or named.get("m2") or ""
        last_month = named.get("m2") or first_month
        first_year = named.get("y1") or named.get("y")
        yield from _one(first_year, first_month, named["a"], last_month, named.get("b") or named["a"])


def _one(year: str | None, first_month: str, first: str, last_month: str, last: str) -> Iterator[DateSpan]:
    a, b = _iso(first_month, first), _iso(last_month, last)
    if a and b:
        stated = re.search(r"\d{4}", year or "")
        start = f"{stated.group()}-{a}" if stated else a
        end = (f"{int(stated.group()) + (b < a)}-{b}" if stated else b) if b != a else start
        yield DateSpan(first=start, last=end)


def _iso(month: str, day: str) -> str | None:
    m, d = month_number(month), whole(day)
    return f"{m:02d}-{d:02d}" if m and d and 1 <= m <= 12 and 1 <= d <= 31 else None


def month_number(name: str) -> int | None:
    """The month that the name or (Chinese) number means; None for a number that no month has."""
    if re.fullmatch(_N, name):
        number = whole(name) or 0
        return number if 1 <= number <= len(MONTHS) else None
    key = name.rstrip(".").casefold()[:3]
    return next((number for number, month in enumerate(MONTHS, 1) if month.casefold()[:3] == key), None)
