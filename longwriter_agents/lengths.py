"""Lengths as people write them, in English and Chinese (and the words for "words" in a few more languages).

Only what is said to be the length of the text counts: a number with a unit of text (words, 字, pages) in the form of a
demand. Years, counts of chapters and amounts of anything else are no lengths. A page is taken for 400 words.
"""

from __future__ import annotations

import re
from typing import Literal

from longwriter_agents.errors import InputError
from longwriter_agents.model import Length

Mode = Literal["about", "exactly", "at_least", "at_most", "between"]

TOLERANCE = 0.03
_LEAST_SLACK = 8
"""A text of few words can't be cut nearer than half a sentence."""
WORDS_PER_PAGE = 400
_MOST = 1_000_000

_SMALL = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_NUMBER_WORD = "|".join([*_SMALL, *_TENS, "hundred", "thousand", "half", "a"])
_DIGITS = r"\d{1,3}(?:[,\u202f ]\d{3})+|\d+(?:\.\d+)?"
_NUM = rf"(?:(?:{_DIGITS})\s?(?:k\b|thousand\b|hundred\b)?|(?:(?:{_NUMBER_WORD})(?:[\s-]+(?:and\s+)?)?)+)"
_UNIT = r"(?:[- ]?words?\b|[- ]?Wörter[n]?\b|[- ]?mots\b|[- ]?palabras\b|[- ]?parole\b|[- ]?palavras\b)"
_PAGE = r"(?:[- ]?pages?\b)"
_RANGE = r"\s*(?:-|–|—|~|to|and|bis|à|a)\s*"
_ABOUT = (
    r"(?:about|around|approximately|approx\.?|roughly|some|circa|ca\.|nearly|close to|etwa|ungefähr|environ|unos|circa)"
)
_LEAST = (
    r"(?:at least|no less than|not less than|no fewer than|not fewer than|a minimum of|minimum(?: of)?|min\.?|(?<!no )(?<!not )more than|(?<!not )over|"
    r"upwards of|mindestens|au moins|al menos)"
)
_MOST_OF = (
    r"(?:at most|no more than|not more than|not exceed(?:ing)?|not to exceed|up to|a maximum of|maximum(?: of)?|max\.?|"
    r"less than|fewer than|under|below|within|höchstens|au plus|como máximo)"
)
_EXACTLY = r"(?:exactly|precisely|genau|exactement|exactamente)"
_EACH = re.compile(r"\b(?:each|every|per|apiece)\b|每", re.IGNORECASE)

_CN_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CN_NUM = r"(?:\d+(?:[,,]\d{3})*(?:\.\d+)?\s?[kK千万]?|[零〇一二两三四五六七八九十百千万]+)"
_CN_UNIT = r"\s?(?:个)?(?:汉字|字(?!母|体|符|典|幕|段|面)|词(?!汇|语|典))"


def length(*, mode: Mode = "about", words: int, words2: int | None = None, quote: str = "") -> Length:
    """The demand as target and bounds, in words.

    "About" is ±3 % (of short texts half a sentence). A lower bound is aimed 4 % above itself, an upper one 4 % below, so that the count of another
    program still agrees; both have a far side at 15 %, since "at least 1,000" is not met in spirit by 5,000.
    """
    if not 1 <= words <= _MOST or (words2 is not None and not words <= words2 <= _MOST):
        raise InputError(f"A length of {words}{f'–{words2}' if words2 else ''} words can't be written.")
    slack = max(1, round(words * TOLERANCE), min(_LEAST_SLACK, round(words * 0.1)))
    if mode == "between" and words2 is not None:
        return Length(mode=mode, target=(words + words2) // 2, low=words, high=words2, quote=quote)
    target, low, high = {
        "about": (words, words - slack, words + slack),
        "exactly": (words, words, words),
        "at_least": (round(words * 1.04), words, max(words + 10, round(words * 1.15))),
        "at_most": (max(1, round(words * 0.96)), min(words, round(words * 0.85)), words),
        "between": (words, words - slack, words + slack),
    }[mode]
    return Length(mode=mode, target=target, low=max(0, low), high=high, quote=quote)


def find_length(request: str) -> Length | None:
    """The length that the request demands for the whole text; None when it demands none."""
    return next((found for found, each in _found(request) if not each), None)


def unit_length(request: str) -> Length | None:
    """The length demanded of each unit ("each chapter at least 200 words"); None when there is none."""
    return next((found for found, each in _found(request) if each), None)


def _found(request: str) -> list[tuple[Length, bool]]:
    """All lengths in order of how surely they are demands, each with whether it is meant for every unit."""
    hits: list[tuple[int, int, Length, bool]] = []
    taken: list[tuple[int, int]] = []
    for rank, (pattern, mode, factor) in enumerate(_PATTERNS):
        for match in pattern.finditer(request):
            if any(match.start() < end and start < match.end() for start, end in taken) or _is_subject(request, match):
                continue
            demand = _demand(match, mode, factor)
            if demand is not None:
                taken.append(match.span())
                hits.append((rank, match.start(), demand, _is_each(request, match)))
    return [(demand, each) for _, _, demand, each in sorted(hits, key=lambda hit: hit[:2])]


def _demand(match: re.Match[str], mode: Mode, factor: int) -> Length | None:
    first = _number(match["a"])
    second = _number(match["b"]) if "b" in match.groupdict() and match["b"] else None
    if first is None or (second is None and mode == "between"):
        return None
    if second is not None and first < 100 and second >= 1000 and first * 1000 <= second:
        first *= 1000  # "2-3k words", "1到2万字"
    if second is not None and first < 100 <= second and re.search(r"万", match["b"] or ""):
        first *= 10_000
    low, high = round(first * factor), round(second * factor) if second is not None else None
    if not 10 <= low <= _MOST or (high is not None and not low <= high <= _MOST):
        return None
    return length(mode=mode, words=low, words2=high, quote=match.group().strip(" ,,。.;；"))


def _is_each(request: str, match: re.Match[str]) -> bool:
    """Whether the demand stands in a clause on every unit: "each chapter … 200 words", "200 words each"."""
    before = re.split(r"[.;!?\n。；！？]|,(?=\s)|，", request[: match.start()])[-1]
    after = re.split(r"[.;!?\n,。；！？，]", request[match.end() :])[0][:30]
    return bool(
        _EACH.search(before) or re.match(r"\s*(?:words?\s+)?(?:each|per|apiece|for each|in each)\b", after, re.I)
    )


_SUBJECT_AFTER = re.compile(
    r"\s+(?:every|that\s+(?:every|all|you|people|we|changed)|which|vocabular|per\s+(?:minute|day|hour)|a\s+(?:minute|day)|"
    r"(?:he|she|they|in\s+the\s+(?:dictionary|speech|letter|original)))",
    re.IGNORECASE,
)
_SUBJECT_BEFORE = re.compile(
    r"\b(?:the|these|those|his|her|their|my)\s+(?:first|last|top|most common|most useful)?\s*$", re.I
)


def _is_subject(request: str, match: re.Match[str]) -> bool:
    """Words that the text is about ("the 1000 words every learner knows") or that something else holds."""
    if _SUBJECT_AFTER.match(request[match.end() :]):
        return True
    singular = match.group().casefold().endswith(("-word", " word"))
    return not singular and bool(_SUBJECT_BEFORE.search(request[: match.start()]))


def _number(text: str | None) -> float | None:
    if not text:
        return None
    raw = text.strip().casefold()
    if re.fullmatch(r"[零〇一二两三四五六七八九十百千万]+", raw):
        return _chinese(raw)
    digits = re.match(r"([\d,,.\u202f ]+)\s?(k|thousand|hundred|千|万)?", raw)
    if digits:
        value = float(re.sub(r"[,,\u202f ]", "", digits.group(1)).rstrip(".") or 0)
        return value * {"k": 1e3, "thousand": 1e3, "千": 1e3, "万": 1e4, "hundred": 1e2}.get(digits.group(2) or "", 1)
    return _spelled(raw)


def _spelled(raw: str) -> float | None:
    total = current = 0.0
    for word in re.findall(r"[a-z]+", raw):
        if word in _SMALL or word in _TENS:
            current += _SMALL.get(word, 0) or _TENS.get(word, 0)
        elif word == "half":
            current += 0.5
        elif word == "hundred":
            current = (current or 1) * 100
        elif word == "thousand":
            total, current = total + (current or 1) * 1000, 0.0
        elif word not in ("a", "and"):
            return None
    return total + current or None


def _chinese(raw: str) -> float | None:
    total = section = digit = 0
    for sign in raw:
        if sign in _CN_DIGIT:
            digit = _CN_DIGIT[sign]
        elif sign == "万":
            total, section, digit = (total + section + digit or 1) * 10_000, 0, 0
        else:
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
    return total + section + digit or None


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _english(prefix: str, suffix: str = "") -> re.Pattern[str]:
    return _pattern(rf"\b{prefix}\s*(?P<a>{_NUM})\s*{_UNIT}{suffix}")


_PATTERNS: tuple[tuple[re.Pattern[str], Mode, int], ...] = (
    (_pattern(rf"(?:between|from|zwischen|entre)?\s*\b(?P<a>{_NUM})\s*{_UNIT}?{_RANGE}(?P<b>{_NUM})\s*{_UNIT}"), "between", 1),
    (_english(_LEAST), "at_least", 1),
    (_pattern(rf"\b(?P<a>{_NUM})\s*(?:\+\s*{_UNIT}|{_UNIT}\s*(?:or more|or longer|minimum|at least|and above))"), "at_least", 1),
    (_english(_MOST_OF), "at_most", 1),
    (_pattern(rf"\b(?P<a>{_NUM})\s*{_UNIT}\s*(?:or less|or fewer|maximum|max\b|at most|or under|tops)"), "at_most", 1),
    (_english(_EXACTLY), "exactly", 1),
    (_english(_ABOUT), "about", 1),
    (_pattern(rf"\b(?:word count|length|words)\s*(?:of|is|:|=|should be|must be|：)+\s*{_ABOUT}?\s*(?P<a>{_NUM})(?:\s*{_UNIT})?(?!\s*(?:pages?|chapters?|sections?|paragraphs?|lines?|%|[-–]\d))"), "about", 1),
    (_pattern(rf"\b(?P<a>{_NUM})\s*{_UNIT}"), "about", 1),
    (_pattern(rf"(?P<a>{_CN_NUM})\s*(?:{_CN_UNIT})?\s*(?:-|–|—|~|～|到|至|和)\s*(?P<b>{_CN_NUM})\s*(?:{_CN_UNIT})(?:之间)?"), "between", 1),
    (_pattern(rf"(?:不少于|不低于|至少|不得少于|最少|大于|(?<!不)(?<!得)超过|(?<!不)多于)\s*(?P<a>{_CN_NUM}){_CN_UNIT}"), "at_least", 1),
    (_pattern(rf"(?P<a>{_CN_NUM}){_CN_UNIT}(?:以上|或以上|或更多|起)"), "at_least", 1),
    (_pattern(rf"(?:不超过|不多于|至多|最多|不得超过|不能超过|小于|(?<!不)(?<!得)少于|(?<!不)低于|控制在)\s*(?P<a>{_CN_NUM}){_CN_UNIT}(?:以内|之内|以下)?(?!左右|上下)"), "at_most", 1),
    (_pattern(rf"(?P<a>{_CN_NUM}){_CN_UNIT}(?:以内|之内|以下)"), "at_most", 1),
    (_pattern(rf"(?:正好|恰好|刚好)\s*(?P<a>{_CN_NUM}){_CN_UNIT}"), "exactly", 1),
    (_pattern(r"字数(?:要求)?(?:大约|约|大概)?\s*(?:控制)?(?:在|为|是|：|:)?\s*(?:大约|约)?\s*(?P<a>\d{3,7})(?!\s*(?:-|到|至|~))"), "about", 1),
    (_pattern(rf"(?P<a>{_CN_NUM}){_CN_UNIT}"), "about", 1),
    (_pattern(rf"\b(?P<a>{_NUM}){_RANGE}(?P<b>{_NUM})\s*{_PAGE}"), "between", WORDS_PER_PAGE),
    (_pattern(rf"\b(?:write|about|a|an|in|of|is|be|roughly|around|approximately|at least)\s+(?P<a>{_NUM})\s*{_PAGE}"), "about", WORDS_PER_PAGE),
)  # fmt: skip
