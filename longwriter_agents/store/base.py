"""The document store's contract: texts, artifacts, the reply journal, events. One contract, several databases.

Keys are natural ((job, section, attempt), (job, request key)), so that writing the same thing twice is harmless: a step
that is repeated after a crash overwrites itself with the same value. Every method raises `StoreError` when the database
cannot be read or written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from longwriter_agents.backends.base import Reply
from longwriter_agents.model import Draft

JobStatus = Literal["queued", "running", "interrupted", "complete", "complete_with_findings", "failed", "cancelled"]


@dataclass(frozen=True)
class JobRecord:
    """A job as the store keeps it. `options` is what `write()` was called with, as JSON; times are UTC, ISO 8601."""

    id: str
    status: JobStatus
    graph: str
    graph_version: str
    request: str
    options: dict[str, Any]
    created_at: str
    updated_at: str
    runs: int = 0
    seconds: float = 0.0
    message: str = ""


@dataclass(frozen=True)
class JournalEntry:
    """A paid reply: `purpose` as in the request, `key` the hash of what was asked."""

    key: str
    purpose: str
    reply: Reply


class Store(Protocol):
    """What the engine needs of a database."""

    async def create_job(self, job: JobRecord) -> None: ...

    async def job(self, job_id: str) -> JobRecord:
        """The job; `JobNotFound` when there is none."""
        ...

    async def jobs(self, *, limit: int = 100) -> list[JobRecord]:
        """The newest first."""
        ...

    async def update_job(
        self,
        job_id: str,
        *,
        status: JobStatus | None = None,
        message: str | None = None,
        runs: int | None = None,
        add_seconds: float = 0.0,
    ) -> None: ...

    async def delete_job(self, job_id: str) -> None:
        """Remove the job with all its texts, artifacts, replies and events."""
        ...

    async def save_draft(self, job_id: str, draft: Draft) -> None: ...

    async def draft(self, job_id: str, section_id: str, attempt: int) -> Draft:
        """One version of a section; `StoreError` when it is not there."""
        ...

    async def save_artifact(self, job_id: str, name: str, value: Any) -> None:
        """Keep a JSON value under a name (brief, constraints, outline, manuscript …), replacing what stood there."""
        ...

    async def artifact(self, job_id: str, name: str) -> Any:
        """The value, or None when there is none."""
        ...

    async def record_reply(self, job_id: str, entry: JournalEntry) -> None:
        """Durable when it returns: a process killed afterwards finds the reply again."""
        ...

    async def recorded_reply(self, job_id: str, key: str) -> JournalEntry | None: ...

    async def journal(self, job_id: str) -> list[JournalEntry]:
        """All paid replies of the job in the order they came (texts included)."""
        ...

    async def append_event(self, job_id: str, event: dict[str, Any]) -> int:
        """Keep an event under the job's next number (from 1), which is returned."""
        ...

    async def events(self, job_id: str, *, after: int = 0) -> list[tuple[int, dict[str, Any]]]: ...

    async def model_ratio(self, model: str) -> tuple[float, int] | None:
        """What is known of a model's length habit over all jobs: (words written / words asked, number of drafts)."""
        ...

    async def save_model_ratio(self, model: str, ratio: float, drafts: int) -> None: ...

    async def aclose(self) -> None: ...
