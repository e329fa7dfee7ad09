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
    """CPU per call of the bare `openai` package, over several calls that each stream about `words` words from a provider in a
    process of its own; `words` and `pieces` are those of the last reply."""
    from openai import AsyncOpenAI

    with serving(Conduct(speed=_SPEED), apart=True) as provider:
        async with AsyncOpenAI(base_url=provider.url, api_key="none", timeout=_TIMEOUT_S, max_retries=0) as package:
            pieces = await _streamed(package, words)  # what is loaded once is loaded before
            began = time.process_time()
            for _ in range(_CALLS):
                pieces = await _streamed(package, words)
            spent = time.process_time() - began
    return {
        "cpu_per_call_ms": round(spent / _CALLS * 1_000, 2),
        "words": len("".join(pieces).split()),
        "pieces": len(pieces),
    }


async def _streamed(package: Any, words: int) -> list[str]:
    message = {"role": "user", "content": f"Write {words} words about the harbour."}
    stream = await package.chat.completions.create(model="simulated", messages=[message], stream=True)
    return [choice.delta.content async for chunk in stream for choice in chunk.choices if choice.delta.content]
