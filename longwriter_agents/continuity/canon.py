"""The canon: made at planning, grown by what sections establish, handed out by need; what contradicts it is found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from longwriter_agents.continuity.establishing import established
from longwriter_agents.continuity.flows import is_narrative
from longwriter_agents.continuity.likeness import marks, numbers
from longwriter_agents.model import Brief, Canon, CanonEntry, Finding
from longwriter_agents.words import count_words

_PERSONS = (
    (re.compile(r"\bfirst[- ]person\b|第一人称", re.IGNORECASE), "first person"),
    (re.compile(r"\bsecond[- ]person\b|第二人称", re.IGNORECASE), "second person"),
    (re.compile(r"\bthird[- ]person\b|第三人称", re.IGNORECASE), "third person"),
)
_TENSES = (
    (re.compile(r"\bpresent tense\b|现在时", re.IGNORECASE), "present tense"),
    (re.compile(r"\bpast tense\b|过去时", re.IGNORECASE), "past tense"),
)
_SPELLINGS = (
    (
        re.compile(r"\bBritish (?:English|spelling)\b|\b\w*(?:colour|favour|neighbour|centre|organis)\w*\b", re.I),
        "British",
    ),
    (
        re.compile(r"\bAmerican (?:English|spelling)\b|\b\w*(?:color|favor|neighbor|organiz)\w*\b", re.IGNORECASE),
        "American",
    ),
)
_MOST_OF_A_VALUE = 12
"""A line of the canon is cut to so many words: it says what holds, not why."""


def planned_canon(brief: Brief, planned: Sequence[CanonEntry], *, tense: str = "", person: str = "") -> Canon:
    """What holds from the start: what the request establishes and how it wants to be written, then what the plan adds."""
    request = brief.request
    told = [entry.model_copy(update={"source": "request"}) for entry in established(request)]
    book = _Book()
    for entry in (*told, *planned):
        book.take(entry)
    return Canon(
        entries=tuple(book.entries),
        tense=_named(_TENSES, request) or tense,
        person=_named(_PERSONS, request) or person,
        tone=brief.tone,
        spelling=_named(_SPELLINGS, request) if brief.language == "en" else "",
    )


_TOLD_BY_ME = re.compile(
    r"\b(?:diar(?:y|ies)|memoirs?|travelogues?|autobiograph(?:y|ies)|"
    r"travel (?:pieces?|stor(?:y|ies)|essays?|blogs?|accounts?|reports?))\b|日记|周记|游记|回忆录|自传",
    re.IGNORECASE,
)
_OWN_VOICE = re.compile(
    r"\b(?:perspectives?|point of view|narrat(?:ed|or|ors|ion)|voices?|told (?:by|as|through)|my|we|our|you|your|"
    r"(?:in|of|as|with|through) letters|letters (?:to|from|between)|dialogues?|screenplays?|scripts?|"
    r"(?:a|an|the|radio|stage|one-act|short) play)\b|\b(?-i:I)\b|视角|口吻|叙述|书信|剧本|话剧|[我你]",
    re.IGNORECASE,
)
"""What says, or may say, whose voice a narrative has."""


def usual_voice(brief: Brief) -> dict[str, str]:
    """Tense and person of a narrative whose request says nothing of either, as its genre mostly has them: sections that are
    written by a model that plans no voice are told by "I", "we" and "you" in turn. Empty for what is no narrative."""
    by_me = _TOLD_BY_ME.search(f"{brief.kind} {brief.request}") is not None
    if _OWN_VOICE.search(brief.request) or not (by_me or is_narrative(brief)):
        return {}
    return {"tense": "past tense", "person": "first person" if by_me else "third person"}


def _named(forms: Sequence[tuple[re.Pattern[str], str]], text: str) -> str:
    return next((name for pattern, name in forms if pattern.search(text)), "")


def grown(canon: Canon, texts: Iterable[tuple[str, str]]) -> tuple[Canon, list[Finding]]:
    """The canon with what these sections (id, text) establish, and where they contradict it.

    They are given in reading order; the first to say something is right, whoever was written first.
    """
    book = _Book()
    for entry in canon.entries:
        book.take(entry)
    findings = []
    for section_id, text in texts:
        for entry in established(text):
            mine = entry.model_copy(update={"source": section_id})
            against = book.take(mine)
            if against is not None and against.source != section_id:
                findings.append(_contradiction(against, mine))
    return canon.model_copy(update={"entries": tuple(book.entries)}), findings


@dataclass
class _Book:
    """The entries by what they are about."""

    entries: list[CanonEntry] = field(default_factory=list)
    _by_subject: dict[tuple[str, frozenset[str]], CanonEntry] = field(default_factory=dict)
    _by_first_name: dict[str, list[CanonEntry]] = field(default_factory=dict)

    def take(self, entry: CanonEntry) -> CanonEntry | None:
        """Enter it if nothing stands on its subject yet; the entry that it contradicts, if it does."""
        subject = (entry.kind, marks(entry.name))
        known = self._by_subject.get(subject)
        if known is not None:
            return known if _differ(known, entry) else None
        namesake = self._misspelt(entry)
        self._by_subject[subject] = entry
        self.entries.append(entry)
        if entry.kind == "person":
            self._by_first_name.setdefault(entry.name.split()[0], []).append(entry)
        return namesake

    def _misspelt(self, entry: CanonEntry) -> CanonEntry | None:
        """A known person whose name differs by one letter of the last name."""
        if entry.kind != "person" or " " not in entry.name:
            return None
        first, *_, last = entry.name.split()
        known = self._by_first_name.get(first, [])
        return next((each for each in known if " " in each.name and _one_letter(each.name.split()[-1], last)), None)


def _differ(known: CanonEntry, new: CanonEntry) -> bool:
    """Whether two statements on the same subject cannot both hold. (Somebody may have several roles.)"""
    if known.kind == "date":
        ours, theirs = numbers(known.value), numbers(new.value)
        return bool(ours and theirs) and not (ours <= theirs or theirs <= ours)
    if known.kind == "number":
        return _amount(known.value) != _amount(new.value)
    return known.kind == "term" and bool(known.value and new.value) and not marks(known.value) & marks(new.value)


def _amount(value: str) -> frozenset[str]:
    return frozenset(number.replace(",", "") for number in numbers(value))


def _one_letter(a: str, b: str) -> bool:
    """Whether the words, of four letters at least, differ in just one letter, or one has one more."""
    if a == b or min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    shorter, longer = sorted((a, b), key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _contradiction(known: CanonEntry, new: CanonEntry) -> Finding:
    of_section = known.source not in ("request", "plan")
    where = f"section {known.source}" if of_section else f"the {known.source}"
    return Finding(
        code="canon",
        section_id=new.source,
        evidence=new.quote,
        message=f"{new.name}: {new.value or 'another spelling'} here, but {known.value or known.name} in {where}.",
        other=known.quote or f"{known.name}: {known.value}",
        other_section_id=known.source if of_section else None,
    )


# -- what a section is told ----------------------------------------------------------------------------------------------


def needed(canon: Canon, about: str, *, known: str, words: int, cast: bool = False) -> tuple[str, ...]:
    """The lines of the canon that a section about `about` needs, at most `words` words in all, the nearest first.

    What stands in `known` (the request, which every prompt shows) is not told again. With `cast`, people come also where
    the section's plan does not name them: in a story anybody may enter.
    """
    subject = marks(about)
    common = Counter(mark for entry in canon.entries for mark in marks(entry.name))
    ranked = []
    for place, entry in enumerate(canon.entries):
        shared = subject & marks(entry.name)
        nearness = sum(1 / common[mark] for mark in sorted(shared))
        if (nearness or (cast and entry.kind == "person")) and entry.value and entry.name not in known:
            ranked.append((-nearness, place))
    lines = _voice(canon, known)
    for _, place in sorted(ranked):
        lines.append(_line(canon.entries[place]))
    return tuple(_within(lines, words))


def _voice(canon: Canon, known: str) -> list[str]:
    """Tense, person and spelling, where the request does not say them itself."""
    told = known.casefold()
    manner = [each for each in (canon.tense, canon.person) if each and each.casefold() not in told]
    return [", ".join(manner)] if manner else []


def _line(entry: CanonEntry) -> str:
    value = " ".join(entry.value.split()[:_MOST_OF_A_VALUE])
    return f"{entry.name}: {value}"


def _within(lines: Sequence[str], words: int) -> list[str]:
    kept = []
    for line in lines:
        if count_words(line) <= words:
            kept.append(line)
            words -= count_words(line)
    return kept
