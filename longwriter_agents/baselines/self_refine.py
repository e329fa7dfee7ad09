"""Self-Refine: draft the whole, ask for feedback on it, refine it; until the model is content, at most three times."""

from __future__ import annotations

from langgraph.runtime import Runtime

from longwriter_agents.backends.base import Message, Request
from longwriter_agents.baselines import asking
from longwriter_agents.baselines.one_shot import request_of
from longwriter_agents.baselines.replies import Feedback
from longwriter_agents.errors import ReplyError
from longwriter_agents.events import PhaseStarted
from longwriter_agents.packing import room_for_reply
from longwriter_agents.prompting import fenced, render
from longwriter_agents.services import Services
from longwriter_agents.state import WritingState

MOST_ROUNDS = 3
CONTENT = 99
_TOKENS = 400


async def refine(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """One round: feedback on the newest version, and a version that heeds it. `mend_rounds` counts, 99 is content."""
    services = runtime.context
    ref, number = state["drafts"]["s1"], state["mend_rounds"]
    services.emit(PhaseStarted(phase="mend"))
    text, words = await services.text("s1", ref["attempt"]), (await services.brief()).length.target
    try:
        feedback = await _feedback(services, text, number)
        if feedback.ok:
            return {"mend_rounds": CONTENT}
        prompt = render("baselines/refine", problems=feedback.problems, **_shown(services, text, words))
        refined = await asking.prose(services, "refine:s1", prompt, words, sample=number)
    except ReplyError:
        return {"mend_rounds": CONTENT}  # the version that stands is the result
    kept = await asking.keep(services, "s1", refined, attempt=ref["attempt"] + 1, asked=words)
    return {"drafts": {"s1": kept}, "mend_rounds": number + 1}


async def _feedback(services: Services, text: str, number: int) -> Feedback:
    messages = (Message("user", render("baselines/feedback", **_shown(services, text, _TOKENS))),)
    room = room_for_reply(messages, services.reviewer.traits, wanted=_TOKENS)
    request = Request(purpose="feedback", messages=messages, max_tokens=room, temperature=0.0, sample=number)
    return await services.ask(services.reviewer, request, Feedback)


def _shown(services: Services, text: str, words: int) -> dict[str, str]:
    """Request and text, as much of it as the window holds beside a reply of `words` words."""
    request = fenced(request_of(services), "request")
    return {"request": request, "text": fenced(text[: asking.room_for_text(services, request, words)], "text")}
