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
