"""Thinning: sentences that borrow most of their words in one piece go; and where a stretch comes back to its phrases more often
than people do, what says least in words of its own.

A small model writes "it is important to ensure that all …" in every other paragraph; no two of these sentences say the same, so
that nothing else finds them. What is dropped here is made good when the length is settled, by a drafter who goes on with
something new.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from longwriter_agents.coherence.reading import Reading, Sentence, is_cjk
from longwriter_agents.prose.repetition import leans

MOST_REPEATED = 0.04
"""The share of four-word sequences that have stood before in a stretch of 1,000 words; people stay below .02."""
_STRETCH, _GRAM = 1_000, 4
_DIGIT = re.compile(r"\d")
_MOST_DROPPED, _MOST_OF_ALL = 0.1, 0.2
"""Of the words of a stretch, and of all. What is worse than that has other faults, and a section needs its sentences."""
_LEAST_WORDS, _LEAST_GAIN, _LEAST_SHARE = 6, 3, 0.25
"""What is dropped has so many words at least, and so many of its sequences (and this share of them) stand elsewhere."""
_PIECE, _PIECE_SHARE = 9, 0.5
"""A sentence borrows where so many words in a row stood earlier, and that is such a share of it."""

Gram = tuple[str, ...]


@dataclass
class _Told:
    """A sentence of the stretch, with its four-word sequences."""

    sentence: Sentence
    grams: Sequence[Gram]
    free: bool
    """Whether the text can do without it: it begins no section, tells no number, and what follows does not lean on it."""

    @property
    def words(self) -> int:
        return len(self.sentence.words)


def overused(reading: Reading, within: Collection[str], gone: Collection[Sentence] = ()) -> list[Sentence]:
    """Sentences of the sections `within` that are to go, in reading order; `gone` are those that go already. The work grows
    with the text."""
    told = list(_told(reading, set(within), set(gone)))
    dropped = _borrowing(told)
    start = 0
    while start < len(told):
        stop, half, words = start, 0, 0
        while stop < len(told) and words < _STRETCH:
            words += told[stop].words
            half = half or (stop if words >= _STRETCH // 2 else 0)
            stop += 1
        spent = sum(told[number].words for number in dropped)
        left = min(_MOST_DROPPED * words, _MOST_OF_ALL * sum(each.words for each in told) - spent)
        dropped |= _thinned(told, [n for n in range(start, stop) if n not in dropped], left)
        start = max(start + 1, half) if stop < len(told) else len(told)
    return [told[number].sentence for number in sorted(dropped)]


def _borrowing(told: Sequence[_Told]) -> set[int]:
    """The sentences that borrow, as far as enough is left without them."""
    seen: set[Gram] = set()
    dropped: set[int] = set()
    left = _MOST_DROPPED * sum(each.words for each in told)
    for number, each in enumerate(told):
        words = each.sentence.words
        pieces = list(zip(*(words[at:] for at in range(_PIECE)), strict=False))
        borrowed = {at + offset for at, piece in enumerate(pieces) if piece in seen for offset in range(_PIECE)}
        if each.free and len(borrowed) > _PIECE_SHARE * len(words) and each.words <= left:
            dropped.add(number)
            left -= each.words
        else:
            seen.update(pieces)
    return dropped


def _told(reading: Reading, within: set[str], gone: set[Sentence]) -> Iterator[_Told]:
    for body in reading.bodies:
        first = body.first
        for paragraph in body.paragraphs:
            left = [sentence for sentence in paragraph.sentences if sentence.prose and sentence not in gone]
            for number, sentence in enumerate(left):
                words = sentence.words
                following = left[number + 1] if number + 1 < len(left) else None
                leant_on = following is not None and leans(following.text)
                free = body.id in within and sentence is not first and not leant_on and _is_plain(sentence)
                yield _Told(sentence, list(zip(*(words[at:] for at in range(_GRAM)), strict=False)), free)


def _is_plain(sentence: Sentence) -> bool:
    """Words and nothing else: no number, no item of a list, nothing that a list begins with, no signs that are words."""
    text = sentence.text.rstrip()
    plain = not (sentence.listed or text.endswith(":") or _DIGIT.search(text) or is_cjk(text))
    return plain and len(sentence.words) >= _LEAST_WORDS


def _thinned(told: Sequence[_Told], stretch: Sequence[int], left: float) -> set[int]:
    """The sentences of a stretch that go: one by one those that gain most, until it is as people write or `left` words have
    gone."""
    times = Counter(gram for number in stretch for gram in told[number].grams)
    total, repeated = sum(times.values()), sum(times.values()) - len(times)
    dropped: set[int] = set()
    while repeated > MOST_REPEATED * total:
        free = [n for n in stretch if n not in dropped and told[n].free and told[n].words <= left]
        gains = {n: sum(times[gram] > 1 for gram in told[n].grams) for n in free}
        worth = [n for n, gain in gains.items() if gain >= max(_LEAST_GAIN, _LEAST_SHARE * len(told[n].grams))]
        if not worth:
            break
        worst = max(worth, key=lambda n: (gains[n] ** 2 / told[n].words, n))
        dropped.add(worst)
        left -= told[worst].words
        repeated -= gains[worst]
        total -= len(told[worst].grams)
        times.subtract(told[worst].grams)
    return dropped
