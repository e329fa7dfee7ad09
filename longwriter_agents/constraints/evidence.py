"""Whether a text says something: letter for letter, or by the stems of its words. What shows it is a sentence of the text."""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from functools import lru_cache

from longwriter_agents.constraints.keyterms import content_words
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.words import CJK

_SHARE = 0.7
"""Of a long phrase, so many of the content words must stand together; of up to three words, all."""


def folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[‐‑‒–—-]", "-", re.sub(r"[‘’`´]", "'", re.sub(r"[“”„«»]", '"', text)))
    return re.sub(r"[*_]{1,3}(?=\w)|(?<=\w)[*_]{1,3}", "", re.sub(r"\s+", " ", text))


def _term_pattern(term: str) -> re.Pattern[str]:
    """The term with borders where it begins or ends with a letter of an alphabetic script; spaces and hyphens alike."""
    bare = folded(term.strip())
    escaped = re.escape(bare).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]?")
    letter = rf"[^\W_{CJK}]"
    before = rf"(?<!{letter})" if re.match(letter, bare) else ""
    after = rf"(?!{letter})" if re.search(letter + "$", bare) else ""
    return re.compile(before + escaped + after)


def literal_sentence(text: str, term: str) -> str | None:
    """The sentence in which `term` stands as it is written (but for case, quotation marks, dashes), or None."""
    pattern = _term_pattern(term)
    if not pattern.search(folded(text)):
        return None
    return next((sentence for sentence in split_sentences(text) if pattern.search(folded(sentence))), term)


def occurrences(text: str, term: str) -> int:
    """How often `term` stands in the text as it is written."""
    return len(_term_pattern(term).findall(folded(text)))


def told_sentence(text: str, phrase: str) -> str | None:
    """A sentence that, alone or with the next one, holds the content words of `phrase` by their stems; None when none does."""
    if re.search(rf"[{CJK}]", phrase):
        return _told_in_chinese(text, phrase)
    wanted = {stem(word) for word in content_words(phrase)}
    if not wanted:
        return literal_sentence(text, phrase)
    needed = len(wanted) if len(wanted) <= 3 else math.ceil(len(wanted) * _SHARE)
    sentences = split_sentences(text)
    present = [{stem(word) for word in re.findall(r"[^\W_]+", folded(sentence))} & wanted for sentence in sentences]
    for i, here in enumerate(present):
        if len(here) >= needed:
            return sentences[i]
    for i, (here, following) in enumerate(itertools.pairwise(present)):
        if len(here | following) >= needed:
            return sentences[i] if len(here) >= len(following) else sentences[i + 1]
    return None


def _told_in_chinese(text: str, phrase: str) -> str | None:
    """The phrase itself, or most of its pairs of signs in one sentence."""
    found = literal_sentence(text, phrase)
    if found is not None:
        return found
    pairs = {phrase[i : i + 2] for i in range(len(phrase) - 1) if not re.search(r"[\s\W]", phrase[i : i + 2])}
    if len(pairs) < 3:
        return None
    for sentence in split_sentences(text):
        if sum(pair in sentence for pair in pairs) >= math.ceil(len(pairs) * _SHARE):
            return sentence
    return None


@lru_cache(maxsize=8_192)
def stem(word: str) -> str:
    """A crude English stem: enough to see that "keeping", "keeps" and "keep" are one."""
    word = word.removesuffix("'s")
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "y", "e", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            bare = word[: -len(ending)]
            return bare[:-1] if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "lsz" else bare
    return word
