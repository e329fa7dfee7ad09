"""Self-Refine: draft the whole, ask for feedback on it, refine it; until the model is content, at most three times.

Feedback is on the newest version; who refines sees all earlier versions with their feedback. Where a window is too small for
that, the oldest give way; a newest version that does not fit whole is not refined: nothing is written anew from a part.
"""

from __future__ import annotations

from langgraph.runtime import Runtime

from longwriter_agents.backends.base import Message, Request
from longwriter_agents.backends.fitting import overhead
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.baselines import asking
from longwriter_agents.baselines.one_shot import request_of
from longwriter_agents.baselines.replies import Feedback
from longwriter_agents.errors import ReplyError
from longwriter_agents.events import PhaseStarted
from longwriter_agents.model import Finding
from longwriter_agents.packing import room_for_reply
from longwriter_agents.prompting import fenced, render
from longwriter_agents.services import Services
from longwriter_agents.state import WritingState

MOST_ROUNDS = 3
CONTENT = 99
_TOKENS = 400

Version = tuple[int, str, str]
"""Its number, its text (fenced), and the feedback on it."""


async def refine(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """One round: feedback on the newest version, and a version that heeds it. `mend_rounds` counts, 99 is content."""
    services = runtime.context
    ref, number = state["drafts"]["s1"], state["mend_rounds"]
    services.emit(PhaseStarted(phase="mend"))
    earlier = await _earlier(services, ref["attempt"])
    text = await services.text("s1", ref["attempt"])
    if not await _holds(services, text):
        await asking.tell(services, _too_long(services, number))
        return {"mend_rounds": CONTENT}
    try:
        feedback = await _feedback(services, text, number)
        if feedback.ok:
            return {"mend_rounds": CONTENT}
        await services.keep(f"feedback:{ref['attempt']}", feedback.problems)
        prompt = await _prompt(services, earlier, text, feedback.problems)
        refined = await asking.prose(services, "refine:s1", prompt, await _words(services), sample=number)
    except ReplyError:
        return {"mend_rounds": CONTENT}  # the version that stands is the result
    kept = await asking.keep(services, "s1", refined, attempt=ref["attempt"] + 1, asked=await _words(services))
    return {"drafts": {"s1": kept}, "mend_rounds": number + 1}


async def _earlier(services: Services, newest: int) -> list[Version]:
    """The versions before the newest one, the oldest first, each with the feedback that it got."""
    return [
        (each, fenced(await services.text("s1", each), "text"), str(await services.kept(f"feedback:{each}") or ""))
        for each in range(1, newest)
    ]


async def _feedback(services: Services, text: str, number: int) -> Feedback:
    messages = (Message("user", _feedback_prompt(services, text)),)
    room = room_for_reply(messages, services.reviewer.traits, wanted=_TOKENS)
    request = Request(purpose="feedback", messages=messages, max_tokens=room, temperature=0.0, sample=number)
    return await services.ask(services.reviewer, request, Feedback)


def _feedback_prompt(services: Services, text: str) -> str:
    return render("baselines/feedback", request=fenced(request_of(services), "request"), text=fenced(text, "text"))


async def _holds(services: Services, text: str) -> bool:
    """Whether both windows hold the newest version whole: the reviewer's beside its feedback, the drafter's beside feedback and
    a version as long as this one."""
    asked = (Message("user", _feedback_prompt(services, text)),)
    used = count_tokens(asked[0].text).tokens + overhead(asked) + _TOKENS
    anew = max(count_tokens(text).tokens, await asking.reply_needs(services, await _words(services)) // 2)
    return used <= services.reviewer.traits.context_window and used + anew <= services.drafter.traits.context_window


async def _prompt(services: Services, earlier: list[Version], text: str, problems: str) -> str:
    """The newest version with its feedback, after as many of the earlier ones as the window holds; that some are missing is
    told."""
    values = {"request": fenced(request_of(services), "request"), "text": fenced(text, "text"), "problems": problems}
    for shown in range(len(earlier), -1, -1):
        prompt = render("baselines/refine", earlier=earlier[len(earlier) - shown :], **values)
        if await asking.room_beside(services, prompt, await _words(services)) >= 0:
            break
    if shown < len(earlier):
        await asking.tell(services, _forgotten(services, shown, len(earlier)))
    return prompt


async def _words(services: Services) -> int:
    return (await services.brief()).length.target


def _forgotten(services: Services, shown: int, earlier: int) -> Finding:
    window = services.drafter.traits.context_window
    message = (
        f"Of {earlier} earlier versions with their feedback {shown or 'none'} could be shown when the text was refined for the "
        f"last time: a context window of {window:,} tokens holds no more."
    )
    return Finding(code="earlier_text_cut", severity="info", message=message)


def _too_long(services: Services, number: int) -> Finding:
    window = min(services.drafter.traits.context_window, services.reviewer.traits.context_window)
    message = (
        f"Refined {number} times and not {MOST_ROUNDS}: a context window of {window:,} tokens does not hold the text beside a "
        "new version of it. The text stands as it was; give a larger --context-window."
    )
    return Finding(code="unrefined", message=message)
