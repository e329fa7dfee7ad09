"""The one definition of a word, used by every gate, ledger and report.

A word is a run of letters and digits of any alphabetic script; apostrophes, hyphens, dots and commas inside it join
("don't", "well-known", "3.14", "1,500" are one word each). Each CJK ideograph and each kana sign counts as one word;
Korean counts by its spaces. Markdown's own marks (`#`, `*`, `>`, bullets, table pipes, fences, link targets) count nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern

CJK = (
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
    r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
)
"""Character class of the signs that are one word each: Han (with extensions and compatibility forms) and kana.

By number, since a compatibility sign that an editor normalises would move a range (and once made Hangul one of them).
"""

_LINK_TARGET = re.compile(r"\]\([^()\s]*(?:[ \t]+\"[^\"\n]*\")?\)")
_ORDERED_MARK = re.compile(r"^[ \t]*\d{1,9}[.)](?=[ \t])", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE)
_CJK_SIGN = re.compile(f"[{CJK}]")
_WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}]++(?:['’.,\-‐‑·][^\W_{CJK}]++)*+")
_WORD_OF_LETTERS = re.compile(r"[^\W_]++(?:['’.,\-‐‑·][^\W_]++)*+")
"""The same for a text without such signs, at three times the speed."""
_ASCII_WORD = re.compile(r"[A-Za-z0-9]++(?:['.,\-][A-Za-z0-9]++)*+")
"""The same for a text of these signs only, at four times the speed."""


@lru_cache(maxsize=8_192)
def count_words(text: str) -> int:
    """The number of words of `text`; additive over blocks separated by blank lines.

    A document's blocks are asked for by themselves, in their section and in the whole: each is counted once.
    """
    return sum(map(count_words, text.split("\n\n"))) if "\n\n" in text else len(word_list(text))


def word_list(text: str) -> list[str]:
    """The words themselves, in order, as they are counted."""
    if "](" in text:
        text = _LINK_TARGET.sub("]", text)
    if "```" in text or "~~~" in text:
        text = _FENCE.sub("", text)
    if _may_be_marked(text):
        text = _ORDERED_MARK.sub("", text)
    if text.isascii():
        return _ASCII_WORD.findall(text)
    return (_WORD if _CJK_SIGN.search(text) else _WORD_OF_LETTERS).findall(text)


def _may_be_marked(text: str) -> bool:
    """Whether a line of it can begin with an item's number: hardly a sentence does, and each is counted many times."""
    return "\n" in text or not text[:1].isalpha()


@lru_cache(maxsize=65_536)
def folded_words(sentence: str) -> tuple[str, ...]:
    """The words of a sentence in small letters; many checks look at the same sentences.

    As many are kept as two hundred documents of some pages have; equal words are one object, so that they take little room.
    """
    return tuple(map(intern, word_list(sentence.casefold())))
