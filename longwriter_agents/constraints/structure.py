"""What a request says of the document's structure: a number of sections, their titles, a numbered series."""

from __future__ import annotations

import re

from longwriter_agents.constraints.kinds import Structure
from longwriter_agents.constraints.terms import quoted_terms
from longwriter_agents.model import Series
from longwriter_agents.numbers import chinese_number

_WORDS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_COUNT = rf"(?:\d{{1,4}}|{'|'.join(list(_WORDS)[1:])})"
_CN_COUNT = r"(?:\d{1,4}|[一二两三四五六七八九十百]+)"

_SECTIONS = re.compile(
    r"\b(?:in|into|with|of|has|have|exactly|using|across|contain(?:s|ing)?|consist(?:s|ing)? of|divided into|split into)\s+"
    rf"(?:exactly\s+)?(?P<n>{_COUNT})\s+(?:main\s+|clear\s+|titled\s+|separate\s+|numbered\s+)?sections?\b"
    rf"|(?:分为|分成|共|包含)\s*(?P<zh>{_CN_COUNT})\s*(?:个)?(?:部分|小节|节)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:sections?|headings?|parts)\b[^.:\n]{0,40}?(?:\b(?:titled|called|named|headed|on)\b|[:：])\s*(?P<titles>[^.\n]{3,400})",
    re.IGNORECASE,
)
_UNITS = (
    r"(?P<unit>chapters?|lessons?|episodes?|modules?|acts?|scenes?|floors?|levels?|letters?|steps?|sessions?|units?|"
    r"blocks?|stages?|articles?)"
)
_SIZES = r"(?:(?:short|long|numbered|separate|different|main|full|brief)\s+)?"
_PERIODS = {"daily": "Day", "weekly": "Week", "monthly": "Month", "yearly": "Year", "annual": "Year", "hourly": "Hour"}
_ENTRIES = (
    r"(?:entries|entry|letters|reports|menus|logs|posts|plans|columns|lessons|episodes|notes|updates|newsletters)"
)
_PLANS = (
    r"(?:plan|itinerary|diary|menu|course|program(?:me)?|schedule|journal|challenge|curriculum|log|calendar|retreat)"
)
_SERIES = re.compile(rf"\b(?P<n>{_COUNT})[\s-]+{_SIZES}{_UNITS}\b(?!\s+(?:words|pages|ago|long))", re.IGNORECASE)
_PERIODIC = re.compile(
    rf"\b(?P<n>{_COUNT})\s+(?P<period>{'|'.join(_PERIODS)})\s+(?:[\w-]+\s+){{0,2}}?{_ENTRIES}\b", re.IGNORECASE
)
_SPAN = re.compile(
    rf"\b(?P<n>{_COUNT})[\s-](?P<span>day|week|month|year|hour)s?[\s-]+(?:[\w-]+\s+){{0,3}}?{_PLANS}\b", re.IGNORECASE
)
_SERIES_ZH = re.compile(rf"(?P<n>{_CN_COUNT})\s*(?P<unit>章|集|课|回|层|封|幕)(?!节?字)")
_NO_SERIES_BEFORE = re.compile(
    r"(?:第|\b(?:chapters?|first|last|every|each|than|of the|these|the|lessons?|weeks?|episodes?)\s)\s*$", re.IGNORECASE
)
_MOST_UNITS = 2_000


def read_structure(request: str) -> Structure | None:
    """A number of sections, with their titles when the request gives them all."""
    counted, titled = _SECTIONS.search(request), _TITLED.search(request)
    titles = _titles(titled["titles"]) if titled else ()
    if counted is None and len(titles) < 2:
        return None
    count = count_of(counted["n"] or counted["zh"]) if counted else len(titles)
    if len(titles) != count:
        titles = ()
    quote = counted.group() if counted else titled.group() if titled else ""
    text = f"{count} sections" + (f": {'; '.join(titles)}" if titles else "")
    return Structure(quote=quote, text=text, sections=count, headings=titles)


def without_structure(clause: str) -> str:
    return _SECTIONS.sub(" ", clause)


def _titles(listed: str) -> tuple[str, ...]:
    quoted = quoted_terms(listed)
    if len(quoted) >= 2:
        return tuple(quoted)
    pieces = re.split(r"\s*;\s*|\s*,\s*(?:and\s+)?|\s+and\s+", listed.strip())
    fine = [piece.strip(" \"'“”") for piece in pieces if 0 < len(piece.split()) <= 8]
    return tuple(fine) if len(fine) == len(pieces) else ()


def read_series(request: str) -> Series | None:
    """A numbered series; a lone unit ("1 chapter") and a position ("chapter 3") are none."""
    for pattern in (_PERIODIC, _SPAN, _SERIES, _SERIES_ZH):
        for match in pattern.finditer(request):
            count = count_of(match["n"])
            if 2 <= count <= _MOST_UNITS and not _NO_SERIES_BEFORE.search(request[: match.start()]):
                return Series(label=_label(match), count=count, quote=match.group())
    return None


def _label(match: re.Match[str]) -> str:
    names = match.groupdict()
    if names.get("period"):
        return _PERIODS[names["period"].casefold()]
    if names.get("span"):
        return str(names["span"]).capitalize()
    return str(names["unit"]).removesuffix("s").capitalize()


def count_of(text: str) -> int:
    """A small number in digits, English words or Chinese signs."""
    if text.isdigit():
        return int(text)
    return _WORDS.get(text.casefold()) or int(chinese_number(text) or 1)
