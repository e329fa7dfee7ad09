"""The store's contract: jobs, texts, artifacts, the reply journal, events, keys. One contract, SQLite and PostgreSQL.

Keys are natural ((job, section, attempt), (job, request key)), so that writing the same thing twice is harmless: a step
that is repeated after a crash overwrites itself with the same value. Every method raises `StoreError` when the database
cannot be read or written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from longwriter_agents.model import Draft
from longwriter_agents.store.records import (
    Admission,
    Approval,
    Delivery,
    Exchange,
    JobRecord,
    JobStatus,
    JournalEntry,
    KeyRecord,
    Page,
    Settlement,
    Tally,
    Version,
)


class Texts(Protocol):
    """What the engine needs of a database while it writes."""

    async def save_work(
        self,
        job_id: str,
        drafts: Sequence[Draft],
        artifacts: Mapping[str, Any],
        *,
        holder: str | None = None,
    ) -> None:
        """Keep versions of sections and JSON values by name, all or none, replacing what stood there. `LeaseLost` where
        `holder` is given and does not hold the job (any more)."""
        ...

    async def draft(self, job_id: str, section_id: str, attempt: int) -> Draft:
        """One version of a section; `StoreError` when it is not there."""
        ...

    async def save_artifact(self, job_id: str, name: str, value: Any) -> None:
        """Keep a JSON value under a name (brief, constraints, outline, manuscript …), replacing what stood there."""
        ...

    async def artifact(self, job_id: str, name: str) -> Any:
        """The value, or None when there is none."""
        ...

    async def artifact_of_each(self, job_ids: Sequence[str], name: str) -> dict[str, Any]:
        """The value of each of the jobs that have one, by job id."""
        ...

    async def artifacts(self, job_id: str) -> dict[str, Any]:
        """All values of the job by name."""
        ...

    async def record_reply(self, job_id: str, entry: JournalEntry) -> bool:
        """Durable when it returns: a process killed afterwards finds the reply again. False where the journal has a reply
        of this key already, which stays."""
        ...

    async def recorded_reply(self, job_id: str, key: str) -> JournalEntry | None: ...

    async def journal(self, job_id: str) -> list[JournalEntry]:
        """All paid replies of the job in the order they came (texts included)."""
        ...

    async def model_ratio(self, model: str) -> tuple[float, int] | None:
        """What is known of a model's length habit over all jobs: (words written / words asked, number of drafts)."""
        ...

    async def save_model_ratio(self, model: str, ratio: float, drafts: int) -> None: ...


class Events(Protocol):
    """The kept log of each job, numbered from 1 without gaps."""

    async def append_event(self, job_id: str, event: dict[str, Any]) -> int:
        """Keep an event under the job's next number, which is returned."""
        ...

    async def append_events(
        self,
        job_id: str,
        events: Sequence[dict[str, Any]],
        *,
        counts: Mapping[str, float] | None = None,
        holder: str | None = None,
    ) -> int:
        """Keep several at once, and add to the counters in the same breath; the last number. `LeaseLost` where `holder`
        is given and does not hold the job (any more)."""
        ...

    async def events(
        self, job_id: str, *, after: int = 0, limit: int | None = None
    ) -> list[tuple[int, dict[str, Any]]]: ...

    async def speed(self, model: str) -> float | None:
        """Tokens per second of a model's calls so far, by the counters; None without any."""
        ...

    async def watermarks(self, job_ids: Sequence[str]) -> dict[str, tuple[int, JobStatus]]:
        """The last event number and status of each of the jobs that are there."""
        ...


class Store(Texts, Events, Protocol):
    """Jobs with their texts and events, and what the service keeps beside them."""

    async def create_job(self, job: JobRecord) -> None: ...

    async def admit_job(self, job: JobRecord, terms: Admission) -> tuple[JobRecord, bool]:
        """Take a job in, once: (record, whether it is new). `Conflict` for a key that stands for another request,
        `TooManyJobs` when its owner has enough unfinished ones."""
        ...

    async def job(self, job_id: str) -> JobRecord:
        """The job; `JobNotFound` when there is none."""
        ...

    async def jobs(self, *, limit: int = 100) -> list[JobRecord]:
        """The newest first."""
        ...

    async def page(self, page: Page) -> list[JobRecord]: ...

    async def tagged(self, tag: str) -> JobRecord | None:
        """The newest job with this tag."""
        ...

    async def update_job(
        self,
        job_id: str,
        *,
        message: str | None = None,
        options: dict[str, Any] | None = None,
        tag: str | None = None,
    ) -> None: ...

    async def delete_job(self, job_id: str) -> None:
        """Remove the job with all its texts, artifacts, replies and events; `Conflict` while it runs."""
        ...

    async def purge(self, *, finished_before: str) -> int:
        """Delete the service's finished jobs that were last touched before then; how many."""
        ...

    async def claim(
        self,
        job_id: str,
        *,
        holder: str,
        lease_s: float,
        among: Sequence[JobStatus],
        taking_from: str | None = None,
    ) -> JobRecord | None:
        """Begin a run: the job is `running` and held. None when it is in none of these states (or is not there), and where
        somebody holds it whose lease has not run out, unless that is `taking_from`, who is to lose it."""
        ...

    async def claim_next(self, *, holder: str, lease_s: float) -> JobRecord | None:
        """Begin a run of the queued service job that is next by priority, then by age."""
        ...

    async def renew(self, *, holder: str, lease_s: float) -> dict[str, bool]:
        """Hold on to what is held: job id → whether someone wants it cancelled."""
        ...

    async def cancels(self, *, holder: str) -> list[str]:
        """Which of the jobs that are held someone wants cancelled: looks only, and so may be asked every second."""
        ...

    async def settle(self, job_id: str, holder: str, settlement: Settlement) -> JobRecord | None:
        """End a run; None when the holder has lost the job meanwhile, and then nothing is changed.

        What goes back to the queue while someone wants it cancelled is cancelled."""
        ...

    async def move(
        self,
        job_id: str,
        to: JobStatus,
        *,
        among: Sequence[JobStatus],
        approval: Approval | None = None,
        exchange: Exchange | None = None,
    ) -> JobRecord:
        """Change the status of a job that nobody runs; `Conflict` when it is in none of these states."""
        ...

    async def save_version(self, job_id: str, version: Version, *, most: int, holder: str | None = None) -> None:
        """Keep a version under its number, and of all only the newest so many. `LeaseLost` as for `save_work`."""
        ...

    async def versions(self, job_id: str) -> list[Version]:
        """The kept versions, the oldest first, without what they hold."""
        ...

    async def version(self, job_id: str, number: int) -> Version:
        """One version with all that it holds; `VersionNotFound` when it is not kept (any more)."""
        ...

    async def request_cancel(self, job_id: str) -> JobRecord:
        """Cancel what waits at once, and ask the holder of what runs; `Conflict` for what has ended otherwise."""
        ...

    async def release_expired(self, *, most_runs: int) -> list[str]:
        """Queue the service jobs again whose holders were not heard of; those that ran too often have failed."""
        ...

    async def drop_holder(self, holder: str) -> None:
        """This holder is known to be dead: its leases end now."""
        ...

    async def holders(self) -> list[str]: ...

    async def queued(self, *, limit: int = 1_000) -> list[JobRecord]:
        """The service's queued jobs, the next one first."""
        ...

    async def tally(self) -> Tally: ...

    async def check(self) -> None:
        """`StoreError` unless the database answers and can be written."""
        ...

    async def create_key(self, key: KeyRecord) -> None: ...

    async def key(self, key_id: str) -> KeyRecord | None: ...

    async def keys(self) -> list[KeyRecord]: ...

    async def revoke_key(self, key_id: str) -> bool: ...

    async def next_delivery(self, *, lease_s: float, past: Sequence[str] = ()) -> Delivery | None:
        """A webhook call that is due, taken for so long; nobody else gets it meanwhile. Those whose address begins with one of
        `past` (in small letters) are passed over."""
        ...

    async def settle_delivery(self, delivery: Delivery, *, again_in_s: float | None) -> None:
        """It was delivered or given up (None), or is to be tried again later."""
        ...

    async def take(self, bucket: str, amount: float, *, per_minute: float) -> float:
        """Take from a token bucket that all processes on this store share: 0 when it was granted, else seconds to wait."""
        ...

    async def put_back(self, bucket: str, amount: float) -> None:
        """What was taken and not used (or, below zero, was used beyond it)."""
        ...

    def checkpoints(self) -> Any:
        """An async context manager that gives LangGraph's saver for this database."""
        ...

    async def aclose(self) -> None: ...
