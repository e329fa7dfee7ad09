"""The life of a job: claimed, held, settled, moved, cancelled, released. Every change of status is logged with it."""

from __future__ import annotations

from collections.abc import Sequence

from longwriter_agents.errors import Conflict, TooManyJobs
from longwriter_agents.store.database import Connection
from longwriter_agents.store.records import Approval, Exchange, JobRecord, JobStatus, Settlement, now_iso
from longwriter_agents.store.rows import (
    JOB_COLUMNS,
    Part,
    as_json,
    find_job,
    job_of,
    put_artifact,
    put_version,
    tell_status,
)

NEXT_FIRST = "ORDER BY priority DESC, created_at, id"


class JobLife(Part):
    async def claim(
        self,
        job_id: str,
        *,
        holder: str,
        lease_s: float,
        among: Sequence[JobStatus],
        taking_from: str | None = None,
    ) -> JobRecord | None:
        return await self.db.write(lambda db: _claimed(db, job_id, holder, lease_s, among, taking_from))

    async def claim_next(self, *, holder: str, lease_s: float) -> JobRecord | None:
        def work(db: Connection) -> JobRecord | None:
            db.lock("claim")
            rows = db.rows(f"SELECT id FROM jobs WHERE lane = 'service' AND status = 'queued' {NEXT_FIRST} LIMIT 1")
            return _claimed(db, rows[0][0], holder, lease_s, ("queued",)) if rows else None

        return await self.db.write(work)

    async def renew(self, *, holder: str, lease_s: float) -> dict[str, bool]:
        rows = await self.db.write(
            lambda db: db.rows(
                "UPDATE jobs SET lease_until = ? WHERE holder = ? AND status = 'running' RETURNING id, cancel_requested",
                *(db.now() + lease_s, holder),
            )
        )
        return {job_id: bool(wanted) for job_id, wanted in rows}

    async def cancels(self, *, holder: str) -> list[str]:
        rows = await self.db.read(
            lambda db: db.rows(
                "SELECT id FROM jobs WHERE holder = ? AND status = 'running' AND cancel_requested = 1 ORDER BY id",
                holder,
            )
        )
        return [row[0] for row in rows]

    async def settle(self, job_id: str, holder: str, settlement: Settlement) -> JobRecord | None:
        def work(db: Connection) -> JobRecord | None:
            rows = db.rows(
                "UPDATE jobs SET status = CASE WHEN ? = 'queued' AND cancel_requested = 1 THEN 'cancelled' ELSE ? END, "
                "outcome = ?, message = ?, seconds = seconds + ?, updated_at = ?, "
                "holder = '', lease_until = 0, cancel_requested = 0 "
                f"WHERE id = ? AND holder = ? AND status = 'running' RETURNING {JOB_COLUMNS}",
                *(settlement.status, settlement.status, settlement.outcome, settlement.message, settlement.seconds),
                *(now_iso(), job_id, holder),
            )
            if not rows:
                return None
            for name, value in settlement.artifacts.items():
                put_artifact(db, job_id, name, value)
            tell_status(db, job_of(rows[0]))
            return job_of(rows[0])

        return await self.db.write(work)

    async def move(
        self,
        job_id: str,
        to: JobStatus,
        *,
        among: Sequence[JobStatus],
        approval: Approval | None = None,
        exchange: Exchange | None = None,
    ) -> JobRecord:
        given = exchange or Exchange()

        def work(db: Connection) -> JobRecord:
            if given.most_active is not None:
                job = find_job(db, job_id, self.db.place)
                db.lock(f"admit:{job.owner}")
                check_room(db, job, given.most_active)
            marks = ", ".join("?" for _ in among)
            rows = db.rows(
                "UPDATE jobs SET status = ?, approval = coalesce(?, approval), outcome = coalesce(?, outcome), "
                "message = coalesce(?, message), traceparent = coalesce(?, traceparent), options = coalesce(?, options), "
                "updated_at = ?, holder = '' "
                f"WHERE id = ? AND status IN ({marks}) AND updated_at = coalesce(?, updated_at) "
                f"RETURNING {JOB_COLUMNS}",
                *(to, approval, given.outcome, given.message, given.traceparent),
                *(None if given.options is None else as_json(given.options), now_iso(), job_id, *among, given.seen),
            )
            if not rows:
                raise _not_moved(find_job(db, job_id, self.db.place), among)
            for name, value in given.artifacts.items():
                put_artifact(db, job_id, name, value)
            if given.version is not None:
                put_version(db, job_id, given.version, given.most_versions)
            tell_status(db, job_of(rows[0]))
            return job_of(rows[0])

        return await self.db.write(work)

    async def request_cancel(self, job_id: str) -> JobRecord:
        def work(db: Connection) -> JobRecord:
            # One statement: a job that is claimed between two would be found waiting by neither and running by neither.
            rows = db.rows(
                "UPDATE jobs SET status = CASE WHEN status = 'running' THEN status ELSE 'cancelled' END, "
                "cancel_requested = CASE WHEN status = 'running' THEN 1 ELSE 0 END, updated_at = ? "
                f"WHERE id = ? AND status IN ('queued', 'waiting', 'running') RETURNING {JOB_COLUMNS}",
                *(now_iso(), job_id),
            )
            job = job_of(rows[0]) if rows else find_job(db, job_id, self.db.place)
            if rows and job.status == "cancelled":
                tell_status(db, job)
            if job.status in ("succeeded", "failed"):
                raise not_from_here(job, ("queued", "running", "waiting"))
            return job

        return await self.db.write(work)

    async def release_expired(self, *, most_runs: int) -> list[str]:
        def work(db: Connection) -> list[str]:
            rows = db.rows(
                "UPDATE jobs SET status = CASE WHEN runs >= ? THEN 'failed' WHEN cancel_requested = 1 THEN 'cancelled' "
                "ELSE 'queued' END, message = CASE WHEN runs >= ? THEN ? ELSE message END, "
                "holder = '', lease_until = 0, cancel_requested = 0, updated_at = ? "
                f"WHERE lane = 'service' AND status = 'running' AND lease_until < ? RETURNING {JOB_COLUMNS}",
                *(most_runs, most_runs, f"Given up: it was begun {most_runs} times and never ended.", now_iso()),
                db.now(),
            )
            for row in rows:
                tell_status(db, job_of(row))
            return [job.id for job in map(job_of, rows) if job.status == "queued"]

        return await self.db.write(work)

    async def drop_holder(self, holder: str) -> None:
        await self.db.write(lambda db: db.run("UPDATE jobs SET lease_until = 0 WHERE holder = ?", holder))

    async def holders(self) -> list[str]:
        rows = await self.db.read(
            lambda db: db.rows("SELECT DISTINCT holder FROM jobs WHERE status = 'running' AND holder <> ''")
        )
        return [row[0] for row in rows]


def check_room(db: Connection, job: JobRecord, most_active: int | None) -> None:
    if most_active is None:
        return
    # What waits for approval counts too: else any number of plans could be made, and then approved all at once.
    others = db.rows(
        "SELECT count(*) FROM jobs WHERE lane = ? AND owner = ? AND status IN ('queued', 'running', 'waiting') AND id <> ?",
        *(job.lane, job.owner, job.id),
    )[0][0]
    if others >= most_active:
        raise TooManyJobs(
            f"{others} documents of this key are queued, running or waiting; {most_active} are allowed.",
            hint="Wait until one has ended, or cancel one.",
        )


def _claimed(
    db: Connection,
    job_id: str,
    holder: str,
    lease_s: float,
    among: Sequence[JobStatus],
    taking_from: str | None = None,
) -> JobRecord | None:
    marks, now = ", ".join("?" for _ in among), db.now()
    rows = db.rows(
        "UPDATE jobs SET status = 'running', holder = ?, lease_until = ?, runs = runs + 1, updated_at = ?, "
        f"cancel_requested = 0, message = '' WHERE id = ? AND status IN ({marks}) "
        f"AND (status <> 'running' OR lease_until < ? OR holder = ?) RETURNING {JOB_COLUMNS}",
        *(holder, now + lease_s, now_iso(), job_id, *among, now, taking_from),
    )
    if not rows:
        return None
    tell_status(db, job_of(rows[0]))
    return job_of(rows[0])


def not_from_here(job: JobRecord, among: Sequence[JobStatus]) -> Conflict:
    return Conflict(f"The document is {job.status}; this needs one that is {' or '.join(among)}.")


def _not_moved(job: JobRecord, among: Sequence[JobStatus]) -> Conflict:
    if job.status not in among:
        return not_from_here(job, among)
    return Conflict("The document was changed by somebody else at the same time.", hint="Look at it and try again.")
