"""What happens while a document is written, as typed values for the live view, the stream and the event log."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from longwriter_agents.manuscript import Manuscript
from longwriter_agents.model import Adjustment, Finding, Outline, Revision, Usage, Value

Phase = Literal["understand", "plan", "draft", "review", "mend", "revise", "assemble", "verify"]


class JobStarted(Value):
    type: Literal["job_started"] = "job_started"
    job_id: str
    model: str
    graph: str
    target_words: int
    resumed: bool = False


class PhaseStarted(Value):
    type: Literal["phase_started"] = "phase_started"
    phase: Phase


class OutlineReady(Value):
    type: Literal["outline_ready"] = "outline_ready"
    outline: Outline


class SectionStarted(Value):
    type: Literal["section_started"] = "section_started"
    section_id: str
    title: str
    budget: int


class SectionProgress(Value):
    """The section's words so far, after each reply."""

    type: Literal["section_progress"] = "section_progress"
    section_id: str
    words: int


class SectionDone(Value):
    """`attempt` is the version of the section's text in the store."""

    type: Literal["section_done"] = "section_done"
    section_id: str
    attempt: int = 0
    words: int
    budget: int
    findings: int = 0


class BorderMended(Value):
    """The border between two sections (ids) had a `fault`: its sentence was left out, or written anew, or nothing that
    measured better was found and it stays."""

    type: Literal["border_mended"] = "border_mended"
    before: str
    after: str
    fault: Literal["repeats", "restates", "recaps", "same_opener", "sums_up"]
    how: Literal["cut", "rewritten", "kept"]


class FindingRaised(Value):
    type: Literal["finding"] = "finding"
    finding: Finding


class SectionRevised(Value):
    """A mend was tried: kept if the text measures better with it, else the text stays as it was."""

    type: Literal["section_revised"] = "section_revised"
    revision: Revision


class PlanAdjusted(Value):
    """The plan of a section was changed by what earlier sections tell, before it was begun."""

    type: Literal["plan_adjusted"] = "plan_adjusted"
    adjustment: Adjustment


class CallDone(Value):
    """One call to a model was paid for, or answered from the journal (`replayed`)."""

    type: Literal["call_done"] = "call_done"
    purpose: str
    model: str
    usage: Usage
    replayed: bool = False


class CallRetried(Value):
    type: Literal["call_retried"] = "call_retried"
    purpose: str
    model: str
    attempt: int
    wait_s: float
    reason: str


class JobEnded(Value):
    type: Literal["job_ended"] = "job_ended"
    job_id: str
    status: Literal["complete", "complete_with_findings", "failed", "interrupted"]
    words: int
    target_words: int
    message: str = ""


class ManuscriptReady(Value):
    """The last event of a stream: the result itself. It is not kept in the event log (the manuscript is)."""

    type: Literal["manuscript"] = "manuscript"
    manuscript: Manuscript


Event = Annotated[
    JobStarted
    | PhaseStarted
    | OutlineReady
    | SectionStarted
    | SectionProgress
    | SectionDone
    | BorderMended
    | FindingRaised
    | SectionRevised
    | PlanAdjusted
    | CallDone
    | CallRetried
    | JobEnded
    | ManuscriptReady,
    Field(discriminator="type"),
]
