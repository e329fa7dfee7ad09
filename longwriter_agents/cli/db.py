"""`longwriter db`: the database's schema."""

from __future__ import annotations

import typer

from longwriter_agents.cli.output import tell
from longwriter_agents.cli.serve import Database

app = typer.Typer(help="Look after the database.", no_args_is_help=True)


@app.callback()
def root() -> None:
    """Look after the database."""


@app.command("upgrade")
def upgrade(database: Database = None) -> None:
    """Bring the database's schema up to date. SQLite files are brought up to date by themselves."""
    import asyncio

    from longwriter_agents.store.migrations import LATEST
    from longwriter_agents.store.opening import is_postgres, target_of

    target = database or target_of(None)
    if not is_postgres(target):
        asyncio.run(_opened_and_closed(target))
        tell(f"{target} has format {LATEST}.")
        return
    from longwriter_agents.store import postgres

    before, after = postgres.upgrade(target)
    told = "had that already" if before == after else f"was {before or 'empty'} before"
    tell(f"{postgres.place_of(target)} has format {after} ({told}).")


@app.command("check")
def check(database: Database = None) -> None:
    """Exit code 0 if the database answers, has this program's schema, and can be written."""
    import asyncio

    from longwriter_agents.store.opening import target_of

    asyncio.run(_opened_and_closed(database or target_of(None)))


async def _opened_and_closed(target: str) -> None:
    from longwriter_agents.store.opening import open_store

    store = await open_store(target, wait_s=5.0)
    try:
        await store.check()
    finally:
        await store.aclose()
