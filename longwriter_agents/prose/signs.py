"""Signs of a bad section that code can see. Codes are stable; messages are for people."""

from __future__ import annotations

import re
from collections import Counter

from longwriter_agents.model import Finding
from longwriter_agents.prose.language import detect, language_name
from longwriter_agents.prose.repetition import rep_n
from longwriter_agents.prose.sentences import ends_cleanly, split_sentences
from longwriter_agents.words import count_words

REPETITION_GATE = 0.12
"""The share of repeated 4-grams in one section above which it is called repetitive; people stay below .02."""

_PLACEHOLDER = re.compile(
    r"\[(?:insert|your|name|date|company|add|todo|tbd|placeholder|xx+)\b[^\]\n]{0,60}\]|\bTODO\b|\blorem ipsum\b|\{\{[^}\n]{0,60}\}\}",
    re.IGNORECASE,
)
_META = re.compile(
    r"\bas an ai\b|\bai language model\b|\bword count\b|\b(?:in )?this section (?:will|we will|i will|of the document)\b"
    r"|\bin this section,? (?:we|i)\b|\bthe (?:previous|next|following) section\b|\bthe user(?:'s)? request\b"
    r"|\bthe prompt\b|\b(?:write|written) (?:in )?(?:about|approximately) \d+ words\b|作为(?:一个)?(?:AI|人工智能)|本节(?:将|我们)|字数要求",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\A\W*(?:i(?:'|’)?m (?:very )?sorry,? (?:but )?i (?:can(?:'|’)?t|cannot)|i (?:can(?:'|’)?t|cannot|am unable to|won(?:'|’)?t) "
    r"(?:help|assist|write|create|provide|comply|fulfil)|抱歉,?,?我(?:不能|无法)|对不起,?,?我(?:不能|无法))",
    re.IGNORECASE,
)


def signs(text: str, *, language: str) -> list[Finding]:
    """What is wrong with a section as a text, whatever it is about."""
    if not text.strip():
        return [Finding(code="empty", severity="error", message="There is no text.")]
    found = [finding for finding in (_refusal(text), _language(text, language), _repetition(text)) if finding]
    found += _open_end(text) + _placeholders(text) + meta_talk(text) + _monotony(text)
    return found


def _refusal(text: str) -> Finding | None:
    found = _REFUSAL.match(text)
    if found and count_words(text) < 120:
        return Finding(code="refusal", message="The model declined instead of writing.", evidence=text[:200])
    return None


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


def _placeholders(text: str) -> list[Finding]:
    return [
        Finding(code="placeholder", message="A placeholder was left in the text.", evidence=found.group())
        for found in _PLACEHOLDER.finditer(text)
    ]


def meta_talk(text: str) -> list[Finding]:
    """Sentences that talk about the task instead of doing it."""
    return [
        Finding(code="meta_talk", message="It talks about the task or itself.", evidence=sentence)
        for sentence in split_sentences(text)
        if _META.search(sentence)
    ]


def _monotony(text: str) -> list[Finding]:
    """More than a third of at least nine sentences open with the same two words."""
    openers = Counter(
        " ".join(sentence.casefold().split()[:2]) for sentence in split_sentences(text) if len(sentence.split()) > 3
    )
    if not openers:
        return []
    opener, count = openers.most_common(1)[0]
    if sum(openers.values()) < 9 or count * 3 <= sum(openers.values()):
        return []
    message = f"{count} of {sum(openers.values())} sentences open with {opener!r}."
    return [Finding(code="monotony", severity="info", message=message)]
