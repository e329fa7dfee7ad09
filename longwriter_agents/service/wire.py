"""What travels over REST: the same values as in Python, with what only the service knows around them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from longwriter_agents.constraints.kinds import Constraint
from longwriter_agents.jobs.telling import for_callers
from longwriter_agents.model import Budget, Outline, Usage
from longwriter_agents.options import MAX_WORDS, MOST_CANDIDATES, Flow, ReviewPolicy
from longwriter_agents.revision import MOST_INSTRUCTION_CHARACTERS, Follow
from longwriter_agents.store.records import JobRecord, JobStatus

Text = Annotated[str, Field(max_length=2_000)]


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PlanRequest(Wire):
    """What shall be written. Models and graphs are names from the service's lists."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"prompt": "A guide to growing tomatoes on a balcony, for beginners.", "words": 3000},
                {
                    "prompt": "Write a report on the harbour.",
                    "words": 5000,
                    "language": "en",
                    "constraints": [{"kind": "include", "terms": ["tidal clock"]}, "Write for children."],
                },
            ]
        }
    )

    prompt: str = Field(min_length=1, description="The request, as one would say it to a person.")
    words: int | None = Field(default=None, ge=1, le=MAX_WORDS, description="The length; else what the prompt says.")
    model: Text | None = Field(default=None, description="One of GET /v1/models; the first of them by default.")
    planner: Text | None = None
    drafter: Text | None = None
    reviewer: Text | None = None
    graph: Annotated[str, Field(max_length=100)] = "longform"
    language: Annotated[str, Field(max_length=50)] | None = Field(default=None, description="Name or code.")
    constraints: list[Annotated[Constraint, Field(discriminator="kind")] | Text] = Field(
        default_factory=list, max_length=500, description="Typed constraints, or demands in plain words."
    )
    outline: Outline | list[Text] | Annotated[str, Field(max_length=500_000)] | None = Field(
        default=None, description="Write by this outline: as a value, titles, or Markdown headings."
    )
    budget: Budget | None = None
    flow: Flow = "auto"
    review: ReviewPolicy = "auto"
    rounds: int = Field(default=2, ge=0, le=5)
    candidates: int = Field(
        default=1, ge=1, le=MOST_CANDIDATES, description="Drafts of each section; the best of them is kept."
    )
    webhook: Annotated[str, Field(max_length=2_000)] | None = Field(
        default=None, description="Called (signed) when the document waits or has ended. Its host must be allowed."
    )
    priority: int = Field(default=0, ge=-10, le=10, description="Higher goes first.")


class DocumentRequest(PlanRequest):
    approval: bool = Field(default=False, description="Stop after planning, until the outline is approved.")


class ResumeRequest(Wire):
    """With what a document is gone on with."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"budget": {"tokens": 500_000}}]})

    budget: Budget | None = Field(
        default=None,
        description="The limits that are given take the place of the document's own (or of its revision's); what was spent "
        "counts.",
    )


class RevisionRequest(Wire):
    """What shall be changed in a finished document: sections by an instruction (or a new length), or its outline."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"sections": ["s2"], "instruction": "Say that the harbour was founded in 1905.", "base": 1},
                {"outline": ["The harbour today", "The new pier"]},
            ]
        }
    )

    sections: list[Annotated[str, Field(max_length=100)]] = Field(
        default_factory=list, max_length=500, description="Ids of sections, as the outline has them."
    )
    instruction: Annotated[str, Field(max_length=MOST_INSTRUCTION_CHARACTERS)] = ""
    words: int | None = Field(default=None, ge=20, le=100_000, description="The new length of each of the sections.")
    outline: Outline | list[Text] | Annotated[str, Field(max_length=500_000)] | None = Field(
        default=None, description="The edited outline. What is new or planned otherwise is written, the rest stays."
    )
    follow: Follow = Field(
        default="changed",
        description="Which of the sections that depend on the change are gone over: those that it contradicts, all, none.",
    )
    base: int | None = Field(
        default=None, ge=1, description="The version that was seen; 409 when it is another by now."
    )
    budget: Budget | None = Field(default=None, description="Of this revision; by default as large as the document's.")


class UndoRequest(Wire):
    to: int | None = Field(
        default=None, ge=1, le=2**31 - 1, description="The version to put back; by default the one before."
    )


class Locks(Wire):
    sections: list[Annotated[str, Field(max_length=100)]] = Field(max_length=10_000)


class DocumentVersion(Wire):
    """A kept version and how it came to be: `of` is the version that was restored."""

    version: int
    at: str
    why: Literal["written", "instruction", "outline", "restored"]
    status: str
    words: int
    base: int | None = None
    of: int | None = None
    sections: list[str] = Field(default_factory=list)
    instruction: str = ""


class VersionList(Wire):
    current: int
    items: list[DocumentVersion]


class WordCounts(Wire):
    target: int
    low: int
    high: int
    written: int


class Document(Wire):
    """A document and where its job stands. `outcome` is the manuscript's own status; `title` and what follows are there
    once something is planned or written."""

    id: str
    status: JobStatus
    outcome: Literal["", "planned", "complete", "complete_with_findings", "failed"]
    message: str
    created_at: str
    updated_at: str
    graph: str
    model: str
    priority: int
    approval: Literal["none", "wanted", "given"]
    runs: int
    seconds: float
    events: int = Field(description="How many events its log has so far.")
    version: int = Field(default=1, description="Counts the revisions of a finished document.")
    title: str | None = None
    words: WordCounts | None = None
    sections: int | None = None
    findings: int | None = None
    usage: Usage | None = None


class DocumentPage(Wire):
    items: list[Document]
    next: str | None = Field(description="Give it as `cursor` for the next page; null on the last.")


class Estimate(Wire):
    """What a document is likely to take, before anything is spent. Nothing here was asked of a model."""

    model: str
    words: int
    sections: int
    calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None = Field(description="Null where the service knows no price of the model.")
    minutes: float
    tokens_per_second: float
    basis: Literal["measured", "assumed"] = Field(
        description="Whether the speed is this model's own, from finished documents."
    )


def shown(job: JobRecord, summary: dict[str, Any] | None = None) -> Document:
    return Document(
        id=job.id,
        status=job.status,
        outcome=job.outcome,
        message=for_callers(job.message),
        created_at=job.created_at,
        updated_at=job.updated_at,
        graph=job.graph,
        model=str(job.options.get("drafter", "")),
        priority=job.priority,
        approval=job.approval,
        runs=job.runs,
        seconds=round(job.seconds, 3),
        events=job.last_event,
        **(summary or {}),
    )
