"""Running a suite for a command: models opened once, closed at the end."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from longwriter_agents.backends.base import Backend
from longwriter_agents.backends.registry import open_backend, prepare
from longwriter_agents.evaluation.judging import check_independent
from longwriter_agents.evaluation.pairs import compare, matched
from longwriter_agents.evaluation.records import Results, Row, gathered
from longwriter_agents.evaluation.registry import suite_named
from longwriter_agents.evaluation.reporting.tables import shown
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


def run_pairs(
    results: Sequence[Path], first: str, second: str, judge: str, *, base_url: str | None, judge_itself: bool
) -> list[str]:
    """Judge the pairs of two graphs in these results; the outcome in lines."""
    pairs = matched(gathered(results), first, second)
    for row, _ in pairs:
        check_independent(judge, row["model"], forced=judge_itself)
    return asyncio.run(_compared(pairs, first, second, judge, base_url))


async def _compared(
    pairs: Sequence[tuple[Row, Row]], first: str, second: str, judge: str, base_url: str | None
) -> list[str]:
    backend = prepare(open_backend(judge, base_url=base_url))
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = await compare(pairs, backend, Path(folder) / "judge.db")
    finally:
        await backend.aclose()
    points = "–" if found.points is None else shown(found.points)
    return [
        f"{first} against {second}, judged by {judge} in both orders: {found.pairs} pairs, points {points} "
        f"(won {found.wins}, tied {found.ties}, lost {found.losses}); the two orders agreed {found.agreeing} times."
    ]


async def _close(*backends: Backend | None) -> None:
    for backend in backends:
        if backend is not None:
            await backend.aclose()
