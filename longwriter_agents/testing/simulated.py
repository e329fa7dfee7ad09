"""A simulated writer: understands every request of the agents and writes plain sentences, as many as its habit makes."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.backends.retry import RetryPolicy
from longwriter_agents.errors import BackendError
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.testing.answers import of_schema
from longwriter_agents.testing.scripted import counted
from longwriter_agents.testing.sentences import prose, sentences, title, with_examples

_KNOWN_SCHEMAS = frozenset({"plan", "richplan", "understanding", "judgements", "pairjudgements", "probe"})
"""What the agents ask for; other structured answers are made from their schemas."""

Trick = Callable[["SimulatedWriter", Request, Reply], Reply]
"""What a persona does to an honest reply; it may raise a `BackendError` instead."""


@dataclass(frozen=True)
class Habit:
    """How a simulated model behaves: words written per word asked (None: by chance within `spread`), obedience,
    the chance that it forgets each demand, seconds for each reply, and a file in which each real call is noted.

    Where `until` names a file, no reply comes before it is there, but for the first `free` ones: what a test does
    meanwhile is no race against the writing.
    """

    ratio: float | None = 1.0
    mentions: bool = True
    spread: tuple[float, float] = (0.5, 1.7)
    forgets: float = 0.0
    latency_s: float = 0.0
    log: Path | None = None
    until: Path | None = None
    free: int = 0


_LOOK_S, _MOST_LOOKS = 0.01, 30_000


class SimulatedWriter:
    """Deterministic: the same request gets the same reply, in any process and any order."""

    retry_policy = RetryPolicy(tries=8, first_s=0.001, most_s=0.002, total_s=1.0)
    """Tests do not wait for real."""

    def __init__(
        self,
        habit: Habit | None = None,
        *,
        spec: str = "scripted:steady",
        traits: Traits | None = None,
        trick: Trick | None = None,
    ) -> None:
        self.habit = habit or Habit()
        self.calls = 0
        self._spec = spec
        self._traits = traits or Traits()
        self._trick = trick

    @property
    def spec(self) -> str:
        return self._spec

    @property
    def traits(self) -> Traits:
        return self._traits

    async def aclose(self) -> None:
        return None

    async def complete(self, request: Request) -> Reply:
        self.calls += 1
        if self.habit.latency_s:
            await asyncio.sleep(self.habit.latency_s)
        if self.calls > self.habit.free:
            await self._let_go(request)
        reply = counted(self.answer(request), request, self._spec)
        if self._trick is not None:
            reply = self._trick(self, request, reply)
        self._note(request)
        return reply

    async def _let_go(self, request: Request) -> None:
        """Wait for the file that lets replies go, for a few minutes at most."""
        for _ in range(_MOST_LOOKS):
            if self.habit.until is None or self.habit.until.exists():
                return
            await asyncio.sleep(_LOOK_S)
        waited = f"No file {self.habit.until} came within {_MOST_LOOKS * _LOOK_S:.0f} s."
        raise BackendError(waited, retryable=False, model=self._spec, purpose=request.purpose)

    def _note(self, request: Request) -> None:
        """One line for each reply that was given, flushed, so that a killed process leaves its true record."""
        if self.habit.log is None:
            return
        line = f"{request.purpose} {seed_of(request)}\n".encode()
        handle = os.open(self.habit.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)

    def answer(self, request: Request) -> str:
        """The text of the reply, without calls being counted or delayed."""
        activity = request.purpose.split(":")[0]
        if request.schema is not None and request.schema.name not in _KNOWN_SCHEMAS:
            return of_schema(request.schema.definition, prompt=_first_prompt(request), seed=seed_of(request))
        if activity == "doctor" and request.asked_words is None:
            return "colour: grey" if request.schema is None else json.dumps({"colour": "grey"})
        if activity == "understand":
            return _understood(request)
        if activity == "plan":
            return _planned(request)
        if activity == "review":
            return _reviewed(request)
        return self._written(request)

    def _written(self, request: Request) -> str:
        seed = seed_of(request)
        ratio = self.habit.ratio
        if ratio is None:
            ratio = random.Random(f"{seed}:ratio").uniform(*self.habit.spread)
        prompt = request.messages[-1].text
        obeys = self.habit.mentions or request.purpose.startswith("insert")
        dice = random.Random(f"{seed}:forgets")
        terms = tuple(term for term in _wanted_terms(prompt) if dice.random() >= self.habit.forgets) if obeys else ()
        words = max(12, round((request.asked_words or 100) * ratio))
        chinese = in_chinese(request)
        text = prose(seed, words, mention=terms, chinese=chinese)
        return with_examples(text, _wanted_examples(prompt), chinese=chinese) if obeys else text


def in_chinese(request: Request) -> bool:
    """Whether the frame of the request names Chinese as the document's language."""
    return bool(re.search(r"^Language: Chinese", request.messages[0].text, re.MULTILINE))


def seed_of(request: Request) -> str:
    """What the reply depends on: the whole conversation and the number of the asking."""
    told = json.dumps([[message.role, message.text] for message in request.messages], ensure_ascii=False)
    return hashlib.sha256(f"{request.purpose}|{request.sample}|{told}".encode()).hexdigest()[:16]


_QUOTED = re.compile(r"\"([^\"\n]{1,200})\"")


def _wanted_terms(prompt: str) -> tuple[str, ...]:
    """The words that the prompt says must be mentioned."""
    terms = [
        term
        for line in re.findall(r"(?:It must do this|Still missing, do it now): mention (.+)", prompt)
        for term in _QUOTED.findall(line)
    ]
    for line in re.findall(r"They must contain, letter for letter: (.+?)\. ", prompt):
        terms += line.split("; ")
    return tuple(dict.fromkeys(terms))


def _wanted_examples(prompt: str) -> int:
    """How many examples the prompt says must be given."""
    found = re.search(r"give at least (an|\d+) examples? of", prompt)
    return 0 if found is None else 1 if found[1] == "an" else int(found[1])


def _understood(request: Request) -> str:
    clauses = re.findall(r"^\[(\d+)\] (.+)$", _first_prompt(request), re.MULTILINE)
    readings = [{"clause": int(number), "what": "demand", "statement": text} for number, text in clauses]
    if request.schema is None:
        return "\n".join(f"{number} demand: {text}" for number, text in clauses) or "subject: life"
    return json.dumps({"subject": "", "readers": "", "tone": "", "clauses": readings}, ensure_ascii=False)


def _planned(request: Request) -> str:
    prompt, seed = _first_prompt(request), seed_of(request)
    count = int((re.search(r"exactly (\d+) (?:sections|parts)", prompt) or ["", "3"])[1])
    titles = [f"{title(f'{seed}:{number}')} {_numeral(number)}" for number in range(1, count + 1)]
    rows: list[dict[str, Any]] = [{"title": each, "covers": f"How {each.lower()} came about"} for each in titles]
    if request.schema is None:
        return "\n".join(["Title: A Plain Account", *(f"{row['title']} :: {row['covers']}" for row in rows)])
    asked = json.dumps(request.schema.definition)
    if '"owns"' in asked:
        rows = [{**row, **_rich(row["title"], f"{seed}:{number}")} for number, row in enumerate(rows, 1)]
    canon = {"canon": _canon(), "tense": "past tense", "person": "third person"} if '"canon"' in asked else {}
    return json.dumps({"title": "A Plain Account", "sections": rows, **canon})


def _rich(name: str, seed: str) -> dict[str, Any]:
    """What a capable model says of a section beside its title: what it owns, and the states at its borders."""
    told = sentences(seed)
    owns = [f"{kind}: {next(told).rstrip('.').lower()}" for kind in ("fact", "example")]
    return {"owns": owns, "opens": f"Nobody knows of {name.lower()}", "closes": f"{name} is understood", "depends": []}


def _canon() -> list[dict[str, str]]:
    people = (("Ada Winter", "keeper of the ledger"), ("Tom Marsh", "ferryman on the lake"))
    return [{"kind": "person", "name": name, "value": role} for name, role in people]


def _numeral(number: int) -> str:
    """A suffix that makes titles differ: of Alba, of Alco …"""
    syllables = "al be co da el fa go hu in jo ka lu mo na or pa".split()
    first, second = divmod(number, len(syllables))
    return f"of {(syllables[first % len(syllables)] + syllables[second]).capitalize()}"


def _reviewed(request: Request) -> str:
    prompt = _first_prompt(request)
    if request.purpose == "review:pairs":
        return _compared(prompt, request.schema is None)
    ids = re.findall(r"^\[([a-z]+\d+)\] ", prompt, re.MULTILINE)
    text = re.search(r"<text>\n(.*?)\n</text>", prompt, re.DOTALL)
    told = [s for s in split_sentences(text.group(1) if text else "") if s.endswith((".", "。"))]
    quote = told[len(told) // 2] if told else ""
    if request.schema is None:
        return "\n".join(f'[{each}] yes "{quote}"' for each in ids)
    return json.dumps({"verdicts": [{"id": each, "met": True, "quote": quote, "change": ""} for each in ids]})


def _compared(prompt: str, in_lines: bool) -> str:
    """Agrees with what was found of each pair."""
    pairs = re.findall(r"^Passages \((\d+)\) and \((\d+)\): (.+)$", prompt, re.MULTILINE)
    if in_lines:
        return "\n".join(f"({first}) ({second}) yes mend it" for first, second, _ in pairs)
    rows = [{"first": first, "second": second, "clash": True, "change": "mend it"} for first, second, _ in pairs]
    return json.dumps({"pairs": rows})


def _first_prompt(request: Request) -> str:
    return next(message.text for message in request.messages if message.role == "user")
