"""LangGraph's checkpoints beside the texts: whatever ends a run, the store can be written to."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from langgraph.checkpoint.base import empty_checkpoint

from longwriter_agents.model import Draft
from longwriter_agents.store.sqlite import SqliteStore

AT: Any = {"configurable": {"thread_id": "t", "checkpoint_ns": ""}}
DRAFT = Draft(section_id="s1", attempt=1, text="The weir held.", words=3)


async def saved(saver: Any) -> Any:
    return await saver.aput(AT, empty_checkpoint(), {"source": "input", "step": 0}, {})


async def test_what_is_saved_is_read_listed_and_forgotten(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "store.db")
    async with store.checkpoints() as saver:
        at = await saved(saver)
        await saver.aput_writes(at, [("parts", {"a": 1})], "task")
    async with store.checkpoints() as saver:
        kept = await saver.aget_tuple(AT)
        assert kept.config == at
        assert kept.pending_writes == [("task", "parts", {"a": 1})]
        assert [each.config async for each in saver.alist(AT)] == [at]
        await saver.adelete_thread("t")
        assert await saver.aget_tuple(AT) is None
    await store.aclose()


async def test_a_save_that_is_cancelled_leaves_the_store_to_others(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "store.db")
    async with store.checkpoints() as saver:
        for _ in range(20):
            saving = asyncio.ensure_future(saved(saver))
            await asyncio.sleep(0)
            saving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await saving
    await store.save_work("j", [DRAFT], {})
    assert await store.draft("j", "s1", 1) == DRAFT
    await store.aclose()


async def test_a_save_that_fails_leaves_nothing_and_the_store_to_others(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "store.db")
    async with store.checkpoints() as saver:
        at = await saved(saver)
        with pytest.raises(sqlite3.Error):
            await saver.aput_writes(at, [("one", 1), ("two", 2)], object())
        await store.save_work("j", [DRAFT], {})
        assert (await saver.aget_tuple(AT)).pending_writes == []
    await store.aclose()
