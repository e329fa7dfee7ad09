"""What a request says by rule: a deterministic reading, English and Chinese. Nothing is guessed.

Each clause is read by the rules, is the task itself, or is left over for the analyst.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from longwriter_agents.constraints.clauses import TASK, clauses
from longwriter_agents.constraints.kinds import Exclude, Include, Judged, Language, Structure, WordCount
from longwriter_agents.constraints.scope import EverySection
from longwriter_agents.constraints.scoping import scope_of
from longwriter_agents.constraints.structure import read_series, read_structure, without_structure
from longwriter_agents.constraints.terms import read_terms
from longwriter_agents.constraints.topic import style_demands
from longwriter_agents.lengths import find_length, unit_length
from longwriter_agents.model import Length, Series
from longwriter_agents.prose.language import language_named

AnyConstraint = WordCount | Include | Exclude | Language | Structure | Judged


@dataclass(frozen=True)
class Compiled:
    """What the rules read. `leftover` are the clauses that only a model can read, `accounted` those that were read."""

    constraints: tuple[AnyConstraint, ...] = ()
    length: Length | None = None
    series: Series | None = None
    language: str | None = None
    leftover: tuple[str, ...] = ()
    accounted: tuple[str, ...] = ()


@dataclass
class _Reading:
    constraints: list[AnyConstraint] = field(default_factory=list)
    leftover: list[str] = field(default_factory=list)
    accounted: list[str] = field(default_factory=list)


def compile_rules(request: str) -> Compiled:
    """Read the request by rule."""
    reading = _Reading()
    for clause in clauses(request):
        _read(clause, reading)
    reading.constraints += _overall(request)
    language = next((c for c in reading.constraints if isinstance(c, Language)), None)
    return Compiled(
        constraints=tuple(reading.constraints),
        length=find_length(request),
        series=read_series(request),
        language=language.code if language else None,
        leftover=tuple(reading.leftover),
        accounted=tuple(reading.accounted),
    )


def _overall(request: str) -> list[AnyConstraint]:
    """Length of each unit, structure, language: what is read from the request as a whole."""
    found: list[AnyConstraint] = []
    each = unit_length(request)
    if each is not None:
        text = f"each section: {each.quote}"
        found.append(WordCount(quote=each.quote, text=text, scope=EverySection(), length=each))
    found += [c for c in (read_structure(request), _language(request)) if c is not None]
    return found


def _read(clause: str, reading: _Reading) -> None:
    """Every clause ends up accounted for, left over, or both: what its rules did not take is left over."""
    found, rest = read_terms(clause, scope_of(clause))
    reading.constraints += found
    rest = _said_besides(rest)
    task = TASK.match(clause) is not None
    if found or not rest or task:
        reading.accounted.append(clause)
    if task:
        reading.leftover += style_demands(clause)
    elif rest:
        reading.leftover.append(clause)


_FILLER = re.compile(
    r"\b(?:words?|pages?|long|length|in length|each|every|total|altogether|the|text|document|article|essay|story|report|guide|"
    r"book|novel|it|this|should|must|shall|need|needs|to|be|is|are|and|also|but|or|of|a|an|with|please|about|write|have|has|"
    r"chapters?|sections?|entry|entries|whole|in|make|sure|at least|once|somewhere|anywhere|as part|within|that|there|then|"
    r"first|second|third|last|final|week|day|month|lesson|episode|introduction|conclusion|opening|ending)\b"
    r"|字数?|要求|全文|篇幅|左右|文章|必须|需要|应该|应当|应|请|并且|并|同时|以及|而且|第[一二三四五六七八九十\d]+[章节周天集课层]|[\d\W_]",
    re.IGNORECASE,
)


def _said_besides(rest: str) -> str:
    """What is left of a clause besides lengths, language and structure; empty when that is only filler."""
    for demand in (find_length(rest), unit_length(rest)):
        if demand is not None:
            rest = rest.replace(demand.quote, " ")
    rest = _LANGUAGE.sub(" ", without_structure(rest))
    if not _FILLER.sub("", rest):
        return ""
    rest = re.sub(r"\s+([,.;!?])", r"\1", re.sub(r"\s{2,}", " ", rest))
    return re.sub(r"^(?:[\s,;.,、]|\b(?:and|but|also)\b)+|[\s,;,、]+$", "", rest, flags=re.IGNORECASE)


_NOT_A_LANGUAGE = r"(?!\s+(?:literature|history|class|art|schools?|society|culture|politics|cuisine|cities))"
_LANGUAGE = re.compile(
    r"\b(?:written|write(?: it| this| the \w+)?|answer|respond|composed|all|entirely|everything)\s+"
    rf"(?:entirely |only |all )?in\s+(?P<a>[A-Z][a-z]+(?: Chinese)?)\b{_NOT_A_LANGUAGE}"
    r"|\bin (?P<b>(?:Simplified |Traditional )?[A-Z][a-z]+)(?=\s*(?:[.;,!\n]|$|about\b|on\b|with\b|for\b))"
    r"|用(?P<c>\w{1,2}[语文])(?:写|撰写|回答|来写)|(?P<d>auf Deutsch|en français|en español)"
)
_OWN_WORDS = {"auf deutsch": "de", "en français": "fr", "en español": "es"}


def _language(request: str) -> Language | None:
    for match in _LANGUAGE.finditer(request):
        named = match["a"] or match["b"] or match["c"]
        code = language_named(named) if named else _OWN_WORDS[match["d"].casefold()]
        if code is not None:
            return Language(quote=match.group().strip(), text=f"written in {named or match['d']}", code=code)
    return None
