"""`python -m longwriter_agents.evaluation.series plan|write`: plans or texts of generated requests, measured, as JSON."""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from longwriter_agents.backends.base import Backend, Reply, Request, Traits
from longwriter_agents.backends.registry import open_backend
from longwriter_agents.evaluation.desk import Desk
from longwriter_agents.evaluation.machine import machine
from longwriter_agents.evaluation.series.generator import generate
from longwriter_agents.evaluation.series.suites import SeriesPlans, SeriesTexts, as_items
from longwriter_agents.evaluation.suite import Item, Scores


class RealAnalyst:
    """The named model reads the request; titles come from a simulated planner, since they do not bear on any placement."""

    def __init__(self, real: Backend, titles: Backend) -> None:
        self._real = real
        self._titles = titles

    @property
    def spec(self) -> str:
        return self._real.spec

    @property
    def traits(self) -> Traits:
        return self._real.traits

    async def complete(self, request: Request) -> Reply:
        return await (self._real if request.purpose == "understand" else self._titles).complete(request)

    async def aclose(self) -> None:
        await self._real.aclose()


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write the results file; the exit status is 0 when every item could be run."""
    parser = argparse.ArgumentParser(prog="python -m longwriter_agents.evaluation.series", description=__doc__)
    parser.add_argument("what", choices=["plan", "write"])
    parser.add_argument("--model", default="scripted:faulty")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--domain", default="", help="only this domain")
    parser.add_argument("--analyst-only", action="store_true", help="plan titles with a simulated model")
    parser.add_argument("--out", type=Path, default=None)
    given = parser.parse_args(arguments)
    result = asyncio.run(_measured(given))
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    if given.out is not None:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(text, encoding="utf-8")
    print(json.dumps({key: value for key, value in result.items() if key != "items"}, ensure_ascii=False, indent=1))
    return 0 if result["failed"] == 0 else 1


async def _measured(given: argparse.Namespace) -> dict[str, Any]:
    began = time.monotonic()
    requests = [r for r in generate(given.count, seed=given.seed) if given.domain in ("", r.domain)]
    suite = SeriesPlans() if given.what == "plan" else SeriesTexts()
    backend: Backend = open_backend(given.model)
    if given.analyst_only:
        backend = RealAnalyst(backend, open_backend("scripted:steady"))
    rows = []
    try:
        for item in as_items(requests):
            rows.append(await _one(suite, item, backend))
            print(f"{len(rows)}/{len(requests)} {item.bucket} {rows[-1]}", file=sys.stderr, flush=True)
    finally:
        await backend.aclose()
    return {
        "suite": suite.name,
        "model": given.model,
        "analyst_only": given.analyst_only,
        "seed": given.seed,
        "requests": len(requests),
        "failed": sum(row["status"] == "failed" for row in rows),
        "means": means([row["scores"] for row in rows]),
        "by_domain": {
            domain: means([row["scores"] for row in rows if row["domain"] == domain])
            for domain in sorted({row["domain"] for row in rows})
        },
        "seconds": round(time.monotonic() - began, 1),
        "machine": machine(),
        "items": rows,
    }


async def _one(suite: SeriesPlans, item: Item, backend: Backend) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(backend=backend, graph="longform", seed=0, store=Path(folder) / "store.db")
        written = await suite.write(replace(item), desk)
        scores = await suite.score(item, written, None)
    return {
        "id": item.id,
        "domain": item.bucket,
        "status": written.status,
        "calls": written.usage.calls,
        "scores": {name: None if value is None else round(value, 4) for name, value in scores.items()},
    }


def means(rows: Sequence[Scores]) -> Scores:
    """The mean of each score over the items where it is defined."""
    names = dict.fromkeys(name for row in rows for name in row)
    found: Scores = {}
    for name in names:
        values = [value for row in rows if (value := row.get(name)) is not None]
        found[name] = round(statistics.fmean(values), 4) if values else None
    return found


if __name__ == "__main__":
    sys.exit(main())
