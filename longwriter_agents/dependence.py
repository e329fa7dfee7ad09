"""Which sections depend on a change in another: by the facts that it owns and by the names and numbers that come from it.
Code alone, no model."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from longwriter_agents.constraints.evidence import literal_sentence, told_sentence
from longwriter_agents.model import Brief, Outline
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.revision import Reason

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?![\w])")
_QUOTED = re.compile(r"[\"“「『《]([^\"”」』》\n]{2,60})[\"”」』》]")
_NEVER_NAMES = frozenset({"I'm", "I’m", "I'll", "I’ll", "I've", "I’ve", "I'd", "I’d"})
_CALENDAR = frozenset(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
_CAPITAL_NOUNS = frozenset({"de", "lb", "nds"})
"""Languages in which every noun is written as names are: only names of several words can be told there."""
_TELLING_DIGITS = 4
"""Shorter numbers (20, 150) meet by chance."""
_EVERYWHERE = 0.5
"""What more than this share of the sections names is the document's subject: nobody's own."""


def marks(text: str) -> frozenset[str]:
    """Names (whole and word by word), numbers of two and more digits, and what is quoted. A word that only begins
    sentences is no name."""
    found = set(_NUMBER.findall(text)) | {quoted.strip() for quoted in _QUOTED.findall(text)}
    for sentence in split_sentences(text):
        for name in _names(sentence):
            found |= {name, *(word for word in name.split() if len(word) > 2)}
    return frozenset(found)


def _names(sentence: str) -> Iterator[str]:
    """Stretches of capitalised words, but for the word that the sentence begins with."""
    run: list[str] = []
    end = 0
    for number, match in enumerate(_WORD.finditer(sentence)):
        if run and sentence[end : match.start()] != " ":
            yield " ".join(run)
            run = []
        word, end = match.group().removesuffix("'s").removesuffix("’s"), match.end()
        if number and word[0].isupper() and len(word) > 1 and word not in _NEVER_NAMES:
            run.append(word)
        elif run:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def stands_in(mark: str, text: str) -> bool:
    return literal_sentence(text, mark) is not None


def own_marks(section_id: str, outline: Outline, texts: Mapping[str, str], about: Brief) -> frozenset[str]:
    """The marks of a section that come from it: it owns them by plan, or is the first to use them. What the request
    itself says, what most sections say, and what meets by chance is nobody's own."""
    owns = outline.section(section_id).owns
    order = [each.id for each in outline.sections if each.id in texts]
    earlier = order[: order.index(section_id)]
    found = set()
    for mark in marks(texts[section_id]):
        if not _is_telling(mark, about.language) or stands_in(mark, about.request):
            continue
        users = [key for key in order if stands_in(mark, texts[key])]
        planned = any(stands_in(mark, fact.text) for fact in owns)
        if (planned or not set(earlier) & set(users)) and len(users) <= max(2, len(order) * _EVERYWHERE):
            found.add(mark)
    return frozenset(found)


def _is_telling(mark: str, language: str) -> bool:
    digits = sum(sign.isdigit() for sign in mark)
    if digits:
        return digits >= _TELLING_DIGITS
    return mark not in _CALENDAR and (" " in mark or language not in _CAPITAL_NOUNS)


def reasons_for(
    section_id: str,
    changed: Collection[str],
    outline: Outline,
    texts: Mapping[str, str],
    *,
    about: Brief,
    instruction: str,
) -> tuple[Reason, ...]:
    """Why a section depends on a change of others; empty when it does not."""
    text, found = texts[section_id], list[Reason]()
    asked = {mark for mark in marks(instruction) if any(stands_in(mark, texts[key]) for key in changed)}
    for key in changed:
        section = outline.section(key)
        found += [Reason(kind="fact", what=fact.text) for fact in section.owns if told_sentence(text, fact.text)]
        own = sorted(own_marks(key, outline, texts, about) - asked)
        found += [Reason(kind="name", what=mark) for mark in own if stands_in(mark, text)]
    found += [Reason(kind="named", what=mark) for mark in sorted(asked) if stands_in(mark, text)]
    return tuple(dict.fromkeys(found))


def gone(reason: Reason, before: str, after: str) -> bool:
    """Whether the changed text no longer says what the reason rests on."""
    if reason.kind == "fact":
        return told_sentence(before, reason.what) is not None and told_sentence(after, reason.what) is None
    return stands_in(reason.what, before) and not stands_in(reason.what, after)


def sentence_with(reason: Reason, text: str) -> str | None:
    """The sentence that rests on the reason, as it stands in the text."""
    find = told_sentence if reason.kind == "fact" else literal_sentence
    found = find(text, reason.what)
    return found.strip() if found and found.strip() in text else None


def nearest_sentence(sentence: str, text: str) -> str:
    """The sentence of `text` that shares the most words with this one; empty when none does."""
    wanted = set(_words(sentence))
    best = max(split_sentences(text), key=lambda each: len(wanted & set(_words(each))), default="")
    return best.strip() if len(wanted & set(_words(best))) > 1 else ""


def _words(text: str) -> Sequence[str]:
    return [word for word in re.findall(r"[^\W_]+", text.casefold()) if len(word) > 3 or not word.isascii()]
