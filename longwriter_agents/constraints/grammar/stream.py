"""The tokens of a clause, and what is asked of them everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from longwriter_agents.constraints.calendar import units_on
from longwriter_agents.constraints.grammar.position import Position, Relative
from longwriter_agents.constraints.nouns import PERIOD_UNITS, singular
from longwriter_agents.constraints.scope import Dates, DateSpan, Scope
from longwriter_agents.constraints.vocabulary import Token, Vocabulary


class Stream:
    """A clause as tokens; beyond its ends there is nothing, of kind ''."""

    def __init__(self, clause: str, stream: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.clause = clause
        self.stream = stream
        self.vocabulary = vocabulary
        self.count = vocabulary.count
        self.found: list[Position] = []
        """What was read of the clause so far."""

    def kind(self, i: int) -> str:
        return self.stream[i].kind if 0 <= i < len(self.stream) else ""

    def text(self, i: int) -> str:
        return self.stream[i].text.casefold() if 0 <= i < len(self.stream) else ""

    def value(self, i: int) -> int:
        return int(self.stream[i].value or 0)

    def skip(self, i: int, *kinds: str) -> int:
        while self.kind(i) in kinds:
            i += 1
        return i

    def over(self, i: int) -> int:
        """Past determiners and the small words between a preposition and its number."""
        while self.kind(i) == "DET" or self.text(i) in (
            "in",
            "on",
            "at",
            "with",
            "of",
            "for",
            "about",
            "no",
            "nos",
            "number",
            "numbers",
            "的",
            "在",
            "个",
            "号",
        ):
            i += 1
        return i

    def made(
        self, i: int, j: int, scope: Scope | Relative, role: str = "plain", *, open_start: bool = False
    ) -> tuple[Position, int]:
        start = i
        while start > 0 and self.kind(start - 1) == "DET":
            start -= 1
        return Position(self.stream[start].start, self.stream[j - 1].end, scope, role, open_start), j

    @property
    def _first(self) -> int:
        return self.vocabulary.series.first if self.vocabulary.series else 1

    def _units_of(self, spans: tuple[DateSpan, ...]) -> list[int]:
        series = self.vocabulary.series
        if series is None or series.calendar is None:
            return []
        shift = series.first - 1
        return [number + shift for number in units_on(series.calendar, series.count, Dates(spans=spans))]

    @property
    def unit(self) -> str:
        """The period that each unit takes ("day", "week" …), by the calendar or by the label; empty for units of other kinds."""
        series = self.vocabulary.series
        if series is None:
            return ""
        if series.calendar is not None:
            return series.calendar.unit
        names = (singular(name) for name in (series.label, *series.aliases))
        return next((PERIOD_UNITS[name] for name in names if name in PERIOD_UNITS), "")

    def _per_unit(self, i: int) -> int:
        """How many units of the series the period at `i` takes; 0 when that is no whole number."""
        unit = self.unit
        if self.kind(i) != "PERIOD" or not unit:
            return 0
        months = {"quarter": 3, "季度": 3, "year": 12, "年": 12}.get(self.text(i).removesuffix("s"), 0)
        if unit == "month" and months:
            return months
        if unit == "week" and months == 3:
            return 13
        days, own = self.value(i), {"day": 1, "week": 7}.get(unit, 0)
        return days // own if own and days and days % own == 0 else 0
