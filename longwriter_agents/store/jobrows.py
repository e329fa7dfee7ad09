"""Jobs: taken in, listed, claimed, held, settled, cancelled, deleted. Every change of status is logged with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from longwriter_agents.errors import Conflict, JobNotFound, KeyReused, TooManyJobs
from longwriter_agents.store.base import (
    Admission,
    Approval,
    Exchange,
    JobRecord,
    JobStatus,
    Page,
    Settlement,
    Tally,
    now_iso,
)
from longwriter_agents.store.database import Connection
from longwriter_agents.store.rows import (
    JOB_COLUMNS,
    Part,
    as_json,
    delete,
    find_job,
    insert_job,
    job_of,
    put_artifact,
    put_version,
    tell_status,
)

_ENDED: tuple[JobStatus, ...] = ("succeeded", "failed", "cancelled")
_NEXT_FIRST = "ORDER BY priority DESC, created_at, id"


class JobRows(Part):
    async def create_job(self, job: JobRecord) -> None:
        await self.db.write(lambda db: insert_job(db, job))

    async def admit_job(self, job: JobRecord, terms: Admission) -> tuple[JobRecord, bool]:
        def work(db: Connection) -> tuple[JobRecord, bool]:
            db.lock(f"admit:{job.owner}")
            known = self._same_request(db, job, terms)
            if known is not None:
                return known, False
            _check_room(db, job, terms.most_active)
            insert_job(db, job)
            if terms.key:
                db.run(
                    "INSERT INTO idempotency (owner, key, fingerprint, job, at) VALUES (?, ?, ?, ?, ?)",
                    *(job.owner, terms.key, terms.fingerprint, job.id, db.now()),
                )
            tell_status(db, job)
            return find_job(db, job.id, self.db.place), True

        return await self.db.write(work)

    def _same_request(self, db: Connection, job: JobRecord, terms: Admission) -> JobRecord | None:
        """The job that this key stands for already; keys are forgotten after their time."""
        db.run("DELETE FROM idempotency WHERE at < ?", db.now() - terms.key_hours * 3600)
        if not terms.key:
            return None
        rows = db.rows("SELECT fingerprint, job FROM idempotency WHERE owner = ? AND key = ?", job.owner, terms.key)
        if not rows:
            return None
        if rows[0][0] != terms.fingerprint:
            raise KeyReused(
                "This Idempotency-Key was used for another request.", hint="Use a new key for each new request."
            )
        try:
            return find_job(db, rows[0][1], self.db.place)
        except JobNotFound:
            raise Conflict(
                "The document of this Idempotency-Key was deleted.", hint="Use a new key to have it written again."
            ) from None

    async def job(self, job_id: str) -> JobRecord:
        return await self.db.read(lambda db: find_job(db, job_id, self.db.place))

    async def jobs(self, *, limit: int = 100) -> list[JobRecord]:
        return await self.page(Page(limit=limit))

    async def page(self, page: Page) -> list[JobRecord]:
        wanted: list[tuple[str, tuple[Any, ...]]] = []
        if page.owner is not None:
            wanted.append(("owner = ?", (page.owner,)))
        if page.lane is not None:
            wanted.append(("lane = ?", (page.lane,)))
        if page.statuses:
            wanted.append((f"status IN ({', '.join('?' for _ in page.statuses)})", tuple(page.statuses)))
        if page.before is not None:
            at, job_id = page.before
            wanted.append(("(created_at < ? OR (created_at = ? AND id < ?))", (at, at, job_id)))
        where = f"WHERE {' AND '.join(sql for sql, _ in wanted)}" if wanted else ""
        sql = f"SELECT {JOB_COLUMNS} FROM jobs {where} ORDER BY created_at DESC, id DESC LIMIT ?"
        values = [value for _, values in wanted for value in values]
        rows = await self.db.read(lambda db: db.rows(sql, *values, page.limit))
        return [job_of(row) for row in rows]

    async def queued(self, *, limit: int = 1_000) -> list[JobRecord]:
        sql = f"SELECT {JOB_COLUMNS} FROM jobs WHERE lane = 'service' AND status = 'queued' {_NEXT_FIRST} LIMIT ?"
        return [job_of(row) for row in await self.db.read(lambda db: db.rows(sql, limit))]

    async def tagged(self, tag: str) -> JobRecord | None:
        sql = f"SELECT {JOB_COLUMNS} FROM jobs WHERE tag = ? ORDER BY created_at DESC, id DESC LIMIT 1"
        rows = await self.db.read(lambda db: db.rows(sql, tag))
        return job_of(rows[0]) if rows else None

    async def update_job(
        self,
        job_id: str,
        *,
        message: str | None = None,
        options: dict[str, Any] | None = None,
        tag: str | None = None,
    ) -> None:
        touched = await self.db.write(
            lambda db: db.run(
                "UPDATE jobs SET message = coalesce(?, message), options = coalesce(?, options), "
                "tag = coalesce(?, tag), updated_at = ? WHERE id = ?",
                *(message, None if options is None else as_json(options), tag, now_iso(), job_id),
            )
        )
        if not touched:
            raise JobNotFound(f"There is no job {job_id!r} in {self.db.place}.")

    async def delete_job(self, job_id: str) -> None:
        def work(db: Connection) -> None:
            # Touched before they are deleted, here and below: who claims such a job at this moment finds it gone.
            rows = db.rows("UPDATE jobs SET holder = holder WHERE id = ? RETURNING status", job_id)
            if rows and rows[0][0] == "running":
                raise _not_from_here(find_job(db, job_id, self.db.place), ("queued", "waiting", *_ENDED))
            delete(db, job_id)

        await self.db.write(work)

    async def purge(self, *, finished_before: str) -> int:
        def work(db: Connection) -> int:
            old = f"lane = 'service' AND status IN ({', '.join('?' for _ in _ENDED)}) AND updated_at < ?"
            rows = db.rows(
                "UPDATE jobs SET holder = holder "
                f"WHERE id IN (SELECT id FROM jobs WHERE {old} LIMIT 1000) AND {old} RETURNING id",
                *(*_ENDED, finished_before, *_ENDED, finished_before),
            )
            for (job_id,) in rows:
                delete(db, job_id)
            return len(rows)

        return await self.db.write(work)

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
            rows = db.rows(f"SELECT id FROM jobs WHERE lane = 'service' AND status = 'queued' {_NEXT_FIRST} LIMIT 1")
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
                _check_room(db, job, given.most_active)
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
                raise _not_from_here(job, ("queued", "running", "waiting"))
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

    async def tally(self) -> Tally:
        def work(db: Connection) -> Tally:
            counted = db.rows("SELECT status, count(*) FROM jobs WHERE lane = 'service' GROUP BY status")
            oldest = db.rows("SELECT min(updated_at) FROM jobs WHERE lane = 'service' AND status = 'queued'")[0][0]
            counters = db.rows("SELECT name, value FROM counters")
            return Tally(jobs=dict(counted), queue_age_s=_age(oldest), counters=dict(counters))

        return await self.db.read(work)

    async def check(self) -> None:
        await self.db.write(lambda db: db.run("UPDATE counters SET value = value WHERE name = 'words'"))


def _check_room(db: Connection, job: JobRecord, most_active: int | None) -> None:
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


def _not_from_here(job: JobRecord, among: Sequence[JobStatus]) -> Conflict:
    return Conflict(f"The document is {job.status}; this needs one that is {' or '.join(among)}.")


def _not_moved(job: JobRecord, among: Sequence[JobStatus]) -> Conflict:
    if job.status not in among:
        return _not_from_here(job, among)
    return Conflict("The document was changed by somebody else at the same time.", hint="Look at it and try again.")


def _age(since: str | None) -> float:
    from datetime import UTC, datetime

    return 0.0 if since is None else max(0.0, (datetime.now(UTC) - datetime.fromisoformat(since)).total_seconds())
