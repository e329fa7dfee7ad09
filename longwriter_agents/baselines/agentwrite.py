"""AgentWrite: plan paragraphs with word counts, then write them one after the other with all earlier text in the prompt.

What of that text a window does not hold is left out from its beginning, and the report says so. The parallel form writes
every paragraph from request and plan alone.
"""

from __future__ import annotations

from typing import Any, TypedDict

from langgraph.runtime import Runtime

from longwriter_agents.backends.base import Message, Request
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.baselines import asking
from longwriter_agents.baselines.one_shot import request_of
from longwriter_agents.baselines.reading import lay_out, note_unplanned
from longwriter_agents.baselines.replies import ParagraphPlan, PlannedParagraph
from longwriter_agents.errors import RefusedError, ReplyError
from longwriter_agents.events import PhaseStarted
from longwriter_agents.model import Finding, Section
from longwriter_agents.packing import Sheet, room_for_reply
from longwriter_agents.prompting import fenced, render
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, WritingState

_TOKENS_PER_PARAGRAPH, _LEAST_WORDS = 60, 200
_PARAGRAPH = "baselines/agentwrite_paragraph"


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
    ref, lost = await _paragraph(services, number, text)
    update: WritingState = {"drafts": {sections[number].id: ref}}
    if lost:
        first = state["planned"].get("cut_from", number + 1)
        update["planned"] = {"cut_from": first}
        await asking.tell(services, _cut(services, first, number + 1, lost, count_tokens(text).tokens))
    return update


async def write_alone(state: ParagraphTask, runtime: Runtime[Services]) -> WritingState:
    """One paragraph that knows request and plan, and nothing of the other texts."""
    services = runtime.context
    ids = [section.id for section in (await services.outline()).sections]
    ref, _ = await _paragraph(services, ids.index(state["paragraph"]), "")
    return {"drafts": {state["paragraph"]: ref}}


async def _paragraph(services: Services, index: int, text: str) -> tuple[DraftRef, int]:
    """A paragraph after the text that stands, and how many tokens of that its prompt had no room for."""
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
    prompt, lost = await _prompt(services, values, text)
    try:
        reply = await asking.prose(services, f"draft:{section.id}", prompt, section.budget)
    except asking.Unwritten as error:
        return asking.unwritten(error), lost
    return await asking.keep(services, section.id, reply, attempt=1, asked=section.budget), lost


async def _prompt(services: Services, values: dict[str, Any], text: str) -> tuple[Message, int]:
    """The prompt with the end of the earlier text, as much of it as the window holds; and what is left out, in tokens."""
    bare = render(_PARAGRAPH, text=fenced("", "text") if text else "", **values)
    shown, lost = asking.end_within(text, await asking.room_beside(services, bare, values["words"]))
    values = {**values, "text": fenced(shown, "text") if shown else ""}
    left_out = (("earlier text", lost),) if lost else ()
    return Sheet(_PARAGRAPH, values, ranks={"plan": 1}, left_out=left_out).message(), lost


def _cut(services: Services, first: int, last: int, lost: int, whole: int) -> Finding:
    window = services.drafter.traits.context_window
    message = (
        f"From paragraph {first} on the model was shown the end of the earlier text only: a context window of {window:,} tokens "
        f"holds no more. Of the {whole:,} tokens before paragraph {last} the first {lost:,} were left out."
    )
    return Finding(code="earlier_text_cut", severity="info", message=message)
