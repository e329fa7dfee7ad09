"""Where queued jobs wait to be run: in the store itself on SQLite, in Procrastinate's tables on PostgreSQL."""

from __future__ import annotations

from typing import Any, Protocol

from longwriter_agents.store.base import Store
from longwriter_agents.store.records import JobRecord

QUEUE = "documents"
TASK = "longwriter.write"


class Queue(Protocol):
    async def put(self, job: JobRecord) -> None:
        """Have the job run by whoever is free; putting it twice is putting it once."""
        ...

    async def answers(self) -> bool: ...

    async def aclose(self) -> None: ...


class StoreQueue:
    """The jobs with status `queued` are the queue: runners look there by themselves."""

    async def put(self, job: JobRecord) -> None:
        return None

    async def answers(self) -> bool:
        return True

    async def aclose(self) -> None:
        return None


class ProcrastinateQueue:
    """Procrastinate's queue in the same database. A job of it only names a document; all else is in the store."""

    def __init__(self, app: Any) -> None:
        self.app = app

    @classmethod
    async def open(cls, url: str) -> ProcrastinateQueue:
        from procrastinate import App, PsycopgConnector

        # Opened without waiting: while the database is down, the store says so in its own words.
        app = App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=4, timeout=10))
        await app.open_async()
        return cls(app)

    async def put(self, job: JobRecord) -> None:
        from procrastinate.exceptions import AlreadyEnqueued

        task = self.app.configure_task(
            TASK, queue=QUEUE, lock=job.id, queueing_lock=job.id, priority=job.priority, allow_unknown=True
        )
        try:
            await task.defer_async(job_id=job.id)
        except AlreadyEnqueued:
            return

    async def forgotten(self) -> list[str]:
        """Documents that are queued for some seconds already but stand in no queue: their process fell in between."""
        rows = await self.app.connector.execute_query_all_async(
            "SELECT id FROM jobs WHERE lane = 'service' AND status = 'queued' "
            "AND updated_at::timestamptz < now() - interval '5 seconds' AND NOT EXISTS ("
            "SELECT 1 FROM procrastinate_jobs p WHERE p.queueing_lock = jobs.id AND p.status = 'todo') LIMIT 1000"
        )
        return [row["id"] for row in rows]

    async def clear_stalled(self, *, silent_s: float) -> None:
        """Take dead workers' entries out, so that their documents can be put in again."""
        from procrastinate.jobs import Status

        manager = self.app.job_manager
        for stalled in await manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=silent_s):
            if stalled.id is not None:
                await manager.finish_job_by_id_async(stalled.id, Status.FAILED, delete_job=True)

    async def answers(self) -> bool:
        """Whether the queue's tables can be read."""
        try:
            return bool(await self.app.check_connection_async())
        except Exception:  # whatever the driver raises: it does not answer
            return False

    async def aclose(self) -> None:
        await self.app.close_async()


async def queue_of(store: Store) -> Queue:
    url = getattr(store, "url", None)
    return StoreQueue() if url is None else await ProcrastinateQueue.open(url)
