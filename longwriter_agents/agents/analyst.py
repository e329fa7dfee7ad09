"""The analyst: request → `Brief` and constraints. Rules read what they can; the model is asked for what is left."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from langgraph.runtime import Runtime
from pydantic import TypeAdapter

from longwriter_agents.aim import given_for_the_whole, is_whole, length_wanted, series_wanted
from longwriter_agents.backends.base import Request
from longwriter_agents.constraints.besides import is_surely_demanded
from longwriter_agents.constraints.conflicts import settle_conflicts
from longwriter_agents.constraints.contradictions import against_series
from longwriter_agents.constraints.kinds import Constraint, Judged, Language, WordCount
from longwriter_agents.constraints.reading import constraint_where, is_stated
from longwriter_agents.constraints.rules import Compiled, compile_rules
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.constraints.topic import analyse_topic, readers_of
from longwriter_agents.errors import RefusedError, ReplyError
from longwriter_agents.events import PhaseStarted
from longwriter_agents.framing import request_within
from longwriter_agents.lengths import find_length
from longwriter_agents.manuscript import ClauseRow
from longwriter_agents.model import Brief, Finding, Length
from longwriter_agents.options import SHORT_WORDS
from longwriter_agents.packing import sheet
from longwriter_agents.prompting import fenced
from longwriter_agents.prose.language import language_of_request
from longwriter_agents.replies import ClauseReading, Understanding
from longwriter_agents.services import Services
from longwriter_agents.state import WritingState

CONSTRAINTS: TypeAdapter[tuple[Constraint, ...]] = TypeAdapter(tuple[Constraint, ...])
_MOST_CLAUSES = 24
"""Clauses in one question; a small model loses count of more."""
_ASKED_AGAIN = 1
_LONG = 4_000
"""Signs of a request that takes a tenth of a second to read."""


async def understand(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """Read the request: by rule first, then the analyst for the clauses that no rule could read."""
    services = runtime.context
    services.emit(PhaseStarted(phase="understand"))
    compiled = await _compiled(services.request)
    reading, findings = await _read_leftover(services, compiled)
    brief = _brief(services, compiled, reading)
    gathered, outline = _gathered(services, compiled, reading, brief), services.options.outline
    settled = settle_conflicts(gathered, brief.length, brief.series, outline)
    brief = brief.model_copy(update={"length": settled.length})
    first, *others = settled.constraints
    constraints = _numbered([_with_length(first, settled.length), *others])
    findings += [Finding(code="reading", severity="info", message=note) for note in compiled.notes if note]
    findings += [Finding(code="conflict", message=message) for message in compiled.conflicts]
    findings += [*settled.findings, *against_series(compiled.series, outline)]
    await services.keep("brief", brief.model_dump(mode="json"))
    await services.keep("constraints", CONSTRAINTS.dump_python(constraints, mode="json"))
    await services.keep("clauses", [row.model_dump(mode="json") for row in clause_rows(compiled, reading, constraints)])
    await services.keep("findings:request", [finding.model_dump(mode="json") for finding in findings])
    return {}


async def _compiled(request: str) -> Compiled:
    """A long request is read beside the loop, in which other documents are written."""
    return await asyncio.to_thread(compile_rules, request) if len(request) > _LONG else compile_rules(request)


async def constraints_of(services: Services) -> tuple[Constraint, ...]:
    """The constraints that `understand` kept."""
    if "parsed:constraints" not in services.memory:
        services.memory["parsed:constraints"] = CONSTRAINTS.validate_python(await services.kept("constraints"))
    constraints: tuple[Constraint, ...] = services.memory["parsed:constraints"]
    return constraints


async def _read_leftover(services: Services, compiled: Compiled) -> tuple[Understanding, list[Finding]]:
    """The analyst's reading of the clauses that are left; it is asked again about what it passes over."""
    wanted = length_wanted(services.options, compiled)
    if not compiled.leftover or wanted.target < SHORT_WORDS or _is_plain(services, compiled):
        return Understanding(), []
    known: dict[int, ClauseReading] = {}
    about = Understanding()
    for attempt in range(1 + _ASKED_AGAIN):
        open_clauses = [(n, text) for n, text in enumerate(compiled.leftover, 1) if n not in known][:_MOST_CLAUSES]
        if not open_clauses:
            break
        try:
            answer = await _ask_analyst(services, open_clauses, attempt)
        except RefusedError:
            raise
        except ReplyError as error:
            return _with_clauses(about, known), [_kept_as_they_are(error)]
        about = answer if attempt == 0 else about
        asked = {number for number, _ in open_clauses}
        known |= {each.clause: each for each in answer.clauses if each.clause in asked and each.clause not in known}
    return _with_clauses(about, known), []


def _is_plain(services: Services, compiled: Compiled) -> bool:
    """Clauses that can only be demands are kept in their own words: what a small model says of them is no better."""
    return services.planner.traits.small and all(map(is_surely_demanded, compiled.leftover))


def _kept_as_they_are(error: ReplyError) -> Finding:
    return Finding(code="analyst", severity="info", message=f"Clauses kept as they are: {error}")


def _with_clauses(about: Understanding, known: dict[int, ClauseReading]) -> Understanding:
    return about.model_copy(update={"clauses": list(known.values())})


async def _ask_analyst(services: Services, clauses: Sequence[tuple[int, str]], attempt: int) -> Understanding:
    backend = services.planner
    prompt = sheet(
        "analyst/clauses",
        ranks={"clauses": 0},
        request=fenced(request_within(services.request, backend.traits), "request"),
        clauses=list(clauses),
    )
    request = Request(
        purpose="understand",
        messages=(prompt,),
        max_tokens=120 + 90 * len(clauses),
        temperature=0.0,
        sample=attempt,
    )
    return await services.ask(backend, request, Understanding, learn_as="understand" if attempt == 0 else None)


def _brief(services: Services, compiled: Compiled, reading: Understanding) -> Brief:
    topic = analyse_topic(services.request)
    given = given_for_the_whole(services.options, Language)
    asked = services.options.language or (given.code if given else compiled.language)
    language = asked or language_of_request(services.request)
    series = series_wanted(services.options, compiled)
    return Brief(
        request=services.request,
        shared=compiled.shared if series and compiled.shared != services.request.strip() else "",
        subject=reading.subject or topic.subject,
        kind=topic.kind,
        language=language,
        audience=reading.readers or readers_of(services.request),
        tone=reading.tone,
        length=length_wanted(services.options, compiled),
        series=series,
    )


def _gathered(services: Services, compiled: Compiled, reading: Understanding, brief: Brief) -> list[Constraint]:
    """All constraints in a fixed order: length, language, rules, the analyst's demands, the caller's own."""
    written_by = given_for_the_whole(services.options, WordCount) if services.options.words is None else None
    lengths = [_whole_length(brief.length)] if written_by is None else [written_by]
    if written_by is not None and compiled.length is not None:
        lengths.append(_whole_length(compiled.length))  # checked, and where both can't be met that is told
    ruled = [c for c in compiled.constraints if not is_whole(c, "word_count") and not _is_written_in(c, brief.language)]
    given = [c for c in services.options.constraints if c is not written_by and not _is_written_in(c, brief.language)]
    return [*lengths, _language(services, compiled, brief), *ruled, *_judged(compiled, reading, brief), *given]


def _whole_length(wanted: Length) -> WordCount:
    return WordCount(quote=wanted.quote, text=_length_text(wanted), length=wanted)


def _language(services: Services, compiled: Compiled, brief: Brief) -> Language:
    """The language of the document, by whoever asked for it; else by the request's own."""
    asked = next((c for c in compiled.constraints if isinstance(c, Language) and c.code == brief.language), None)
    own = services.options.language == brief.language or given_for_the_whole(services.options, Language) is not None
    return Language(
        code=brief.language,
        text=f"written in {brief.language}",
        quote=asked.quote if asked else "",
        origin="caller" if own else "rule",
    )


def _is_written_in(constraint: Constraint, code: str) -> bool:
    return isinstance(constraint, Language) and isinstance(constraint.scope, Whole) and constraint.code == code


def _with_length(constraint: Constraint, wanted: Length) -> Constraint:
    """The constraint on the whole's length, as it was settled; what the caller gave as data stays as it is."""
    if isinstance(constraint, WordCount) and constraint.origin != "caller":
        return constraint.model_copy(update={"length": wanted, "text": _length_text(wanted)})
    return constraint


def _length_text(wanted: Length) -> str:
    """What is asked, and beside it what is aimed at or still right."""
    if wanted.mode == "between":
        return f"between {wanted.low} and {wanted.high} words"
    if wanted.mode == "exactly":
        return f"exactly {wanted.target} words"
    if wanted.mode == "about":
        return f"about {wanted.target} words ({wanted.low}–{wanted.high})"
    asked = wanted.low if wanted.mode == "at_least" else wanted.high
    return f"{wanted.mode.replace('_', ' ')} {asked} words (aimed at {wanted.target})"


def _judged(compiled: Compiled, reading: Understanding, brief: Brief) -> list[Constraint]:
    """Each leftover clause is a demand unless the analyst calls it background; where it holds, its own words must say."""
    readings = {each.clause: each for each in reading.clauses}
    demands: list[Constraint] = []
    for number, clause in enumerate(compiled.leftover, 1):
        found = readings.get(number)
        if found is not None and found.what == "background":
            continue
        statement = found.statement if found and found.statement else clause
        at = (
            constraint_where(clause, found.where, brief.series) if found and is_stated(found.where, clause) else Whole()
        )
        demands.append(Judged(id="", quote=clause, text=statement, scope=at, origin="model" if found else "rule"))
    return demands


def clause_rows(compiled: Compiled, reading: Understanding, constraints: Sequence[Constraint]) -> list[ClauseRow]:
    """Each clause of the request with what it was read as and the constraints that come from it."""
    background = {
        compiled.leftover[each.clause - 1]
        for each in reading.clauses
        if each.what == "background" and 1 <= each.clause <= len(compiled.leftover)
    }
    whole = tuple(c.id for c in constraints if is_whole(c, "word_count"))[:1]
    rows = []
    for clause in compiled.clauses:
        ids = tuple(c.id for c in constraints if c.quote and (c.quote == clause.quote or c.quote in clause.quote))
        if not ids and find_length(clause.quote) is not None:
            ids = whole  # one of several lengths of the whole, which are kept as one
        read_as = "background" if clause.quote in background else clause.read_as
        rows.append(ClauseRow(quote=clause.quote, read_as=read_as, constraint_ids=ids))
    return rows


def _numbered(constraints: list[Constraint]) -> tuple[Constraint, ...]:
    """Ids c1, c2 … in order; ids that the caller chose stay."""
    taken = {constraint.id for constraint in constraints if constraint.id}
    free = (f"c{number}" for number in range(1, len(constraints) + len(taken) + 1))
    named: list[Any] = []
    for constraint in constraints:
        fresh = constraint.id or next(name for name in free if name not in taken)
        named.append(constraint.model_copy(update={"id": fresh}))
    return tuple(named)
