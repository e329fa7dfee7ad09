"""Clause by clause: what the rules make of each one, so that every clause ends up accounted for, left over, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from longwriter_agents.constraints.clauses import TASK, Clause, is_row
from longwriter_agents.constraints.demands import ONCE_MORE, Demand, demands_of, tidy
from longwriter_agents.constraints.expansion import unit_numbers
from longwriter_agents.constraints.instances import names_examples
from longwriter_agents.constraints.keyterms import has_content
from longwriter_agents.constraints.kinds import WordCount
from longwriter_agents.constraints.listed import listed_demands
from longwriter_agents.constraints.no_demands import COURTESY, DATA_ROW, IN_A_PIECE, OF_A_WORK
from longwriter_agents.constraints.nouns import forms
from longwriter_agents.constraints.positions import positions
from longwriter_agents.constraints.record import ReadClause, Reading, labels_of, unit_names
from longwriter_agents.constraints.scope import Numbered
from longwriter_agents.constraints.segments import GONE
from longwriter_agents.constraints.telling import only_describes, only_runs
from longwriter_agents.constraints.unplaced import defines_series, read_unplaced
from longwriter_agents.constraints.whose_length import is_said_of_all, stands_with
from longwriter_agents.model import Series


def divided(clause: Clause, ends: Sequence[int]) -> Iterator[Clause]:
    """What follows an example of the form on a new line is a clause of its own, though no full stop stands between."""
    start = clause.start
    for end in ends:
        rest = clause.text[end - clause.start :]
        if start < end < clause.end and re.match(r"[ \t]*\n\s*\w", rest):
            yield Clause(clause.text[start - clause.start : end - clause.start], start, clause.head)
            start = end + len(rest) - len(rest.lstrip())
    yield clause if start == clause.start else Clause(clause.text[start - clause.start :], start, clause.head)


def read_clause(clause: Clause, reading: Reading) -> None:
    """Every clause ends up accounted for, left over, or both: what its rules did not take is left over."""
    masked = reading.masked[clause.start : clause.end]
    if _is_head(clause, masked, reading) or (reading.series and _NUMBERING.search(clause.text)):
        reading.clauses.append(ReadClause(clause.text, "series" if reading.series else "task"))
        return
    if COURTESY.fullmatch(clause.text) or DATA_ROW.fullmatch(clause.text):
        reading.clauses.append(ReadClause(clause.text, "background"))
        return
    if reading.series is None and (IN_A_PIECE.search(masked) or (TASK.match(clause.text) and OF_A_WORK.search(masked))):
        read_unplaced(clause, masked, reading, piece=True)
        return
    found = (
        _likewise(clause, masked, reading)
        or listed_demands(reading.request, clause, masked, reading.vocabulary)
        or _inherited(clause, masked, reading)
        or demands_of(clause, masked, reading.vocabulary)
    )
    scoped = [demand for demand in found if _counts(demand, clause, reading)]
    _take_lengths(scoped, clause, reading)
    scoped = [demand for demand in scoped if _says_something(demand, reading) or demand.negative]
    if scoped:
        reading.demands += scoped
        reading.clauses.append(ReadClause(clause.text, "unit demand"))
    elif found and not any(_says_something(demand, reading) for demand in found):
        reading.clauses.append(ReadClause(clause.text, "series"))
    else:
        read_unplaced(clause, masked, reading)


def _is_head(clause: Clause, masked: str, reading: Reading) -> bool:
    """ "The following floors are fixed:" only leads in to what follows."""
    if re.match(r"#{1,6}\s", clause.text) or _MARK_ALONE.fullmatch(clause.text):
        return True
    if is_row(clause.text) and re.match(r"[ \t|]*\n[ \t]*[|:-][\s|:-]*(?:\n|$)", reading.request[clause.end :]):
        return True  # the head of a table
    return bool(re.search(r"[:：]\s*$", clause.text)) and len(masked.split()) <= 12 and TASK.match(clause.text) is None


_MARK_ALONE = re.compile(r"([*=#~])\1{1,2}[ \t]*\w[\w \t]{0,30}?[ \t]*\1{2,3}")
"""A mark as a line of its own ("*** started ***"): it shows where the text shall begin."""
_NUMBERING = re.compile(
    r"\b(?:is|are|be|being)\s+(?:numbered|counted (?:from|up|down|row)|written as)\b|"
    r"\bcounting (?:along|row|by|across|(?:from|down|up) (?:the|left|right|top|bottom))\b|\bcoordinates\b|"
    r"\bnumber(?:ed|ing)?\s+(?:them|from|row|the|1)\b|\bnumbering\s+(?:starts|begins|runs|goes|is|proceeds)\b|编号|坐标",
    re.IGNORECASE,
)
"""How the units are numbered: said of the series, not of single units."""


def _inherited(clause: Clause, masked: str, reading: Reading) -> list[Demand]:
    """A clause without a place under a head that has one ("Weeks 1–4:"), or about "that week"."""
    if demands_of(clause, masked, reading.vocabulary):
        return []
    if reading.series is not None and clause.head and clause.head != clause.text:
        start = reading.request.find(clause.head)
        over = demands_of(
            Clause(clause.head, start), reading.masked[start : start + len(clause.head)], reading.vocabulary
        )
        own = [demand for demand in over if not has_content(demand.text) and _is_narrow(demand, reading.series)]
        if own:
            return [Demand(own[-1].scope, masked, clause, clause.start, clause.end)]
    names = "|".join(form for label in labels_of(reading.series) for form in forms(label)) or "!"
    same = re.search(
        rf"\b(?:in |on |at |during )?(?:that|the same) (?:very )?(?:{names})\b|(?:那|同)一?(?:{names})",
        masked,
        re.IGNORECASE,
    )
    if same and reading.demands:
        text = masked[: same.start()] + " " + masked[same.end() :]
        return [Demand(reading.demands[-1].scope, text, clause, clause.start, clause.end)]
    return []


_LIKEWISE = re.compile(
    r"^\W*(?:and\s+)?(?:so (?:do|does|did|are|is|will|has|have)|likewise|the same (?:goes|applies|holds|is true) (?:for|to|in)|"
    r"同样)\b",
    re.IGNORECASE,
)


def _likewise(clause: Clause, masked: str, reading: Reading) -> list[Demand]:
    """ "So does lesson 27", "lesson 27 too": what was demanded last, in another place."""
    if not reading.demands:
        return []
    found = demands_of(clause, _LIKEWISE.sub("", masked), reading.vocabulary)
    said = found[0].text if len(found) == 1 else ""
    if len(found) != 1 or not (ONCE_MORE.match(tidy(said)) or (_LIKEWISE.match(masked) and not has_content(said))):
        return []
    return [replace(found[0], text=reading.demands[-1].text, start=clause.start, end=clause.end)]


def _is_narrow(demand: Demand, series: Series | None) -> bool:
    return isinstance(demand.scope, Numbered) and (
        series is None or len(unit_numbers(demand.scope, series.count, series)) < series.count
    )


def _counts(demand: Demand, clause: Clause, reading: Reading) -> bool:
    """What spans the whole series in the task's own sentence is the series itself, no demand on units."""
    if demand.relative is not None:
        return True
    if (TASK.match(clause.text) or defines_series(clause, reading)) and not _is_narrow(demand, reading.series):
        return False
    is_all = (
        reading.series is not None and isinstance(demand.scope, Numbered) and not _is_narrow(demand, reading.series)
    )
    return (
        not (
            is_all and unit_numbers(demand.scope, reading.series.count, reading.series) and not has_content(demand.text)
        )
        if reading.series
        else True
    )


_OWN_TEXT = re.compile(
    rf"\W*(?:['’]s\s+[\w-]+|的[一-鿿]{{1,3}})(?:\s+(?:must|should|has|have|needs?|to|is|be|are|at|in|of|and))*[\W{GONE}]*",
    re.IGNORECASE,
)
"""What is left of "each week's menu must have at least 200 words"."""


def _says_something(demand: Demand, reading: Reading) -> bool:
    """Whether the words demand anything: not "is a Monday", nor "the course runs", nor "is told in" before a length."""
    if names_examples(demand.text):
        return True
    if not has_content(demand.text, verbs=GONE not in demand.text) or only_describes(tidy(demand.text)):
        return False
    if GONE in demand.text and _OWN_TEXT.fullmatch(demand.text):
        return False
    return reading.series is None or not only_runs(demand.text, unit_names(reading))


def _take_lengths(found: Sequence[Demand], clause: Clause, reading: Reading) -> None:
    """A length that stands with certain units is theirs: "week 7 has 400 words", "the last chapter exactly 900"."""
    for stated in reading.lengths:
        holder = next((d for d in found if d.start <= stated.start < d.end and isinstance(d.scope, Numbered)), None)
        if holder is None or not _is_narrow(holder, reading.series) or holder.relative is not None:
            continue
        if is_said_of_all(stated, reading.request, labels_of(reading.series)):
            continue
        found_at = positions(reading.masked[clause.start : clause.end], reading.vocabulary)
        places = [
            place for place in (clause.start + each.start for each in found_at) if holder.start <= place < holder.end
        ]
        if not stands_with(stated, places, reading.request):
            continue
        reading.local_lengths.add(stated.start)
        text = f"{stated.length.quote}"
        reading.constraints.append(WordCount(quote=clause.text, text=text, scope=holder.scope, length=stated.length))
        reading.bound.append((holder.start, holder.end))
