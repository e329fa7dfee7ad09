"""A target: a figure, what it shall be, and whether it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Target:
    name: str
    value: float | None
    relation: Literal["≤", "≥", "<", "="]
    wanted: float
    slack: float | None = None
    """How much worse than the kept figure it may be, as a share; None is what all others may."""

    @property
    def met(self) -> bool | None:
        """None when the figure could not be had."""
        if self.value is None:
            return None
        if self.relation == "≤":
            return self.value <= self.wanted
        if self.relation == "<":
            return self.value < self.wanted
        return self.value >= self.wanted if self.relation == "≥" else self.value == self.wanted

    def row(self) -> dict[str, Any]:
        value = None if self.value is None else round(self.value, 4)
        row = {"name": self.name, "value": value, "target": f"{self.relation} {self.wanted:g}", "met": self.met}
        return row if self.slack is None else {**row, "slack": self.slack}
