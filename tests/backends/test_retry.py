"""Asking again: bounded, patient with a busy server, never with one that says no."""

from __future__ import annotations

import pytest

from longwriter_agents.backends.base import Message, Reply, Request
from longwriter_agents.backends.retry import Retrying, RetryPolicy
from longwriter_agents.errors import BackendError, ReplyError
from longwriter_agents.events import CallRetried
from longwriter_agents.model import Usage
from longwriter_agents.testing import ScriptedBackend

REQUEST = Request("draft:s1", (Message("user", "Write."),), 100)


class Clock:
    """Waits without waiting."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


def busy(after: float | None = None) -> BackendError:
    return BackendError("Too many requests.", retryable=True, retry_after_s=after, status=429)


async def test_a_minute_of_429s_is_outlasted_at_the_pace_that_the_server_names() -> None:
    clock = Clock()
    backend = ScriptedBackend([busy(12.0)] * 6 + ["There."])
    reply = await Retrying(backend, sleep=clock.sleep).complete(REQUEST)
    assert reply.text == "There."
    assert clock.waits[:4] == [12.0] * 4
    assert all(wait >= 12.0 for wait in clock.waits)


async def test_a_minute_of_429s_without_a_named_wait_is_outlasted_too() -> None:
    clock = Clock()
    backend = ScriptedBackend([busy()] * 7 + ["There."])
    await Retrying(backend, sleep=clock.sleep).complete(REQUEST)
    assert sum(clock.waits) > 60
    assert clock.waits[0] < clock.waits[3] < clock.waits[6] <= 61


async def test_a_server_that_stays_down_ends_in_bounded_tries_and_time() -> None:
    clock = Clock()
    backend = ScriptedBackend(lambda request: busy())
    with pytest.raises(BackendError, match="Too many"):
        await Retrying(backend, sleep=clock.sleep).complete(REQUEST)
    assert len(backend.asked) == RetryPolicy().tries
    assert sum(clock.waits) <= RetryPolicy().total_s


async def test_a_server_that_names_no_time_at_all_is_not_run_into_the_ground() -> None:
    clock = Clock()
    with pytest.raises(BackendError):
        await Retrying(ScriptedBackend(lambda request: busy(0.0)), sleep=clock.sleep).complete(REQUEST)
    assert sum(clock.waits) > 60
    assert clock.waits[0] < clock.waits[3] < clock.waits[6]


async def test_a_short_wait_that_a_server_names_is_kept_to_until_it_proves_too_short() -> None:
    clock = Clock()
    with pytest.raises(BackendError):
        await Retrying(ScriptedBackend(lambda request: busy(0.25)), sleep=clock.sleep).complete(REQUEST)
    assert clock.waits[:2] == [0.25, 0.25]
    assert sum(clock.waits) > 60


@pytest.mark.parametrize(("seconds", "tries"), [(600.0, 2), (100.0, 3), (0.1, 8)])
async def test_a_server_that_takes_long_to_fail_is_asked_less_often(seconds: float, tries: int) -> None:
    def hanging(request: Request) -> BackendError:
        error = BackendError("The model did not finish.", retryable=True)
        error.seconds = seconds
        return error

    backend = ScriptedBackend(hanging)
    with pytest.raises(BackendError):
        await Retrying(backend, sleep=Clock().sleep).complete(REQUEST)
    assert len(backend.asked) == tries


def broken(tokens: int) -> BackendError:
    error = BackendError("The stream broke off.", retryable=True)
    error.usage = Usage(calls=1, output_tokens=tokens, estimated=True)
    return error


async def test_what_broken_streams_cost_is_in_the_bill_of_the_reply() -> None:
    whole = Reply("There.", usage=Usage(calls=1, output_tokens=10))
    backend = ScriptedBackend([broken(5), busy(), broken(7), whole])
    reply = await Retrying(backend, sleep=Clock().sleep).complete(REQUEST)
    assert (reply.usage.calls, reply.usage.output_tokens, reply.usage.estimated) == (3, 22, True)


async def test_what_broken_streams_cost_is_known_where_no_reply_came() -> None:
    backend = ScriptedBackend([Reply("", usage=Usage(calls=1, output_tokens=1)), broken(5), broken(7), broken(9)])
    with pytest.raises(BackendError) as caught:
        await Retrying(backend, policy=RetryPolicy(tries=3), sleep=Clock().sleep).complete(REQUEST)
    assert caught.value.usage is not None
    assert (caught.value.usage.calls, caught.value.usage.output_tokens) == (4, 22)


async def test_a_model_that_thought_till_its_room_was_gone_is_not_asked_for_the_same_again() -> None:
    backend = ScriptedBackend([Reply("", "length", Usage(calls=1, output_tokens=100), reasoning=100)])
    with pytest.raises(ReplyError, match="before the first word") as caught:
        await Retrying(backend).complete(REQUEST)
    assert caught.value.usage is not None
    assert caught.value.usage.output_tokens == 100


async def test_a_wait_longer_than_our_patience_is_not_begun() -> None:
    clock = Clock()
    with pytest.raises(BackendError):
        await Retrying(ScriptedBackend([busy(86_400.0)]), sleep=clock.sleep).complete(REQUEST)
    assert clock.waits == []


async def test_no_is_no() -> None:
    refused = BackendError("Wrong key.", retryable=False, status=401)
    backend = ScriptedBackend([refused])
    with pytest.raises(BackendError):
        await Retrying(backend).complete(REQUEST)
    assert len(backend.asked) == 1


async def test_an_empty_reply_is_asked_for_again_and_all_of_it_is_paid_for() -> None:
    used = Usage(calls=1, input_tokens=10, output_tokens=0)
    backend = ScriptedBackend([Reply("  ", usage=used), Reply("", usage=used), Reply("There.", usage=used)])
    reply = await Retrying(backend).complete(REQUEST)
    assert reply.text == "There."
    assert reply.usage.calls == 3
    assert len({request.sample for request in backend.asked}) == 3


async def test_silence_is_an_error_that_knows_its_cost() -> None:
    backend = ScriptedBackend(lambda request: Reply("", usage=Usage(calls=1, input_tokens=10)))
    with pytest.raises(ReplyError, match="answered nothing") as caught:
        await Retrying(backend).complete(REQUEST)
    assert caught.value.usage is not None
    assert caught.value.usage.calls == len(backend.asked) == 3


async def test_each_wait_is_told_with_its_reason() -> None:
    told: list[CallRetried] = []
    clock = Clock()
    await Retrying(ScriptedBackend([busy(3.0), "There."]), on_retry=told.append, sleep=clock.sleep).complete(REQUEST)
    assert [(event.purpose, event.wait_s, event.reason) for event in told] == [("draft:s1", 3.0, "Too many requests.")]
