"""The finished document with the proof that it meets its request: text, ledgers, findings, usage, status.

`Manuscript.model_dump(mode="json")` is the report, and the plan as well (with no text and nothing written): one schema.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from longwriter_agents.model import Adjustment, Brief, Canon, Finding, Outline, Revision, Usage, Value
from longwriter_agents.trust import Trust


class SectionWords(Value):
    """A row of the word ledger: words of the section's body, without its heading. `trust` tells how far its candidates
    agreed, where there were several."""

    id: str
    title: str
    budget: int
    written: int
    trust: Trust | None = None


class WordLedger(Value):
    """Asked and written. `written` counts the finished text, headings included; the rows count bodies only."""

    target: int
    low: int
    high: int
    written: int = 0
    headings: int = 0
    sections: tuple[SectionWords, ...] = ()

    @property
    def deviation(self) -> float:
        """(written - target) / target."""
        return (self.written - self.target) / self.target


class ConstraintRow(Value):
    """A row of the constraint ledger: where it applies, whether it is kept, and what shows it."""

    id: str
    kind: str
    quote: str
    text: str
    scope: dict[str, Any]
    placements: tuple[str, ...] = ()
    verdict: Literal["met", "unmet", "unverified", "planned"] = "planned"
    by: Literal["code", "model", ""] = ""
    evidence: str = ""


class ClauseRow(Value):
    """A clause of the request and what it was read as: nothing of a request is passed over in silence."""

    quote: str
    read_as: str
    constraint_ids: tuple[str, ...] = ()


class Unit(Value):
    """A unit of a numbered series and the constraints that bind it."""

    number: int
    heading: str
    constraint_ids: tuple[str, ...] = ()


class ActivityCost(Value):
    """What one kind of call (plan, draft, continue, review …) cost in all: the split of the time."""

    activity: str
    usage: Usage


class WrittenSection(Value):
    """A section's heading and final text."""

    id: str
    title: str
    part: str = ""
    level: int = Field(ge=0, le=6)
    text: str = ""


Status = Literal["planned", "complete", "complete_with_findings", "failed"]


class Manuscript(Value):
    """The result of `write()`; see `save` for the formats, `report` for the ledgers as JSON."""

    status: Status
    job_id: str
    graph: str
    model: str
    models: dict[str, str] = Field(default_factory=dict)
    message: str = ""
    text: str = ""
    brief: Brief
    outline: Outline
    sections: tuple[WrittenSection, ...] = ()
    words: WordLedger
    constraints: tuple[ConstraintRow, ...] = ()
    units: tuple[Unit, ...] = ()
    clauses: tuple[ClauseRow, ...] = ()
    canon: Canon = Canon()
    findings: tuple[Finding, ...] = ()
    revisions: tuple[Revision, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    usage: Usage = Usage()
    activities: tuple[ActivityCost, ...] = ()
    replayed_calls: int = 0
    flow: str = ""
    version: int = 1

    @property
    def complete(self) -> bool:
        return self.status == "complete"

    def report(self) -> dict[str, Any]:
        """Everything but the texts, as JSON values."""
        return self.model_dump(mode="json", exclude={"text", "sections"})

    def save(self, path: str | Path, *, force: bool = False) -> Path:
        """Write the document to `path`: `.md`, `.html`, `.txt`, or `.json` (all of this value) by its ending.

        The file appears whole or not at all. `InputError` for another ending, for a file that is there already (unless
        `force`), and for a folder that cannot be written.
        """
        from longwriter_agents.export import path_of, save

        return save(self, path_of(path), force=force)
