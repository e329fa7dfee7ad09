"""Relative places: "two weeks after …", "the floor above …", "the next day", "之后的一集"."""

from __future__ import annotations

from longwriter_agents.constraints.grammar.lists import VERBS_OF_PLACES
from longwriter_agents.constraints.grammar.position import Position, Relative
from longwriter_agents.constraints.grammar.stretches import Stretches
from longwriter_agents.constraints.nouns import is_storey
from longwriter_agents.constraints.scope import Units


class Relatives(Stretches):
    """Reads how far a place is from another one."""

    def _relative(self, i: int) -> tuple[Position, int] | None:
        """ "Two weeks after …", "the floor above …", "one week later", "the next day", "之后的一集", "前一天"."""
        return self._next_ones(i) or self._relative_english(i) or self._relative_chinese(i)

    def _next_ones(self, i: int) -> tuple[Position, int] | None:
        """ "Prompts 1-10 …, the next ten to work", "over the following three weeks", "接下来的三周"."""
        chinese = self.text(i) == "接下来"
        if not chinese and (self.text(i) not in ("next", "following", "subsequent") or self.kind(i - 1) != "DET"):
            return None
        number = self.over(i + 1) if chinese else i + 1
        if self.kind(number) != "NUM" or self.value(number) < 2:
            return None
        j = self.over(number + 1) if chinese else number + 1
        if self.kind(j) not in ("LABEL", "PERIOD") and not self._goes_on_a_row(i, j):
            return None
        factor = self._per_unit(j) if self.kind(j) == "PERIOD" else 1
        end = j + 1 if self.kind(j) in ("LABEL", "PERIOD") else j
        return self.made(i, end, Relative(1, many=self.value(number) * factor)) if factor else None

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
        at = self.over(k + 1)
        item = self._item(at, bare=self._stands_alone(at))
        if item is not None and (item[0] > 0 or item[0] + offset < 0):
            return self.made(i, item[1], Units(numbers=(item[0] + offset,)))
        if self.kind(k + 1) == "DATE":
            numbers = self._units_of(self.stream[k + 1].value)
            return self.made(i, k + 2, Units(numbers=(numbers[0] + offset,))) if numbers else None
        if self.kind(k + 1) in ("AND", "STOP", "COLON", ""):
            return self.made(i, k + 1, Relative(offset))
        return self.made(i, k + 1, Relative(offset, anchor_at=self.stream[k].end))

    def _stands_alone(self, i: int) -> bool:
        """Whether an ordinal names a unit without its noun: "below the top", "after the third"; not "after the first frost"."""
        if self.kind(i) != "ORD":
            return False
        return self.kind(i + 1) in ("AND", "STOP", "COLON", "") or self.text(i + 1) in VERBS_OF_PLACES

    def _neighbour(self, i: int) -> tuple[Position, int] | None:
        """ "The following week", "the next floor", "the previous stop"."""
        step = {"following": 1, "next": 1, "subsequent": 1, "previous": -1, "preceding": -1}.get(self.text(i), 0)
        if not step or self.kind(i - 1) != "DET":
            return None
        named = self.kind(i + 1) == "LABEL" and self.text(i + 1) not in self.vocabulary.plurals
        if named or self.text(i + 1) == "one":
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
