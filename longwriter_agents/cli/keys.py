"""`longwriter keys`: API keys of the service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import typer

from longwriter_agents.cli import options as o
from longwriter_agents.cli.output import printable, show_json, tell
from longwriter_agents.cli.serve import Database

app = typer.Typer(help="Make, list and revoke API keys of the service.", no_args_is_help=True)
Scopes = Annotated[
    list[str] | None, typer.Option("--scope", help="read, write or admin; may be repeated. [default: read write]")
]


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Whom the key is for.")],
    scope: Scopes = None,
    database: Database = None,
    store: o.StorePath = None,
    json: o.Json = False,
) -> None:
    """Make a key and print it, this once: only its hash is kept."""
    from longwriter_agents.jobs import keys

    record, token = _with_store(
        database, store, lambda opened: keys.create(opened, name, tuple(scope or ("read", "write")))
    )
    if json:
        show_json({"id": record.id, "name": record.name, "scopes": record.scopes, "key": token})
    else:
        print(token)
        tell(f"Key {record.id} ({printable(record.name)}), scopes: {' '.join(record.scopes)}. It is not shown again.")


@app.command("list")
def list_(database: Database = None, store: o.StorePath = None, json: o.Json = False) -> None:
    """List the keys; what they are is known to nobody but their holders."""
    records = _with_store(database, store, lambda opened: opened.keys())
    rows = [
        {
            "id": record.id,
            "name": record.name,
            "scopes": record.scopes,
            "created_at": record.created_at,
            "revoked_at": record.revoked_at or None,
        }
        for record in records
    ]
    if json:
        show_json(rows)
        return
    for row in rows:
        state = f"revoked {row['revoked_at'][:16]}" if row["revoked_at"] else "active"
        print(
            f"{row['id']}  {' '.join(row['scopes']):<16}  {row['created_at'][:16]}  {state:<24}  {printable(row['name'])}"
        )


@app.command("revoke")
def revoke(
    key: Annotated[str, typer.Argument(help="The key's id, as `keys list` shows it.")],
    database: Database = None,
    store: o.StorePath = None,
) -> None:
    """Revoke a key. Running services stop taking it within seconds; its documents stay."""
    from longwriter_agents.errors import InputError

    if not _with_store(database, store, lambda opened: opened.revoke_key(key)):
        raise InputError(f"There is no active key {key!r}.", hint="`longwriter keys list` shows them.")
    tell(f"Key {key} is revoked.")


def _with_store(database: str | None, path: Any, act: Callable[[Any], Awaitable[Any]]) -> Any:
    import asyncio

    from longwriter_agents.store.opening import open_store, target_of

    async def opened() -> Any:
        store = await open_store(database or target_of(path), wait_s=10.0)
        try:
            return await act(store)
        finally:
            await store.aclose()

    return asyncio.run(opened())
