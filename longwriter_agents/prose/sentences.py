"""Paragraphs and sentences of Markdown prose, in Latin scripts and CJK."""

from __future__ import annotations

import re
from functools import lru_cache

from longwriter_agents.prose.farewells import is_signed

_CLOSERS = "\"'”’»)\\]」』）】*_"
_END = re.compile(
    rf"[.!?…。！？](?:(?<=[.!?…])(?<![.!?…][.!?…])[.!?…]*+[{_CLOSERS}]*+(?=\s|$)|(?<=[。！？…])[。！？…]*[{_CLOSERS}]*)"
)
"""Stops of Latin scripts with white space after them, or stops of CJK. (It begins with a sign, for which texts are searched
quickly.)"""
_ABBREVIATIONS = frozenset(
    "nos ep eps chap wk sec fl mr mrs ms dr prof st sr jr vs etc e.g i.e cf fig no vol ch pp ca approx dept "
    "est inc ltd co jan feb mar apr jun jul "
    "aug sep sept oct nov dec z.b bzw usw ggf nr bd hrsg u.a d.h m mme p.ex ed eds al".split()
)
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATIONS))
_LONGEST_WORD = 16
_WORD_END = re.compile(r"[\w.]*\Z")
_NEXT_SIGN = re.compile(r"\s*(\S)")
_DATED = re.compile(
    r"\s*(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhunderts?)\b"
)
"""What follows an ordinal in German: "am 3. Mai"."""
_LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
_CLOSING_SIGNS = _CLOSERS.replace("\\", "")
_STOPS = tuple(".!?…。！？")


def paragraphs(text: str) -> list[str]:
    """The blocks between blank lines; a fenced code block stays whole."""
    lines = text.splitlines()
    if len(lines) == 1:
        return [text.rstrip()] if text.strip() else []
    blocks: list[str] = []
    current: list[str] = []
    fenced = False
    for line in lines:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if line.strip() or fenced:
            current.append(line.rstrip())
        elif current:
            blocks.append("\n".join(current))
            current = []
    if current:
        blocks.append("\n".join(current))
    return blocks


def split_sentences(text: str) -> list[str]:
    """The sentences in order, without the white space between them. List items and headings are sentences of their own."""
    return [sentence for block in paragraphs(text) for sentence in _of_block(block)]


@lru_cache(maxsize=16_384)
def _of_block(block: str) -> tuple[str, ...]:
    """Every check of a section, and of the document, looks at its sentences: those of a paragraph are found once."""
    if block.lstrip().startswith(("```", "~~~", "|")):
        return (block,)
    return tuple(sentence for stretch in _stretches(block) for sentence in _of_stretch(stretch))


def _stretches(block: str) -> list[str]:
    """Lines that belong together: a list item begins a new stretch, a heading is one, a soft-wrapped line goes on."""
    stretches: list[str] = []
    for line in block.splitlines():
        alone = _LIST_ITEM.match(line) or line.startswith("#")
        if stretches and not alone and not stretches[-1].startswith("#"):
            stretches[-1] += f"\n{line}"
        else:
            stretches.append(line)
    return stretches


def _of_stretch(stretch: str) -> list[str]:
    found, start = [], 0
    for end in _END.finditer(stretch):
        at, after = end.span()
        if _is_end(stretch, start, at, after):
            found.append(stretch[start:after].strip())
            start = after
    rest = stretch[start:].strip()
    return [each for each in (*found, rest) if each]


def _is_end(stretch: str, start: int, at: int, after: int) -> bool:
    """Whether the stop at `at` ends a sentence: not after an abbreviation, an initial or an ordinal, nor before a small letter."""
    sign = stretch[at]
    if sign in "。！？":
        return True
    following = _next_sign(stretch, after)
    if following.islower():
        return False
    if sign == ".":
        word = _last_word(stretch, start, at)
        if len(word) > _LONGEST_ABBREVIATION:
            return True
        if word in _ABBREVIATIONS and following:
            return False
        if len(word) == 1 and word.isalpha() and word != "i" and following:
            return False
        if word.isdigit() and len(word) <= 2:
            first = not stretch[start : at - len(word)].strip()
            if first or _DATED.match(stretch, after):
                return False
    return True


def _next_sign(stretch: str, at: int) -> str:
    """The first sign from `at` on that is no white space: mostly the one behind a single blank."""
    if stretch[at : at + 1] == " " and not stretch[at + 1 : at + 2].isspace():
        return stretch[at + 1 : at + 2]
    after = _NEXT_SIGN.match(stretch, at)
    return after.group(1) if after else ""


def is_abbreviation(text: str) -> bool:
    """Whether the text ends on a word that is written with a stop."""
    word = _last_word(text, 0, len(text))
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i")


def _last_word(stretch: str, start: int, stop: int) -> str:
    """The letters, digits and inner stops right before `stop`, as far as an abbreviation can reach."""
    reach = stretch[max(start, stop - _LONGEST_WORD) : stop]
    word = reach.rpartition(" ")[2]
    if not word.isalnum() and (end := _WORD_END.search(reach)):
        word = end.group()
    return word.casefold()


def ends_cleanly(text: str) -> bool:
    """Whether the text stops at the end of a sentence, a list item, a table, a code block or a letter that is signed."""
    stripped = text.rstrip()
    if not stripped:
        return False
    last = stripped.splitlines()[-1]
    listed = _LIST_ITEM.match(last) is not None and len(last.split()) <= 14
    return listed or _is_closed(stripped, (*_STOPS, ":", "：")) or is_signed(stripped)


def _is_closed(stripped: str, stops: tuple[str, ...]) -> bool:
    """Whether the last sign is such a stop, but for quotation marks and brackets, or ends a block of code or a table."""
    return stripped.endswith(("```", "|")) or stripped.rstrip(_CLOSING_SIGNS).endswith(stops)


def drop_open_end(text: str) -> str:
    """The text without a last sentence that was cut off; the empty text when there is no complete one."""
    stripped = text.rstrip()
    if not stripped or _is_closed(stripped, _STOPS) or is_signed(stripped):
        return stripped
    whole = "\n\n".join(paragraphs(stripped))  # lines as the sentences have them, without blanks at their ends
    last = split_sentences(whole)[-1]
    return whole[: whole.rindex(last)].rstrip()
