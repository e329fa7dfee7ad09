"""Cutting a text to length at sentence borders."""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.prose.sentences import paragraphs, split_sentences
from longwriter_agents.words import count_words

_LEAD_IN = re.compile(r"[:：]\s*$|^#{1,6}\s")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+|^#|^\|")


def trim_to(text: str, *, high: int, keep: Sequence[str] = ()) -> str:
    """`text` with whole sentences dropped from its end backwards until it has at most `high` words.

    Sentences that hold one of `keep` stay. The result is never empty and does not end on a lead-in ("for example:").
    The last drop is undone in favour of an earlier, shorter sentence when that comes closer to `high`.
    """
    blocks = [_sentences(block) for block in paragraphs(text)]
    surplus = sum(count_words(sentence) for block in blocks for sentence in block) - high
    if surplus <= 0:
        return text
    guarded = [term.casefold() for term in keep]
    for block in reversed(blocks):
        surplus = _shorten(block, surplus, guarded, first=block is blocks[0])
        if surplus <= 0:
            break
    return _rebuilt(blocks)


def _sentences(block: str) -> list[str]:
    return [block] if block.lstrip().startswith(("```", "~~~")) else split_sentences(block)


def _shorten(block: list[str], surplus: int, guarded: Sequence[str], *, first: bool) -> int:
    """Drop sentences from the end of one block; prefers, for the last drop, the sentence that fits the surplus best."""
    floor = 1 if first else 0
    while surplus > 0 and len(block) > floor:
        droppable = [i for i in range(floor, len(block)) if not _guarded(block[i], guarded)]
        if not droppable:
            break
        fitting = [i for i in droppable[-4:] if surplus <= count_words(block[i]) <= surplus + 6]
        index = fitting[-1] if fitting else droppable[-1]
        surplus -= count_words(block.pop(index))
    return surplus


def _guarded(sentence: str, guarded: Sequence[str]) -> bool:
    folded = sentence.casefold()
    return any(term in folded for term in guarded)


def _rebuilt(blocks: list[list[str]]) -> str:
    while len(blocks) > 1 and (not blocks[-1] or _dangling(blocks[-1])):
        blocks.pop()
    return "\n\n".join(_joined(block) for block in blocks if block)


def _dangling(block: list[str]) -> bool:
    """A block that only leads in to something that is gone."""
    while len(block) > 1 and _LEAD_IN.search(block[-1]):
        block.pop()
    return len(block) == 1 and bool(_LEAD_IN.search(block[0]))


def _joined(block: list[str]) -> str:
    text = block[0]
    for sentence in block[1:]:
        if _ITEM.match(sentence) or _ITEM.match(text.rsplit("\n", 1)[-1]):
            text += f"\n{sentence}"
        else:
            text += (
                sentence
                if re.search(r"[。！？」』”]$", text) and not re.match(r"[A-Za-z]", sentence)
                else f" {sentence}"
            )
    return text
