"""How values lie in rows, and what several parts of the store do in the same transaction."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from itertools import chain
from typing import Any

from longwriter_agents.errors import JobNotFound, LeaseLost
from longwriter_agents.model import Draft
from longwriter_agents.store.database import Connection, Database
from longwriter_agents.store.records import JobRecord, Version, now_iso

JOB_FIELDS = tuple(each.name for each in fields(JobRecord))
JOB_COLUMNS = ", ".join(JOB_FIELDS)


class Part:
    """A part of the store: methods over one database."""

    db: Database


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def job_of(row: Sequence[Any]) -> JobRecord:
    values = dict(zip(JOB_FIELDS, row, strict=True))
    options, cancel = json.loads(values["options"]), bool(values["cancel_requested"])
    return JobRecord(**{**values, "options": options, "cancel_requested": cancel})


def insert_job(db: Connection, job: JobRecord) -> None:
    row = {**asdict(job), "options": as_json(job.options), "cancel_requested": int(job.cancel_requested)}
    marks = ", ".join("?" for _ in JOB_FIELDS)
    db.run(f"INSERT INTO jobs ({JOB_COLUMNS}) VALUES ({marks})", *(row[name] for name in JOB_FIELDS))


def find_job(db: Connection, job_id: str, place: str) -> JobRecord:
    rows = db.rows(f"SELECT {JOB_COLUMNS} FROM jobs WHERE id = ?", job_id)
    if not rows:
        raise JobNotFound(f"There is no job {job_id!r} in {place}.", hint="`longwriter jobs` lists those that are.")
    return job_of(rows[0])


def append(db: Connection, job_id: str, events: Sequence[Mapping[str, Any]]) -> int:
    """Number the events on and keep them; the number of the last."""
    last = counted_on(db, job_id, len(events))
    insert_events(db, job_id, events, last, secrets.token_hex(8))
    return last


def counted_on(db: Connection, job_id: str, by: int, holder: str | None = None) -> int:
    """The number of the job's last event when `by` more are kept. It touches the job's row, so that nobody takes the job over
    before they are; `LeaseLost` where another one than `holder` has it."""
    held = "" if holder is None else "AND holder = ?"
    sql = f"UPDATE jobs SET last_event = last_event + ? WHERE id = ? {held} RETURNING last_event"
    rows = db.rows(sql, by, job_id, *([] if holder is None else [holder]))
    if not rows and holder is not None:
        raise LeaseLost.of(job_id)
    if not rows:
        raise JobNotFound(f"There is no job {job_id!r} to keep an event of.")
    return int(rows[0][0])


def check_holder(db: Connection, job_id: str, holder: str | None) -> None:
    """`LeaseLost` where another one than `holder` has the job; else nobody takes it over before the transaction ends."""
    if holder is not None:
        counted_on(db, job_id, 0, holder)


def insert_events(db: Connection, job_id: str, events: Sequence[Mapping[str, Any]], last: int, token: str) -> None:
    first = last - len(events)
    rows = [(job_id, first + 1 + at, as_json(event), f"{token}:{at}") for at, event in enumerate(events)]
    insert_rows(db, "INSERT INTO events (job, number, event, uid) VALUES", rows)


_MOST_ROWS = 200


def insert_rows(db: Connection, insert: str, rows: Sequence[Sequence[Any]], then: str = "") -> None:
    """`insert` … VALUES with many rows at once, and what is done with one that is there: a statement costs more than a row."""
    for start in range(0, len(rows), _MOST_ROWS):
        some = rows[start : start + _MOST_ROWS]
        marks = f"({', '.join('?' * len(some[0]))})"
        db.run(f"{insert} {', '.join([marks] * len(some))} {then}", *chain.from_iterable(some))


def tell_status(db: Connection, job: JobRecord) -> None:
    """Log where the job stands now, and have the webhook called when it waits or has ended."""
    event = {"type": "job_status", "status": job.status, "outcome": job.outcome, "at": now_iso()}
    append(db, job.id, [event])
    if job.webhook and job.status in ("waiting", "succeeded", "failed", "cancelled"):
        body = as_json({"event": f"document.{job.status}", "id": job.id, **event})
        db.run(
            "INSERT INTO deliveries (id, job, url, body, attempt, due) VALUES (?, ?, ?, ?, 0, ?)",
            *(secrets.token_hex(12), job.id, job.webhook, body, db.now()),
        )


def put_draft(db: Connection, job_id: str, draft: Draft) -> None:
    db.run(
        "INSERT INTO drafts (job, section, attempt, text, words) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (job, section, attempt) DO UPDATE SET text = excluded.text, words = excluded.words",
        *(job_id, draft.section_id, draft.attempt, draft.text, draft.words),
    )


def put_artifact(db: Connection, job_id: str, name: str, value: Any) -> None:
    db.run(
        "INSERT INTO artifacts (job, name, value) VALUES (?, ?, ?) "
        "ON CONFLICT (job, name) DO UPDATE SET value = excluded.value",
        *(job_id, name, as_json(value)),
    )


def put_version(db: Connection, job_id: str, version: Version, most: int) -> None:
    db.run(
        "INSERT INTO versions (job, number, at, about, kept) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (job, number) DO UPDATE SET at = excluded.at, about = excluded.about, kept = excluded.kept",
        *(job_id, version.number, version.at, as_json(version.about), as_json(version.kept)),
    )
    db.run(
        "DELETE FROM versions WHERE job = ? AND number NOT IN "
        "(SELECT number FROM versions WHERE job = ? ORDER BY number DESC LIMIT ?)",
        *(job_id, job_id, most),
    )


def delete(db: Connection, job_id: str) -> None:
    """Its idempotency key stays for its time: a repetition of the request that made it must not make it anew."""
    for table in ("drafts", "artifacts", "versions", "replies", "events", "deliveries"):
        db.run(f"DELETE FROM {table} WHERE job = ?", job_id)
    db.run("DELETE FROM jobs WHERE id = ?", job_id)
