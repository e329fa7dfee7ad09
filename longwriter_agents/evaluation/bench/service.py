"""What the service bears: submits and looks in a second, open streams and running documents in one process, its memory."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from longwriter_agents.errors import LongwriterError
from longwriter_agents.evaluation.bench.targets import Target
from longwriter_agents.evaluation.bench.wirespeed import Connection, open_stream
from longwriter_agents.evaluation.machine import machine

Tell = Callable[[str], None]
_START_S = 60.0
_STOP_S = 60.0


@dataclass(frozen=True)
class Plan:
    """`latency_s` is what the simulated model takes for a reply: so long that the documents run all the while."""

    documents: int = 100
    streams: int = 1_000
    requests: int = 2_000
    hold_s: float = 20.0
    looks_per_s: float = 50.0
    latency_s: float = 4.0


def bench(plan: Plan, tell: Tell) -> dict[str, Any]:
    """Serve from a process of its own and load it from this one: both share this machine's cores."""
    _allow_files(plan.streams + 200)
    with tempfile.TemporaryDirectory(prefix="longwriter-bench-") as folder:
        return asyncio.run(_measured(plan, Path(folder), tell))


async def _measured(plan: Plan, folder: Path, tell: Tell) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    async with _served(plan, folder) as (process, port):
        figures["idle_memory_mb"] = _memory_mb(process.pid)
        tell("Submitting and looking …")
        documents, figures["submit"] = await _submits(port, plan)
        figures["status"] = await _looks(port, documents, plan.requests)
        tell(f"Holding {plan.streams} streams over {plan.documents} running documents for {plan.hold_s:g} s …")
        figures["held"] = await _held(port, documents, plan)
        figures["held"]["memory_mb"] = _memory_mb(process.pid)
    return {
        "bench": "service",
        "plan": vars(plan),
        "machine": machine(),
        "figures": figures,
        "targets": [target.row() for target in _targets(plan, figures)],
    }


def _targets(plan: Plan, figures: dict[str, Any]) -> list[Target]:
    held = figures["held"]
    return [
        Target("open streams at the end", held["open_streams"], "≥", plan.streams),
        Target("documents running at the end", held["running"], "≥", plan.documents),
        Target("p99 of status while they are held, ms", held["status"]["p99_ms"], "<", 100),
    ]


@contextlib.asynccontextmanager
async def _served(plan: Plan, folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, int]]:
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LONGWRITER_")}
    environment |= {
        "LONGWRITER_HOME": str(folder),
        "LONGWRITER_MODEL": f"scripted:steady?latency={plan.latency_s:g}",
        "LONGWRITER_CONCURRENT_DOCUMENTS": str(plan.documents),
        "LONGWRITER_LOG_LEVEL": "WARNING",
        "LONGWRITER_DRAIN_S": "1",
    }
    command = [
        sys.executable,
        "-c",
        "from longwriter_agents.cli.main import main; main()",
        "serve",
        "--port",
        str(port),
    ]
    process = await asyncio.create_subprocess_exec(*command, env=environment)
    try:
        await _until_ready(process, port)
        yield process, port
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), _STOP_S)


async def _until_ready(process: asyncio.subprocess.Process, port: int) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and process.returncode is None:
        with contextlib.suppress(OSError):
            async with Connection.opened(port) as connection:
                if (await connection.ask("GET", "/readyz"))[0] == 200:
                    return
        await asyncio.sleep(0.1)
    raise LongwriterError("The service did not start.", hint="Start it by hand to see why: longwriter serve")


async def _submits(port: int, plan: Plan) -> tuple[list[str], dict[str, float]]:
    body = {"prompt": "Write a report on the harbour.", "words": 20_000}
    documents, took = [], []
    began = time.perf_counter()
    async with Connection.opened(port) as connection:
        for _ in range(plan.documents):
            at = time.perf_counter()
            status, answer = await connection.ask("POST", "/v1/documents", body)
            took.append(time.perf_counter() - at)
            if status != 202:
                raise LongwriterError(f"A document was refused with status {status}.")
            documents.append(str(answer["id"]))
    return documents, spread(took, time.perf_counter() - began)


async def _looks(port: int, documents: Sequence[str], requests: int, *, per_s: float | None = None) -> dict[str, float]:
    """Ask where documents stand, one request after the other or so many in a second."""
    took = []
    began = time.perf_counter()
    async with Connection.opened(port) as connection:
        for number in range(requests):
            if per_s is not None:
                await asyncio.sleep(max(0.0, began + number / per_s - time.perf_counter()))
            at = time.perf_counter()
            status, _ = await connection.ask("GET", f"/v1/documents/{documents[number % len(documents)]}")
            took.append(time.perf_counter() - at)
            if status != 200:
                raise LongwriterError(f"A status was answered with {status}.")
    return spread(took, time.perf_counter() - began)


async def _held(port: int, documents: Sequence[str], plan: Plan) -> dict[str, Any]:
    streams = [
        asyncio.ensure_future(open_stream(port, f"/v1/documents/{documents[number % len(documents)]}/events"))
        for number in range(plan.streams)
    ]
    try:
        await asyncio.sleep(1 + plan.streams / 200)
        status = await _looks(port, documents, round(plan.hold_s * plan.looks_per_s), per_s=plan.looks_per_s)
        open_streams = sum(not stream.done() for stream in streams)
        async with Connection.opened(port) as connection:
            answer = (await connection.ask("GET", "/v1/documents?status=running&limit=100"))[1]
        return {"open_streams": open_streams, "running": len(answer["items"]), "status": status}
    finally:
        for stream in streams:
            stream.cancel()
        await asyncio.gather(*streams, return_exceptions=True)


def spread(took: Sequence[float], wall: float) -> dict[str, float]:
    """Requests in a second, and their times' middle and tail in milliseconds."""
    ordered = sorted(took)

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 2)

    return {
        "requests": len(ordered),
        "per_s": round(len(ordered) / wall, 1),
        "p50_ms": at(0.5),
        "p95_ms": at(0.95),
        "p99_ms": at(0.99),
        "max_ms": round(ordered[-1] * 1000, 2),
    }


def _memory_mb(pid: int) -> float | None:
    """Resident memory, where the system tells it."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmRSS"))
    return round(int(line.split()[1]) / 1024, 1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _allow_files(wanted: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard) if hard > 0 else wanted, hard))
