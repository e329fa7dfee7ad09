"""A job's life on every database: written, approved, edited, cancelled, resumed, drained, taken up again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from service_side import QUICK, REQUEST, desk_at, submit, until, workers_at

from longwriter_agents import write
from longwriter_agents.errors import Conflict, InputError, JobNotFound
from longwriter_agents.jobs.desk import Desk
from longwriter_agents.jobs.tail import Tail
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.model import Outline, Part, Section


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    async with desk_at(database) as opened:
        yield opened


async def manuscript_of(desk: Desk, job_id: str) -> Manuscript:
    return Manuscript.model_validate(await desk.store.artifact(job_id, "manuscript"))


def slow(folder: Path) -> str:
    return f"scripted:steady?latency=0.2&log={folder / 'calls.log'}"


async def test_documents_are_written_as_by_the_library(desk: Desk, database: str, tmp_path: Path) -> None:
    # The first one by itself: what it shows of the model's pace may change what later ones ask, and the library's starts anew.
    jobs = [await submit(desk, f"{REQUEST} Number 0.")]
    async with workers_at(database):
        await until(desk, jobs[0].id)
        jobs += [await submit(desk, f"{REQUEST} Number {n}.") for n in (1, 2)]
        ended = [await until(desk, job.id) for job in jobs]
    assert [(job.status, job.outcome) for job in ended] == [("succeeded", "complete")] * 3
    written = await asyncio.to_thread(write, f"{REQUEST} Number 0.", words=900, store=tmp_path / "own.db")
    assert (await manuscript_of(desk, jobs[0].id)).text == written.text
    log = [event for _, event in await desk.store.events(jobs[0].id)]
    assert [event["status"] for event in log if event["type"] == "job_status"] == ["queued", "running", "succeeded"]
    counted = (await desk.store.tally()).counters
    assert counted["documents"] == 3
    assert counted["sections"] >= 3


async def test_no_word_of_the_request_is_in_the_log(desk: Desk, database: str) -> None:
    job = await submit(desk, 'Write on bees. It must mention "Zanzibar". Never mention "Timbuktu".')
    async with workers_at(database):
        await until(desk, job.id)
    kept = str(await desk.store.events(job.id))
    assert "Zanzibar" not in kept
    assert "Timbuktu" not in kept


async def test_a_plan_waits_is_edited_and_is_written_as_edited(desk: Desk, database: str) -> None:
    job = await submit(desk, approval="wanted")
    async with workers_at(database):
        assert (await until(desk, job.id, "waiting")).outcome == "planned"
        planned = await desk.outline(job.id, "")
        assert sum(section.budget for section in planned.sections) > 800
        mine = Outline(
            title="Mine",
            parts=(Part(id="p1", sections=(Section(id="a", title="One"), Section(id="b", title="Two", weight=3))),),
        )
        edited = await desk.edit_outline(job.id, "", mine)
        assert edited.sections[1].budget > 2 * edited.sections[0].budget > 0
        await desk.approve(job.id, "")
        assert (await until(desk, job.id)).outcome == "complete"
    headings = [line for line in (await manuscript_of(desk, job.id)).text.splitlines() if line.startswith("#")]
    assert headings == ["# Mine", "## One", "## Two"]
    with pytest.raises(Conflict):
        await desk.edit_outline(job.id, "", mine)
    with pytest.raises(Conflict):
        await desk.approve(job.id, "")


async def test_cancelled_midway_and_resumed_without_paying_twice(desk: Desk, database: str, tmp_path: Path) -> None:
    go = tmp_path / "go"
    held = f"scripted:steady?until={go}&free=2&log={tmp_path / 'calls.log'}"  # the plan and the first section come
    job = await submit(desk, model=held, words=2_000, flow="sequential")
    async with workers_at(database, replace(QUICK, lease_s=300.0)):  # a beat a minute: the cancel is heard between them
        tail = Tail(desk.store)
        async for _, event in tail.follow(job.id):
            if event["type"] == "section_done":
                break
        await desk.cancel(job.id, "")
        assert (await until(desk, job.id)).status == "cancelled"
        go.touch()
        await desk.resume(job.id, "")
        assert (await until(desk, job.id)).status == "succeeded"
        await tail.aclose()
    calls = (tmp_path / "calls.log").read_text(encoding="utf-8").splitlines()
    paid = [entry.purpose for entry in await desk.store.journal(job.id)]
    assert len(calls) == len(set(calls)) == len(paid), "no call was made twice"


@pytest.mark.slow
async def test_draining_keeps_what_is_under_way_and_a_restart_goes_on(
    desk: Desk, database: str, tmp_path: Path
) -> None:
    job = await submit(desk, model=slow(tmp_path), words=6_000, flow="sequential")
    async with workers_at(database):
        tail = Tail(desk.store)
        async for _, event in tail.follow(job.id):
            if event["type"] == "section_done":
                break
        await tail.aclose()
    assert (await desk.store.job(job.id)).status == "queued", "put down, not lost"
    async with workers_at(database):
        assert (await until(desk, job.id)).outcome == "complete"
    calls = (tmp_path / "calls.log").read_text(encoding="utf-8").splitlines()
    assert len(calls) == len(set(calls)) == len(await desk.store.journal(job.id)), "no call was made twice"


async def test_the_log_is_followed_without_a_gap_by_many(desk: Desk, database: str) -> None:
    job = await submit(desk, words=2_000)
    tail = Tail(desk.store)

    async def numbers(after: int) -> list[int]:
        return [number async for number, _ in tail.follow(job.id, after=after)]

    followers = asyncio.gather(*(numbers(after) for after in (0, 0, 1, 5)))
    async with workers_at(database):
        followed = await asyncio.wait_for(followers, 60)
    await tail.aclose()
    last = (await desk.store.job(job.id)).last_event
    assert [rows for rows in followed] == [list(range(after + 1, last + 1)) for after in (0, 0, 1, 5)]


async def test_owners_see_only_their_own(desk: Desk) -> None:
    job = await submit(desk, owner="anna")
    assert (await desk.job(job.id, "anna")).id == job.id
    for act in (desk.job, desk.cancel, desk.resume, desk.approve, desk.outline, desk.delete):
        with pytest.raises(JobNotFound):
            await act(job.id, "boris")
    await desk.delete(job.id, "anna")
    with pytest.raises(JobNotFound):
        await desk.job(job.id, "anna")


async def test_a_model_that_can_t_be_opened_fails_its_document_with_a_reason(desk: Desk, database: str) -> None:
    job = await submit(desk, model="openai:gone")
    async with workers_at(database):
        ended = await until(desk, job.id)
    assert ended.status == "failed"
    assert "OPENAI_API_KEY" in ended.message


def test_the_work_terms_come_from_the_environment() -> None:
    from longwriter_agents.jobs.terms import WorkTerms

    assert WorkTerms.from_env({"LONGWRITER_CONCURRENT_DOCUMENTS": "7"}).concurrency == 7
    with pytest.raises(InputError, match="LONGWRITER_DRAIN_S"):
        WorkTerms.from_env({"LONGWRITER_DRAIN_S": "soon"})
    assert QUICK.beat_s < QUICK.lease_s
