"""`longwriter jobs`"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from longwriter_agents.cli import options as o
from longwriter_agents.cli.output import printable, show_json, tell


def jobs(
    limit: Annotated[int, typer.Option("--limit", help="The newest so many.", min=1, max=10_000)] = 20,
    store: o.StorePath = None,
    json: o.Json = False,
) -> None:
    """List the jobs of a store, the newest first."""
    import asyncio

    rows = asyncio.run(_rows(store, limit))
    if json:
        show_json(rows)
        return
    if not rows:
        tell("No jobs yet.")
    for row in rows:
        words = f"{row['words']:,} of {row['target_words']:,}" if row["words"] is not None else ""
        request = printable(row["request"], limit=60)
        print(f"{row['id']}  {row['status']:<22} {words:>16}  {row['created_at'][:16]}  {request}")


async def _rows(path: Any, limit: int) -> list[dict[str, Any]]:
    from longwriter_agents.store.opening import file_of, is_postgres, open_store, target_of

    target = target_of(path)
    if not is_postgres(target) and not file_of(target).exists():
        return []
    store = await open_store(target)
    try:
        return [await _row(store, record) for record in await store.jobs(limit=limit)]
    finally:
        await store.aclose()


async def _row(store: Any, record: Any) -> dict[str, Any]:
    from longwriter_agents.jobs.lifecycle import told

    kept = await store.artifact(record.id, "manuscript")
    ledger = kept["words"] if kept else {"written": None, "target": None}
    return {
        "id": record.id,
        "status": told(record),
        "state": record.status,
        "graph": record.graph,
        "model": record.options.get("drafter", ""),
        "words": ledger["written"],
        "target_words": ledger["target"],
        "created_at": record.created_at,
        "updated_at": record.updated_at,
        "runs": record.runs,
        "seconds": round(record.seconds, 3),
        "message": record.message,
        "request": record.request,
    }
