"""The scope grammar: where a clause says that something applies. Digits, words and ordinals, English and Chinese.

`positions` finds every phrase of a clause that names units of the series and says what it means. A phrase is kept with its
place, so that what remains of the clause is the demand itself.
"""

from __future__ import annotations

from functools import lru_cache

from longwriter_agents.constraints.grammar.joining import joined
from longwriter_agents.constraints.grammar.position import Position, Relative
from longwriter_agents.constraints.grammar.relatives import Relatives
from longwriter_agents.constraints.scope import AllBut, AnyOf, EverySection, Scope
from longwriter_agents.constraints.vocabulary import Vocabulary, tokens

__all__ = ["Position", "Relative", "bare_position", "positions"]


def positions(clause: str, vocabulary: Vocabulary) -> list[Position]:
    """All positions of the clause, in order, not overlapping; those that belong together are joined."""
    return list(_positions(clause, vocabulary))


@lru_cache(maxsize=1_024)
def _positions(clause: str, vocabulary: Vocabulary) -> tuple[Position, ...]:
    """Several rules ask for those of the same clause."""
    reader = _Reader(clause, tokens(clause, vocabulary), vocabulary)
    return tuple(joined(clause, reader.read(), reader.unit))


def bare_position(text: str, vocabulary: Vocabulary) -> Scope | None:
    """What numbers mean that stand alone where units are named ("7", "3-5", "2, 4 and 9"); None when more is said."""
    reader = _Reader(text, tokens(text, vocabulary), vocabulary)
    found = reader.bare(0)
    if found is None or found[1] < len(reader.stream) or isinstance(found[0].scope, Relative):
        return None
    return found[0].scope


class _Reader(Relatives):
    """Reads a clause from left to right, trying each kind of phrase at each token."""

    def read(self) -> list[Position]:
        found = self.found
        i = 0
        while i < len(self.stream):
            taken = self._at(i)
            if taken is None:
                i += 1
            else:
                position, i = taken
                found.append(position)
        return found

    def _at(self, i: int) -> tuple[Position, int] | None:
        for phrase in (
            self._exception,
            self._rest,
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
                return self._first_time(taken)
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
        role = "except before" if self.text(begin_at).startswith("除") else "except"
        return self.made(begin, j, position.scope, role)

    def _rest(self, i: int) -> tuple[Position, int] | None:
        """ "All other weeks", "the remaining floors", "其余各期": all but what the clause has named before."""
        j = self.skip(self.over(i + 1), "EVERYN", "ALL", "NUM")
        j = self.over(j) + 1 if self.kind(self.over(j)) in ("LABEL", "ONE") else i + 1
        if self.kind(i) != "REST":
            return None
        named = [each.scope for each in self.found if not isinstance(each.scope, Relative | EverySection)]
        if not named:
            return None
        without = named[0] if len(named) == 1 else AnyOf(scopes=tuple(named))
        return self.made(i, j, AllBut(without=without))

    def bare(self, i: int) -> tuple[Position, int] | None:
        """A list, stretch or single unit, also without its label."""
        return self._plain(i, bare=True)

    def _plain(self, i: int, *, bare: bool = False) -> tuple[Position, int] | None:
        for phrase in (self._stretch, self._grid, self._dates):
            taken = phrase(i)
            if taken is not None:
                return taken
        return self._sequence_phrase(i, bare=bare)

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
        if self.text(i) == "throughout" and self.kind(j + 1) in ("NUM", "ORD"):
            return None  # "throughout weeks 35 to 37"
        if self.kind(i) == "ALL" and self.text(i).startswith(("no", "any")) and self.kind(j + 1) in ("BEFORE", "AFTER"):
            return None
        return self.made(i, j + 1, EverySection(), "every")
