"""Cutting a text to length where it hurts least: whole sentences at the ends of paragraphs, never the text's own end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from longwriter_agents.prose.ordinals import recounted
from longwriter_agents.prose.sentences import paragraphs, split_sentences
from longwriter_agents.words import count_words

_LEAD_IN = re.compile(r"[:：]\s*\Z|(?:\A|\n)\s*#{1,6}\s[^\n]*\Z")
"""How what only leads in to the next thing ends: with a colon, or as a heading."""
_OVERSHOOT = 6
"""A cut that takes this many words too much is better than two cuts."""
_BEYOND = 1 << 60


@dataclass(frozen=True)
class _Piece:
    """A sentence with the white space before it; a lead-in ("for example:") is one piece with what it leads in to."""

    text: str
    words: int
    guarded: bool


_Block = list[_Piece]


class _Cut(NamedTuple):
    """The sentences `start` to `stop` of one paragraph, and their words; cuts sort by words, then by place."""

    words: int
    block: int
    start: int
    stop: int


def trim_to(text: str, *, high: int, low: int = 0, keep: Sequence[str] = ()) -> str:
    """`text` with at most `high` words, as far as whole sentences can bring it there.

    Cut are last sentences of paragraphs, or whole paragraphs within the text: those that fit the surplus best, later
    ones first; then the text's end; then what stands before a guarded sentence. The first sentence and those that hold
    one of `keep` stay always. No cut is made that would leave less than `low`, unless what is too long would be further
    off. The result is never empty and does not end on a lead-in ("for example:").
    """
    guarded = [term.casefold() for term in keep]
    blocks = _blocks(text, guarded)
    surplus = sum(piece.words for block in blocks for piece in block) - high
    if surplus <= 0:
        return text
    room = high - low
    surplus = _cut_by(_tails, blocks[:-1], surplus, over=room)
    surplus = _cut_by(_tails, blocks, surplus, over=room) - _drop_dangling(blocks)
    surplus = _cut_by(_single_sentences, blocks, surplus, over=room)
    _cut_by(_single_sentences, blocks, surplus, over=room + max(0, surplus))
    _drop_dangling(blocks)
    left = "\n\n".join("".join(piece.text for piece in block).strip() for block in blocks if block)
    return recounted(text, left)


def _blocks(text: str, guarded: Sequence[str]) -> list[_Block]:
    """The paragraphs as pieces; one that ends with a lead-in goes on with the next."""
    found: list[_Block] = []
    for number, block in enumerate(paragraphs(text)):
        goes_on = bool(found) and _LEAD_IN.search(found[-1][-1].text) is not None
        pieces = found[-1] if goes_on else []
        for piece in _pieces(f"\n\n{block}" if number else block, guarded):
            _append(pieces, piece)
        if not goes_on:
            found.append(pieces)
    return found


def _append(block: _Block, piece: _Piece) -> None:
    if block and _LEAD_IN.search(block[-1].text):
        lead = block.pop()
        piece = _Piece(lead.text + piece.text, lead.words + piece.words, lead.guarded or piece.guarded)
    block.append(piece)


def _pieces(block: str, guarded: Sequence[str]) -> Iterator[_Piece]:
    """The block cut between its sentences; nothing is lost, so that what stays keeps its form."""
    code = block.lstrip().startswith(("```", "~~~"))
    start = 0
    for sentence in [block] if code else split_sentences(block):
        end = block.index(sentence, start) + len(sentence)
        piece = block[start:end]
        # The dot keeps a sentence such as "3) is right" in mid-line from being counted as a list's mark.
        words = count_words(f".{piece}" if start else piece)
        folded = piece.casefold()
        yield _Piece(piece, words, any(term in folded for term in guarded))
        start = end


def _tails(blocks: Sequence[_Block], index: int) -> Iterator[_Cut]:
    """The last sentences of a paragraph: all, or so many that two stay at least, since a paragraph of which only the first
    sentence stands reads as if it stopped. The text's first sentence is none of them."""
    block = blocks[index]
    words, free = 0, len(block)
    leads_in = "\n" in block[0].text.strip() if block else False  # a lead-in and what it leads in to are one piece
    least = 0 if index else 1
    while free > least and not block[free - 1].guarded:
        free -= 1
        words += block[free].words
        if block[free].words and (free != 1 or leads_in):
            yield _Cut(words, index, free, len(block))


def _single_sentences(blocks: Sequence[_Block], index: int) -> Iterator[_Cut]:
    """Any sentence but the text's first one."""
    for start, piece in enumerate(blocks[index]):
        if piece.words and not piece.guarded and (index or start):
            yield _Cut(piece.words, index, start, start + 1)


def _cut_by(
    cuts: Callable[[Sequence[_Block], int], Iterator[_Cut]], blocks: Sequence[_Block], surplus: int, *, over: int
) -> int:
    """Make the best of these cuts, one after the other, as long as none takes more than `over` too much; the surplus left."""
    order = sorted(cut for index in range(len(blocks)) for cut in cuts(blocks, index))
    while surplus > 0 and order:
        cut = _best(order, surplus)
        if cut.words > surplus + over:
            break
        for old in cuts(blocks, cut.block):
            del order[bisect_left(order, old)]
        del blocks[cut.block][cut.start : cut.stop]
        surplus -= cut.words
        for new in cuts(blocks, cut.block):
            insort(order, new)
    return surplus


def _best(order: Sequence[_Cut], surplus: int) -> _Cut:
    """The cut nearest to the surplus that takes little more than it; else the smallest. Later ones first."""
    below = bisect_right(order, surplus, key=_words)
    above = order[below].words if below < len(order) else _BEYOND
    if below and surplus - order[below - 1].words <= above - surplus:
        return order[below - 1]
    if below and above > surplus + _OVERSHOOT:
        return order[below - 1]
    return order[bisect_right(order, above, key=_words) - 1]


def _words(cut: _Cut) -> int:
    return cut.words


def _drop_dangling(blocks: list[_Block]) -> int:
    """Take off an end that only leads in to something that is gone; the words of what was taken."""
    words = 0
    while blocks and not blocks[-1]:
        blocks.pop()
    while len(blocks) > 1 and _LEAD_IN.search(blocks[-1][-1].text) and not blocks[-1][-1].guarded:
        words += blocks[-1].pop().words
        while not blocks[-1]:
            blocks.pop()
    return words
