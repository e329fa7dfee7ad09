"""Words for the edges and corners of a grid as it lies on a map: "the bottom row", "the four corner blocks"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ACROSS = {
    "top": 1,
    "upper": 1,
    "north": 1,
    "bottom": -1,
    "lower": -1,
    "south": -1,
    "上": 1,
    "北": 1,
    "下": -1,
    "南": -1,
}
_ALONG = {"left": 1, "west": 1, "right": -1, "east": -1, "左": 1, "西": 1, "右": -1, "东": -1}
_EDGES = _ACROSS | _ALONG
_NOTHING = r"(?!)"


def _either(words: dict[str, int], *, chinese: bool) -> str:
    return "|".join(word for word in words if (word[0] >= "一") == chinese)


def edge_words() -> str:
    """What says before "row" or "column" which outer one is meant."""
    side = rf"(?:{_either(_EDGES, chinese=False)})"
    outer = rf"{side}(?:ern)?(?:[- ]?(?:most|hand))?(?: outer(?:most)?)?(?= (?:row|column)\b)"
    plural = rf"{side}(?:ern)?most(?= (?:rows|columns)\b)"
    return rf"\b(?:{outer}|{plural})|最(?:{_either(_EDGES, chinese=True)})[面边侧端方]?的?那?一?(?=[行列排])"


def border_words(labels: Sequence[str]) -> str:
    """ "Blocks along the eastern edge": the outer row or column by the border of the map."""
    names = "|".join(map(re.escape, labels)) or _NOTHING
    side = rf"(?:{_either(_EDGES, chinese=False)})(?:ern)?(?:[- ]?(?:most|hand))?"
    return rf"\b(?:{names})\b(?<=s) (?:along|on|at|by) the {side} (?:edge|border|boundary|rim)\b(?! of the \w*(?:{names})\b)"


def corner_words(labels: Sequence[str]) -> str:
    """What names a corner, or all four."""
    names = "|".join(map(re.escape, labels)) or _NOTHING
    across, along = _either(_ACROSS, chinese=False), _either(_ALONG, chinese=False)
    one = rf"\b(?:{across})(?:ern)?[- ]?(?:{along})(?:ern)?(?:[- ]?(?:most|hand))? (?:corner(?: (?:{names}))?\b|(?:{names})\b)"
    four = rf"\b(?:all )?(?:four )?corner (?:{names})\b(?<=s)|\b(?:all )?four corners\b"
    chinese = (
        rf"[{_either(_ALONG, chinese=True).replace('|', '')}][{_either(_ACROSS, chinese=True).replace('|', '')}]角的?"
    )
    return rf"{one}|{four}|{chinese}|四个?角落?上?的?"


def edge_value(text: str) -> int:
    """1 for the first row or column, -1 for the last."""
    return next(edge for word, edge in _EDGES.items() if word in text)


def is_across(text: str) -> bool:
    """Whether the border runs from left to right."""
    return any(re.search(rf"\b{word}", text) for word in _ACROSS if word[0] < "一")


def corner_value(text: str) -> tuple[tuple[int, int], ...]:
    """The corners as (row, column), each 1 for the first and -1 for the last."""
    row = next((edge for word, edge in _ACROSS.items() if word in text), 0)
    column = next((edge for word, edge in _ALONG.items() if word in text), 0)
    return ((row, column),) if row and column else ((1, 1), (1, -1), (-1, 1), (-1, -1))
