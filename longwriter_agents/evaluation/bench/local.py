"""`longwriter bench local`: words delivered by an embedded model against what the raw engine gives.

The raw rate is the engine's own: tokens decoded by one plain stream of the same model, on the same machine, right before
and right after the document. Both are compared as words a minute, by the words and tokens of the document itself.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from longwriter_agents.backends.base import Backend, Message, Request
from longwriter_agents.backends.registry import open_backend
from longwriter_agents.evaluation.bench.measuring import REQUEST
from longwriter_agents.evaluation.bench.targets import Target
from longwriter_agents.evaluation.desk import Seeded
from longwriter_agents.evaluation.machine import machine
from longwriter_agents.manuscript import Manuscript

Told = Callable[[str], None]
_RAW_TOKENS, _RAW_RUNS = 400, 2
_PURPOSE = "bench"


@dataclass(frozen=True)
class Plan:
    model: str
    words: int = 1_500
    graph: str = "longform"


def bench(plan: Plan, tell: Told) -> dict[str, Any]:
    return asyncio.run(_bench(plan, tell))


async def _bench(plan: Plan, tell: Told) -> dict[str, Any]:
    from longwriter_agents import awrite

    backend = open_backend(plan.model)
    try:
        await raw_rate(backend, 16)  # loads the model
        before = [await raw_rate(backend, _RAW_TOKENS, number) for number in range(_RAW_RUNS)]
        tell(f"raw engine: {fmean(before):.1f} tokens/s")
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            store = Path(folder) / "store.db"
            manuscript = await awrite(
                REQUEST, words=plan.words, model=Seeded(backend, 0), graph=plan.graph, store=store
            )
        seconds = time.monotonic() - began
        after = [await raw_rate(backend, _RAW_TOKENS, _RAW_RUNS + number) for number in range(_RAW_RUNS)]
        tell(f"raw engine again: {fmean(after):.1f} tokens/s")
    finally:
        await backend.aclose()
    figures = figures_of(manuscript, seconds, fmean([*before, *after]))
    figures["raw_runs"] = [round(rate, 2) for rate in (*before, *after)]
    return {
        "bench": "local",
        "plan": {"model": plan.model, "words": plan.words, "graph": plan.graph},
        "figures": figures,
        "targets": [Target("words delivered ÷ raw engine's", figures["share_of_raw"], "≥", 0.8).row()],
        "machine": machine(),
    }


async def raw_rate(backend: Backend, tokens: int, sample: int = 0) -> float:
    """Tokens decoded in a second by one plain request; reading the short prompt is in the time, as a caller sees it."""
    prompt = f"Tell me a long story about town number {sample + 1}. Do not stop."
    request = Request(_PURPOSE, (Message("user", prompt),), tokens, temperature=0.7, sample=sample)
    began = time.monotonic()
    reply = await backend.complete(request)
    decoding = reply.usage.decoding_seconds or time.monotonic() - began
    return reply.usage.output_tokens / max(0.001, decoding)


def figures_of(manuscript: Manuscript, seconds: float, raw_tokens_s: float) -> dict[str, Any]:
    """Delivered words a minute, and what the raw engine would have given in the same words by one stream; and how many
    replies were decoded at once, on average."""
    from longwriter_agents.backends.tokens import count_tokens

    usage, words = manuscript.usage, manuscript.words.written
    tokens_per_word = count_tokens(manuscript.text).tokens / max(1, words)
    raw_words_minute = raw_tokens_s / tokens_per_word * 60
    delivered = words / seconds * 60
    return {
        "status": manuscript.status,
        "words": words,
        "seconds": round(seconds, 1),
        "calls": usage.calls,
        "output_tokens": usage.output_tokens,
        "input_tokens": usage.input_tokens,
        "prefix_cache_hit_rate": round(usage.cached_input_tokens / max(1, usage.input_tokens), 3),
        "replies_at_once": round(usage.decoding_seconds / seconds, 2),
        "raw_tokens_s": round(raw_tokens_s, 2),
        "raw_words_per_minute": round(raw_words_minute, 1),
        "words_per_minute": round(delivered, 1),
        "share_of_raw": round(delivered / raw_words_minute, 3),
    }
