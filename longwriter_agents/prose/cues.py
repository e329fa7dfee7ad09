"""Cues: what a text must hold for a pattern to be found in it.

Hardly a text holds anything of what the checks look for, and letters are found a hundred times faster than patterns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_ASCII_WORDS = "".join(sign if sign.isalnum() or sign == "_" else " " for sign in map(chr, range(128)))
"""Each sign of ASCII as `str.translate` is to write it: what is in no word is a blank."""


def lowered(text: str) -> str:
    """`text` as patterns that ignore case read it: small letters, and no signs that they take for an i or an s."""
    return text.lower() if text.isascii() else text.replace("İ", "i").lower().replace("ı", "i").replace("ſ", "s")


def words_of(text: str) -> frozenset[str]:
    """The stretches of letters and digits of a `lowered` text: what can stand between two `\\b`."""
    return frozenset(text.translate(_ASCII_WORDS).split() if text.isascii() else _WORD.findall(text))


@dataclass(frozen=True)
class Cued:
    """A pattern with its cues, in small letters: one of them stands in whatever it matches. Without any it may be anywhere."""

    pattern: re.Pattern[str]
    cues: Sequence[str] = ()

    def may_be_in(self, text: str) -> bool:
        """Whether it is worth looking for in this `lowered` text."""
        for cue in self.cues:  # `any` of a generator takes three times as long
            if cue in text:
                return True
        return not self.cues

    def is_in(self, text: str) -> bool:
        """Whether it is found in `text`."""
        return self.may_be_in(lowered(text)) and self.pattern.search(text) is not None


@dataclass(frozen=True)
class Worded:
    """A pattern with words, in small letters: one of them stands, as a whole word, in whatever it matches."""

    pattern: re.Pattern[str]
    words: frozenset[str]

    def may_be_among(self, words: frozenset[str]) -> bool:
        """Whether it is worth looking for in a text of these words."""
        return not self.words.isdisjoint(words)


def worded(pattern: str, words: str, flags: int = re.IGNORECASE) -> Worded:
    return Worded(re.compile(pattern, flags), frozenset(words.split()))


def cued(pattern: str, cues: Sequence[str], flags: int = re.IGNORECASE) -> Cued:
    return Cued(re.compile(pattern, flags), tuple(cues))
