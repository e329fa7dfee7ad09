"""How long a batch waits for a service that does not answer: for all rows together, and never without a word."""

from __future__ import annotations

import time
from collections.abc import Callable

_NEVER_HEARD_S, _AWAY_S = 30.0, 900.0
"""One that has never answered is probably not there; one that has is being started anew, or the line is down."""


class Patience:
    """One for all rows: what the first has found out in vain, the others need not."""

    def __init__(
        self, address: str, tell: Callable[[str], None], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._address = address
        self._tell = tell
        self._clock = clock
        self._heard = False
        self._since: float | None = None

    def answered(self) -> None:
        self._heard, self._since = True, None

    def goes_on(self, why: str, *, heard: bool = False) -> bool:
        """Whether to ask once more after no answer, or after one that only says that nobody is there (`heard`)."""
        self._heard = self._heard or heard
        limit = _AWAY_S if self._heard else _NEVER_HEARD_S
        if self._since is None:
            self._since = self._clock()
            self._tell(
                f"The service at {self._address} can't be used now ({why}); it is asked again for {limit:.0f} s."
            )
        return self._clock() - self._since < limit
