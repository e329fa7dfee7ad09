"""The judge: a model that is not the writer, asked for structured verdicts; its calls are journaled, so none is paid twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import BaseModel

from longwriter_agents.backends import structured
from longwriter_agents.backends.base import Backend, Message, Request
from longwriter_agents.backends.journal import Journaled
from longwriter_agents.backends.tokens import shortened
from longwriter_agents.errors import InputError, ReplyError
from longwriter_agents.packing import room_for_reply
from longwriter_agents.prompting import render
from longwriter_agents.resources import folder
from longwriter_agents.store.base import Store

T = TypeVar("T", bound=BaseModel)

_TEMPERATURE = 0.0
_CHARS_PER_TOKEN = 3


@dataclass
class Judge:
    """Asks one model for verdicts on one item; keeps what it asked with, for the row."""

    backend: Backend
    store: Store
    hashes: dict[str, str] = field(default_factory=dict)
    calls: int = 0
    unanswered: int = 0

    @classmethod
    async def open(cls, backend: Backend, store: Path, name: str) -> Self:
        from longwriter_agents.store.sqlite import SqliteStore

        opened = SqliteStore.open(store)
        return cls(Journaled(backend, opened, f"judge|{name}"), opened)

    async def aclose(self) -> None:
        """Close the store; the model stays open for the next item."""
        await self.store.aclose()

    async def ask(self, template: str, wanted: type[T], *, purpose: str, tokens: int, **values: Any) -> T | None:
        """The verdict, or None when the judge gave none that can be read: that is missing, never an approval."""
        self.hashes[template] = template_hash(template)
        messages = (Message("user", render(template, **values)),)
        room = room_for_reply(messages, self.backend.traits, wanted=tokens)
        request = Request(purpose=purpose, messages=messages, max_tokens=room, temperature=_TEMPERATURE)
        self.calls += 1
        try:
            value, _ = await structured.ask(self.backend, request, wanted)
        except ReplyError:
            self.unanswered += 1
            return None
        return value

    def shown(self, text: str, *, share: float = 0.6) -> str:
        """As much of a text as the judge's window holds beside the question."""
        return shortened(text, chars=int(self.backend.traits.context_window * _CHARS_PER_TOKEN * share))

    def record(self) -> dict[str, Any]:
        """What a reader needs to know of these verdicts."""
        return {
            "model": self.backend.spec,
            "temperature": _TEMPERATURE if self.backend.traits.temperature else None,
            "date": datetime.now(UTC).date().isoformat(),
            "prompts": dict(sorted(self.hashes.items())),
            "questions": self.calls,
            "unanswered": self.unanswered,
        }


def template_hash(template: str) -> str:
    return hashlib.sha256((folder("prompts") / f"{template}.md.j2").read_bytes()).hexdigest()[:12]


def check_independent(judge: str, writer: str, *, forced: bool) -> None:
    """A model does not judge its own writing, unless that is forced (and then the rows name it)."""
    if judge == writer and not forced:
        raise InputError(
            f"The judge {judge} is the writer itself.", hint="Choose another with --judge, or force it: --judge-itself."
        )
