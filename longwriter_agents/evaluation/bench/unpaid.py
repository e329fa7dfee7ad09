"""A writer whose own work is timed, so that it can be left out of what the framework costs."""

from __future__ import annotations

import time

from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.errors import BackendError
from longwriter_agents.testing.simulated import SimulatedWriter


class UnpaidWriter(SimulatedWriter):
    """A steady simulated writer; `seconds` is the CPU time that it took itself, `lives` the answers that it gives."""

    def __init__(self) -> None:
        super().__init__(spec="scripted:unpaid")
        self.seconds = 0.0
        self.lives: int | None = None

    async def complete(self, request: Request) -> Reply:
        if self.lives is not None and self.calls >= self.lives:
            raise BackendError("The simulated writer is gone.", retryable=False, model=self.spec)
        began = time.thread_time()
        try:
            return await super().complete(request)
        finally:
            self.seconds += time.thread_time() - began
