"""Runs a job in a process of its own that is killed with SIGKILL at a chosen point."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["longwriter_agents.jobs.direct", "longwriter_agents.agents.editor", "langgraph.graph"])
_JOIN_S = 60.0


@dataclass(frozen=True)
class Point:
    """Before or after the `nth` call (from 1) of a method, counted over the process's life; with a checkpoint kept at
    `every_step`, or as usual. Where `keeping` names an artifact, only calls that keep it are counted: what is kept together
    hangs on the machine's pace, so that nobody knows the number of a late call."""

    method: str
    nth: int
    after: bool = False
    every_step: bool = True
    keeping: str = ""

    def __str__(self) -> str:
        usual = "" if self.every_step else " as usual"
        what = f"of {self.keeping}" if self.keeping else str(self.nth)
        return f"{'after' if self.after else 'before'} {self.method} {what}{usual}"


def run_killed(options: dict[str, Any], point: Point | None, *, job_id: str | None = None) -> int:
    """Write (or resume `job_id`, or revise it by `options["revise"]`) in another process; its exit code, -9 when killed."""
    process = _CONTEXT.Process(target=_child, args=(options, point, job_id))
    process.start()
    process.join(_JOIN_S)
    if process.is_alive():
        process.kill()
        raise AssertionError(f"the process hung (killed at: {point})")
    assert process.exitcode is not None
    return process.exitcode


def _child(options: dict[str, Any], point: Point | None, job_id: str | None) -> None:
    import longwriter_agents

    if point is not None:
        _arm(point)
    if job_id is None:
        longwriter_agents.write(options.pop("prompt"), **options)
    elif "revise" in options:
        longwriter_agents.revise(job_id, **options["revise"], store=options["store"])
    else:
        longwriter_agents.resume(job_id, store=options["store"])


def _arm(point: Point) -> None:
    from longwriter_agents.jobs import checkpoints
    from longwriter_agents.store.checkpoints import StoreSaver
    from longwriter_agents.store.sqlite import SqliteStore

    if point.every_step:
        checkpoints.EVERY_S = 0.0
    owner: Any = StoreSaver if point.method in ("aput", "aput_writes") else SqliteStore
    original: Callable[..., Any] = getattr(owner, point.method)
    seen = 0

    async def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal seen
        counts = not point.keeping or any(isinstance(each, Mapping) and point.keeping in each for each in args)
        seen += counts
        mine = counts and seen == point.nth
        if mine and not point.after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = await original(*args, **kwargs)
        if mine:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, point.method, counted)


def calls_in(log: Path) -> list[str]:
    """The calls that really reached the model, in order."""
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []
