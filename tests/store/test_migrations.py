"""A store is brought up to date step by step, and one of a later format is left alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from postgresql import Server

from longwriter_agents.errors import StoreError
from longwriter_agents.store.migrations import LATEST, MIGRATIONS, of_new_store
from longwriter_agents.store.postgres import PostgresStore, upgrade
from longwriter_agents.store.sqlite import SqliteStore


def of_format_1(path: Path) -> None:
    """A store as the first version of this program left it."""
    connection = sqlite3.connect(path)
    for statement in MIGRATIONS[0].statements("sqlite"):
        connection.execute(statement)
    for job, status in (("done", "complete"), ("half", "interrupted"), ("fallen", "running"), ("bad", "failed")):
        connection.execute(
            "INSERT INTO jobs VALUES (?, ?, 'longform', '1', 'Write.', '{}', '2026-01-01', '2026-01-01', 1, 2.5, '')",
            (job, status),
        )
    connection.execute("INSERT INTO events VALUES ('done', 1, '{}')")
    connection.execute("PRAGMA user_version=1")
    connection.commit()
    connection.close()


async def test_an_old_file_is_brought_up_to_date_when_it_is_opened(tmp_path: Path) -> None:
    of_format_1(tmp_path / "old.db")
    store = SqliteStore.open(tmp_path / "old.db")
    states = {job.id: (job.status, job.outcome) for job in await store.jobs()}
    assert states == {
        "done": ("succeeded", "complete"),
        "half": ("queued", ""),
        "fallen": ("queued", ""),
        "bad": ("failed", "failed"),
    }
    assert await store.append_event("done", {}) == 2, "numbers go on after the old ones"
    await store.aclose()


def test_a_file_of_a_later_format_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "new.db")
    connection.execute("PRAGMA user_version=99")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="format 99"):
        SqliteStore.open(tmp_path / "new.db")


def layout_of(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every table's columns and indices, as SQLite tells them."""
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    asked = ("table_xinfo", "index_list")
    found = {
        f"{each} {name}": connection.execute(f"PRAGMA {each}({name})").fetchall() for name in names for each in asked
    }
    indices = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")]
    return found | {name: connection.execute(f"PRAGMA index_xinfo({name})").fetchall() for name in indices}


def test_a_new_store_has_the_layout_of_one_that_was_brought_up_to_date() -> None:
    new, old = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    for statement in of_new_store(MIGRATIONS, "sqlite"):
        new.execute(statement)
    for statement in (each for step in MIGRATIONS for each in step.statements("sqlite")):
        old.execute(statement)
    assert layout_of(new) == layout_of(old)
    assert len(layout_of(new)["table_xinfo jobs"]) == 23
    assert not any("ALTER TABLE" in statement for statement in of_new_store(MIGRATIONS, "sqlite"))


@pytest.mark.slow
async def test_a_postgresql_database_wants_its_upgrade_and_bears_it_twice(postgres: Server) -> None:
    import asyncio

    url = postgres.create()
    with pytest.raises(StoreError, match="longwriter db upgrade"):
        await PostgresStore.open(url)
    assert await asyncio.to_thread(upgrade, url) == (0, LATEST)
    assert await asyncio.to_thread(upgrade, url) == (LATEST, LATEST)
    store = await PostgresStore.open(url)
    await store.check()
    await store.aclose()


@pytest.mark.slow
async def test_a_database_that_is_not_there_is_told_without_its_password(postgres: Server) -> None:
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:1/x") as caught:
        await PostgresStore.open("postgresql://writer:hunter2@127.0.0.1:1/x", wait_s=0.2)
    assert "hunter2" not in str(caught.value)
