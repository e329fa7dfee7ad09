"""OpenAI's wire format, and that of the servers that resemble it, over a real socket."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from wire import Answer, Script, Wire, chunks, completion, wire

from longwriter_agents.backends.base import Halt, Message, Price, Request, Schema, Traits
from longwriter_agents.backends.openai import OpenAIBackend
from longwriter_agents.errors import BackendError, ReplyError
from longwriter_agents.testing.sentences import prose

KEY = "sk-secret-of-the-test"
SCHEMA = Schema("plan", {"type": "object", "properties": {"a": {"type": "string"}}})


@contextlib.asynccontextmanager
async def opened(script: Script, **options: Any) -> AsyncIterator[tuple[OpenAIBackend, Wire]]:
    with wire(script) as server:
        backend = OpenAIBackend("m", spec="openai:m", api_key=KEY, base_url=f"{server.address}/v1", **options)
        try:
            yield backend, server
        finally:
            await backend.aclose()


def ask(**options: Any) -> Request:
    messages = (Message("system", "You write."), Message("user", "Write about 40 words."))
    return Request(**{"purpose": "draft:s1", "messages": messages, "max_tokens": 200, **options})


async def test_a_reply_comes_with_the_provider_s_own_usage_and_its_price() -> None:
    usage = {
        "prompt_tokens": 1_000,
        "completion_tokens": 500,
        "total_tokens": 1_500,
        "prompt_tokens_details": {"cached_tokens": 600},
    }
    traits = Traits(price=Price(input=10.0, cached_input=1.0, output=40.0))
    async with opened(lambda body: completion("The tide turned.", usage=usage), traits=traits) as (backend, server):
        reply = await backend.complete(ask(temperature=0.7))
    assert (reply.text, reply.finish) == ("The tide turned.", "stop")
    assert (reply.usage.input_tokens, reply.usage.cached_input_tokens, reply.usage.output_tokens) == (1_000, 600, 500)
    assert reply.usage.cost_usd == pytest.approx((400 * 10 + 600 * 1 + 500 * 40) / 1e6)
    assert not reply.usage.estimated
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert server.bodies[0]["max_tokens"] == 200
    assert server.bodies[0]["temperature"] == 0.7
    assert [message["role"] for message in server.bodies[0]["messages"]] == ["system", "user"]


async def test_a_stream_is_read_to_its_end_with_its_usage() -> None:
    usage = {"prompt_tokens": 30, "completion_tokens": 12, "total_tokens": 42}
    async with opened(lambda body: chunks("The ferry left early.", usage=usage)) as (backend, server):
        reply = await backend.complete(ask(halt=Halt(words=500)))
    assert (reply.text, reply.finish) == ("The ferry left early.", "stop")
    assert reply.usage.output_tokens == 12
    assert server.bodies[0]["stream_options"] == {"include_usage": True}


async def test_a_stream_is_stopped_at_a_sentence_once_the_words_are_there() -> None:
    text = prose("much", 2_000)
    async with opened(lambda body: chunks(text)) as (backend, _):
        reply = await backend.complete(ask(halt=Halt(words=100), max_tokens=9_000))
    assert reply.finish == "halted"
    assert 100 <= len(reply.text.split()) <= 140
    assert reply.text.endswith(".")
    assert reply.usage.estimated


async def test_a_stream_that_goes_round_in_circles_is_stopped() -> None:
    text = "It began well enough. " + "and then the bell rang once more over the quiet town " * 400
    async with opened(lambda body: chunks(text)) as (backend, _):
        reply = await backend.complete(ask(halt=Halt(words=5_000), max_tokens=9_000))
    assert reply.finish == "halted"
    assert len(reply.text) < len(text) / 4


async def test_a_structure_is_read_until_it_is_enough() -> None:
    text = json.dumps({"sections": [{"title": str(number)} for number in range(200)]})
    asked = ask(schema=Schema("plan", {}, "json_schema"), enough=lambda so_far: so_far.count("}") == 3)
    async with opened(lambda body: chunks(text)) as (backend, server):
        reply = await backend.complete(asked)
    assert reply.finish == "halted"
    assert reply.text.count("}") == 3 < text.count("}")
    assert server.bodies[0]["stream"]


@pytest.mark.parametrize(
    ("reason", "finish"), [("stop", "stop"), ("length", "length"), ("content_filter", "refused"), ("eos", "stop")]
)
async def test_why_a_reply_ended_is_told(reason: str, finish: str) -> None:
    async with opened(lambda body: completion("Some text.", finish=reason)) as (backend, _):
        assert (await backend.complete(ask())).finish == finish


async def test_a_refusal_field_is_a_refusal() -> None:
    async with opened(lambda body: completion("", content=None, refusal="I can't help.")) as (backend, _):
        reply = await backend.complete(ask())
    assert (reply.finish, reply.text) == ("refused", "I can't help.")


async def test_reasoning_is_no_part_of_the_text_wherever_it_stands() -> None:
    async with opened(lambda body: completion("<think>First, plan.</think>\n\nThe bay.")) as (backend, _):
        assert (await backend.complete(ask())).text == "The bay."
    async with opened(lambda body: chunks("The bay.", reasoning="First, plan.")) as (backend, _):
        assert (await backend.complete(ask(halt=Halt()))).text == "The bay."


@pytest.mark.parametrize(
    ("rung", "kind"), [("json_schema", "json_schema"), ("json_object", "json_object"), ("lines", None)]
)
async def test_structured_answers_are_asked_for_as_the_rung_says(rung: Any, kind: str | None) -> None:
    async with opened(lambda body: completion("{}")) as (backend, server):
        await backend.complete(ask(schema=Schema("plan", SCHEMA.definition, rung=rung)))
    assert server.bodies[0].get("response_format", {}).get("type") == kind


async def test_what_a_server_refuses_is_left_out_from_then_on() -> None:
    def script(body: dict[str, Any]) -> Answer:
        for name in ("max_tokens", "temperature"):
            if name in body:
                return Answer(400, {"error": {"message": f"Unsupported parameter: '{name}' is not supported."}})
        return completion("Fine.")

    async with opened(script) as (backend, server):
        assert (await backend.complete(ask(temperature=0.5))).text == "Fine."
        assert (await backend.complete(ask(temperature=0.5))).text == "Fine."
    assert len(server.bodies) == 4, "two refusals, once each"
    assert server.bodies[-1]["max_completion_tokens"] == 200


async def test_a_refused_response_format_is_told_with_its_status_so_that_the_ladder_can_step_down() -> None:
    refusal = Answer(400, {"error": {"message": "response_format json_schema is not supported"}})
    async with opened(lambda body: refusal) as (backend, _):
        with pytest.raises(BackendError) as caught:
            await backend.complete(ask(schema=SCHEMA))
    assert (caught.value.status, caught.value.retryable) == (400, False)


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 529])
async def test_passing_failures_may_be_tried_again(status: int) -> None:
    async with opened(lambda body: Answer(status, {"error": {"message": "later"}})) as (backend, server):
        with pytest.raises(BackendError) as caught:
            await backend.complete(ask())
    assert caught.value.retryable
    assert len(server.bodies) == 1, "the library itself must not retry"


@pytest.mark.parametrize(("status", "hint"), [(401, "OPENAI_API_KEY"), (403, "OPENAI_API_KEY"), (404, "name")])
async def test_lasting_failures_say_what_to_do_and_never_show_the_key(status: int, hint: str) -> None:
    async with opened(lambda body: Answer(status, {"error": {"message": f"bad key {KEY}"}})) as (backend, _):
        with pytest.raises(BackendError) as caught:
            await backend.complete(ask())
        assert KEY not in repr(backend)
    assert not caught.value.retryable
    assert hint in str(caught.value)
    assert KEY not in str(caught.value)


async def test_a_spent_account_is_not_waited_for() -> None:
    spent = {"error": {"message": "You exceeded your current quota", "code": "insufficient_quota"}}
    spent["error"]["message"] += " (insufficient_quota)"
    async with opened(lambda body: Answer(429, spent)) as (backend, _):
        with pytest.raises(BackendError) as caught:
            await backend.complete(ask())
    assert not caught.value.retryable


async def test_a_prompt_that_is_too_long_is_told_as_such() -> None:
    message = "This model's maximum context length is 4096 tokens."
    async with opened(lambda body: Answer(400, {"error": {"message": message}})) as (backend, _):
        with pytest.raises(BackendError, match="--context-window"):
            await backend.complete(ask())


@pytest.mark.parametrize("form", ["seconds", "date", "milliseconds"])
async def test_the_wait_that_a_provider_names_is_handed_on(form: str) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    headers = {"seconds": {"Retry-After": "17"}, "date": {"Retry-After": at}, "milliseconds": {"retry-after-ms": "250"}}
    answer = Answer(429, {"error": {"message": "slow down"}}, headers=headers[form])
    async with opened(lambda body: answer) as (backend, _):
        with pytest.raises(BackendError) as caught:
            await backend.complete(ask())
    low, high = {"seconds": (17, 17), "date": (20, 30), "milliseconds": (0.25, 0.25)}[form]
    assert caught.value.retry_after_s is not None
    assert low <= caught.value.retry_after_s <= high


async def test_a_broken_stream_is_a_passing_failure_never_a_text() -> None:
    async with opened(lambda body: chunks("Half of a", finish=None)) as (backend, _):
        with pytest.raises(BackendError) as caught:
            await backend.complete(ask(halt=Halt()))
    assert caught.value.retryable


async def test_garbage_is_a_passing_failure() -> None:
    async with opened(lambda body: Answer(raw=b"<html>gateway</html>")) as (backend, _):
        with pytest.raises((BackendError, ReplyError)):
            await backend.complete(ask())


async def test_an_answer_without_a_choice_is_no_answer() -> None:
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": []}
    async with opened(lambda _: Answer(body=body)) as (backend, _):
        with pytest.raises(BackendError, match="could not be read") as caught:
            await backend.complete(ask())
    assert caught.value.retryable


async def test_a_server_that_is_down_is_named() -> None:
    backend = OpenAIBackend("m", spec="openai:m", api_key=KEY, base_url="http://127.0.0.1:9/v1")
    with pytest.raises(BackendError, match=r"127\.0\.0\.1:9") as caught:
        await backend.complete(ask())
    await backend.aclose()
    assert caught.value.retryable


async def test_llama_cpp_s_timings_are_the_usage_of_a_stream_that_was_stopped() -> None:
    text = prose("timed", 600)
    answer = chunks(text)
    assert answer.events is not None
    for number, event in enumerate(answer.events[:-1]):
        event["timings"] = {"cache_n": 40, "prompt_n": 10, "predicted_n": number, "predicted_ms": number * 20.0}
    async with opened(lambda body: answer) as (backend, _):
        reply = await backend.complete(ask(halt=Halt(words=80), max_tokens=2_000))
    assert reply.finish == "halted"
    assert (reply.usage.input_tokens, reply.usage.cached_input_tokens) == (50, 40)
    assert not reply.usage.estimated
    assert reply.usage.decoding_seconds == pytest.approx(reply.usage.output_tokens * 0.02)
