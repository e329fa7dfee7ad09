"""Listening to a document that is being written: when each call ran, and the path through them that nothing could shorten."""

from __future__ import annotations

import time

from longwriter_agents.evaluation.metrics.cost import Call, busy, critical_path
from longwriter_agents.events import CallDone, Event

_ROW_GRAPHS = frozenset({"agentwrite", "self_refine", "one_shot"})
"""Ways of writing whose calls all wait for one another."""


class Listener:
    """Notes when each call ended, on a clock that runs `speed` times as fast as the world's."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._began = time.monotonic()
        self.calls: list[Call] = []

    def __call__(self, event: Event) -> None:
        if isinstance(event, CallDone) and not event.replayed:
            ended = self.now()
            self.calls.append(Call(event.purpose, ended - event.usage.seconds * self._speed, ended))

    def now(self) -> float:
        return (time.monotonic() - self._began) * self._speed

    def critical_s(self, graph: str) -> float:
        """The seconds of the calls that no parallelism could save, for this way of writing."""
        return busy(self.calls) if graph in _ROW_GRAPHS else critical_path(self.calls)
