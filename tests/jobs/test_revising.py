"""A revision is a run of its job, on every database: queued, cancelled, resumed, drained, failed; the text stays meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from service_side import QUICK, desk_at, submit, until, workers_at

from longwriter_agents.errors import Conflict, JobNotFound, TooManyJobs
from longwriter_agents.jobs.desk import Desk
from longwriter_agents.jobs.revising import finished, revision_of
from longwriter_agents.jobs.tail import Tail
from longwriter_agents.jobs.versions import begin, listed, manuscript_of, put_back
from longwriter_agents.revision import Change

CHANGE = Change(sections=("s2",), instruction='Mention "tidal clock".')


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    async with desk_at(database) as opened:
        yield opened


async def test_a_revision_is_a_run_of_the_job_like_the_first(desk: Desk, database: str) -> None:
    job = await submit(desk)
    with pytest.raises(Conflict, match="queued"):
        await desk.revise(job.id, "", CHANGE)
    async with workers_at(database):
        await until(desk, job.id)
        first = await manuscript_of(desk.store, job)
        assert (await desk.revise(job.id, "", CHANGE, base=1)).status == "queued"
        assert (await until(desk, job.id)).outcome == "complete"
        second = await manuscript_of(desk.store, job)
        assert (second.version, "tidal clock" in second.text) == (2, True)
        with pytest.raises(Conflict, match="version 2, not 1"):
            await desk.revise(job.id, "", CHANGE, base=1)
        with pytest.raises(TooManyJobs):
            await desk.revise(job.id, "", CHANGE, most_active=0)
    assert (await desk.undo(job.id, "")).status == "succeeded"
    assert (await manuscript_of(desk.store, job)).text == first.text
    assert [version.number for version in await listed(desk.store, job)] == [1, 2, 3]
    for act in (desk.undo, desk.locks):
        with pytest.raises(JobNotFound):
            await act(job.id, "boris")
    log = [event for _, event in await desk.store.events(job.id)]
    states = [event["status"] for event in log if event["type"] == "job_status"]
    assert states == ["queued", "running", "succeeded", "queued", "running", "succeeded", "succeeded"]
    assert "tidal clock" not in str(log)


async def test_a_revision_is_cancelled_resumed_and_put_away(desk: Desk, database: str, tmp_path: Path) -> None:
    go = tmp_path / "go"
    go.touch()
    held = f"scripted:steady?until={go}&log={tmp_path / 'calls.log'}"
    job = await submit(desk, model=held)
    async with workers_at(database, replace(QUICK, lease_s=300.0)):
        await until(desk, job.id)
        first = await manuscript_of(desk.store, job)
        go.unlink()
        last = (await desk.revise(job.id, "", CHANGE)).last_event
        tail = Tail(desk.store)
        async for _, event in tail.follow(job.id, after=last):
            if event["type"] == "section_started":
                break
        await tail.aclose()
        assert (await manuscript_of(desk.store, job)).text == first.text, "readable while it is revised"
        await desk.cancel(job.id, "")
        assert (await until(desk, job.id)).status == "cancelled"
        assert (await desk.store.job(job.id)).outcome == "complete", "the document is what it was"
        go.touch()
        await desk.resume(job.id, "")
        assert (await until(desk, job.id)).status == "succeeded"
        assert (await manuscript_of(desk.store, job)).version == 2
        calls = (tmp_path / "calls.log").read_text(encoding="utf-8").splitlines()
        assert len(calls) == len(set(calls)) == len(await desk.store.journal(job.id)), "nothing was paid for twice"
        go.unlink()
        await desk.revise(job.id, "", CHANGE)
        await desk.cancel(job.id, "")
        assert (await until(desk, job.id)).status == "cancelled"
        assert (await desk.undo(job.id, "")).status == "succeeded"
        assert (await manuscript_of(desk.store, job)).version == 2


async def test_a_drained_revision_is_gone_on_with_after_a_restart(desk: Desk, database: str, tmp_path: Path) -> None:
    slow = f"scripted:steady?latency=0.2&log={tmp_path / 'calls.log'}"
    job = await submit(desk, model=slow)
    async with workers_at(database):
        await until(desk, job.id)
        last = (await desk.revise(job.id, "", CHANGE)).last_event
        tail = Tail(desk.store)
        async for _, event in tail.follow(job.id, after=last):
            if event["type"] == "phase_started":
                break
        await tail.aclose()
    assert (await desk.store.job(job.id)).status in ("queued", "succeeded")
    async with workers_at(database):
        assert (await until(desk, job.id)).outcome == "complete"
    assert (await manuscript_of(desk.store, job)).version == 2
    calls = (tmp_path / "calls.log").read_text(encoding="utf-8").splitlines()
    assert len(calls) == len(set(calls)) == len(await desk.store.journal(job.id))


async def test_two_who_change_a_document_at_once_never_overwrite_each_other(desk: Desk, database: str) -> None:
    job = await submit(desk)
    async with workers_at(database):
        await until(desk, job.id)
        await desk.revise(job.id, "", CHANGE)
        await until(desk, job.id)
        seen = await finished(desk.store, await desk.job(job.id, ""))
        order = revision_of(seen, CHANGE)
        await desk.undo(job.id, "")
        with pytest.raises(Conflict, match="somebody else"):
            await begin(desk.store, seen, order)
        with pytest.raises(Conflict, match="somebody else"):
            await put_back(desk.store, seen.job, 2)
    assert [version.number for version in await listed(desk.store, job)] == [1, 2, 3]
