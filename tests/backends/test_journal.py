"""The journal pays for nothing twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents.backends.base import Message, Reply, Request
from longwriter_agents.backends.journal import UNUSABLE, Journaled, request_key
from longwriter_agents.errors import BackendError, ReplyError
from longwriter_agents.events import CallDone
from longwriter_agents.model import Usage
from longwriter_agents.store.sqlite import SqliteStore
from longwriter_agents.testing import ScriptedBackend

REQUEST = Request("draft:s1", (Message("user", "Write."),), 100)


@pytest.fixture
async def opened(store: Path) -> AsyncIterator[SqliteStore]:
    database = SqliteStore.open(store)
    yield database
    await database.aclose()


async def test_what_was_asked_before_is_answered_from_the_journal(opened: SqliteStore) -> None:
    told: list[CallDone] = []
    backend = ScriptedBackend(["Once."])
    journaled = Journaled(backend, opened, "job", on_call=told.append)
    first, second = await journaled.complete(REQUEST), await journaled.complete(REQUEST)
    assert first == second
    assert len(backend.asked) == 1
    assert [event.replayed for event in told] == [False, True]


async def test_what_another_run_of_the_job_adds_meanwhile_is_found_and_told_as_its_call(opened: SqliteStore) -> None:
    told: list[CallDone] = []
    ours, theirs = ScriptedBackend(["ours"]), ScriptedBackend(["theirs"])
    second = Journaled(ours, opened, "job", on_call=told.append, recorded=set(), alone=False)
    await Journaled(theirs, opened, "job", recorded=set()).complete(REQUEST)
    replies = [await second.complete(REQUEST) for _ in range(2)]
    assert [reply.text for reply in replies] == ["theirs", "theirs"]
    assert ours.asked == []
    assert [event.replayed for event in told] == [False, True]


async def test_of_two_runs_that_ask_at_once_both_have_the_first_reply_and_both_calls_count(opened: SqliteStore) -> None:
    told: list[CallDone] = []
    used = Usage(calls=1, output_tokens=7)

    class Late(ScriptedBackend):
        async def complete(self, request: Request) -> Reply:
            reply = await super().complete(request)
            await Journaled(ScriptedBackend(["theirs"]), opened, "job").complete(request)
            return replace(reply, usage=used)

    journaled = Journaled(Late(["ours"]), opened, "job", on_call=told.append, recorded=set(), alone=False)
    assert (await journaled.complete(REQUEST)).text == "theirs"
    entries = await opened.journal("job")
    assert [(entry.reply.text, entry.key.startswith(UNUSABLE)) for entry in entries] == [("theirs", False), ("", True)]
    assert entries[1].reply.usage == used
    assert [event.replayed for event in told] == [False], "their call is told once, ours is in the sum"


async def test_another_job_pays_for_itself(opened: SqliteStore) -> None:
    backend = ScriptedBackend(["a", "b"])
    await Journaled(backend, opened, "one").complete(REQUEST)
    await Journaled(backend, opened, "two").complete(REQUEST)
    assert len(backend.asked) == 2


async def test_equal_requests_at_the_same_time_become_one_call(opened: SqliteStore) -> None:
    backend = ScriptedBackend(["Once."])
    journaled = Journaled(backend, opened, "job")
    replies = await asyncio.gather(*(journaled.complete(REQUEST) for _ in range(5)))
    assert {reply.text for reply in replies} == {"Once."}
    assert len(backend.asked) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, purpose="draft:s2"),
        replace(REQUEST, messages=(Message("user", "Write!"),)),
        replace(REQUEST, max_tokens=101),
        replace(REQUEST, sample=1),
        replace(REQUEST, temperature=0.1),
    ],
)
def test_whatever_decides_the_reply_decides_the_key(other: Request) -> None:
    assert request_key("m", other) != request_key("m", REQUEST)
    assert request_key("m", REQUEST) != request_key("n", REQUEST)


def test_how_long_to_wait_and_where_to_cache_decide_nothing() -> None:
    patient = replace(REQUEST, timeout_s=5.0, messages=(Message("user", "Write.", cache=True),))
    assert request_key("m", patient) == request_key("m", REQUEST)


async def test_failures_are_not_kept_as_replies(opened: SqliteStore) -> None:
    backend = ScriptedBackend([BackendError("down", retryable=True), "There."])
    journaled = Journaled(backend, opened, "job")
    with pytest.raises(BackendError):
        await journaled.complete(REQUEST)
    assert (await journaled.complete(REQUEST)).text == "There."


async def test_unusable_replies_count_as_paid_but_are_never_replayed(opened: SqliteStore) -> None:
    silent = ReplyError("nothing")
    silent.usage = Usage(calls=3, input_tokens=30)
    journaled = Journaled(ScriptedBackend([silent, "There."]), opened, "job")
    with pytest.raises(ReplyError):
        await journaled.complete(REQUEST)
    assert (await journaled.complete(REQUEST)).text == "There."
    assert sum(entry.reply.usage.calls for entry in await opened.journal("job")) >= 3


async def test_half_a_surrogate_pair_does_not_break_the_store(opened: SqliteStore) -> None:
    journaled = Journaled(ScriptedBackend(["bad \ud800 sign"]), opened, "job")
    assert (await journaled.complete(REQUEST)).text == "bad ? sign"
