"""Procedures over parts: code cuts the input and carries the state, the model does one short stretch at a time."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Self

from longwriter_agents.backends.base import Backend, Message, Request
from longwriter_agents.backends.journal import Journaled
from longwriter_agents.backends.registry import prepare
from longwriter_agents.errors import ReplyError
from longwriter_agents.evaluation.desk import Desk
from longwriter_agents.evaluation.metrics.procedures import countdown_solved
from longwriter_agents.evaluation.suite import Written
from longwriter_agents.model import Usage
from longwriter_agents.packing import room_for_reply
from longwriter_agents.prompting import fenced, render
from longwriter_agents.store.base import Store

JOB = "longproc"
_STEPS_AT_ONCE, _PAGE_CHARS = 5, 6_000
_STEP = re.compile(r"^\s*(?:[-*\d.)]+\s*)?(From (.+?), take an? (\w+) to (.+?)\.)\s*$", re.MULTILINE)
_EQUATION = re.compile(r"\d+ *[-+*/×÷] *\d+ *= *\d+")
_TOKENS_PER_STEP, _TOKENS_PER_BELIEF, _TOKENS_PER_TRY = 40, 90, 900
_MOST_TOKENS = 12_000

Solver = Callable[..., Awaitable[str]]


@dataclass
class Asker:
    """Asks the desk's model; what was asked before a kill is not asked again."""

    backend: Backend
    store: Store

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, desk: Desk) -> AsyncIterator[Self]:
        from longwriter_agents.store.sqlite import SqliteStore

        store = SqliteStore.open(desk.store)
        try:
            yield cls(Journaled(prepare(desk.model(), concurrency=desk.concurrency), store, JOB), store)
        finally:
            await store.aclose()

    async def ask(self, purpose: str, template: str, tokens: int, **values: Any) -> str:
        """The reply, without a code fence around it; the empty text when the model answers nothing."""
        messages = (Message("user", render(f"longproc/{template}", **values)),)
        room = room_for_reply(messages, self.backend.traits, wanted=min(tokens, _MOST_TOKENS))
        try:
            reply = await self.backend.complete(Request(purpose, messages, room, temperature=0.0))
        except ReplyError:
            return ""
        fence = re.search(r"```\w*\n(.*?)(?:```|\Z)", reply.text, re.DOTALL)
        return fence.group(1) if fence else reply.text

    async def written(self, text: str) -> Written:
        entries = await self.store.journal(JOB)
        usage = sum((entry.reply.usage for entry in entries), Usage())
        return Written(text=text, status="complete" if text.strip() else "failed", usage=usage, job_id=JOB)


async def route(asker: Asker, gold: Mapping[str, Any], *, whole: bool) -> str:
    """From city to city: each call goes some steps on from where the last one arrived."""
    most = gold["context"].count("You can travel from")
    at, found, calls = gold["start"], list[str](), 0
    while at != gold["end"] and len(found) < most and calls <= most:
        steps = most if whole else _STEPS_AT_ONCE
        tokens = _room(gold, steps * _TOKENS_PER_STEP + 60, whole=whole)
        values = {"context": fenced(gold["context"], "cities"), "start": at, "end": gold["end"], "whole": whole}
        text = await asker.ask(f"route:{at}", "route", tokens, steps=steps, **values)
        fresh, arrived = _chain(text, at, gold["end"])
        found, at, calls = [*found, *fresh], arrived, calls + 1
        if whole or not fresh:
            break
    return "\n".join(found)


def _chain(text: str, at: str, end: str) -> tuple[list[str], str]:
    """The steps that follow one another from `at`, as far as they do."""
    steps = []
    for line, source, _, target in _STEP.findall(text):
        if source.strip() != at:
            break
        steps.append(line.strip())
        at = target.strip()
        if at == end:
            break
    return steps, at


async def beliefs(asker: Asker, gold: Mapping[str, Any], *, whole: bool) -> str:
    """Step by step through the story: each call gets the state that the last one ended with."""
    story = [line for line in gold["story"].splitlines() if line.strip()]
    size = len(story) if whole else _STEPS_AT_ONCE
    lines: list[str] = []
    for start in range(0, len(story), size):
        part = story[start : start + size]
        values = {"question": gold["question"], "story": fenced("\n".join(part), "story"), "first": start == 0}
        state = lines[-1] if lines else ""
        tokens = _room(gold, len(part) * _TOKENS_PER_BELIEF + 80, whole=whole)
        text = await asker.ask(f"belief:{start}", "belief", tokens, state=state, **values)
        found = dict(re.findall(r"^\s*-?\s*(Step \d+):(.*)$", text, re.MULTILINE))
        wanted = [line.partition(":")[0].strip() for line in part]
        lines += [f"- {step}:{found[step]}" for step in wanted if step in found]
    return "\n".join(lines)


async def countdown(asker: Asker, gold: Mapping[str, Any], *, whole: bool) -> str:
    """Each pair of numbers as a first step is a part; code checks what comes back, and the first that is right is it.
    In one reply there is as much room as all the parts have."""
    numbers, target = gold["numbers"], gold["target"]
    parts = list(combinations(range(len(numbers)), 2))
    pairs = [()] if whole else parts
    tokens = _room(gold, _TOKENS_PER_TRY * (len(parts) if whole else 1), whole=whole)
    text = ""
    for pair in pairs:
        first = [numbers[index] for index in pair]
        purpose = f"countdown:{'-'.join(map(str, first))}"
        reply = await asker.ask(purpose, "countdown", tokens, numbers=numbers, target=target, first=first)
        lines = _EQUATION.findall(reply)[-(len(numbers) - 1) :]
        text = text or "\n".join(lines)
        if countdown_solved(numbers, target, lines):
            return "\n".join(lines)
    return text


async def table(asker: Asker, gold: Mapping[str, Any], *, whole: bool) -> str:
    """Stretch by stretch of the page: each call gets the last row, so that a row on a border is not told twice."""
    header = str(gold["header"]).strip()
    rows: list[str] = []
    for number, stretch in enumerate([gold["page"]] if whole else stretches(gold["page"])):
        values = {"task": gold["task"], "rule": gold["rule"], "header": header, "last": rows[-1] if rows else ""}
        tokens = _room(gold, max(400, len(stretch) // 3), whole=whole)
        text = await asker.ask(f"table:{number}", "table", tokens, page=fenced(stretch, "page"), **values)
        fresh = [line for line in text.splitlines() if "\t" in line and line.strip() != header]
        rows += [line for line in fresh if line not in rows]
    return "\n".join([header, *rows])


def _room(gold: Mapping[str, Any], tokens: int, *, whole: bool) -> int:
    """An answer in one reply has at least the room of its length class."""
    return max(tokens, gold["room"]) if whole else tokens


def stretches(page: str) -> list[str]:
    """A page cut before tags, into stretches of some thousand signs."""
    cut, found = 0, []
    while len(page) - cut > _PAGE_CHARS:
        border = page.rfind("<", cut + _PAGE_CHARS // 2, cut + _PAGE_CHARS)
        end = border if border > cut else cut + _PAGE_CHARS
        found.append(page[cut:end])
        cut = end
    return [*found, page[cut:]]


SOLVERS: dict[str, Solver] = {
    "path_traversal": route,
    "tom_tracking": beliefs,
    "countdown": countdown,
    "html_to_tsv": table,
}
