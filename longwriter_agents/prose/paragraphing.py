"""Plain prose as a reader likes to have it: paragraphs that can be taken in at once, sentences that begin with a capital."""

from __future__ import annotations

import re
from itertools import accumulate

from longwriter_agents.prose.repetition import leans
from longwriter_agents.prose.sentences import is_abbreviation, paragraphs, split_sentences
from longwriter_agents.words import count_words

_MOST_WORDS = 170
"""A paragraph of more words is divided."""
_LEAST_SENTENCES = 3
"""So many stand on either side of a division."""
_NOT_LATIN = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_SMALL_START = re.compile(r"(?<=[a-z]{3}\. )[a-z](?=[a-z]{2,} )")
_SHORT = re.compile(r"\b(?:incl|excl|resp|max|min|avg|std|tel|temp|misc|ext)\Z", re.IGNORECASE)
"""Words that are written with a stop, and which would be too rash to read so elsewhere."""


def divided(text: str) -> str:
    """`text` whose long paragraphs are divided near their middle, before a sentence that stands by itself."""
    return "\n\n".join(piece for block in paragraphs(text) for piece in _pieces(block))


def _pieces(block: str) -> list[str]:
    if "\n" in block or count_words(block) <= _MOST_WORDS or _NOT_LATIN.search(block):
        return [block]
    sentences = split_sentences(block)
    before = list(accumulate(map(count_words, sentences), initial=0))
    places = [
        number
        for number in range(_LEAST_SENTENCES, len(sentences) - _LEAST_SENTENCES + 1)
        if not leans(sentences[number])
    ]
    if not places:
        return [block]
    best = min(places, key=lambda number: abs(2 * before[number] - before[-1]))
    start = 0
    for sentence in sentences[:best]:
        start = block.index(sentence, start) + len(sentence)
    return [*_pieces(block[:start].rstrip()), *_pieces(block[start:].lstrip())]


def within(text: str, most: int) -> str:
    """`text` whose paragraphs of more than `most` words are divided before the sentence that would pass them; lists, tables and
    headings stay as they are, and so does a sentence that alone has more."""
    return "\n\n".join(piece for block in paragraphs(text) for piece in _portions(block, most))


_NO_PARAGRAPH = re.compile(r"#|\||>|(?:[-*+•]|\d{1,3}[.)、])\s")
"""How a heading, a table, a quotation or an item of a list begins."""


def _portions(block: str, most: int) -> list[str]:
    if "\n" in block or count_words(block) <= most or _NO_PARAGRAPH.match(block):
        return [block]
    portions, start, words, at = [], 0, 0, 0
    for sentence in split_sentences(block):
        place, count = block.index(sentence, at), count_words(sentence)
        if words and words + count > most:
            portions.append(block[start:place].rstrip())
            start, words = place, 0
        words, at = words + count, place + len(sentence)
    return [*portions, block[start:]]


def with_capitals(text: str) -> str:
    """`text` (English) whose sentences begin with a capital, also where the model forgot it: "… thorns. gloves help …"."""
    return _SMALL_START.sub(lambda found: _begun(found, text), text)


def _begun(found: re.Match[str], text: str) -> str:
    before = text[max(0, found.start() - 24) : found.start() - 2]
    return found[0] if is_abbreviation(before) or _SHORT.search(before) else found[0].upper()
