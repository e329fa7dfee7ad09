"""What this process has learned of servers and their models, so that no later document pays for learning it again."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

V = TypeVar("V")
Served = tuple[str, str]
"""A server's address and a model there: the same name may mean another model elsewhere, behind other limits."""


class Remembered(Generic[V]):
    """A value for each served model; of more than `most`, those that were asked for longest ago are forgotten."""

    def __init__(self, most: int = 1_000) -> None:
        self._most = most
        self._known: OrderedDict[Served, V] = OrderedDict()

    def get(self, served: Served) -> V | None:
        if served in self._known:
            self._known.move_to_end(served)
        return self._known.get(served)

    def put(self, served: Served, value: V) -> None:
        self._known[served] = value
        self._known.move_to_end(served)
        while len(self._known) > self._most:
            self._known.popitem(last=False)

    def clear(self) -> None:
        self._known.clear()
