"""What a call cost: the provider's own figures, or a count of our own where it tells none, even of a call that failed."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from longwriter_agents.backends.base import Message, Request, Traits
from longwriter_agents.backends.completions import details, number
from longwriter_agents.backends.fitting import text_tokens
from longwriter_agents.backends.prices import cost_of, price_of
from longwriter_agents.backends.refused_calls import timed_out
from longwriter_agents.backends.streaming import StreamReader
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.errors import BackendError
from longwriter_agents.model import Usage

_PER_MESSAGE = 4


def estimated(messages: Sequence[Message], text: str) -> Usage:
    asked = text_tokens(messages) + _PER_MESSAGE * len(messages)
    return Usage(input_tokens=asked, output_tokens=count_tokens(text).tokens, estimated=True)


def told(usage: dict[str, Any], timings: dict[str, Any], request: Request, text: str) -> Usage:
    """The provider's own figures; those of llama.cpp's timings, or counted here, for a stream that was stopped.

    `text` is all that the model wrote, its reasoning too.
    """
    decoding = (number(timings, "predicted_ms") or 0.0) / 1000
    asked, written = number(usage, "prompt_tokens"), number(usage, "completion_tokens")
    if asked is None and timings:
        cached = int(number(timings, "cache_n") or 0)
        return Usage(
            input_tokens=cached + int(number(timings, "prompt_n") or 0),
            cached_input_tokens=cached,
            output_tokens=int(number(timings, "predicted_n") or 0),
            decoding_seconds=decoding,
        )
    if asked is None or written is None:
        counted = estimated(request.messages, text)
        asked = counted.input_tokens if asked is None else asked
        written = counted.output_tokens if written is None else written
    return Usage(
        input_tokens=int(asked),
        cached_input_tokens=details(usage, "prompt_tokens_details", "cached_tokens"),
        output_tokens=int(written),
        decoding_seconds=decoding,
        estimated=number(usage, "prompt_tokens") is None or number(usage, "completion_tokens") is None,
    )


@dataclass
class Taken:
    """How long a call took, once it is over."""

    seconds: float = 0.0


@contextlib.asynccontextmanager
async def bounded(
    spec: str, traits: Traits, request: Request, reader: StreamReader, seconds: float
) -> AsyncIterator[Taken]:
    """Bounds a call in time. An error that ends it knows how long it took and, where the provider had begun to write
    or was waited for in vain, what that cost."""
    began = time.monotonic()
    taken = Taken()
    try:
        async with asyncio.timeout(seconds):
            yield taken
    except TimeoutError:
        error = timed_out(spec, request.purpose, seconds)
        error.usage = _lost(spec, traits, request, reader, seconds)
        raise error from None
    except BackendError as error:
        error.seconds = time.monotonic() - began
        if error.usage is None and reader.begun:
            error.usage = _lost(spec, traits, request, reader, error.seconds)
        raise
    finally:
        taken.seconds = time.monotonic() - began


def _lost(spec: str, traits: Traits, request: Request, reader: StreamReader, seconds: float) -> Usage:
    usage = estimated(request.messages, reader.all).model_copy(update={"calls": 1, "seconds": seconds})
    return priced(usage, spec, traits)


def priced(usage: Usage, spec: str, traits: Traits) -> Usage:
    return usage.model_copy(update={"cost_usd": cost_of(traits.price or price_of(spec), usage)})
