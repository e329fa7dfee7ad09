"""How the simulated provider behaves; every chance of it comes from the seed and the request, never from the clock."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal, get_args

Fault = Literal["error", "overloaded", "drop", "cut", "malformed", "wrong_length", "repeat", "empty"]
_TOO_SHORT, _TOO_LONG = 0.45, 1.8
FAULTS: tuple[Fault, ...] = get_args(Fault)
"""500; 503 with Retry-After; a connection that breaks off; a reply cut short; broken JSON; half or nearly twice the
words; one paragraph again and again; nothing at all."""


@dataclass(frozen=True)
class Conduct:
    """`speed` runs the clock so many times faster than the world's; all figures of the log are in the clock's seconds.

    `capacity` is the streams that run at once, others wait; `rpm` requests in a minute, the rest get 429 with Retry-After.
    `ratio` is words written for each word asked. `faults` is the share of calls with a fault, each by chance one of those
    `kinds` that change what the request gets: JSON can be broken only where JSON was asked for. Who is to wait is told in whole
    seconds (Retry-After), and with `exact_waits` also in retry-after-ms, as OpenAI does.
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
    exact_waits: bool = True

    def faults_of(self, request: str, times_asked: int) -> tuple[Fault, ...]:
        """The faults of this asking of this request in the order in which they are to be tried; none for most askings."""
        dice = self._dice(request, times_asked)
        if dice.random() >= self.faults:
            return ()
        return tuple(dice.sample(self.kinds, len(self.kinds)))

    def wrong_ratios(self, request: str, times_asked: int) -> tuple[float, ...]:
        """Words for each word asked of a reply of the wrong length, far too few and far too many, in the order to be tried."""
        ratios = [self.ratio * _TOO_SHORT, self.ratio * _TOO_LONG]
        self._dice(request, times_asked, "length").shuffle(ratios)
        return tuple(ratios)

    def _dice(self, request: str, times_asked: int, about: str = "") -> random.Random:
        return random.Random(f"{self.seed}:{times_asked}:{request}{about}")
