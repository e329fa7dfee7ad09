"""What the routes work with, opened with the app and closed with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Annotated, Any, cast

from fastapi import Depends, Request

from longwriter_agents.jobs.desk import Desk
from longwriter_agents.jobs.tail import Tail
from longwriter_agents.service.access import Caller, Keyring, Rates
from longwriter_agents.service.metrics import Metrics
from longwriter_agents.service.terms import ServiceTerms
from longwriter_agents.store.base import Store


@dataclass
class Service:
    """`closing` is set when the process is told to stop: open streams end then. `working` tells whether jobs are run."""

    terms: ServiceTerms
    store: Store
    desk: Desk
    tail: Tail
    keyring: Keyring
    rates: Rates
    metrics: Metrics
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    working: Callable[[], bool] = lambda: True
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def room_of(self, caller: Caller) -> int | None:
        """How many unfinished documents a caller may have; this machine's own user, as many as wanted."""
        return None if caller.keyless else self.terms.documents_at_once

    def afterwards(self, what: Coroutine[Any, Any, None]) -> None:
        """Do this although the request that it belongs to is over: whoever hung up can't interrupt it."""
        task = asyncio.ensure_future(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def aclose(self) -> None:
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _service(request: Request) -> Service:
    return cast(Service, request.app.state.service)


Context = Annotated[Service, Depends(_service)]
