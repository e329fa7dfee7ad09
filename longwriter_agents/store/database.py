"""The one seam to a database: pieces of work are plain functions of a `Connection`, run as one transaction each.

The SQL is written once, with `?` marks, in what SQLite and PostgreSQL have in common.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Connection(Protocol):
    """An open transaction."""

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a statement and give all that it returns."""
        ...

    def run(self, sql: str, *values: Any) -> int:
        """Run a statement; the number of rows that it touched."""
        ...

    def now(self) -> float:
        """Seconds on the clock that all processes on this database share."""
        ...

    def lock(self, name: str) -> None:
        """Let nobody else pass here with this name until the transaction ends."""
        ...


class Database(Protocol):
    """Runs pieces of work; a failure of the database is a `StoreError`, whatever the work itself raises comes through."""

    @property
    def place(self) -> str:
        """Where it is, for messages; without any password."""
        ...

    async def read(self, work: Callable[[Connection], T]) -> T: ...

    async def write(self, work: Callable[[Connection], T]) -> T:
        """All of the work or nothing of it. It may be run again after a lost connection, so it must bear repetition."""
        ...

    async def aclose(self) -> None: ...
