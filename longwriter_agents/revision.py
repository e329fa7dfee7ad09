"""Edits after writing, as values: what a caller wants changed, what depends on it, what a revision will do."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from longwriter_agents.model import Brief, Budget, Outline, Value
from longwriter_agents.prose.lines import with_plain_line_ends

REVISION, NOTES = "revision", "revision:notes"
"""The names of the artifacts that hold the revision under way, and what its drafters are told."""
MOST_VERSIONS = 20
"""So many versions of a manuscript are kept, the newest."""
MOST_INSTRUCTION_CHARACTERS = 20_000

Follow = Literal["changed", "all", "none"]
"""Which of the dependent sections are gone over: those that the new text really contradicts, all, or none."""


class Change(Value):
    """What is to be changed: sections by an instruction, or the outline. `words` is the new length of each named section."""

    sections: tuple[str, ...] = ()
    instruction: str = Field(default="", max_length=MOST_INSTRUCTION_CHARACTERS)
    words: int | None = Field(default=None, ge=20, le=100_000)
    outline: Outline | None = None
    follow: Follow = "changed"

    @field_validator("instruction")
    @classmethod
    def _with_plain_lines(cls, instruction: str) -> str:
        return with_plain_line_ends(instruction)


class Reason(Value):
    """Why a section depends on a change: it tells of a `fact` that a changed section owns, uses a `name` or number that
    comes from there, or one that the instruction has `named`; or a `constraint` is its to keep now."""

    kind: Literal["fact", "name", "named", "constraint"]
    what: str


class Dependent(Value):
    id: str
    title: str
    reasons: tuple[Reason, ...]


class Target(Value):
    """A section that is changed in any case."""

    id: str
    title: str
    how: Literal["rewrite", "write", "lengthen", "shorten"]
    why: str = ""
    words: int = Field(description="The words that it shall have.")


class RevisionPlan(Value):
    """What a revision will do; told before anything is spent.

    `dependents` are gone over as far as the new text contradicts them (`follow`); `joined` are the neighbours to whose
    words new text is fitted, which stay as they are, as do the `untouched`.
    """

    base: int = Field(description="The version that it starts from.")
    version: int = Field(description="The version that it will make.")
    targets: tuple[Target, ...] = ()
    dependents: tuple[Dependent, ...] = ()
    joined: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    target_words: int = Field(description="The document's length afterwards.")
    target_words_before: int


class RevisionOrder(Value):
    """A revision that was begun, as it is kept with the job: all that its run needs, so that a repeated run is the same.

    `replies` and `seconds` are what the job had used before; the revision's own budget counts from there.
    """

    plan: RevisionPlan
    change: Change
    brief: Brief
    outline: Outline
    constraints: list[Any]
    placements: dict[str, list[str]]
    budget: Budget = Budget()
    replies: int = 0
    seconds: float = 0.0
