"""Paragraphs that say the same in other words, told by an embedder where one is installed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from longwriter_agents.coherence.reading import Paragraph, Reading
from longwriter_agents.embedding import Embedder, WordLlamaEmbedder
from longwriter_agents.model import Finding
from longwriter_agents.words import count_words

SAME_MEANING = 0.8
"""Cosine from which on two paragraphs are said to mean the same. With the embedder of the extra `embed`, paragraphs of a speech
that people wrote stay below .7 as a rule, those of a small model that come back to a thought reach .78."""
_ENOUGH_WORDS = 20
_ROWS = 32
"""Paragraphs compared with so many others at a time. Memory stays small, and numpy's multiplication stays in its thread: a larger
one wakes a thread for each core, which then turns idly for longer than all the paragraphs of a document take."""
_QUOTE = 300


def same_meaning(reading: Reading, embedder: Embedder, *, least: float = SAME_MEANING) -> Iterator[Finding]:
    """Each paragraph that means the same as an earlier one of another section, with the one that is nearest to it."""
    blocks = [p for p in reading.paragraphs if p.prose and not p.listed and _says_enough(p.text)]
    if len(blocks) < 2:
        return
    for later, earlier, cosine in _nearest(blocks, _vectors([block.text for block in blocks], embedder)):
        if cosine >= least:
            yield _finding(blocks[later], blocks[earlier], cosine)


def _says_enough(text: str) -> bool:
    """Whether it has enough words; they are counted where that is in doubt. (Letters between blanks are a word each, unless
    they stand in a link or a fence.)"""
    bare = "](" not in text and "```" not in text and "~~~" not in text
    return (bare and sum(map(str.isalpha, text.split())) >= _ENOUGH_WORDS) or count_words(text) >= _ENOUGH_WORDS


def _vectors(texts: Sequence[str], embedder: Embedder) -> Any:
    return embedder.vectors(texts) if isinstance(embedder, WordLlamaEmbedder) else embedder.embed(texts)


def _nearest(blocks: Sequence[Paragraph], rows: Any) -> Iterator[tuple[int, int, float]]:
    np: Any = import_module("numpy")
    vectors = np.asarray(rows, dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = vectors / np.where(lengths == 0, 1.0, lengths)
    homes: dict[str, int] = {}
    home = np.asarray([homes.setdefault(block.section_id, len(homes)) for block in blocks])
    for start in range(0, len(blocks), _ROWS):
        stop = min(len(blocks), start + _ROWS)
        alike = np.hstack([unit[start:stop] @ unit[first : first + _ROWS].T for first in range(0, stop, _ROWS)])
        later = np.arange(start, stop)[:, None] > np.arange(stop)[None, :]
        alike[~(later & (home[start:stop, None] != home[None, :stop]))] = -1.0
        for offset, earlier in enumerate(alike.argmax(axis=1)):
            yield start + offset, int(earlier), float(alike[offset, earlier])


def _finding(later: Paragraph, earlier: Paragraph, cosine: float) -> Finding:
    return Finding(
        code="same_meaning",
        severity="info",
        message=f"Means the same as a paragraph of section {earlier.section_id} (cosine {cosine:.2f}).",
        section_id=later.section_id,
        evidence=later.text[:_QUOTE].rstrip(),
        other=earlier.text[:_QUOTE].rstrip(),
        other_section_id=earlier.section_id,
    )
