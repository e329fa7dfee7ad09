"""Servers that refuse a field of the request: it is left out, however many calls meet the refusal at once."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
from wire import Answer, Asked, Script, Wire, chunks, completion, wire

from longwriter_agents.backends.base import Halt, Message, Request
from longwriter_agents.backends.openai import OpenAIBackend
from longwriter_agents.errors import BackendError

AT_ONCE = 5


@contextlib.asynccontextmanager
async def opened(script: Script) -> AsyncIterator[tuple[OpenAIBackend, Wire]]:
    with wire(script) as server:
        backend = OpenAIBackend("m", spec="openai:m", api_key="k", base_url=f"{server.address}/v1")
        try:
            yield backend, server
        finally:
            await backend.aclose()


def ask(**options: Any) -> Request:
    return Request(**{"purpose": "draft:s1", "messages": (Message("user", "Write."),), "max_tokens": 200, **options})


def refusal(message: str, **more: Any) -> Answer:
    return Answer(400, {"error": {"message": message, **more}})


def strict(*names: str) -> Script:
    """A server that refuses the fields, the first calls all together."""
    together = threading.Barrier(AT_ONCE)
    met = threading.Semaphore(AT_ONCE)

    def script(body: Asked) -> Answer:
        if met.acquire(blocking=False):
            together.wait(10)
        for name in names:
            if name in body:
                return refusal(f"Unsupported parameter: '{name}' is not supported with this model.")
        return chunks("The tide turned.") if body.get("stream") else completion("The tide turned.")

    return script


@pytest.mark.parametrize(
    "names", [("max_tokens",), ("stream_options",), ("max_tokens", "temperature", "stream_options")]
)
async def test_no_call_is_lost_where_the_first_ones_meet_a_refusal_together(names: tuple[str, ...]) -> None:
    async with opened(strict(*names)) as (backend, server):
        calls = [backend.complete(ask(temperature=0.3, halt=Halt(words=500))) for _ in range(AT_ONCE)]
        replies = await asyncio.gather(*calls)
    assert [reply.text for reply in replies] == ["The tide turned."] * AT_ONCE
    assert len(server.bodies) <= AT_ONCE * (len(names) + 1)
    assert not set(names) & set(server.bodies[-1])


async def test_what_a_server_refused_one_document_no_other_asks_of_it_again() -> None:
    def script(body: Asked) -> Answer:
        return refusal("Unknown field: temperature") if "temperature" in body else completion("Fine.")

    async with opened(script) as (backend, server):
        await backend.complete(ask(temperature=0.3))
        another = OpenAIBackend("m", spec="openai:m", api_key="k", base_url=f"{server.address}/v1")
        await another.complete(ask(temperature=0.3))
        await another.aclose()
        of_another_model = OpenAIBackend("n", spec="openai:n", api_key="k", base_url=f"{server.address}/v1")
        await of_another_model.complete(ask(temperature=0.3))
        await of_another_model.aclose()
    assert ["temperature" in body for body in server.bodies] == [True, False, False, True, False]


async def test_the_parameter_that_a_server_names_is_the_one_that_is_left_out() -> None:
    def script(body: Asked) -> Answer:
        if "temperature" in body:
            return refusal("Not supported here, whatever max_tokens may be.", param="temperature")
        return completion("Fine.")

    async with opened(script) as (backend, server):
        await backend.complete(ask(temperature=0.3))
    assert server.bodies[-1]["max_tokens"] == 200


async def test_a_cap_that_is_too_large_for_the_window_is_no_field_that_the_server_does_not_know() -> None:
    said = "'max_tokens' is too large: 8192. This model's maximum context length is 4096 tokens."

    def script(body: Asked) -> Answer:
        asked = body.get("max_tokens") or body["max_completion_tokens"]
        return refusal(said, param="max_tokens") if asked > 4096 else completion("Fine.")

    async with opened(script) as (backend, server):
        with pytest.raises(BackendError, match="--context-window") as caught:
            await backend.complete(ask(max_tokens=8_192))
        await backend.complete(ask())
    assert not caught.value.retryable
    assert [body.get("max_tokens") for body in server.bodies] == [8_192, 200]


async def test_a_server_that_refuses_whatever_is_asked_is_believed() -> None:
    async with opened(lambda _: refusal("max_tokens, temperature, stream_options: no.")) as (backend, server):
        with pytest.raises(BackendError):
            await backend.complete(ask(temperature=0.3, halt=Halt()))
    assert len(server.bodies) == 4
