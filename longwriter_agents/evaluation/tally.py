"""What came of an evaluation's runs so far: when to stop, since the model or the judge is down, and what to tell at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from longwriter_agents.errors import LongwriterError
from longwriter_agents.evaluation.records import Key, Row

Told = Callable[[str], None]

_MOST_UNSCORED = 5
"""Where the judge fails so often it is down: nothing more is written for it."""
_MOST_SILENT = 3
"""After so many documents in a row for which the model gave no answer at all it is down: the others are no failures of its."""


@dataclass
class Tally:
    """Tells of each run as it ends."""

    tell: Told
    ended: list[Row] = field(default_factory=list)
    unscored: list[LongwriterError] = field(default_factory=list)

    def keep(self, row: Row) -> None:
        """A run that has its row; `LongwriterError` where the model is down."""
        self.ended.append(row)
        self.tell(line_of(row))
        last = self.ended[-_MOST_SILENT:]
        if len(last) == _MOST_SILENT and all(map(_is_silent, last)):
            raise LongwriterError(
                f"The model answered nothing at all in {_MOST_SILENT} runs in a row; the last message: {row['message']}",
                hint="When it answers, run the same with --retry-failed: it goes on here, and runs again what failed so.",
            )

    def leave(self, key: Key, error: LongwriterError) -> None:
        """A run that could not be scored; the error itself where the judge is down."""
        self.unscored.append(error)
        self.tell(f"{key.item} {key.graph}: not scored; {error}")
        if len(self.unscored) >= _MOST_UNSCORED:
            raise error

    def sum_up(self, runs: int) -> None:
        """What failed; `LongwriterError` where something was left without scores."""
        if failed := sum(row["status"] == "failed" for row in self.ended):
            self.tell(f"{failed} of {runs} runs failed; --retry-failed runs them again.")
        if self.unscored:
            last = self.unscored[-1].message
            raise LongwriterError(
                f"{len(self.unscored)} of {runs} runs could not be scored; the last error: {last}",
                hint="What was written is kept. Run the same command again to score it.",
            )


def _is_silent(row: Row) -> bool:
    """A document whose job did not get a single reply; a way of writing that can't do what the suite asks has no job."""
    return bool(row["status"] == "failed" and row["job_id"] and not row["calls"])


def line_of(row: Row) -> str:
    figures = ", ".join(f"{name} {value:.3g}" for name, value in row["scores"].items() if value is not None)
    asked = f" of {row['asked']:,}" if row["asked"] else ""
    return f"{row['item']} {row['graph']}: {row['written']:,}{asked} words, {row['calls']} calls, {row['status']}; {figures}"
