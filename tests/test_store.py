"""The SQLite store keeps the store's contract."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from longwriter_agents.backends.base import Reply
from longwriter_agents.errors import JobNotFound, StoreError
from longwriter_agents.model import Draft, Usage
from longwriter_agents.store.base import JobRecord, JournalEntry, Store
from longwriter_agents.store.sqlite import SqliteStore


def job(name: str = "one", created: str = "2026-01-01T00:00:00+00:00") -> JobRecord:
    return JobRecord(name, "queued", "longform", "1", "Write «ü» 写。", {"words": 5}, created, created)


@pytest.fixture
async def database(store: Path) -> AsyncIterator[Store]:
    opened: Store = SqliteStore.open(store)
    yield opened
    await opened.aclose()


async def test_jobs_come_back_as_they_were(database: Store) -> None:
    await database.create_job(job())
    assert await database.job("one") == job()


async def test_the_newest_job_comes_first(database: Store) -> None:
    for name, day in (("a", 1), ("c", 3), ("b", 2)):
        await database.create_job(job(name, f"2026-01-0{day}T00:00:00+00:00"))
    assert [record.id for record in await database.jobs()] == ["c", "b", "a"]
    assert len(await database.jobs(limit=2)) == 2


async def test_updates_touch_only_what_they_name(database: Store) -> None:
    await database.create_job(job())
    await database.update_job("one", status="running", add_seconds=1.5)
    await database.update_job("one", message="half-way", runs=2, add_seconds=1.0)
    record = await database.job("one")
    assert (record.status, record.message, record.runs, record.seconds) == ("running", "half-way", 2, 2.5)


async def test_a_job_that_is_not_there(database: Store) -> None:
    with pytest.raises(JobNotFound):
        await database.job("none")
    with pytest.raises(JobNotFound):
        await database.update_job("none", status="failed")


async def test_drafts_are_idempotent(database: Store) -> None:
    draft = Draft(section_id="s1", attempt=2, text="“Œuvre” 写\n\n", words=2)
    await database.save_draft("one", draft)
    await database.save_draft("one", draft)
    assert await database.draft("one", "s1", 2) == draft
    with pytest.raises(StoreError, match="s1"):
        await database.draft("one", "s1", 3)
    with pytest.raises(StoreError):
        await database.draft("two", "s1", 2)


async def test_artifacts_are_replaced(database: Store) -> None:
    assert await database.artifact("one", "brief") is None
    await database.save_artifact("one", "brief", {"a": [1, None, "ü"]})
    await database.save_artifact("one", "brief", {"b": 2})
    assert await database.artifact("one", "brief") == {"b": 2}


async def test_the_first_reply_of_a_key_stays(database: Store) -> None:
    used = Usage(calls=1, input_tokens=5, cost_usd=0.1)
    first = JournalEntry("k1", "draft:s1", Reply("once", "length", used, "m"))
    await database.record_reply("one", first)
    await database.record_reply("one", JournalEntry("k1", "draft:s1", Reply("twice")))
    await database.record_reply("one", JournalEntry("k2", "plan", Reply("more")))
    assert await database.recorded_reply("one", "k1") == first
    assert await database.recorded_reply("two", "k1") is None
    assert [entry.key for entry in await database.journal("one")] == ["k1", "k2"]


async def test_events_are_numbered_without_gaps_even_side_by_side(database: Store) -> None:
    numbers = await asyncio.gather(*(database.append_event("one", {"n": n}) for n in range(20)))
    assert sorted(numbers) == list(range(1, 21))
    assert await database.append_event("two", {}) == 1
    assert [number for number, _ in await database.events("one", after=17)] == [18, 19, 20]


async def test_a_model_s_habit_is_kept(database: Store) -> None:
    assert await database.model_ratio("m") is None
    await database.save_model_ratio("m", 0.7, 12)
    assert await database.model_ratio("m") == (0.7, 12)


async def test_deleting_a_job_leaves_nothing_of_it(database: Store) -> None:
    for name in ("one", "two"):
        await database.create_job(job(name))
        await database.save_draft(name, Draft(section_id="s1", attempt=1, text="x", words=1))
        await database.save_artifact(name, "brief", 1)
        await database.record_reply(name, JournalEntry("k", "plan", Reply("x")))
        await database.append_event(name, {})
    await database.delete_job("one")
    assert [record.id for record in await database.jobs()] == ["two"]
    assert await database.artifact("one", "brief") is None
    assert await database.journal("one") == []
    assert await database.events("one") == []
    assert await database.artifact("two", "brief") == 1


async def test_two_stores_on_one_file_see_each_other(store: Path) -> None:
    first, second = SqliteStore.open(store), SqliteStore.open(store)
    await first.create_job(job())
    assert (await second.job("one")).id == "one"
    await asyncio.gather(*(s.append_event("one", {}) for s in (first, second) for _ in range(10)))
    assert len(await first.events("one")) == 20
    await first.aclose()
    await second.aclose()


def test_a_store_of_a_later_format_is_left_alone(store: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(store)
    connection.execute("PRAGMA user_version=99")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="format 99"):
        SqliteStore.open(store)
