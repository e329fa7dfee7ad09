"""The simulated provider behaves as told, counts for itself, and gives the same from the same seed."""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import write
from longwriter_agents.backends.base import Message, Request
from longwriter_agents.backends.registry import open_backend
from longwriter_agents.backends.retry import Retrying, RetryPolicy
from longwriter_agents.errors import BackendError
from longwriter_agents.testing.provider import FAULTS, Conduct, Provider, serving
from longwriter_agents.testing.provider.serving import run
from longwriter_agents.words import count_words

pytest_plugins = ["longwriter_agents.testing.fixtures"]
Start = Callable[..., Provider]
FAST = 200.0


def ask(provider: Provider, prompt: str, **more: Any) -> dict[str, Any]:
    body = {"model": "m", "messages": [{"role": "user", "content": prompt}], **more}
    request = urllib.request.Request(f"{provider.url}/chat/completions", json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=20) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def text_of(answer: dict[str, Any]) -> str:
    return str(answer["choices"][0]["message"]["content"])


def test_it_writes_what_is_asked_and_counts_it_itself(simulated_provider: Start) -> None:
    provider = simulated_provider(speed=FAST)
    answer = ask(provider, "Write about 200 words on bees.")
    assert abs(count_words(text_of(answer)) - 200) < 12
    log = provider.log()
    assert (log.calls, log.output_tokens) == (1, answer["usage"]["completion_tokens"])
    assert log.input_tokens == answer["usage"]["prompt_tokens"]


MESSAGES = [{"role": "user", "content": "Write about 60 words on bees."}]


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"messages": []},
        {"messages": "bees"},
        {"messages": [{"content": "bees"}]},
        {"messages": MESSAGES, "max_tokens": "many"},
        {"messages": MESSAGES, "response_format": "json"},
        {"messages": MESSAGES, "response_format": {"type": "json_schema"}},
        {"messages": MESSAGES, "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": 1}}},
    ],
)
def test_a_request_that_is_none_is_told_so_and_not_broken_off(body: Any, simulated_provider: Start) -> None:
    provider = simulated_provider(speed=FAST)
    request = urllib.request.Request(f"{provider.url}/chat/completions", json.dumps(body).encode())
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)
    assert (refused.value.code, provider.log().calls) == (400, 0)
    assert "no chat completion" in refused.value.read().decode()


async def test_the_first_reply_waits_for_nothing_to_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    module = import_module("longwriter_agents.testing.provider.serving")
    monkeypatch.setattr(module, "count_tokens", lambda text: told.append("counted"))
    stop = asyncio.Event()
    stop.set()
    await run(Conduct(), 0, lambda address: told.append("ready"), stop)
    assert told == ["counted", "ready"]


def test_only_chat_completions_are_answered(simulated_provider: Start) -> None:
    provider = simulated_provider(speed=FAST)
    request = urllib.request.Request(f"{provider.url}/embeddings", json.dumps({"messages": MESSAGES}).encode())
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(request, timeout=20)


def test_the_clock_takes_the_time_that_the_tokens_take(simulated_provider: Start) -> None:
    provider = simulated_provider(first_token_s=2, tokens_per_s=50, speed=20)
    ask(provider, "Write about 100 words on bees.")
    exchange = provider.log().exchanges[0]
    assert exchange.ended - exchange.began >= 2 + exchange.output_tokens / 50 - 0.01


def test_the_same_seed_gives_the_same_replies_and_faults() -> None:
    def replies(seed: int) -> list[str]:
        with serving(Conduct(seed=seed, speed=FAST, faults=0.5, kinds=("empty", "wrong_length"))) as provider:
            return [text_of(ask(provider, f"Write about 60 words on bee {number}.")) for number in range(8)]

    assert replies(1) == replies(1)
    assert replies(1) != replies(2)
    assert "" in replies(1)


def test_capacity_makes_streams_wait(simulated_provider: Start) -> None:
    provider = simulated_provider(speed=FAST, capacity=2)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: ask(provider, f"Write about 60 words on bee {n}."), range(6)))
    log = provider.log()
    assert len(log.served) == 6, "who waits is served in the end"
    assert log.at_once() <= 2
    began, ended = (sorted(moments) for moments in zip(*((e.began, e.ended) for e in log.served), strict=True))
    assert all(begun >= left for begun, left in zip(began[2:], ended, strict=False)), "one comes in when one has left"


def test_too_many_requests_are_told_when_to_come_back(simulated_provider: Start) -> None:
    provider = simulated_provider(speed=FAST, rpm=2)
    ask(provider, "one"), ask(provider, "two")
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(provider, "three")
    assert refused.value.code == 429
    assert 0 < int(refused.value.headers["retry-after-ms"]) <= 60_000 / FAST
    assert refused.value.headers["Retry-After"] == "1", "HTTP has whole seconds, and never too few"
    refused.value.close()
    assert [exchange.status for exchange in provider.log().exchanges] == [200, 200, 429]


@pytest.mark.parametrize("exact", [True, False])
async def test_the_backend_waits_as_long_as_it_is_told_by_either_header(exact: bool) -> None:
    """The first comes in, the second is told to wait; the waiting is noted and not done, so that it is told so again."""
    waits: list[float] = []

    async def noted(seconds: float) -> None:
        waits.append(seconds)

    with serving(Conduct(rpm=1, speed=4, first_token_s=0, tokens_per_s=10_000, exact_waits=exact)) as provider:
        bare = open_backend("openai:simulated", base_url=provider.url, environ={})
        backend = Retrying(bare, policy=RetryPolicy(tries=2), sleep=noted)
        await backend.complete(Request("draft", (Message("user", "Write about 20 words."),), 99))
        with pytest.raises(BackendError, match="429"):
            await backend.complete(Request("draft", (Message("user", "Write about 30 words."),), 99))
        await bare.aclose()
    assert len(waits) == 1
    assert 0 < waits[0] <= 15, "a minute of a clock that runs four times as fast"
    assert exact or waits[0] == int(waits[0]), "Retry-After alone: whole seconds"


def test_who_is_overloaded_names_a_moment_and_who_fails_none(simulated_provider: Start) -> None:
    for kind, named in (("overloaded", "1"), ("error", None)):
        provider = simulated_provider(speed=FAST, faults=1.0, kinds=(kind,))
        with pytest.raises(urllib.error.HTTPError) as refused:
            ask(provider, "one")
        assert refused.value.headers["Retry-After"] == named
        refused.value.close()


_FIELDS = {"type": "object", "properties": {"told": {"type": "string"}}}
PLAN = {"type": "json_schema", "json_schema": {"name": "own", "schema": _FIELDS}}
CONTENT_FAULTS = ("cut", "malformed", "wrong_length", "repeat", "empty")


@pytest.mark.parametrize("form", [None, PLAN])
def test_a_fault_that_is_logged_was_made(form: dict[str, Any] | None, simulated_provider: Start) -> None:
    """Each reply of a provider all of whose calls are faulty is another than the honest one, whatever it was asked for."""
    more = {"response_format": form} if form else {}
    honest = simulated_provider(speed=FAST)
    faulty = simulated_provider(speed=FAST, faults=1.0, kinds=CONTENT_FAULTS)
    for number in range(16):
        prompt = f"Write about 80 words on bee {number}."
        assert ask(honest, prompt, **more)["choices"] != ask(faulty, prompt, **more)["choices"]
    logged = {exchange.fault for exchange in faulty.log().exchanges}
    assert logged == ({"cut", "malformed", "empty"} if form else {"cut", "wrong_length", "repeat", "empty"})


def test_no_fault_is_logged_where_none_of_its_kinds_applies(simulated_provider: Start) -> None:
    provider = simulated_provider(speed=FAST, faults=1.0, kinds=("malformed",))
    assert abs(count_words(text_of(ask(provider, "Write about 100 words on bees."))) - 100) < 12
    assert [exchange.fault for exchange in provider.log().exchanges] == [""]


def test_a_request_that_is_turned_away_met_no_fault(simulated_provider: Start) -> None:
    provider = simulated_provider(speed=FAST, rpm=1, faults=1.0, kinds=("empty",))
    ask(provider, "one")
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(provider, "two")
    refused.value.close()
    assert [(each.status, each.fault) for each in provider.log().exchanges] == [(200, "empty"), (429, "")]


def test_wrong_lengths_of_one_seed_go_both_ways(simulated_provider: Start) -> None:
    provider = simulated_provider(speed=FAST, seed=1, faults=1.0, kinds=("wrong_length",))
    lengths = [count_words(text_of(ask(provider, f"Write about 100 words on bee {n}."))) for n in range(12)]
    assert min(lengths) < 60
    assert max(lengths) > 150


def test_a_reply_that_is_cut_anyway_is_of_wrong_length_only_when_shorter(simulated_provider: Start) -> None:
    """Where no more tokens are allowed, nearly twice the words would be the same reply."""
    provider = simulated_provider(speed=FAST, faults=1.0, kinds=("wrong_length",))
    for number in range(6):
        answer = ask(provider, f"Write about 200 words on bee {number}.", max_tokens=150)
        assert answer["usage"]["completion_tokens"] < 150


def test_prompts_that_begin_alike_are_cached(simulated_provider: Start) -> None:
    provider = simulated_provider(speed=FAST)
    shared = {"role": "system", "content": "You write one document. " * 20}
    for topic in ("bees", "ants"):
        ask(provider, "", messages=[shared, {"role": "user", "content": f"Write about 30 words on {topic}."}])
    first, second = provider.log().exchanges
    assert first.cached_tokens == 0 < second.cached_tokens < second.input_tokens


def test_a_schema_is_answered_by_its_form(simulated_provider: Start) -> None:
    provider = simulated_provider(speed=FAST)
    schema = {
        "type": "object",
        "properties": {"units": {"type": "array", "items": {"$ref": "#/$defs/unit"}}, "ok": {"type": "boolean"}},
        "$defs": {"unit": {"type": "object", "properties": {"title": {"type": "string"}}}},
    }
    form = {"type": "json_schema", "json_schema": {"name": "own", "schema": schema}}
    value = json.loads(text_of(ask(provider, "Plan exactly 4 units.", response_format=form)))
    assert len(value["units"]) == 4
    assert value["ok"] is True


@pytest.mark.slow
@pytest.mark.parametrize("kind", FAULTS)
def test_whatever_a_provider_does_a_document_is_completed(kind: str, simulated_provider: Start, store: Path) -> None:
    share = 0.9 if kind == "malformed" else 0.3  # JSON is asked for once in such a document
    provider = simulated_provider(seed=3, faults=share, kinds=(kind,), speed=FAST)
    model = {"model": "openai:simulated", "base_url": provider.url, "concurrency": 32}
    manuscript = write("Write a guide to bees.", words=2_500, store=store, **model)
    assert manuscript.status == "complete", manuscript.findings
    assert abs(manuscript.words.deviation) <= 0.03
    assert {exchange.fault for exchange in provider.log().exchanges} >= {kind}


def test_a_document_s_account_is_the_provider_s_own(simulated_provider: Start, store: Path) -> None:
    provider = simulated_provider(speed=FAST)
    model = {"model": "openai:simulated", "base_url": provider.url}
    manuscript = write("Write a guide to bees.", words=2_000, store=store, graph="cogwriter", **model)
    log = provider.log()
    assert manuscript.usage.calls == log.calls
    assert manuscript.usage.input_tokens == log.input_tokens
    assert manuscript.usage.output_tokens == log.output_tokens
