"""Constraints on what a text looks like, which code counts and compares: its parts, its first and last words, its title."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from pydantic import Field, model_validator

from longwriter_agents.constraints.bound import Bound, Check, in_order, range_said
from longwriter_agents.constraints.evidence import folded
from longwriter_agents.prose.fences import by_kind, without_code
from longwriter_agents.prose.sentences import paragraphs

Counted = Literal["paragraphs", "headings", "items", "lines", "tables"]
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_ITEM = re.compile(r" ?(?:[-*+•]|\(?\d{1,4}[.)、])\s+\S")
"""An item of a list itself: what is indented further stands in one of its items, or is code."""
_UNDER_A_HEADER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
"""The row of dashes of a Markdown table, which has a bar or two."""
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_SHOWN = 80


class Form(Bound):
    """So many paragraphs, headings, list items, lines or tables: from `least` to `most`, without an upper bound when that is
    not set."""

    kind: Literal["form"] = "form"
    counted: Counted
    least: int = Field(default=0, ge=0)
    most: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _can_be(self) -> Form:
        in_order(self.least, self.most)
        return self

    def check(self, text: str) -> Check:
        found = _counts(self.counted, text) if self.least else _counts(self.counted, text)[:1]
        seen = next((number for number in found if self._holds(number)), found[0])
        said = f"{seen} {self.counted}"
        if self._holds(seen):
            return Check(status="met", evidence=said)
        return Check(status="unmet", evidence=f"{said} instead of {range_said(self.least, self.most)}")

    def _holds(self, number: int) -> bool:
        return self.least <= number and (self.most is None or number <= self.most)

    @property
    def statement(self) -> str:
        exactly = "no" if self.most == 0 else f"exactly {self.most}"
        wanted = exactly if self.least == self.most else range_said(self.least, self.most)
        return self.text or self.quote or f"{wanted} {_NAMES[self.counted]}"


class Edges(Bound):
    """The words that the text begins with, or ends with. Headings, marks and quotation marks around them do not count."""

    kind: Literal["edges"] = "edges"
    begins: str = ""
    ends: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Edges:
        if not _letters(self.begins) and not _letters(self.ends):
            raise ValueError("begins or ends must say with which words")
        return self

    def check(self, text: str) -> Check:
        prose = "\n\n".join(_prose(text))
        first, last = prose[:_SHOWN], prose[-_SHOWN:]
        if self.begins and not _letters(prose).startswith(_letters(self.begins)):
            return Check(status="unmet", evidence=first, detail=f"It does not begin with: {self.begins}")
        if self.ends and not _letters(prose).endswith(_letters(self.ends)):
            return Check(status="unmet", evidence=last, detail=f"It does not end with: {self.ends}")
        return Check(status="met", evidence=first if self.begins else last)

    @property
    def statement(self) -> str:
        said = [f'{verb} with "{words}"' for verb, words in (("begins", self.begins), ("ends", self.ends)) if words]
        return self.text or self.quote or " and ".join(said)


class Titled(Bound):
    """The title that stands over the document."""

    kind: Literal["titled"] = "titled"
    title: str = Field(min_length=1, max_length=300)

    def check(self, text: str) -> Check:
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        shown = first.strip("#*_ ")
        if _letters(shown) == _letters(self.title):
            return Check(status="met", evidence=shown)
        detail = f"Its title is not {self.title!r}."
        return Check(status="unmet", evidence=shown[:_SHOWN] if first.startswith("#") else "", detail=detail)

    @property
    def statement(self) -> str:
        return self.text or self.quote or f'titled "{self.title}"'


def headings(text: str) -> list[tuple[int, str]]:
    """(level, title) of the Markdown headings, without those in code fences and without the document's title."""
    return [(level, title) for level, title, _ in heading_lines(text)]


def heading_lines(text: str) -> list[tuple[int, str, int]]:
    """The same with the number of the line that each stands on."""
    found = []
    for number, (kind, line) in enumerate(by_kind(text.splitlines())):
        if kind == "text" and (match := _HEADING.match(line)):
            found.append((len(match.group(1)), match.group(2), number))
    ones = [title for level, title, _ in found if level == 1]
    return found[1:] if found and found[0][0] == 1 and len(ones) == 1 else found


def _prose(text: str) -> list[str]:
    """The paragraphs: blocks that are no heading and no rule, and what stands under a heading without a blank line."""
    blocks = []
    for block in paragraphs(text):
        lines = block.split("\n")
        while lines and (_HEADING.match(lines[0]) or _RULE.match(lines[0])):
            lines = lines[1:]
        if any(line.strip() for line in lines):
            blocks.append("\n".join(lines))
    return blocks


def _lines(text: str) -> list[str]:
    return [line for block in _prose(text) for line in block.split("\n") if line.strip()]


def _tables(text: str) -> int:
    """Markdown tables with a header, the row of dashes under it, and a row at least."""
    lines = without_code(text)
    return sum(
        "|" in under and _UNDER_A_HEADER.fullmatch(under) is not None and "|" in header and "|" in row
        for header, under, row in zip(lines, lines[1:], lines[2:], strict=False)
    )


def _items(text: str) -> list[int]:
    """How many things a list has: the items of all lists together, those of each, or the headings of one level under which
    each of the things stands."""
    runs, after_blank = [0], True
    for line in without_code(text):
        if _ITEM.match(line) and not _RULE.match(line):
            runs[-1] += 1
        elif _HEADING.match(line) or (after_blank and line.strip() and not line[0].isspace()):
            runs.append(0)
        after_blank = not line.strip()
    each = [run for run in runs if run]
    levels = [level for level, _ in headings(text)]
    return [sum(each), *each, *(levels.count(level) for level in sorted(set(levels)))]


_COUNTING: dict[Counted, Callable[[str], list[int]]] = {
    "paragraphs": lambda text: [len(_prose(text))],
    "headings": lambda text: [len(headings(text))],
    "lines": lambda text: [len(_lines(text))],
    "items": _items,
    "tables": lambda text: [_tables(text)],
}
_NAMES: dict[Counted, str] = {
    "paragraphs": "paragraphs",
    "headings": "headings",
    "items": "items in a list",
    "lines": "lines",
    "tables": "tables",
}


def _counts(counted: Counted, text: str) -> list[int]:
    return _COUNTING[counted](text)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", folded(text)))
