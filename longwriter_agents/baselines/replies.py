"""The structured answers of the baselines; each can also be read from plain lines."""

from __future__ import annotations

import re
from typing import Self

from pydantic import Field

from longwriter_agents.replies import StructuredReply

_MOST_UNITS = 400


class PlannedParagraph(StructuredReply):
    main_point: str = Field(min_length=1)
    words: int = Field(ge=1, le=100_000)


class ParagraphPlan(StructuredReply):
    """AgentWrite's plan: paragraphs with their main points and word counts."""

    paragraphs: list[PlannedParagraph] = Field(min_length=1, max_length=_MOST_UNITS)

    @classmethod
    def lines_instruction(cls) -> str:
        return "Answer in plain lines, one for each paragraph: `Paragraph 1 - Main Point: … - Word Count: 400 words`."

    @classmethod
    def from_lines(cls, text: str) -> Self:
        found = re.findall(r"main point\W*[:：]\s*(.+?)\W+word count\W*[:：]\s*([\d,]+)", text, re.IGNORECASE)
        rows = [PlannedParagraph(main_point=point, words=int(words.replace(",", "") or 0)) for point, words in found]
        if not rows:
            raise ValueError("no line of the form `Paragraph 1 - Main Point: … - Word Count: 400 words` was found")
        return cls(paragraphs=rows)


class PlannedUnit(StructuredReply):
    title: str = ""
    plan: str = Field(min_length=1)


class UnitPlan(StructuredReply):
    """CogWriter's plan: what each unit of the document holds."""

    units: list[PlannedUnit] = Field(min_length=1, max_length=_MOST_UNITS)

    @classmethod
    def lines_instruction(cls) -> str:
        return "Answer in plain lines, one for each unit: `1. title :: what it holds`."

    @classmethod
    def from_lines(cls, text: str) -> Self:
        found = re.findall(r"^\W*\d+\W+(.+?)\s*::\s*(.+)$", text, re.MULTILINE)
        if not found:
            raise ValueError("no line of the form `1. title :: what it holds` was found")
        return cls(units=[PlannedUnit(title=title.strip(), plan=plan.strip()) for title, plan in found])


class PlanReview(StructuredReply):
    """CogWriter's monitor on its plan."""

    ok: bool
    problems: str = ""

    @classmethod
    def lines_instruction(cls) -> str:
        return "Answer in one plain line: `ok: yes`, or `ok: no, ` and what is wrong."

    @classmethod
    def from_lines(cls, text: str) -> Self:
        found = re.search(r"\bok\W*[:：]?\s*(yes|no|true|false)\b[\s,.;:]*(.*)", text, re.IGNORECASE | re.DOTALL)
        if not found:
            raise ValueError("no line of the form `ok: yes` was found")
        return cls(ok=found.group(1).lower() in ("yes", "true"), problems=found.group(2).strip()[:2_000])


class UnitReview(PlanReview):
    """CogWriter's reviewer on one unit."""


class Feedback(PlanReview):
    """Self-Refine's feedback on the whole text."""
