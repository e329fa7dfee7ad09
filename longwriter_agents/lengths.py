"""Lengths as people write them, in English and Chinese (and the words for "words" in a few more languages).

Only what is said to be the length of the text counts: a number with a unit of text (words, 字, pages) in the form of a
demand. Years, counts of chapters and amounts of anything else are no lengths. A page is taken for 400 words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from longwriter_agents.errors import InputError
from longwriter_agents.holders import Piece, holder_of
from longwriter_agents.length_forms import ABOUT, CUES, PATTERNS, SAID_EACH, Mode
from longwriter_agents.model import Length
from longwriter_agents.numbers import number
from longwriter_agents.prose.cues import lowered

TOLERANCE = 0.03
_LEAST_SLACK = 8
"""A text of few words can't be cut nearer than half a sentence."""
_FAR_SIDE = 25
"""The far side of a bound leaves room for a sentence and a half, or short texts could not be cut without breaking the bound."""
MOST_WORDS = 1_000_000

_EACH = re.compile(
    r"\b(?:each|every|per|apiece|jede[rmns]?|pro|"
    r"no (?:single )?(?!more\b|less\b|fewer\b)\w+ (?:may|should|must|shall|can|longer|shorter|over|is|has|with|of|exceeding))\b|每",
    re.IGNORECASE,
)


def length(*, mode: Mode = "about", words: int, words2: int | None = None, quote: str = "") -> Length:
    """The demand as target and bounds, in words.

    "About" is ±3 % (of short texts half a sentence). A lower bound is aimed 4 % above itself, an upper one 4 % below, so
    that the count of another program still agrees; both have a far side at 15 %, since "at least 1,000" is not met in
    spirit by 5,000.
    """
    if not 1 <= words <= MOST_WORDS or (words2 is not None and not words <= words2 <= MOST_WORDS):
        raise InputError(f"A length of {words}{f'–{words2}' if words2 else ''} words can't be written.")
    slack = max(1, round(words * TOLERANCE), min(_LEAST_SLACK, round(words * 0.1)))
    if mode == "between" and words2 is not None:
        return Length(mode=mode, target=(words + words2) // 2, low=words, high=words2, quote=quote)
    target, low, high = {
        "about": (words, words - slack, words + slack),
        "exactly": (words, words, words),
        "at_least": (round(words * 1.04), words, max(words + _FAR_SIDE, round(words * 1.15))),
        "at_most": (max(1, round(words * 0.96)), max(0, min(words - _FAR_SIDE, round(words * 0.85))), words),
        "between": (words, words - slack, words + slack),
    }[mode]
    return Length(mode=mode, target=target, low=max(0, low), high=high, quote=quote)


@dataclass(frozen=True)
class Stated:
    """A length that a request states, where it stands, and whether it is meant for each unit by itself.

    With a `piece` it is said of every sentence, paragraph or title ("other": of what only a reader can find).
    """

    start: int
    end: int
    length: Length
    each: bool = False
    piece: Piece | Literal["", "other"] = ""

    @property
    def of_whole(self) -> bool:
        return not self.each and not self.piece


def find_length(request: str) -> Length | None:
    """The length that the request demands for the whole text; None when it demands none."""
    return next((found.length for found in find_lengths(request) if found.of_whole), None)


def unit_length(request: str) -> Length | None:
    """The length demanded of each unit ("each chapter at least 200 words"); None when there is none."""
    return next((found.length for found in find_lengths(request) if found.each), None)


def find_lengths(request: str, labels: Sequence[str] = ()) -> list[Stated]:
    """All lengths in order of how surely they are demands; `labels` are the words for the units of the series."""
    return list(_found(request, tuple(labels))[0])


def too_long(request: str, labels: Sequence[str] = ()) -> list[str]:
    """The lengths that the request states though nobody can write so much, in its own words."""
    return list(_found(request, tuple(labels))[1])


@lru_cache(maxsize=16)
def _found(request: str, labels: tuple[str, ...]) -> tuple[tuple[Stated, ...], tuple[str, ...]]:
    """The lengths, and what is too long to be one. Several rules ask for those of the same text, one after the other."""
    told = lowered(request)
    if not any(cue in told for cue in CUES):
        return (), ()
    hits: list[tuple[int, Stated]] = []
    beyond: list[str] = []
    taken: list[tuple[int, int]] = []
    for rank, (pattern, mode, factor) in enumerate(PATTERNS):
        for match in pattern.finditer(request):
            if (
                any(match.start() < end and start < match.end() for start, end in taken)
                or _is_subject(request, match, labels)
                or _is_denied(request, match, mode)
            ):
                continue
            if _is_too_long(match, factor):
                taken.append(match.span())
                beyond.append(match.group().strip(" ,，。.;；"))
                continue
            held = holder_of(request, match, labels)
            demand = _demand(match, mode, factor, least=_LEAST_OF_A_PIECE if held else _LEAST_WORDS)
            if demand is not None and held is not None:
                taken.append((held.start, held.end))
                hits.append((rank, Stated(held.start, held.end, demand, piece=held.piece)))
            elif demand is not None:
                taken.append(match.span())
                after = _each_after(request, match.end(), labels)
                each = bool(after) or _is_each(request, match, labels) or bool(SAID_EACH.search(match.group()))
                hits.append((rank, Stated(match.start(), after or match.end(), demand, each)))
    return tuple(stated for _, stated in sorted(hits, key=lambda hit: (hit[0], hit[1].start))), tuple(beyond)


_LEAST_WORDS, _LEAST_OF_A_PIECE = 10, 2
"""Fewer words are no text; a title may have them."""


_DENIED = re.compile(
    r"\b(?:(?:no|none|nothing)\s+(?:single\s+)?(?:\w+\s+){0,2}?(?:(?:may|should|must|shall|can|is to|are to)\s+)?|"
    r"(?:not|never|cannot|n[’']t)\s+(?:ever\s+)?)(?:(?:have|has|be|is|contain|run to|take|use|write|go)\s+)?$|n[’']t\s+"
    r"(?:(?:have|be|contain|run to|take|use|write|go)\s+)?$",
    re.IGNORECASE,
)


def _is_denied(request: str, match: re.Match[str], mode: Mode) -> bool:
    """ "No chapter may have | more than 500 words", "must not have | more than 500 words": no lower bound."""
    said_more = mode == "at_least" and re.match(r"(?:more than|over|upwards)\b", match.group(), re.IGNORECASE)
    return bool(said_more and _DENIED.search(request[max(0, match.start() - 60) : match.start()]))


def _is_too_long(match: re.Match[str], factor: int) -> bool:
    """Whether the number is more than can be written, be it too large even for a float."""
    most = max(number(match[name]) or 0 for name in ("a", "b") if match.groupdict().get(name))
    return most * factor > MOST_WORDS


_FROM = re.compile(r"\s*(?:between|from|zwischen|entre)\b", re.IGNORECASE)


def _demand(match: re.Match[str], mode: Mode, factor: int, *, least: int) -> Length | None:
    first = number(match["a"])
    second = number(match["b"]) if "b" in match.groupdict() and match["b"] else None
    if first is None or (second is None and mode == "between"):
        return None
    if second is not None and first < 100 and second >= 1000 and first * 1000 <= second:
        first *= 1000  # "2-3k words", "1到2万字"
    if second is not None and first < 100 <= second and re.search(r"万", match["b"] or ""):
        first *= 10_000
    if match.groupdict().get("slack"):
        return _give_or_take(match, round(first))
    low, high = round(first * factor), round(second * factor) if second is not None else None
    if high is not None and high < low and (_FROM.match(match.group()) or match.group().endswith("之间")):
        low, high = high, low  # "between 500 and 300 words": a range, whichever end is said first
    if not least <= low <= MOST_WORDS or (high is not None and not low <= high <= MOST_WORDS):
        return None
    return length(mode=mode, words=low, words2=high, quote=match.group().strip(" ,，。.;；"))


def _give_or_take(match: re.Match[str], words: int) -> Length | None:
    """ "250 words (±10 %)", "400 words, give or take 20"."""
    slack = round(words * int(match["slack"]) / 100) if match["share"] else int(match["slack"])
    if not 10 <= words - slack <= words + slack <= MOST_WORDS:
        return None
    return length(mode="between", words=words - slack, words2=words + slack, quote=match.group().strip(" ,，。.;；"))


def _is_each(request: str, match: re.Match[str], labels: Sequence[str]) -> bool:
    """Whether the demand stands in a clause on every unit: "each chapter … 200 words", "36 chapters of 200 words"."""
    before = re.split(r"[.;!?\n。；！？]|,(?=\s)|，", request[: match.start()])[-1]
    if match.group().casefold().startswith("no ") and not re.match(
        r"no (?:less|more|fewer|longer|shorter)\b", match.group(), re.I
    ):
        return True
    if _EACH.search(before) or re.match(
        r"none\b|words\s+(?:per|for each|in each|of each)\b", match.group(), re.IGNORECASE
    ):
        return True
    many = "|".join(map(re.escape, labels)) or "!"
    units = rf"\b(?:{_UNITS_IN_PLURAL}|{many})\s*(?:\(|,|，|:|of|with|at|having|that have|long)?\s*(?:{ABOUT})?\s*$"
    whole = bool(
        re.search(r"\b(?:in all|total|altogether|overall|together)\b|共|总", request[match.end() : match.end() + 24])
    )
    return bool(labels) and not whole and bool(re.search(units, before, re.IGNORECASE))


_UNITS_IN_PLURAL = r"(?:entries|chapters|sections|episodes|lessons|descriptions|texts|notes|instalments|letters|essays)"


def _each_after(request: str, at: int, labels: Sequence[str]) -> int:
    """Where "… each", "per stop", "for every week", "a bulletin" after a length ends; 0 when nothing of it follows."""
    one = "|".join(map(re.escape, labels)) or "!"
    found = re.compile(
        rf"\s*(?:words?|字)?\s*(?:or so|or more|or less|long|in length|minimum|maximum|左右|以上|以内)?\s*,?\s*\(?\s*(?:"
        rf"(?:each|apiece)\b|(?:for|in|per|on|to|of)?\s*\b(?:each|every|per)\b(?:\s+[\w-]+)?(?:\s+(?:{one}))?|\b(?:pro|je)\s+[a-zäöüß]{{3,}}|\ban?\s+(?:{one})\b|/\s*(?:{one})\b|每[一-鿿])",
        re.IGNORECASE,
    ).match(request, at)
    return found.end() if found else 0


_SUBJECT_AFTER = re.compile(
    r"\s+(?:every|that\s+(?:every|all|you|people|we|changed)|which|vocabular|per\s+(?:minute|day|hour)|a\s+(?:minute|day)|"
    r"(?:he|she|they|in\s+the\s+(?:dictionary|speech|letter|original)))|(?:是|怎样|如何|怎么)",
    re.IGNORECASE,
)
_HABIT_AFTER = re.compile(
    r"\s+(?:each|every|per|an?)\s+(?:morning|evening|night|afternoon|day|hour|minute|second)\b", re.IGNORECASE
)
_SUBJECT_BEFORE = re.compile(
    r"\b(?:the|these|those|his|her|their|my)\s+(?:first|last|top|most common|most useful)?\s*$|"
    r"(?:收录|收|认识|识|学会|掌握|记住|背|含有)(?:了|过)?\s*$|"
    r"(?:介绍|评论|分析|翻译|赏析|解读|读|读完)(?:了|过)?一[篇部本]\s*$",
    re.IGNORECASE,
)
_TEXTS = (
    r"(?:crossword|puzzle|list|dictionary|telegram|poem|letter|alphabet|"
    r"vocabulary|sentence|message|sign|speech|note|language|novel|book)"
)
_ITS_LENGTH = re.compile(
    rf"\b(?:about|on|summari[sz]e|review|discuss|describe|analy[sz]e|explain|translate)\s+"
    rf"(?:an?|the|that|this)\s+(?:[\w-]+\s+)?(?:{_TEXTS}\s+(?:with|of)\s+)?$|\b(?:the|that|this)\s+{_TEXTS}\s+(?:with|of)\s+$",
    re.IGNORECASE,
)
"""What stands before the length of another text: "on a 300-page novel", "the telegram of 25 words"."""
_DEMANDED = re.compile(r"\s*(?:must|should|shall|has to|have to|needs? to|is to|will)\b", re.IGNORECASE)
_TITLE_AROUND = re.compile(r"《[^》]{0,40}$")


def _is_subject(request: str, match: re.Match[str], labels: Sequence[str]) -> bool:
    """Words that the text is about ("the 1000 words every learner knows") or that something else holds."""
    before, after = request[max(0, match.start() - 80) : match.start()], request[match.end() :]
    if _TITLE_AROUND.search(before):
        return True
    habit = _HABIT_AFTER.match(after)
    if habit and not any(habit.group().casefold().endswith(label) for label in labels):
        return True
    if _SUBJECT_AFTER.match(after) and not _each_after(request, match.end(), labels):
        return True
    of_another = _ITS_LENGTH.search(request[max(0, match.start("a") - 80) : match.start("a")])
    if (
        of_another
        and not _DEMANDED.match(after)
        and (of_another.group().split()[-1] in ("of", "with") or "-" in match.group())
    ):
        return True
    singular = match.group().casefold().endswith(("-word", " word"))
    return bool(_SUBJECT_BEFORE.search(before)) and (
        not singular or bool(re.search(r"\bthe\s+$", before, re.IGNORECASE))
    )
