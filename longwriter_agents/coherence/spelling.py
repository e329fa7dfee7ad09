"""One word written two ways: e-mail and email, colour and color, Weber and Webber."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from longwriter_agents.coherence.names import Names
from longwriter_agents.coherence.reading import Reading, Sentence, pieces
from longwriter_agents.model import Finding

_PAIRS = Path(__file__).parent / "spellings" / "en.txt"
_AMBIGUOUS = frozenset({"tire", "story", "program", "programs", "meter", "meters", "mold", "dialog", "dialogs", "gray"})
"""American spellings that are British words of another meaning, or names; their mixing shows nothing."""
_SEPARABLE = re.compile(r"(?:re|co|pre|un|de|anti|non|ex|pro|counter)-")
"""Words whose hyphen changes what they mean (re-cover, recover)."""
_CODE = re.compile(r"`[^`\n]*`|https?://\S+|\S+@\S+")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
_HYPHEN = re.compile(r"[-‐‑]")
_LEAST_HYPHENED = 5

Homes = dict[str, tuple[int, Sentence]]


def spelling(reading: Reading, names: Names) -> list[Finding]:
    """Terms and names in two spellings; each pair once. Rules for terms are those of English."""
    found: list[Finding] = []
    if _may_vary(reading):
        homes = _homes(reading)
        found += [*_hyphens(homes), *(_varieties(homes) if reading.language == "en" else ())]
    return found + [_finding(a, b, first, second) for a, b, first, second in names.misspelt()]


def _may_vary(reading: Reading) -> bool:
    """Whether both words of any pair stand in the text, wherever they do: hardly a text has such words."""
    told = " ".join(_pieces(reading))
    words = {word.casefold() for word in _LETTERS.findall(told)}
    return any(_joined(word) in words for word in words if _HYPHEN.search(word)) or any(
        british in words and american in words for british, american in _pairs()
    )


def _pieces(reading: Reading) -> set[str]:
    if _may_be_code(reading.text):
        return pieces(_without_code(sentence.text) for sentence in reading.sentences)
    return reading.pieces


def _homes(reading: Reading) -> Homes:
    """Each word in small letters with the sentence where it first stands and that sentence's number. Names (capitals
    within a sentence) are left out."""
    homes: Homes = {}
    for index, sentence in enumerate(reading.sentences):
        home = (index, sentence)
        for number, word in enumerate(_LETTERS.findall(_without_code(sentence.text))):
            if number == 0 or word[0].islower():
                homes.setdefault(word.casefold(), home)
    return homes


def _without_code(text: str) -> str:
    return _CODE.sub(" ", text) if _may_be_code(text) else text


def _may_be_code(text: str) -> bool:
    return "`" in text or "@" in text or ":" in text


def _hyphens(homes: Homes) -> Iterator[Finding]:
    for word in homes:
        joined = _joined(word)
        if joined != word and len(joined) >= _LEAST_HYPHENED and joined in homes and not _SEPARABLE.match(word):
            yield _pair(word, joined, homes)


def _joined(word: str) -> str:
    return _HYPHEN.sub("", word)


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """(British, American) of every form in the list."""
    found: list[tuple[str, str]] = []
    for line in _PAIRS.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        words, _, endings = line.partition("/")
        british, american = words.split()
        found.append((british, american))
        for ending in endings.split():
            found.append((british + ending, american + ending))
    return tuple(found)


def _varieties(homes: Homes) -> Iterator[Finding]:
    for british, american in _pairs():
        if british in homes and american in homes and american not in _AMBIGUOUS:
            yield _pair(british, american, homes)


def _pair(a: str, b: str, homes: Homes) -> Finding:
    first, second = sorted((a, b), key=lambda word: homes[word][0])
    return _finding(first, second, homes[first][1], homes[second][1])


def _finding(a: str, b: str, first: Sentence, second: Sentence) -> Finding:
    """The passage that comes later is the one that departs from the other."""
    return Finding(
        code="spelling",
        severity="info",
        message=f"Written two ways: {a!r} and {b!r}.",
        section_id=second.section_id,
        evidence=second.text,
        other=first.text,
        other_section_id=first.section_id,
    )
