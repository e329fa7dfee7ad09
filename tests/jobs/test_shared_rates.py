"""A rate of calls is kept by all workers together: counted by the provider itself."""

from __future__ import annotations

import asyncio
import sys
import time
from asyncio.subprocess import DEVNULL
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from postgresql import Server
from service_side import desk_at, submit, until, workers_at

from longwriter_agents.jobs.desk import Desk
from longwriter_agents.store.records import JobRecord
from longwriter_agents.testing.provider import Log, Provider

pytest_plugins = ["longwriter_agents.testing.fixtures"]
Start = Callable[..., Provider]
RPM, AT_ONCE = 120, 10
"""A bucket holds five seconds' worth."""
WORKERS, DOCUMENTS = 3, 5


async def kept(desk: Desk, jobs: Sequence[JobRecord], log: Log, serving_since: float) -> None:
    """No call is granted before the first job is begun, and each before the provider sees it: so it can't have seen more
    than the bucket held and gained in between. It saw more than the bucket held: the rate was felt."""
    events = [event for job in jobs for _, event in await desk.store.events(job.id)]
    begun = min(event["at"] for event in events if event.get("status") == "running")
    last = serving_since + max(exchange.asked for exchange in log.exchanges)
    seconds = last - datetime.fromisoformat(begun).timestamp()
    assert AT_ONCE < log.calls <= AT_ONCE + seconds * RPM / 60 + 1


def provider_of(start: Start) -> tuple[Provider, float]:
    """A provider that answers at once, and a moment at which its clock ran already."""
    provider = start(speed=1.0, first_token_s=0.0, tokens_per_s=1_000_000.0)
    return provider, time.time()


@pytest.mark.slow
async def test_one_process_keeps_the_rate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, simulated_provider: Start
) -> None:
    monkeypatch.setenv("LONGWRITER_RPM", str(RPM))
    (provider, since), target = provider_of(simulated_provider), str(tmp_path / "store.db")
    async with desk_at(target) as desk, workers_at(target):
        model = {"model": "openai:simulated", "base_url": provider.url}
        jobs = [await submit(desk, f"Write report {n}.", words=2_000, **model) for n in range(DOCUMENTS)]
        ended = [await until(desk, job.id) for job in jobs]
        assert {job.outcome for job in ended} == {"complete"}
        await kept(desk, jobs, provider.log(), since)


@pytest.mark.slow
async def test_several_workers_keep_it_together(postgres: Server, tmp_path: Path, simulated_provider: Start) -> None:
    (provider, since), url = provider_of(simulated_provider), postgres.create(template="ready")
    environment = {
        "LONGWRITER_RPM": str(RPM),
        "LONGWRITER_DATABASE_URL": url,
        "LONGWRITER_HOME": str(tmp_path),
        "LONGWRITER_CONCURRENT_DOCUMENTS": "2",
    }
    command = [sys.executable, "-c", "from longwriter_agents.cli.main import main; main()", "worker"]
    workers = [await asyncio.create_subprocess_exec(*command, env=environment, stderr=DEVNULL) for _ in range(WORKERS)]
    try:
        async with desk_at(url) as desk:
            model = {"model": "openai:simulated", "base_url": provider.url}
            jobs = [await submit(desk, f"Write report {n}.", words=2_000, **model) for n in range(DOCUMENTS)]
            holders: set[str] = set()
            watching = asyncio.ensure_future(_watch(desk, holders))
            ended = [await until(desk, job.id, within_s=120) for job in jobs]
            watching.cancel()
            assert {job.outcome for job in ended} == {"complete"}
            assert len(holders) > 1, "more than one worker had a part in it"
            await kept(desk, jobs, provider.log(), since)
    finally:
        for worker in workers:
            worker.terminate()
        assert await asyncio.gather(*(worker.wait() for worker in workers)) == [0] * WORKERS


async def _watch(desk: Desk, holders: set[str]) -> None:
    while True:
        holders |= set(await desk.store.holders())
        await asyncio.sleep(0.05)
