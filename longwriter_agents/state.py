"""The graph's state: small plain values by section. Texts are in the store; here are their versions and counts."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict


class DraftRef(TypedDict):
    """A section as it stands: `attempt` names the kept version in the store, `failed` says why there is none.

    `asked` and `gave` are the words asked of the model and written by it in whole replies: the model's pace. `stuck`: it was
    to become longer, and its drafter had nothing more to tell. `opened` are the words that its contract asks for, the same at
    every reply, so that the prompt's beginning is read once.
    """

    attempt: int
    last: int
    words: int
    asked: int
    gave: int
    replies: int
    rounds: int
    failed: str
    stuck: NotRequired[bool]
    opened: NotRequired[int]


class Work(TypedDict):
    """What is to be done with one section: write it, lengthen it by `words`, or mend its findings."""

    section: str
    mode: Literal["write", "extend", "mend"]
    words: int


class Pace(TypedDict):
    ratio: float
    drafts: int


def by_key(old: dict[str, DraftRef], new: dict[str, DraftRef]) -> dict[str, DraftRef]:
    """Parallel results meet by section, so the order in which they arrive cannot matter."""
    return {**old, **new}


def counts(old: dict[str, int], new: dict[str, int]) -> dict[str, int]:
    return {**old, **new}


class Border(TypedDict):
    """Where two neighbouring sections meet (ids). Mending it may cost the document `spare` words; `known` are the sentences
    with which the document begins, `forms` the openers that its sections share by intention."""

    before: str
    after: str
    spare: int
    known: list[str]
    forms: list[str]


class WritingState(TypedDict, total=False):
    """The whole job. `queue` is what the next wave works on, strand by strand; `wave` counts the waves of first drafts."""

    parts: dict[str, int]
    planned: Annotated[dict[str, int], counts]
    drafts: Annotated[dict[str, DraftRef], by_key]
    pace: Pace
    queue: list[list[Work]]
    wave: int
    settle_rounds: int
    borders: list[Border]
    border_rounds: int
    mend_rounds: int
    reviewed: bool
    status: str


class RevisionState(WritingState, total=False):
    """A revision of a finished document; `followed` when its dependents were gone over."""

    followed: bool


class PartTask(TypedDict):
    """One part of the outline, to be planned into `sections` sections."""

    part: str
    sections: int


class BorderTask(TypedDict):
    """One border, with the sections on both of its sides as they stand."""

    border: Border
    drafts: dict[str, DraftRef]


Step = Literal["draft", "monitor", "review", "revise", "done"]


class StrandState(TypedDict, total=False):
    """A chain of sections written one after the other; most strands hold one section.

    `at` is the position in `work`; `current` the section being worked on (None before its first step); `step` what comes next.
    """

    work: list[Work]
    wave: int
    at: int
    pace: Pace
    current: DraftRef | None
    step: Step
    stalls: int
    redrafts: int
    drafts: Annotated[dict[str, DraftRef], by_key]


class StrandOutput(TypedDict, total=False):
    """What a strand hands back to the document: its sections, nothing else."""

    drafts: Annotated[dict[str, DraftRef], by_key]
