"""What a request says by rule: a deterministic reading, English and Chinese. Nothing is guessed.

Each clause is read by the rules, is the task itself, or is left over for the analyst.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from longwriter_agents.bounds import merged
from longwriter_agents.constraints.besides import demands_besides
from longwriter_agents.constraints.clauses import TASK, Clause, clauses_of, is_row, is_task
from longwriter_agents.constraints.demands import ONCE_MORE, Demand, demands_of, placed, tidy
from longwriter_agents.constraints.expansion import unit_numbers
from longwriter_agents.constraints.keyterms import has_content
from longwriter_agents.constraints.kinds import AnyConstraint, Language, WordCount
from longwriter_agents.constraints.languages import language_spans, read_language, without_language
from longwriter_agents.constraints.listed import listed_demands
from longwriter_agents.constraints.looks import read_looks
from longwriter_agents.constraints.nouns import forms
from longwriter_agents.constraints.phrasing import constraints_from
from longwriter_agents.constraints.piecewise import piece_length, sum_of_pieces
from longwriter_agents.constraints.positions import positions
from longwriter_agents.constraints.scope import EverySection, Named, Numbered, Scope, Whole
from longwriter_agents.constraints.segments import GONE
from longwriter_agents.constraints.series import SeriesReading, read_series_fully
from longwriter_agents.constraints.structure import counts_of_parts, read_structure, without_structure
from longwriter_agents.constraints.terms import read_terms
from longwriter_agents.constraints.topic import style_demands
from longwriter_agents.constraints.vocabulary import Vocabulary, vocabulary_of
from longwriter_agents.constraints.whose_length import begin, is_said_of_all, stands_with
from longwriter_agents.lengths import Stated, find_length, find_lengths, unit_length
from longwriter_agents.model import Length, Series

ReadAs = Literal["task", "series", "length", "demand", "unit demand", "left to the analyst"]


@dataclass(frozen=True)
class ReadClause:
    """A clause and what the rules made of it: nothing of a request is passed over in silence."""

    quote: str
    read_as: ReadAs


@dataclass(frozen=True)
class Compiled:
    """What the rules read. `leftover` are the clauses that only a model can read; `shared` is the request without what
    binds single units; `notes` tell of choices that the wording left open, `conflicts` of demands that exclude each other."""

    constraints: tuple[AnyConstraint, ...] = ()
    length: Length | None = None
    series: Series | None = None
    language: str | None = None
    leftover: tuple[str, ...] = ()
    accounted: tuple[str, ...] = ()
    shared: str = ""
    clauses: tuple[ReadClause, ...] = ()
    notes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass
class _Reading:
    request: str
    masked: str
    series: Series | None
    vocabulary: Vocabulary
    lengths: list[Stated]
    pieces: list[Stated] = field(default_factory=list)
    """Lengths of sentences, paragraphs, titles."""
    demands: list[Demand] = field(default_factory=list)
    constraints: list[AnyConstraint] = field(default_factory=list)
    leftover: list[str] = field(default_factory=list)
    clauses: list[ReadClause] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    local_lengths: set[int] = field(default_factory=set)
    """Starts of lengths that are demanded of certain units only."""
    bound: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of the request that bind single units only."""


def compile_rules(request: str) -> Compiled:
    """Read the request by rule."""
    reading = _begun(request)
    for clause in clauses_of(request):
        _read(clause, reading)
    _place(reading)
    reading.constraints += _overall(reading)
    language = next((c for c in reading.constraints if isinstance(c, Language)), None)
    length, excluded = merged([s for s in _free(reading) if s.of_whole])
    return Compiled(
        constraints=tuple(reading.constraints),
        length=length or _of_pieces(reading),
        series=reading.series,
        language=language.code if language else None,
        leftover=tuple(reading.leftover),
        accounted=tuple(c.quote for c in reading.clauses if c.read_as != "left to the analyst"),
        shared=shared_part(request, reading.bound),
        clauses=tuple(reading.clauses),
        notes=tuple(dict.fromkeys(reading.notes)),
        conflicts=tuple(filter(None, [excluded, *reading.conflicts])),
    )


def _free(reading: _Reading) -> list[Stated]:
    """The lengths that are not those of certain units."""
    return [stated for stated in reading.lengths if stated.start not in reading.local_lengths]


def _of_pieces(reading: _Reading) -> Length | None:
    return None if reading.series else sum_of_pieces(reading.request, reading.pieces)


def _begun(request: str) -> _Reading:
    found = read_series_fully(request)
    labels = [form for label in _labels(found.series) for form in forms(label)]
    lengths = find_lengths(request, labels)
    lengths, notes = _for_each_where_needed(lengths, found.series)
    masked = _masked(request, found, lengths)
    of_text, pieces = [s for s in lengths if not s.piece], [s for s in lengths if s.piece]
    reading = _Reading(request, masked, found.series, vocabulary_of(found.series), of_text, pieces, notes=notes)
    reading.bound += found.form  # headings and marks are set by code: a drafter that saw them would write them, too
    return reading


_FEWEST_WORDS, _SHORT_LENGTH = 40, 1000
"""A length below the second that would leave units fewer words than the first is meant for each unit."""


def _for_each_where_needed(lengths: list[Stated], series: Series | None) -> tuple[list[Stated], list[str]]:
    """ "36 lesson plans, about 200 words": so few words can only be meant for each."""
    if series is None or any(stated.each for stated in lengths):
        return lengths, []
    few = [
        stated
        for stated in lengths
        if stated.of_whole and stated.length.high < min(_SHORT_LENGTH, _FEWEST_WORDS * series.count)
    ]
    notes = [f"{stated.length.quote!r} is taken for the length of each of the {series.count} units." for stated in few]
    return [replace(stated, each=True) if stated in few else stated for stated in lengths], notes[:1]


def _labels(series: Series | None) -> Sequence[str]:
    return (series.label, *series.aliases) if series else ()


def _masked(request: str, found: SeriesReading, lengths: Sequence[Stated]) -> str:
    """The request with all that is read already blotted out, so that no number of it counts twice."""
    signs = list(request)
    spans = [*found.spans, *((begin(stated, request), stated.end) for stated in lengths)]
    spans += [*language_spans(request), *(() if found.series else counts_of_parts(request))]
    for start, end in spans:
        signs[start:end] = GONE * (end - start)
    return "".join(signs)


# -- clause by clause ---------------------------------------------------------------------------------------------------


def _read(clause: Clause, reading: _Reading) -> None:
    """Every clause ends up accounted for, left over, or both: what its rules did not take is left over."""
    masked = reading.masked[clause.start : clause.end]
    if _is_head(clause, masked, reading) or (reading.series and _NUMBERING.search(clause.text)):
        reading.clauses.append(ReadClause(clause.text, "series" if reading.series else "task"))
        return
    found = (
        _likewise(clause, masked, reading)
        or listed_demands(reading.request, clause, masked, reading.vocabulary)
        or _inherited(clause, masked, reading)
        or demands_of(clause, masked, reading.vocabulary)
    )
    scoped = [demand for demand in found if _counts(demand, clause, reading)]
    _take_lengths(scoped, clause, reading)
    scoped = [demand for demand in scoped if has_content(demand.text) or demand.negative]
    if scoped:
        reading.demands += scoped
        reading.clauses.append(ReadClause(clause.text, "unit demand"))
    elif found and not any(has_content(demand.text) for demand in found):
        reading.clauses.append(ReadClause(clause.text, "series"))
    else:
        _read_unplaced(clause, masked, reading)


def _is_head(clause: Clause, masked: str, reading: _Reading) -> bool:
    """ "The following floors are fixed:" only leads in to what follows."""
    if re.match(r"#{1,6}\s", clause.text):
        return True
    if is_row(clause.text) and re.match(r"[ \t|]*\n[ \t]*[|:-][\s|:-]*(?:\n|$)", reading.request[clause.end :]):
        return True  # the head of a table
    return bool(re.search(r"[:：]\s*$", clause.text)) and len(masked.split()) <= 12 and TASK.match(clause.text) is None


_NUMBERING = re.compile(
    r"\b(?:is|are|be|being)\s+(?:numbered|counted (?:from|up|down|row)|written as)\b|"
    r"\bcounting (?:along|row|by|across|(?:from|down|up) (?:the|left|right|top|bottom))\b|\bcoordinates\b|"
    r"\bnumber(?:ed|ing)?\s+(?:them|from|row|the|1)\b|\bnumbering\s+(?:starts|begins|runs|goes|is|proceeds)\b|编号|坐标",
    re.IGNORECASE,
)
"""How the units are numbered: said of the series, not of single units."""


def _left(masked: str) -> str:
    return re.sub(rf"{GONE}+", " ", masked)


def _inherited(clause: Clause, masked: str, reading: _Reading) -> list[Demand]:
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
    names = "|".join(form for label in _labels(reading.series) for form in forms(label)) or "!"
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


def _likewise(clause: Clause, masked: str, reading: _Reading) -> list[Demand]:
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


def _counts(demand: Demand, clause: Clause, reading: _Reading) -> bool:
    """What spans the whole series in the task's own sentence is the series itself, no demand on units."""
    if demand.relative is not None:
        return True
    if (TASK.match(clause.text) or _defines_series(clause, reading)) and not _is_narrow(demand, reading.series):
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


def _take_lengths(found: Sequence[Demand], clause: Clause, reading: _Reading) -> None:
    """A length that stands with certain units is theirs: "week 7 has 400 words", "the last chapter exactly 900"."""
    for stated in reading.lengths:
        holder = next((d for d in found if d.start <= stated.start < d.end and isinstance(d.scope, Numbered)), None)
        if holder is None or not _is_narrow(holder, reading.series) or holder.relative is not None:
            continue
        if is_said_of_all(stated, reading.request, _labels(reading.series)):
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


def _read_unplaced(clause: Clause, masked: str, reading: _Reading) -> None:
    scope = named_scope(clause.text)
    looks, rest = read_looks(_left(masked), scope)
    terms, rest = read_terms(rest, scope)
    found = [constraint.model_copy(update={"quote": clause.text}) for constraint in (*looks, *terms)]
    reading.constraints += found
    rest = _said_besides(rest) if _says_more(rest, masked, reading) and not _EACH_ALONE.match(_left(masked)) else ""
    if not rest and not found and _passes_over(clause, masked):
        rest = clause.text
    first = not reading.request[: clause.start].strip()
    task = is_task(clause, first=first) or _defines_series(clause, reading)
    if isinstance(scope, Named):
        _take_named_length(clause, scope, reading)
    if task:
        reading.leftover += [*style_demands(clause.text), *demands_besides(clause.text, masked)]
    elif rest:
        reading.leftover.append(clause.text)
    read_as: ReadAs = "task" if task else "demand" if found else "length" if not rest else "left to the analyst"
    reading.clauses.append(ReadClause(clause.text, read_as))


def _passes_over(clause: Clause, masked: str) -> bool:
    """Whether a clause with a number has nothing that any rule reads, though all its words are such as stand around lengths."""
    read = GONE in masked or without_language(without_structure(clause.text)) != clause.text
    return not read and re.search(r"\d", clause.text) is not None


def _says_more(rest: str, masked: str, reading: _Reading) -> bool:
    """Whether anything is left but the unit's name, and verbs around what was read ("Use … per block")."""
    names = "|".join(re.escape(form) for label in _labels(reading.series) for form in forms(label)) or "!"
    bare = re.sub(rf"\b(?:{names}|weekly|daily|monthly)\b", " ", rest, flags=re.IGNORECASE)
    return has_content(bare) if GONE not in masked else has_content(bare, verbs=False)


_EACH_ALONE = re.compile(
    r"^\W*(?:each|every)\s+[\w'’-]+\W*(?:has|have|is|must be|should be|runs? to)?\W*$", re.IGNORECASE
)


def _defines_series(clause: Clause, reading: _Reading) -> bool:
    """Whether the series itself is asked for in this clause: the task without a verb ("Sixty daily prompts for …")."""
    if reading.series is None:
        return False
    at = reading.request.find(reading.series.quote)
    return clause.start <= at < clause.end


def _take_named_length(clause: Clause, scope: Named, reading: _Reading) -> None:
    """ "An introduction of 150 words" is no length of the whole."""
    for stated in reading.lengths:
        if clause.start <= stated.start < clause.end and re.search(
            rf"\b(?:{_ROLES})\b[^.,;]*$|(?:{_ROLES_ZH})[^。，；]*$",
            reading.request[clause.start : stated.start],
            re.IGNORECASE,
        ):
            reading.local_lengths.add(stated.start)
            reading.constraints.append(
                WordCount(quote=clause.text, text=stated.length.quote, scope=scope, length=stated.length)
            )


_ROLES = r"introduction|conclusion|opening|ending|epilogue|prologue|preface|afterword"
_ROLES_ZH = r"引言|前言|开头|结尾|结论|结语|序言|后记"
_NAMED = re.compile(
    rf"\b(?:in|within|as part of) (?:the|your) (?P<role>{_ROLES})\b"
    rf"|\b(?:the|an?) (?P<role2>{_ROLES}) (?:must|should|has to|needs to|shall|of|has|is)\b"
    rf"|在?(?P<role3>{_ROLES_ZH})(?:部分|中|里|处|必须|应|要|不)",
    re.IGNORECASE,
)


def named_scope(clause: str) -> Scope:
    """A part of the document that the clause names by its role; the whole document when it names none."""
    named = _NAMED.search(clause)
    return Named(name=named["role"] or named["role2"] or named["role3"]) if named else Whole()


# -- the request as a whole ---------------------------------------------------------------------------------------------


def _place(reading: _Reading) -> None:
    """Make constraints of the demands, once all are known and relative places can be told."""
    resolved = placed(reading.demands, reading.series, reading.request)
    known = {(demand.start, demand.end) for demand in resolved}
    reading.leftover += [d.clause.text for d in reading.demands if (d.start, d.end) not in known]
    for demand in resolved:
        reading.constraints += constraints_from(demand)
        if isinstance(demand.scope, Numbered):
            reading.bound.append((demand.start, demand.end))
        if demand.open_start:
            reading.notes.append(_open_start_note(demand))


def _open_start_note(demand: Demand) -> str:
    start = getattr(demand.scope, "start", None)
    return f"{demand.quote!r} does not say where it starts: counted from number {start}." if start is not None else ""


def _overall(reading: _Reading) -> list[AnyConstraint]:
    """Length of each unit, structure, language: what is read from the request as a whole."""
    found: list[AnyConstraint] = []
    each, excluded = merged([s for s in _free(reading) if s.each])
    reading.conflicts += [excluded] if excluded else []
    if each is not None:
        found.append(WordCount(quote=each.quote, text=f"each section: {each.quote}", scope=EverySection(), length=each))
    found += [piece_length(stated, reading.request) for stated in reading.pieces]
    structure = None if reading.series else read_structure(reading.request)
    found += [c for c in (structure, read_language(reading.request)) if c is not None]
    return found


def shared_part(request: str, bound: Sequence[tuple[int, int]]) -> str:
    """The request without the stretches that bind single units, and without lines that are empty by that."""
    signs = list(request)
    for start, end in bound:
        signs[start:end] = GONE * (end - start)
    lines = []
    for line in "".join(signs).split("\n"):
        bare = re.sub(rf"{GONE}+\s*[.;,。；，]?\s*", " ", line).rstrip()
        if GONE not in line or re.search(r"[^\W\d_]", bare):
            lines.append(bare)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return re.sub(r"[ \t]{2,}", " ", text).strip()


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
    rest = without_language(without_structure(rest))
    if not _FILLER.sub("", rest):
        return ""
    rest = re.sub(r"\s+([,.;!?])", r"\1", re.sub(r"\s{2,}", " ", rest))
    return re.sub(r"^(?:[\s,;.,、]|\b(?:and|but|also)\b)+|[\s,;,、]+$", "", rest, flags=re.IGNORECASE)
