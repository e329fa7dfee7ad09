"""Running a suite for a command: models opened once, closed at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from longwriter_agents.backends.base import Backend
from longwriter_agents.backends.registry import open_backend, prepare
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.judging import check_independent, server_of
from longwriter_agents.evaluation.outcomes import Outcome, outcomes
from longwriter_agents.evaluation.pairs import Pair, compare, matched, pairs_file
from longwriter_agents.evaluation.records import Results
from longwriter_agents.evaluation.registry import suite_named
from longwriter_agents.evaluation.reporting.rows import collected, runs_apart
from longwriter_agents.evaluation.reporting.tables import shown
from longwriter_agents.evaluation.running import Plan, evaluate
from longwriter_agents.evaluation.suite import Suite
from longwriter_agents.evaluation.tally import Told
from longwriter_agents.graphfiles import load_graph


def run_suite(name: str, plan: Plan, folder: Path, *, judge_itself: bool, tell: Told) -> int:
    """Run a suite; the number of runs made now. `InputError` before anything is spent when it can't be run."""
    suite = suite_named(name)
    for graph in plan.graphs:
        load_graph(graph)
    if plan.judge:
        server, writer_server = server_of(plan.judge, plan.judge_base_url), server_of(plan.model, plan.base_url)
        judge_url = plan.judge_base_url
        check_independent(plan.judge, plan.model, forced=judge_itself, judge_url=judge_url, writer_server=writer_server)
        if "://" in server and server == writer_server:
            tell(f"Writer and judge are both asked at {server}: a server of one model would judge itself there.")
    return asyncio.run(_run(suite, plan, Results(folder), tell))


async def _run(suite: Suite, plan: Plan, results: Results, tell: Told) -> int:
    backend = open_backend(plan.model, base_url=plan.base_url, context_window=plan.context_window)
    judge = _open_judge(plan.judge, plan.judge_base_url) if plan.judge else None
    ready = prepare(judge, concurrency=plan.concurrency) if judge is not None else None
    try:
        return await evaluate(suite, plan, results, backend=backend, judge=ready, tell=tell)
    finally:
        await _close(backend, ready)


def _open_judge(spec: str, base_url: str | None) -> Backend:
    """The judge at its own address: never at the writer's, which would then be sent the judge's key."""
    try:
        return open_backend(spec, base_url=base_url)
    except InputError as error:
        hint = error.hint.replace("--base-url", "--judge-base-url")
        raise InputError(f"The judge can't be asked: {error.message}", hint=hint) from None


def run_pairs(
    results: Sequence[Path],
    first: str,
    second: str,
    judge: str,
    *,
    judge_base_url: str | None,
    judge_itself: bool,
    folder: Path | None = None,
) -> list[str]:
    """Judge the pairs of two graphs in these results, but for those that were judged before; the outcomes in lines. The
    verdicts are kept in `folder`, else in the first folder of results."""
    rows = collected(results)
    runs_apart(rows.rows)
    pairs = matched(rows.rows, first, second)
    for writer, server in dict.fromkeys((row["model"], row.get("server")) for row, _ in pairs):
        check_independent(judge, writer, forced=judge_itself, judge_url=judge_base_url, writer_server=server)
    kept_in = folder or pairs_file(results[0]).parent
    found = asyncio.run(_compared(pairs, judge, judge_base_url, kept_in, first))
    return [*rows.told, *(_line(each) for each in found)]


async def _compared(pairs: Sequence[Pair], judge: str, url: str | None, folder: Path, first: str) -> list[Outcome]:
    backend = prepare(_open_judge(judge, url))
    try:
        return outcomes(await compare(pairs, backend, folder, server=server_of(judge, url)), first=first)
    finally:
        await backend.aclose()


def _line(found: Outcome) -> str:
    bias = "–" if found.position_bias is None else f"{found.position_bias:+.2f}"
    unanswered = f", {found.unanswered} more without an answer" if found.unanswered else ""
    return (
        f"{found.suite}, {found.model}: {found.first} against {found.second}, judged by {found.judge} in both orders: "
        f"{found.pairs} pairs{unanswered}, points {shown(found.points)}, won {shown(found.won)}, lost {shown(found.lost)}; "
        f"the two orders agreed {found.agreeing} times, position bias {bias} (the text shown first was preferred "
        f"{found.shown_first} times, the second {found.shown_second})."
    )


async def _close(*backends: Backend | None) -> None:
    for backend in backends:
        if backend is not None:
            await backend.aclose()
