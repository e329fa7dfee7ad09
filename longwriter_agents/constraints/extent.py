"""From when to when the series runs, told once more: "it begins with the week of January 1 and closes with that of December 24".

Such words place nothing, and what stands beside an end to explain it ("a Monday, marking the new year") demands nothing. They
are known by their ends, which are the first and the last unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from longwriter_agents.constraints.calendar import units_on
from longwriter_agents.constraints.dating import MONTH, find_dates, month_number
from longwriter_agents.constraints.extent_words import EXTENTS, OWN_WORDS
from longwriter_agents.constraints.nouns import forms, is_chinese
from longwriter_agents.constraints.scope import Dates, DateSpan
from longwriter_agents.model import Series

_DAY_ZH = r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}[日号])"


def extent_spans(request: str, series: Series) -> list[tuple[int, int]]:
    """The stretches of the request that only tell where the series begins and ends."""
    found: list[tuple[int, int]] = []
    for match in (*_english(request, series), *_chinese(request, series)):
        apart = not any(a <= match.start() < b for a, b in found)
        if apart and _is_all(match.groupdict(), series) and not _is_of_something(request, match):
            found.append(match.span())
    joints = [(a, b) for a, b in _told_of(request, series) if not any(c < b and a < d for c, d in found)]
    return [*found, *joints]


def _told_of(request: str, series: Series) -> Iterator[tuple[int, int]]:
    """ "The course runs from lesson 1, an overview, to lesson 24, the final exam": each end has words of its own, so that only
    what joins them is of the extent."""
    yield from _told_in_chinese(request, series)
    for pattern in OWN_WORDS:
        for match in pattern.finditer(request):
            ends = match.groupdict()
            if _is_all(ends, series) and not _is_of_something(request, match):
                yield from (match.span(name) for name in ("begins", "closes") if ends.get(name))


def _told_in_chinese(request: str, series: Series) -> Iterator[tuple[int, int]]:
    """ "从第1集主人公离家开始，到第30集回乡结束"."""
    if not is_chinese(request):
        return
    end = _place_zh(series)
    first = rf"(?P<begins>{_SUBJECT_ZH}从)(?P<first>{end})[^，。；\n]{{2,20}}?"
    closes = r"(?P<closes>(?:开始|起)[，,]?(?:一直|直)?(?:到|至))"
    last = rf"(?P<last>{end})[^，。；\n]{{2,20}}?(?P<done>结束|为止|作结|收尾|告终)"
    for pattern in (rf"{first}{closes}{last}", rf"(?P<begins>{_SUBJECT_ZH}以){last}"):
        for match in re.finditer(pattern, request):
            ends = match.groupdict()
            if _is_all(ends, series):
                yield from (match.span(name) for name in ("begins", "closes", "done") if ends.get(name))


def _is_all(ends: dict[str, str | None], series: Series) -> bool:
    """Whether those ends that are named are the first and the last unit."""
    first, last = ends.get("first"), ends.get("last")
    return (not first or _end(first, series) == 1) and (not last or _end(last, series) == series.count)


def _is_of_something(request: str, match: re.Match[str]) -> bool:
    """ "The drought runs from week 1 to week 52": what runs there is no series."""
    before = re.split(r"[.,;:!?\n]", request[: match.start()])[-1]
    finite = re.match(
        r"(?:starts|begins|commences|opens|runs|goes|covers|continues|ends|closes|lasts)\b", match.group(), re.I
    )
    return bool(
        finite and re.search(r"\b(?:the|an?|his|her|their|my|our)\s+(?:[\w-]+\s+){1,3}$", before, re.IGNORECASE)
    )


def _names(series: Series) -> str:
    return "|".join(re.escape(form) for label in (series.label, *series.aliases) for form in forms(label))


def _english(request: str, series: Series) -> Iterator[re.Match[str]]:
    """Both ends in one sentence; then sentences that tell one of them only."""
    return (match for pattern in EXTENTS for match in pattern.finditer(request))


_SUBJECT_ZH = (
    r"(?:(?:整[个部本]|全)?(?:课程|故事|周记|日记|日志|菜单|大楼|系列|连载|旅程|行程|计划|全书|全文|本书|剧情)[，,]?)?"
)


def _place_zh(series: Series) -> str:
    unit = rf"(?:{_names(series)}|周|天|日|月)"
    return (
        rf"(?:{_DAY_ZH}(?:(?:所在)?的?(?:那|第一|最后)一?{unit})?|(?:\d{{1,2}}月|年)?的?(?:第一|最后一?|末)个?{unit}|"
        rf"第\d{{1,4}}{unit})"
    )


def _chinese(request: str, series: Series) -> Iterator[re.Match[str]]:
    if not is_chinese(request):
        return iter(())
    end = _place_zh(series)
    named = (
        rf"(?:{_DAY_ZH}|(?:星期|礼拜|周)[一二三四五六日天]|新年|元旦|除夕|岁末|年[初末底]|地面层?|[底首顶]层|[楼塔]顶|[起终]点|"
        r"(?:[一-鿿]{0,6}的?)(?:第一|最后一?|开头|末)个?[天周日月层集章站课])"
    )
    beside = rf"(?:[（(]{named}(?:[，,、]{named}){{0,3}}[)）])?(?:[，,](?:也就是|即|也即|正是|是|正好是)?{named}(?=[，,。；\n]|$))?"
    goes_on = r"(?:并|再|然后)?(?:一直|直|依次|逐[一-鿿])?(?:写|记|排|持续|延续|连载|设计|描述)?"
    return re.finditer(
        rf"{_SUBJECT_ZH}从(?P<first>{end}){beside}(?:开始|起)?[，,]?{goes_on}(?:到|至)(?P<last>{end}){beside}(?:为止|结束)?",
        request,
    )


def _end(words: str, series: Series) -> int | None:
    """The unit that the words name; None for those of other things ("page 1", "the first act")."""
    dates = find_dates(words)
    if dates and series.calendar is not None:
        units = units_on(series.calendar, series.count, Dates(spans=dates[0][2]))
        return units[0] if len(units) == 1 else None
    if re.search("[一-鿿]", words):
        if "第一" in words or "最后" in words or "末" in words:
            return 1 if "第一" in words else series.count
        number = re.search(r"\d{1,4}", words)
        return int(number.group()) - series.first + 1 if number else None
    named = re.search(
        rf"\b(?:(?P<order>first|opening|last|final|closing) (?:{_names(series)}|day|week|month|year)\b|"
        rf"(?:{_names(series)})(?: no\.?| number)? (?P<number>\d{{1,4}}|one)\b)",
        words,
        re.IGNORECASE,
    )
    if named is None:
        return _month(words, series)
    if named["order"]:
        return 1 if named["order"].casefold() in ("first", "opening") else series.count
    return (1 if named["number"].casefold() == "one" else int(named["number"])) - series.first + 1


def _month(words: str, series: Series) -> int | None:
    """The one unit of a series of months that the month is; the first or the last where it comes twice."""
    month = re.search(rf"\b{MONTH}\b", words)
    if month is None or series.calendar is None:
        return None
    number = month_number(month.group())
    day = f"{number:02d}-15"
    units = units_on(series.calendar, series.count, Dates(spans=(DateSpan(first=day, last=day),)))
    return units[0] if len(units) == 1 else None
