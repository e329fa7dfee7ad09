"""Sections that a request names one by one, and among which others may stand: "include a section on costs", "begin with a short
summary"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Place = Literal["", "first", "last"]

_ADJ = (
    r"(?:(?:short|brief|concise|separate|final|closing|concluding|detailed|clear|dedicated|whole|full|long|special|new|"
    r"further)\s+)*"
)
_NEXT = rf"(?:\s*,|\s*,?\s+(?:and|plus|as well as|followed by)\b)?\s+(?:a|an|one)\s+{_ADJ}(?:section|chapter)\b"
_ASKED = (
    r"\b(?:includ\w*|add(?:s|ing)?|contain\w*|(?:must|should|shall|to) have|with|needs?|wants?|write|give|devote|insert|"
    r"provide|there (?:should|must|shall) be)"
    r"(?:\s+(?:also|it|me|us|in|the|report|guide|article|text|document|essay|handbook|manual)){0,3}\s+"
)
_ONE = re.compile(
    rf"(?:a|an|one)\s+{_ADJ}(?:section|chapter)\s+(?:(?:on|about|covering|dealing with|entitled|titled|called|named|headed)|"
    r"(?:that|which)\s+(?:covers|explains|describes|deals with|discusses))\s+"
    r"(?:[\"“‘'](?P<quoted>[^\"”’'\n]{2,80})[\"”’']|"
    rf"(?P<subject>[^.;:!?\n,()\"“”‘]{{2,80}}?)(?={_NEXT}|\s*[.;:!?\n,()]|\s+(?:that|which|with|of (?:about |around )?\d)|\Z))",
    re.IGNORECASE,
)
_ROW = re.compile(rf"{_ASKED}(?P<row>{_ONE.pattern})", re.IGNORECASE)
_AT_AN_EDGE = re.compile(
    r"\b(?:(?P<begins>begin|start|open)|(?P<ends>end|close|finish|conclude))(?:s|es|ing|ning|ting)?\s+"
    rf"(?:(?:it|off|up|the \w+)\s+)?with\s+(?:an?\s+|the\s+|some\s+)?{_ADJ}"
    r"(?P<subject>(?:executive |management )?summary|abstract|conclusions?|recommendations|outlook|glossary|call to action|"
    r"action plan|next steps|list of (?:sources|references)|references|bibliography)"
    r"(?!\s+of\b|[\w'’-])",
    re.IGNORECASE,
)
_MOST_WORDS = 8
_SMALL = frozenset("a an and as at but by for from in of on or the to with".split())


@dataclass(frozen=True)
class Named:
    """One section that must be there: its heading, where it stands if that is said, and the words that say so."""

    heading: str
    start: int
    end: int
    quote: str
    place: Place = ""


def named_sections(said: str) -> list[Named]:
    """All of them, in the order in which the request names them."""
    return sorted([*_in_rows(said), *_at_edges(said)], key=lambda each: each.start)


def _in_rows(said: str) -> Iterator[Named]:
    """The first of a row is asked for by a verb, the others follow it: "include a section on costs and one on …"."""
    end = 0
    for first in _ROW.finditer(said):
        found: re.Match[str] | None = _ONE.match(said, first.start("row"))
        start = first.start()
        while found is not None and found.start() >= end:
            end = found.end()
            subject = found["quoted"] or found["subject"]
            if len(subject.split()) <= _MOST_WORDS:
                yield Named(found["quoted"] or as_heading(subject), start, end, said[start:end])
            following = re.compile(rf"(?={_NEXT})", re.IGNORECASE).match(said, end)
            found = _ONE.search(said, end, end + 200) if following else None
            start = end


def _at_edges(said: str) -> Iterator[Named]:
    for match in _AT_AN_EDGE.finditer(said):
        place: Place = "first" if match["begins"] else "last"
        yield Named(as_heading(match["subject"]), *match.span(), match.group(), place)


def as_heading(subject: str) -> str:
    """The subject in title case, without quotation marks: "what parents can do" → "What Parents Can Do"."""
    words = subject.strip(" \"'“”‘’").split()
    if words and words[0].casefold() == "the" and len(words) > 1:
        words = words[1:]
    return " ".join(
        word if number and word.casefold() in _SMALL else word[:1].upper() + word[1:]
        for number, word in enumerate(words)
    )
