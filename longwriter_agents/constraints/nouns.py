"""The nouns that count: one and many, English and Chinese, and words that mean the same unit."""

from __future__ import annotations

import re

_IRREGULAR = {
    "people": "person",
    "children": "child",
    "diaries": "diary",
    "stories": "story",
    "vertices": "vertex",
    "menus": "menu",
    "gurus": "guru",
}
_SAME = (
    ("floor", "storey", "story", "level"),
    ("episode", "instalment", "installment"),
    ("周", "星期", "礼拜"),
    ("天", "日"),
    ("层", "楼层", "层楼", "楼"),
    ("站", "站点", "车站"),
    ("街区", "区块", "地块"),
    ("课", "课时"),
)
PERIOD_UNITS = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    "天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "年": "year",
}  # fmt: skip
"""The period that a unit of this name takes."""
_IES = re.compile(r"(?<=[^aeiou])ies$")


_SHORT = {
    "episode": ("eps", "ep"),
    "chapter": ("chap", "ch"),
    "week": ("wks", "wk"),
    "section": ("sec",),
    "floor": ("fl",),
}
"""Abbreviations of labels, written with or without a stop."""


def singular(noun: str) -> str:
    """ "Stories" → "story", "batches" → "batch", "buses" → "bus"; what is singular stays."""
    word = noun.casefold()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if _IES.search(word):
        return _IES.sub("y", word)
    if re.search(r"(?:ch|sh|ss|x|zz|us)es$", word):
        return word[:-2]
    return word[:-1] if re.search(r"[^su]s$", word) else word


def plural(noun: str) -> str:
    word = noun.casefold()
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(?:ch|sh|s|x|z)$", word) else f"{word}s"


def forms(label: str) -> list[str]:
    """All words that name a unit of this label, longest first."""
    bare = singular(label)
    group = next((same for same in _SAME if bare in same), (bare,))
    found = {form for each in group for form in ((each,) if is_chinese(each) else (each, plural(each)))}
    found |= {short for each in group for short in _SHORT.get(each, ())}
    return sorted(found, key=lambda form: (-len(form), form))


def is_short(form: str) -> bool:
    return any(form in short for short in _SHORT.values())


def is_chinese(word: str) -> bool:
    return bool(re.search(r"[一-鿿]", word))


def is_storey(label: str) -> bool:
    """Whether the units stand on top of each other: then the top one is the last."""
    return singular(label) in ("floor", "storey", "story", "level", "deck", "层", "楼", "楼层")
