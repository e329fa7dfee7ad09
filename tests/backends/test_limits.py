"""One limiter per model: calls at once, requests and tokens per minute."""

from __future__ import annotations

import asyncio

import pytest

from longwriter_agents.backends.base import Message, Reply, Request
from longwriter_agents.backends.limits import Limited, Limiter, limiter_for
from longwriter_agents.errors import InputError
from longwriter_agents.model import Usage
from longwriter_agents.testing import ScriptedBackend


class Minute:
    """A clock that moves only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def limiter(minute: Minute, *, rpm: int | None = None, tpm: int | None = None) -> Limiter:
    return Limiter(100, rpm=rpm, tpm=tpm, clock=minute.time, sleep=minute.sleep)


def reply(tokens: int = 0) -> Reply:
    return Reply("x", usage=Usage(calls=1, input_tokens=tokens))


async def test_no_more_calls_run_at_once_than_allowed() -> None:
    running, most = 0, 0

    async def call() -> Reply:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1
        return reply()

    gate = Limiter(3)
    await asyncio.gather(*(gate.run(0, call) for _ in range(20)))
    assert most == 3


async def test_requests_per_minute_are_kept() -> None:
    minute, begun = Minute(), list[float]()
    gate = limiter(minute, rpm=5)

    async def call() -> Reply:
        begun.append(minute.now)
        return reply()

    for _ in range(12):
        await gate.run(0, call)
    assert all(sum(1 for at in begun if start <= at < start + 60) <= 5 for start in begun)
    assert minute.now == 120


async def test_tokens_per_minute_are_kept_and_put_right_by_what_was_really_used() -> None:
    minute = Minute()
    gate = limiter(minute, tpm=1_000)

    async def small() -> Reply:
        return reply(100)

    for _ in range(9):
        await gate.run(200, small)  # expected 200, used 100
    assert minute.now == 0
    await gate.run(200, small)
    assert minute.now > 0


async def test_a_call_larger_than_the_limit_goes_when_it_is_alone() -> None:
    minute = Minute()
    gate = limiter(minute, tpm=100)

    async def call() -> Reply:
        return reply(500)

    await gate.run(500, call)
    await gate.run(500, call)
    assert minute.now == 60


async def test_a_failed_call_gives_its_slot_back() -> None:
    gate = Limiter(1)

    async def fails() -> Reply:
        raise RuntimeError("broken")

    async def works() -> Reply:
        return reply()

    with pytest.raises(RuntimeError):
        await gate.run(0, fails)
    assert (await asyncio.wait_for(gate.run(0, works), 1)).text == "x"


async def test_documents_of_one_process_share_a_model_s_limiter() -> None:
    assert limiter_for("openai:a", 4, {}) is limiter_for("openai:a", 4, {})
    assert limiter_for("openai:a", 4, {}) is not limiter_for("openai:b", 4, {})


async def test_a_rate_that_is_no_number_is_refused() -> None:
    with pytest.raises(InputError, match="LONGWRITER_RPM"):
        limiter_for("openai:c", 4, {"LONGWRITER_RPM": "many"})


async def test_a_limited_backend_expects_its_prompt_and_a_full_reply() -> None:
    minute = Minute()
    backend = Limited(ScriptedBackend(lambda request: "x"), limiter(minute, tpm=150))
    request = Request("draft:s1", (Message("user", "one two three"),), 100)
    await backend.complete(request)
    await backend.complete(request)
    assert minute.now == 0, "the first call used few tokens in the end"
