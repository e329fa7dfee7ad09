"""Three workers, one of them killed again and again: every document is finished, as if nothing had happened."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from postgresql import Server
from service_side import desk_at, submit

from longwriter_agents import awrite
from longwriter_agents.backends.base import Traits
from longwriter_agents.backends.journal import UNUSABLE
from longwriter_agents.jobs.desk import Desk
from longwriter_agents.jobs.tail import Tail
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.store.sqlite import SqliteStore

DOCUMENTS, SECTIONS, WORKERS, KILLS = 30, 20, 3, 4
WITHIN_S = 150.0


class Workers:
    """Worker processes; the fallen are replaced."""

    def __init__(self, url: str, folder: Path) -> None:
        self._environment = {
            **os.environ,
            "LONGWRITER_DATABASE_URL": url,
            "LONGWRITER_LEASE_S": "2",
            "LONGWRITER_CONCURRENT_DOCUMENTS": "4",
            "PYTHONWARNINGS": "error",
        }
        self._log = folder / "workers.log"
        self.running = [self._started() for _ in range(WORKERS)]

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "from longwriter_agents.cli.main import main; main()", "worker"]
        with self._log.open("ab") as log:
            return subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)

    def kill_one(self, chance: random.Random) -> None:
        victim = chance.randrange(WORKERS)
        self.running[victim].kill()
        self.running[victim].wait()
        self.running[victim] = self._started()

    def stop(self) -> list[int]:
        """Their exit codes after SIGTERM."""
        for process in self.running:
            _wait_until_it_hears(process)
            process.terminate()
        return [process.wait(40) for process in self.running]

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")


def _wait_until_it_hears(process: subprocess.Popen[bytes]) -> None:
    """A worker that was started a moment ago has no handler yet, and would end by the signal itself."""
    deadline = time.monotonic() + 20.0
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            caught = Path(f"/proc/{process.pid}/status").read_text().partition("SigCgt:")[2].split()[0]
            if int(caught, 16) >> (signal.SIGTERM - 1) & 1:
                return
        time.sleep(0.05)


def options(number: int, model: str) -> dict[str, Any]:
    return {
        "words": 20 * SECTIONS * 3,
        "model": model,
        "outline": [f"Matter {number} {chr(65 + section)}" for section in range(SECTIONS)],
    }


def request(number: int) -> str:
    return f"Write a report on the harbour number {number}."


async def followed(tail: Tail, job_id: str, chance: random.Random) -> list[int]:
    """All event numbers of a job, over a connection that breaks off again and again."""
    seen: list[int] = []
    while True:
        left, ended = chance.randrange(3, 30), True
        rows = tail.follow(job_id, after=seen[-1] if seen else 0)
        async with contextlib.aclosing(rows):
            async for number, _ in rows:
                seen.append(number)
                left -= 1
                if not left:
                    ended = False
                    break
        if ended:
            return seen


@contextlib.asynccontextmanager
async def killing(workers: Workers, chance: random.Random) -> AsyncIterator[None]:
    """Kill a random worker every few seconds."""

    async def kill() -> None:
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(3.0, 5.0))
            await asyncio.to_thread(workers.kill_one, chance)

    task = asyncio.ensure_future(kill())
    try:
        yield
        await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def all_ended(desk: Desk, workers: Workers) -> None:
    deadline = time.monotonic() + WITHIN_S
    while time.monotonic() < deadline:
        counted = (await desk.store.tally()).jobs
        if counted.get("succeeded", 0) + counted.get("failed", 0) == DOCUMENTS:
            return
        if all(process.poll() is not None for process in workers.running):
            break
        await asyncio.sleep(0.2)
    raise AssertionError(f"{counted}\n{workers.log()[-3_000:]}")


@pytest.mark.slow
async def test_killed_workers_lose_nothing_and_pay_nothing_twice(postgres: Server, tmp_path: Path) -> None:
    url, chance = postgres.create(template="ready"), random.Random(7)
    model = f"scripted:steady?latency=0.25&log={tmp_path / 'calls.log'}"
    workers = await asyncio.to_thread(Workers, url, tmp_path)
    try:
        async with desk_at(url) as desk, killing(workers, chance):
            jobs = [await submit(desk, request(n), **options(n, model)) for n in range(DOCUMENTS)]
            tail = Tail(desk.store)
            following = [asyncio.ensure_future(followed(tail, job.id, random.Random(job.id))) for job in jobs]
            await all_ended(desk, workers)
            seen = await asyncio.wait_for(asyncio.gather(*following), 30)
            await tail.aclose()
        codes = await asyncio.to_thread(workers.stop)
        assert codes == [0] * WORKERS, workers.log()[-3_000:]
        async with desk_at(url) as desk:
            # First the paid calls: the undisturbed runs that `check` compares with write into the same log.
            await check_paid(desk, [job.id for job in jobs], tmp_path, workers.log().count("was put down"))
            await check(desk, [job.id for job in jobs], seen, model, tmp_path)
    finally:
        await asyncio.to_thread(workers.stop)


async def check(desk: Desk, job_ids: list[str], seen: list[list[int]], model: str, folder: Path) -> None:
    """Each document is what it would have been in peace, and its log is whole and was seen whole."""
    for number, job_id in enumerate(job_ids):
        job = await desk.store.job(job_id)
        manuscript = Manuscript.model_validate(await desk.store.artifact(job_id, "manuscript"))
        undisturbed = await written_in_peace(number, await desk.store.artifact(job_id, "pace"), model, folder)
        assert (job.status, manuscript.status) == ("succeeded", undisturbed.status)
        assert manuscript.text == undisturbed.text
        # A worker that lost its lease on a busy machine may have paid for what its follower pays for: that counts.
        twice = sum(entry.key.startswith(UNUSABLE) for entry in await desk.store.journal(job_id))
        assert undisturbed.usage.calls <= manuscript.usage.calls <= undisturbed.usage.calls + twice
        log = await desk.store.events(job_id)
        assert seen[number] == [n for n, _ in log] == list(range(1, job.last_event + 1))
        done = {event["section_id"] for _, event in log if event["type"] == "section_done"}
        assert len(done) == SECTIONS


async def check_paid(desk: Desk, job_ids: list[str], folder: Path, put_down: int) -> None:
    """No section is drafted again once it is finished; what was made twice are replies that were under way when a worker
    fell (or lost its lease)."""
    calls = Counter((folder / "calls.log").read_text(encoding="utf-8").splitlines())
    paid, again = 0, list[str]()
    for job_id in job_ids:
        finished: set[str] = set()
        for _, event in await desk.store.events(job_id):
            if event["type"] == "section_done":
                finished.add(event["section_id"])
            elif event["type"] == "call_done":
                kind, _, section = event["purpose"].partition(":")
                again += [f"{section} of {job_id}"] if kind == "draft" and section in finished else []
                paid += 1
    # Who loses its lease on a busy machine pays for what it was at; what it paid for is told when the job is taken up next.
    assert len(again) <= put_down * Traits().concurrency, f"paid for twice: {again}"
    runs = sum([(await desk.store.job(job_id)).runs for job_id in job_ids])
    assert runs > DOCUMENTS, "some were begun again"
    journals = [await desk.store.journal(job_id) for job_id in job_ids]
    used = sum(not entry.key.startswith(UNUSABLE) for journal in journals for entry in journal)
    assert paid == used, "each paid call is in the log, once"
    lost = sum(calls.values()) - paid
    assert lost <= (KILLS + put_down) * Traits().concurrency, f"{lost} replies were lost in {KILLS} kills"


async def written_in_peace(number: int, pace: dict[str, Any], model: str, folder: Path) -> Manuscript:
    """The same document by the library, on a store that knows of the model what this one knew when it began."""
    store = SqliteStore.open(folder / f"{number}.db")
    if pace["drafts"]:
        await store.save_model_ratio(model, pace["ratio"], pace["drafts"])
    try:
        return await awrite(request(number), **options(number, model), store=store)
    finally:
        await store.aclose()
