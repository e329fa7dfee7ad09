"""What short texts are about, and whether two of them say the same: stems of words, numbers, pairs of CJK signs."""

from __future__ import annotations

import re
from functools import lru_cache

from longwriter_agents.constraints.evidence import stem
from longwriter_agents.constraints.keyterms import content_words
from longwriter_agents.words import CJK

_CJK_RUN = re.compile(rf"[{CJK}]+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_OF_SHORTER, _OF_LONGER = 0.75, 0.4
"""Two texts say the same when they share this much of the shorter and of the longer one's marks."""


@lru_cache(maxsize=16_384)
def marks(text: str) -> frozenset[str]:
    """What the text is about: the stems of its content words, its numbers, and its pairs of CJK signs."""
    if text.isascii():
        return frozenset(map(stem, content_words(text)))
    found = {run[at : at + 2] for run in _CJK_RUN.findall(text) for at in range(max(1, len(run) - 1))}
    return frozenset(found.union(map(stem, content_words(_CJK_RUN.sub(" ", text)))))


def numbers(text: str) -> frozenset[str]:
    return frozenset(_DIGITS.findall(text))


def alike(a: str, b: str) -> bool:
    """Whether two facts are the same one: most of the shorter stands in the longer, and their numbers do not differ."""
    ours, theirs = marks(a), marks(b)
    shared = len(ours & theirs)
    if not shared or (shared == 1 and ours != theirs):
        return False
    if numbers(a) and numbers(b) and numbers(a) != numbers(b):
        return False
    shorter, longer = sorted((len(ours), len(theirs)))
    return shared >= _OF_SHORTER * shorter and shared >= _OF_LONGER * longer
