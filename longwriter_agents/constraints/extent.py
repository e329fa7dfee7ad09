"""From when to when the series runs, told once more: "it begins with the week of January 1 and closes with that of December 24".

Such words place nothing. They are known by their two ends, which are the first and the last unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from longwriter_agents.constraints.calendar import units_on
from longwriter_agents.constraints.dating import find_dates
from longwriter_agents.constraints.nouns import forms
from longwriter_agents.constraints.scope import Dates
from longwriter_agents.model import Series

_DAY = r"(?:[a-z]+\.? \d{1,3}(?:st|nd|rd|th)?(?:,? \d{4})?\b|\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]+(?:,? \d{4})?\b)"
_DAY_ZH = r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}[日号])"


def extent_spans(request: str, series: Series) -> list[tuple[int, int]]:
    """The stretches of the request that only tell where the series begins and ends."""
    found = []
    for match in (*_english(request, series), *_chinese(request, series)):
        first, last = _end(match["first"], series), _end(match["last"], series)
        if first == 1 and last == series.count:
            found.append(match.span())
    return found


def _names(series: Series) -> str:
    return "|".join(re.escape(form) for label in (series.label, *series.aliases) for form in forms(label))


def _english(request: str, series: Series) -> Iterator[re.Match[str]]:
    unit = rf"(?:{_names(series)}|day|week|month|year)"
    by_order = (
        rf"the (?:very )?(?:first|last|final|opening|closing) {unit}(?: of (?:the )?(?:year|\w+ \d{{4}}|\d{{4}}))?"
    )
    holding = r"(?:of|from|containing|(?:that )?(?:starting|starts|beginning|begins)(?: on)?)"
    by_date = rf"(?:(?:the|that) (?:{unit} )?{holding} (?:the )?)?{_DAY}"
    end = rf"(?:{by_order}|{by_date})(?:\s?[,(]\s?{by_order}\)?,?)?"
    begins = r"(?:start|begin|commenc|open|run|go|cover)(?:s|es|ing|ning)?(?: off)?(?: from| with| on| at| in)?"
    closes = (
        r"(?:(?:clos|end|finish|conclud|continu|go|run|carry|proceed)(?:e|es|s|ing|ning)?\b ?(?:on |up |through )?"
        r"(?:with|on|in|at|to|until|till|through)?|to|through|until|till|up to)"
    )
    pattern = rf"\b{begins} (?P<first>{end}),?\s+(?:and (?:then )?)?{closes} (?P<last>{end})"
    return re.finditer(pattern, request, re.IGNORECASE)


def _chinese(request: str, series: Series) -> Iterator[re.Match[str]]:
    unit = rf"(?:{_names(series)}|周|天|日|月)"
    end = (
        rf"(?:{_DAY_ZH}(?:(?:所在)?的?(?:那|第一|最后)一?{unit})?|(?:\d{{1,2}}月|年)?的?(?:第一|最后一?|末)个?{unit}|"
        rf"第\d{{1,4}}{unit})"
    )
    return re.finditer(
        rf"从(?P<first>{end})(?:开始|起)?[，,]?(?:一直|直)?(?:写|记|排|持续|延续|连载)?(?:到|至)(?P<last>{end})(?:为止|结束)?",
        request,
    )


def _end(words: str, series: Series) -> int | None:
    """The unit that the words name."""
    dates = find_dates(words)
    if dates and series.calendar is not None:
        units = units_on(series.calendar, series.count, Dates(spans=dates[0][2]))
        return units[0] if len(units) == 1 else None
    if re.search(r"\b(?:first|opening)\b|第一", words, re.IGNORECASE):
        return 1
    if re.search(r"\b(?:last|final|closing)\b|最后|末", words, re.IGNORECASE):
        return series.count
    number = re.search(r"\d{1,4}", words)
    return int(number.group()) - series.first + 1 if number else None
