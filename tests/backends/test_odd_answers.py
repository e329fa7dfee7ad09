"""Answers that keep to OpenAI's form only more or less, and errors that hide in an answer that looks well."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from wire import Answer, Script, Wire, chunks, completion, wire

from longwriter_agents.backends.base import Halt, Message, Reply, Request
from longwriter_agents.backends.completions import said
from longwriter_agents.backends.openai import OpenAIBackend
from longwriter_agents.errors import BackendError

KEY = "sk-secret-of-the-test"
STREAMED = pytest.mark.parametrize("streamed", [True, False])


@contextlib.asynccontextmanager
async def opened(script: Script) -> AsyncIterator[tuple[OpenAIBackend, Wire]]:
    with wire(script) as server:
        backend = OpenAIBackend("m", spec="openai:m", api_key=KEY, base_url=f"{server.address}/v1")
        try:
            yield backend, server
        finally:
            await backend.aclose()


def ask(*, streamed: bool = False, **options: Any) -> Request:
    halt = Halt(words=500) if streamed else None
    return Request("draft:s1", (Message("user", "Write."),), 200, halt=halt, **options)


async def answered(answer: Answer, *, streamed: bool) -> Reply:
    async with opened(lambda _: answer) as (backend, _):
        return await backend.complete(ask(streamed=streamed))


async def refused(answer: Answer, *, streamed: bool) -> BackendError:
    with pytest.raises(BackendError) as caught:
        await answered(answer, streamed=streamed)
    return caught.value


def with_pieces(*odd: Any) -> Answer:
    """A stream with odd pieces before its text, amid it and behind its end."""
    events = chunks("The tide turned.").events
    assert events is not None
    return Answer(events=[*odd, *events[:2], *odd, *events[2:-1], *odd, events[-1]])


@pytest.mark.parametrize(
    "odd",
    [
        {"id": "c1", "usage": {"prompt_tokens": 3, "completion_tokens": 4}},
        {"choices": None},
        {"choices": []},
        {"choices": [None]},
        {"choices": [{"index": 0, "delta": None}]},
        {"choices": [{"index": 0, "delta": {"content": 7}}], "usage": [], "timings": "none"},
        {"choices": {"delta": {}}, "error": None},
        {},
    ],
)
async def test_a_piece_that_says_nothing_is_passed_over(odd: Any) -> None:
    assert (await answered(with_pieces(odd), streamed=True)).text == "The tide turned."


@pytest.mark.parametrize("odd", [{"message": None}, {"message": "text"}, {}, {"message": {"content": None}}])
async def test_a_choice_without_a_text_is_an_empty_reply(odd: Any) -> None:
    assert (await answered(Answer(body={"choices": [odd]}), streamed=False)).text == ""


@STREAMED
async def test_a_text_in_parts_is_joined_and_what_was_thought_is_no_part_of_it(streamed: bool) -> None:
    thought = {"type": "thinking", "thinking": [{"type": "text", "text": "Water moves twice a day."}]}
    parts = [thought, {"type": "text", "text": "The tide "}, {"type": "text", "text": "turned."}]
    if streamed:
        pieces = [{"delta": {"content": parts}}, {"delta": {}, "finish_reason": "stop"}]
        answer = Answer(events=[*({"choices": [piece]} for piece in pieces), "[DONE]"])
    else:
        answer = completion("", content=parts)
    reply = await answered(answer, streamed=streamed)
    assert reply.text == "The tide turned."
    assert reply.reasoning > 0


async def test_a_server_that_does_not_stream_is_read_as_a_whole() -> None:
    assert (await answered(completion("The tide turned."), streamed=True)).text == "The tide turned."


@STREAMED
@pytest.mark.parametrize(
    ("error", "retryable"),
    [
        ({"code": 502, "message": "upstream overloaded"}, True),
        ({"code": "429", "message": "slow down"}, True),
        ({"type": "overloaded_error", "message": "busy"}, True),
        ("something went wrong", True),
        ({"code": 401, "message": "who are you?"}, False),
        ({"type": "invalid_request_error", "message": "no such format"}, False),
        ({"code": "insufficient_quota", "message": "You are out of money."}, False),
    ],
)
async def test_an_error_within_an_answer_is_one(error: Any, retryable: bool, streamed: bool) -> None:
    answer = Answer(events=[{"error": error}]) if streamed else Answer(body={"error": error})
    caught = await refused(answer, streamed=streamed)
    assert caught.retryable is retryable
    assert (error if isinstance(error, str) else error["message"]) in str(caught)


@pytest.mark.parametrize("status", [400, 429])
async def test_a_spent_account_is_known_by_its_code_alone(status: int) -> None:
    spent = {"error": {"message": "No.", "code": "insufficient_quota"}}
    caught = await refused(Answer(status, spent), streamed=False)
    assert not caught.retryable
    assert "nothing left to spend" in str(caught)


@STREAMED
@pytest.mark.parametrize(
    "raw",
    [
        b'"hello"',
        b"[]",
        b"null",
        b"7",
        b"<html>",
        b'{"id": "x", "choices": [{',
        b"",
        pytest.param(b"[" * 100_000, id="deep"),
    ],
)
async def test_whatever_cannot_be_read_may_be_asked_for_again(raw: bytes, streamed: bool) -> None:
    assert (await refused(Answer(raw=raw), streamed=streamed)).retryable


@STREAMED
async def test_a_usage_that_tells_nothing_is_counted_here(streamed: bool) -> None:
    answer = completion("The tide turned.")
    if streamed:
        answer = with_pieces({"choices": [], "usage": {}})
    else:
        answer.body["usage"] = {}
    usage = (await answered(answer, streamed=streamed)).usage
    assert usage.estimated
    assert usage.input_tokens > 0 < usage.output_tokens


async def test_a_stream_that_breaks_off_tells_what_was_paid_for_it() -> None:
    caught = await refused(chunks("Half of a long tale", finish=None), streamed=True)
    assert caught.usage is not None
    assert caught.usage.estimated
    assert caught.usage.calls == 1
    assert caught.usage.output_tokens >= 4


async def test_a_call_that_was_refused_cost_nothing() -> None:
    assert (await refused(Answer(503, {"error": {"message": "later"}}), streamed=True)).usage is None


async def test_an_answer_that_comes_too_late_is_paid_for() -> None:
    def late(_: Any) -> Answer:
        time.sleep(0.3)
        return completion("Too late.")

    async with opened(late) as (backend, _):
        with pytest.raises(BackendError, match="did not finish") as caught:
            await backend.complete(ask(timeout_s=0.05))
    assert caught.value.usage is not None
    assert caught.value.usage.input_tokens > 0
    assert caught.value.seconds == 0.05


def test_no_shape_of_an_answer_breaks_its_reader() -> None:
    odd: list[Any] = [None, 0, "", "x", [], [1], {}, {"type": ["text"]}, [{"text": 1}], [{"type": "text", "text": [3]}]]
    for inner in odd:
        for name in ("content", "refusal", "reasoning", "reasoning_content"):
            said({"choices": [{"message": {name: inner}, "finish_reason": inner}], "usage": inner, "timings": inner})
