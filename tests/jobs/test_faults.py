"""The database goes down, the disk fills up, the model's server flaps: jobs wait or fail clearly, and go on; nothing is corrupt."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from pathlib import Path

import pytest
from postgresql import Server, find_binaries
from service_side import REQUEST, desk_at, submit, until, workers_at
from wire import Answer, wire, writer

from longwriter_agents import StoreError, awrite
from longwriter_agents.jobs.tail import Tail
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.store.postgres import upgrade

DOWN_S = float(os.environ.get("LONGWRITER_TEST_DOWN_S", "4"))


@pytest.mark.slow
async def test_a_database_that_is_down_for_a_while_only_delays(tmp_path: Path) -> None:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (on Debian: apt-get install postgresql).")
    server = await asyncio.to_thread(Server.made, binaries)
    try:
        await asyncio.to_thread(server.start)
        url = server.create()
        await asyncio.to_thread(upgrade, url)
        await _through_an_outage(server, url, tmp_path)
    finally:
        await asyncio.to_thread(server.remove)


async def _through_an_outage(server: Server, url: str, folder: Path) -> None:
    model = f"scripted:steady?latency=0.4&log={folder / 'calls.log'}"
    async with desk_at(url) as desk, workers_at(url):
        jobs = [await submit(desk, f"{REQUEST} {n}.", words=2_000, model=model, flow="sequential") for n in range(3)]
        tail = Tail(desk.store)
        async for _, event in tail.follow(jobs[0].id):
            if event["type"] == "section_done":
                break
        await tail.aclose()
        await asyncio.to_thread(server.stop)
        await asyncio.sleep(DOWN_S)
        await asyncio.to_thread(server.start)
        late = await submit(desk, f"{REQUEST} Late.", words=900, model=model)
        for job in (*jobs, late):
            ended = await until(desk, job.id, within_s=90)
            assert ended.outcome == "complete", ended.message
            log = await desk.store.events(job.id)
            assert [number for number, _ in log] == list(range(1, ended.last_event + 1))
        calls = (folder / "calls.log").read_text(encoding="utf-8").splitlines()
        paid = sum([len(await desk.store.journal(job.id)) for job in (*jobs, late)])
        assert len(calls) - paid <= len(jobs), "at most the calls that were under way were made again"


@pytest.mark.slow
async def test_a_full_store_makes_documents_wait_and_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = str(tmp_path / "store.db")
    async with desk_at(store) as desk:
        job = await submit(desk, words=30_000)
    size_mb = Path(store).stat().st_size / 1_000_000  # noqa: ASYNC240 -- a test may wait for a disk
    monkeypatch.setenv("LONGWRITER_STORE_MAX_MB", str(size_mb + 0.2))
    async with workers_at(store), desk_at(store) as desk:
        stopped = await until(desk, job.id, "queued", "running")
        for _ in range(400):
            stopped = await desk.store.job(job.id)
            if "full" in stopped.message or stopped.status == "failed":
                break
            await asyncio.sleep(0.02)
        assert stopped.status != "succeeded"
    with sqlite3.connect(store) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    monkeypatch.delenv("LONGWRITER_STORE_MAX_MB")
    async with workers_at(store), desk_at(store) as desk:
        if (await desk.store.job(job.id)).status == "failed":
            await desk.resume(job.id, "")
        assert (await until(desk, job.id)).outcome == "complete"
        kept = Manuscript.model_validate(await desk.store.artifact(job.id, "manuscript"))
    undisturbed = await awrite(REQUEST, words=30_000, store=tmp_path / "other.db")
    assert kept.text == undisturbed.text


async def test_a_full_store_is_told_to_who_writes_directly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LONGWRITER_STORE_MAX_MB", "0.3")
    with pytest.raises(StoreError, match=r"full.*Make room"):
        await awrite(REQUEST, words=30_000, store=tmp_path / "store.db")


async def test_a_model_server_that_flaps_costs_time_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def flapping(body: dict[str, object]) -> Answer:
        nonlocal asked
        asked += 1
        return writer(body) if asked % 2 else Answer(status=503, body={}, headers={"Retry-After": "0"})

    store = str(tmp_path / "store.db")
    with wire(flapping) as server:
        monkeypatch.setenv("LONGWRITER_BASE_URL", f"{server.address}/v1")
        async with desk_at(store) as desk, workers_at(store):
            job = await submit(desk, words=900, model="openai:flapping")
            ended = await until(desk, job.id)
            assert ended.status == "succeeded", ended.message
            retries = (await desk.store.tally()).counters["retries"]
    assert retries >= 2
