"""What all kinds of constraints share, and what code can say of one of them and a text."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from longwriter_agents.constraints.scope import Scope, Whole
from longwriter_agents.model import Value

Origin = Literal["rule", "model", "caller"]


class Check(Value):
    """What code can say of one constraint and one text."""

    status: Literal["met", "unmet", "judge"]
    evidence: str = ""
    detail: str = ""
    arguable: bool = False
    """Unmet as far as words go; a reviewer may still find it said in other words."""


JUDGE = Check(status="judge")


class Bound(Value):
    """What all constraints share: `quote` are the request's own words, `text` says it in one sentence."""

    id: str = ""
    quote: str = ""
    text: str = ""
    scope: Scope = Field(default_factory=Whole)
    origin: Origin = "rule"

    @property
    def statement(self) -> str:
        """The constraint in one sentence, for one that came as data without any words."""
        return self.text or self.quote


def in_order(least: int, most: int | None, names: tuple[str, str] = ("least", "most")) -> None:
    """Raise `ValueError` for an upper bound below the lower one: no text can keep both."""
    if most is not None and most < least:
        raise ValueError(f"{names[1]} is less than {names[0]}")


def range_said(least: int, most: int | None) -> str:
    """The bounds of a count as they are told: "at least 3", "5", "3–5", "at most 5"."""
    if most is None:
        return f"at least {least}"
    if least == most:
        return str(most)
    return f"{least}–{most}" if least else f"at most {most}"
