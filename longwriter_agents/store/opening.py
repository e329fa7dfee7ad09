"""From a setting to an open store: one setting, LONGWRITER_DATABASE_URL, chooses the database."""

from __future__ import annotations

from pathlib import Path

from longwriter_agents.errors import InputError
from longwriter_agents.settings import Settings
from longwriter_agents.store.base import Store

_POSTGRES = ("postgresql://", "postgres://")


def target_of(store: str | Path | None, settings: Settings | None = None) -> str:
    """What to open: the store that was named, else LONGWRITER_DATABASE_URL, else the default file."""
    known = settings or Settings.from_env()
    return str(store or known.database_url or known.store)


def is_postgres(target: str) -> bool:
    return target.startswith(_POSTGRES)


def file_of(target: str) -> Path:
    """The file of a SQLite target, given as a path or as sqlite:///path."""
    bare = target.removeprefix("sqlite:///")
    if "://" in bare:
        raise InputError(
            "LONGWRITER_DATABASE_URL is not understood.", hint="Use postgresql://user@host/database or sqlite:///path."
        )
    return Path(bare)


async def open_store(target: str, *, wait_s: float = 60.0) -> Store:
    """The store at a path or an address. `StoreError` when it can't be opened."""
    if is_postgres(target):
        from longwriter_agents.store.postgres import PostgresStore

        return await PostgresStore.open(target, wait_s=wait_s)
    from longwriter_agents.store.sqlite import SqliteStore

    return SqliteStore.open(file_of(target))
