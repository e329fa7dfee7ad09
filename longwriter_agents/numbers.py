"""Numbers as people write them: digits with separators, English words and ordinals, Chinese signs."""

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
ORDINAL_WORDS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        1,
    )
} | {f"{word[:-1]}ieth": number for word, number in TENS.items()}
_CN_DIGIT = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CN_UNIT = {"十": 10, "百": 100, "千": 1000}
_SCALE = {"k": 1e3, "thousand": 1e3, "千": 1e3, "万": 1e4, "hundred": 1e2}

_UNDER_TEN = "|".join(list(SMALL)[1:10])
_UNDER_HUNDRED = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{_UNDER_TEN}))?|{'|'.join(sorted(SMALL, key=len, reverse=True))})"
CARDINAL = rf"(?:(?:(?:{_UNDER_TEN}|an?)\s+hundred(?:\s+(?:and\s+)?{_UNDER_HUNDRED})?|{_UNDER_HUNDRED}|(?:half\s+)?a\s+dozen)\b)"
"""A whole number in English words, up to 999."""
_ORDINAL_TAIL = "|".join(sorted(ORDINAL_WORDS, key=len, reverse=True))
ORDINAL = (
    rf"(?:(?:(?:{_UNDER_TEN}|one|a)[\s-]hundred(?:th\b|\s+(?:and\s+)?))?"
    rf"(?:(?:{'|'.join(TENS)})[\s-](?:{_ORDINAL_TAIL})|{_ORDINAL_TAIL})\b|(?:one[\s-]|a\s)?hundredth\b)"
)
"""An ordinal in English words, up to 999."""
CHINESE = r"[零〇一二两三四五六七八九十百千]+"


def number(text: str | None) -> float | None:
    """The number that `text` writes, None when it writes none."""
    if not text:
        return None
    raw = text.strip().casefold()
    if re.fullmatch(r"[零〇一二两三四五六七八九十百千万]+", raw):
        return chinese_number(raw)
    digits = re.match(r"([\d,，.\u202f ]+)\s?(k|thousand|hundred|千|万)?", raw)
    if digits:
        value = _decimal(digits.group(1), scaled=bool(digits.group(2)))
        return None if value is None else value * _SCALE.get(digits.group(2) or "", 1)
    return _german(raw) or _spelled(raw)


def _decimal(digits: str, *, scaled: bool) -> float | None:
    """ "1,500", "2 000", "80.000" group thousands; "1.5" and, before a scale, "2,5" are decimal."""
    bare = re.sub(r"[\u202f ]", "", digits).rstrip(".,，")
    if bare.count(".") > 1 and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", bare):
        return None  # a version or a section's number
    if not scaled and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", bare):
        return float(bare.replace(".", ""))
    if scaled and re.fullmatch(r"\d{1,3}[,，]\d{1,2}", bare):
        return float(re.sub(r"[,，]", ".", bare))
    return float(re.sub(r"[,，]", "", bare) or 0)


def whole(text: str) -> int | None:
    """A whole number or ordinal in digits, English words or Chinese signs; None when `text` is none."""
    raw = text.strip().casefold()
    digits = re.fullmatch(r"(\d{1,6})(?:st|nd|rd|th)?", raw)
    if digits:
        return int(digits.group(1))
    if re.fullmatch(CHINESE, raw):
        return _digit_by_digit(raw) if len(raw) > 1 and not set(raw) & set(_CN_UNIT) else int(chinese_number(raw) or 0)
    return _ordinal(raw) or _cardinal(raw)


def misspelt_ordinal(word: str) -> str | None:
    """The ordinal that the word is but for one letter left out, doubled, wrong or changed about ("fith", "eigth", "forth")."""
    raw = word.casefold()
    if not 4 <= len(raw) <= 14 or not re.fullmatch(r"[a-z]+", raw):
        return None
    near = [ordinal for ordinal in ORDINAL_WORDS if _is_one_slip(raw, ordinal)]
    return near[0] if len(near) == 1 else None


def _is_one_slip(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    swapped = len(rest_a) > 1 and rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
    return swapped or rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:]


def _digit_by_digit(raw: str) -> int:
    """ "二〇一八"."""
    return int("".join(str(_CN_DIGIT[sign]) for sign in raw))


def _cardinal(raw: str) -> int | None:
    if re.fullmatch(r"(half\s+)?a\s+dozen", raw):
        return 6 if raw.startswith("half") else 12
    if not re.fullmatch(CARDINAL, raw):
        return None
    spelled = _spelled(raw)
    return int(spelled) if spelled else None


def _ordinal(raw: str) -> int | None:
    """ "Twenty-first", "hundredth", "one hundred and third"."""
    if not re.fullmatch(ORDINAL, raw):
        return None
    words = re.findall(r"[a-z]+", raw)
    if words[-1] == "hundredth":
        return 100 * (SMALL.get(words[0], 1) if len(words) > 1 else 1)
    rest = _spelled(" ".join(words[:-1])) if words[:-1] else 0
    return int(rest or 0) + ORDINAL_WORDS[words[-1]]


_GERMAN_DIGITS = {
    word: number
    for number, word in enumerate("ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(), 1)
} | {"fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "hundert": 100}
_GERMAN_ONE = "|".join(sorted(_GERMAN_DIGITS, key=len, reverse=True))
GERMAN = rf"(?:(?:{_GERMAN_ONE})?tausend(?:(?:und)?(?:{_GERMAN_ONE})?hundert)?|(?:{_GERMAN_ONE})?hundert)"
"""Round numbers in German words: "tausend", "zweitausendfünfhundert", "achthundert"."""


def _german(raw: str) -> float | None:
    if not re.fullmatch(GERMAN, raw):
        return None
    thousands, has_thousands, rest = raw.rpartition("tausend")
    value = float(_GERMAN_DIGITS.get(thousands, 1) * 1000) if has_thousands else 0.0
    if rest.endswith("hundert"):
        value += _GERMAN_DIGITS.get(rest.removesuffix("hundert").removeprefix("und"), 1) * 100
    return value


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
        elif word not in ("a", "an", "and"):
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
