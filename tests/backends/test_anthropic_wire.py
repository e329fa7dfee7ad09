"""Anthropic's wire format over a real socket."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from wire import Answer, Script, Wire, message_events, wire

from longwriter_agents.backends.anthropic import AnthropicBackend
from longwriter_agents.backends.base import Halt, Message, Price, Request, Schema, Traits
from longwriter_agents.errors import BackendError
from longwriter_agents.testing.sentences import prose

KEY = "ant-secret-of-the-test"


@contextlib.asynccontextmanager
async def opened(script: Script, **options: Any) -> AsyncIterator[tuple[AnthropicBackend, Wire]]:
    with wire(script) as server:
        backend = AnthropicBackend("m", spec="anthropic:m", api_key=KEY, base_url=server.address, **options)
        try:
            yield backend, server
        finally:
            await backend.aclose()


def ask(**options: Any) -> Request:
    messages = (Message("system", "You write.", cache=True), Message("user", "Section 1.", cache=True))
    return Request(**{"purpose": "draft:s1", "messages": messages, "max_tokens": 300, "temperature": 0.7, **options})


async def test_shared_prefixes_are_marked_and_sampling_settings_left_out() -> None:
    async with opened(lambda body: message_events("The tide turned.")) as (backend, server):
        reply = await backend.complete(ask())
    body = server.bodies[0]
    assert reply.text == "The tide turned."
    assert body["system"] == [{"type": "text", "text": "You write.", "cache_control": {"type": "ephemeral"}}]
    assert body["messages"][0]["content"][0]["cache_control"] == {"type": "ephemeral"}
    assert "temperature" not in body
    assert KEY in (server.headers[0].get("x-api-key", "") or server.headers[0]["authorization"])


async def test_at_most_four_borders_are_marked_the_earliest_ones() -> None:
    turns = tuple(Message("user" if n % 2 else "assistant", f"turn {n}", cache=True) for n in range(1, 8))
    async with opened(lambda body: message_events("Fine.")) as (backend, server):
        await backend.complete(ask(messages=(Message("system", "S", cache=True), *turns)))
    blocks = [block for turn in server.bodies[0]["messages"] for block in turn["content"]]
    assert [("cache_control" in block) for block in blocks] == [True, True, True, False, False, False, False]


async def test_turns_alternate_whatever_the_conversation() -> None:
    messages = (Message("user", "a"), Message("user", "b"), Message("assistant", "c"), Message("user", "d"))
    async with opened(lambda body: message_events("Fine.")) as (backend, server):
        await backend.complete(ask(messages=messages))
    assert [turn["role"] for turn in server.bodies[0]["messages"]] == ["user", "assistant", "user"]


async def test_cached_and_fresh_input_are_told_apart() -> None:
    usage = {"input_tokens": 100, "cache_read_input_tokens": 900, "cache_creation_input_tokens": 50, "output_tokens": 1}
    traits = Traits(price=Price(input=3.0, cached_input=0.3, output=15.0))
    answer = message_events("Fine.", usage=usage, output=40)
    async with opened(lambda body: answer, traits=traits) as (backend, _):
        reply = await backend.complete(ask())
    assert (reply.usage.input_tokens, reply.usage.cached_input_tokens, reply.usage.output_tokens) == (1_050, 900, 40)
    assert reply.usage.cost_usd == pytest.approx((150 * 3 + 900 * 0.3 + 40 * 15) / 1e6)


@pytest.mark.parametrize(
    ("stop", "finish"),
    [("end_turn", "stop"), ("max_tokens", "length"), ("refusal", "refused"), ("stop_sequence", "stop")],
)
async def test_why_a_reply_ended_is_told(stop: str, finish: str) -> None:
    async with opened(lambda body: message_events("Some text.", stop=stop)) as (backend, _):
        assert (await backend.complete(ask())).finish == finish


async def test_a_schema_goes_along_in_the_form_that_the_provider_takes() -> None:
    definition = {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "string"}, "minItems": 3}}}
    async with opened(lambda body: message_events("{}")) as (backend, server):
        await backend.complete(ask(schema=Schema("plan", definition)))
    sent = server.bodies[0]["output_config"]["format"]
    assert sent["type"] == "json_schema"
    assert sent["schema"]["additionalProperties"] is False


async def test_a_stream_is_stopped_once_the_words_are_there() -> None:
    text = prose("much", 1_500)
    async with opened(lambda body: message_events(text)) as (backend, _):
        reply = await backend.complete(ask(halt=Halt(words=90), max_tokens=5_000))
    assert reply.finish == "halted"
    assert 90 <= len(reply.text.split()) <= 130
    assert reply.usage.output_tokens > 90


@pytest.mark.parametrize(("status", "retryable"), [(529, True), (429, True), (500, True), (401, False), (400, False)])
async def test_failures_are_told_apart(status: int, retryable: bool) -> None:
    body = {"type": "error", "error": {"type": "x", "message": f"no {KEY}"}}
    async with opened(lambda _: Answer(status, body)) as (backend, server):
        with pytest.raises(BackendError) as caught:
            await backend.complete(ask())
        assert KEY not in repr(backend)
    assert caught.value.retryable is retryable
    assert KEY not in str(caught.value)
    assert len(server.bodies) == 1


async def test_a_broken_stream_is_a_passing_failure() -> None:
    async with opened(lambda body: message_events("Half of", stop=None)) as (backend, _):
        with pytest.raises(BackendError) as caught:
            await backend.complete(ask())
    assert caught.value.retryable


@pytest.mark.parametrize("lacking", ["message_start", "message_delta"])
async def test_what_a_server_does_not_tell_of_the_usage_is_counted_here(lacking: str) -> None:
    answer = message_events("Fine words about the turning tide.")
    for event in answer.events or []:
        if event["type"] == lacking:
            event.get("message", event)["usage"] = None
    async with opened(lambda body: answer) as (backend, _):
        usage = (await backend.complete(ask())).usage
    assert usage.estimated
    assert usage.input_tokens > 4 < usage.output_tokens


async def test_an_error_inside_a_stream_is_a_failure() -> None:
    error = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    async with opened(lambda body: Answer(events=[error])) as (backend, _):
        with pytest.raises(BackendError) as caught:
            await backend.complete(ask())
    assert caught.value.retryable
