"""Clauses that no place of a series holds: what is said of the whole, and of parts that the clause names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from longwriter_agents.constraints.besides import demands_besides
from longwriter_agents.constraints.clauses import TASK, Clause, is_task
from longwriter_agents.constraints.coverage import read_coverage
from longwriter_agents.constraints.exceptions import has_exception, is_ban, only_permits
from longwriter_agents.constraints.keyterms import has_content
from longwriter_agents.constraints.kinds import AnyConstraint, WordCount
from longwriter_agents.constraints.languages import without_language
from longwriter_agents.constraints.looks import read_looks
from longwriter_agents.constraints.named_lengths import lengths_of_a_role, lengths_of_sections
from longwriter_agents.constraints.nouns import forms
from longwriter_agents.constraints.record import ReadAs, ReadClause, Reading, labels_of
from longwriter_agents.constraints.remains import named_scope, said_besides
from longwriter_agents.constraints.scope import Named, Scope
from longwriter_agents.constraints.segments import GONE
from longwriter_agents.constraints.structure import only_gives_titles, without_structure
from longwriter_agents.constraints.terms import read_terms
from longwriter_agents.constraints.topic import style_demands


def read_unplaced(clause: Clause, masked: str, reading: Reading, *, piece: bool = False) -> None:
    """What no place of the series holds; of what is said of a `piece` only a reader can tell where that is."""
    scope = named_scope(clause.text)
    first = not reading.request[: clause.start].strip()
    task = (is_task(clause, first=first) and not _adds_to_the_task(clause, reading)) or defines_series(clause, reading)
    found, rest = _found_in(clause, masked, scope, task=task, piece=piece)
    reading.constraints += found
    rest = said_besides(rest) if _says_more(rest, masked, reading) and not _EACH_ALONE.match(_left(masked)) else ""
    if not rest and not found and _passes_over(clause, masked):
        rest = clause.text
    titles = reading.series is None and only_gives_titles(clause.text, reading.request)
    rest = "" if titles else rest
    _take_named_lengths(clause, scope, reading)
    if task:
        reading.leftover += [*style_demands(clause.text), *demands_besides(clause.text, masked)]
    elif rest:
        reading.leftover.append(clause.text)
    reading.clauses.append(
        ReadClause(clause.text, _read_as(clause, reading, rest, task=task, demand=bool(found) or titles))
    )


_TELL = re.compile(
    r"\W*(?:please\s+)?(?:also\s+)?(?:explain|describe|introduce|tell)\b(?! (?:what|how|why) (?:it|this|that|they|these)\b)",
    re.IGNORECASE,
)


def _adds_to_the_task(clause: Clause, reading: Reading) -> bool:
    """ "Write a guide to pets. Explain all terms." asks for one text."""
    return _TELL.match(clause.text) is not None and any(each.read_as == "task" for each in reading.clauses)


def _read_as(clause: Clause, reading: Reading, rest: str, *, task: bool, demand: bool) -> ReadAs:
    if task:
        return "task"
    if demand:
        return "demand"
    return "left to the analyst" if rest else _told_already(clause, reading)


def _found_in(clause: Clause, masked: str, scope: Scope, *, task: bool, piece: bool) -> tuple[list[AnyConstraint], str]:
    """What rules read in the clause, and what it says besides."""
    looks, rest = read_looks(_left(masked), scope)
    terms, rest = read_terms(rest, scope)
    topics, rest = read_coverage(rest, scope, task=task)
    if piece or only_permits(clause.text) or (has_exception(clause.text) and any(map(is_ban, (*looks, *terms)))):
        of_all = looks if piece and TASK.match(clause.text) else []
        looks, terms, topics, rest = of_all, [], [], clause.text
    return [each.model_copy(update={"quote": clause.text}) for each in (*looks, *terms, *topics)], rest


def _left(masked: str) -> str:
    return re.sub(rf"{GONE}+", " ", masked)


def _passes_over(clause: Clause, masked: str) -> bool:
    """Whether a clause with a number has nothing that any rule reads, though all its words are such as stand around lengths."""
    read = GONE in masked or without_language(without_structure(clause.text)) != clause.text
    return not read and re.search(r"\d", clause.text) is not None


def _told_already(clause: Clause, reading: Reading) -> ReadAs:
    """What a clause says of which nothing is left: a length, or else the series and its form."""
    holds_length = any(clause.start <= stated.start < clause.end for stated in reading.lengths)
    return "length" if holds_length or reading.series is None else "series"


def _says_more(rest: str, masked: str, reading: Reading) -> bool:
    """Whether anything is left but the unit's name, and verbs around what was read ("Use … per block")."""
    names = "|".join(re.escape(form) for label in labels_of(reading.series) for form in forms(label)) or "!"
    bare = re.sub(rf"\b(?:{names}|weekly|daily|monthly)\b", " ", rest, flags=re.IGNORECASE)
    return has_content(bare) if GONE not in masked else has_content(bare, verbs=False)


_EACH_ALONE = re.compile(
    r"^\W*(?:each|every)\s+(?:weekly\s+|daily\s+|monthly\s+)?[\w'’-]+\W*(?:has|have|gets|is|must be|should be|runs? to)?\W*$",
    re.IGNORECASE,
)


def defines_series(clause: Clause, reading: Reading) -> bool:
    """Whether the series itself is asked for in this clause: the task without a verb ("Sixty daily prompts for …")."""
    if reading.series is None:
        return False
    at = reading.request.find(reading.series.quote)
    return clause.start <= at < clause.end


def _take_named_lengths(clause: Clause, scope: Scope, reading: Reading) -> None:
    """The lengths of parts that the clause names: they are none of the whole."""
    found: Iterable[tuple[int, WordCount]] = ()
    if isinstance(scope, Named):
        found = lengths_of_a_role(clause, scope, reading.request, reading.lengths)
    elif reading.series is None:
        found = lengths_of_sections(clause, reading.request, reading.lengths)
    for start, constraint in found:
        reading.local_lengths.add(start)
        reading.constraints.append(constraint)
