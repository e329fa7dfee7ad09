"""Changes that are asked for in the same moment are one transaction; one that fails leaves the others whole."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.errors import StoreError
from longwriter_agents.model import Draft
from longwriter_agents.store.database import Connection
from longwriter_agents.store.sqlite import SqliteStore
from longwriter_agents.store.transactions import Change, changes_together


def counted(number: int) -> Callable[[Connection], int]:
    def work(db: Connection) -> int:
        db.run("INSERT INTO counters (name, value) VALUES (?, ?)", f"c{number}", number)
        return number

    return work


def traced(store: SqliteStore) -> list[str]:
    """The statements that begin and end transactions, as they come."""
    seen: list[str] = []

    def note(statement: str) -> None:
        if statement.split()[0] in ("BEGIN", "COMMIT", "ROLLBACK"):
            seen.append(statement.split()[0])

    store._sqlite.connection.set_trace_callback(note)
    return seen


async def counters(store: SqliteStore) -> dict[str, float]:
    return dict((await store.tally()).counters)


async def test_changes_of_one_moment_are_one_transaction_each_with_its_answer(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "store.db")
    seen = traced(store)
    assert await asyncio.gather(*(store.db.write(counted(n)) for n in range(20))) == list(range(20))
    assert seen == ["BEGIN", "COMMIT"]
    assert await counters(store) == {f"c{n}": n for n in range(20)}
    await store.aclose()


async def test_one_that_fails_fails_alone_and_the_others_stand(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "store.db")
    seen = traced(store)
    works = [counted(1), counted(2), counted(1), counted(3)]
    found = await asyncio.gather(*map(store.db.write, works), return_exceptions=True)
    assert [found[0], found[1], found[3]] == [1, 2, 3]
    assert isinstance(found[2], StoreError)
    assert await counters(store) == {"c1": 1, "c2": 2, "c3": 3}
    assert seen == ["BEGIN", "ROLLBACK", *["BEGIN", "COMMIT"] * 2, "BEGIN", "ROLLBACK", "BEGIN", "COMMIT"]
    await store.aclose()


async def test_a_store_that_is_full_keeps_nothing_of_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LONGWRITER_STORE_MAX_MB", "1")
    store = SqliteStore.open(tmp_path / "store.db")
    drafts = [Draft(section_id=f"s{n}", attempt=1, text="x" * 100_000, words=1) for n in range(30)]

    async def kept(some: Sequence[Draft]) -> None:
        await store.save_work("j", some, {})

    found = await asyncio.gather(*(kept(drafts[n : n + 2]) for n in range(0, 30, 2)), return_exceptions=True)
    assert isinstance(found[-1], StoreError)
    for number, outcome in enumerate(found):
        for draft in drafts[2 * number : 2 * number + 2]:
            if outcome is None:
                assert await store.draft("j", draft.section_id, 1) == draft
            else:
                with pytest.raises(StoreError, match="not in the store"):
                    await store.draft("j", draft.section_id, 1)
    await store.aclose()


def test_what_only_reads_is_no_part_of_a_transaction() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE t (n)")
    inside: list[Any] = []

    def change(number: int) -> Change:
        return Change(connection, lambda: connection.execute("INSERT INTO t VALUES (?)", (number,)).rowcount)

    def read() -> int:
        inside.append(connection.in_transaction)
        return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])

    assert changes_together([change(1), change(2), read, change(3), read]) == [1, 1, 2, 1, 3]
    assert inside == [False, False]


def test_whatever_one_raises_each_gets_its_own_answer() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE t (n)")

    def ended() -> None:
        raise SystemExit(3)

    def added() -> int:
        return connection.execute("INSERT INTO t VALUES (1)").rowcount

    outcomes = changes_together([Change(connection, work) for work in (added, ended, added)])
    assert (outcomes[0], outcomes[2]) == (1, 1)
    assert isinstance(outcomes[1], SystemExit)
    assert connection.execute("SELECT count(*) FROM t").fetchone() == (2,)
