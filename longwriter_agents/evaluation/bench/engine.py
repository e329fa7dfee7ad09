"""`longwriter bench engine`: what the framework itself costs, on a model that costs nothing.

The simulated writer's own work is measured and left out. Where a machine's speed would decide, figures are ratios or
counts, or are shown with the machine's data and compared only with figures of the same machine. The measured processes are
set up as those of the command line and the service are.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from longwriter_agents.evaluation.bench.client import client
from longwriter_agents.evaluation.bench.measuring import REQUEST, request_of_its_own
from longwriter_agents.evaluation.bench.targets import Target
from longwriter_agents.evaluation.bench.unpaid import UnpaidWriter
from longwriter_agents.evaluation.machine import machine
from longwriter_agents.processes import collect_seldom

Told = Callable[[str], None]
_STARTS = 5
_RUNS = 20
_TIMES = 3
"""How often CPU for each call is measured, in processes of their own; a run of "one" is the least of `_RUNS` documents."""
_HELP = "import sys; sys.argv = ['longwriter', '--help']; from longwriter_agents.cli.main import main; main()"
_RESUMED_WORDS = 100_000
_BEFORE_IT_FAILS = 0.9
_ONCE = 1.0
"""What is measured once, or takes hundredths of a second, may take twice as long: chance has its share in it."""
_OF_TWO = 0.5
"""A quotient of two measurements may be half as much again: each has its own minute."""


@dataclass(frozen=True)
class Plan:
    documents: int = 200
    words: int = 5_000
    resumed_words: int = _RESUMED_WORDS

    def setup(self) -> dict[str, Any]:
        """What the figures were measured with: those of another setup do not compare."""
        return {"plan": asdict(self)}


def bench(plan: Plan, tell: Told) -> dict[str, Any]:
    """Each figure in a process of its own, so that none weighs on another."""
    figures: dict[str, Any] = {"loop_s": [loop_s()]}
    for name, arguments, times in (
        ("one", ["one", str(plan.words)], _TIMES),
        ("many", ["many", str(plan.documents), str(plan.words)], _TIMES),
        ("client", ["client", str(_WORDS_OF_A_CALL)], _TIMES),
        ("resumed", ["resumed", str(plan.resumed_words)], 1),
    ):
        runs = [_apart(arguments) for _ in range(times)]
        figures[name] = least(runs) if times > 1 else runs[0]
        tell(f"{name}: {figures[name]}")
    figures["loop_s"].append(loop_s())
    figures["starts"] = starts()
    tell(f"starts: {figures['starts']}")
    return {
        "bench": "engine",
        **plan.setup(),
        "figures": figures,
        "targets": [target.row() for target in targets_of(figures)],
        "machine": machine(),
    }


_WORDS_OF_A_CALL = 400
"""A document of 5,000 words takes twelve calls."""
_ADDITIONS = 3_000_000
_USUAL_CLIENT_MS = 7.0
"""CPU of the bare client for a call, in a quiet minute of the machine that the targets were set on (AMD EPYC, Python 3.11)."""


def loop_s() -> float:
    """CPU seconds that this machine takes at this minute for three million additions in a loop: figures of two runs compare only
    where this is the same, and neighbours on a shared machine double it."""
    began, total = time.process_time(), 0
    for number in range(_ADDITIONS):
        total += number
    return round(time.process_time() - began, 3)


def least(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Of several runs the one with least CPU for each call, with the most memory that any of them took, and the fewest
    documents complete."""
    worst = {
        name: of(run[name] for run in runs)
        for name, of in (("memory_mb", max), ("complete", min))
        if all(name in run for run in runs)
    }
    best = min(runs, key=_cpu_per_call)
    return {**best, **worst}


def targets_of(figures: dict[str, Any]) -> list[Target]:
    one, many, resumed_, starts_ = figures["one"], figures["many"], figures["resumed"], figures["starts"]
    complete = (one["complete"] + many["complete"]) / (one["documents"] + many["documents"])
    return [
        Target("share of documents complete", complete, "=", 1),
        Target(
            f"CPU per call, one document, {_AT_USUAL_PACE}", at_usual_pace(one, figures["client"]), "≤", 10, _OF_TWO
        ),
        Target(
            f"CPU per call, many documents at once, {_AT_USUAL_PACE}",
            at_usual_pace(many, figures["client"]),
            "≤",
            10,
            _OF_TWO,
        ),
        Target("memory for many documents at once, MB", many["memory_mb"], "≤", 1_000),
        Target("store bytes ÷ text bytes", one["store_per_text_byte"], "≤", 12),
        Target("store bytes ÷ text bytes, many documents", many["store_per_text_byte"], "≤", 12),
        Target("resumed: the text is the same as undisturbed", float(resumed_["same_text"]), "=", 1),
        Target("CPU seconds to resume and end", resumed_["cpu_s"], "≤", 6, slack=_ONCE),
        Target("seconds for --help", starts_["help_s"], "<", 0.3),
        Target("seconds for the import", starts_["import_s"], "<", 0.1, slack=_ONCE),
    ]


_AT_USUAL_PACE = f"ms where the bare client takes {_USUAL_CLIENT_MS:g}"


def at_usual_pace(figures: dict[str, Any], client: dict[str, Any]) -> float:
    """CPU for each call in ms as a machine would have it on which the bare client takes `_USUAL_CLIENT_MS`: a slow machine, or its
    neighbours in a slow minute, weigh on the client as they do on the framework, since both parse, wait and copy."""
    return float(figures["cpu_per_call_ms"] * _USUAL_CLIENT_MS / client["cpu_per_call_ms"])


def _apart(arguments: list[str]) -> dict[str, Any]:
    import json

    command = [sys.executable, "-m", "longwriter_agents.evaluation.bench.engine", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3_600, check=False)
    if done.returncode:
        raise RuntimeError(f"The measurement {arguments[0]} failed: {done.stderr[-2_000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


async def one(words: int) -> dict[str, Any]:
    """One document, several times: the least CPU for each call (neighbours on the machine can only add to it), bytes in
    the store for each byte of text."""
    from longwriter_agents import awrite

    with tempfile.TemporaryDirectory() as folder:
        await awrite(REQUEST, words=1_000, model=UnpaidWriter(), store=Path(folder) / "warm.db")
        runs = [await _once(request_of_its_own(n), words, Path(folder) / f"{n}.db") for n in range(_RUNS)]
        complete = sum(run["status"] == "complete" for run in runs)
        best = min(runs, key=_cpu_per_call)
        return {**best, "documents": len(runs), "complete": complete}


def _cpu_per_call(figures: dict[str, Any]) -> float:
    return float(figures["cpu_per_call_ms"])


async def _once(request: str, words: int, store: Path) -> dict[str, Any]:
    from longwriter_agents import awrite

    writer = UnpaidWriter()
    cpu, began = time.process_time(), time.monotonic()
    manuscript = await awrite(request, words=words, model=writer, store=store)
    spent = time.process_time() - cpu - writer.seconds
    return {
        "calls": writer.calls,
        "cpu_per_call_ms": round(spent / writer.calls * 1_000, 2),
        "wall_s": round(time.monotonic() - began - writer.seconds, 2),
        "status": manuscript.status,
        "store_per_text_byte": round(_bytes(store) / len(manuscript.text.encode()), 2),
    }


async def many(documents: int, words: int) -> dict[str, Any]:
    """Many documents at once in one process, in one store; what a process loads once is loaded before."""
    from longwriter_agents import awrite
    from longwriter_agents.store.sqlite import SqliteStore

    with tempfile.TemporaryDirectory() as folder:
        await awrite(REQUEST, words=1_000, model=UnpaidWriter(), store=Path(folder) / "warm.db")
        writer, path = UnpaidWriter(), Path(folder) / "store.db"
        store = SqliteStore.open(path)
        cpu, began = time.process_time(), time.monotonic()
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(awrite(request_of_its_own(number), words=words, model=writer, store=store))
                for number in range(documents)
            ]
        spent = time.process_time() - cpu - writer.seconds
        wall = time.monotonic() - began
        await store.aclose()
        manuscripts = [task.result() for task in tasks]
        return {
            "documents": documents,
            "complete": sum(manuscript.status == "complete" for manuscript in manuscripts),
            "calls": writer.calls,
            "cpu_per_call_ms": round(spent / writer.calls * 1_000, 2),
            "wall_s": round(wall, 1),
            "writer_cpu_s": round(writer.seconds, 1),
            "memory_mb": round(_most_memory_mb(), 1),
            "store_per_text_byte": round(_bytes(path) / sum(len(m.text.encode()) for m in manuscripts), 2),
        }


async def resumed(words: int) -> dict[str, Any]:
    """A long job whose model was gone after nine tenths of its calls: how long it takes to be where it was, and to end."""
    from longwriter_agents import aresume, awrite

    with tempfile.TemporaryDirectory() as folder:
        whole_writer, writer = UnpaidWriter(), UnpaidWriter()
        whole = await awrite(REQUEST, words=words, model=whole_writer, store=Path(folder) / "whole.db")
        writer.lives = round(whole_writer.calls * _BEFORE_IT_FAILS)
        broken = await awrite(REQUEST, words=words, model=writer, store=Path(folder) / "store.db")
        before, writer.lives = writer.calls, None
        cpu, began = time.process_time(), time.monotonic()
        again = await aresume(broken.job_id, store=Path(folder) / "store.db", model=writer)
        return {
            "words": again.words.written,
            "was": broken.status,
            "same_text": again.text == whole.text,
            "calls_replayed": again.replayed_calls,
            "calls_made": writer.calls - before,
            "seconds": round(time.monotonic() - began, 2),
            "cpu_s": round(time.process_time() - cpu, 2),
        }


def starts() -> dict[str, float]:
    """The quickest of several starts: `--help`, and the import alone. A busy machine is not the program's."""
    return {
        "help_s": _quickest([sys.executable, "-c", _HELP]),
        "import_s": _quickest([sys.executable, "-c", "import longwriter_agents"]),
        "python_s": _quickest([sys.executable, "-c", "pass"]),
    }


def _quickest(command: list[str]) -> float:
    times = []
    for _ in range(_STARTS):
        began = time.monotonic()
        subprocess.run(command, capture_output=True, check=True, timeout=60)
        times.append(time.monotonic() - began)
    return round(min(times), 3)


def _bytes(store: Path) -> int:
    return sum(path.stat().st_size for path in store.parent.glob(f"{store.name}*"))


def _most_memory_mb() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main(arguments: list[str]) -> None:
    """One measurement, its figures as the last line of JSON."""
    import json

    name, *numbers = arguments
    measure: Any = {"one": one, "many": many, "client": client, "resumed": resumed}[name]
    os.environ.pop("LONGWRITER_DEBUG", None)
    collect_seldom()
    print(json.dumps(asyncio.run(measure(*map(int, numbers)))))


if __name__ == "__main__":
    main(sys.argv[1:])
