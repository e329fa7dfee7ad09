"""How the simulated provider behaves; every chance of it comes from the seed and the request, never from the clock."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal, get_args

Fault = Literal["error", "overloaded", "drop", "cut", "malformed", "wrong_length", "repeat", "empty"]
FAULTS: tuple[Fault, ...] = get_args(Fault)
"""500; 503 with Retry-After; a connection that breaks off; a reply cut short; broken JSON; half or nearly twice the
words; one paragraph again and again; nothing at all."""


@dataclass(frozen=True)
class Conduct:
    """`speed` runs the clock so many times faster than the world's; all figures of the log are in the clock's seconds.

    `capacity` is the streams that run at once, others wait; `rpm` requests in a minute, the rest get 429 with Retry-After.
    `ratio` is words written for each word asked. `faults` is the share of calls with a fault, of the `kinds` in turn.
    """

    seed: int = 0
    first_token_s: float = 0.4
    tokens_per_s: float = 60.0
    capacity: int | None = None
    rpm: int | None = None
    faults: float = 0.0
    kinds: tuple[Fault, ...] = FAULTS
    ratio: float = 1.0
    speed: float = 1.0
    chunk_tokens: int = 16
    """Tokens in each piece of a stream."""

    def fault_of(self, request: str, times_asked: int) -> Fault | None:
        """The fault of this asking of this request, or None."""
        dice = random.Random(f"{self.seed}:{times_asked}:{request}")
        if dice.random() >= self.faults or not self.kinds:
            return None
        return dice.choice(self.kinds)
