"""The one life of every job: queued → running → (waiting for approval) → succeeded | failed | cancelled.

A manuscript has a status of its own (planned, complete, complete_with_findings, failed); here, and only here, the one is
mapped to the other.
"""

from __future__ import annotations

from longwriter_agents.errors import LongwriterError, StoreError
from longwriter_agents.manuscript import Manuscript, Status
from longwriter_agents.store.records import JobRecord, JobStatus, Outcome, Settlement

RESUMABLE: tuple[JobStatus, ...] = ("failed", "cancelled")
"""What a service takes up again when it is asked to; what is queued or running needs no asking."""
UNFINISHED: tuple[JobStatus, ...] = ("queued", "running", "waiting", "failed", "cancelled")

_BY_STATUS: dict[Status, JobStatus] = {
    "planned": "waiting",
    "complete": "succeeded",
    "complete_with_findings": "succeeded",
    "failed": "failed",
}


def settled(manuscript: Manuscript, seconds: float, *, revised: Outcome | None = None) -> Settlement:
    """How a run ends that brought this manuscript. `revised` is what a document was before a revision of it: where that
    failed, the document still is what it was."""
    outcome: Outcome = revised if revised is not None and manuscript.status == "failed" else manuscript.status
    return Settlement(
        status=_BY_STATUS[manuscript.status],
        outcome=outcome,
        message=manuscript.message,
        seconds=seconds,
    )


def put_down(job: JobRecord, seconds: float, why: BaseException, *, cancelled: bool = False) -> Settlement:
    """How a run ends that was stopped on the way: cancelled for good, or to be gone on with.

    A defect of ours ends a job of the service, which would only meet it again; its text may hold words of the request,
    so only its kind is told. Where the database is, is not for those who only use the service.
    """
    if cancelled:
        return Settlement("cancelled", job.outcome, "Cancelled on request.", seconds)
    if isinstance(why, StoreError):
        told = "The database could not be reached or written." if job.lane == "service" else str(why)
        return Settlement("queued", job.outcome, f"Interrupted: {told}", seconds)
    if isinstance(why, Exception) and not isinstance(why, LongwriterError) and job.lane == "service":
        return Settlement("failed", job.outcome, f"A defect of this program ended it ({type(why).__name__}).", seconds)
    return Settlement("queued", job.outcome, "The run was interrupted.", seconds)


def told(job: JobRecord) -> str:
    """The state in one word for people: what came of it, else where it stands."""
    if job.status == "succeeded":
        return job.outcome or job.status
    if job.status == "waiting":
        return "planned"
    interrupted = job.status == "queued" and job.runs > 0 and job.lane == "direct"
    return "interrupted" if interrupted else job.status
