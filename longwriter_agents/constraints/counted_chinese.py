"""Chinese nouns that a request counts: "52周", "二十二场讲座", "20个睡前故事"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from longwriter_agents.constraints.candidates import KNOWN, PERIODS, Candidate, references
from longwriter_agents.constraints.nearby import leads_to
from longwriter_agents.constraints.whose_count import is_told_of_in_chinese
from longwriter_agents.numbers import CHINESE, whole

_COUNTED_ZH = re.compile(
    rf"(?<![第\d.每])(?P<n>\d{{1,4}}|{CHINESE})\s*(?P<measure>个|篇|份|封|场)?(?!节气)(?=(?P<unit>[一-鿿]{{1,2}}))"
)


_DAYS_OUT = re.compile(rf"(?<![第\d.每月])(?P<n>\d{{1,3}}|{CHINESE})\s*日(?=游|行程|之旅|自由行|深度)")


def counted_chinese(request: str) -> Iterator[Candidate]:
    """The nouns that are counted in Chinese, and the days of a "7日游"."""
    for match in _DAYS_OUT.finditer(request):
        yield Candidate("天", whole(match["n"]) or 0, match.group(), match.span(), match.start())
    for match in _COUNTED_ZH.finditer(request):
        count = whole(match["n"]) or 0
        if is_told_of_in_chinese(request, *match.span()) and not references(request, match["unit"][:1]):
            continue
        measure = match["measure"]
        if measure and measure != "个" and count >= 2 and re.search(rf"第\s*(?:\d+|{CHINESE})\s*{measure}", request):
            yield _chinese(request, measure, count, match.start(), match.end("measure"))
            continue
        for length in (2, 1):
            unit = match["unit"][:length]
            if (
                length == 2
                and unit not in KNOWN
                and (unit[0] in KNOWN or _is_called(request.replace(unit, ""), unit[0]))
            ):
                continue
            if len(unit) == length and (unit in KNOWN or _is_called(request, unit)):
                if count >= 2 and not leads_to(_COUNTS_NO_SERIES, request, match.start()):
                    end = match.start("unit") + length
                    yield _chinese(request, _in_full(request, canonical(unit)), count, match.start(), end)
                break


_COUNTS_NO_SERIES = re.compile(
    rf"(?:[第每前后]|连续|连着|一连|第\s*(?:\d+|{CHINESE})\s*(?:[、和与及到至-]\s*(?:\d+|{CHINESE})?)*)\s*$"
)
"""What makes the number after it a place or a stretch: "最后三节课", "第二、三节课"."""


def _in_full(request: str, unit: str) -> str:
    """ "15节" whose units are all called "第7节课": by their full name."""
    fuller = (known for known in KNOWN if len(known) == 2 and known.startswith(unit) and references(request, known))
    longer = next(fuller, None) if len(unit) == 1 else None
    return longer if longer and set(references(request, unit)) <= set(references(request, longer)) else unit


def _is_called(request: str, unit: str) -> bool:
    """Whether the request speaks of single units by this word: "第3次", "每个练习", "逐站"."""
    return bool(
        re.search(rf"第\s*(?:\d+|{CHINESE})\s*{unit}|每一?个?{unit}|逐{unit}|\d+\s*号{unit}|一个?{unit}一", request)
    )


_COUNTED_NOUN_ZH = re.compile(
    rf"(?<![第\d.每])(?P<n>\d{{1,4}}|{CHINESE})\s*[个篇份封场道条段首](?P<what>[一-鿿]{{2,8}}?)(?=[，。、,.：:（(；;\n]|$)"
)


def counted_chinese_nouns(request: str) -> Iterator[Candidate]:
    """ "20个睡前故事" whose units are called "故事3": the noun at the end of what is counted."""
    for match in _COUNTED_NOUN_ZH.finditer(request):
        noun, count = match["what"][-2:], whole(match["n"]) or 0
        if count >= 2 and (_is_called(request, noun) or references(request, noun)):
            yield Candidate(noun, count, match.group(), match.span(), match.start())


def _chinese(request: str, unit: str, count: int, start: int, end: int) -> Candidate:
    """A counted unit; what is called by its day or week is named by that, what appears every month has it as another name."""
    period = _period_in(request)
    label, aliases = (period, [unit]) if period and unit in "篇则封份" else (unit, [])
    if period and unit in "期集封讲":
        aliases = [period]
    if len(unit) == 2 and label == unit:
        aliases += [sign for sign in unit if sign in KNOWN or re.search(rf"第\s*(?:\d+|{CHINESE})\s*{sign}", request)]
    return Candidate(label, count, request[start:end], (start, end), start, aliases=aliases, period=label == period)


def _period_in(request: str) -> str | None:
    """The period of a diary whose entries are counted ("周记，共52篇")."""
    found = re.search(r"周记|日记|月记|每周|每天|每日|每月|月报|月刊|周刊|周报|日报", request)
    return PERIODS[found.group()] if found else None


def canonical(unit: str) -> str:
    return {"星期": "周", "楼层": "层", "日": "天"}.get(unit, unit)
