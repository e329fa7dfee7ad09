"""What the provider's own client package takes for a call by itself: the measure beside which the framework's CPU stands, since
a slow machine or minute weighs on both alike."""

from __future__ import annotations

import time
from typing import Any

from longwriter_agents.testing.provider import Conduct, serving

_CALLS = 30
_SPEED = 1_000.0
"""How much faster than the world's the provider's clock runs: nobody waits, and waiting takes no CPU."""
_TIMEOUT_S = 60.0


async def client(words: int) -> dict[str, Any]:
    """The least CPU of several calls of the bare `openai` package that each stream about `words` words, from a provider in a
    process of its own; `pieces` is how many the reply came in."""
    from openai import AsyncOpenAI

    with serving(Conduct(speed=_SPEED), apart=True) as provider:
        async with AsyncOpenAI(base_url=provider.url, api_key="none", timeout=_TIMEOUT_S, max_retries=0) as package:
            runs = [
                await _streamed(package, f"Write {words} words about harbour {number}.") for number in range(_CALLS)
            ]
    return min(runs, key=lambda run: float(run["cpu_per_call_ms"]))


async def _streamed(package: Any, prompt: str) -> dict[str, Any]:
    began, pieces = time.process_time(), list[str]()
    stream = await package.chat.completions.create(
        model="simulated", messages=[{"role": "user", "content": prompt}], stream=True
    )
    async for chunk in stream:
        pieces += [choice.delta.content for choice in chunk.choices if choice.delta.content]
    spent = time.process_time() - began
    return {
        "cpu_per_call_ms": round(spent * 1_000, 2),
        "words": len("".join(pieces).split()),
        "pieces": len(pieces),
    }
