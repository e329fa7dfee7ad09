"""Phrases that name units one by one, with what may follow them: "week 6 and every 12 weeks thereafter", "the middle two"."""

from __future__ import annotations

import re

from longwriter_agents.constraints.grammar.periods import Periods
from longwriter_agents.constraints.grammar.position import LAST, Position, Relative, scope_of
from longwriter_agents.constraints.scope import Dates, EveryNth, Scope, UnitRange, Units


class Lists(Periods):
    """Reads lists and single units as places."""

    def _sequence_phrase(self, i: int, *, bare: bool = False) -> tuple[Position, int] | None:
        if self.kind(i) == "MIDDLE":
            return self._middle(i)
        if self.text(i) in _BY_ROLE:
            return self._by_role(i)
        sequence = self._sequence(i, bare=bare or self._bare_allowed(i))
        if sequence is None:
            return None
        pairs, j, labelled = sequence
        if not labelled and not (bare or self._bare_allowed(i)):
            return None
        if self._is_foreign(j):
            return None
        if labelled and len(pairs) == 1 and pairs[0][0] == pairs[0][1]:
            from_one = self._from_one_unit(i, pairs[0][0], j)
            if from_one is not None:
                return from_one
        again = j + 1
        while self.text(again) in ("again", "then", "also", "on", "in", "at"):
            again += 1
        if self.kind(j) == "AND" and self.kind(again) == "EVERY" and self._thereafter(again):
            return self._with_thereafter(i, again, pairs)
        return self.made(i, j, scope_of(pairs), "closed" if len(pairs) == 1 and pairs[0][0] != pairs[0][1] else "plain")

    def _by_role(self, i: int) -> tuple[Position, int] | None:
        """ "The finale must take place at night": as the subject of a sentence it is the last unit."""
        at_head = self.kind(i - 1) == "DET" and self.kind(i - 2) in ("", "STOP")
        return (
            self.made(i, i + 1, Units(numbers=(_BY_ROLE[self.text(i)],)))
            if at_head and self._goes_on_as_a_subject(i + 1)
            else None
        )

    def _from_one_unit(self, i: int, unit: int, j: int) -> tuple[Position, int] | None:
        """What a word after the unit makes of it: "week 3 onwards", "第七站之后的一站", "第3周第一次", "第33集之前"."""
        if self.kind(j) == "ONWARD" and self._is_onward(j):
            beyond = self._units_beyond(j)
            if beyond is not None:
                return self.made(i, beyond[1], Units(numbers=(unit + beyond[0],)))
            first = unit + (1 if self.text(j) in ("之后", "以后") else 0)
            return self.made(i, j + 1, UnitRange(first=first, last=LAST), "open")
        first_time = _FIRST_TIME.match(self.clause, self.stream[j - 1].end)
        if first_time:
            while j < len(self.stream) and self.stream[j].start < first_time.end():
                j += 1
            return self.made(i, j, UnitRange(first=unit, last=LAST), "first time")
        if self.kind(j) == "BEFORE" and self.text(j)[:1] > "z" and self.kind(j + 1) != "NUM":
            return self.made(i, j + 1, UnitRange(first=self._first, last=unit - 1), "closed")
        return None

    def _first_time(self, taken: tuple[Position, int]) -> tuple[Position, int]:
        """A dated place at which something is "for the first time": it may begin a period."""
        position, j = taken
        said = _FIRST_TIME.match(self.clause, position.end)
        numbers = self._units_of(position.scope.spans) if said and isinstance(position.scope, Dates) else []
        if not said or not numbers:
            return taken
        while j < len(self.stream) and self.stream[j].start < said.end():
            j += 1
        scope = UnitRange(first=numbers[0], last=LAST)
        return Position(position.start, said.end(), scope, "first time"), j

    def _units_beyond(self, j: int) -> tuple[int, int] | None:
        """ "第七站之后的一站": (how many units later, next token)."""
        k = self.over(j + 1)
        if k == j + 1 or self.kind(k) != "NUM" or self.text(j)[-1:] != "后":
            return None
        label = self.over(k + 1)
        return (self.value(k), label + 1) if self.kind(label) == "LABEL" else None

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
        return self.made(i, j + 1, scope_of([(first, first + number - 1)]))

    def _bare_allowed(self, i: int) -> bool:
        """An ordinal without its label counts after "on the": "on the 40th they turn back"; and in a row of sentences:
        "the first week …, the second with …"."""
        if self._continues_a_row(i) or self._goes_on_counting(i):
            return True
        if (
            self.kind(i) != "ORD"
            or self.kind(i - 1) != "DET"
            or self.text(i - 2) not in ("on", "at", "in", "by", "from", "for", "of", "and", ",", "")
        ):
            return False
        if self.text(i - 2) == "":
            return self.text(i)[:1].isdigit() and self._goes_on_as_a_subject(i + 1)
        if self.text(i - 2) in ("for", "of") and not (self.vocabulary.dated and self.text(i + 1) in VERBS_OF_PLACES):
            return False
        nxt = self.kind(i + 1)
        return (self.text(i)[-2:] in ("st", "nd", "rd", "th") and self.text(i)[:1].isdigit()) or nxt in (
            "AND",
            "STOP",
            "",
        )

    def _goes_on_as_a_subject(self, i: int) -> bool:
        """What may follow "The 13th": a verb ("avoids"), in a dated series a colon; "century" may not."""
        if self.kind(i) == "COLON":
            return self.vocabulary.dated
        return self.text(i) in VERBS_OF_PLACES or (self.kind(i) == "WORD" and self.text(i).endswith("s"))

    def _goes_on_by_ordinals(self, i: int) -> bool:
        """ "The machine explodes in the fourth, and in the fifth everybody drinks tea"."""
        last = self.found[-1] if self.found else None
        if last is None or self.kind(i) != "ORD" or self.kind(i - 1) != "DET" or self.kind(i - 3) != "AND":
            return False
        by_ordinal = any(token.kind == "ORD" and token.end == last.end for token in self.stream[:i])
        return by_ordinal and self.text(i - 2) in ("in", "on", "at") and self.kind(i + 1) == "WORD"

    def _goes_on_counting(self, i: int) -> bool:
        """ "Classes 1-7 are for beginners, 8-14 build strength": a bare number that goes on where the last place ended."""
        last = _last_number(self.found[-1].scope) if self.found else 0
        if (
            i == 0
            and self.kind(1) == "TO"
            and self.kind(2) == "NUM"
            and 0 < self.value(0) < self.value(2) <= (self.count or 0)
        ):
            return self.kind(3) == "COLON" or self.text(3) in VERBS_OF_PLACES
        if self.kind(i) == "NUM" and self.kind(i - 1) == "COLON" and self.kind(i + 1) == "COLON":
            return any(
                token.kind == "LABEL" for token in self.stream[max(0, i - 3) : i]
            )  # "themes by episode: 1 = owls"
        if self.kind(i) != "NUM" or self.kind(i - 1) not in ("AND", "STOP") or not last or self.value(i) <= last:
            return False
        if self.kind(i + 1) == "TO" and self.kind(i + 2) == "NUM":
            return self.value(i) == last + 1 or self.kind(i + 3) == "COLON" or self.text(i + 3) in VERBS_OF_PLACES
        return self.kind(i + 1) == "COLON" or (self.value(i) == last + 1 and self.text(i + 1) in VERBS_OF_PLACES)

    def _continues_a_row(self, i: int) -> bool:
        if self._goes_on_by_ordinals(i):
            return True
        if self.kind(i) not in ("ORD", "LASTBUT") or self.kind(i - 1) != "DET" or self.kind(i - 2) != "AND":
            return False
        labelled = any(token.kind == "LABEL" for token in self.stream[: i - 1])
        return labelled and self.text(i + 1) in _AFTER_A_BARE_ORDINAL


_BY_ROLE = {"finale": LAST, "opener": 1}
_AFTER_A_BARE_ORDINAL = frozenset(
    "with is has about on to covers deals gets shows must should ends begins tells takes".split()
)

_FIRST_TIME = re.compile(
    r"\s*(?:，|,)?\s*(?:for the first time|being the first(?: time)?|第一次|首次|初次|首度)", re.IGNORECASE
)
VERBS_OF_PLACES = frozenset(
    "is are has have was were must should will can shall may hold house contain cover deal show".split()
)


def _last_number(scope: Scope | Relative) -> int:
    """The last unit that a list or stretch names by its number; 0 for anything else."""
    if isinstance(scope, UnitRange):
        return scope.last
    return scope.numbers[-1] if isinstance(scope, Units) else 0
