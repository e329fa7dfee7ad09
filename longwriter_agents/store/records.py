"""What a store keeps, as values: jobs, journal entries, versions, keys, deliveries, and what is asked or told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from longwriter_agents.backends.base import Reply

JobStatus = Literal["queued", "running", "waiting", "succeeded", "failed", "cancelled"]
ENDED: tuple[JobStatus, ...] = ("succeeded", "failed", "cancelled")
Outcome = Literal["", "planned", "complete", "complete_with_findings", "failed"]
Lane = Literal["direct", "service"]
"""Who runs a job: the program that called `write()`, or the runners and workers of the service."""
Approval = Literal["none", "wanted", "given"]


@dataclass(frozen=True)
class JobRecord:
    """A job as the store keeps it. `options` is what `write()` was called with, as JSON; times are UTC, ISO 8601.

    `status` is where the job stands in its life; `outcome` is the status of the manuscript that it has so far. `holder`
    is who runs it until `lease_until` (seconds of the database's clock) passes without a renewal. `traceparent` is the span
    of the request that last asked for a run, so that the worker's spans belong to its trace.
    """

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
    outcome: Outcome = ""
    owner: str = ""
    lane: Lane = "direct"
    priority: int = 0
    approval: Approval = "none"
    webhook: str = ""
    tag: str = ""
    last_event: int = 0
    cancel_requested: bool = False
    holder: str = ""
    lease_until: float = 0.0
    traceparent: str = ""


@dataclass(frozen=True)
class JournalEntry:
    """A paid reply: `purpose` as in the request, `key` the hash of what was asked."""

    key: str
    purpose: str
    reply: Reply


@dataclass(frozen=True)
class Admission:
    """On which terms a job is taken in: at most `most_active` unfinished jobs of its owner; `key` and `fingerprint` tell
    whether the same was asked for before (within `key_hours`)."""

    key: str = ""
    fingerprint: str = ""
    most_active: int | None = None
    key_hours: float = 24.0


@dataclass(frozen=True)
class Page:
    """Which jobs to list: those of an owner (None: of all), in some states, before a cursor, the newest first."""

    owner: str | None = None
    lane: Lane | None = None
    statuses: Sequence[JobStatus] = ()
    before: tuple[str, str] | None = None
    limit: int = 100


@dataclass(frozen=True)
class Version:
    """A version of a job's manuscript. `about` says how it came to be; `kept` are the artifacts that make it up, by name
    (empty in lists)."""

    number: int
    at: str
    about: dict[str, Any]
    kept: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Exchange:
    """What is put in place in the same breath as a change of status, all or nothing: artifacts by name, a version (of
    which only the newest `most_versions` stay), and what the record says of the manuscript."""

    artifacts: Mapping[str, Any] = field(default_factory=dict)
    version: Version | None = None
    most_versions: int = 20
    outcome: Outcome | None = None
    message: str | None = None
    traceparent: str | None = None
    options: dict[str, Any] | None = None
    most_active: int | None = None
    """`TooManyJobs` when the owner has as many unfinished jobs already."""
    seen: str | None = None
    """The `updated_at` of the record that the change was made from; `Conflict` when the job was touched since."""


@dataclass(frozen=True)
class KeyRecord:
    """An API key. Only the hash of its secret is kept."""

    id: str
    name: str
    secret_hash: str
    scopes: tuple[str, ...]
    created_at: str
    revoked_at: str = ""


@dataclass(frozen=True)
class Delivery:
    """A webhook call that is due: `body` is what is signed and sent."""

    id: str
    job: str
    url: str
    body: str
    attempt: int


@dataclass(frozen=True)
class Tally:
    """What the metrics tell: service jobs by status, seconds since the oldest queued one came, totals since ever."""

    jobs: Mapping[str, int]
    queue_age_s: float
    counters: Mapping[str, float]


@dataclass(frozen=True)
class Settlement:
    """How a run ended: the status to go to, and what is added to the record."""

    status: JobStatus
    outcome: Outcome = ""
    message: str = ""
    seconds: float = 0.0
    artifacts: Mapping[str, Any] = field(default_factory=dict)
    """What is put in place in the same breath."""


TOKENS_OF, SECONDS_OF = "output_tokens@", "call_seconds@"
"""Counters of each model: what it has written, and in how many seconds."""


def now_iso() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
