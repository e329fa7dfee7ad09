"""What came before, in a few words made by code: the state that the plan names, or a text's most telling sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from longwriter_agents.continuity.likeness import marks
from longwriter_agents.model import Outline, Section
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.words import count_words

_LONGEST = 40
"""Words of a sentence that can still stand for its section."""


@lru_cache(maxsize=1_024)
def gist(text: str) -> str:
    """The sentence that holds most of what the text speaks of again and again, for its length; the first of equals."""
    sentences = [each for each in split_sentences(text) if 0 < count_words(each) <= _LONGEST]
    often = Counter(mark for each in sentences for mark in marks(each))
    best = max(
        range(len(sentences)),
        key=lambda at: (sum(often[m] - 1 for m in marks(sentences[at])) / (4 + count_words(sentences[at])), -at),
        default=None,
    )
    return "" if best is None else " ".join(sentences[best].split())


def state_at_end(section: Section) -> str:
    """In what state a section ends, by the plan: its exit, or else the last thing that it tells."""
    return section.exit or (section.points[-1] if section.points else section.summary or section.title)


def so_far(outline: Outline, section_id: str, gists: Mapping[str, str], *, most: int, words: int) -> tuple[str, ...]:
    """What was told before this section and its forerunner, oldest first: of each earlier part, and within the own part of
    each section, one sentence of what is written (`gists`) or the state that the plan lets it end in. The latest `most`
    of these, each cut to `words` words."""
    earlier: list[Section] = []
    for part in outline.parts:
        ids = [section.id for section in part.sections]
        if section_id in ids:
            earlier += part.sections[: max(0, ids.index(section_id) - 1)]
            break
        earlier += part.sections[-1:]
    told = [gists.get(section.id) or state_at_end(section) for section in earlier]
    return tuple(_cut(each, words) for each in told if each)[-most:]


def _cut(text: str, words: int) -> str:
    parts = text.split()
    if count_words(text) <= words:
        return text
    return " ".join(parts[:words]) + " …" if len(parts) > words else text[: words * 2] + "…"
