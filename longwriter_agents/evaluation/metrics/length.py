"""Length: how near a text came to what was asked, by the published scores."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from statistics import fmean, pstdev
from typing import Literal

from longwriter_agents.words import count_words

_CJK = re.compile(r"[一-鿿]")
_LATIN = re.compile(r"\b[a-zA-Z]+\b")

BUCKETS = ((0, 500), (500, 2_000), (2_000, 4_000), (4_000, 20_001))
Control = Literal["equal", "at_most", "at_least"]
BandKind = Literal["about", "range", "above", "below"]


def paper_words(text: str) -> int:
    """CJK characters and runs of Latin letters: the counter of LongBench-Write."""
    return len(_CJK.findall(text)) + len(_LATIN.findall(text))


def counted(text: str, counter: str) -> int:
    """The words of `text` by the named counter."""
    return paper_words(text) if counter == "cjk+latin" else count_words(text)


def bucket_of(asked: int) -> str:
    """LongBench-Write's bucket of a length, "20000+" beyond its last."""
    for low, high in BUCKETS:
        if low <= asked < high:
            return f"[{low},{high})" if high <= 4_000 else f"[{low},{high - 1}]"
    return "20000+"


def s_l(asked: int, written: int) -> float:
    """LongBench-Write's length score, 0 to 100: linear down to 0 at four times, or at a third, of what was asked."""
    if written <= 0:
        return 0.0
    if written > asked:
        return 100 * max(0.0, 1 - (written / asked - 1) / 3)
    return 100 * max(0.0, 1 - (asked / written - 1) / 2)


def length_deviation(asked: int, written: int) -> float:
    """LIFEBench's LD: (written - asked) / asked."""
    return (written - asked) / asked


def ls(asked: int, written: int, control: Control = "equal") -> float:
    """LIFEBench's length score, 0 to 100; a bound that is kept gives 100. Where nothing was written nothing is kept: 0, though
    its formula has "at most" met by that."""
    if written <= 0:
        return 0.0
    deviation = length_deviation(asked, written)
    if (control == "at_most" and deviation <= 0) or (control == "at_least" and deviation >= 0):
        return 100.0
    return 100 * math.exp(5 * deviation if deviation < 0 else -2 * deviation)


def band_of(kind: BandKind, low: int, high: int) -> tuple[float, float]:
    """LonGen's band: about ±20 %, the range itself, above [a, 1.5a], below [0.5b, b]."""
    if kind == "about":
        return low * 0.8, low * 1.2
    if kind == "above":
        return float(low), low * 1.5
    if kind == "below":
        return high * 0.5, float(high)
    return float(low), float(high)


def longen(low: float, high: float, written: int) -> float:
    """LonGen's score, 0 to 1: 1 inside the band, falling to 0 at half its lower and 1.5 times its upper border."""
    if written < low:
        return max(2 * written / low - 1, 0.0)
    if written > high:
        return max(3 - 2 * written / high, 0.0)
    return 1.0


def within(asked: int, written: int, share: float) -> float:
    """1 when the text is within this share of what was asked, else 0: averaged, the share of hits."""
    return float(abs(length_deviation(asked, written)) <= share + 1e-9)


def lvc(lengths: Sequence[int]) -> float | None:
    """Length variation coefficient of repeated runs: std / mean (population); None for fewer than two runs."""
    if len(lengths) < 2 or fmean(lengths) == 0:
        return None
    return pstdev(lengths) / fmean(lengths)
