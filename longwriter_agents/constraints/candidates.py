"""What may be the unit of a series: a noun with its count, and how the request speaks of it."""

from __future__ import annotations

import calendar as almanac
import re
from dataclasses import dataclass, field

from longwriter_agents.constraints.nouns import is_chinese
from longwriter_agents.numbers import CHINESE, whole

PERIODS = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annual": "year",
    "hourly": "hour",
    "每日": "天", "每天": "天", "每周": "周", "每月": "月", "每年": "年", "日记": "天", "周记": "周", "月记": "月",
    "一天": "天", "一周": "周", "逐日": "天", "月报": "月", "月刊": "月", "周刊": "周", "周报": "周", "日报": "天",
}  # fmt: skip
KNOWN = frozenset(
    "chapter lesson episode module act scene floor storey level letter step session unit block stage article week day month entry "
    "part section instalment issue round hole station stop room canto book volume verse psalm dialogue column post "
    "章 节 集 课时 节课 关卡 关 课 回 层 封 幕 周 天 站 期 篇 楼层 街区 讲 卷 首 则 场".split()
)
SOFT = frozenset("section part step article post column point act book volume stage round issue year course".split())

_MEASURES = frozenset(
    "word paragraph sentence line metre meter mile kilometre kilometer km foot inch second dollar euro pound percent people "
    "degree kilo kilogram gram ton litre liter row column hundred thousand million billion century decade number".split()
) | {name.casefold() for name in (*almanac.month_name, *almanac.day_name)}
"""Nouns that are counted in texts without ever being their parts."""
_SELDOM = frozenset(
    "page year hour minute person guest child kid time thing way reason point lot character example fact tip item question star "
    "type kind sort dish course".split()
)
"""Nouns that are counted in texts, and are their parts only where single ones are called by their number ("lots 9 and 18")."""


@dataclass
class Candidate:
    """A noun that may name the units, with how many there are said to be and what speaks for it."""

    noun: str
    count: int | None = None
    quote: str = ""
    span: tuple[int, int] = (0, 0)
    at: int = 0
    score: int = 0
    aliases: list[str] = field(default_factory=list)
    period: bool = False


def references(request: str, noun: str) -> list[int]:
    """The numbers that units of this noun are called by in the request."""
    if is_chinese(noun):
        led = [int(n) for n in re.findall(rf"{noun}\s*(\d{{1,4}})(?!\d)", request)] if len(noun) > 1 else []
        led += [int(n) for n in re.findall(rf"(\d{{1,4}})\s*号{noun}", request)]
        return led + [whole(n) or 0 for n in re.findall(rf"第\s*(\d{{1,4}}|{CHINESE})\s*{noun}", request)]
    return [int(n) for n in re.findall(rf"\b{re.escape(noun)}s?\s+(\d{{1,4}})\b", request, re.IGNORECASE)] + [
        whole(n) or 0
        for n in re.findall(rf"\b(\d{{1,4}}(?:st|nd|rd|th))\s+{re.escape(noun)}\b", request, re.IGNORECASE)
    ]


def is_no_unit(request: str, noun: str, count: int) -> bool:
    """Whether the noun measures or merely counts something: "20 years old", "300 pages"; not "60 lots", when "lot 22" follows."""
    if noun in _MEASURES:
        return True
    called = {number for number in references(request, noun) if 1 <= number <= count}
    return noun in _SELDOM and len(called) < 2


def is_each(request: str, noun: str) -> bool:
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
