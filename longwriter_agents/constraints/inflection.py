"""Whether two English words are forms of one: "wasp" and "wasps", "hope" and "hoping"; not "cat" and "cater"."""

from __future__ import annotations

import re
from functools import lru_cache

from longwriter_agents.constraints.evidence import folded
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.words import CJK

_NO_PLURALS = frozenset(
    "news always this his was has does gas bus yes its us series species politics physics economics mathematics ethics goods "
    "arms customs means perhaps besides towards thanks mars".split()
)
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "person", "mice": "mouse", "geese": "goose", "teeth": "tooth",
    "feet": "foot", "wolves": "wolf", "knives": "knife", "wives": "wife", "lives": "life", "leaves": "leaf",
}  # fmt: skip
_CLOSED = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprt]$")
"""A short word whose last letter is doubled before an ending ("ratting"): "rating" is no form of "rat"."""


def form_sentence(text: str, term: str) -> str | None:
    """The sentence in which the words of `term` stand one after the other, each in any of its forms; None when none does."""
    wanted = _words(term)
    if not wanted or re.search(f"[{CJK}]", term):
        return None
    for sentence in split_sentences(text):
        said = _words(sentence)
        for start in range(len(said) - len(wanted) + 1):
            if all(are_forms(a, b) for a, b in zip(said[start:], wanted, strict=False)):
                return sentence
    return None


def are_forms(word: str, other: str) -> bool:
    return word == other or bool(_bases(word) & _bases(other))


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in re.findall(r"[^\W_]+(?:'[^\W_]+)?", folded(text))]


@lru_cache(maxsize=16_384)
def _bases(word: str) -> frozenset[str]:
    """The words that it may be a form of, itself among them."""
    found = {word, _IRREGULAR.get(word, word)}
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _NO_PLURALS:
        found.add(word[:-1])
        if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
            found.add(word[:-2])
    if word.endswith(("ies", "ied")) and len(word) > 4:
        found.add(f"{word[:-3]}y")
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            found |= _without_ending(word[: -len(ending)])
    return frozenset(base for base in found if len(base) >= 3 or base == word)


def _without_ending(bare: str) -> set[str]:
    if not re.search("[aeiouy]", bare):
        return set()
    if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "sl":
        return {bare[:-1]}
    return {f"{bare}e"} if _CLOSED.match(bare) else {bare, f"{bare}e"}
