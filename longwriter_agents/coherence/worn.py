"""Worn phrases ("a testament to"): our own lists, one file for each language in `phrases/`. Only told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from longwriter_agents.coherence.reading import Body, Reading, pieces
from longwriter_agents.model import Finding
from longwriter_agents.prose.cues import words_of

_FOLDER = Path(__file__).parent / "phrases"
_MOST = 20


@cache
def phrases(language: str) -> tuple[str, ...]:
    """The list of a language; empty where there is none."""
    path = _FOLDER / f"{language}.txt"
    if not path.is_file():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _whole_words(phrase: str) -> frozenset[str]:
    """The words that a text must have if the phrase stands in it; none of a phrase in a script without spaces.

    Hardly a text has those of hardly a phrase, and words are looked up faster than phrases are searched for."""
    head, star, _ = phrase.partition("*")
    words = words_of(head)
    open_end = words_of(head[head.rfind(" ") + 1 :]) if star else frozenset()
    return words - open_end if phrase.isascii() else frozenset()


def worn(reading: Reading) -> list[Finding]:
    """Each phrase once, with how often it comes; what comes most often first."""
    folded = [(body, body.text.casefold().replace("’", "'")) for body in reading.bodies]
    words = words_of(" ".join(pieces(text for _, text in folded)).replace("_", " "))
    request = reading.brief.request.casefold()
    counted = []
    for phrase in phrases(reading.language):
        if not _whole_words(phrase) <= words:
            continue
        wanted = phrase.rstrip("*")
        homes = [(body, times) for body, text in folded if (times := _times(text, wanted, phrase.endswith("*")))]
        if homes and wanted not in request:
            counted.append((sum(times for _, times in homes), wanted, homes[0][0]))
    counted.sort(key=lambda row: (-row[0], row[1]))
    return [_finding(count, wanted, body) for count, wanted, body in counted[:_MOST]]


def _times(text: str, phrase: str, open_end: bool) -> int:
    """How often the phrase stands in the text, as whole words."""
    return sum(1 for _ in _places(text, phrase, open_end)) if phrase in text else 0


def _places(text: str, phrase: str, open_end: bool) -> Iterator[int]:
    latin = phrase[0].isascii()
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        begins = not latin or at == 0 or not text[at - 1].isalnum()
        ends = not latin or open_end or end == len(text) or not (text[end].isalnum() and phrase[-1].isalnum())
        if begins and ends:
            yield at
        at = text.find(phrase, end)


def _finding(count: int, phrase: str, body: Body) -> Finding:
    sentence = next((s.text for s in body.sentences if phrase in s.text.casefold().replace("’", "'")), "")
    return Finding(
        code="worn_phrase",
        severity="info",
        message=f'A worn phrase: "{phrase}"' + (f", {count} times." if count > 1 else "."),
        section_id=body.id,
        evidence=sentence,
    )
