"""CogWriter: plan units, revise the plan, write all units at once; each is reviewed and rewritten to its length.

The published program knows four kinds of tasks; here a unit is whatever the request numbers (weeks, floors, chapters),
or else a section of some hundred words. Its loops, endless in the original, are bounded.
"""

from __future__ import annotations

from typing import TypedDict

from langgraph.runtime import Runtime

from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.backends.base import Message, Request
from longwriter_agents.baselines import asking
from longwriter_agents.baselines.one_shot import request_of
from longwriter_agents.baselines.reading import lay_out, note_unplanned
from longwriter_agents.baselines.replies import PlannedUnit, PlanReview, UnitPlan, UnitReview
from longwriter_agents.constraints.kinds import WordCount
from longwriter_agents.errors import RefusedError, ReplyError
from longwriter_agents.events import PhaseStarted
from longwriter_agents.model import Brief, Finding, Section
from longwriter_agents.packing import room_for_reply
from longwriter_agents.prompting import fenced, render
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, WritingState
from longwriter_agents.words import count_words

MOST_PLAN_ROUNDS, MOST_REVIEWS, MOST_LENGTH_ROUNDS = 2, 1, 3
_UNIT_WORDS, _TOLERANCE = 500, 0.10
_TOKENS_PER_UNIT, _TOKENS_PER_REVIEW = 90, 240


_WHOLE = PlannedUnit(plan="The whole text")
"""The plan where none could be had: one unit without a heading, which has all the words."""


class UnitTask(TypedDict):
    """One unit, by its section id."""

    unit: str


async def plan(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """The planning agent's first plan."""
    services = runtime.context
    services.emit(PhaseStarted(phase="plan"))
    brief = await services.brief()
    prompt = render(
        "baselines/cogwriter_plan",
        request=fenced(request_of(services), "request"),
        units=_count(brief),
        label=_label(brief),
        problems="",
        plan=[],
    )
    try:
        units = await _planned(services, "plan", prompt)
    except ReplyError as error:
        if isinstance(error, RefusedError):
            raise
        await note_unplanned(services, error)
        units = [_WHOLE]
    await _keep(services, units)
    return {"mend_rounds": 0, "drafts": {}}


async def revise_plan(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """The monitor looks at the plan; what it finds is planned anew. `mend_rounds` counts, 99 is content."""
    services = runtime.context
    units, brief = await _units(services), await services.brief()
    values = {"request": fenced(request_of(services), "request"), "plan": _lines(units)}
    try:
        asked, number = render("baselines/cogwriter_check", **values), state["mend_rounds"]
        review = await _review(services, "replan:review", asked, PlanReview, sample=number)
        if review.ok:
            return {"mend_rounds": 99}
        prompt = render(
            "baselines/cogwriter_plan", units=_count(brief), label=_label(brief), problems=review.problems, **values
        )
        await _keep(services, await _planned(services, f"replan:{number}", prompt))
    except ReplyError as error:
        message = f"The plan was not looked at to its end. {error}"
        told = await services.kept("findings:plan") or []
        await services.keep(
            "findings:plan", [*told, Finding(code="plan_unchecked", message=message).model_dump(mode="json")]
        )
        return {"mend_rounds": 99}
    await services.keep("findings:plan", [])  # there is a plan now, if there was none before
    return {"mend_rounds": number + 1}


async def check_plan(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """The units become sections: those that were planned, each with its share of the words."""
    services = runtime.context
    brief, units = await services.brief(), await _units(services)
    words = brief.length.target if units == [_WHOLE] else await _words_each(services, len(units))
    sections = [
        Section(id=f"s{number}", title=_heading(brief, number, each), summary=each.plan[:1_200], budget=words)
        for number, each in enumerate(units, 1)
    ]
    await services.keep("parts", {"title": "", "parts": []})
    await lay_out(services, "", sections)
    services.emit(PhaseStarted(phase="draft"))
    return {"planned": {"units": len(sections)}}


async def write_unit(state: UnitTask, runtime: Runtime[Services]) -> WritingState:
    """A generation agent: write, have it reviewed, bring it to its length; each loop is bounded."""
    services = runtime.context
    section = (await services.outline()).section(state["unit"])
    asking.begin(services, section.id, section.title, section.budget)
    values = {
        "request": fenced(request_of(services), "request"),
        "unit": section.title or section.id,
        "plan": section.summary,
        "words": section.budget,
    }
    try:
        text = await asking.prose(services, f"draft:{section.id}", await _opening(services, values), section.budget)
        text, unreviewed = await _reviewed(services, section, values, text)
        text, unmeasured = await _to_length(services, section, values, text)
    except asking.Unwritten as error:
        return {"drafts": {section.id: asking.unwritten(error)}}
    ref: DraftRef = await asking.keep(services, section.id, text, attempt=1, asked=section.budget)
    return {"drafts": {section.id: {**ref, "failed": unreviewed or unmeasured}}}


async def _opening(services: Services, values: dict[str, object]) -> str:
    return render("baselines/cogwriter_unit", whole=_lines(await _units(services)), **values)


async def _reviewed(services: Services, section: Section, values: dict[str, object], text: str) -> tuple[str, str]:
    """The text after its reviews. A review or a rewriting that can't be had leaves it as it stands; why is told beside it."""
    for number in range(MOST_REVIEWS):
        prompt = render("baselines/cogwriter_review", text=fenced(text, "text"), **values)
        try:
            review = await _review(services, f"review:{section.id}", prompt, UnitReview, sample=number)
            if review.ok:
                break
            text = await _anew(services, section, "rewrite", text, number, {**values, "problems": review.problems})
        except ReplyError as error:
            return text, f"its review came to nothing. {error}"
    return text, ""


async def _to_length(services: Services, section: Section, values: dict[str, object], text: str) -> tuple[str, str]:
    """The text at its length, or as near as it came; and why it came no nearer, where a reply could not be had."""
    for number in range(MOST_LENGTH_ROUNDS):
        written = count_words(text)
        if abs(written - section.budget) <= section.budget * _TOLERANCE:
            break
        try:
            text = await _anew(services, section, "length", text, number, {**values, "written": written})
        except ReplyError as error:
            return text, f"it could not be brought to its length. {error}"
    return text, ""


async def _anew(
    services: Services, section: Section, task: str, text: str, number: int, values: dict[str, object]
) -> str:
    """The unit written anew for a task (`cogwriter_<task>`); where nothing comes, as it was."""
    prompt = render(f"baselines/cogwriter_{task}", text=fenced(text, "text"), **values)
    return await asking.prose(services, f"{task}:{section.id}", prompt, section.budget, sample=number) or text


async def _review(
    services: Services, purpose: str, prompt: str, wanted: type[PlanReview], *, sample: int = 0
) -> PlanReview:
    messages = (Message("user", prompt),)
    room = room_for_reply(messages, services.reviewer.traits, wanted=_TOKENS_PER_REVIEW)
    request = Request(purpose=purpose, messages=messages, max_tokens=room, temperature=0.0, sample=sample)
    return await services.ask(services.reviewer, request, wanted)


async def _planned(services: Services, purpose: str, prompt: str) -> list[PlannedUnit]:
    messages = (Message("user", prompt),)
    tokens = 200 + _TOKENS_PER_UNIT * _count(await services.brief())
    room = room_for_reply(messages, services.planner.traits, wanted=tokens)
    request = Request(purpose=purpose, messages=messages, max_tokens=room, temperature=0.3)
    answer = await services.ask(services.planner, request, UnitPlan)
    return answer.units[: _count(await services.brief())]


async def _keep(services: Services, units: list[PlannedUnit]) -> None:
    await services.keep("units", [unit.model_dump() for unit in units])


async def _units(services: Services) -> list[PlannedUnit]:
    return [PlannedUnit.model_validate(each) for each in await services.kept("units")]


def _lines(units: list[PlannedUnit]) -> list[str]:
    return [f"{number}. {each.title}: {each.plan}" for number, each in enumerate(units, 1)]


def _count(brief: Brief) -> int:
    return brief.series.count if brief.series else max(2, round(brief.length.target / _UNIT_WORDS))


def _label(brief: Brief) -> str:
    return brief.series.label if brief.series else ""


def _heading(brief: Brief, number: int, unit: PlannedUnit) -> str:
    numbered = brief.series is not None and unit != _WHOLE
    return f"{_label(brief)} {number}" if numbered else " ".join(unit.title.split())[:120]


async def _words_each(services: Services, units: int) -> int:
    """What the request demands of each unit, else an equal share of the whole."""
    for constraint in await constraints_of(services):
        if isinstance(constraint, WordCount) and constraint.scope.kind == "every_section":
            return constraint.length.target
    return max(20, round((await services.brief()).length.target / units))
