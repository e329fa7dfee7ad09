"""Transactions of SQLite, and several changes in one of them.

To begin and to commit costs more than most changes do, and with many documents at once dozens come in the same moment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from longwriter_agents.store.errands import Work, one_by_one


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is done within it or nothing of it; whatever happens, none is open afterwards. One that is begun within another
    is a part of that: what it raises is to end both."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk may have rolled it back already
            connection.execute("ROLLBACK")
        raise


@dataclass(frozen=True)
class Change:
    """What changes the database, all of it or nothing. It bears repetition."""

    connection: sqlite3.Connection
    work: Callable[[], Any]

    def __call__(self) -> Any:
        with transaction(self.connection):
            return self.work()


def changes_together(works: Sequence[Work]) -> list[Any]:
    """Each work's result, or what it raised, in order; changes that stand side by side are one transaction."""
    outcomes: list[Any] = []
    for changing, group in groupby(works, key=lambda work: isinstance(work, Change)):
        some = list(group)
        outcomes += _together(some) if changing and len(some) > 1 else one_by_one(some)
    return outcomes


def _together(changes: Sequence[Any]) -> list[Any]:
    """All in one transaction. If one of them fails, nothing of it stands, and each is made by itself."""
    try:
        with transaction(changes[0].connection):
            return [change() for change in changes]
    except BaseException:  # each of them is told what it raised itself, and nobody waits for ever
        return one_by_one(changes)
