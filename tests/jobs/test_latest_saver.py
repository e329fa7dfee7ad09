"""Of the checkpoints of a run the newest is kept, a moment later; what is not kept yet waits, and nothing tells of what is not."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

import pytest
from langgraph.checkpoint.base import empty_checkpoint
from langgraph.checkpoint.memory import InMemorySaver

from longwriter_agents.errors import StoreError
from longwriter_agents.jobs.checkpoints import LatestSaver, latest

AT: Any = {"configurable": {"thread_id": "t", "checkpoint_ns": ""}}


class Kept(InMemorySaver):
    """Notes what comes to it, and may be full."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[str] = []
        self.full = False

    async def aput(self, config: Any, checkpoint: Any, metadata: Any, new_versions: Any) -> Any:
        if self.full:
            raise sqlite3.OperationalError("database or disk is full")
        self.log.append(f"step {metadata['step']} over {config['configurable'].get('checkpoint_id')} {new_versions}")
        return await super().aput(config, checkpoint, metadata, new_versions)

    async def aput_writes(self, config: Any, writes: Any, task_id: str, task_path: str = "") -> None:
        self.log.append(f"writes of {task_id}")
        await super().aput_writes(config, writes, task_id, task_path)

    async def first(self) -> None:
        self.log.append("events")


async def stepped(saver: LatestSaver, step: int, at: Any = AT) -> Any:
    checkpoint: Any = {**empty_checkpoint(), "id": f"c{step}"}
    return await saver.aput(at, checkpoint, {"source": "loop", "step": step}, {f"of{step}": step})


async def test_only_the_newest_is_kept_and_what_has_changed_since_the_last_that_was() -> None:
    kept = Kept()
    saver = LatestSaver(kept, kept.first, every_s=60)
    at = await stepped(saver, 0)
    await saver.flush()
    at = await stepped(saver, 1, at)
    await saver.aput_writes(at, [("drafts", {})], "an earlier task")
    at = await stepped(saver, 2, at)
    await saver.aput_writes(at, [("drafts", {"s1": 1})], "a task")
    assert kept.log == ["events", "step 0 over None {'of0': 0}"]
    found = await saver.aget_tuple(AT)
    assert kept.log[2:] == ["events", "step 2 over c0 {'of1': 1, 'of2': 2}", "writes of a task"]
    assert (found.config, found.pending_writes) == (at, [("a task", "drafts", {"s1": 1})])
    await saver.aclose()


async def test_it_is_kept_without_anybody_s_asking() -> None:
    kept = Kept()
    saver = LatestSaver(kept, kept.first, every_s=0.01)
    for step in range(3):
        await stepped(saver, step)
    await asyncio.sleep(0.1)
    assert kept.log == ["events", "step 2 over None {'of0': 0, 'of1': 1, 'of2': 2}"]
    await saver.aclose()


async def test_without_a_pause_each_is_kept_before_the_next_step() -> None:
    kept = Kept()
    saver = LatestSaver(kept, kept.first, every_s=0)
    for step in range(3):
        await stepped(saver, step)
    assert [line.split()[1] for line in kept.log if line != "events"] == ["0", "1", "2"]


async def test_what_can_t_be_kept_waits_and_the_next_one_tells() -> None:
    kept = Kept()
    kept.full = True
    saver = LatestSaver(kept, kept.first, every_s=0.01)
    at = await stepped(saver, 0)
    await saver.aput_writes(at, [("drafts", {})], "a task")
    await asyncio.sleep(0.05)
    with pytest.raises(StoreError, match="Checkpoints can't be kept"):
        await stepped(saver, 1, at)
    kept.full = False
    await saver.flush()
    assert kept.log[-1] == "step 1 over None {'of0': 0, 'of1': 1}"
    await saver.aclose()


async def test_a_run_that_goes_on_or_is_stopped_keeps_what_waits_and_one_that_is_done_does_not() -> None:
    kept = Kept()
    async with latest(kept, kept.first, goes_on=False) as saver:
        await stepped(saver, 0)
    assert kept.log == []
    async with latest(kept, kept.first, goes_on=True) as saver:
        await stepped(saver, 1)
    with pytest.raises(asyncio.CancelledError):
        async with latest(kept, kept.first, goes_on=False) as saver:
            await stepped(saver, 2)
            raise asyncio.CancelledError
    assert [line.split()[1] for line in kept.log if line != "events"] == ["1", "2"]
