"""Signs of a bad section that code can see. Codes are stable; messages are for people."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from longwriter_agents.model import Finding
from longwriter_agents.prose.language import detect, language_name
from longwriter_agents.prose.meta import meta_sentences
from longwriter_agents.prose.placeholders import placeholders
from longwriter_agents.prose.refusal import looks_refused
from longwriter_agents.prose.repetition import rep_n
from longwriter_agents.prose.sentences import ends_cleanly, split_sentences
from longwriter_agents.words import count_words

REPETITION_GATE = 0.12
"""The share of repeated 4-grams in one section above which it is called repetitive; people stay below .02."""


def signs(text: str, *, language: str, about: str = "") -> list[Finding]:
    """What is wrong with a section as a text. `about` is the request: what it speaks of is no talk about the task."""
    return list(_signs(text, language, about))


@lru_cache(maxsize=4_096)
def _signs(text: str, language: str, about: str) -> tuple[Finding, ...]:
    """A section is looked at when it is drafted and when the document is verified, mostly as the same text."""
    if not text.strip():
        return (Finding(code="empty", severity="error", message="There is no text."),)
    found = [finding for finding in (_refusal(text), _language(text, language), _repetition(text)) if finding]
    found += _open_end(text) + _placeholders(text, about) + _meta_talk(text, about) + _monotony(text)
    return tuple(found)


def _refusal(text: str) -> Finding | None:
    if not looks_refused(text):
        return None
    return Finding(code="refusal", message="The model declined instead of writing.", evidence=text[:200])


def _language(text: str, language: str) -> Finding | None:
    seen = detect(text, hint=language)
    if seen == language or count_words(text) < 30:
        return None
    return Finding(code="language", message=f"Written in {language_name(seen)}, not {language_name(language)}.")


def _repetition(text: str) -> Finding | None:
    share = rep_n(text)
    if share <= REPETITION_GATE or count_words(text) < 60:
        return None
    return Finding(code="repetition", message=f"{share:.0%} of its four-word sequences are repeated.")


def _open_end(text: str) -> list[Finding]:
    if ends_cleanly(text):
        return []
    return [Finding(code="open_end", message="It stops in mid-sentence.", evidence=text[-120:])]


def _placeholders(text: str, about: str) -> list[Finding]:
    return [
        Finding(code="placeholder", message="A placeholder was left in the text.", evidence=found)
        for found in placeholders(text, about=about)
    ]


def _meta_talk(text: str, about: str) -> list[Finding]:
    message = "It talks about the task or itself."
    return [
        Finding(code="meta_talk", message=message, evidence=sentence) for sentence in meta_sentences(text, about=about)
    ]


def _monotony(text: str) -> list[Finding]:
    """More than a third of at least nine sentences open with the same two words."""
    begun = (sentence.split(maxsplit=3) for sentence in split_sentences(text))
    openers = Counter(f"{words[0]} {words[1]}".casefold() for words in begun if len(words) > 3)
    if not openers:
        return []
    opener, count = openers.most_common(1)[0]
    if sum(openers.values()) < 9 or count * 3 <= sum(openers.values()):
        return []
    message = f"{count} of {sum(openers.values())} sentences open with {opener!r}."
    return [Finding(code="monotony", severity="info", message=message)]
