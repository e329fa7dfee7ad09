"""Stretches: "from week 10 on", "until floor 8", "the first five", "the second half"."""

from __future__ import annotations

import re

from longwriter_agents.constraints.grammar.lists import VERBS_OF_PLACES, Lists
from longwriter_agents.constraints.grammar.position import LAST, Position, scope_of
from longwriter_agents.constraints.scope import Dates, DateSpan, UnitRange, Units


class Stretches(Lists):
    """Reads stretches by their ends."""

    def _stretch(self, i: int) -> tuple[Position, int] | None:
        """ "From week 10 on", "until floor 8", "before week 8", "above floor 30", "the first five", "between 3 and 9"."""
        kind, j = self.kind(i), self.over(i + 1)
        if kind == "OPEN":
            return self._from(i, j)
        if self.text(i) == "between":
            return self._between(i, j)
        if kind == "DATE" and self.kind(i + 1) == "ONWARD" and len(self.stream[i].value) == 1:
            numbers = self._units_of(self.stream[i].value)
            return self._in_a_row(i, self.skip(i + 1, "ONWARD"), numbers[0]) if len(numbers) == 1 else None
        if (
            kind == "TO"
            and self.kind(i - 1) not in ("NUM", "ORD", "LABEL")
            and self.text(i) not in ("-", "–", "—", "to", "~")
        ):
            return self._until(i, j)
        if kind in ("BEFORE", "AFTER") and self.text(i)[:1] < "一":
            return self._beyond(i, j)
        if kind == "NUM" and self.text(i - 1) == "for" and self.kind(i + 2) == "OPEN":
            return self._for_so_many(i)
        if kind in ("ORD", "FRONT", "BACK") or (kind == "NUM" and self.kind(i + 1) == "ORD"):
            return self._end_stretch(i)
        return None

    def _for_so_many(self, i: int) -> tuple[Position, int] | None:
        """ "For three weeks from week 22"."""
        many = self._lasts(i)
        start = self._reference(self.over(i + 3))
        if start is None or many < 1 or start[0] < 1:
            return None
        return self.made(i, start[1], UnitRange(first=start[0], last=start[0] + many - 1), "closed")

    def _until(self, i: int, j: int) -> tuple[Position, int] | None:
        """ "Until floor 8": from the first one; "breaks his leg in week 9 and limps until week 14": from there."""
        if self.kind(j) == "DATE":
            numbers = self._units_of(self.stream[j].value)
            end = (numbers[-1], j + 1) if numbers else None
        else:
            item = self._item(j, bare=False)
            end = (item[0], item[1]) if item else None
        if end is None:
            return None
        return self.made(i, end[1], UnitRange(first=self._since_when(i, end[0]), last=end[0]), "closed")

    def _since_when(self, i: int, last: int) -> int:
        """The unit that was named before, when "and" goes on from it; else the first one."""
        before = self.found[-1] if self.found else None
        gap = self.clause[before.end : self.stream[i].start] if before else ""
        if before is None or not re.search(r"\band\b|并|而", gap) or re.search(r"[,;:，；]", gap):
            return self._first
        named = before.scope.numbers if isinstance(before.scope, Units) else ()
        named = tuple(self._units_of(before.scope.spans)) if isinstance(before.scope, Dates) else named
        return named[0] if len(named) == 1 and 0 < named[0] < last else self._first

    def _from(self, i: int, j: int) -> tuple[Position, int] | None:
        if self.kind(j) == "MONTH" and self.vocabulary.dated:
            return self._from_month(i, j)
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
                lasting = self._lasting(k)
                if lasting is not None:
                    return self.made(i, lasting[1], UnitRange(first=numbers[0], last=lasting[0]), "closed")
                return self._in_a_row(i, self.skip(k, "ONWARD"), numbers[0])
            return self.made(i, k, position.scope, position.role)
        sequence = self._sequence(j, bare=True)
        if sequence is None:
            return None
        pairs, k, labelled = sequence
        if len(pairs) != 1 or not (labelled or self._starts_period(i) or pairs[0][0] != pairs[0][1]):
            return None
        first, last = pairs[0]
        if self.text(i - 1) in self.vocabulary.plurals and self.text(i) == "from" and first != last and not labelled:
            return self.made(i - 1, k, UnitRange(first=first, last=last), "closed")  # "the blocks from 55 to 59"
        if not labelled and (not self._ends_a_start(k) or self._is_of_another_time(first, k)):
            return None
        if first != last:
            return self.made(i, k, UnitRange(first=first, last=last), "closed")
        k = self.skip(k, "ONWARD")
        lasting = self._lasting(k) if labelled else None
        if lasting is not None:
            return self.made(i, lasting[1], UnitRange(first=first, last=lasting[0]), "closed")
        if self.kind(k) == "TO" and (end := self._item(self.over(k + 1), bare=False)) is not None:
            return self.made(i, end[1], UnitRange(first=first, last=end[0]), "closed")
        if labelled and self.text(k) == "for" and self.kind(self.over(k)) == "NUM":
            return self._in_a_row(i, k, first)
        bare_from = self.text(i) in ("from", "since", "as of", "as from", "从", "自", "由")
        if "first" in self.text(i):
            return self.made(i, k, UnitRange(first=first, last=LAST), "first time")
        role = "open" if bare_from or self.kind(k - 1) == "ONWARD" else "start"
        return self.made(i, k, UnitRange(first=first, last=LAST), role)

    def _lasting(self, i: int) -> tuple[int, int] | None:
        """ "Starts in week 5 and lasts until week 9": (the last unit, next token)."""
        j = self.skip(i, "AND")
        if self.text(j) not in _LASTS:
            return None
        j = self.over(self.skip(self.over(j + 1), "ONWARD", "TO"))
        if self.kind(j) == "DATE":
            numbers = self._units_of(self.stream[j].value)
            return (numbers[-1], j + 1) if numbers else None
        item = self._item(j, bare=False)
        return (item[0], item[1]) if item else None

    def _from_month(self, i: int, j: int) -> tuple[Position, int] | None:
        """ "Starting in March", "from May to July"."""
        taken = self._months(j)
        scope = taken[0].scope if taken else None
        if taken is None or not isinstance(scope, Dates):
            return None
        k, numbers, span = taken[1], self._units_of(scope.spans), scope.spans[0]
        if not numbers:
            return None
        if len(scope.spans) > 1 or span.first[:2] != span.last[:2]:
            return self.made(i, k, scope, "closed")
        role = "open" if self.text(i) in ("from", "since", "从", "自") or self.kind(k) == "ONWARD" else "start"
        return self.made(i, self.skip(k, "ONWARD"), UnitRange(first=numbers[0], last=LAST), role)

    def _in_a_row(self, i: int, k: int, first: int) -> tuple[Position, int]:
        """From a unit on: to the end, or for so many units ("9月8日开始连续五天", "from 8 September for five days")."""
        j = k + 2 if self.text(k) + self.text(k + 1) == "连续" else self.over(k) if self.text(k) == "for" else k
        many = self._lasts(j) if j > k and self.kind(j) == "NUM" else 0
        if many:
            return self.made(i, j + 2, UnitRange(first=first, last=first + many - 1), "closed")
        return self.made(i, k, UnitRange(first=first, last=LAST), "open")

    def _lasts(self, i: int) -> int:
        """How many units "three weeks" take; 0 where that can't be told. Days that fill no week take one."""
        if self.kind(i + 1) == "LABEL":
            return self.value(i)
        per_unit = self._per_unit(i + 1)
        in_days = self.kind(i + 1) == "PERIOD" and self.value(i + 1) == 1 and self.unit == "week"
        return self.value(i) * per_unit if per_unit else -(-self.value(i) // 7) if in_days else 0

    def _ends_a_start(self, k: int) -> bool:
        """Whether nothing follows a bare number that it could count: "from 13 on", not "从72公斤起"."""
        return (
            self.kind(k) in ("ONWARD", "AND", "STOP", "COLON", "TO", "EVERY", "EVERYN", "")
            or self.kind(k - 1) == "ORD"
            or (self.text(k) in VERBS_OF_PLACES or self.text(k)[:1] in ")）")
        )

    def _is_of_another_time(self, number: int, k: int) -> bool:
        """ "Begins in 1890", "beginning with the 18th century": no unit has that number."""
        return self.text(k) in ("century", "centuries") or (self.count is not None and number > self.count + 1)

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
        listed = self._sequence(j, bare=False)
        if listed is not None and (len(listed[0]) > 1 or listed[0][0][0] != listed[0][0][1]):
            return self.made(i, listed[1], scope_of(listed[0]))  # "before games 6, 12 and 18": at each of them
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
        named = self.kind(self.over(j)) == "LABEL"
        if number < 1 or not (named or self._stands_for_units(i, j)):
            return None
        if self.kind(i) == "FRONT" and number == 1:
            return None
        j = self.over(j) + 1 if named else j
        if edge > 0:
            return self.made(i, j, UnitRange(first=self._first, last=self._first + number - 1), "closed")
        return self.made(i, j, UnitRange(first=-number, last=LAST), "closed")

    def _stands_for_units(self, i: int, j: int) -> bool:
        """ "The final two are written on the ferry": at the head of a sentence, with a verb after it, they can only be units."""
        at_head = self.kind(i - 1) == "DET" and self.kind(i - 2) in ("", "STOP")
        return (at_head and self.text(j) in VERBS_OF_PLACES) or self._goes_on_a_row(i, j)

    def _goes_on_a_row(self, i: int, j: int) -> bool:
        """Whether a number without its noun goes on from places named before: "…, and the last twenty to the future"."""
        in_a_row = bool(self.found) and self.kind(i - 1) == "DET" and self.kind(i - 2) == "AND"
        return in_a_row and (self.text(j) in VERBS_OF_PLACES or self.text(j) in _AFTER_A_NUMBER)

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


_LASTS = frozenset(
    "lasts lasting continues continuing ends ending runs running goes stays staying finishes finishing closes stops "
    "stopping".split()
)
"""What follows the start of a stretch before its end is told."""
_AFTER_A_NUMBER = frozenset("to on in about with for by at".split())
"""What may stand for the verb in a row: "lots 1-9 are clocks, the next ten from Kent"."""
_WHOLES = frozenset(
    "series course diary journal book novel year log guide text document story programme program season itinerary tour "
    "cycle plan".split()
)
