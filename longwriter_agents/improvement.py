"""Whether a revision measures better than the text that it would replace: constraints at least as well, length in its
band, repetition not up, no new defect, and the finding that it was to mend gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from longwriter_agents.constraints.evidence import literal_sentence, occurrences, told_sentence
from longwriter_agents.constraints.instances import Examples
from longwriter_agents.constraints.kinds import Constraint, Exclude, Include
from longwriter_agents.prose.repetition import Told, rep_n
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.prose.signs import signs
from longwriter_agents.words import count_words

_USUAL_REPETITION, _CHANCE, _FEW, _SHARE_OF_CHANCE = 0.019, 0.01, 3, 0.15
"""Repeated four-word sequences: what 95 of 100 texts by people stay below, and by how much the share may rise by chance; in a
short text, by a few sequences; in CJK, whose words are signs, shares are larger, and so is chance."""
_QUOTE = 120


@dataclass(frozen=True)
class Yardstick:
    """What both texts are measured by. `low` and `high` bound the section's words; `told` are texts beside it, whose
    sentences are not to be told again; `about` is the request, which decides what is talk about the task."""

    constraints: Sequence[Constraint]
    language: str
    about: str
    low: int
    high: int
    told: Sequence[str] = ()


def objection(old: str, new: str, by: Yardstick, *, room: int = 0) -> str:
    """Why `new` may not replace `old`; empty when it may. Up to `room` words may still be trimmed or made good later."""
    if not new.strip():
        return "Nothing would be left of the text."
    if new == old:
        return "It changes nothing."
    checks = (_broken(old, new, by), _misfit(old, new, by, room), _repeats(old, new, by), _defects(old, new, by))
    return next((why for why in checks if why), "")


def _broken(old: str, new: str, by: Yardstick) -> str:
    for constraint in by.constraints:
        if constraint.kind == "word_count" or constraint.check(old).status != "met":
            continue
        if constraint.check(new).status == "unmet":
            return f"It breaks what was kept: {constraint.text or constraint.quote}"
    return ""


def _misfit(old: str, new: str, by: Yardstick, room: int) -> str:
    before, after = (_outside(count_words(text), by.low, by.high) for text in (old, new))
    if after <= max(before, room):
        return ""
    return f"It has {count_words(new)} words; {by.low}–{by.high} are wanted."


def _outside(words: int, low: int, high: int) -> int:
    return max(low - words, words - high, 0)


def _repeats(old: str, new: str, by: Yardstick) -> str:
    told, known = Told(), Counter(split_sentences(old))
    for sentence in (*known, *(each for text in by.told for each in split_sentences(text))):
        told.add(sentence)
    for sentence in Counter(split_sentences(new)) - known:
        earlier = told.find(sentence)
        if earlier is not None and (earlier in new or any(earlier in text for text in by.told)):
            return f"It tells again what was told: {earlier[:_QUOTE]}"
    before = rep_n(old)
    chance = max(_CHANCE, _FEW / max(1, count_words(new)), before * _SHARE_OF_CHANCE)
    return "It repeats itself more than before." if rep_n(new) > max(before + chance, _USUAL_REPETITION) else ""


def _defects(old: str, new: str, by: Yardstick) -> str:
    before, after = (signs(text, language=by.language, about=by.about) for text in (old, new))
    known = {(sign.code, sign.evidence) for sign in before}
    fresh = [sign for sign in after if (sign.code, sign.evidence) not in known and sign.severity != "info"]
    return fresh[0].message if fresh and len(after) >= len(before) else ""


def lessened(constraint: Constraint, old: str, new: str) -> bool:
    """Whether what code found unmet is met now, or at least less amiss: fewer terms missing, fewer that may not occur,
    more examples."""
    if constraint.check(new).status == "met":
        return True
    if isinstance(constraint, Include):
        return _missing(constraint, new) < _missing(constraint, old)
    if isinstance(constraint, Exclude):
        return _forbidden(constraint, new) < _forbidden(constraint, old)
    if isinstance(constraint, Examples):
        return len(constraint.sentences(new)) > len(constraint.sentences(old))
    return constraint.check(new).status != "unmet"


def _missing(constraint: Include, text: str) -> int:
    """How many terms are missing, or how many sayings of them are too few or too many."""
    if constraint.often:
        told = [occurrences(text, term) for term in constraint.terms]
        counts = [sum(told)] if constraint.any_of else told
        return sum(_outside(n, constraint.least, constraint.most or n) for n in counts)
    find = literal_sentence if constraint.literal else told_sentence
    return sum(find(text, term) is None for term in constraint.terms)


def _forbidden(constraint: Exclude, text: str) -> int:
    sentences = split_sentences(text)
    return sum(constraint.found_in(each, term) is not None for each in sentences for term in constraint.terms)
