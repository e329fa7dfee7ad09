"""Places by the calendar: days, months, weekdays, days of each month."""

from __future__ import annotations

import re

from longwriter_agents.constraints.grammar.items import Items
from longwriter_agents.constraints.grammar.position import Position
from longwriter_agents.constraints.scope import Dates, DateSpan, MonthDays, Weekdays


class DatePhrases(Items):
    """Reads dates, where the series has a calendar."""

    def _dates(self, i: int) -> tuple[Position, int] | None:
        if not self.vocabulary.dated:
            return None
        if self.kind(i) == "MONTH":
            return self._months(i)
        if self.kind(i) == "ORD" and self.kind(i + 1) in ("LABEL", "PERIOD"):
            return self._week_of_month(i)
        if self.kind(i) != "DATE":
            return None
        spans = list(self.stream[i].value)
        j = i + 1
        while True:
            k = self.skip(j, "AND")
            k = self.over(k) if k > j and self.text(k) in ("on", "the") else k
            if k > j and self.kind(k) == "DATE":
                spans += self.stream[k].value
                j = k + 1
            elif self.kind(j) == "TO" and self.kind(j + 1) == "DATE" and len(spans) == 1:
                spans = [DateSpan(first=spans[0].first, last=self.stream[j + 1].value[-1].last)]
                j += 2
            else:
                break
        return self.made(i, j, Dates(spans=tuple(spans)))

    def _months(self, i: int) -> tuple[Position, int] | None:
        if not self._is_written_as_month(i) and not self._is_month(i):
            return None
        pairs = [(self.value(i), self.value(i))]
        j = i + 1
        while True:
            j = j + 1 if self.text(j) == "号" else j
            k = self.skip(j, "AND")
            if (
                k > j
                and self.kind(k) == "MONTH"
                and (self.stream[k].text[:1].isupper() or self._is_written_as_month(k))
            ):
                pairs.append((self.value(k), self.value(k)))
            elif self.kind(j) == "TO" and self.kind(j + 1) == "MONTH":
                k = j + 1
                pairs[-1] = (pairs[-1][0], self.value(k))
            else:
                break
            j = k + 1
        j = j + 1 if self.text(j) == "号" else j
        j = self.skip(j, "LABEL", "ONE", "ONWARD") if self.kind(j) in ("LABEL", "ONE") else j
        if any(month is None for pair in pairs for month in pair):
            return None  # "13月" is no month
        spans = tuple(DateSpan(first=f"{a:02d}-01", last=f"{b:02d}-{_LONGEST[b - 1]:02d}") for a, b in pairs)
        if self.kind(j) in ("ORD", "WEEKDAY") or self._is_all_of_it(i, spans):
            return None  # "1月最后一个周五" is a day, "2026年1月的菜单" is the series
        return self.made(i, j, Dates(spans=spans))

    def _is_all_of_it(self, i: int, spans: tuple[DateSpan, ...]) -> bool:
        return self.text(i)[:1].isdigit() and len(self._units_of(spans)) == self.count

    def _is_written_as_month(self, i: int) -> bool:
        """ "七月" and "7月" are months and nothing else."""
        return "月" in self.text(i)

    def _is_month(self, i: int) -> bool:
        if not self.stream[i].text[:1].isupper() and self.text(i) in ("may", "march"):
            return False
        before, after = self.text(i - 1), self.kind(i + 1)
        return (
            before in _BEFORE_MONTHS
            or self._is_a_unit(i)
            or after in ("LABEL", "ONE", "COLON", "TO")
            or (after == "AND" and self.kind(i + 2) == "MONTH")
            or self.kind(i - 1) in ("EVERY", "OPEN", "TO", "AND", "ALL", "BEFORE", "AFTER", "EXCEPT", "BUT")
        )

    def _is_a_unit(self, i: int) -> bool:
        """In a series of months a month's name is a unit's: "August brings hail"."""
        series = self.vocabulary.series
        monthly = series is not None and series.calendar is not None and series.calendar.unit == "month"
        return monthly and self.stream[i].text[:1].isupper() and self.text(i) not in ("may", "march")

    def _week_of_month(self, i: int) -> tuple[Position, int] | None:
        """ "The first week of June" in a dated series: the unit that holds the middle of those seven days."""
        k = self.skip(i + 3, "DET")
        series = self.vocabulary.series
        if (
            self.text(i + 2) != "of"
            or self.kind(k) != "MONTH"
            or not self.text(i + 1).startswith(("week", "day"))
            or series is None
        ):
            return None
        number, month = self.value(i), self.value(k)
        if self.text(i + 1).startswith("day"):
            day = number if number > 0 else _LONGEST[month - 1] + 1 + number
        else:
            day = number * 7 - 3 if number > 0 else _LONGEST[month - 1] - 3 + 7 * (number + 1)
        if not 1 <= day <= _LONGEST[month - 1]:
            return None
        return self.made(
            i, k + 1, Dates(spans=(DateSpan(first=f"{month:02d}-{day:02d}", last=f"{month:02d}-{day:02d}"),))
        )

    def _is_weekly(self, i: int) -> bool:
        """ "Fridays", "on Friday", "Friday: fish", "周五吃鱼" in a series of days; not "下周五"."""
        if self.text(i).endswith("s") or self.text(i - 1) in ("on", "每"):
            return True
        if self.text(i - 1) == "的" and self.found and self.found[-1].end == self.stream[i - 1].start:
            return True  # "每5周的周末"
        series = self.vocabulary.series
        if series is None or series.calendar is None or series.calendar.unit != "day":
            return False
        if self.text(i)[:1] >= "一":
            return self.kind(i - 1) not in ("NEXT", "PREVIOUS") and self.text(i - 1) not in ("上", "下", "本", "这")
        return self.kind(i + 1) == "COLON"

    def _recurrence(self, i: int) -> tuple[Position, int] | None:
        """ "Every Friday", "on Mondays and Thursdays", "the first Sunday of each month", "每周六", "the 15th of every month"."""
        series = self.vocabulary.series
        if series is None or series.calendar is None:
            return None
        if self.kind(i) == "TENDAYS":
            first = {"上": 1, "中": 11, "下": 21}[self.text(i)[0]]
            return self.made(i, i + 1, MonthDays(days=tuple(range(first, 32 if first == 21 else first + 10))))
        if self.kind(i) == "MONTHDAY":
            number = re.search(r"\d+", self.text(i))
            day = int(number.group()) if number else 1 if self.text(i).startswith("first") else -1
            return self.made(i, i + 1, MonthDays(days=(day,)))
        j, nth = i, None
        if self.kind(j) == "ORD" and self.kind(j + 1) == "WEEKDAY":
            j, nth = j + 1, self.value(j)
        elif self.kind(j) in ("EVERY", "EVERYN") and self.kind(j + 1) == "WEEKDAY":
            j += 1
        elif self.kind(j) != "WEEKDAY" or not self._is_weekly(j):
            return None
        days = []
        while self.kind(j) == "WEEKDAY":
            days += self.stream[j].value
            step = self.skip(j + 1, "AND", "EVERY", "DET")
            if self.kind(step) != "WEEKDAY":
                break
            j = step
        j += 1
        if nth is not None and self.text(j) == "of":
            k = self.skip(j + 1, "DET", "EVERY")
            j = k + 1 if self.text(k) in ("month", "months") or self.kind(k) in ("MONTH",) else j
        return self.made(i, j, Weekdays(days=tuple(dict.fromkeys(days)), nth=nth))


_BEFORE_MONTHS = frozenset("in of during throughout the for until by each every and late early mid-".split()) | {","}
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
