"""Asking anew what was asked before, as a revision does."""

from __future__ import annotations

from dataclasses import replace

from longwriter_agents.backends.base import Backend, Reply, Request, Wrapping

_SAMPLES_OF_A_VERSION = 100_000


class Afresh(Wrapping):
    """A backend for a revision: whatever is asked is asked anew, also what an earlier version was once written from."""

    def __init__(self, inner: Backend, version: int) -> None:
        super().__init__(inner)
        self._offset = version * _SAMPLES_OF_A_VERSION

    async def complete(self, request: Request) -> Reply:
        return await self._inner.complete(replace(request, sample=request.sample + self._offset))
