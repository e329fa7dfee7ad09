"""How the baselines ask for prose, and keep it: replies as they are, each bounded, each under its natural key."""

from __future__ import annotations

from longwriter_agents import lengthwise
from longwriter_agents.backends.base import Message, Request
from longwriter_agents.errors import BackendError, BudgetSpent, RefusedError, ReplyError
from longwriter_agents.events import SectionDone, SectionStarted
from longwriter_agents.model import Draft
from longwriter_agents.packing import room_for_reply
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef
from longwriter_agents.words import count_words

Unwritten = (BackendError, ReplyError, BudgetSpent)
_ROOM = 2
"""A reply may have tokens for twice the words that are asked for: what runs on for ever is ended there."""
_CHARS_PER_TOKEN = 3
_TEMPERATURE = 0.7


async def prose(services: Services, purpose: str, prompt: str, words: int, *, sample: int = 0) -> str:
    """The drafter's answer to one prompt, about `words` words, as it comes."""
    backend, language = services.drafter, (await services.brief()).language
    messages = (Message("user", prompt),)
    wanted = lengthwise.reply_tokens(words * _ROOM, language)
    request = Request(
        purpose=purpose,
        messages=messages,
        max_tokens=room_for_reply(messages, backend.traits, wanted=wanted),
        asked_words=words,
        temperature=_TEMPERATURE,
        sample=sample,
    )
    reply = await backend.complete(request)
    if reply.finish == "refused":
        raise RefusedError("The model declined to write this.", purpose=purpose, model=backend.spec)
    return reply.text.strip()


def room_for_text(services: Services, prompt: str, words: int) -> int:
    """The characters of earlier text that the window holds beside a prompt and a reply of `words` words."""
    reply = lengthwise.reply_tokens(words, "en")
    left = services.drafter.traits.context_window - reply - len(prompt) // _CHARS_PER_TOKEN
    return max(400, left * _CHARS_PER_TOKEN)


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
