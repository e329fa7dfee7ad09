"""Cost: what stands beside every score, and the critical path of a run from its calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Call:
    """One call to a model: what it was for and when it ran, in seconds of one clock."""

    purpose: str
    began: float
    ended: float

    @property
    def seconds(self) -> float:
        return self.ended - self.began

    @property
    def lane(self) -> str:
        """What the call is about: calls of one section wait for one another, calls of different sections need not.
        Empty for calls about the whole document, as all are by which its plan is looked at and revised."""
        task, _, about = self.purpose.partition(":")
        return "" if about == "document" or task == "replan" else about


def critical_path(calls: Sequence[Call]) -> float:
    """The seconds that no parallelism could save.

    Calls about the whole document wait for all before them and hold up all after them; between two of them, the calls
    about sections (or parts) form a lane each, and the longest lane counts.
    """
    total, lanes = 0.0, dict[str, float]()
    stage = ""
    for call in sorted(calls, key=lambda call: (call.began, call.ended)):
        of = call.purpose.partition(":")[0] == "plan"
        if not call.lane or (stage and stage != str(of)):
            total, lanes = total + max(lanes.values(), default=0.0), {}
        stage = str(of) if call.lane else ""
        if call.lane:
            lanes[call.lane] = lanes.get(call.lane, 0.0) + call.seconds
        else:
            total += call.seconds
    return total + max(lanes.values(), default=0.0)


def busy(calls: Sequence[Call]) -> float:
    """The sum of all calls' seconds."""
    return sum(call.seconds for call in calls)


def path_share(critical_s: float, busy_s: float) -> float | None:
    """Critical path ÷ sum of calls: 1 where every call waits for the one before, low where they run side by side."""
    return critical_s / busy_s if busy_s else None


def capacity_used(calls: Sequence[Call], streams: int, *, began: float, ended: float) -> float:
    """Busy stream-seconds ÷ (streams × time) between two moments."""
    spent = sum(max(0.0, min(call.ended, ended) - max(call.began, began)) for call in calls)
    return spent / (streams * (ended - began)) if ended > began else 0.0


def words_per_1000_tokens(words: int, tokens: int) -> float | None:
    """Words delivered for each 1,000 tokens paid (input and output)."""
    return words / tokens * 1_000 if tokens else None
