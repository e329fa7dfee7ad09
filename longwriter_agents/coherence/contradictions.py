"""Contradictions: one thing, one attribute, two values in two passages. What can't be told for certain is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from longwriter_agents.coherence import chinese, english
from longwriter_agents.coherence.claims import Claim, Clash, clashes
from longwriter_agents.coherence.names import Names
from longwriter_agents.coherence.reading import Reading, Sentence, is_cjk
from longwriter_agents.coherence.things import Things
from longwriter_agents.model import Finding

CANON = "canon"
"""The section id that statements of the canon carry while they are compared; findings name no section for it."""


def contradictions(reading: Reading, names: Names, canon: Sequence[str] = ()) -> list[Finding]:
    """What the text says against itself, or against the canon's statements. English and Chinese; else nothing."""
    settled = [Sentence(CANON, number, text) for number, text in enumerate(canon)]
    claims = list(_claims(reading, [*settled, *reading.sentences], names))
    return [_finding(clash) for clash in clashes(claims)]


def _claims(reading: Reading, sentences: Sequence[Sentence], names: Names) -> Iterator[Claim]:
    things = Things(reading.text)
    for sentence in sentences:
        if reading.language == "en":
            yield from english.claims(sentence, names, things)
        elif reading.language == "zh" and is_cjk(sentence.text):
            yield from chinese.claims(sentence, reading.text)


def _finding(clash: Clash) -> Finding:
    earlier, later = clash.earlier.sentence, clash.later.sentence
    canonical = earlier.section_id == CANON
    where = "what was settled for the whole document" if canonical else f"section {earlier.section_id}"
    where = "an earlier passage of it" if earlier.section_id == later.section_id else where
    return Finding(
        code="contradiction",
        message=f"Contradicts {where} ({clash.later.subject.head}: {clash.later.attribute.replace(':', ' ')}).",
        section_id=later.section_id,
        evidence=later.text,
        other=earlier.text,
        other_section_id=None if canonical else earlier.section_id,
    )
