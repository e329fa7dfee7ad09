"""What a request says of the document's structure: a number of sections, their titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from longwriter_agents.constraints.kinds import Structure
from longwriter_agents.constraints.named_sections import Named, as_heading, named_sections
from longwriter_agents.constraints.quoted import quoted_terms
from longwriter_agents.constraints.whose_count import counts_the_text
from longwriter_agents.numbers import chinese_number

_WORDS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_COUNT = rf"(?:\d{{1,4}}|{'|'.join(list(_WORDS)[1:])})"
_CN_COUNT = r"(?:\d{1,4}|[一二两三四五六七八九十百]+)"

_SECTIONS = re.compile(
    r"(?:(?<=[,;(])|\b(?:in|into|with|of|has|have|exactly|using|uses?|across|contain(?:s|ing)?|consist(?:s|ing)? of|divided into|"
    r"split into))\s+"
    rf"(?:exactly\s+)?(?P<n>{_COUNT})\s+(?:main\s+|clear\s+|titled\s+|separate\s+|numbered\s+)?sections?\b"
    rf"|(?:分为|分成|共|包含)\s*(?P<zh>{_CN_COUNT})\s*(?:个)?(?:部分|小节|节)",
    re.IGNORECASE,
)
_ADJ = r"(?:main\s+|clear\s+|titled\s+|separate\s+|numbered\s+)?"
_LEAST = r"at least|no fewer than|no less than|not fewer than|a minimum of|minimum(?: of)?|至少|不少于|最少"
_MOST = r"at most|no more than|not more than|up to|a maximum of|maximum(?: of)?|max\.?|最多|至多|不超过|不多于"
_RANGE = re.compile(
    rf"\b(?:between\s+)?(?P<a>{_COUNT})\s*(?:-|–|—|to|and|or)\s*(?P<b>{_COUNT})\s+{_ADJ}(?:sections|chapters)\b"
    rf"|(?:\b|(?=[一-鿿]))(?P<bound>(?P<least>{_LEAST})|{_MOST})\s*(?:分为|分成|有|包含)?\s*"
    rf"(?:(?P<n>{_COUNT})\s+{_ADJ}(?:section|chapter)s?\b|(?P<zh>{_CN_COUNT})\s*个?(?:部分|小节|节|章))"
    rf"|(?<!第)(?P<a_zh>{_CN_COUNT})\s*(?:-|–|—|~|～|到|至)\s*(?P<b_zh>{_CN_COUNT})\s*个?(?:部分|小节|节|章)",
    re.IGNORECASE,
)
"""A number of sections that leaves room: "between 3 and 5 sections", "at most 6 sections", "三到五个部分"."""
_TITLED = re.compile(
    r"\b(?:sections?|headings?|parts)\b[^.:\n]{0,40}?(?:\b(?:titled|called|named|headed|on)\b|[:：])\s*(?P<titles>[^.\n]{3,400})",
    re.IGNORECASE,
)

_INCLUDED = re.compile(r"\b(?:includ\w*|contain\w*|add)\s+(?:also\s+|the\s+(?:following\s+)?)?\Z", re.IGNORECASE)
"""Before "sections on soil and light": these among others."""


@dataclass(frozen=True)
class Parts:
    """A number of sections that the request demands of the whole, and where it says so."""

    start: int
    end: int
    quote: str
    sections: int | None = None
    least: int | None = None
    most: int | None = None

    @property
    def text(self) -> str:
        if self.sections is not None:
            return f"{self.sections} sections"
        if self.least is not None and self.most is not None:
            return f"{self.least} to {self.most} sections"
        return f"at least {self.least} sections" if self.most is None else f"at most {self.most} sections"


def numbers_of_parts(said: str) -> list[Parts]:
    """All of them in order, but for those of one place and of what the text is about; none of them is nought."""
    ranged = [_between(match) for match in _RANGE.finditer(said)]
    counted = [
        Parts(*match.span(), quote=match.group(), sections=count_of(match["n"] or match["zh"]))
        for match in _SECTIONS.finditer(said)
        if not any(match.start() < each.end and each.start < match.end() for each in ranged)
    ]
    found = sorted([*ranged, *counted], key=lambda each: each.start)
    return [
        each
        for each in found
        if 0 not in (each.sections, each.least, each.most) and counts_the_text(said, each.start, each.end)
    ]


def read_structure(request: str) -> list[Structure]:
    """Every number of sections that is demanded, the first with its titles when the request gives them all."""
    numbers, named = numbers_of_parts(request), named_sections(request)
    titled = _TITLED.search(_blanked(request, [(each.start, each.end) for each in named]))
    titles = _titles(titled["titles"]) if titled else ()
    if titled and len(titles) > 1 and not numbers and _INCLUDED.search(request[: titled.start()]):
        named += [Named(as_heading(title), *titled.span(), titled.group()) for title in titles]
    elif not numbers and titled and len(titles) > 1:
        numbers = [Parts(*titled.span(), quote=titled.group(), sections=len(titles))]
    found: list[Structure] = []
    for each in numbers:
        own = titles if each.sections == len(titles) else ()
        text = each.text + (f": {'; '.join(own)}" if own else "")
        found.append(
            Structure(
                quote=each.quote, text=text, sections=each.sections, least=each.least, most=each.most, headings=own
            )
        )
    counted = list({(each.sections, each.least, each.most): each for each in reversed(found)}.values())[::-1]
    return [*counted, *_among(named)]


_ONLY_TITLES = re.compile(r"\W*(?:the\s+)?(?:sections?|headings?|parts)\s*[:：]", re.IGNORECASE)


def only_gives_titles(clause: str, request: str) -> bool:
    """Whether the clause, of this request, says nothing but what `read_structure` makes of it: "Sections: soil, water, light."."""
    titled = _TITLED.search(clause) if _ONLY_TITLES.match(clause) else None
    given = _titles(titled["titles"]) if titled else ()
    return len(given) > 1 and any(each.headings == given for each in read_structure(request))


def _among(named: Sequence[Named]) -> Iterator[Structure]:
    """Sections that must be there among others: each that is wanted at an edge by itself, the rest together."""
    rest = [each for each in named if not each.place]
    for some in ([rest] if rest else []) + [[each] for each in named if each.place]:
        headings = tuple(dict.fromkeys(each.heading for each in some))
        where = {"first": "first of all ", "last": "last of all "}.get(some[0].place, "")
        what = "a section of its own" if len(headings) == 1 else "sections of their own"
        yield Structure(
            quote=" … ".join(dict.fromkeys(each.quote.strip(" ,") for each in some)),
            text=f"{where}{what}: {'; '.join(headings)}",
            headings=headings,
            among=True,
            at=some[0].place,
        )


def _blanked(said: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a blank for each sign of these stretches."""
    for start, end in spans:
        said = said[:start] + " " * (end - start) + said[end:]
    return said


def _between(said: re.Match[str]) -> Parts:
    """How few and how many sections there may be."""
    if said["bound"]:
        count = count_of(said["n"] or said["zh"])
        least, most = (count, None) if said["least"] else (None, count)
        return Parts(*said.span(), quote=said.group(), least=least, most=most)
    least, most = sorted(count_of(each) for each in (said["a"] or said["a_zh"], said["b"] or said["b_zh"]))
    return Parts(*said.span(), quote=said.group(), least=least, most=most)


_COUNT_ZH = re.compile(
    rf"(?:(?:共|一共|总共)?(?:分为|分成|分作|分|写成)|共|包含|包括|由)\s*(?:有)?\s*{_CN_COUNT}\s*(?:个)?(?:大|小)?"
    r"(?:部分|小节|段落|自然段|章节|节|章|段|篇)(?:组成|构成)?"
)


def counts_of_parts(request: str) -> list[tuple[int, int]]:
    """Where a request says into how many parts the text is divided: "分为四节" means four of them, not the fourth."""
    ranged = [(each.start, each.end) for each in numbers_of_parts(request) if each.sections is None]
    return [*(said.span() for said in _COUNT_ZH.finditer(request)), *ranged]


def without_structure(clause: str) -> str:
    """The clause with a blank for each number of sections, and each section named, that is read of it."""
    for number in reversed(numbers_of_parts(clause)):
        clause = f"{clause[: number.start]} {clause[number.end :]}"
    for named in reversed(named_sections(clause)):
        clause = f"{clause[: named.start]} {clause[named.end :]}"
    return clause


def _titles(listed: str) -> tuple[str, ...]:
    quoted = quoted_terms(listed)
    if len(quoted) >= 2:
        return tuple(quoted)
    pieces = re.split(r"\s*;\s*|\s*,\s*(?:and\s+)?|\s+and\s+", listed.strip())
    fine = [piece.strip(" \"'“”") for piece in pieces if 0 < len(piece.split()) <= 8]
    return tuple(fine) if len(fine) == len(pieces) else ()


def count_of(text: str) -> int:
    """A small number in digits, English words or Chinese signs."""
    if text.isdigit():
        return int(text)
    return _WORDS.get(text.casefold()) or int(chinese_number(text) or 1)
