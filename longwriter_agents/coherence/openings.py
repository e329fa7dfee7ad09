"""How sections and paragraphs begin: introductions told again, and beginnings that are all alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from longwriter_agents.coherence.reading import Body, Reading, Sentence, is_cjk
from longwriter_agents.model import Finding

_OPENER, _OPENER_CJK = 3, 5
_PARAGRAPHS_ALIKE, _ALIKE_SHARE = 4, 0.1
_LOOK = 2
"""An introduction that is told again stands in a section's first two sentences."""
_SAME_INTRODUCTION = 0.6
_INTRODUCES = re.compile(
    r"\b(?:is|are|has been|have been|was|were|has become|have become) "
    r"(?:a|an|the|one of|among|more than|an? \w+|widely|considered|known|defined|not just|not only|essential|important|"
    r"fundamental|crucial|vital)\b|\brefers? to\b|\bplays? an? (?:\w+ )?role\b",
    re.IGNORECASE,
)
_INTRODUCES_ZH = re.compile(r"是(?:一种|一门|一个|一项|指|我们|人类|现代|当今)|(?:作为|被称为|被誉为)|扮演着")
_SMALL = frozenset(
    "a an the of and or in on at to for with by from as is are was were be been has have had it its this that these those "
    "their his her our your my we you they i he she not no but so than then how what why when who which about into over "
    "can will may also one more most many some any all each every very write guide essay report story".split()
)


def openings(reading: Reading) -> list[Finding]:
    return [*reading.once(restated), *_sections_alike(reading), *_paragraphs_alike(reading)]


def restated(reading: Reading) -> list[Finding]:
    """Sections after the first that begin by introducing the whole subject again."""
    found: list[Finding] = []
    if len(reading.bodies) < 2:
        return found
    first = [s for s in reading.bodies[0].sentences if s.prose][: _LOOK + 1]
    subject = _stems([reading.outline.title, reading.brief.subject], reading)
    for body in reading.bodies[1:]:
        for sentence in [s for s in body.sentences if s.prose and not s.listed][:_LOOK]:
            other = _introduced(sentence, first, subject, body)
            if other is not None:
                found.append(_restated(sentence, other))
                break
    return found


def _introduced(sentence: Sentence, first: Sequence[Sentence], subject: frozenset[str], body: Body) -> Sentence | None:
    """The sentence of the introduction that this one tells again in other words.

    It must introduce ("X is a …"), name the document's subject and nothing that is this section's own, and share most
    of its content with the introduction's sentence.
    """
    content = _content(sentence)
    introduces = _INTRODUCES_ZH if is_cjk(sentence.text) else _INTRODUCES
    own = _stem_words([body.title]) - subject
    if len(content) < 3 or not introduces.search(sentence.text) or not content & subject or content & own:
        return None
    for other in first:
        theirs = _content(other)
        if len(theirs) >= 3 and len(content & theirs) >= _SAME_INTRODUCTION * min(len(content), len(theirs)):
            return other
    return None


def _restated(sentence: Sentence, other: Sentence) -> Finding:
    return Finding(
        code="restated_introduction",
        message="Introduces the whole subject again.",
        section_id=sentence.section_id,
        evidence=sentence.text,
        other=other.text,
        other_section_id=other.section_id,
    )


def _stems(told: Sequence[str], reading: Reading) -> frozenset[str]:
    """What the document is about: the content words of its title and subject, else of the request's first words."""
    return _stem_words(told) or _stem_words([reading.brief.request[:200]])


def _stem_words(told: Sequence[str]) -> frozenset[str]:
    return frozenset(stem for text in told for stem in _content(Sentence("", 0, text)))


def _content(sentence: Sentence) -> frozenset[str]:
    """Content words without their endings; of Chinese, pairs of signs."""
    words = sentence.words
    if is_cjk(sentence.text):
        return frozenset(a + b for a, b in pairwise(words))
    return frozenset(_stem(word) for word in words if word not in _SMALL)


def _stem(word: str) -> str:
    for ending in ("ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _opener(sentence: Sentence) -> tuple[str, ...]:
    size = _OPENER_CJK if is_cjk(sentence.text) else _OPENER
    return sentence.words[:size] if len(sentence.words) > size else ()


def _sections_alike(reading: Reading) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], Sentence] = {}
    for body in reading.bodies:
        opener = _opener(body.first) if body.first else ()
        if not body.first or not opener:
            continue
        if opener in seen:
            yield _alike(body.first, seen[opener], "The section begins with the same words as another.")
        else:
            seen[opener] = body.first


def _paragraphs_alike(reading: Reading) -> Iterator[Finding]:
    """An opener of many paragraphs: at least four, and a tenth of all."""
    firsts = [p.sentences[0] for p in reading.paragraphs if p.prose and not p.listed]
    groups: dict[tuple[str, ...], list[Sentence]] = {}
    for sentence in firsts:
        if opener := _opener(sentence):
            groups.setdefault(opener, []).append(sentence)
    for opener, alike in groups.items():
        if len(alike) >= max(_PARAGRAPHS_ALIKE, _ALIKE_SHARE * len(firsts)):
            words = "".join(opener) if is_cjk("".join(opener)) else " ".join(opener)
            yield _alike(alike[-1], alike[0], f'{len(alike)} of {len(firsts)} paragraphs begin with "{words}".')


def _alike(sentence: Sentence, other: Sentence, message: str) -> Finding:
    return Finding(
        code="repeated_opener",
        severity="info",
        message=message,
        section_id=sentence.section_id,
        evidence=sentence.text,
        other=other.text,
        other_section_id=other.section_id,
    )
