"""A door before the models: closed, it lets no new call begin, while those under way are answered and kept."""

from __future__ import annotations

import asyncio

from longwriter_agents.backends.base import Backend, Reply, Request, Wrapping
from longwriter_agents.jobs.tracing import span


class CallGate:
    """Shared by all runs of a process; `close` is for good."""

    def __init__(self) -> None:
        self.closed = False
        self.under_way = 0

    def close(self) -> None:
        self.closed = True

    async def quiet(self, *, within_s: float) -> bool:
        """Wait until no call is under way; False when that took too long."""
        for _ in range(max(1, round(within_s / 0.05))):
            if not self.under_way:
                return True
            await asyncio.sleep(0.05)
        return not self.under_way


class Gated(Wrapping):
    """A backend behind the gate. A call that comes too late waits for its run to be put down."""

    def __init__(self, inner: Backend, gate: CallGate) -> None:
        super().__init__(inner)
        self._gate = gate

    async def complete(self, request: Request) -> Reply:
        if self._gate.closed:
            await asyncio.Event().wait()
        self._gate.under_way += 1
        try:
            with span("call model", {"purpose": request.purpose, "model": self.spec}):
                return await self._inner.complete(request)
        finally:
            self._gate.under_way -= 1
