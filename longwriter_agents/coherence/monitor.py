"""The monitor across sections: one look over the whole document, by code alone, in time that grows with its length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from longwriter_agents.coherence.contradictions import contradictions
from longwriter_agents.coherence.drift import drift
from longwriter_agents.coherence.meaning import same_meaning
from longwriter_agents.coherence.names import Names
from longwriter_agents.coherence.openings import openings
from longwriter_agents.coherence.reading import Reading, read
from longwriter_agents.coherence.references import references
from longwriter_agents.coherence.repeats import repeats
from longwriter_agents.coherence.rhythm import rhythm
from longwriter_agents.coherence.spelling import spelling
from longwriter_agents.coherence.worn import worn
from longwriter_agents.embedding import Embedder
from longwriter_agents.model import Brief, Finding, Outline
from longwriter_agents.prose.placeholders import placeholders


def look_over(
    outline: Outline,
    texts: Mapping[str, str],
    brief: Brief,
    canon: Sequence[str] = (),
    *,
    embedder: Embedder | None = None,
) -> list[Finding]:
    """What shows when the sections (id → text) are read together, in the order of the checks, then of the text.

    `warning`: contradictions, what is told twice, restated introductions, broken references and headings, placeholders,
    paragraphs in another language. `info`: style. `canon` holds statements that were settled for the whole document, as
    plain sentences. With an `embedder` also paragraphs that say the same in other words are told (`info`).
    """
    return look_through(read(outline, texts, brief), canon, embedder=embedder)


def look_through(reading: Reading, canon: Sequence[str] = (), *, embedder: Embedder | None = None) -> list[Finding]:
    """The same for sections that are read already."""
    names = Names.of(reading.sentences, reading.pieces)
    found = [*repeats(reading), *openings(reading), *contradictions(reading, names, canon)]
    found += [*references(reading), *_placeholders(reading), *drift(reading)]
    found += [*spelling(reading, names), *rhythm(reading), *worn(reading)]
    return found if embedder is None else [*found, *same_meaning(reading, embedder)]


def _placeholders(reading: Reading) -> list[Finding]:
    message = "A placeholder was left in the text."
    return [
        Finding(code="placeholder", message=message, section_id=body.id, evidence=told)
        for body in reading.bodies
        for told in placeholders(body.text, about=reading.brief.request)
    ]
