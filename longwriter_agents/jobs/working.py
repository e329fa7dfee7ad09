"""What works behind the service until it is told to stop: the runner, the queue, webhooks, housekeeping."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from longwriter_agents.errors import StoreError
from longwriter_agents.jobs.courier import Courier
from longwriter_agents.jobs.holding import dead_neighbours
from longwriter_agents.jobs.queues import QUEUE, TASK, ProcrastinateQueue, Queue, queue_of
from longwriter_agents.jobs.runner import Runner
from longwriter_agents.jobs.terms import WorkTerms
from longwriter_agents.store.base import Store
from longwriter_agents.store.opening import open_store
from longwriter_agents.store.records import JobRecord

_LOG = logging.getLogger("longwriter.jobs")
_HOUSEKEEPING_S = 600.0
_AFTER_TROUBLE_S = 5.0
_MOST_CANCELS, _CANCEL_S = 3, 8.0


async def work(
    target: str, terms: WorkTerms, stop: asyncio.Event, *, started: Callable[[], None] = lambda: None
) -> None:
    """Run queued documents until `stop` is set; then drain and return, in bounded time."""
    store = await open_store(target)
    try:
        async with store.checkpoints() as saver:
            runner = Runner(store, saver, terms)
            queue = await queue_of(store)
            try:
                await _work(store, queue, runner, stop, started)
            finally:
                await queue.aclose()
    finally:
        await store.aclose()


async def _work(store: Store, queue: Queue, runner: Runner, stop: asyncio.Event, started: Callable[[], None]) -> None:
    for holder in dead_neighbours(await store.holders()):
        await store.drop_holder(holder)
    await _watch(store, queue, runner)
    workers = [asyncio.ensure_future(task) for task in _tasks(store, queue, runner)]
    stopped = asyncio.ensure_future(stop.wait())
    started()
    done, _ = await asyncio.wait([*workers, stopped], return_when=asyncio.FIRST_COMPLETED)
    put_down = await runner.drain()
    if isinstance(queue, ProcrastinateQueue):
        await _put_again(store, queue, put_down)
    await _ended([*workers, stopped])
    for task in done - {stopped}:
        task.result()  # nothing here ends by itself, so this tells why


async def _ended(tasks: Sequence[asyncio.Future[Any]]) -> None:
    """Cancel them and wait, in bounded time. The queue's worker takes a cancel for the order to stop, and may swallow it."""
    for _ in range(_MOST_CANCELS):
        left = [task for task in tasks if not task.done()]
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=_CANCEL_S)
    await asyncio.gather(*(task for task in tasks if task.done()), return_exceptions=True)
    if stubborn := sum(not task.done() for task in tasks):
        _LOG.warning("%d task(s) did not end when they were told to; going on without them", stubborn)


def _tasks(store: Store, queue: Queue, runner: Runner) -> list[Coroutine[Any, Any, None]]:
    courier = Courier(store)
    consuming = (
        _consume_procrastinate(store, queue, runner)
        if isinstance(queue, ProcrastinateQueue)
        else _consume_store(store, runner)
    )
    return [
        consuming,
        _repeated(lambda: _watch(store, queue, runner), runner.terms.beat_s),
        _repeated(runner.hear, runner.terms.hear_s),
        _repeated(courier.deliver_due, 0.5),
        _repeated(lambda: _purge(store, runner.terms), _HOUSEKEEPING_S),
    ]


async def _repeated(what: Callable[[], Awaitable[object]], every_s: float) -> None:
    """For ever; a store that fails is tried again next time."""
    while True:
        try:
            await what()
        except StoreError as error:
            _LOG.warning("%s", error)
        await asyncio.sleep(every_s)


async def _watch(store: Store, queue: Queue, runner: Runner) -> None:
    """Our own jobs are renewed; those of silent holders are queued again."""
    await runner.beat()
    released = await store.release_expired(most_runs=runner.terms.most_runs)
    if isinstance(queue, ProcrastinateQueue):
        await _rescue(store, queue, runner, released)


async def _rescue(store: Store, queue: ProcrastinateQueue, runner: Runner, released: list[str]) -> None:
    try:
        await queue.clear_stalled(silent_s=runner.terms.lease_s)
        await _put_again(store, queue, [*released, *await queue.forgotten()])
    except Exception as error:  # whatever the queue's driver raises while its database is away
        _LOG.warning("the queue could not be looked after: %s", type(error).__name__)


async def _put_again(store: Store, queue: ProcrastinateQueue, job_ids: list[str]) -> None:
    for job_id in dict.fromkeys(job_ids):
        job = await store.job(job_id)
        if job.status == "queued":
            await queue.put(job)


async def _consume_store(store: Store, runner: Runner) -> None:
    """Take the next queued job whenever there is room."""
    begun: set[asyncio.Task[None]] = set()
    while True:
        job = await _next(store, runner)
        if job is None:
            await asyncio.sleep(_AFTER_TROUBLE_S if runner.troubled else runner.terms.poll_s)
            runner.troubled = False
            continue
        task = asyncio.ensure_future(runner.work_off(job))
        begun.add(task)
        task.add_done_callback(begun.discard)
        await asyncio.sleep(0)


async def _next(store: Store, runner: Runner) -> JobRecord | None:
    if runner.room <= 0 or runner.troubled:
        return None
    try:
        return await store.claim_next(holder=runner.holder, lease_s=runner.terms.lease_s)
    except StoreError as error:
        _LOG.warning("%s", error)
        runner.troubled = True
        return None


async def _consume_procrastinate(store: Store, queue: ProcrastinateQueue, runner: Runner) -> None:
    async def write(job_id: str) -> None:
        if runner.draining:
            return  # still queued in the store: another worker finds it there
        lease_s = runner.terms.lease_s
        job = await store.claim(job_id, holder=runner.holder, lease_s=lease_s, among=("queued",))
        if job is not None:
            await runner.work_off(job)

    queue.app.task(name=TASK, queue=QUEUE)(write)
    while not runner.draining:
        try:
            await queue.app.run_worker_async(
                queues=[QUEUE],
                concurrency=runner.terms.concurrency,
                install_signal_handlers=False,
                fetch_job_polling_interval=1.0,
                update_heartbeat_interval=runner.terms.beat_s,
                stalled_worker_timeout=runner.terms.lease_s,
                shutdown_graceful_timeout=5.0,
                delete_jobs="always",
            )
        except Exception as error:  # the driver's errors while the database is away
            _LOG.warning("the queue stopped (%s); trying again", type(error).__name__)
        await asyncio.sleep(1.0)


async def _purge(store: Store, terms: WorkTerms) -> None:
    if terms.retention_days:
        before = datetime.now(UTC) - timedelta(days=terms.retention_days)
        await store.purge(finished_before=before.isoformat(timespec="microseconds"))
