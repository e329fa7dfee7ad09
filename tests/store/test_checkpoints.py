"""LangGraph's checkpoints beside the texts: whatever ends a run, the store can be written to."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from longwriter_agents.store.sqlite import SqliteStore

INSERT = "INSERT INTO checkpoints (thread_id, checkpoint_ns, checkpoint_id) VALUES ('t', '', 'c')"


async def test_a_save_under_way_ends_before_its_connection_does(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "store.db")
    begun = asyncio.Event()

    async def save(saver: Any) -> None:
        async with saver.lock:
            await saver.conn.execute(INSERT)
            begun.set()
            await asyncio.sleep(0.05)
            await saver.conn.commit()

    async with store.checkpoints() as saver:
        await saver.setup()
        saving = asyncio.ensure_future(save(saver))
        await begun.wait()
    await saving
    async with store.checkpoints() as saver:
        rows = await saver.conn.execute_fetchall("SELECT checkpoint_id FROM checkpoints")
    assert list(rows) == [("c",)]
    await store.aclose()
