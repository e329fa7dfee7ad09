"""What the job tests share: a desk over a store, and the working side run beside it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from longwriter_agents.jobs.desk import Desk
from longwriter_agents.jobs.intake import DEFAULTS, taken_in
from longwriter_agents.jobs.queues import queue_of
from longwriter_agents.jobs.terms import WorkTerms
from longwriter_agents.jobs.working import work
from longwriter_agents.store.opening import open_store
from longwriter_agents.store.records import ENDED, Admission, JobRecord

REQUEST = "Write a report on the harbour."
QUICK = WorkTerms(concurrency=4, lease_s=2.0, drain_s=5.0, poll_s=0.02)


@contextlib.asynccontextmanager
async def desk_at(target: str) -> AsyncIterator[Desk]:
    store = await open_store(target)
    queue = await queue_of(store)
    try:
        yield Desk(store, queue)
    finally:
        await queue.aclose()
        await store.aclose()


@contextlib.asynccontextmanager
async def workers_at(target: str, terms: WorkTerms = QUICK) -> AsyncIterator[None]:
    """The working side in this process, drained at the end."""
    stop = asyncio.Event()
    task = asyncio.ensure_future(work(target, terms, stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 60)


async def submit(desk: Desk, prompt: str = REQUEST, **options: Any) -> JobRecord:
    given = {key: value for key, value in options.items() if key in DEFAULTS}
    more = {key: value for key, value in options.items() if key not in DEFAULTS}
    job, _ = await desk.submit(taken_in({"prompt": prompt, "words": 900, **given}), Admission(), **more)
    return job


async def until(desk: Desk, job_id: str, *statuses: str, within_s: float = 60.0) -> JobRecord:
    """The job, once it is in one of the states (by default: ended)."""
    wanted = statuses or ENDED
    for _ in range(round(within_s / 0.02)):
        job = await desk.store.job(job_id)
        if job.status in wanted:
            return job
        await asyncio.sleep(0.02)
    raise AssertionError(f"{job.status}, not {wanted}: {job.message}")
