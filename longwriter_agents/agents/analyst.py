"""The analyst: request → `Brief` and constraints. Rules read what they can; the model is asked for what is left."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime
from pydantic import TypeAdapter

from longwriter_agents.backends.base import Message, Request
from longwriter_agents.constraints.kinds import Constraint, Judged, Language, WordCount
from longwriter_agents.constraints.placement import conflicts
from longwriter_agents.constraints.rules import Compiled, compile_rules
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.constraints.topic import analyse_topic, readers_of
from longwriter_agents.errors import RefusedError, ReplyError
from longwriter_agents.events import PhaseStarted
from longwriter_agents.framing import request_within
from longwriter_agents.lengths import length
from longwriter_agents.model import Brief, Finding, Length
from longwriter_agents.options import DEFAULT_WORDS, SHORT_WORDS
from longwriter_agents.prompting import fenced, render
from longwriter_agents.prose.language import detect
from longwriter_agents.replies import Understanding
from longwriter_agents.services import Services
from longwriter_agents.state import WritingState

_HEADING_WORDS = 16
"""The most that a unit's heading is reckoned at, where a document's length follows from its units'."""
CONSTRAINTS: TypeAdapter[tuple[Constraint, ...]] = TypeAdapter(tuple[Constraint, ...])


async def understand(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """Read the request: by rule first, then the analyst for the clauses that no rule could read."""
    services = runtime.context
    services.emit(PhaseStarted(phase="understand"))
    compiled = compile_rules(services.request)
    reading, findings = await _read_leftover(services, compiled)
    brief = _brief(services, compiled, reading)
    constraints = _numbered(_gathered(services, compiled, reading, brief))
    findings += conflicts(constraints, brief.length, brief.series)
    await services.keep("brief", brief.model_dump(mode="json"))
    await services.keep("constraints", CONSTRAINTS.dump_python(constraints, mode="json"))
    await services.keep("findings:request", [finding.model_dump(mode="json") for finding in findings])
    return {}


async def constraints_of(services: Services) -> tuple[Constraint, ...]:
    """The constraints that `understand` kept."""
    if "parsed:constraints" not in services.memory:
        services.memory["parsed:constraints"] = CONSTRAINTS.validate_python(await services.kept("constraints"))
    constraints: tuple[Constraint, ...] = services.memory["parsed:constraints"]
    return constraints


async def _read_leftover(services: Services, compiled: Compiled) -> tuple[Understanding, list[Finding]]:
    wanted = _length(services, compiled)
    if not compiled.leftover or wanted.target < SHORT_WORDS:
        return Understanding(), []
    try:
        return await _ask_analyst(services, compiled.leftover), []
    except RefusedError:
        raise
    except ReplyError as error:
        return Understanding(), [Finding(code="analyst", severity="info", message=f"Clauses kept as they are: {error}")]


async def _ask_analyst(services: Services, clauses: tuple[str, ...]) -> Understanding:
    backend = services.planner
    prompt = render(
        "analyst/clauses",
        request=fenced(request_within(services.request, backend.traits), "request"),
        clauses=list(enumerate(clauses, 1)),
    )
    request = Request(
        purpose="understand",
        messages=(Message("user", prompt),),
        max_tokens=120 + 70 * len(clauses),
        temperature=0.0,
    )
    return await services.ask(backend, request, Understanding, learn_as="understand")


def _length(services: Services, compiled: Compiled) -> Length:
    if services.options.words is not None:
        return length(mode="about", words=services.options.words)
    return compiled.length or _sum_of_units(compiled) or length(mode="about", words=DEFAULT_WORDS)


def _sum_of_units(compiled: Compiled) -> Length | None:
    """Without a demand on the whole, what is demanded of each unit of a series decides; headings come on top."""
    each = [c.length for c in compiled.constraints if isinstance(c, WordCount) and c.scope.kind == "every_section"]
    if not each or compiled.series is None:
        return None
    unit, count = each[0], compiled.series.count
    high = (unit.high + _HEADING_WORDS) * count
    return Length(mode="between", target=unit.target * count, low=unit.low * count, high=high, quote=unit.quote)


def _brief(services: Services, compiled: Compiled, reading: Understanding) -> Brief:
    topic = analyse_topic(services.request)
    language = services.options.language or compiled.language or detect(services.request, hint="en")
    return Brief(
        request=services.request,
        subject=reading.subject or topic.subject,
        kind=topic.kind,
        language=language,
        audience=reading.readers or readers_of(services.request),
        tone=reading.tone,
        length=_length(services, compiled),
        series=compiled.series,
    )


def _gathered(services: Services, compiled: Compiled, reading: Understanding, brief: Brief) -> list[Constraint]:
    """All constraints in a fixed order: length, language, rules, the analyst's demands, the caller's own."""
    whole_length = WordCount(id="", quote=brief.length.quote, text=_length_text(brief.length), length=brief.length)
    language = Language(id="", code=brief.language, text=f"written in {brief.language}")
    ruled = [c for c in compiled.constraints if not _is_whole(c, "word_count") and not _is_whole(c, "language")]
    return [whole_length, language, *ruled, *_judged(compiled, reading), *services.options.constraints]


def _is_whole(constraint: Constraint, kind: str) -> bool:
    return constraint.kind == kind and isinstance(constraint.scope, Whole)


def _length_text(wanted: Length) -> str:
    return f"{wanted.mode.replace('_', ' ')} {wanted.target} words ({wanted.low}–{wanted.high})"


def _judged(compiled: Compiled, reading: Understanding) -> list[Constraint]:
    """Each leftover clause is a judged constraint, unless the analyst says that it is background only."""
    readings = {each.clause: each for each in reading.clauses}
    demands: list[Constraint] = []
    for number, clause in enumerate(compiled.leftover, 1):
        found = readings.get(number)
        if found is None or found.what == "demand":
            statement = found.statement if found and found.statement else clause
            demands.append(Judged(id="", quote=clause, text=statement, origin="model" if found else "rule"))
    return demands


def _numbered(constraints: list[Constraint]) -> tuple[Constraint, ...]:
    """Ids c1, c2 … in order; ids that the caller chose stay."""
    taken = {constraint.id for constraint in constraints if constraint.id}
    free = (f"c{number}" for number in range(1, len(constraints) + len(taken) + 1))
    named: list[Any] = []
    for constraint in constraints:
        fresh = constraint.id or next(name for name in free if name not in taken)
        named.append(constraint.model_copy(update={"id": fresh}))
    return tuple(named)
