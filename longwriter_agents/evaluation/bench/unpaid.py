"""A writer whose own work is timed, so that it can be left out of what the framework costs."""

from __future__ import annotations

import time

from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.testing.simulated import SimulatedWriter


class UnpaidWriter(SimulatedWriter):
    """A steady simulated writer; `seconds` is the CPU time that it took itself."""

    def __init__(self) -> None:
        super().__init__(spec="scripted:unpaid")
        self.seconds = 0.0

    async def complete(self, request: Request) -> Reply:
        began = time.thread_time()
        try:
            return await super().complete(request)
        finally:
            self.seconds += time.thread_time() - began
