"""Paragraphs and sentences of Markdown prose, in Latin scripts and CJK."""

from __future__ import annotations

import re
from functools import lru_cache

_CLOSERS = "\"'”’»)\\]」』）】*_"
_END = re.compile(rf"(?:[.!?…]+[{_CLOSERS}]*(?=\s|$)|[。！？…]+[{_CLOSERS}]*)")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sr jr vs etc e.g i.e cf fig no vol ch pp ca approx dept est inc ltd co jan feb mar apr jun jul "
    "aug sep sept oct nov dec z.b bzw usw ggf nr bd hrsg u.a d.h m mme p.ex ed eds al".split()
)
_LAST_WORD = re.compile(r"[\w.]+\Z")
_MOST_WORD, _NEXT = 40, 8
"""No abbreviation is longer; and what follows a stop is seen in a few signs."""
_LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
_CLEAN_END = re.compile(rf"[.!?…。！？:：][{_CLOSERS}]*\s*$|```\s*$|\|\s*$")


def paragraphs(text: str) -> list[str]:
    """The blocks between blank lines; a fenced code block stays whole."""
    blocks: list[str] = []
    current: list[str] = []
    fenced = False
    for line in text.splitlines():
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
    return list(_sentences(text))


@lru_cache(maxsize=512)
def _sentences(text: str) -> tuple[str, ...]:
    """Every check of a section looks at its sentences: they are found once."""
    found: list[str] = []
    for block in paragraphs(text):
        if block.lstrip().startswith(("```", "~~~", "|")):
            found.append(block)
            continue
        for stretch in _stretches(block):
            found += _of_stretch(stretch)
    return tuple(found)


def _stretches(block: str) -> list[str]:
    """Lines that belong together: a list item or heading begins a new stretch, a soft-wrapped line does not."""
    stretches: list[str] = []
    for line in block.splitlines():
        if stretches and not _LIST_ITEM.match(line) and not line.startswith("#"):
            stretches[-1] += f"\n{line}"
        else:
            stretches.append(line)
    return stretches


def _of_stretch(stretch: str) -> list[str]:
    found, start = [], 0
    for end in _END.finditer(stretch):
        if _is_end(stretch, start, end):
            found.append(stretch[start : end.end()].strip())
            start = end.end()
    rest = stretch[start:].strip()
    return [each for each in (*found, rest) if each]


def _is_end(stretch: str, start: int, end: re.Match[str]) -> bool:
    """Whether a stop ends a sentence: not after an abbreviation, an initial or an ordinal, nor before a small letter."""
    if end.group()[0] in "。！？":
        return True
    after = stretch[end.end() : end.end() + _NEXT].lstrip() or stretch[end.end() :].lstrip()
    if end.group().startswith("."):
        before = _LAST_WORD.search(stretch, max(start, end.start() - _MOST_WORD), end.start())
        word = before.group().casefold() if before else ""
        if word in _ABBREVIATIONS and after[:1] != "":
            return False
        if re.fullmatch(r"[^\W\d_]", word) and word != "i" and after:
            return False
        if word.isdigit() and len(word) <= 2 and not stretch[start : end.start() - len(word)].strip():
            return False
    return not after[:1].islower()


def ends_cleanly(text: str) -> bool:
    """Whether the text stops at the end of a sentence, a list item, a table or a code block."""
    stripped = text.rstrip()
    if not stripped:
        return False
    last = stripped.splitlines()[-1]
    return bool(_CLEAN_END.search(stripped)) or bool(_LIST_ITEM.match(last) and len(last.split()) <= 14)


def drop_open_end(text: str) -> str:
    """The text without a last sentence that was cut off; the empty text when there is no complete one."""
    stripped = text.rstrip()
    if not stripped or re.search(rf"[.!?…。！？][{_CLOSERS}]*$|```$|\|$", stripped):
        return stripped
    sentences = split_sentences(stripped)
    last = sentences[-1]
    if _LIST_ITEM.match(last) and len(sentences) > 1 and not re.search(r"[.!?。！？]", last):
        return stripped[: stripped.rindex(last)].rstrip()
    kept = stripped[: stripped.rindex(last)].rstrip()
    return kept if kept and kept != stripped else ""
