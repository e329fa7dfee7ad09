"""What the agents ask models for in structured form; each can also be read from plain lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from types import GenericAlias
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.json_schema import SkipJsonSchema


class StructuredReply(BaseModel):
    model_config = ConfigDict(extra="ignore")


class PlannedPart(StructuredReply):
    """A part of a long document, or what any plan says of a section."""

    model_config = ConfigDict(json_schema_extra={"required": ["title", "covers"]})

    title: str = Field(min_length=1, json_schema_extra={"maxLength": 90})
    covers: str = Field(default="", json_schema_extra={"maxLength": 240})


MOST_OF_A_POINT = 110
Point = Annotated[str, Field(json_schema_extra={"maxLength": MOST_OF_A_POINT})]


class PlannedSection(PlannedPart):
    """A section as a small model plans it: a few points instead of a summary, which would only say the title over."""

    model_config = ConfigDict(json_schema_extra={"required": ["title", "points"]})

    covers: SkipJsonSchema[str] = ""
    points: list[Point] = Field(default_factory=list, json_schema_extra={"minItems": 3, "maxItems": 3})


class PlannedTitle(PlannedPart):
    """A section of which a small model names nothing but the title."""

    model_config = ConfigDict(json_schema_extra={"required": ["title"]})

    covers: SkipJsonSchema[str] = ""


NO_INTRODUCTION = "^([^I]|I[^n]|In[^t]|Int[^r]|Intr[^o]).*$"
"""Nine of ten plans of a small model begin with an introduction, whatever it is told; it is thrown away, but takes as long to
write as any section. Held to this, it begins with what it would have named next."""


class TellingSection(PlannedSection):
    """Such a section where the planner names what there is."""

    title: str = Field(min_length=1, json_schema_extra={"maxLength": 90, "pattern": NO_INTRODUCTION})


class TellingTitle(PlannedTitle):
    """Such a title where the planner names what there is."""

    title: str = Field(min_length=1, json_schema_extra={"maxLength": 90, "pattern": NO_INTRODUCTION})


class RichSection(PlannedPart):
    """A section as a capable model plans it: with what it owns, the states at its borders, and the numbers of the
    earlier sections that it builds on."""

    owns: list[str] = Field(default_factory=list, max_length=8)
    opens: str = ""
    closes: str = ""
    depends: list[int] = Field(default_factory=list, max_length=8)


class PlannedEntry(StructuredReply):
    """Something that must be the same in the whole document."""

    kind: Literal["person", "place", "term", "date", "number"] = "term"
    name: str = Field(min_length=1, json_schema_extra={"maxLength": 80})
    value: str = Field(default="", json_schema_extra={"maxLength": 160})


_NUMBERED = re.compile(
    r"(?:[-*•]|(?:section|part|chapter|week|第)?\s?\d{1,3}(?!\d)\s?(?:[.):、：]|章|节|(?=\s))[.):、：]?)\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s?(?:::|\||\s[–—-]\s|:|：)\s?")


def _titled_lines(text: str) -> list[tuple[str, str]]:
    """(title, what it covers) of each line "Title :: covers"; prose without any such form is no plan."""
    rows = []
    for line in text.splitlines():
        bare = " ".join(line.split()).strip("*#").strip()
        numbered = _NUMBERED.match(bare)
        bare = bare[numbered.end() :] if numbered else bare
        title, _, covers = bare.partition(" :: ") if " :: " in bare else _parted(bare)
        if title and covers and len(title.split()) <= 14 and not re.search(r"[{}\[\]]", title):
            rows.append((title.strip(' *"“”'), covers.strip(" *")))
    return rows


def _parted(line: str) -> tuple[str, str, str]:
    pieces = _SPLIT.split(line, maxsplit=1)
    return (pieces[0], "", pieces[1]) if len(pieces) == 2 else (line, "", "")


class Plan(StructuredReply):
    """Title and sections; the number of sections is fixed in the schema that the planner builds from this.

    A model is asked for more (a title) than a reply is refused for.
    """

    model_config = ConfigDict(json_schema_extra={"required": ["title", "sections"]})

    title: str = ""
    sections: Sequence[PlannedPart] = Field(min_length=1, max_length=64)

    @classmethod
    def lines_instruction(cls) -> str:
        return (
            "Answer in plain lines: first `Title: …`, then one line for each section: `short title :: what it covers`."
        )

    @classmethod
    def from_lines(cls, text: str) -> Self:
        title, body = "", []
        for line in text.splitlines():
            found = re.match(r"title\s?[:：]\s*(.+)", line.strip().lstrip("#* "), re.IGNORECASE)
            if found and not title:
                title = found.group(1).strip(' *"“”')
            else:
                body.append(line)
        rows = _titled_lines("\n".join(body))
        if len(rows) * 2 < sum(bool(line.strip()) for line in body):  # prose with a colon in it
            rows = []
        if not rows:
            raise ValueError("no line of the form `short title :: what it covers` was found")
        return cls.model_validate({"title": title, "sections": [{"title": t, "covers": covers} for t, covers in rows]})


class RichPlan(Plan):
    """A plan with the canon that all sections keep to, and the tense and person in which all is written."""

    canon: list[PlannedEntry] = Field(default_factory=list, max_length=64)
    tense: str = Field(default="", json_schema_extra={"maxLength": 40})
    person: str = Field(default="", json_schema_extra={"maxLength": 40})


class ClauseReading(StructuredReply):
    clause: int
    what: Literal["demand", "background"]
    statement: str = Field(default="", json_schema_extra={"maxLength": 200})
    where: str = Field(default="", json_schema_extra={"maxLength": 80})


class Understanding(StructuredReply):
    """The analyst's reading of the clauses that rules could not read. A model is asked for all of it, and refused for none."""

    model_config = ConfigDict(json_schema_extra={"required": ["subject", "readers", "tone", "clauses"]})

    subject: str = Field(default="", json_schema_extra={"maxLength": 90})
    readers: str = Field(default="", json_schema_extra={"maxLength": 90})
    tone: str = Field(default="", json_schema_extra={"maxLength": 60})
    clauses: list[ClauseReading] = Field(default_factory=list, max_length=64)

    @classmethod
    def lines_instruction(cls) -> str:
        return (
            "Answer in plain lines, one for each clause: `number demand: statement` or `number background`. "
            "Then `subject: …`, `readers: …` and `tone: …`."
        )

    @classmethod
    def from_lines(cls, text: str) -> Self:
        readings, named = [], {}
        for line in text.splitlines():
            clause = re.match(r"\W*(\d+)\W+(demand|background)\W*(.*)", line, re.IGNORECASE)
            name = re.match(r"\W*(subject|readers|tone)\s*[:：]\s*(.*)", line, re.IGNORECASE)
            if clause:
                readings.append(_reading(clause))
            elif name:
                named[name.group(1).lower()] = name.group(2).strip()
        if not readings:
            raise ValueError("no line of the form `number demand: statement` was found")
        return cls(clauses=readings, **named)


def _reading(found: re.Match[str]) -> ClauseReading:
    what: Literal["demand", "background"] = "demand" if found.group(2).lower() == "demand" else "background"
    return ClauseReading(clause=int(found.group(1)), what=what, statement=found.group(3).strip())


class Judgement(StructuredReply):
    """The reviewer's word on one statement, with the sentence that shows it.

    A model whose words are held to the schema leaves out whatever it may; a word without a quote shows nothing.
    """

    model_config = ConfigDict(json_schema_extra={"required": ["id", "met", "quote"]})

    id: str = Field(json_schema_extra={"maxLength": 12})
    met: bool
    quote: str = Field(default="", json_schema_extra={"maxLength": 300})
    change: str = Field(default="", json_schema_extra={"maxLength": 160})


class Judgements(StructuredReply):
    verdicts: list[Judgement] = Field(min_length=1, max_length=64)

    @classmethod
    def lines_instruction(cls) -> str:
        return 'Answer in plain lines, one for each statement: `[id] yes "quote"` or `[id] no "quote" what to change`.'

    @classmethod
    def from_lines(cls, text: str) -> Self:
        found = [_judged(line) for line in text.splitlines()]
        verdicts = [verdict for verdict in found if verdict is not None]
        if not verdicts:
            raise ValueError('no line of the form `[id] yes "quote"` was found')
        return cls(verdicts=verdicts)


def judgements_of(ids: Sequence[str]) -> type[Judgements]:
    """`Judgements` whose schema asks for exactly one verdict on each of these statements: small models that are shown
    numbered passages would judge every passage. A reply with other ids is still read."""
    return _judgements_of(tuple(ids))


@lru_cache(maxsize=256)
def _judgements_of(ids: tuple[str, ...]) -> type[Judgements]:
    """A class takes longer to make than the rest of a question, and most documents' statements are numbered alike."""
    identity = Field(json_schema_extra={"enum": list(ids)})
    item: Any = create_model("Judgement", __base__=Judgement, id=(str, identity))
    exact = Field(min_length=1, max_length=64, json_schema_extra={"minItems": len(ids), "maxItems": len(ids)})
    verdicts: Any = GenericAlias(list, (item,))
    return create_model("Judgements", __base__=Judgements, verdicts=(verdicts, exact))


def _judged(line: str) -> Judgement | None:
    found = re.match(r"\W*([a-z]+\d+)\W+(yes|no|true|false|met|unmet)\b\W*(.*)", line, re.IGNORECASE)
    if not found:
        return None
    quoted = re.search(r"[\"“「](.+?)[\"”」](.*)", line)
    return Judgement(
        id=found.group(1),
        met=found.group(2).lower() in ("yes", "true", "met"),
        quote=quoted.group(1) if quoted else "",
        change=(quoted.group(2) if quoted else found.group(3)).strip(" .-–"),
    )


class PairJudgement(StructuredReply):
    """The reviewer's word on two passages, each named by its number or its words."""

    first: str = Field(json_schema_extra={"maxLength": 300})
    second: str = Field(json_schema_extra={"maxLength": 300})
    clash: bool
    change: str = Field(default="", json_schema_extra={"maxLength": 160})


class PairJudgements(StructuredReply):
    pairs: list[PairJudgement] = Field(default_factory=list, max_length=64)

    @classmethod
    def lines_instruction(cls) -> str:
        return "Answer in plain lines, one for each pair: `(number) (number) yes what to change` or `(number) (number) no`."

    @classmethod
    def from_lines(cls, text: str) -> Self:
        found = [_PAIR_LINE.match(line) for line in text.splitlines()]
        pairs = [
            PairJudgement(first=m[1], second=m[2], clash=m[3].lower() in ("yes", "true"), change=m[4].strip(" .-–"))
            for m in found
            if m is not None
        ]
        if not pairs:
            raise ValueError("no line of the form `(1) (2) yes` was found")
        return cls(pairs=pairs)


_PAIR_LINE = re.compile(r"\W*(\d+)\W+(?:and\s+)?(\d+)\W+(yes|no|true|false)\b\W*(.*)", re.IGNORECASE)


class Probe(StructuredReply):
    """The smallest structured answer: what `longwriter doctor` asks for."""

    colour: str = Field(min_length=1)

    @classmethod
    def lines_instruction(cls) -> str:
        return "Answer in one plain line: `colour: …`"

    @classmethod
    def from_lines(cls, text: str) -> Self:
        found = re.search(r"colou?r\W*[:：]\s*(\w[\w -]*)", text, re.IGNORECASE)
        if not found:
            raise ValueError("no line of the form `colour: …` was found")
        return cls(colour=found.group(1).strip())
