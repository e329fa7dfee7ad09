"""The provider's clock and its doors: scaled time, streams at once, requests in a minute."""

from __future__ import annotations

import asyncio
import time
from collections import deque

from longwriter_agents.testing.provider.conduct import Conduct

_MINUTE = 60.0


class Clock:
    """Seconds that run `speed` times faster than the world's."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began = time.monotonic()

    def now(self) -> float:
        return (time.monotonic() - self._began) * self._speed

    async def until(self, moment: float) -> None:
        """Wait for a moment of this clock: by moment and not by duration, so that nothing drifts."""
        wait = (moment - self.now()) / self._speed
        if wait > 0:
            await asyncio.sleep(wait)


class Doors:
    """Who may come in: at most `rpm` in the last minute (others are told when to come back), `capacity` at once."""

    def __init__(self, conduct: Conduct, clock: Clock) -> None:
        self._rpm = conduct.rpm
        self._clock = clock
        self._came: deque[float] = deque()
        self.streams = asyncio.Semaphore(conduct.capacity or 1_000_000)

    def refused_for(self) -> float | None:
        """Seconds to wait when the minute is full; None when the request may come in."""
        now = self._clock.now()
        while self._came and now - self._came[0] >= _MINUTE:
            self._came.popleft()
        if self._rpm is not None and len(self._came) >= self._rpm:
            return _MINUTE - (now - self._came[0])
        self._came.append(now)
        return None
