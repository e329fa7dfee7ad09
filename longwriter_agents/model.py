"""The values that the agents pass around: frozen, plain, the same JSON through Python, REST and the command line.

A request becomes a `Brief` and constraints; the planner turns them into an `Outline` of `Section`s with budgets; each
section gets `Draft`s, which monitors and reviewers answer with `Finding`s and `Verdict`s; the `Manuscript`
(`manuscript.py`) holds the result and its ledgers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

DOCUMENT = "document"
"""Where a placement names the whole document instead of a section id."""


class Value(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Length(Value):
    """How long a text shall be, in words as `words.count_words` counts them.

    `target` is what is aimed at; the demand is met when the count lies in [low, high], both included.
    """

    mode: Literal["about", "exactly", "at_least", "at_most", "between"] = "about"
    target: int = Field(ge=1)
    low: int = Field(ge=0)
    high: int = Field(ge=1)
    quote: str = ""

    def met_by(self, words: int) -> bool:
        return self.low <= words <= self.high


class Calendar(Value):
    """When the units of a dated series are: unit k is the k-th `unit` from `start` on; the last one reaches to `end`.

    `assumed` says that the request names no year; dates then hold for a common year.
    """

    unit: Literal["day", "week", "month", "quarter", "year"]
    start: date
    end: date | None = None
    assumed: bool = False


class Grid(Value):
    """Units that stand in rows and columns, numbered row by row from the top left unless it is said otherwise.

    `origin` is the number of the first row and column; `column_first` says that coordinates are written (column, row).
    """

    rows: int = Field(ge=1)
    columns: int = Field(ge=1)
    origin: int = Field(default=1, ge=0, le=1)
    column_first: bool = False
    by_columns: bool = False
    bottom_up: bool = False


class Series(Value):
    """A numbered series that the request asks for: 12 chapters, 52 weeks. Each section is then one *unit* of it.

    `heading` is a line with the fields {number}, {title}, {start}, {end}; empty means the document's own headings.
    `separator` stands before each unit, `opening` and `ending` before the first and after the last one.
    """

    label: str
    count: int = Field(ge=1)
    quote: str = ""
    aliases: tuple[str, ...] = ()
    first: int = Field(default=1, ge=0)
    heading: str = ""
    separator: str = ""
    opening: str = ""
    ending: str = ""
    calendar: Calendar | None = None
    grid: Grid | None = None


class Brief(Value):
    """What the request asks for, as the analyst understood it.

    `shared` is the request without what binds single units of a series only: what every unit's drafter is shown.
    """

    request: str
    shared: str = ""
    title: str = ""
    subject: str = ""
    kind: str = ""
    language: str = "en"
    audience: str = ""
    tone: str = ""
    length: Length
    series: Series | None = None


FactKind = Literal["fact", "figure", "example", "quotation", "definition", "scene", "argument"]


class Fact(Value):
    """What one section tells, once for the whole document. In JSON a plain string is a fact of the kind "fact"."""

    text: str
    kind: FactKind = "fact"

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, given: Any) -> Any:
        return {"text": given} if isinstance(given, str) else given

    def __str__(self) -> str:
        return self.text


class Section(Value):
    """A leaf of the outline: one text, written by one drafter.

    `budget` counts the words of its body, without its heading. `owns` lists what only this section tells; others may
    refer to it. `entry` and `exit` are the states in which it starts and ends. `depends` names the earlier sections
    whose text it builds on. `angle` is something to look at beside what the title says, chosen by code where a small model
    names nothing but titles; others may have the same.
    """

    id: str
    title: str
    summary: str = ""
    points: tuple[str, ...] = ()
    angle: str = ""
    owns: tuple[Fact, ...] = ()
    entry: str = ""
    exit: str = ""
    depends: tuple[str, ...] = ()
    weight: float = Field(default=1.0, gt=0)
    budget: int = Field(default=0, ge=0)
    constraint_ids: tuple[str, ...] = ()

    @property
    def to_tell(self) -> tuple[str, ...]:
        """Its points, and its angle where it has one."""
        return (*self.points, self.angle) if self.angle else self.points


class Part(Value):
    """A group of sections under one heading; a flat outline is a single part without a title."""

    id: str
    title: str = ""
    summary: str = ""
    sections: tuple[Section, ...] = ()


class Outline(Value):
    """The plan of the document: title, parts, sections in reading order."""

    title: str = ""
    parts: tuple[Part, ...] = ()

    @model_validator(mode="after")
    def _with_ids_of_their_own(self) -> Self:
        """Texts are kept by these ids: of two sections with one id both would have the same text."""
        ids = [section.id for section in self.sections]
        if len(set(ids)) < len(ids):
            raise ValueError("two sections have the same id")
        return self

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(section for part in self.parts for section in part.sections)

    def placed(self) -> Iterator[tuple[Part, Section]]:
        """Each section with the part that it stands in, in reading order."""
        for part in self.parts:
            for section in part.sections:
                yield part, section

    def section(self, section_id: str) -> Section:
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


CanonKind = Literal["person", "place", "term", "date", "number"]


class CanonEntry(Value):
    """Something that must be the same wherever it is told: who somebody is, when and how much, what a name stands for.

    `source` is "request", "plan" or the id of the section that established it; `quote` are the words that did.
    """

    kind: CanonKind
    name: str
    value: str = ""
    source: str = "plan"
    quote: str = ""


class Canon(Value):
    """What holds in the whole document. It is made at planning and grows, in reading order, by what sections establish."""

    entries: tuple[CanonEntry, ...] = ()
    tense: str = ""
    person: str = ""
    tone: str = ""
    spelling: str = ""


class Finding(Value):
    """Something a monitor or reviewer found in a text. Its `code` is stable; the message is for people.

    `info` is only told; a `warning` that is left at the end makes the result `complete_with_findings`; an `error`
    means that a section has no usable text. `evidence` is a passage of the text, letter for letter; where two passages
    clash, `other` is the second one and `other_section_id` the section that it stands in.
    """

    code: str
    message: str
    severity: Literal["info", "warning", "error"] = "warning"
    section_id: str | None = None
    evidence: str = ""
    constraint_id: str | None = None
    other: str = ""
    other_section_id: str | None = None


class Verdict(Value):
    """Whether one constraint is kept at one place. `unverified` is what a missing or voided judgement leaves behind."""

    constraint_id: str
    place: str = DOCUMENT
    status: Literal["met", "unmet", "unverified"]
    by: Literal["code", "model"] = "code"
    evidence: str = ""
    detail: str = ""


class Adjustment(Value):
    """How the plan of a section was changed before it was written: points that earlier drafts tell already were dropped
    (`told_in` names where), what they were to tell and did not was taken up, `moved_words` of its budget went to `moved_to`.
    """

    section_id: str
    dropped: tuple[str, ...] = ()
    told_in: tuple[str, ...] = ()
    taken_up: tuple[str, ...] = ()
    moved_words: int = 0
    moved_to: tuple[str, ...] = ()


class Revision(Value):
    """A mend that was tried on a section: kept only if the text measures better with it; `reason` says why it was not.

    `code` and `constraint_id` name the finding that it was to mend; `round` counts the section's rounds from 1.
    """

    section_id: str
    round: int
    code: str
    constraint_id: str | None = None
    evidence: str = ""
    kept: bool
    reason: str = ""


class Draft(Value):
    """One version of a section's text: (job, section, attempt) is its key in the store."""

    section_id: str
    attempt: int = Field(ge=0)
    text: str
    words: int = Field(ge=0)


class Usage(Value):
    """What calls cost. Tokens are the provider's own unless `estimated`; `cost_usd` is None without a known price.

    `decoding_seconds` is the part of `seconds` in which the server wrote tokens, where it tells (llama.cpp does); else 0.
    `left_out` are the tokens, by part of the prompts, for which the model's window had no room.
    """

    calls: int = 0
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    decoding_seconds: float = 0.0
    cost_usd: float | None = None
    estimated: bool = False
    left_out: dict[str, int] = Field(default_factory=dict)

    def __add__(self, other: Usage) -> Usage:
        costs = [cost for cost in (self.cost_usd, other.cost_usd) if cost is not None]
        return Usage(
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            cached_input_tokens=self.cached_input_tokens + other.cached_input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            seconds=self.seconds + other.seconds,
            decoding_seconds=self.decoding_seconds + other.decoding_seconds,
            cost_usd=sum(costs) if costs else None,
            estimated=self.estimated or other.estimated,
            left_out=dict(Counter(self.left_out) + Counter(other.left_out)),
        )


class Budget(Value):
    """What a job may use in all; None means no limit."""

    tokens: int | None = Field(default=None, ge=1)
    usd: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    seconds: float | None = Field(default=None, gt=0, allow_inf_nan=False)
