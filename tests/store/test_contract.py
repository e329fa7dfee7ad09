"""The store keeps its contract on every database: texts, journal, events, jobs and their life, keys, rates."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from longwriter_agents.backends.base import Reply
from longwriter_agents.errors import Conflict, JobNotFound, LeaseLost, StoreError, TooManyJobs, VersionNotFound
from longwriter_agents.model import Draft, Usage
from longwriter_agents.store.base import Store
from longwriter_agents.store.database import Connection
from longwriter_agents.store.opening import open_store
from longwriter_agents.store.records import (
    Admission,
    Exchange,
    JobRecord,
    JobStatus,
    JournalEntry,
    KeyRecord,
    Page,
    Settlement,
    Version,
)
from longwriter_agents.store.sql import SqlStore


def job(name: str = "one", created: str = "2026-01-01T00:00:00+00:00", **more: Any) -> JobRecord:
    return JobRecord(name, "queued", "longform", "1", "Write «ü» 写。", {"words": 5}, created, created, **more)


def service_job(name: str, day: int = 1, **more: Any) -> JobRecord:
    return job(name, f"2026-01-{day:02d}T00:00:00+00:00", lane="service", **more)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = await open_store(database)
    yield opened
    await opened.aclose()


async def test_jobs_come_back_as_they_were(store: Store) -> None:
    kept = job(owner="k1", lane="service", priority=3, approval="wanted", webhook="https://a.example/x", tag="t")
    await store.create_job(kept)
    assert await store.job("one") == kept
    assert await store.tagged("t") == kept
    with pytest.raises(JobNotFound):
        await store.job("none")


async def test_pages_go_on_where_the_last_one_ended(store: Store) -> None:
    for name, day in (("a", 1), ("c", 3), ("b", 2), ("d", 3)):
        await store.create_job(service_job(name, day, owner="x" if name != "b" else "y"))
    assert [record.id for record in await store.jobs()] == ["d", "c", "b", "a"]
    first = await store.page(Page(owner="x", limit=2))
    assert [record.id for record in first] == ["d", "c"]
    after = await store.page(Page(owner="x", before=(first[-1].created_at, first[-1].id), limit=2))
    assert [record.id for record in after] == ["a"]
    assert await store.page(Page(statuses=("failed",))) == []


async def test_one_artifact_of_many_jobs_is_read_at_once(store: Store) -> None:
    for name in ("one", "two", "three"):
        await store.create_job(job(name))
    await store.save_work("one", [], {"summary": {"words": 1}, "brief": 2})
    await store.save_artifact("three", "summary", None)
    assert await store.artifact_of_each(["one", "two", "three"], "summary") == {"one": {"words": 1}, "three": None}
    assert await store.artifact_of_each([], "summary") == {}


async def test_who_lost_a_job_keeps_nothing_more_in_it(store: Store) -> None:
    """Texts, results and versions, as with events: what the one that goes on has made stays."""
    await store.create_job(job())
    first, second = (Draft(section_id="s1", attempt=1, text=text, words=1) for text in ("first", "second"))
    await store.claim("one", holder="a", lease_s=9, among=("queued",))
    await store.save_work("one", [first], {"brief": 1}, holder="a")
    assert await store.claim("one", holder="b", lease_s=9, among=("running",)) is None, "nobody is to lose it"
    assert await store.claim("one", holder="b", lease_s=9, among=("running",), taking_from="a")
    await store.save_work("one", [second], {"brief": 2}, holder="b")
    version = Version(1, "now", {"why": "x"}, {"text": "first"})
    with pytest.raises(LeaseLost, match="taken over"):
        await store.save_work("one", [first], {"brief": 1}, holder="a")
    with pytest.raises(LeaseLost, match="taken over"):
        await store.save_version("one", version, most=9, holder="a")
    assert ((await store.draft("one", "s1", 1)).text, await store.artifact("one", "brief")) == ("second", 2)
    assert await store.versions("one") == []


async def test_a_settlement_puts_things_in_place_in_the_same_breath(store: Store) -> None:
    await store.create_job(job())
    await store.save_artifact("one", "revision", {"n": 1})
    await store.claim("one", holder="a", lease_s=9, among=("queued",))
    done = Settlement("succeeded", "complete", artifacts={"revision": None})
    assert await store.settle("one", "b", done) is None
    assert await store.artifact("one", "revision") == {"n": 1}
    assert await store.settle("one", "a", done) is not None
    assert await store.artifact("one", "revision") is None


async def test_updates_touch_only_what_they_name(store: Store) -> None:
    await store.create_job(job())
    await store.update_job("one", message="half-way")
    await store.update_job("one", options={"words": 6})
    record = await store.job("one")
    assert (record.message, record.options, record.request) == ("half-way", {"words": 6}, "Write «ü» 写。")
    with pytest.raises(JobNotFound):
        await store.update_job("none", message="x")


async def test_drafts_are_idempotent(store: Store) -> None:
    draft = Draft(section_id="s1", attempt=2, text="“Œuvre” 写\n\n", words=2)
    await store.save_work("one", [draft], {})
    await store.save_work("one", [draft], {})
    assert await store.draft("one", "s1", 2) == draft
    with pytest.raises(StoreError, match="s1"):
        await store.draft("one", "s1", 3)


async def test_artifacts_are_replaced(store: Store) -> None:
    assert await store.artifact("one", "brief") is None
    await store.save_artifact("one", "brief", {"a": [1, None, "ü"]})
    await store.save_artifact("one", "brief", {"b": 2})
    assert await store.artifact("one", "brief") == {"b": 2}


async def test_versions_are_kept_so_many_and_changed_with_the_status_or_not_at_all(store: Store) -> None:
    await store.create_job(service_job("a"))
    for number in (1, 2, 3, 3):
        await store.save_version("a", Version(number, f"at {number}", {"why": "x"}, {"text": f"v{number} «ü»"}), most=2)
    assert [(v.number, v.kept) for v in await store.versions("a")] == [(2, {}), (3, {})], "lists hold no texts"
    assert (await store.version("a", 3)).kept == {"text": "v3 «ü»"}
    with pytest.raises(VersionNotFound, match="Version 1"):
        await store.version("a", 1)
    exchange = Exchange({"text": "new"}, Version(4, "now", {}, {"text": "v4"}), 9, outcome="complete", message="well")
    with pytest.raises(Conflict):
        await store.move("a", "succeeded", among=("failed",), exchange=exchange)
    assert (await store.artifact("a", "text"), len(await store.versions("a"))) == (None, 2)
    moved = await store.move("a", "succeeded", among=("queued",), exchange=exchange)
    assert (moved.outcome, moved.message) == ("complete", "well")
    assert await store.artifacts("a") == {"text": "new"}
    assert [v.number for v in await store.versions("a")] == [2, 3, 4]
    await store.delete_job("a")
    assert await store.versions("a") == []


async def test_the_first_reply_of_a_key_stays(store: Store) -> None:
    used = Usage(calls=1, input_tokens=5, cost_usd=0.1)
    first = JournalEntry("k1", "draft:s1", Reply("once\x00", "length", used, "m"))
    assert await store.record_reply("one", first)
    assert await store.record_reply("one", first), "the same one, whose writer did not hear that it is kept"
    assert not await store.record_reply("one", JournalEntry("k1", "draft:s1", Reply("twice")))
    assert await store.record_reply("one", JournalEntry("k2", "plan", Reply("more")))
    assert await store.recorded_reply("one", "k1") == first
    assert await store.recorded_reply("two", "k1") is None
    assert [entry.key for entry in await store.journal("one")] == ["k1", "k2"]


async def test_events_are_numbered_without_gaps_even_side_by_side(store: Store) -> None:
    await store.create_job(job())
    numbers = await asyncio.gather(*(store.append_event("one", {"n": n}) for n in range(20)))
    assert sorted(numbers) == list(range(1, 21))
    assert await store.append_events("one", [{"n": 20}, {"n": 21}], counts={"words": 5}) == 22
    assert [number for number, _ in await store.events("one", after=17, limit=4)] == [18, 19, 20, 21]
    assert await store.watermarks(["one", "none"]) == {"one": (22, "queued")}
    assert (await store.tally()).counters == {"words": 5}
    with pytest.raises(JobNotFound):
        await store.append_event("none", {})


async def test_who_lost_a_job_logs_nothing_more_of_it(store: Store) -> None:
    await store.create_job(service_job("one"))
    await store.claim_next(holder="first", lease_s=60)
    assert await store.append_events("one", [{"n": 1}], counts={"words": 5}, holder="first")
    await store.drop_holder("first")
    assert await store.release_expired(most_runs=9) == ["one"]
    await store.claim_next(holder="second", lease_s=60)
    with pytest.raises(LeaseLost, match="taken over the job one"):
        await store.append_events("one", [{"n": 2}], counts={"words": 7}, holder="first")
    await store.append_events("one", [{"n": 3}], holder="second")
    assert [event["n"] for _, event in await store.events("one") if "n" in event] == [1, 3]
    assert (await store.tally()).counters["words"] == 5


async def test_a_model_s_habit_is_kept(store: Store) -> None:
    assert await store.model_ratio("m") is None
    await store.save_model_ratio("m", 0.7, 12)
    await store.save_model_ratio("m", 0.8, 13)
    assert await store.model_ratio("m") == (0.8, 13)


async def test_deleting_a_job_leaves_nothing_of_it(store: Store) -> None:
    for name in ("one", "two"):
        await store.create_job(job(name))
        await store.save_work(name, [Draft(section_id="s1", attempt=1, text="x", words=1)], {})
        await store.save_artifact(name, "brief", 1)
        await store.record_reply(name, JournalEntry("k", "plan", Reply("x")))
        await store.append_event(name, {})
    await store.delete_job("one")
    assert [record.id for record in await store.jobs()] == ["two"]
    assert await store.artifact("one", "brief") is None
    assert (await store.journal("one"), await store.events("one")) == ([], [])
    assert await store.artifact("two", "brief") == 1


async def test_the_same_request_is_taken_in_once(store: Store) -> None:
    terms = Admission(key="k", fingerprint="f")
    first, new = await store.admit_job(service_job("a"), terms)
    again, repeated = await store.admit_job(service_job("b"), terms)
    assert (first.id, new, again.id, repeated) == ("a", True, "a", False)
    with pytest.raises(Conflict, match="Idempotency-Key"):
        await store.admit_job(service_job("c"), replace(terms, fingerprint="g"))
    other, new = await store.admit_job(service_job("d", owner="someone else"), terms)
    assert (other.id, new) == ("d", True), "keys are each owner's own"
    _, new = await store.admit_job(service_job("e"), replace(terms, key_hours=0))
    assert new, "a key is forgotten after its time"


async def test_an_owner_has_only_so_many_unfinished_jobs(store: Store) -> None:
    terms = Admission(most_active=2)
    for name in ("a", "b"):
        await store.admit_job(service_job(name), terms)
    with pytest.raises(TooManyJobs, match="2 are allowed"):
        await store.admit_job(service_job("c"), terms)
    await store.request_cancel("a")
    await store.admit_job(service_job("d"), terms)


async def test_each_queued_job_is_claimed_once_and_the_urgent_one_first(store: Store) -> None:
    for name, day, priority in (("old", 1, 0), ("new", 3, 0), ("urgent", 4, 5)):
        await store.create_job(service_job(name, day, priority=priority))
    await store.create_job(job("mine", "2026-01-01T00:00:00+00:00"))
    claims = await asyncio.gather(*(store.claim_next(holder=f"h{n}", lease_s=9) for n in range(5)))
    claimed = [record.id for record in claims if record]
    assert sorted(claimed) == ["new", "old", "urgent"], "direct jobs are nobody else's"
    assert (await store.job("urgent")).runs == 1
    assert [record.id for record in await store.queued()] == []


async def test_a_run_ends_for_its_holder_only(store: Store) -> None:
    await store.create_job(service_job("a"))
    assert await store.claim("a", holder="h", lease_s=9, among=("queued",))
    assert await store.claim("a", holder="i", lease_s=9, among=("queued",)) is None
    done = Settlement("succeeded", "complete", "well", 1.5)
    assert await store.settle("a", "i", done) is None
    ended = await store.settle("a", "h", done)
    assert ended is not None
    assert (ended.status, ended.outcome, ended.seconds, ended.holder) == ("succeeded", "complete", 1.5, "")
    assert [event["status"] for _, event in await store.events("a")] == ["running", "succeeded"]


async def test_the_jobs_of_a_silent_holder_are_queued_again_and_not_for_ever(store: Store) -> None:
    for name in ("dead", "alive", "hopeless"):
        await store.create_job(service_job(name, runs=99 if name == "hopeless" else 0))
        await store.claim(name, holder=name, lease_s=60 if name == "alive" else -1, among=("queued",))
    assert await store.release_expired(most_runs=100) == ["dead"]
    assert (await store.job("alive")).status == "running"
    assert (await store.job("hopeless")).status == "failed"
    await store.drop_holder("alive")
    assert await store.release_expired(most_runs=100) == ["alive"]


async def test_cancelling_at_once_or_by_asking_the_holder(store: Store) -> None:
    for name in ("waits", "runs", "done"):
        await store.create_job(service_job(name))
    assert (await store.request_cancel("waits")).status == "cancelled"
    assert (await store.request_cancel("waits")).status == "cancelled", "twice is as good as once"
    await store.claim("runs", holder="h", lease_s=9, among=("queued",))
    assert await store.cancels(holder="h") == []
    await store.request_cancel("runs")
    assert await store.cancels(holder="h") == ["runs"]
    assert await store.cancels(holder="i") == [], "each holder hears of its own"
    assert await store.renew(holder="h", lease_s=9) == {"runs": True}
    await store.claim("done", holder="i", lease_s=9, among=("queued",))
    await store.settle("done", "i", Settlement("succeeded", "complete"))
    with pytest.raises(Conflict, match="succeeded"):
        await store.request_cancel("done")
    back = await store.settle("runs", "h", Settlement("queued"))
    assert back is not None
    assert back.status == "cancelled", "put down unheard, it is still not to be gone on with"
    assert (await store.move("waits", "queued", among=("cancelled",))).status == "queued"
    with pytest.raises(Conflict):
        await store.move("waits", "queued", among=("failed",))


async def begun_meanwhile(store: Store, database: str, act: Callable[[], Awaitable[Any]]) -> Any:
    """What `act` gives or raises while another process is just beginning the job `a`: it has the row and lets go of it late."""
    has_it, go = threading.Event(), threading.Event()

    def work(db: Connection) -> None:
        db.run("UPDATE jobs SET status = 'running', holder = 'h', updated_at = 'now' WHERE id = 'a'")
        has_it.set()
        assert go.wait(30)

    other = await open_store(database)
    assert isinstance(other, SqlStore)
    try:
        beginning = asyncio.ensure_future(other.db.write(work))
        assert await asyncio.to_thread(has_it.wait, 30)
        acting = asyncio.ensure_future(act())
        await asyncio.sleep(0.3)  # it has asked the database, and waits there
        assert not acting.done()
        go.set()
        await beginning
        return (await asyncio.gather(acting, return_exceptions=True))[0]
    finally:
        go.set()
        await other.aclose()


async def test_a_job_that_is_begun_while_it_is_cancelled_hears_of_it(store: Store, database: str) -> None:
    await store.create_job(service_job("a"))
    told = await begun_meanwhile(store, database, lambda: store.request_cancel("a"))
    assert (told.status, told.cancel_requested) == ("running", True)
    assert await store.cancels(holder="h") == ["a"]


@pytest.mark.parametrize("status", ["queued", "cancelled"])
async def test_a_job_that_is_begun_while_it_is_deleted_stays(store: Store, database: str, status: JobStatus) -> None:
    await store.create_job(replace(service_job("a"), status=status))
    await store.save_artifact("a", "brief", 1)
    refused = await begun_meanwhile(store, database, lambda: store.delete_job("a"))
    assert isinstance(refused, Conflict)
    assert (await store.job("a")).status == "running"
    assert await store.artifact("a", "brief") == 1


async def test_an_old_job_that_is_taken_up_again_while_old_ones_are_deleted_stays(store: Store, database: str) -> None:
    await store.create_job(replace(service_job("a"), status="succeeded"))
    await store.save_artifact("a", "brief", 1)
    assert await begun_meanwhile(store, database, lambda: store.purge(finished_before="2027")) == 0
    assert await store.artifact("a", "brief") == 1


async def test_a_change_that_was_made_from_what_stands_no_more_is_refused(store: Store) -> None:
    await store.create_job(service_job("a"))
    seen = (await store.job("a")).updated_at
    await store.move("a", "succeeded", among=("queued",), exchange=Exchange(seen=seen))
    with pytest.raises(Conflict, match="somebody else"):
        await store.move("a", "queued", among=("succeeded",), exchange=Exchange({"text": "new"}, seen=seen))
    assert await store.artifact("a", "text") is None


async def test_webhooks_to_hosts_that_are_being_called_are_passed_over(store: Store) -> None:
    for name, url in (("a", "https://A.example/x"), ("b", "https://b.example/x"), ("c", "http://a.example/x")):
        await store.create_job(service_job(name, webhook=url))
        await store.request_cancel(name)
    called = ("https://a.example", "https://b.example")
    left = await store.next_delivery(lease_s=9, past=called)
    assert left is not None
    assert left.job == "c", "another door of the host"
    assert await store.next_delivery(lease_s=9, past=called) is None
    assert await store.next_delivery(lease_s=9) is not None


async def test_a_webhook_is_due_when_its_job_ends_and_is_taken_by_one(store: Store) -> None:
    await store.create_job(service_job("a", webhook="https://a.example/hook"))
    assert await store.next_delivery(lease_s=9) is None
    await store.request_cancel("a")
    taken = await asyncio.gather(*(store.next_delivery(lease_s=9) for _ in range(3)))
    deliveries = [delivery for delivery in taken if delivery]
    assert [(d.job, d.attempt) for d in deliveries] == [("a", 0)]
    assert '"event":"document.cancelled"' in deliveries[0].body
    await store.settle_delivery(deliveries[0], again_in_s=0.0)
    again = await store.next_delivery(lease_s=9)
    assert again is not None
    assert again.attempt == 1
    await store.settle_delivery(again, again_in_s=None)
    assert await store.next_delivery(lease_s=9) is None


async def test_finished_jobs_are_deleted_after_their_time(store: Store) -> None:
    for name in ("a", "b"):
        await store.create_job(service_job(name))
    await store.request_cancel("a")
    assert await store.purge(finished_before="2026-01-01T00:00:00") == 0
    assert await store.purge(finished_before="2999-01-01T00:00:00") == 1
    assert [record.id for record in await store.jobs()] == ["b"]


async def test_keys_are_kept_and_revoked(store: Store) -> None:
    key = KeyRecord("id1", "ci", "hash", ("read", "write"), "2026-01-01")
    await store.create_key(key)
    assert await store.key("id1") == key
    assert await store.revoke_key("id1")
    assert not await store.revoke_key("id1")
    assert [bool(each.revoked_at) for each in await store.keys()] == [True]


async def test_a_rate_is_shared_by_all_who_take_from_it(store: Store, database: str) -> None:
    other = await open_store(database)
    try:
        waits = [await each.take("rpm:m", 1, per_minute=60) for each in (store, other) * 6]
    finally:
        await other.aclose()
    assert waits[:5] == [0.0] * 5, "five seconds' worth at once"
    assert all(0 < wait <= 60 / 56 for wait in waits[5:]), (
        "a minute's gain and what was held at first are a minute's amount"
    )
    await store.put_back("rpm:m", 5)
    assert await store.take("rpm:m", 1, per_minute=60) == 0.0


async def test_two_stores_on_one_database_see_each_other(store: Store, database: str) -> None:
    other = await open_store(database)
    await store.create_job(job())
    assert (await other.job("one")).id == "one"
    await asyncio.gather(*(each.append_event("one", {}) for each in (store, other) for _ in range(10)))
    assert len(await store.events("one")) == 20
    await other.aclose()
    await store.check()
