"""How the baselines ask for prose, and keep it: replies as they are, each bounded, each under its natural key."""

from __future__ import annotations

from longwriter_agents import lengthwise
from longwriter_agents.backends.base import Message, Request
from longwriter_agents.backends.fitting import overhead
from longwriter_agents.backends.tokens import count_tokens, within_tokens
from longwriter_agents.errors import BackendError, BudgetSpent, RefusedError, ReplyError
from longwriter_agents.events import SectionDone, SectionStarted
from longwriter_agents.model import Draft, Finding
from longwriter_agents.packing import room_for_reply
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef
from longwriter_agents.words import count_words

Unwritten = (BackendError, ReplyError, BudgetSpent)
_ROOM = 2
"""A reply may have tokens for twice the words that are asked for: what runs on for ever is ended there."""
_LEAST_SHOWN = 24
"""Tokens below which a rest of earlier text tells nothing."""
_TEMPERATURE = 0.7


async def prose(services: Services, purpose: str, prompt: Message | str, words: int, *, sample: int = 0) -> str:
    """The drafter's answer to one prompt, about `words` words, as it comes. Its room is never less than they need: where the
    window holds no more, it is the prompt that is shortened on its way (`backends/fitting.py`)."""
    backend, language = services.drafter, (await services.brief()).language
    messages = (Message("user", prompt) if isinstance(prompt, str) else prompt,)
    wanted = lengthwise.reply_tokens(words * _ROOM, language)
    request = Request(
        purpose=purpose,
        messages=messages,
        max_tokens=max(await reply_needs(services, words), room_for_reply(messages, backend.traits, wanted=wanted)),
        asked_words=words,
        temperature=_TEMPERATURE,
        sample=sample,
    )
    reply = await backend.complete(request)
    if reply.finish == "refused":
        raise RefusedError("The model declined to write this.", purpose=purpose, model=backend.spec)
    return reply.text.strip()


async def reply_needs(services: Services, words: int) -> int:
    """The tokens that a reply of `words` words needs in the document's language, as far as the model writes so many."""
    needed = lengthwise.reply_tokens(words, (await services.brief()).language)
    return min(needed, services.drafter.traits.max_output_tokens)


async def room_beside(services: Services, prompt: str, words: int) -> int:
    """The tokens that the drafter's window leaves beside a prompt and a reply of `words` words."""
    used = count_tokens(prompt).tokens + overhead((Message("user", prompt),))
    return services.drafter.traits.context_window - used - await reply_needs(services, words)


def end_within(text: str, tokens: int) -> tuple[str, int]:
    """The end of a text in at most so many tokens, and how many of its tokens that leaves out."""
    shown = within_tokens(text, tokens, head=0.0) if tokens >= _LEAST_SHOWN else ""
    return shown, 0 if shown == text else count_tokens(text).tokens - count_tokens(shown).tokens


async def tell(services: Services, finding: Finding) -> None:
    """Put into the report what the window kept a published way of writing from, each kind once: as it was told last."""
    told = [each for each in await services.kept("findings:window") or [] if each["code"] != finding.code]
    await services.keep("findings:window", [*told, finding.model_dump(mode="json")])


async def keep(services: Services, section_id: str, text: str, *, attempt: int, asked: int) -> DraftRef:
    """Keep a version of a section, and tell of it."""
    words = count_words(text)
    await services.save_draft(Draft(section_id=section_id, attempt=attempt, text=text, words=words))
    services.emit(SectionDone(section_id=section_id, words=words, budget=asked))
    return DraftRef(
        attempt=attempt, last=attempt, words=words, asked=asked, gave=words, replies=attempt, rounds=0, failed=""
    )


def begin(services: Services, section_id: str, title: str, budget: int) -> None:
    services.emit(SectionStarted(section_id=section_id, title=title, budget=budget))


def unwritten(error: Exception) -> DraftRef:
    """A section that could not be had: the report names it, and the rest is written."""
    return DraftRef(attempt=0, last=0, words=0, asked=0, gave=0, replies=0, rounds=0, failed=str(error))
