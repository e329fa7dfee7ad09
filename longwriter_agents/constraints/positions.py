"""The scope grammar: where a clause says that something applies. Digits, words and ordinals, English and Chinese.

`positions` finds every phrase of a clause that names units of the series and says what it means. A phrase is kept with its
place, so that what remains of the clause is the demand itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from longwriter_agents.constraints.calendar import units_on
from longwriter_agents.constraints.nouns import is_short, is_storey
from longwriter_agents.constraints.scope import (
    AllBut,
    AnyOf,
    Cells,
    Dates,
    DateSpan,
    EveryNth,
    EverySection,
    MonthDays,
    Scope,
    UnitRange,
    Units,
    Weekdays,
)
from longwriter_agents.constraints.vocabulary import Token, Vocabulary, tokens

LAST = -1


@dataclass(frozen=True)
class Relative:
    """So many units after (before, when negative) what the words from `anchor_at` on name; -1: what was told last."""

    offset: int
    anchor_at: int = -1
    backwards: bool = False
    """The anchor stands before the phrase ("the frost; two weeks later"), as Chinese has it."""


@dataclass(frozen=True)
class Position:
    """A phrase of a clause and what it means. `role` says how it joins with others: an open or closed stretch bounds a
    period, an exception narrows, a start only begins a period."""

    start: int
    end: int
    scope: Scope | Relative
    role: str = "plain"
    open_start: bool = False
    """A period whose phrase does not say where it starts."""


def positions(clause: str, vocabulary: Vocabulary) -> list[Position]:
    """All positions of the clause, in order, not overlapping; those that belong together are joined."""
    found = _Reader(clause, tokens(clause, vocabulary), vocabulary).read()
    return _joined(clause, found, vocabulary)


class _Reader:
    def __init__(self, clause: str, stream: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.clause = clause
        self.stream = stream
        self.vocabulary = vocabulary
        self.count = vocabulary.count

    def read(self) -> list[Position]:
        found: list[Position] = []
        i = 0
        while i < len(self.stream):
            taken = self._at(i)
            if taken is None:
                i += 1
            else:
                position, i = taken
                found.append(position)
        return found

    # -- the tokens -------------------------------------------------------------------------------------------------

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
            "number",
            "的",
            "在",
            "个",
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

    # -- the phrases ------------------------------------------------------------------------------------------------

    def _at(self, i: int) -> tuple[Position, int] | None:
        for phrase in (
            self._exception,
            self._period,
            self._recurrence,
            self._share,
            self._relative,
            self._stretch,
            self._grid,
            self._sequence_phrase,
            self._dates,
            self._every,
        ):
            taken = phrase(i)
            if taken is not None:
                return taken
        return None

    def _exception(self, i: int) -> tuple[Position, int] | None:
        """ "Except week 7", "all but the last", "除了第七周以外"."""
        negated = self.text(i + 1) in ("none", "not", "never")
        if (
            self.kind(i) == "BUT"
            and not negated
            and not (self.kind(i - 1) in ("ALL", "LABEL") or self.text(i - 1) in ("all", "every", "one", "everywhere"))
        ):
            return None
        if self.kind(i) not in ("EXCEPT", "BUT"):
            return None
        i, begin_at = (i + 1, i) if self.text(i + 1) in ("none", "not", "never") else (i, i)
        j = self.over(i + 1)
        inner = self._plain(j, bare=True)
        if inner is None:
            return None
        position, j = inner
        j = self.skip(j, "OUTSIDE")
        begin = begin_at - 1 if self.kind(begin_at - 1) == "ALL" and self.kind(begin_at) == "BUT" else begin_at
        return replace(self.made(begin, j, position.scope, "except")[0]), j

    def _plain(self, i: int, *, bare: bool = False) -> tuple[Position, int] | None:
        for phrase in (self._stretch, self._grid, self._dates):
            taken = phrase(i)
            if taken is not None:
                return taken
        return self._sequence_phrase(i, bare=bare)

    def _period(self, i: int) -> tuple[Position, int] | None:
        """ "Every 5 weeks", "every third week", "every other week", "odd-numbered weeks", "每隔五周", "multiples of 8"."""
        taken = self._step(i)
        if taken is None:
            return None
        step, start, j = taken
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
            if self.kind(j) == "LABEL" or "number" in self.text(i) or self.text(i)[:1] in "奇偶单双逢":
                return 2, 1 if kind == "ODD" else 2, self.skip(j, "LABEL")
            return None
        if kind == "MULTIPLE" and self.kind(i + 1) == "NUM":
            return self.value(i + 1), self.value(i + 1), i + 2
        if kind == "NUM" and self.kind(i + 1) == "WORD" and self.text(i + 1) == "的" and self.kind(i + 2) == "MULTIPLE":
            return self.value(i), self.value(i), i + 3
        if kind == "NUM" and self.kind(i + 1) == "MULTIPLE":
            return self.value(i), self.value(i), i + 2
        if (
            kind == "NUM"
            and self.text(i + 1).removesuffix("s") + " " in _hyphened(self, i)
            and self.kind(i + 2) == "INTERVAL"
        ):
            return self.value(i), None, i + 3
        if kind == "INTERVAL" and self.kind(i + 1) == "NUM" and self.kind(i + 2) in ("LABEL", "PERIOD"):
            return self._lengths(i + 1, i + 2)
        if kind == "ADVERB":
            return self._adverb(i)
        if kind == "OTHER" and self.text(i) != "other" and self.kind(i + 1) == "LABEL":
            return 2, None, i + 2
        if kind in ("EVERY", "EVERYN"):
            return self._every_step(i)
        return None

    def _every_step(self, i: int) -> tuple[int, int | None, int] | None:
        j = self.over(i + 1)
        if self.kind(i) == "EVERYN" and self.kind(j) in ("ODD", "EVEN"):
            return self._step(j)
        if self.kind(j) == "EVEN" or self.kind(j) == "ODD":
            return self._step(j)
        if self.kind(j) == "OTHER" and self.kind(j + 1) in ("LABEL", "PERIOD", "ONE"):
            return 2, None, j + 2
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
        if self.kind(j) == "PERIOD" and self._per_unit(j) > 1 and self.kind(i) == "EVERY":
            return self._per_unit(j), None, j + 1
        return None

    def _lengths(self, number: int, unit: int) -> tuple[int, int | None, int] | None:
        """So many units, or days and weeks of a dated series."""
        factor = 1 if self.kind(unit) == "LABEL" else self._per_unit(unit)
        step = self.value(number) * factor
        end = unit + 1
        if self.kind(end) == "INTERVAL":
            end += 1
        elif self.text(end) in ("once", "times") or (self.text(end) == "一" and self.text(end + 1) == "次"):
            end += 1 if self.text(end) == "once" else 2
        return (step, None, end) if step > 0 else None

    def _per_unit(self, i: int) -> int:
        """How many units of the series the period at `i` takes; 0 when that is no whole number."""
        series = self.vocabulary.series
        if series is None or series.calendar is None or self.kind(i) != "PERIOD":
            return 0
        days, own = self.value(i), {"day": 1, "week": 7}.get(series.calendar.unit, 0)
        return days // own if own and days and days % own == 0 else 0

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

    def _units_of(self, spans: tuple[DateSpan, ...]) -> list[int]:
        series = self.vocabulary.series
        if series is None or series.calendar is None:
            return []
        shift = series.first - 1
        return [number + shift for number in units_on(series.calendar, series.count, Dates(spans=spans))]

    def _recurrence(self, i: int) -> tuple[Position, int] | None:
        """ "Every Friday", "on Mondays and Thursdays", "the first Sunday of each month", "每周六", "the 15th of every month"."""
        series = self.vocabulary.series
        if series is None or series.calendar is None:
            return None
        if self.kind(i) == "MONTHDAY":
            number = re.search(r"\d+", self.text(i))
            day = int(number.group()) if number else 1 if self.text(i).startswith("first") else -1
            return self.made(i, i + 1, MonthDays(days=(day,)))
        j, nth = i, None
        if self.kind(j) == "ORD" and self.kind(j + 1) == "WEEKDAY":
            j, nth = j + 1, self.value(j)
        elif self.kind(j) in ("EVERY", "EVERYN") and self.kind(j + 1) == "WEEKDAY":
            j += 1
        elif self.kind(j) != "WEEKDAY" or not (self.text(j).endswith("s") or self.text(i - 1) in ("on", "每")):
            return None
        days = []
        while self.kind(j) == "WEEKDAY":
            days.append(self.value(j))
            step = self.skip(j + 1, "AND", "EVERY", "DET")
            if self.kind(step) != "WEEKDAY":
                break
            j = step
        j += 1
        if nth is not None and self.text(j) == "of":
            k = self.skip(j + 1, "DET", "EVERY")
            j = k + 1 if self.text(k) in ("month", "months") or self.kind(k) in ("MONTH",) else j
        return self.made(i, j, Weekdays(days=tuple(dict.fromkeys(days)), nth=nth))

    def _share(self, i: int) -> tuple[Position, int] | None:
        """ "The second half of the course", "the first third", "前半部分"."""
        if self.count is None:
            return None
        if self.kind(i) == "HALF" and self.text(i)[:1] in "前后":
            late = self.text(i).startswith("后")
            return self._part(i, i + 1, 2, 1 if late else 0)
        if self.kind(i) != "ORD":
            return None
        parts = {"half": 2, "third": 3, "quarter": 4}.get(self.text(i + 1), 0)
        if not parts or (parts != 2 and self.kind(i + 2) == "LABEL"):
            return None
        j = i + 2
        if self.text(j) == "of":
            k = self.skip(j + 1, "DET", "EVERY")
            if not (self.kind(k) == "LABEL" or self.text(k) in _WHOLES):
                return None
            j = k + 1
        elif not (self.kind(j) in ("", "AND", "STOP", "COLON", "ONWARD") or self.text(i - 2) in ("in", "throughout")):
            return None
        index = self.value(i) - 1 if self.value(i) > 0 else parts + self.value(i)
        return self._part(i, j, parts, index)

    def _part(self, i: int, j: int, parts: int, index: int) -> tuple[Position, int] | None:
        assert self.count is not None
        bounds = [round(self.count * k / parts) for k in range(parts + 1)]
        if not 0 <= index < parts or bounds[index] >= bounds[index + 1]:
            return None
        shift = self.vocabulary.series.first - 1 if self.vocabulary.series else 0
        return self.made(i, j, UnitRange(first=bounds[index] + 1 + shift, last=bounds[index + 1] + shift))

    def _relative(self, i: int) -> tuple[Position, int] | None:
        """ "Two weeks after …", "the floor above …", "one week later", "the next day", "之后的一集", "前一天"."""
        return self._relative_english(i) or self._relative_chinese(i)

    def _relative_english(self, i: int) -> tuple[Position, int] | None:
        number, j = 1, i
        counted = self.kind(i) == "NUM" or self.text(i) in ("a", "an", "one")
        if counted:
            number = self.value(i) if self.kind(i) == "NUM" else 1
            j = i + 1
        if self.kind(j) not in ("LABEL", "PERIOD") or self.text(j)[:1] > "z":
            return self._neighbour(i)
        factor = 1 if self.kind(j) == "LABEL" else self._per_unit(j)
        k = j + 1
        if self.text(k) in ("immediately", "right", "directly", "just"):
            k += 1
        if factor and self.text(k) in ("after that", "afterwards") and (counted or self.kind(i - 1) == "DET"):
            return self.made(i, k + 1, Relative(number * factor))
        if not factor or self.kind(k) not in ("AFTER", "BEFORE", "LATER", "EARLIER"):
            return None
        if not counted and (self.kind(i - 1) != "DET" or self.text(j) in self.vocabulary.plurals):
            return None
        after = self.kind(k) in ("AFTER", "LATER")
        offset = number * factor * (1 if after else -1)
        if self.kind(k) in ("LATER", "EARLIER"):
            return self.made(i, k + 1, Relative(offset))
        item = self._item(self.over(k + 1), bare=False)
        if item is not None and (item[0] > 0 or item[0] + offset < 0):
            return self.made(i, item[1], Units(numbers=(item[0] + offset,)))
        if self.kind(k + 1) == "DATE":
            numbers = self._units_of(self.stream[k + 1].value)
            return self.made(i, k + 2, Units(numbers=(numbers[0] + offset,))) if numbers else None
        if self.kind(k + 1) in ("AND", "STOP", "COLON", ""):
            return self.made(i, k + 1, Relative(offset))
        return self.made(i, k + 1, Relative(offset, anchor_at=self.stream[k].end))

    def _neighbour(self, i: int) -> tuple[Position, int] | None:
        """ "The following week", "the next floor", "the previous stop"."""
        step = {"following": 1, "next": 1, "subsequent": 1, "previous": -1, "preceding": -1}.get(self.text(i), 0)
        if not step or self.kind(i - 1) != "DET":
            return None
        if self.kind(i + 1) == "LABEL" and self.text(i + 1) not in self.vocabulary.plurals:
            return self.made(i, i + 2, Relative(step))
        return None

    def _relative_chinese(self, i: int) -> tuple[Position, int] | None:
        if self.kind(i) in ("NEXT", "PREVIOUS") and self.kind(i + 1) in ("LABEL", "PERIOD"):
            step = 1 if self.kind(i) == "NEXT" else -1
            if self.text(i)[:1] in "上下" and is_storey(self.text(i + 1)):
                step = 1 if self.text(i).startswith("上") else -1
            before = self.stream[i].start
            return self.made(i, i + 2, Relative(step, anchor_at=before, backwards=True))
        if self.kind(i) == "NUM" and self.kind(i + 1) == "LABEL" and self.text(i + 1)[:1] >= "一":
            if self.text(i + 2) in ("后", "之后", "以后"):
                return self.made(i, i + 3, Relative(self.value(i), self.stream[i].start, backwards=True))
            return None
        later = self.kind(i) == "AFTER" or (self.kind(i) == "ONWARD" and self.text(i)[-1:] == "后")
        sooner = self.kind(i) == "BEFORE" or self.kind(i) == "FRONT"
        if not (later or sooner) or self.text(i)[:1] < "一":
            return None
        j = self.over(i + 1)
        number = 1
        if self.kind(j) in ("NUM", "ORD"):
            number, j = self.value(j), self.over(j + 1)
        elif j == i + 1:
            return None
        if self.kind(j) != "LABEL" or number < 1 or (self.kind(i) == "FRONT" and number != 1):
            return None
        if self.kind(i) == "FRONT" and self.kind(i - 1) in ("", "STOP", "AND") and i == 0 and self.text(i + 1) != "一":
            return None
        offset = number if later else -number
        return self.made(i, j + 1, Relative(offset, anchor_at=self.stream[i].start, backwards=True))

    def _stretch(self, i: int) -> tuple[Position, int] | None:
        """ "From week 10 on", "until floor 8", "before week 8", "above floor 30", "the first five", "between 3 and 9"."""
        kind, j = self.kind(i), self.over(i + 1)
        if kind == "OPEN":
            return self._from(i, j)
        if self.text(i) == "between":
            return self._between(i, j)
        if (
            kind == "TO"
            and self.kind(i - 1) not in ("NUM", "ORD", "LABEL")
            and self.text(i) not in ("-", "–", "—", "to", "~")
        ):
            item = self._item(j, bare=False)
            return self.made(i, item[1], UnitRange(first=self._first, last=item[0]), "closed") if item else None
        if kind in ("BEFORE", "AFTER") and self.text(i)[:1] < "一":
            return self._beyond(i, j)
        if kind in ("ORD", "FRONT", "BACK") or (kind == "NUM" and self.kind(i + 1) == "ORD"):
            return self._end_stretch(i)
        return None

    @property
    def _first(self) -> int:
        return self.vocabulary.series.first if self.vocabulary.series else 1

    def _from(self, i: int, j: int) -> tuple[Position, int] | None:
        if self.kind(j) == "DATE":
            taken = self._dates(j)
            if taken is None:
                return None
            position, k = taken
            numbers = self._units_of(position.scope.spans) if isinstance(position.scope, Dates) else []
            if (
                len(self.stream[j].value) == 1
                and self.stream[j].value[0].first == self.stream[j].value[0].last
                and k == j + 1
            ):
                if not numbers:
                    return None
                k = self.skip(k, "ONWARD")
                return self.made(i, k, UnitRange(first=numbers[0], last=LAST), "open")
            return self.made(i, k, position.scope, position.role)
        sequence = self._sequence(j, bare=True)
        if sequence is None:
            return None
        pairs, k, labelled = sequence
        if len(pairs) != 1 or not (labelled or self._starts_period(i) or pairs[0][0] != pairs[0][1]):
            return None
        first, last = pairs[0]
        if first != last:
            return self.made(i, k, UnitRange(first=first, last=last), "closed")
        k = self.skip(k, "ONWARD")
        if self.kind(k) == "TO" and (end := self._item(self.over(k + 1), bare=False)) is not None:
            return self.made(i, end[1], UnitRange(first=first, last=end[0]), "closed")
        bare_from = self.text(i) in ("from", "since", "as of", "as from", "从", "自", "由")
        role = "open" if bare_from or self.kind(k - 1) == "ONWARD" else "start"
        return self.made(i, k, UnitRange(first=first, last=LAST), role)

    def _starts_period(self, i: int) -> bool:
        return self.text(i) not in ("from", "since", "从", "自", "由") or any(
            t.kind == "ONWARD" for t in self.stream[i : i + 6]
        )

    def _between(self, i: int, j: int) -> tuple[Position, int] | None:
        if self.kind(j) == "DATE" and self.kind(j + 1) == "AND" and self.kind(j + 2) == "DATE":
            first, last = self.stream[j].value[0].first, self.stream[j + 2].value[-1].last
            return self.made(i, j + 3, Dates(spans=(DateSpan(first=first, last=last),)), "closed")
        item = self._item(j)
        labelled = item is not None and self.kind(j) == "LABEL"
        if item is None or self.kind(item[1]) != "AND":
            return None
        other = self._item(self.over(item[1] + 1))
        if other is None:
            return None
        k = other[1]
        if not labelled and self.kind(k - 1) != "LABEL":
            return None
        return self.made(i, k, UnitRange(first=item[0], last=other[0]), "closed")

    def _beyond(self, i: int, j: int) -> tuple[Position, int] | None:
        item = self._item(j, bare=self.kind(i - 1) == "LABEL")
        if item is None or item[0] < 1:
            return None
        begin = i - 1 if self.kind(i - 1) == "LABEL" else i
        begin = begin - 1 if self.kind(begin - 1) == "ALL" and begin < i else begin
        if self.kind(i) == "BEFORE":
            return self.made(begin, item[1], UnitRange(first=self._first, last=item[0] - 1), "closed")
        return self.made(begin, item[1], UnitRange(first=item[0] + 1, last=LAST), "open")

    def _end_stretch(self, i: int) -> tuple[Position, int] | None:
        """ "The first five weeks", "the last three", "前四站", "最后两站"."""
        if self.kind(i) == "NUM":  # "the five first", "three last"
            edge, number, j = self.value(i + 1), self.value(i), i + 2
        elif self.kind(i + 1) == "NUM" and (self.kind(i) != "ORD" or abs(self.value(i)) == 1):
            edge, number, j = {"FRONT": 1, "BACK": -1}.get(self.kind(i), self.value(i)), self.value(i + 1), i + 2
        else:
            return None
        j = self.over(j)
        if self.kind(j) != "LABEL" or number < 1:
            return None
        if self.kind(i) == "FRONT" and number == 1:
            return None
        if edge > 0:
            return self.made(i, j + 1, UnitRange(first=self._first, last=self._first + number - 1), "closed")
        return self.made(i, j + 1, UnitRange(first=-number, last=LAST), "closed")

    # -- lists and single units -------------------------------------------------------------------------------------

    def _sequence_phrase(self, i: int, *, bare: bool = False) -> tuple[Position, int] | None:
        if self.kind(i) == "MIDDLE":
            return self._middle(i)
        sequence = self._sequence(i, bare=bare or self._bare_allowed(i))
        if sequence is None:
            return None
        pairs, j, labelled = sequence
        if not labelled and not (bare or self._bare_allowed(i)):
            return None
        if self._is_foreign(j):
            return None
        if (
            len(pairs) == 1
            and pairs[0][0] == pairs[0][1]
            and labelled
            and self.kind(j) == "ONWARD"
            and self._is_onward(j)
        ):
            first = pairs[0][0] + (1 if self.text(j) in ("之后", "以后") else 0)
            return self.made(i, j + 1, UnitRange(first=first, last=LAST), "open")
        if (
            len(pairs) == 1
            and labelled
            and self.kind(j) == "BEFORE"
            and self.text(j)[:1] > "z"
            and self.kind(j + 1) not in ("NUM",)
        ):
            return self.made(i, j + 1, UnitRange(first=self._first, last=pairs[0][0] - 1), "closed")
        again = j + 1
        while self.text(again) in ("again", "then", "also"):
            again += 1
        if self.kind(j) == "AND" and self.kind(again) == "EVERY" and self._thereafter(again):
            return self._with_thereafter(i, again, pairs)
        return self.made(
            i, j, _scope_of(pairs), "closed" if len(pairs) == 1 and pairs[0][0] != pairs[0][1] else "plain"
        )

    def _is_onward(self, j: int) -> bool:
        return self.text(j) not in ("on", "thereafter", "after that", "afterwards", "up")

    def _thereafter(self, i: int) -> bool:
        step = self._every_step(i)
        return step is not None and (
            self.kind(step[2]) in ("ONWARD", "AFTER") or self.text(step[2]) in ("after", "afterwards")
        )

    def _with_thereafter(self, i: int, k: int, pairs: list[tuple[int, int]]) -> tuple[Position, int] | None:
        step = self._every_step(k)
        assert step is not None
        j = step[2] + 1
        j = j + 1 if self.text(j) in ("that", "this") else j
        _, end, j = self._bounds(j)
        return self.made(i, j, EveryNth(step=step[0], start=pairs[-1][1], end=end), "period")

    def _is_foreign(self, j: int) -> bool:
        """ "Week 3 of her training plan" counts something else."""
        return self.text(j) == "of" and self.text(j + 1) in (
            "his",
            "her",
            "their",
            "my",
            "our",
            "another",
            "every",
            "each",
        )

    def _middle(self, i: int) -> tuple[Position, int] | None:
        j = i + 1
        number = 0
        if self.kind(j) == "NUM":
            number, j = self.value(j), j + 1
        j = self.over(j)
        if self.kind(j) == "NUM" and self.value(j) == 1:
            j = self.over(j + 1)
        if self.kind(j) not in ("LABEL", "ONE") or self.count is None:
            return None
        number = number or 2 - self.count % 2
        first = (self.count - number) // 2 + self._first
        return self.made(i, j + 1, _scope_of([(first, first + number - 1)]))

    def _bare_allowed(self, i: int) -> bool:
        """An ordinal without its label counts after "on the": "on the 40th they turn back"; and in a row of sentences:
        "the first week …, the second with …"."""
        if self._continues_a_row(i):
            return True
        if (
            self.kind(i) != "ORD"
            or self.kind(i - 1) != "DET"
            or self.text(i - 2) not in ("on", "at", "in", "by", "from", "and", ",")
        ):
            return False
        nxt = self.kind(i + 1)
        return (self.text(i)[-2:] in ("st", "nd", "rd", "th") and self.text(i)[:1].isdigit()) or nxt in (
            "AND",
            "STOP",
            "",
        )

    def _continues_a_row(self, i: int) -> bool:
        if self.kind(i) not in ("ORD", "LASTBUT") or self.kind(i - 1) != "DET" or self.kind(i - 2) != "AND":
            return False
        labelled = any(token.kind == "LABEL" for token in self.stream[: i - 1])
        return labelled and self.text(i + 1) in _AFTER_A_BARE_ORDINAL

    def _sequence(self, i: int, *, bare: bool) -> tuple[list[tuple[int, int]], int, bool] | None:
        """A list of units and stretches: (first, last) pairs, the next token, whether the label is said."""
        i = self.over(i)
        first = self._item(i)
        if first is None:
            return None
        value, j, labelled, prefixed = first
        several = prefixed and self.text(i) in self.vocabulary.plurals
        chinese = self.text(i)[:1] >= "一" or (self.kind(i) == "ORD" and self.text(i).startswith("第"))
        pairs = [(value, value)]
        closed = False
        while True:
            link = self._link(j)
            if link is None:
                break
            is_range, k, conjunction = link
            following = self._item(self.over(k) if not is_range or True else k)
            if following is None:
                break
            number, after, said, _ = following
            if (
                not is_range
                and not said
                and not self._goes_on(after, conjunction, several or chinese, closed, number, j, labelled)
            ):
                break
            if not is_range and prefixed and said and self._is_new_subject(j, k, after):
                break
            if is_range:
                low = pairs[-1][0]
                if 0 < number < low:
                    break
                pairs[-1] = (low, number)
            else:
                pairs.append((number, number))
                closed = closed or conjunction
            j, labelled = after, labelled or said
        if not labelled and not bare:
            return None
        return pairs, j, labelled

    def _is_new_subject(self, link: int, item: int, after: int) -> bool:
        """ "Decks 5 to 7, and the top deck has a pool": a comma, another form of naming, and words of its own."""
        named_otherwise = self.kind(self.over(item)) == "ORD"
        return named_otherwise and self.text(link) in (",", "，") and self.kind(after) == "WORD"

    def _link(self, j: int) -> tuple[bool, int, bool] | None:
        """(is a range, next token, has a conjunction) of what joins two items of a list."""
        if self.kind(j) == "TO":
            return True, j + 1, False
        if self.kind(j) != "AND" or self.text(j) in ("then",):
            return None
        k, conjunction = j, False
        while self.kind(k) == "AND":
            conjunction = conjunction or self.text(k) not in (",", "，", "、", "/")
            k += 1
        if self.text(k) in ("in", "on", "at", "again", "also"):
            k = self.over(k + 1) if self.text(k) in ("again", "also") else k
        return False, k, conjunction

    def _goes_on(
        self, after: int, conjunction: bool, several: bool, closed: bool, number: int, link: int, labelled: bool
    ) -> bool:
        """Whether a number without its label still belongs to the list, and does not count what follows it."""
        if closed:
            return False
        if (
            labelled
            and not several
            and self.kind(link + 1) != "DET"
            and self.stream[after - 1].text[-2:] not in ("st", "nd", "rd", "th")
        ):
            if self.text(link) not in ("、", "/", "&"):
                return False
        if conjunction or several:
            return True
        return self.kind(after) in ("AND", "TO", "STOP", "COLON", "", "LABEL")

    def _item(self, i: int, *, bare: bool = True) -> tuple[int, int, bool, bool] | None:
        """One unit: (number, next token, label said, label before the number)."""
        i = self.over(i)
        if self.kind(i) == "LABEL" and self.text(i)[:1] < "一":
            j = i + 2 if self.text(i + 1) == "." and is_short(self.text(i)) else i + 1
            if self.kind(j) == "COLON" and self.text(i) in self.vocabulary.plurals and self.kind(j + 1) == "NUM":
                j += 1
            j = j + 1 if self.text(j) in ("no", "nr", "number", "#") else j
            if self.text(j) == "one":
                return 1, j + 1, True, True
            if self.kind(j) == "NUM" or (
                self.kind(j) == "ORD" and self.value(j) > 0 and self.stream[j].text[:1].isdigit()
            ):
                return self.value(j), j + 1, True, True
            return None
        if self.kind(i) == "LASTBUT" or (self.kind(i) == "ORD" and self.kind(i + 1) == "LASTBUT"):
            j = self.skip(i, "ORD") + 1
            return self.value(j - 1), self.skip(j, "LABEL"), True, False
        if self.kind(i) == "ORD":
            j = self.over(i + 1)
            if self.kind(j) in ("LABEL", "ONE") and self._own_label(j):
                value = self.value(i)
                if value == LAST and self.kind(j + 1) == "BUT" and self.text(j + 2) in ("one", "two"):
                    return (-2 if self.text(j + 2) == "one" else -3), j + 3, True, False
                return value, j + 1, True, False
            return (self.value(i), i + 1, False, False) if bare else None
        if self.kind(i) == "NUM" and bare:
            if self.kind(i + 1) == "LABEL" and self.text(i + 1)[:1] >= "一":
                in_a_row = self.kind(i - 1) in ("AND", "TO", "OPEN", "EXCEPT") or self.kind(i + 2) in ("AND", "TO")
                if not in_a_row and self.text(i + 1) != "日":
                    return None  # 三天 is a time, not a unit
                return self.value(i), i + 2, True, False
            return self.value(i), i + 1, False, False
        return None

    def _own_label(self, j: int) -> bool:
        """ "The first week of June" and "the third floor of the bank" name no unit of the series."""
        if self.text(j + 1) != "of":
            return True
        k = self.skip(j + 2, "DET")
        return self.kind(k) not in ("MONTH", "DATE", "EVERY") and self.text(j + 2) not in (
            "his",
            "her",
            "their",
            "my",
            "our",
            "each",
            "every",
            "another",
        )

    # -- dates and cells --------------------------------------------------------------------------------------------

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
        if self.text(i)[:1] < "一" and not self._is_month(i):
            return None
        pairs = [(self.value(i), self.value(i))]
        j = i + 1
        while True:
            k = self.skip(j, "AND")
            if k > j and self.kind(k) == "MONTH" and self.stream[k].text[:1].isupper() | (self.text(k)[:1] > "z"):
                pairs.append((self.value(k), self.value(k)))
            elif self.kind(j) == "TO" and self.kind(j + 1) == "MONTH":
                k = j + 1
                pairs[-1] = (pairs[-1][0], self.value(k))
            else:
                break
            j = k + 1
        j = self.skip(j, "LABEL", "ONWARD") if self.kind(j) == "LABEL" else j
        spans = tuple(DateSpan(first=f"{a:02d}-01", last=f"{b:02d}-{_LONGEST[b - 1]:02d}") for a, b in pairs)
        return self.made(i, j, Dates(spans=spans))

    def _is_month(self, i: int) -> bool:
        if not self.stream[i].text[:1].isupper():
            return False
        before, after = self.text(i - 1), self.kind(i + 1)
        return (
            before in _BEFORE_MONTHS
            or after in ("LABEL", "COLON", "TO")
            or self.kind(i - 1) in ("EVERY", "OPEN", "TO", "AND", "ALL", "BEFORE", "AFTER")
        )

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

    def _grid(self, i: int) -> tuple[Position, int] | None:
        """ "(3, 4)", "row 2, column 5", "the fifth row", "columns 4–6", "第2行第3列"."""
        series = self.vocabulary.series
        if series is None or series.grid is None:
            return None
        begin = i
        j = i + 1 if self.kind(i) == "LABEL" and self.kind(i + 1) == "CELL" else i
        if self.kind(j) == "CELL":
            cells = []
            while self.kind(j) == "CELL":
                a, b = self.stream[j].value
                cells.append((b, a) if series.grid.column_first else (a, b))
                k = self.skip(j + 1, "AND", "LABEL")
                if self.kind(k) != "CELL":
                    break
                j = k
            return self.made(begin, j + 1, Cells(cells=tuple(cells)))
        first = self._line(i)
        if first is None:
            return None
        kind, numbers, j = first
        k = self.skip(j, "AND", "DET")
        k = self.over(k)
        second = self._line(k)
        if second is not None and second[0] != kind:
            rows, columns = (numbers, second[1]) if kind == "ROW" else (second[1], numbers)
            return self.made(i, second[2], Cells(cells=tuple((r, c) for r in rows for c in columns)))
        return self.made(i, j, Cells(rows=numbers) if kind == "ROW" else Cells(columns=numbers))

    def _line(self, i: int) -> tuple[str, tuple[int, ...], int] | None:
        """Rows or columns by number: (which, numbers, next token)."""
        i = self.over(i)
        kind = self.kind(i)
        if kind in ("ROW", "COLUMN") and self.text(i)[:1] < "一" and self.kind(i + 1) == "NUM":
            numbers, j = self._line_numbers(i + 1)
            return kind, numbers, j
        if kind == "ORD":
            j, values = i, [self.value(i)]
            while self.kind(j + 1) in ("AND", "TO") and self.kind(self.over(j + 2)) in ("ORD", "NUM"):
                k = self.over(j + 2)
                values += range(values[-1] + 1, self.value(k) + 1) if self.kind(j + 1) == "TO" else [self.value(k)]
                j = k
            j = self.over(j + 1)
            if self.kind(j) in ("ROW", "COLUMN"):
                return self.kind(j), tuple(self._numbered(self.kind(j), value) for value in values), j + 1
        return None

    def _numbered(self, kind: str, ordinal: int) -> int:
        """An ordinal counts from the first row, whatever number that one bears."""
        grid = self.vocabulary.series.grid if self.vocabulary.series else None
        if grid is None:
            return ordinal
        many = grid.rows if kind == "ROW" else grid.columns
        return ordinal - 1 + grid.origin if ordinal > 0 else many + ordinal + grid.origin

    def _line_numbers(self, i: int) -> tuple[tuple[int, ...], int]:
        numbers, j = [self.value(i)], i + 1
        many = self.text(i - 1).endswith("s")
        while self.kind(j) in ("AND", "TO") and self.kind(j + 1) == "NUM" and (many or self.kind(j + 2) != "WORD"):
            if self.kind(j) == "TO":
                numbers += range(numbers[-1] + 1, self.value(j + 1) + 1)
            else:
                numbers.append(self.value(j + 1))
            j += 2
        return tuple(numbers), j

    def _every(self, i: int) -> tuple[Position, int] | None:
        """ "Every week", "all floors", "每一集"."""
        if self.kind(i) not in ("EVERY", "EVERYN", "ALL"):
            return None
        j = self.over(i + 1)
        if self.kind(j) == "NUM" and self.value(j) == 1:
            j = self.over(j + 1)
        if self.text(j) in ("single", "of", "and") or (self.kind(j) == "AND" and self.kind(j + 1) == "EVERY"):
            j = self.over(j + 1 if self.kind(j) != "AND" else j + 2)
        if self.kind(j) != "LABEL":
            return None
        if self.kind(i) == "ALL" and self.text(i).startswith(("no", "any")) and self.kind(j + 1) in ("BEFORE", "AFTER"):
            return None
        return self.made(i, j + 1, EverySection(), "every")


_AFTER_A_BARE_ORDINAL = frozenset(
    "with is has about on to covers deals gets shows must should ends begins tells takes".split()
)
_WHOLES = frozenset(
    "series course diary journal book novel year log guide text document story programme program season itinerary tour "
    "cycle plan".split()
)
_BEFORE_MONTHS = frozenset("in of during throughout the for until by each every and late early mid-".split()) | {","}
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _hyphened(reader: _Reader, i: int) -> str:
    """The unit of "5-week intervals", as "week "."""
    return f"{reader.text(i + 1).removesuffix('s')} " if reader.kind(i + 1) in ("LABEL", "PERIOD") else "!"


def _scope_of(pairs: Sequence[tuple[int, int]]) -> Scope:
    if len(pairs) == 1 and pairs[0][0] != pairs[0][1]:
        return UnitRange(first=pairs[0][0], last=pairs[0][1])
    if all(a == b for a, b in pairs):
        return Units(numbers=tuple(dict.fromkeys(a for a, _ in pairs)))
    if all(a > 0 and b > 0 for a, b in pairs):
        return Units(numbers=tuple(dict.fromkeys(n for a, b in pairs for n in range(a, b + 1))))
    return AnyOf(scopes=tuple(_scope_of([pair]) for pair in pairs))


# -- joining ----------------------------------------------------------------------------------------------------------


def _joined(clause: str, found: list[Position], vocabulary: Vocabulary) -> list[Position]:
    """Exceptions go to what they narrow, starts and stretches to the period they bound, "every" gives way to what is narrower."""
    found = _with_exceptions(found)
    found = _with_bounds(clause, found, vocabulary)
    return _without_every(clause, found)


def _with_exceptions(found: list[Position]) -> list[Position]:
    kept: list[Position] = []
    waiting: list[Position] = []
    for position in found:
        if position.role == "except":
            if kept and not isinstance(kept[-1].scope, Relative):
                base = kept[-1]
                kept[-1] = replace(base, end=position.end, scope=_without(base, position))
            else:
                waiting.append(position)
        elif waiting and position.role in ("every", "period", "open", "closed"):
            exception = waiting.pop()
            kept += [replace(exception, role="bound"), replace(position, scope=_without(position, exception))]
        else:
            kept.append(position)
    kept += [replace(each, role="plain", scope=_without(None, each)) for each in waiting]
    return sorted(kept, key=lambda each: each.start)


def _without(base: Position | None, exception: Position) -> Scope:
    inner = base.scope if base is not None else EverySection()
    assert not isinstance(inner, Relative)
    if isinstance(exception.scope, Relative):
        return inner
    return AllBut(base=inner, without=exception.scope)


def _with_bounds(clause: str, found: list[Position], vocabulary: Vocabulary) -> list[Position]:
    periods = [
        i
        for i, each in enumerate(found)
        if each.role == "period" and each.open_start and isinstance(each.scope, EveryNth)
    ]
    for i in periods:
        for k in (i - 1, i + 1):
            if (
                0 <= k < len(found)
                and found[k].role in ("open", "closed", "start")
                and isinstance(found[k].scope, UnitRange)
            ):
                if re.search(
                    r"[.;!?。；！？]", clause[min(found[i].end, found[k].end) : max(found[i].start, found[k].start)]
                ):
                    continue
                found[i] = _bounded(found[i], found[k])
                found[k] = replace(found[k], role="used")
                break
    found = [each for each in found if each.role != "used" or True]
    merged: list[Position] = []
    for each in found:
        if each.role == "used":
            merged.append(replace(each, role="bound"))
        elif each.role == "start":
            merged.append(replace(each, role="open"))
        else:
            merged.append(each)
    return merged


def _bounded(period: Position, stretch: Position) -> Position:
    scope, bounds = period.scope, stretch.scope
    assert isinstance(scope, EveryNth) and isinstance(bounds, UnitRange)
    end = None if bounds.last == LAST else bounds.last
    return replace(period, scope=EveryNth(step=scope.step, start=max(0, bounds.first), end=end), open_start=False)


def _without_every(clause: str, found: list[Position]) -> list[Position]:
    """ "Every letter from the 15th on", "all episodes but the last", "each block of column 9": the narrower one counts."""
    kept: list[Position] = []
    for i, each in enumerate(found):
        if each.role == "every" and isinstance(each.scope, EverySection):
            following = found[i + 1] if i + 1 < len(found) else None
            if following is not None and _TOUCHES.fullmatch(clause[each.end : following.start]):
                found[i + 1] = replace(following, start=each.start)
                continue
            before = kept[-1] if kept else None
            if (
                before is not None
                and before.role not in ("every",)
                and _TOUCHES.fullmatch(clause[before.end : each.start])
            ):
                kept[-1] = replace(before, end=each.end)
                continue
        kept.append(each)
    return kept


_TOUCHES = re.compile(
    r"\s*(?:,|，|:)?\s*(?:of|in|from|on|at|the|at the|in the|of the|from the|中|的|for)?\s*", re.IGNORECASE
)
