"""Which thing a definite noun phrase means: only where a text speaks of one such thing can "the bridge" be told apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

_WORD = re.compile(r"[a-z][\w'’-]*")
_ANOTHER = frozenset(
    "another second other each every any first next new old present current former original earlier later last third both "
    "two three four five several many some no which whatever most nearest".split()
)
_MOST_INDEFINITE = 2


class Things:
    """Counts what stands before each noun of a text."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _folded(self) -> str:
        return self._text.casefold()

    @cached_property
    def _in_order(self) -> list[str]:
        return _WORD.findall(self._folded)

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        return Counter(pairwise(self._in_order))

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(self._in_order)

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        """Common nouns with the names that end in them: "Kelso Bridge", "Tay Bridge" under "bridge"."""
        found: dict[str, set[str]] = {}
        for first, last in re.findall(r"\b([A-Z][a-z'’]+) ([A-Z][a-z]+)\b", self._text):
            if first.casefold() not in ("the", "this", "that", "a", "an", "our", "their"):
                found.setdefault(last.casefold(), set()).add(first)
        return found

    @cached_property
    def _before(self) -> dict[str, dict[str, int]]:
        """Each word with those that stand right before it, and how often each does."""
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for (first, second), times in self._pairs.items():
            found[second][first] = times
        return found

    def single(self, head: str, modifiers: Sequence[str] = ()) -> str | None:
        """What the thing is to be called if the text speaks of one of its kind only, else None.

        Where there are several towers there may yet be one "water tower".
        """
        if any(word in _ANOTHER for word in modifiers):
            return None
        if self._one(head):
            return head
        compound = f"{modifiers[-1]} {head}" if modifiers else ""
        return compound if compound and self._one_compound(compound) else None

    def _one(self, head: str) -> bool:
        before = self._before.get(head, {})
        indefinite = before.get("a", 0) + before.get("an", 0)
        return (
            not any(self._words[form] for form in _plurals(head))
            and indefinite <= _MOST_INDEFINITE
            and _ANOTHER.isdisjoint(before)
            and len(self._named.get(head, ())) <= 1
        )

    def _one_compound(self, compound: str) -> bool:
        """The same for two words; few are asked for, so the text is searched for each."""
        first, last = compound.split()
        if any(self._pairs[(first, form)] for form in _plurals(last)):
            return False
        told = re.findall(rf"\b([a-z'’-]+) {re.escape(compound)}\b", self._folded)
        before = Counter(told)
        return before["a"] + before["an"] <= _MOST_INDEFINITE and not any(before[word] for word in _ANOTHER)


def _plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("y"):
        return (f"{noun[:-1]}ies", f"{noun}s")
    return (f"{noun}s", f"{noun}es", noun.replace("man", "men")) if "man" in noun else (f"{noun}s", f"{noun}es")
