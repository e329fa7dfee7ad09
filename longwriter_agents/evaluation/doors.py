"""Running a suite for a command: models opened once, closed at the end."""

from __future__ import annotations

import asyncio
from pathlib import Path

from longwriter_agents.backends.base import Backend
from longwriter_agents.backends.registry import open_backend, prepare
from longwriter_agents.evaluation.judging import check_independent
from longwriter_agents.evaluation.records import Results
from longwriter_agents.evaluation.registry import suite_named
from longwriter_agents.evaluation.running import Plan, Told, evaluate
from longwriter_agents.evaluation.suite import Suite
from longwriter_agents.graphfiles import load_graph


def run_suite(name: str, plan: Plan, folder: Path, *, judge_itself: bool, tell: Told) -> int:
    """Run a suite; the number of runs made now. `InputError` before anything is spent when it can't be run."""
    suite = suite_named(name)
    for graph in plan.graphs:
        load_graph(graph)
    if plan.judge:
        check_independent(plan.judge, plan.model, forced=judge_itself)
    return asyncio.run(_run(suite, plan, Results(folder), tell))


async def _run(suite: Suite, plan: Plan, results: Results, tell: Told) -> int:
    backend = open_backend(plan.model, base_url=plan.base_url, context_window=plan.context_window)
    judge = open_backend(plan.judge, base_url=plan.base_url) if plan.judge else None
    ready = prepare(judge, concurrency=plan.concurrency) if judge is not None else None
    try:
        return await evaluate(suite, plan, results, backend=backend, judge=ready, tell=tell)
    finally:
        await _close(backend, ready)


async def _close(*backends: Backend | None) -> None:
    for backend in backends:
        if backend is not None:
            await backend.aclose()
