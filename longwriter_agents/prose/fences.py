"""Blocks of code in Markdown: what stands in them is code, whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

_OPENING = re.compile(r"\s*(?:(`{3,})[^`]*|(~{3,}).*)")
LineKind = Literal["text", "fence", "code"]


def by_kind(lines: Iterable[str]) -> Iterator[tuple[LineKind, str]]:
    """Each line as text, as a fence, or as code between two; code that nothing closes goes on to the end."""
    fence = ""
    for line in lines:
        if fence:
            closes = re.fullmatch(rf"\s*{re.escape(fence)}{re.escape(fence[0])}*\s*", line)
            yield ("fence" if closes else "code"), line
            fence = "" if closes else fence
        elif opening := _OPENING.fullmatch(line):
            fence = opening.group(1) or opening.group(2)
            yield "fence", line
        else:
            yield "text", line


_ITEM = re.compile(r"\s*(?:[-*+•]|\(?\d{1,4}[.)、])\s+\S")
_INDENTED = re.compile(r"(?: {4}|\t)\s*\S")


def without_code(text: str) -> list[str]:
    """The lines that are no code: neither between fences nor in a block that is indented and stands in no list."""
    found: list[str] = []
    in_list, opens_block = False, True
    for kind, line in by_kind(text.splitlines()):
        if kind != "text":
            opens_block = True
            continue
        indented = _INDENTED.match(line) is not None
        if indented and opens_block and not in_list:
            continue
        if line.strip() and not line[0].isspace() and opens_block:
            in_list = False
        in_list = in_list or (_ITEM.match(line) is not None)
        opens_block = not line.strip()
        found.append(line)
    return found
