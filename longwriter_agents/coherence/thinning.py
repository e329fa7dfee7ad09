"""Thinning: sentences that borrow most of their words in one piece go; and where a stretch comes back to its phrases more often
than people do, what says least in words of its own.

A small model writes "it is important to ensure that all …" in every other paragraph; no two of these sentences say the same, so
that nothing else finds them. What is dropped here is made good when the length is settled, by a drafter who goes on with
something new.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from longwriter_agents.coherence.reading import Reading, Sentence, is_cjk
from longwriter_agents.prose.repetition import leans

_STRETCH, _GRAM = 1_000, 4
_DIGIT = re.compile(r"\d")
_STEP = re.compile(r"\W*(?:first|second|third|fourth|fifth|next|then|after that|last|final)(?:ly)?,", re.IGNORECASE)
"""How a sentence begins that counts on: without it "Finally, …" would follow upon nothing."""
_LEAST_WORDS, _LEAST_GAIN, _LEAST_SHARE = 6, 3, 0.25
"""What is dropped has so many words at least, and so many of its sequences (and this share of them) stand elsewhere."""
_SHARE_OF_SHORT = 0.4
"""Of a short sentence, which has no more sequences than two or three, this share is enough."""
_LONGEST_CHAIN = 3
_PIECE, _PIECE_SHARE = 9, 0.5
"""A sentence borrows where so many words in a row stood earlier, and that is such a share of it."""

Gram = tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """How far a text is thinned. All are shares, in [0, 1]."""

    repeated: float = 0.04
    """Of the four-word sequences of a stretch of 1,000 words: so many may have stood there before. People stay below .02."""
    of_stretch: float = 0.1
    """Of the words of a stretch, that go at most. What is worse than that has other faults, and a section needs its sentences."""
    of_all: float = 0.2


OF_DOCUMENTS = Measure()


@dataclass
class _Told:
    """A sentence of the stretch, with its four-word sequences."""

    sentence: Sentence
    grams: Sequence[Gram]
    free: bool
    """Whether the text can do without it: it begins no section, tells no number first, and no constraint needs it."""
    chain: int
    """How many sentences go with it, itself among them: those that lean on it follow it."""

    @property
    def words(self) -> int:
        return len(self.sentence.words)


def overused(
    reading: Reading,
    within: Collection[str],
    gone: Collection[Sentence] = (),
    kept: Collection[Sentence] = (),
    by: Measure = OF_DOCUMENTS,
) -> list[Sentence]:
    """Sentences of the sections `within` that are to go, in reading order; `gone` are those that go already, `kept` those that
    must stay, and with them what they lean on. The work grows with the text."""
    told = list(_told(reading, set(within), set(gone), set(kept)))
    dropped = _borrowing(told, by)
    most = by.of_all * sum(each.words for each in told) - sum(told[number].words for number in dropped)
    start = 0
    while start < len(told):
        stop, half, words = start, 0, 0
        while stop < len(told) and words < _STRETCH:
            words += told[stop].words
            half = half or (stop if words >= _STRETCH // 2 else 0)
            stop += 1
        near = {n for n in range(start, stop + _LONGEST_CHAIN) if n in dropped}
        stretch = [n for n in range(start, stop) if n not in near]
        going = _thinned(told, stretch, near, min(by.of_stretch * words, most), by)
        most -= sum(told[number].words for number in going)
        dropped |= going
        start = max(start + 1, half) if stop < len(told) else len(told)
    return [told[number].sentence for number in sorted(dropped)]


def _borrowing(told: Sequence[_Told], by: Measure) -> set[int]:
    """The sentences that borrow, with what leans on them, as far as enough is left without them."""
    seen: set[Gram] = set()
    dropped: set[int] = set()
    left = by.of_stretch * sum(each.words for each in told)
    for number, each in enumerate(told):
        words = each.sentence.words
        pieces = list(zip(*(words[at:] for at in range(_PIECE)), strict=False))
        borrowed = {at + offset for at, piece in enumerate(pieces) if piece in seen for offset in range(_PIECE)}
        going = _going(told, number, dropped)
        cost = sum(told[n].words for n in going)
        if going and len(borrowed) > _PIECE_SHARE * cost and cost <= left:
            dropped.update(going)
            left -= cost
        elif number not in dropped:
            seen.update(pieces)
    return dropped


def _going(told: Sequence[_Told], number: int, dropped: Collection[int]) -> list[int]:
    """The sentences that go if this one does; none where one of them is to stay, or there are too many."""
    chain = range(number, number + told[number].chain)
    if number in dropped or len(chain) > _LONGEST_CHAIN or not all(told[n].free for n in chain):
        return []
    return [n for n in chain if n not in dropped]


def _told(reading: Reading, within: set[str], gone: set[Sentence], kept: set[Sentence]) -> Iterator[_Told]:
    numbers: set[str] = set()
    for body in reading.bodies:
        first = body.first
        for paragraph in body.paragraphs:
            left = [sentence for sentence in paragraph.sentences if sentence.prose and sentence not in gone]
            for sentence, chain in zip(left, _chains(left), strict=True):
                words = sentence.words
                own = {word for word in words if _DIGIT.search(word)}
                bound = sentence is first or sentence in kept or not own <= numbers
                numbers |= own
                free = body.id in within and not bound and _is_plain(sentence)
                yield _Told(sentence, list(zip(*(words[at:] for at in range(_GRAM)), strict=False)), free, chain)


def _chains(sentences: Sequence[Sentence]) -> list[int]:
    """For each sentence of a paragraph, how many stand from it on of which each leans on the one before it."""
    chains = [1] * len(sentences)
    for number in range(len(sentences) - 2, -1, -1):
        if leans(sentences[number + 1].text):
            chains[number] += chains[number + 1]
    return chains


def _is_plain(sentence: Sentence) -> bool:
    """Words and nothing else: no item of a list, nothing that a list begins with, no step of several, no signs that are
    words."""
    text = sentence.text.rstrip()
    plain = not (sentence.listed or text.endswith(":") or is_cjk(text) or _STEP.match(text))
    return plain and len(sentence.words) >= _LEAST_WORDS


def _thinned(
    told: Sequence[_Told], stretch: Sequence[int], gone: Collection[int], left: float, by: Measure
) -> set[int]:
    """The sentences of a stretch that go beside those that are `gone`: one by one those that gain most, until it is as people
    write or `left` words have gone."""
    times = Counter(gram for number in stretch for gram in told[number].grams)
    total, repeated = sum(times.values()), sum(times.values()) - len(times)
    dropped: set[int] = set()
    here = set(stretch)
    while repeated > by.repeated * total:
        out = {*gone, *dropped}
        going = {n: _going(told, n, out) for n in stretch if n not in dropped}
        costs = {
            n: sum(told[each].words for each in chain) for n, chain in going.items() if chain and here.issuperset(chain)
        }
        grams = {
            n: [gram for each in going[n] for gram in told[each].grams] for n, cost in costs.items() if cost <= left
        }
        gains = {n: _gain(each, times) for n, each in grams.items()}
        worth = [n for n, gain in gains.items() if _is_worth(gain, len(grams[n]))]
        if not worth:
            break
        worst = max(worth, key=lambda n: (gains[n] ** 2 / costs[n], n))
        dropped.update(going[worst])
        left -= costs[worst]
        repeated -= gains[worst]
        total -= len(grams[worst])
        times.subtract(grams[worst])
    return dropped


def _is_worth(gain: int, grams: int) -> bool:
    return gain >= max(_LEAST_GAIN, _LEAST_SHARE * grams) or gain > _SHARE_OF_SHORT * grams


def _gain(grams: Sequence[Gram], times: Mapping[Gram, int]) -> int:
    """How many sequences fewer stand twice without these; what only they have stays new once."""
    return sum(min(count, times[gram] - 1) for gram, count in Counter(grams).items())
