"""`longwriter bench local`: words delivered by an embedded model against what the raw engine gives.

The raw rate is the engine's own: tokens decoded by one plain stream of the same model, on the same machine, right before
and right after each document, as many as a document has: a step of decoding takes the longer the more stands before it, so
that a short stream says nothing of a long text. What one document says hangs on how much of it had to be written anew, so
that several are written, each about something else, and the share is that of all of them together.
"""

from __future__ import annotations

import asyncio
import math
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

from longwriter_agents.backends.base import Backend, Message, Reply, Request
from longwriter_agents.backends.registry import open_backend
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.evaluation.bench.measuring import REQUEST
from longwriter_agents.evaluation.bench.targets import Target
from longwriter_agents.evaluation.bench.unpaid import UnpaidWriter
from longwriter_agents.evaluation.desk import Seeded
from longwriter_agents.evaluation.machine import machine
from longwriter_agents.manuscript import Manuscript

Told = Callable[[str], None]
REQUESTS = (
    REQUEST,
    "Write an essay on how small towns can keep their young people, for the readers of a regional newspaper.",
    "Write a guide to keeping bees on a city roof, for people who have never kept any.",
    "Write a report on what a town of 20,000 people can do about flooding in its streets, for its council.",
    "Write an article on why people collect old maps, for a magazine that is read on Sundays.",
)
"""Of several kinds; document n is of request n, and once all were written, of the next seed."""
_TOKENS_PER_WORD = 1.17
"""Of English prose, in the vocabularies of the catalogue's models."""
_WARMING, _WORDS_TO_WARM, _SHORT = 16, 1_000, 300
_ASKED_AT_MOST = 8
_PURPOSE = "bench"


@dataclass(frozen=True)
class Plan:
    model: str
    words: int = 1_500
    graph: str = "longform"
    documents: int = 3


@dataclass(frozen=True)
class Stream:
    """What one plain stream of the raw engine gave: its own `tokens` in `seconds` of decoding."""

    tokens: int
    seconds: float

    @property
    def rate(self) -> float:
        """Tokens a second."""
        return self.tokens / max(0.001, self.seconds)


class Weighed(Seeded):
    """Counts what the model's replies in prose are in tokens of its own, against the counter that all models share."""

    def __init__(self, inner: Backend, seed: int) -> None:
        super().__init__(inner, seed)
        self._own = self._counted = 0

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if request.schema is None:
            self._own += reply.usage.output_tokens
            self._counted += count_tokens(reply.text).tokens
        return reply

    @property
    def own(self) -> float:
        """Tokens of the model's own for each that is counted, in what it wrote for this document: what a stream of another text
        has may differ by a fifth."""
        return self._own / self._counted if self._own and self._counted else 1.0


@dataclass(frozen=True)
class Written:
    """A document, the seconds that it took, and the model's own tokens for each that is counted."""

    manuscript: Manuscript
    seconds: float
    own: float


def bench(plan: Plan, tell: Told) -> dict[str, Any]:
    return asyncio.run(_bench(plan, tell))


async def _bench(plan: Plan, tell: Told) -> dict[str, Any]:
    backend = open_backend(plan.model)
    try:
        await raw_stream(backend, _WARMING)  # loads the model
        await _written(UnpaidWriter(), REQUEST, _WORDS_TO_WARM)  # and what a process imports once
        tokens = round(plan.words * _TOKENS_PER_WORD)
        short = await raw_stream(backend, _SHORT, 1)
        streams, written = [await raw_stream(backend, tokens, 2)], []
        for number in range(plan.documents):
            written.append(await _document(plan, backend, number))
            streams.append(await raw_stream(backend, tokens, number + 3))
            tell(f"{_told(written[-1])}; raw {streams[-1].rate:.1f} tokens/s")
    finally:
        await backend.aclose()
    rows = [figures_of(each, around) for each, around in zip(written, pairwise(streams), strict=True)]
    share = share_of_all(rows)
    return {
        "bench": "local",
        "plan": {"model": plan.model, "words": plan.words, "graph": plan.graph, "documents": plan.documents},
        "figures": {
            "share_of_raw": share,
            "complete": sum(row["status"] == "complete" for row in rows),
            "prefix_cache_hit_rate": _hit_rate(rows),
            "raw_runs": [round(stream.rate, 2) for stream in streams],
            "raw_tokens": [stream.tokens for stream in streams],
            "raw_run_of_300_tokens": round(short.rate, 2),
        },
        "documents": rows,
        "targets": [Target("words delivered ÷ raw engine's", share, "≥", 0.8).row()],
        "machine": machine(),
    }


def _told(written: Written) -> str:
    manuscript = written.manuscript
    return f"{manuscript.words.written} words in {written.seconds:.0f} s ({manuscript.status})"


async def _document(plan: Plan, backend: Backend, number: int) -> Written:
    """One document, and how long it took."""
    seed, request = divmod(number, len(REQUESTS))
    model, began = Weighed(backend, seed), time.monotonic()
    manuscript = await _written(model, REQUESTS[request], plan.words, plan.graph)
    return Written(manuscript, time.monotonic() - began, model.own)


async def _written(model: Backend, request: str, words: int, graph: str = "longform") -> Manuscript:
    """In a store of its own."""
    from longwriter_agents import awrite

    with tempfile.TemporaryDirectory() as folder:
        return await awrite(request, words=words, model=model, graph=graph, store=Path(folder) / "store.db")


async def raw_stream(backend: Backend, tokens: int, number: int = 0) -> Stream:
    """So many tokens, asked of the model without anything else: a list that goes on, since a model ends a story when it likes,
    and one that ended early is asked for another. `number` tells the prompts apart."""
    told, seconds = 0, 0.0
    for attempt in range(_ASKED_AT_MOST):
        first = 1_000 * number + 100 * attempt + 1
        prompt = f"List the whole numbers from {first} upwards in words, separated by commas, and do not stop before {first + 900}."
        most = min(tokens - told, backend.traits.max_output_tokens)
        request = Request(
            _PURPOSE, (Message("user", prompt),), most, temperature=0.7, sample=_ASKED_AT_MOST * number + attempt
        )
        began = time.monotonic()
        reply = await backend.complete(request)
        told += reply.usage.output_tokens
        seconds += reply.usage.decoding_seconds or time.monotonic() - began
        if told >= tokens:
            break
    return Stream(told, seconds)


def figures_of(written: Written, around: Sequence[Stream]) -> dict[str, Any]:
    """Delivered words a minute, and what the raw engine would have given in the same words by one stream (those `around` the
    document); and how many replies were decoded at once, on average. The text's tokens are counted in the model's own."""
    manuscript, seconds = written.manuscript, written.seconds
    usage, words = manuscript.usage, manuscript.words.written
    rate = fmean(stream.rate for stream in around)
    tokens = count_tokens(manuscript.text).tokens * written.own
    return {
        "status": manuscript.status,
        "words": words,
        "seconds": round(seconds, 3),
        "calls": usage.calls,
        "output_tokens": usage.output_tokens,
        "delivered_tokens": round(tokens),
        "input_tokens": usage.input_tokens,
        "cached_input_tokens": usage.cached_input_tokens,
        "prefix_cache_hit_rate": round(usage.cached_input_tokens / max(1, usage.input_tokens), 3),
        "replies_at_once": round(usage.decoding_seconds / seconds, 2),
        "raw_tokens_s": round(rate, 2),
        "raw_seconds": round(tokens / rate, 3),
        "raw_words_per_minute": round(words / (tokens / rate) * 60, 1),
        "words_per_minute": round(words / seconds * 60, 1),
        "share_of_raw": round(tokens / rate / seconds, 3),
    }


def share_of_all(rows: Sequence[dict[str, Any]]) -> float:
    """The seconds that the raw engine takes for the words of all documents ÷ those that they took."""
    raw = math.fsum(row["raw_seconds"] for row in rows)
    return round(raw / math.fsum(row["seconds"] for row in rows), 3)


def _hit_rate(rows: Sequence[dict[str, Any]]) -> float:
    asked = math.fsum(row["input_tokens"] for row in rows)
    return round(math.fsum(row["cached_input_tokens"] for row in rows) / max(1, asked), 3)
