"""The structured answers of a judge; each can also be read from plain lines."""

from __future__ import annotations

import re
from statistics import fmean
from typing import Self

from pydantic import Field

from longwriter_agents.evaluation.metrics.preferences import Better
from longwriter_agents.replies import StructuredReply

DIMENSIONS = ("relevance", "accuracy", "coherence", "clarity", "breadth_and_depth", "reading_experience")
"""LongBench-Write's six."""


class Extract(StructuredReply):
    """What a text says of a checklist item, or N/A."""

    told: str = Field(min_length=1)

    @classmethod
    def lines_instruction(cls) -> str:
        return "Answer in one plain line: `told: …`, or `told: N/A`."

    @classmethod
    def from_lines(cls, text: str) -> Self:
        return cls(told=_after(text, "told"))


class Containment(StructuredReply):
    """Whether the first text holds all that the second says."""

    contained: bool

    @classmethod
    def lines_instruction(cls) -> str:
        return "Answer in one plain line: `contained: yes` or `contained: no`."

    @classmethod
    def from_lines(cls, text: str) -> Self:
        said = re.match(r"\W*(yes|true|no|false)\b", _after(text, "contained").casefold())
        if not said:
            raise ValueError("`contained` is neither yes nor no")
        return cls(contained=said[1] in ("yes", "true"))


Mark = Field(ge=1, le=5)


class Quality(StructuredReply):
    """LongBench-Write's six dimensions, each 1 to 5."""

    relevance: int = Mark
    accuracy: int = Mark
    coherence: int = Mark
    clarity: int = Mark
    breadth_and_depth: int = Mark
    reading_experience: int = Mark

    @classmethod
    def lines_instruction(cls) -> str:
        names = ", ".join(f"`{name}: 1 to 5`" for name in DIMENSIONS)
        return f"Answer in six plain lines: {names}."

    @classmethod
    def from_lines(cls, text: str) -> Self:
        return cls(**{name: _number(text, name) for name in DIMENSIONS})

    def score(self) -> float:
        """S_q: (mark − 1) · 25, averaged."""
        return fmean((int(getattr(self, name)) - 1) * 25 for name in DIMENSIONS)


class CriterionMark(StructuredReply):
    """WritingBench: one criterion, 1 to 10."""

    score: int = Field(ge=1, le=10)

    @classmethod
    def lines_instruction(cls) -> str:
        return "Answer in one plain line: `score: 1 to 10`."

    @classmethod
    def from_lines(cls, text: str) -> Self:
        return cls(score=_number(text, "score"))


class Preference(StructuredReply):
    """Which of two texts is better."""

    better: Better

    @classmethod
    def lines_instruction(cls) -> str:
        return "Answer in one plain line: `better: first`, `better: second` or `better: tie`."

    @classmethod
    def from_lines(cls, text: str) -> Self:
        said = re.match(r"\W*(first|second|tie)\b", _after(text, "better").casefold())
        if not said:
            raise ValueError("`better` is none of first, second and tie")
        return cls.model_validate({"better": said[1]})


def _after(text: str, name: str) -> str:
    found = re.search(rf"{name.replace('_', '[ _]')}\W*[:：]\s*(\S.*)", text, re.IGNORECASE)
    if not found:
        raise ValueError(f"no line of the form `{name}: …` was found")
    return found.group(1).strip()


def _number(text: str, name: str) -> int:
    found = re.match(r"[*_`\s]*(\d+)", _after(text, name))
    if not found:
        raise ValueError(f"`{name}` is no number")
    return int(found[1])
