"""What the provider itself counted: every exchange with its times and tokens, whatever the client says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Exchange:
    """One request. Times are seconds of the provider's clock since it began to serve."""

    asked: float
    began: float
    ended: float
    status: int
    fault: str
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    stopped: bool = False
    """The client read no further."""

    @property
    def waited(self) -> float:
        return self.began - self.asked


@dataclass(frozen=True)
class Log:
    """All exchanges in the order in which they ended."""

    exchanges: tuple[Exchange, ...] = ()

    @classmethod
    def of(cls, rows: Sequence[dict[str, Any]]) -> Log:
        return cls(tuple(Exchange(**row) for row in rows))

    def rows(self) -> list[dict[str, Any]]:
        return [asdict(exchange) for exchange in self.exchanges]

    @property
    def served(self) -> tuple[Exchange, ...]:
        """Those that got a reply, good or bad."""
        return tuple(exchange for exchange in self.exchanges if exchange.status == 200)

    @property
    def calls(self) -> int:
        return len(self.exchanges)

    @property
    def input_tokens(self) -> int:
        return sum(exchange.input_tokens for exchange in self.served)

    @property
    def output_tokens(self) -> int:
        return sum(exchange.output_tokens for exchange in self.served)

    def at_once(self) -> int:
        """The most exchanges that ran at the same time."""
        edges = sorted([(e.began, 1) for e in self.served] + [(e.ended, -1) for e in self.served])
        most = running = 0
        for _, step in edges:
            running += step
            most = max(most, running)
        return most
