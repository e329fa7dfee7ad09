"""The judge: a model that is not the writer, asked for structured verdicts; its calls are journaled, so none is paid twice."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import BaseModel

from longwriter_agents.addresses import without_secrets
from longwriter_agents.backends import structured
from longwriter_agents.backends.base import Backend, Message, Request
from longwriter_agents.backends.journal import Journaled
from longwriter_agents.backends.tokens import within_tokens
from longwriter_agents.errors import InputError, ReplyError
from longwriter_agents.model import Usage
from longwriter_agents.packing import room_for_reply
from longwriter_agents.prompting import render
from longwriter_agents.resources import folder
from longwriter_agents.store.base import Store

T = TypeVar("T", bound=BaseModel)

_TEMPERATURE = 0.0


@dataclass
class Judge:
    """Asks one model for verdicts on one item; keeps what it asked with, for the row."""

    backend: Backend
    store: Store
    job: str = ""
    server: str = ""
    """Where the model is asked (`server_of`)."""
    hashes: dict[str, str] = field(default_factory=dict)
    questions: int = 0
    unanswered: int = 0
    shortened: int = 0
    usage: Usage = field(default_factory=Usage)
    """What the answers cost, unusable ones too; known when the judge is closed."""

    @classmethod
    async def open(cls, backend: Backend, store: Path, name: str, *, server: str = "") -> Self:
        from longwriter_agents.store.sqlite import SqliteStore

        opened, job = SqliteStore.open(store), f"judge|{name}"
        return cls(Journaled(backend, opened, job), opened, job, server)

    async def aclose(self) -> None:
        """Close the store, once it has said what its answers cost; the model stays open for the next item."""
        try:
            self.usage = sum((each.reply.usage for each in await self.store.journal(self.job)), Usage())
        finally:
            await self.store.aclose()

    async def ask(self, template: str, wanted: type[T], *, purpose: str, tokens: int, **values: Any) -> T | None:
        """The verdict, or None when the judge gave none that can be read: that is missing, never an approval."""
        self.hashes[template] = template_hash(template)
        messages = (Message("user", render(template, **values)),)
        room = room_for_reply(messages, self.backend.traits, wanted=tokens)
        request = Request(purpose=purpose, messages=messages, max_tokens=room, temperature=_TEMPERATURE)
        self.questions += 1
        try:
            value, _ = await structured.ask(self.backend, request, wanted)
        except ReplyError:
            self.unanswered += 1
            return None
        return value

    def shown(self, text: str, *, share: float = 0.6) -> str:
        """As much of a text as the judge's window holds beside the question."""
        found = within_tokens(text, int(self.backend.traits.context_window * share))
        self.shortened += found != text
        return found

    def record(self) -> dict[str, Any]:
        """What a reader needs to know of these verdicts."""
        return {
            "model": self.backend.spec,
            "server": self.server,
            "temperature": temperature_of(self.backend),
            "date": datetime.now(UTC).date().isoformat(),
            "prompts": dict(sorted(self.hashes.items())),
            "questions": self.questions,
            "unanswered": self.unanswered,
            "shortened": self.shortened,
            "calls": self.usage.calls,
            "input_tokens": self.usage.input_tokens,
            "cached_input_tokens": self.usage.cached_input_tokens,
            "output_tokens": self.usage.output_tokens,
            "cost_usd": self.usage.cost_usd,
        }


def temperature_of(backend: Backend) -> float | None:
    """The temperature that judges are asked at; None where the model takes none."""
    return _TEMPERATURE if backend.traits.temperature else None


def template_hash(template: str) -> str:
    return hashlib.sha256((folder("prompts") / f"{template}.md.j2").read_bytes()).hexdigest()[:12]


def name_of(spec: str) -> str:
    """`provider:model` without the options that some models take (`scripted:steady?latency=0` is `scripted:steady`)."""
    provider, _, model = spec.strip().partition(":")
    return f"{provider.casefold()}:{model.partition('?')[0].strip()}"


def server_of(spec: str, base_url: str | None, environ: Mapping[str, str] | None = None) -> str:
    """The address that a model is asked at, without a password that stands in it; its provider's name where that is the
    provider's own."""
    env = os.environ if environ is None else environ
    provider = name_of(spec).partition(":")[0]
    if provider in ("local", "scripted"):
        return provider
    address = base_url or env.get(f"{provider.upper()}_BASE_URL", "")
    return without_secrets(address).rstrip("/") or provider


def at_server(model: str, server: str | None) -> str:
    """The model, with the address that it was asked at where that is not its provider's own."""
    return f"{model} at {server}" if server and "://" in server else model


def told_judge(judge: Mapping[str, Any]) -> str:
    """A judge as it was recorded, told apart from others: the same name at another server is another one."""
    return f"{at_server(str(judge.get('model')), judge.get('server'))} (temperature {judge.get('temperature')})"


def told_dates(judgings: Iterable[Mapping[str, Any]]) -> str:
    """The days on which these were judged: one, or the first and the last."""
    days = sorted({str(each["date"]) for each in judgings if each.get("date")})
    return " to ".join(dict.fromkeys((days[0], days[-1]))) if days else ""


def check_independent(
    judge: str, writer: str, *, forced: bool, judge_url: str | None = None, writer_server: str | None = None
) -> None:
    """A model does not judge its own writing, unless that is forced (and then the rows name it). The same name at another
    server is another model; where it is not known at which the writer was asked, it is taken for the judge's."""
    there = server_of(judge, judge_url)
    if name_of(judge) == name_of(writer) and there == (writer_server or there) and not forced:
        raise InputError(
            f"The judge {judge} is the writer itself.", hint="Choose another with --judge, or force it: --judge-itself."
        )
