"""AgentWrite: plan paragraphs with word counts, then write them one after the other with all earlier text in the prompt.

Its parallel form writes every paragraph from request and plan alone.
"""

from __future__ import annotations

from typing import TypedDict

from langgraph.runtime import Runtime

from longwriter_agents.backends.base import Message, Request
from longwriter_agents.baselines import asking
from longwriter_agents.baselines.one_shot import request_of
from longwriter_agents.baselines.reading import lay_out, note_unplanned
from longwriter_agents.baselines.replies import ParagraphPlan, PlannedParagraph
from longwriter_agents.errors import RefusedError, ReplyError
from longwriter_agents.events import PhaseStarted
from longwriter_agents.model import Section
from longwriter_agents.packing import room_for_reply
from longwriter_agents.prompting import fenced, render
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, WritingState

_TOKENS_PER_PARAGRAPH, _LEAST_WORDS = 60, 200


class ParagraphTask(TypedDict):
    """One paragraph, by its section id."""

    paragraph: str


async def plan(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """Ask for the paragraphs; without a usable plan the whole is one paragraph."""
    services = runtime.context
    services.emit(PhaseStarted(phase="plan"))
    try:
        paragraphs = (await _asked(services)).paragraphs
    except RefusedError:
        raise
    except ReplyError as error:
        await note_unplanned(services, error)
        target = (await services.brief()).length.target
        paragraphs = [PlannedParagraph(main_point="The whole text", words=target)]
    sections = [
        Section(id=f"s{number}", title="", summary=each.main_point[:600], budget=each.words)
        for number, each in enumerate(paragraphs, 1)
    ]
    await services.keep("parts", {"title": "", "parts": []})
    await lay_out(services, "", sections)
    return {"planned": {"paragraphs": len(sections)}, "drafts": {}}


async def _asked(services: Services) -> ParagraphPlan:
    words = (await services.brief()).length.target
    prompt = render("baselines/agentwrite_plan", request=fenced(request_of(services), "request"), words=words)
    messages = (Message("user", prompt),)
    tokens = 200 + _TOKENS_PER_PARAGRAPH * max(2, words // _LEAST_WORDS)
    room = room_for_reply(messages, services.planner.traits, wanted=tokens)
    request = Request(purpose="plan", messages=messages, max_tokens=room, temperature=0.3)
    return await services.ask(services.planner, request, ParagraphPlan, learn_as="plan")


async def check_plan(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """The plan stands as it came; drafting begins."""
    runtime.context.emit(PhaseStarted(phase="draft"))
    return {}


async def write_next(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """The next paragraph, after all that stands."""
    services = runtime.context
    sections = (await services.outline()).sections
    number = len(state["drafts"])
    written = [await services.text(s.id, state["drafts"][s.id]["attempt"]) for s in sections[:number]]
    text = "\n\n".join(text for text in written if text)
    return {"drafts": {sections[number].id: await _paragraph(services, number, text)}}


async def write_alone(state: ParagraphTask, runtime: Runtime[Services]) -> WritingState:
    """One paragraph that knows request and plan, and nothing of the other texts."""
    services = runtime.context
    ids = [section.id for section in (await services.outline()).sections]
    return {"drafts": {state["paragraph"]: await _paragraph(services, ids.index(state["paragraph"]), "")}}


async def _paragraph(services: Services, index: int, text: str) -> DraftRef:
    sections = (await services.outline()).sections
    section = sections[index]
    asking.begin(services, section.id, f"Paragraph {index + 1}", section.budget)
    values = {
        "request": fenced(request_of(services), "request"),
        "plan": [(number, each.summary, each.budget) for number, each in enumerate(sections, 1)],
        "number": index + 1,
        "main_point": section.summary,
        "words": section.budget,
    }
    bare = render("baselines/agentwrite_paragraph", text="", **values)
    shown = text[-asking.room_for_text(services, bare, section.budget) :]
    prompt = render("baselines/agentwrite_paragraph", text=fenced(shown, "text") if shown else "", **values)
    try:
        reply = await asking.prose(services, f"draft:{section.id}", prompt, section.budget)
    except asking.Unwritten as error:
        return asking.unwritten(error)
    return await asking.keep(services, section.id, reply, attempt=1, asked=section.budget)
