"""What a request says by rule: a deterministic reading, English and Chinese. Nothing is guessed.

Each clause is read by the rules, is the task itself, or is left over for the analyst.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from longwriter_agents.bounds import merged
from longwriter_agents.constraints.clauses import clauses_of
from longwriter_agents.constraints.demands import Demand, placed
from longwriter_agents.constraints.exceptions import with_permissions
from longwriter_agents.constraints.kinds import AnyConstraint, Language, WordCount
from longwriter_agents.constraints.languages import language_spans, read_language
from longwriter_agents.constraints.material import restored, without_material
from longwriter_agents.constraints.nouns import forms
from longwriter_agents.constraints.phrasing import constraints_from
from longwriter_agents.constraints.piecewise import piece_length, sum_of_pieces
from longwriter_agents.constraints.reader import divided, read_clause
from longwriter_agents.constraints.record import ReadAs, ReadClause, Reading, labels_of, unit_names
from longwriter_agents.constraints.scope import AllOf, EveryNth, EverySection, Numbered
from longwriter_agents.constraints.segments import GONE
from longwriter_agents.constraints.series import SeriesReading, read_series_fully
from longwriter_agents.constraints.structure import counts_of_parts, read_structure
from longwriter_agents.constraints.vocabulary import vocabulary_of
from longwriter_agents.constraints.whose_length import begin
from longwriter_agents.lengths import MOST_WORDS, Stated, find_lengths, too_long
from longwriter_agents.model import Length, Series

__all__ = ["AnyConstraint", "Compiled", "ReadAs", "ReadClause", "compile_rules", "shared_part"]


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


def compile_rules(request: str) -> Compiled:
    """Read the request by rule."""
    own = without_material(request)
    reading = _begun(own)
    for clause in clauses_of(own):
        for part in divided(clause, reading.form_ends):
            read_clause(part, reading)
    _place(reading)
    reading.constraints, reading.leftover = with_permissions(reading.constraints, reading.leftover)
    reading.constraints += _overall(reading)
    language = next((c for c in reading.constraints if isinstance(c, Language)), None)
    length, excluded = merged([s for s in _free(reading) if s.of_whole])
    return _restored(
        Compiled(
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
        ),
        own,
        request,
    )


def _restored(read: Compiled, own: str, request: str) -> Compiled:
    """What was read of a request without its material, in the request's own words."""
    if own == request:
        return read

    def full(said: str) -> str:
        return restored(said, own, request)

    return replace(
        read,
        constraints=tuple(each.model_copy(update={"quote": full(each.quote)}) for each in read.constraints),
        leftover=tuple(map(full, read.leftover)),
        accounted=tuple(map(full, read.accounted)),
        clauses=tuple(replace(each, quote=full(each.quote)) for each in read.clauses),
    )


def _free(reading: Reading) -> list[Stated]:
    """The lengths that are not those of certain units."""
    return [stated for stated in reading.lengths if stated.start not in reading.local_lengths]


def _of_pieces(reading: Reading) -> Length | None:
    return None if reading.series else sum_of_pieces(reading.request, reading.pieces)


def _begun(request: str) -> Reading:
    found = read_series_fully(request)
    labels = [form for label in labels_of(found.series) for form in forms(label)]
    lengths = find_lengths(request, labels)
    lengths, notes = _for_each_where_needed(lengths, found.series)
    masked = _masked(request, found, lengths)
    of_text, pieces = [s for s in lengths if not s.piece], [s for s in lengths if s.piece]
    reading = Reading(request, masked, found.series, vocabulary_of(found.series), of_text, pieces, notes=notes)
    reading.conflicts += map(_told_too_long, too_long(request, labels))
    reading.form_ends = tuple(end for _, end in found.form)
    reading.bound += found.form  # headings and marks are set by code: a drafter that saw them would write them, too
    return reading


_SHOWN = 60


def _told_too_long(quote: str) -> str:
    said = quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
    return f"{said!r} is more than can be written ({MOST_WORDS:,} words at most): it is not taken for the length."


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


_TITLE = re.compile(
    r"\b(?:titled|entitled|called|named|title(?: is|:)?)\s*[:：]?\s*[\"“'‘][^\"”\n]{2,120}[\"”'’]|《[^》\n]{1,60}》",
    re.IGNORECASE,
)
"""A title stays whole, whatever it counts ("7 Habits of Quiet People")."""


def _masked(request: str, found: SeriesReading, lengths: Sequence[Stated]) -> str:
    """The request with all that is read already blotted out, so that no number of it counts twice."""
    signs = list(request)
    named = [title.span() for title in _TITLE.finditer(request)]
    spans = [span for span in found.spans if not any(a < span[1] and span[0] < b for a, b in named)]
    spans += [*((begin(stated, request), stated.end) for stated in lengths)]
    spans += [*language_spans(request), *(() if found.series else counts_of_parts(request))]
    for start, end in spans:
        signs[start:end] = GONE * (end - start)
    return "".join(signs)


def _place(reading: Reading) -> None:
    """Make constraints of the demands, once all are known and relative places can be told."""
    resolved = placed(reading.demands, reading.series, reading.request)
    known = {(demand.start, demand.end) for demand in resolved}
    reading.leftover += [d.clause.text for d in reading.demands if (d.start, d.end) not in known]
    for demand in resolved:
        reading.constraints += constraints_from(demand, unit_names(reading))
        if isinstance(demand.scope, Numbered):
            reading.bound.append((demand.start, demand.end))
        if demand.open_start:
            reading.notes.append(_open_start_note(demand))


def _open_start_note(demand: Demand) -> str:
    periods = demand.scope.scopes if isinstance(demand.scope, AllOf) else (demand.scope,)
    start = next((each.start for each in periods if isinstance(each, EveryNth)), None)
    return f"{demand.quote!r} does not say where it starts: counted from number {start}." if start is not None else ""


def _overall(reading: Reading) -> list[AnyConstraint]:
    """Length of each unit, structure, language: what is read from the request as a whole."""
    found: list[AnyConstraint] = []
    each, excluded = merged([s for s in _free(reading) if s.each])
    reading.conflicts += [excluded] if excluded else []
    if each is not None:
        found.append(WordCount(quote=each.quote, text=f"each section: {each.quote}", scope=EverySection(), length=each))
    found += [piece_length(stated, reading.request) for stated in reading.pieces]
    found += [] if reading.series else read_structure(reading.request)
    language = read_language(reading.request)
    return [*found, language] if language is not None else found


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
