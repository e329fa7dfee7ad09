"""Cutting a text to length where it hurts least: whole sentences at the ends of paragraphs, never the text's own end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from longwriter_agents.prose.sentences import paragraphs, split_sentences
from longwriter_agents.words import count_words

_LEAD_IN = re.compile(r"[:：]\s*$|^#{1,6}\s")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+|^#|^\|")
_OVERSHOOT = 6
"""A cut that takes this many words too much is better than two cuts."""


@dataclass(frozen=True)
class _Cut:
    """The sentences from `start` up to `stop` of one paragraph, and their words."""

    block: int
    start: int
    stop: int
    words: int


def trim_to(text: str, *, high: int, low: int = 0, keep: Sequence[str] = ()) -> str:
    """`text` with at most `high` words, as far as whole sentences can bring it there.

    Cut are last sentences of paragraphs, or whole paragraphs within the text, those that fit the surplus best, later
    ones first. The first sentence and the last one stay as long as anything else can go; sentences that hold one of
    `keep` stay always. Where that would leave less than `low`, or nothing may go from the ends, single sentences go from
    within. The result is never empty and does not end on a lead-in ("for example:").
    """
    blocks = [_sentences(block) for block in paragraphs(text)]
    surplus = sum(count_words(sentence) for block in blocks for sentence in block) - high
    if surplus <= 0:
        return text
    guarded, room = [term.casefold() for term in keep], high - low
    while surplus > 0 and (cut := _best_cut(blocks, surplus, guarded, most=surplus + room)) is not None:
        if low and cut.words - surplus - room > surplus:
            break  # too short would be further off than too long
        surplus -= cut.words
        del blocks[cut.block][cut.start : cut.stop]
        _drop_dangling(blocks)
    return "\n\n".join(_joined(block) for block in blocks if block)


def _sentences(block: str) -> list[str]:
    return [block] if block.lstrip().startswith(("```", "~~~")) else split_sentences(block)


def _best_cut(blocks: Sequence[Sequence[str]], surplus: int, guarded: Sequence[str], *, most: int) -> _Cut | None:
    """The cut nearest to the surplus that takes little more than it; else the smallest one that there is."""
    found = _cuts(blocks, guarded, ends=False) or _cuts(blocks, guarded, ends=True)
    within = _single_cuts(blocks, guarded)
    cuts = (
        [cut for cut in found if cut.words <= most] or [cut for cut in within if cut.words <= most] or found or within
    )
    if not cuts:
        return None
    fitting = [cut for cut in cuts if cut.words <= surplus + _OVERSHOOT]
    if fitting:
        return max(fitting, key=lambda cut: (-abs(surplus - cut.words), cut.block))
    return min(cuts, key=lambda cut: (cut.words, -cut.block))


def _cuts(blocks: Sequence[Sequence[str]], guarded: Sequence[str], *, ends: bool) -> list[_Cut]:
    """What may go; with `ends` also the end of the text."""
    found = []
    filled = [index for index, block in enumerate(blocks) if block]
    for index in filled:
        block = blocks[index]
        if index == filled[-1] and not ends:
            continue
        least = 1 if index == filled[0] else 0
        for start in {len(block) - 1, least}:
            tail = block[start:]
            if start >= least and tail and not any(_guarded(sentence, guarded) for sentence in tail):
                found.append(_Cut(index, start, len(block), sum(count_words(sentence) for sentence in tail)))
    return [cut for cut in found if cut.words]


def _single_cuts(blocks: Sequence[Sequence[str]], guarded: Sequence[str]) -> list[_Cut]:
    """Single sentences other than the text's first."""
    return [
        _Cut(index, i, i + 1, count_words(sentence))
        for index, block in enumerate(blocks)
        for i, sentence in enumerate(block)
        if (index or i) and not _guarded(sentence, guarded) and count_words(sentence)
    ]


def _guarded(sentence: str, guarded: Sequence[str]) -> bool:
    folded = sentence.casefold()
    return any(term in folded for term in guarded)


def _drop_dangling(blocks: list[list[str]]) -> None:
    """Without an end that only leads in to something that is gone."""
    while blocks and not blocks[-1]:
        blocks.pop()
    while len(blocks) > 1 and _LEAD_IN.search(blocks[-1][-1]):
        blocks[-1].pop()
        while blocks and not blocks[-1]:
            blocks.pop()


def _joined(block: list[str]) -> str:
    text = block[0]
    for sentence in block[1:]:
        if _ITEM.match(sentence) or _ITEM.match(text.rsplit("\n", 1)[-1]):
            text += f"\n{sentence}"
        elif re.search(r"[。！？」』”]$", text) and not re.match(r"[A-Za-z]", sentence):
            text += sentence
        else:
            text += f" {sentence}"
    return text
