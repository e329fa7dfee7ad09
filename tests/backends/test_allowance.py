"""Models that think before they write get the room for it on top of what their replies may take."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from wire import Answer, Asked, Script, Wire, chunks, completion, wire, writer

from longwriter_agents import awrite
from longwriter_agents.backends.allowance import Roomy, allowance_of
from longwriter_agents.backends.base import Halt, Message, Reply, Request, Schema, Traits
from longwriter_agents.backends.fitting import input_tokens
from longwriter_agents.backends.openai import OpenAIBackend
from longwriter_agents.backends.registry import prepare
from longwriter_agents.backends.remembered import Remembered
from longwriter_agents.errors import BackendError, ReplyError
from longwriter_agents.model import Usage
from longwriter_agents.testing import ScriptedBackend
from longwriter_agents.testing.sentences import prose
from longwriter_agents.words import count_words

TEXT = "The tide turned."
WRITTEN = 5


def ask(cap: int = 200, **options: Any) -> Request:
    return Request(**{"purpose": "draft:s1", "messages": (Message("user", "Write."),), "max_tokens": cap, **options})


def thinker(needs: int, *, most: int = 10**9, tells: bool = True) -> Script:
    """A server whose model thinks for so many tokens before its first word, and takes no cap above `most`."""

    def script(body: Asked) -> Answer:
        cap = body["max_tokens"]
        if cap > most:
            return Answer(400, {"error": {"message": f"max_tokens is too large: it may be at most {most}."}})
        done = cap >= needs + WRITTEN
        usage: dict[str, Any] = {"prompt_tokens": 10, "completion_tokens": needs + WRITTEN if done else cap}
        if tells:
            usage["completion_tokens_details"] = {"reasoning_tokens": min(needs, cap)}
        text, finish = (TEXT, "stop") if done else ("", "length")
        stream = chunks(text, finish=finish, usage=usage)
        return stream if body.get("stream") else completion(text, finish=finish, usage=usage)

    return script


@contextlib.asynccontextmanager
async def opened(script: Script, window: int = 128_000) -> AsyncIterator[tuple[Any, Wire]]:
    with wire(script) as server:
        traits = Traits(context_window=window)
        backend = prepare(
            OpenAIBackend("m", spec="openai:m", api_key="k", base_url=f"{server.address}/v1", traits=traits)
        )
        try:
            yield backend, server
        finally:
            await backend.aclose()


@pytest.mark.parametrize("needs", [150, 1_000, 12_000])
@pytest.mark.parametrize("tells", [True, False])
@pytest.mark.parametrize("halt", [None, Halt(words=500)])
async def test_a_model_that_thinks_long_is_given_the_room(needs: int, tells: bool, halt: Halt | None) -> None:
    async with opened(thinker(needs, tells=tells)) as (backend, server):
        reply = await backend.complete(ask(cap=100, halt=halt))
        first = len(server.bodies)
        again = await backend.complete(ask(cap=60, halt=halt))
    assert reply.text == again.text == TEXT
    assert first <= 4
    assert reply.usage.calls == first, "all of it was paid for"
    assert len(server.bodies) == first + 1, "what it needs is known by then"


async def test_a_model_that_says_how_much_it_thought_keeps_the_room_for_it() -> None:
    async with opened(thinker(120)) as (backend, server):
        await backend.complete(ask(cap=200))
        await backend.complete(ask(cap=40))
    assert [body["max_tokens"] for body in server.bodies] == [200, 40 + 180]


async def test_a_text_that_thinking_left_too_little_room_for_is_asked_for_again() -> None:
    used = Usage(calls=1, output_tokens=200)
    cut = Reply("The tide", "length", used, reasoning=190)
    bare = ScriptedBackend([cut, Reply(TEXT, "stop", used, reasoning=190)])
    reply = await Roomy(bare).complete(ask())
    assert reply.text == TEXT
    assert reply.usage.calls == 2
    assert bare.asked[1].max_tokens > 400


async def test_a_reply_that_reached_its_cap_without_thinking_is_left_as_it_is() -> None:
    bare = ScriptedBackend([Reply("The tide", "length")])
    assert (await Roomy(bare).complete(ask())).text == "The tide"
    assert allowance_of(bare.spec) == 0


async def test_no_window_is_exceeded_for_the_sake_of_thinking() -> None:
    async with opened(thinker(50_000), window=8_192) as (backend, server):
        with pytest.raises(ReplyError, match="before the first word"):
            await backend.complete(ask())
    assert len(server.bodies) <= 4
    assert max(body["max_tokens"] for body in server.bodies) < 8_192


async def test_a_server_that_takes_no_such_cap_is_asked_with_less() -> None:
    async with opened(thinker(3_000, most=5_000)) as (backend, server):
        assert (await backend.complete(ask(cap=1_500))).text == TEXT
        assert (await backend.complete(ask(cap=1_500))).text == TEXT
    assert [body["max_tokens"] <= 5_000 for body in server.bodies] == [True, False, True, True]


async def test_room_is_kept_for_a_form_that_is_sent_along() -> None:
    used = Usage(calls=1, output_tokens=200)
    form = {"properties": {f"a long name of a field, the {n}th of them": {"type": "string"} for n in range(99)}}
    bare = ScriptedBackend([Reply("", "length", used, reasoning=200)] * 9, traits=Traits(context_window=4_000))
    asked = ask(schema=Schema("plan", form))
    await Roomy(bare).complete(asked)
    assert bare.asked[-1].max_tokens > 200
    assert all(input_tokens(each) + each.max_tokens <= 4_000 for each in bare.asked)


async def test_the_same_name_at_another_server_is_another_model() -> None:
    used = Usage(calls=1, output_tokens=200)
    bare = ScriptedBackend([Reply(TEXT, "stop", used, reasoning=190)])
    await Roomy(bare, "http://one.example/v1").complete(ask())
    assert allowance_of(bare.spec, "http://one.example/v1") > 190
    assert allowance_of(bare.spec, "http://two.example/v1") == 0


def test_of_too_many_models_those_that_were_asked_longest_ago_are_forgotten() -> None:
    known: Remembered[int] = Remembered(most=2)
    for name in ("z", "b"):
        known.put(("", name), 1)
    assert known.get(("", "z")) == 1
    known.put(("", "a"), 1)
    assert [known.get(("", name)) for name in ("z", "b", "a")] == [1, None, 1]


async def test_an_error_on_the_way_knows_what_was_paid_before_it() -> None:
    used = Usage(calls=1, output_tokens=200)
    bare = ScriptedBackend([Reply("", "length", used, reasoning=200), BackendError("Down.", retryable=True)])
    with pytest.raises(BackendError) as caught:
        await Roomy(bare).complete(ask())
    assert caught.value.usage == used


async def test_thoughts_between_tags_count_as_such_and_end_no_stream() -> None:
    thought = prose("thinking aloud", 400)
    answer = chunks(f"<think>\n{thought}\n</think>\n\n{TEXT}")
    async with opened(lambda _: answer) as (backend, _):
        reply = await backend.complete(ask(cap=2_000, halt=Halt(words=60)))
    assert (reply.text, reply.finish) == (TEXT, "stop")
    assert reply.reasoning > 300


async def test_a_reply_that_was_cut_within_its_thoughts_is_asked_for_with_more_room() -> None:
    def script(body: Asked) -> Answer:
        if body["max_tokens"] < 1_000:
            return chunks("<think>" + prose("cut", 100), finish="length")
        return chunks(f"<think>Enough.</think>{TEXT}")

    async with opened(script) as (backend, server):
        assert (await backend.complete(ask(halt=Halt(words=60)))).text == TEXT
    assert len(server.bodies) == 2


async def test_a_document_is_written_in_full_by_a_model_that_thinks_before_each_reply(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    thinks = 1_000

    def script(body: Asked) -> Answer:
        if "max_tokens" in body:
            return Answer(400, {"error": {"message": "Unsupported parameter: 'max_tokens'. Use another."}})
        cap = body["max_completion_tokens"]
        if cap > thinks:
            return writer(body)
        usage = {"prompt_tokens": 10, "completion_tokens": cap, "completion_tokens_details": {"reasoning_tokens": cap}}
        empty = chunks if body.get("stream") else completion
        return empty("", finish="length", usage=usage)

    monkeypatch.setenv("OPENAI_API_KEY", "k")
    with wire(script) as server:
        made = await awrite("On the trees of the town.", words=900, model="openai:m", base_url=f"{server.address}/v1")
    assert abs(count_words(made.text) - 900) <= 45
