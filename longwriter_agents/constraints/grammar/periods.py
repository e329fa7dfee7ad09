"""Periods: "every 5 weeks from week 13", "every third week", "odd-numbered", "每隔五周", "multiples of 8"."""

from __future__ import annotations

from longwriter_agents.constraints.grammar.grids import GridPhrases
from longwriter_agents.constraints.grammar.position import Position
from longwriter_agents.constraints.scope import EveryNth


class Periods(GridPhrases):
    """Reads what comes back after a number of units."""

    def _period(self, i: int) -> tuple[Position, int] | None:
        """ "Every 5 weeks", "every third week", "every other week", "odd-numbered weeks", "每隔五周", "multiples of 8"."""
        taken = self._step(i)
        if taken is None:
            return None
        step, start, j = taken
        if step < 1:
            return None  # "every 0 weeks" is no period
        j = self.skip(j, "ONE")
        begin, end, j = self._bounds(j)
        if isinstance(begin, int) and begin > 0:
            start = begin
        explicit = begin is not None or start is not None
        scope = EveryNth(step=step, start=start if start is not None else step, end=end)
        return self.made(i, j, scope, "period", open_start=not explicit)

    def _step(self, i: int) -> tuple[int, int | None, int] | None:
        """(step, start if the words themselves fix it, next token)."""
        kind = self.kind(i)
        if kind in ("ODD", "EVEN"):
            j = self.skip(i + 1, "AND") if self.kind(i + 1) == "LABEL" else i + 1
            if self.kind(j) in ("LABEL", "ONE") or "number" in self.text(i) or self.text(i)[:1] in "奇偶单双逢":
                return 2, 1 if kind == "ODD" else 2, self.skip(j, "LABEL", "ONE")
            return None
        if kind == "MULTIPLE" and self.kind(i + 1) == "NUM":
            return self.value(i + 1), self.value(i + 1), i + 2
        if kind == "NUM" and self.kind(i + 1) == "WORD" and self.text(i + 1) == "的" and self.kind(i + 2) == "MULTIPLE":
            return self.value(i), self.value(i), i + 3
        if kind in ("NUM", "ORD") and self.kind(i + 1) == "MULTIPLE" and self.value(i) > 1:
            return self.value(i), self.value(i), self.skip(i + 2, "LABEL")
        if (
            kind == "NUM"
            and self.text(i + 1).removesuffix("s") + " " in _hyphened(self, i)
            and self.kind(i + 2) == "INTERVAL"
        ):
            return self.value(i), None, i + 3
        if kind == "INTERVAL" and self.kind(i + 1) == "NUM" and self.kind(i + 2) in ("LABEL", "PERIOD"):
            return self._lengths(i + 1, i + 2)
        if kind == "ENDS":
            j = i + 2 if self.text(i + 1) == "的" else i + 1
            return 10, self.value(i) or 10, self.skip(j, "LABEL")
        if kind == "ADVERB":
            return self._adverb(i)
        if kind == "OTHER" and self.text(i) != "other" and self.kind(i + 1) == "LABEL":
            return 2, None, i + 2
        if kind in ("EVERY", "EVERYN"):
            return self._every_step(i)
        return self._one_in(i) or self._of_each(i)

    def _every_step(self, i: int) -> tuple[int, int | None, int] | None:
        j = self.over(i + 1)
        if self.kind(i) == "EVERYN" and (self.kind(j) in ("ODD", "EVEN", "ENDS") or self.kind(j + 1) == "MULTIPLE"):
            return self._step(j)
        if self.kind(j) == "EVEN" or self.kind(j) == "ODD":
            return self._step(j)
        if self.kind(j) == "OTHER" and self.kind(j + 1) in ("LABEL", "PERIOD", "ONE"):
            return 2, None, j + 2
        if self.kind(i) == "EVERYN" and self.kind(j) == "ORD" and self.value(j) > 1 and self.text(j).startswith("第"):
            return (self.value(j), None, j + 2) if self.kind(j + 1) == "LABEL" else None
        if self.kind(j) == "ORD" and self.value(j) > 1 and self.kind(j + 1) in ("LABEL", "ONE"):
            return self.value(j), None, j + 2
        if self.kind(j) == "NUM" and self.kind(j + 1) in ("LABEL", "PERIOD"):
            if self.value(j) == 1:
                return (2, None, j + 2) if self.text(i) == "每隔" else None
            return self._lengths(j, j + 1)
        if (
            self.kind(j) == "NUM"
            and self.kind(i) == "EVERYN"
            and self.text(j + 1) == "个"
            and self.kind(j + 2) in ("LABEL", "PERIOD")
        ):
            return self._lengths(j, j + 2)
        if self.kind(j) == "PERIOD" and self._per_unit(j) > 1:
            return self._nth_of(j, self.over(j + 1)) or (
                (self._per_unit(j), None, j + 1) if self.kind(i) == "EVERY" else None
            )
        return None

    def _nth_of(self, period: int, i: int) -> tuple[int, int | None, int] | None:
        """ "每季度最后一期": the n-th unit of each longer period."""
        if self.kind(i) != "ORD" or self.kind(i + 1) not in ("LABEL", "ONE"):
            return None
        step, nth = self._per_unit(period), self.value(i)
        return step, nth if nth > 0 else step + 1 + nth, i + 2

    def _one_in(self, i: int) -> tuple[int, int | None, int] | None:
        """ "One room in six", "one in six rooms", "one out of every six rooms"."""
        if self.text(i) not in ("one", "1"):
            return None
        j = i + 2 if self.kind(i + 1) == "LABEL" else i + 1
        if self.text(j) not in ("in", "of", "out"):
            return None
        j = self.skip(self.over(j + 1), "EVERY")
        j = self.skip(self.over(j), "EVERY")
        if (
            self.kind(j) != "NUM"
            or self.value(j) < 2
            or not (j > i + 3 or self.kind(j + 1) == "LABEL" or self.kind(i + 1) == "LABEL")
        ):
            return None
        if self.kind(i + 1) != "LABEL" and self.kind(j + 1) != "LABEL":
            return None
        return self.value(j), None, self.skip(j + 1, "LABEL")

    def _of_each(self, i: int) -> tuple[int, int | None, int] | None:
        """ "The last issue of each quarter"."""
        if self.kind(i) != "ORD" or self.kind(i + 1) not in ("LABEL", "ONE") or self.text(i + 2) not in ("of", "in"):
            return None
        if self.kind(i + 3) != "EVERY" or self._per_unit(i + 4) < 2:
            return None
        step, nth = self._per_unit(i + 4), self.value(i)
        return step, nth if nth > 0 else step + 1 + nth, i + 5

    def _lengths(self, number: int, unit: int) -> tuple[int, int | None, int] | None:
        """So many units, or days and weeks of a dated series."""
        factor = 1 if self.kind(unit) == "LABEL" else self._per_unit(unit)
        step = self.value(number) * factor
        end = unit + 1
        if self.kind(end) == "INTERVAL":
            end += 1
        elif self.text(end) == "有" and self.text(end + 1) == "一":
            k = end + 3 if self.text(end + 2) == "个" else end + 2
            end = k + 1 if self.kind(k) == "LABEL" else end
        elif self.text(end) in ("once", "times") or (self.text(end) == "一" and self.text(end + 1) == "次"):
            end += 1 if self.text(end) == "once" else 2
        return (step, None, end) if step > 0 else None

    def _adverb(self, i: int) -> tuple[int, int | None, int] | None:
        series = self.vocabulary.series
        if series is None or series.calendar is None:
            return None
        days = {"biweekly": 14, "fortnightly": 14, "weekly": 7}.get(self.text(i), 0)
        own = {"day": 1, "week": 7}.get(series.calendar.unit, 0)
        return (days // own, None, i + 1) if own and days > own else None

    def _bounds(self, i: int) -> tuple[int | None, int | None, int]:
        """The start and the end that follow a period: "from week 13 until week 40", "thereafter", "（从第13周起）"."""
        start = end = None
        j = i
        for _ in range(3):
            k = self.skip(j, "AND")
            k = k + 1 if self.text(k) in ("(", "（") else k
            if self.kind(k) == "OPEN" and start is None:
                reference = self._reference(self.over(k + 1))
                if reference is None:
                    break
                start, j = reference
                j = self.skip(j, "ONWARD") if self.kind(j) == "ONWARD" else j
            elif self.kind(k) in ("TO", "BEFORE") and end is None:
                reference = self._reference(self.over(k + 1))
                if reference is None:
                    break
                end = reference[0] - (1 if self.kind(k) == "BEFORE" else 0)
                j = reference[1]
            else:
                break
        return start, end, j

    def _reference(self, i: int) -> tuple[int, int] | None:
        """A single unit after "from" or "until", with or without its label."""
        if self.kind(i) == "DATE":
            numbers = self._units_of(self.stream[i].value)
            return (numbers[0], i + 1) if numbers else None
        item = self._item(i)
        return None if item is None else (item[0], item[1])


def _hyphened(reader: Periods, i: int) -> str:
    """The unit of "5-week intervals", as "week "."""
    return f"{reader.text(i + 1).removesuffix('s')} " if reader.kind(i + 1) in ("LABEL", "PERIOD") else "!"
