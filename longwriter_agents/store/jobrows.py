"""Jobs as a whole: taken in, found, listed, changed, deleted, counted. Their life is in `joblife`."""

from __future__ import annotations

from typing import Any

from longwriter_agents.errors import Conflict, JobNotFound, KeyReused
from longwriter_agents.store.database import Connection
from longwriter_agents.store.joblife import NEXT_FIRST, check_room, not_from_here
from longwriter_agents.store.records import ENDED, Admission, JobRecord, Page, Tally, now_iso
from longwriter_agents.store.rows import (
    JOB_COLUMNS,
    Part,
    as_json,
    delete,
    find_job,
    insert_job,
    job_of,
    tell_status,
)


class JobRows(Part):
    async def create_job(self, job: JobRecord) -> None:
        await self.db.write(lambda db: insert_job(db, job))

    async def admit_job(self, job: JobRecord, terms: Admission) -> tuple[JobRecord, bool]:
        def work(db: Connection) -> tuple[JobRecord, bool]:
            db.lock(f"admit:{job.owner}")
            known = self._same_request(db, job, terms)
            if known is not None:
                return known, False
            check_room(db, job, terms.most_active)
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
        sql = f"SELECT {JOB_COLUMNS} FROM jobs WHERE lane = 'service' AND status = 'queued' {NEXT_FIRST} LIMIT ?"
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
                raise not_from_here(find_job(db, job_id, self.db.place), ("queued", "waiting", *ENDED))
            delete(db, job_id)

        await self.db.write(work)

    async def purge(self, *, finished_before: str) -> int:
        def work(db: Connection) -> int:
            old = f"lane = 'service' AND status IN ({', '.join('?' for _ in ENDED)}) AND updated_at < ?"
            rows = db.rows(
                "UPDATE jobs SET holder = holder "
                f"WHERE id IN (SELECT id FROM jobs WHERE {old} LIMIT 1000) AND {old} RETURNING id",
                *(*ENDED, finished_before, *ENDED, finished_before),
            )
            for (job_id,) in rows:
                delete(db, job_id)
            return len(rows)

        return await self.db.write(work)

    async def tally(self) -> Tally:
        def work(db: Connection) -> Tally:
            counted = db.rows("SELECT status, count(*) FROM jobs WHERE lane = 'service' GROUP BY status")
            oldest = db.rows("SELECT min(updated_at) FROM jobs WHERE lane = 'service' AND status = 'queued'")[0][0]
            counters = db.rows("SELECT name, value FROM counters")
            return Tally(jobs=dict(counted), queue_age_s=_age(oldest), counters=dict(counters))

        return await self.db.read(work)

    async def check(self) -> None:
        await self.db.write(lambda db: db.run("UPDATE counters SET value = value WHERE name = 'words'"))


def _age(since: str | None) -> float:
    from datetime import UTC, datetime

    return 0.0 if since is None else max(0.0, (datetime.now(UTC) - datetime.fromisoformat(since)).total_seconds())
