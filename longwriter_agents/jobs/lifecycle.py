"""The one life of every job: queued → running → (waiting for approval) → succeeded | failed | cancelled.

A manuscript has a status of its own (planned, complete, complete_with_findings, failed); here, and only here, the one is
mapped to the other.
"""

from __future__ import annotations

from longwriter_agents.manuscript import Manuscript, Status
from longwriter_agents.store.base import JobRecord, JobStatus, Settlement

ENDED: tuple[JobStatus, ...] = ("succeeded", "failed", "cancelled")
RESUMABLE: tuple[JobStatus, ...] = ("failed", "cancelled")
"""What a service takes up again when it is asked to; what is queued or running needs no asking."""
UNFINISHED: tuple[JobStatus, ...] = ("queued", "running", "waiting", "failed", "cancelled")

_BY_STATUS: dict[Status, JobStatus] = {
    "planned": "waiting",
    "complete": "succeeded",
    "complete_with_findings": "succeeded",
    "failed": "failed",
}


def settled(manuscript: Manuscript, seconds: float) -> Settlement:
    """How a run ends that brought this manuscript."""
    return Settlement(
        status=_BY_STATUS[manuscript.status],
        outcome=manuscript.status,
        message=manuscript.message,
        seconds=seconds,
    )


def put_down(job: JobRecord, seconds: float, *, cancelled: bool = False) -> Settlement:
    """How a run ends that was stopped on the way: cancelled for good, or to be gone on with."""
    if cancelled:
        return Settlement("cancelled", job.outcome, "Cancelled on request.", seconds)
    return Settlement("queued", job.outcome, "The run was interrupted.", seconds)


def told(job: JobRecord) -> str:
    """The state in one word for people: what came of it, else where it stands."""
    if job.status == "succeeded":
        return job.outcome or job.status
    if job.status == "waiting":
        return "planned"
    interrupted = job.status == "queued" and job.runs > 0 and job.lane == "direct"
    return "interrupted" if interrupted else job.status
