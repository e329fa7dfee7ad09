"""Language drift: paragraphs that are in another language than the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from longwriter_agents.coherence.reading import Paragraph, Reading, is_cjk
from longwriter_agents.model import Finding
from longwriter_agents.prose.language import detect, language_name
from longwriter_agents.words import count_words

_ENOUGH_WORDS = 20
_QUOTED = re.compile(r"^\s*[>\"“„«「『*_]")
"""What is quoted, or set in italics as a whole, may be in any language."""
_COMMON: dict[str, frozenset[str]] = {
    "en": frozenset(
        "the of and to in a is that it was for on with as by at from his her their this be are not".split()
    ),
    "de": frozenset("der die das und in zu den von mit ist ein eine auf im nicht für dem des sich auch es".split()),
    "fr": frozenset("le la les de des et en un une est que qui dans pour du pas sur au par il elle ce se".split()),
    "es": frozenset("el la los las de y en un una que es por con para del se no al lo su más".split()),
    "it": frozenset("il la le di e in un una che è per con non del della si al dei da più sono".split()),
    "pt": frozenset("o a os as de e em um uma que é por com para do da se não no na mais".split()),
    "nl": frozenset("de het een en van in is dat op te met voor niet zijn aan er ook als bij door".split()),
}
_USUAL = 0.15
"""With so many of its language's commonest words a paragraph is in that language; others are looked at closely."""


def drift(reading: Reading) -> Iterator[Finding]:
    for paragraph in reading.paragraphs:
        if paragraph.prose and not _QUOTED.match(paragraph.text) and not _as_usual(paragraph, reading.language):
            yield from _looked_at(paragraph, reading.language)


def _as_usual(paragraph: Paragraph, language: str) -> bool:
    """A quick look that spares most paragraphs the identifier."""
    if language == "zh":
        return is_cjk(paragraph.text)
    common = _COMMON.get(language, frozenset())
    words = list(paragraph.words)
    return len(words) < _ENOUGH_WORDS or sum(map(common.__contains__, words)) >= _USUAL * len(words)


def _looked_at(paragraph: Paragraph, language: str) -> Iterator[Finding]:
    seen = detect(paragraph.text, hint=language)
    if seen != language and count_words(paragraph.text) >= _ENOUGH_WORDS:
        yield Finding(
            code="language",
            message=f"A paragraph is in {language_name(seen)}, not {language_name(language)}.",
            section_id=paragraph.section_id,
            evidence=paragraph.text,
        )
