"""Numbers as people write them: digits with separators, English words, Chinese signs."""

from __future__ import annotations

import re

SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: number * 10 for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_CN_DIGIT = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CN_UNIT = {"十": 10, "百": 100, "千": 1000}
_SCALE = {"k": 1e3, "thousand": 1e3, "千": 1e3, "万": 1e4, "hundred": 1e2}


def number(text: str | None) -> float | None:
    """The number that `text` writes, None when it writes none."""
    if not text:
        return None
    raw = text.strip().casefold()
    if re.fullmatch(r"[零〇一二两三四五六七八九十百千万]+", raw):
        return chinese_number(raw)
    digits = re.match(r"([\d,，.\u202f ]+)\s?(k|thousand|hundred|千|万)?", raw)
    if digits:
        value = float(re.sub(r"[,，\u202f ]", "", digits.group(1)).rstrip(".") or 0)
        return value * _SCALE.get(digits.group(2) or "", 1)
    return _spelled(raw)


def _spelled(raw: str) -> float | None:
    """ "Two thousand five hundred", "a hundred", "half a thousand"."""
    total = current = 0.0
    for word in re.findall(r"[a-z]+", raw):
        if word in SMALL or word in TENS:
            current += SMALL.get(word, 0) or TENS.get(word, 0)
        elif word == "half":
            current += 0.5
        elif word == "hundred":
            current = (current or 1) * 100
        elif word == "thousand":
            total, current = total + (current or 1) * 1000, 0.0
        elif word not in ("a", "and"):
            return None
    return total + current or None


def chinese_number(raw: str) -> float | None:
    """ "两千五百", "一万二", "十二"."""
    total = section = digit = 0
    for sign in raw:
        if sign in _CN_DIGIT:
            digit = _CN_DIGIT[sign]
        elif sign == "万":
            total, section, digit = (total + section + digit or 1) * 10_000, 0, 0
        elif sign in _CN_UNIT:
            section += (digit or 1) * _CN_UNIT[sign]
            digit = 0
    return total + section + digit or None
