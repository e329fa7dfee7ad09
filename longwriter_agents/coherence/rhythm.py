"""Monotony: sentences and lists that are all made alike. Only told, never more than a hint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import fsum, sqrt

from longwriter_agents.coherence.reading import Body, Reading, Sentence
from longwriter_agents.model import Finding

_ENOUGH_SENTENCES = 20
_EVEN = 0.22
"""Standard deviation of the sentences' lengths ÷ their mean: prose by people has .4 to .8."""
_OPENER_SHARE = 0.15
"""The document's most common two-word opener; the 95th percentile of people's stories is .094."""
_ENOUGH_ITEMS, _ITEM_SHARE = 6, 0.7


def rhythm(reading: Reading) -> list[Finding]:
    return [*_one_opener(reading), *_even_sentences(reading), *_lists(reading)]


def _one_opener(reading: Reading) -> Iterator[Finding]:
    told = [s for s in reading.sentences if not s.listed and len(s.words) > 3]
    openers = Counter(s.words[:2] for s in told)
    if len(told) < _ENOUGH_SENTENCES:
        return
    opener, count = openers.most_common(1)[0]
    if count > _OPENER_SHARE * len(told):
        alike = [s for s in told if s.words[:2] == opener]
        yield _hint(alike[-1], f'{count} of {len(told)} sentences begin with "{" ".join(opener)}".', alike[0])


def _even_sentences(reading: Reading) -> Iterator[Finding]:
    told = [s for s in reading.sentences if not s.listed]
    lengths = [len(s.words) for s in told]
    if len(told) < _ENOUGH_SENTENCES:
        return
    mean = fsum(lengths) / len(lengths)
    if _deviation(lengths, mean) < _EVEN * mean:
        yield _hint(told[0], f"Its {len(told)} sentences are all about {mean:.0f} words long.")


def _deviation(lengths: Sequence[int], mean: float) -> float:
    """The standard deviation. (The one of `statistics`, which is exact for fractions, takes twenty times as long.)"""
    return sqrt(fsum((length - mean) ** 2 for length in lengths) / len(lengths))


def _lists(reading: Reading) -> Iterator[Finding]:
    for body in reading.bodies:
        items = [s for s in body.sentences if s.listed and s.words]
        if len(items) >= _ENOUGH_ITEMS:
            yield from _of_items(body, items)


def _of_items(body: Body, items: Sequence[Sentence]) -> Iterator[Finding]:
    word, count = Counter(s.words[0] for s in items).most_common(1)[0]
    if count >= _ITEM_SHARE * len(items):
        yield _hint(items[0], f'{count} of {len(items)} list items begin with "{word}".')


def _hint(sentence: Sentence, message: str, other: Sentence | None = None) -> Finding:
    return Finding(
        code="monotony",
        severity="info",
        message=message,
        section_id=sentence.section_id,
        evidence=sentence.text,
        other=other.text if other else "",
        other_section_id=other.section_id if other else None,
    )
