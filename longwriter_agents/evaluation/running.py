"""The runner: every item with every graph and seed, each run once; a killed evaluation goes on where it was."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from longwriter_agents.backends.base import Backend
from longwriter_agents.errors import InputError, LongwriterError
from longwriter_agents.evaluation.desk import Desk
from longwriter_agents.evaluation.judging import Judge, server_of
from longwriter_agents.evaluation.machine import graph_hash, machine, prompt_hashes
from longwriter_agents.evaluation.metrics.length import counted
from longwriter_agents.evaluation.records import Key, Results, Row, digest
from longwriter_agents.evaluation.sampling import chosen, spread
from longwriter_agents.evaluation.suite import Item, Suite, Written
from longwriter_agents.evaluation.tally import Tally, Told


@dataclass(frozen=True)
class Plan:
    """What is to be run."""

    model: str
    graphs: tuple[str, ...] = ("longform",)
    items: int | None = None
    only: tuple[str, ...] = ()
    """Ids of items, or their beginnings ("story"); empty means all."""
    seeds: int = 1
    judge: str = ""
    judge_base_url: str | None = None
    data: Path | None = None
    base_url: str | None = None
    concurrency: int | None = None
    context_window: int | None = None
    at_once: int = 1
    retry_failed: bool = False


async def evaluate(
    suite: Suite, plan: Plan, results: Results, *, backend: Backend, judge: Backend | None, tell: Told
) -> int:
    """Run what is missing; the number of runs that were made now. Both backends stay the caller's to close.

    What the judge could not be asked about is left as it is written, and told at the end: run again, it is judged."""
    if suite.judged and judge is None:
        raise InputError(f"The suite {suite.name} needs a judge.", hint="Name another model with --judge.")
    missing, tally = _missing(suite, plan, results, tell), Tally(tell)
    door = asyncio.Semaphore(plan.at_once)

    async def one(item: Item, key: Key) -> None:
        async with door:
            try:
                row = await run_item(suite, item, key, results, plan, backend, judge)
            except InputError:
                raise
            except LongwriterError as error:
                tally.leave(key, error)
            else:
                tally.keep(row)

    await _all_of(one(item, key) for item, key in missing)
    tally.sum_up(len(missing))
    return len(missing)


def _missing(suite: Suite, plan: Plan, results: Results, tell: Told) -> list[tuple[Item, Key]]:
    """The runs of the plan that have no row yet."""
    suite.check(plan.graphs)
    items = spread(chosen(suite.items(plan.data), plan.only), plan.items)
    runs = [
        (item, _key(suite, plan, item, graph, seed))
        for seed in range(plan.seeds)
        for item in items
        for graph in plan.graphs
    ]
    missing = [run for run in runs if not results.has(run[1], but_failed=plan.retry_failed)]
    tell(f"{suite.name}: {len(runs)} runs, {len(runs) - len(missing)} of them done already.")
    return missing


def _key(suite: Suite, plan: Plan, item: Item, graph: str, seed: int) -> Key:
    asked = digest(item.request, item.words, item.options, item.gold, plan.base_url, plan.context_window)
    judge = plan.judge if suite.judged else ""
    judge_at = digest(plan.judge_base_url) if judge and plan.judge_base_url else ""
    return Key(suite.name, item.id, graph, seed, plan.model, judge, asked, judge_at)


async def _all_of(runs: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Side by side; what ends one of them ends all, and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            for run in runs:
                group.create_task(run)
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None


async def run_item(
    suite: Suite, item: Item, key: Key, results: Results, plan: Plan, backend: Backend, judge: Backend | None
) -> Row:
    """Write an item (or find what was written), score it, keep the row."""
    began, resumed = time.monotonic(), results.store(key).exists()
    known = results.written(key)
    if known is not None:
        written = Written(text=results.text(key).read_text(encoding="utf-8"), status=str(known["status"]))
        row = {**known, "judge": key.judge}
    else:
        desk = Desk(backend, key.graph, key.seed, results.store(key), plan.concurrency)
        written = await _written(suite, item, desk)
        results.text(key).write_text(written.text, encoding="utf-8")
        asked_at = {"server": server_of(plan.model, plan.base_url), "context_window": plan.context_window}
        row = row_of(suite, item, key, written, results) | asked_at
    scorer = await _scorer(suite, key, results, plan, judge)
    try:
        scores = await suite.score(item, written, scorer)
    finally:
        if scorer is not None:
            await scorer.aclose()
    row |= {"scores": scores, "wall_s": round(time.monotonic() - began, 3), "resumed": resumed}
    row |= {"judging": scorer.record() if scorer is not None else None}
    row |= {"finished_at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine()}
    results.append(key, row)
    results.drop_store(key)
    return row


async def _scorer(suite: Suite, key: Key, results: Results, plan: Plan, judge: Backend | None) -> Judge | None:
    if judge is None or not suite.judged:
        return None
    return await Judge.open(judge, results.store(key), key.text, server=server_of(plan.judge, plan.judge_base_url))


async def _written(suite: Suite, item: Item, desk: Desk) -> Written:
    """A run that failed on purpose is a result, scored as it is: an empty text."""
    try:
        return await suite.write(item, desk)
    except InputError:
        raise
    except LongwriterError as error:
        return Written(text="", status="failed", message=str(error))


def row_of(suite: Suite, item: Item, key: Key, written: Written, results: Results) -> Row:
    usage = written.usage
    return {
        "suite": suite.name,
        "item": item.id,
        "bucket": item.bucket,
        "graph": key.graph,
        "graph_hash": graph_hash(key.graph),
        "seed": key.seed,
        "model": key.model,
        "judge": key.judge,
        "counter": suite.counter,
        "prompts": prompt_hashes(),
        "request": item.request,
        "asked": item.gold.get("asked", item.words),
        "written": counted(written.text, suite.counter),
        "status": written.status,
        "message": written.message,
        "job_id": written.job_id,
        "calls": usage.calls,
        "input_tokens": usage.input_tokens,
        "cached_input_tokens": usage.cached_input_tokens,
        "output_tokens": usage.output_tokens,
        "tokens_estimated": usage.estimated,
        "seconds": _call_seconds(written),
        "critical_s": written.critical_s,
        "cost_usd": usage.cost_usd,
        "activities": {cost.activity: _activity(cost.usage) for cost in written.activities},
        "text": str(results.text(key).relative_to(results.folder)),
    }


def _call_seconds(written: Written) -> float:
    """The sum over the calls. A manuscript's own `usage.seconds` are those of its whole run, in which calls overlap."""
    if written.activities:
        return round(math.fsum(cost.usage.seconds for cost in written.activities), 3)
    return written.usage.seconds


def _activity(usage: Any) -> dict[str, float]:
    return {
        "calls": usage.calls,
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "seconds": round(usage.seconds, 3),
    }
