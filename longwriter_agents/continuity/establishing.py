"""What a text establishes: people with their roles, dates of events, numbers with their subjects, what letters stand for.

Only plain forms of speech are read, English and Chinese: what is not read is not held against anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from longwriter_agents.model import CanonEntry, CanonKind
from longwriter_agents.prose.sentences import split_sentences

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:[-'’][A-ZÀ-ÖØ-Þa-zà-öø-ÿ]+)*"
_NAME = rf"{_CAPITAL}(?: (?:de |van |von |der |la )?{_CAPITAL}){{0,2}}"
_FULL_NAME = rf"{_CAPITAL}(?: (?:de |van |von |der |la )?{_CAPITAL}){{1,2}}"
_ROLES = (
    "founder|co-founder|mayor|captain|doctor|teacher|director|manager|chairman|chairwoman|chair|president|secretary|treasurer|"
    "professor|engineer|architect|inventor|author|editor|owner|baker|farmer|nurse|priest|judge|detective|inspector|sergeant|"
    "librarian|gardener|keeper|sailor|fisherman|carpenter|miller|smith|painter|poet|singer|king|queen|prince|princess|"
    "mother|father|sister|brother|wife|husband|daughter|son|aunt|uncle|cousin|grandmother|grandfather|friend|neighbour|neighbor|"
    "colleague|apprentice|assistant|boss|landlord|landlady|rival"
)
_ROLE_WORDS = r"(?:[a-z][a-z'’-]*)(?: [a-z][a-z'’-]*){0,3}(?: (?:of|at|in|for) (?:the )?[\w'’-]+(?: [\w'’-]+)?)?"
_PERSON = (
    re.compile(rf"(?P<name>{_FULL_NAME}), (?:the|a|an|his|her|their|our|my) (?P<value>{_ROLE_WORDS})(?=[,;.])"),
    re.compile(
        rf"(?P<name>{_FULL_NAME}) (?:is|was|had been) (?:the|a|an|his|her|their|our|my) (?P<value>{_ROLE_WORDS})(?=[,;.])"
    ),
    re.compile(
        rf"\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y|[Aa]) (?P<value>(?:[a-z]+ )?(?:{_ROLES})),? (?P<name>{_NAME})"
    ),
)
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_DAY = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2},? |"
    r"\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December) )?"
)
_SUBJECT = rf"(?P<subject>(?:[Tt]he|[Ii]ts|[Tt]his|[Oo]ur) (?:[\w'’-]+ ){{0,3}}?[\w'’-]+|{_NAME})"
EVENT = re.compile(
    rf"{_SUBJECT} (?:(?:was|were|had been) )?(?:first |officially |finally )?(?P<verb>founded|built|opened|closed|born|completed|"
    rf"established|created|invented|discovered|renovated|rebuilt|destroyed|launched|begun|began|started|ended|died|moved|arrived)"
    rf" (?:[\w'’-]+ ){{0,4}}?(?:in|on) (?P<value>{_DAY}{_YEAR})\b"
)
_UNITS = (
    r"metres?|meters?|kilometres?|kilometers?|km|m|cm|mm|miles?|feet|foot|inches|hectares?|acres?|tons?|tonnes?|kilograms?|kg|grams?|"
    r"pounds|litres?|liters?|gallons?|degrees|percent|%|years?|months?|weeks?|days?|hours?|minutes?|seconds?|dollars?|euros?|"
    r"people|persons|inhabitants|residents|members|volunteers|employees|workers|students|pupils|children|visitors|guests|seats|rooms|"
    r"floors|storeys|steps|pages|books|boats|ships|houses|shelves|tables|trees|windows|chapters|stations|stops"
)
MEASURE = re.compile(
    rf"{_SUBJECT} (?P<verb>is|was|has|had|holds?|held|contains?|contained|measures?|measured|costs?|employs?|employed|seats?|"
    rf"seated|weighs?|weighed|covers?|covered|spans?|spanned|takes?|took|lasts?|lasted|counts?|counted|serves?|served) "
    rf"(?:about |around |roughly |exactly |nearly |some |almost |over )?(?P<number>\d[\d,]*(?:\.\d+)?)[ -]?(?P<unit>{_UNITS})\b"
)
DATED, MEASURED = re.compile(_YEAR), re.compile(rf"[\d,][ -]?(?:{_UNITS})\b")
"""What an event and a measure can't be without: looked for first, since these begin with signs that are quickly found."""
_LETTERS = re.compile(r"\b(?P<value>[A-Za-z][\w'’-]*(?: [\w'’-]+){1,6}) \((?P<name>[A-Z]{2,6})s?\)")
_CHINESE_EVENT = re.compile(
    r"(?P<subject>[\u4e00-\u9fff]{2,12}?)(?P<verb>始建于|建于|成立于|创立于|创办于|出生于|生于|建成于|开业于|落成于)(?P<value>\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?)"
)
_CHINESE_MEASURE = re.compile(
    r"(?P<subject>[\u4e00-\u9fff]{2,10}?)(?P<verb>全长|总长|高|占地|共有|拥有|容纳|面积)(?:约|大约|近)?(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?P<unit>[\u4e00-\u9fff]{1,3})"
)
_CHINESE_NAMED = re.compile(
    r"(?P<value>[\u4e00-\u9fff]{1,6})(?:名叫|叫做|名为)(?P<name>[\u4e00-\u9fff]{2,4})(?=[，。；、])"
)
_NO_NAME = re.compile(
    r"^(?:The|This|That|These|Those|It|He|She|They|We|You|I|In|On|At|By|For|From|With|After|Before|When|While|As|If|But|And|So|Yet|"
    r"Then|There|Here|However|Although|Because|Since|Until|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|"
    r"February|March|April|May|June|July|August|September|October|November|December|Today|Yesterday|Tomorrow|Another|Each|Every|"
    r"Some|Many|Most|All|No|Not|One|Two|Three|Its|His|Her|Their|Our|My|Your)\b"
)


_NAMED, _DIGIT = re.compile(r" [A-ZÀ-ÖØ-Þ]"), re.compile(r"\d")
_LONGEST = 600
"""Signs of a sentence that is read at all: a plain statement is shorter."""


@lru_cache(maxsize=2_048)
def established(text: str) -> tuple[CanonEntry, ...]:
    """What the text says in plain forms, in its order, each with the sentence that says it."""
    told = (each for each in split_sentences(text) if len(each) <= _LONGEST and may_establish(each))
    return tuple(entry for each in told for entry in _of_sentence(each))


def may_establish(sentence: str) -> bool:
    """Whether it has anything of what all forms have one of: a capital after its first sign, a bracket, a digit, or a sign
    that is not ASCII. Most sentences have nothing of that."""
    plain = sentence[1:].islower() and sentence.isascii() and "(" not in sentence
    return not plain or _DIGIT.search(sentence) is not None


def _of_sentence(quote: str) -> Iterator[CanonEntry]:
    for entry in _read(" ".join(quote.split())):
        yield entry.model_copy(update={"quote": quote})


def _read(sentence: str) -> Iterator[CanonEntry]:
    """Each kind is looked for only where a sentence has what it can't be without."""
    if _NAMED.search(sentence):
        for pattern in _PERSON:
            for found in pattern.finditer(sentence):
                if not _NO_NAME.match(found["name"]):
                    yield _entry("person", found["name"], found["value"])
    if "(" in sentence:
        for found in _LETTERS.finditer(sentence):
            meaning = _spelled(found["value"], found["name"])
            if meaning:
                yield _entry("term", found["name"], meaning)
    if _DIGIT.search(sentence):
        yield from _figures(sentence)
    for found in _CHINESE_NAMED.finditer(sentence) if "名" in sentence or "叫" in sentence else ():
        yield _entry("person", found["name"], found["value"])


def _figures(sentence: str) -> Iterator[CanonEntry]:
    chinese = not sentence.isascii()
    for pattern, may_be in ((EVENT, DATED.search(sentence)), (_CHINESE_EVENT, chinese)):
        for found in pattern.finditer(sentence) if may_be else ():
            yield from _about(found, "date", found["verb"], found["value"])
    for pattern, may_be in ((MEASURE, MEASURED.search(sentence)), (_CHINESE_MEASURE, chinese)):
        for found in pattern.finditer(sentence) if may_be else ():
            yield from _about(found, "number", found["unit"], f"{found['number']} {found['unit']}")


def _about(found: re.Match[str], kind: CanonKind, what: str, value: str) -> Iterator[CanonEntry]:
    """The entry, if its subject is named: of "it", "this" and "our" nobody knows elsewhere what they are."""
    subject = re.sub(r"^(?:[Tt]he|[Ii]ts|[Tt]his|[Oo]ur) ", "", found["subject"])
    vague = re.match(r"(?:[Ii]ts|[Tt]his|[Oo]ur) ", found["subject"]) or _NO_NAME.match(subject)
    if not vague:
        yield _entry(kind, f"{subject} ({what})", value)


def _spelled(words: str, letters: str) -> str:
    """The last words of `words` whose beginnings are these letters, or nothing."""
    parts = re.split(r"[ -]", words)
    wanted = letters.casefold()
    tail = parts[-len(wanted) :]
    fits = len(tail) == len(wanted) and all(
        part[:1].casefold() == sign for part, sign in zip(tail, wanted, strict=True)
    )
    return " ".join(tail) if fits else ""


def _entry(kind: CanonKind, name: str, value: str) -> CanonEntry:
    return CanonEntry(kind=kind, name=name.strip(), value=value.strip(" ,"))
