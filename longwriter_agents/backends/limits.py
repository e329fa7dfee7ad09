"""One limiter per model: calls at once, requests and tokens per minute, shared by every document of the process."""

from __future__ import annotations

import asyncio
import contextlib
import time
import weakref
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field

from longwriter_agents.backends.base import Backend, Reply, Request, Wrapping
from longwriter_agents.backends.fitting import input_tokens
from longwriter_agents.errors import InputError

_MINUTE = 60.0


DOCUMENT: ContextVar[str] = ContextVar("document", default="")
"""Which document the running task writes: each gets its turn, however many calls another one has waiting."""


class FairSlots:
    """So many calls at once; who waits is let in document by document, and within a document in order."""

    def __init__(self, slots: int) -> None:
        self._free = slots
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @contextlib.asynccontextmanager
    async def taken(self, document: str) -> AsyncIterator[None]:
        if self._free and not self._waiting:
            self._free -= 1
        else:
            await self._turn(document)
        try:
            yield
        finally:
            self._free += 1
            self._let_in()

    async def _turn(self, document: str) -> None:
        ticket = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(document, deque()).append(ticket)
        try:
            await ticket
        except asyncio.CancelledError:
            if ticket.done() and not ticket.cancelled():
                self._free += 1  # it was let in just before it left
            self._let_in()
            raise

    def _let_in(self) -> None:
        while self._free and self._waiting:
            document, tickets = self._waiting.popitem(last=False)
            ticket = tickets.popleft()
            if tickets:
                self._waiting[document] = tickets  # behind all others
            if not ticket.done():
                self._free -= 1
                ticket.set_result(None)


@dataclass
class Limiter:
    """Lets a call begin when fewer than `concurrency` run and the last minute has room for it.

    Tokens are counted as asked for (prompt and reply's cap) when a call begins and put right when it ends.
    """

    concurrency: int
    rpm: int | None = None
    tpm: int | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _begun: deque[list[float]] = field(default_factory=deque)
    """[time, tokens] of each call that began within the last minute."""
    _slots: FairSlots | None = None
    _door: asyncio.Lock | None = None

    async def run(self, tokens: int, call: Callable[[], Awaitable[Reply]]) -> Reply:
        if self._slots is None or self._door is None:
            self._slots, self._door = FairSlots(self.concurrency), asyncio.Lock()
        async with self._slots.taken(DOCUMENT.get()):
            entry = await self._admitted(tokens)
            reply = await call()
            entry[1] = reply.usage.input_tokens + reply.usage.output_tokens
            return reply

    async def _admitted(self, tokens: int) -> list[float]:
        """Wait, first come first served, until the minute has room; a call larger than the limit goes when it is alone."""
        assert self._door is not None
        async with self._door:
            while (wait := self._wait(tokens)) > 0:
                await self.sleep(wait)
            entry = [self.clock(), float(tokens)]
            self._begun.append(entry)
            return entry

    def _wait(self, tokens: int) -> float:
        now = self.clock()
        while self._begun and now - self._begun[0][0] >= _MINUTE:
            self._begun.popleft()
        if not self._begun:
            return 0.0
        full = self.rpm is not None and len(self._begun) >= self.rpm
        if full or (self.tpm is not None and self._used() + tokens > self.tpm):
            return max(0.01, _MINUTE - (now - self._begun[0][0]))
        return 0.0

    def _used(self) -> float:
        return sum(spent for _, spent in self._begun)


class Limited(Wrapping):
    """A backend behind a limiter."""

    def __init__(self, inner: Backend, limiter: Limiter) -> None:
        super().__init__(inner)
        self._limiter = limiter

    async def complete(self, request: Request) -> Reply:
        tokens = 0
        if self._limiter.tpm is not None:
            tokens = input_tokens(request) + request.max_tokens
        return await self._limiter.run(tokens, lambda: self._inner.complete(request))


_LIMITERS: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, dict[tuple[str, int], Limiter]] = (
    weakref.WeakKeyDictionary()
)


def limiter_for(spec: str, concurrency: int, environ: Mapping[str, str]) -> Limiter:
    """The limiter that all documents of this event loop share for a model. LONGWRITER_RPM and LONGWRITER_TPM set its rates."""
    known = _LIMITERS.setdefault(asyncio.get_running_loop(), {})
    return known.setdefault((spec, concurrency), Limiter(concurrency, *rates(environ)))


def rates(environ: Mapping[str, str]) -> tuple[int | None, int | None]:
    """Requests and tokens per minute, where they are set."""
    return _rate(environ, "LONGWRITER_RPM"), _rate(environ, "LONGWRITER_TPM")


def _rate(environ: Mapping[str, str], name: str) -> int | None:
    text = environ.get(name, "").strip()
    if not text:
        return None
    if not text.isdigit() or int(text) < 1:
        raise InputError(f"{name}={text!r} is no rate.", hint="Give a whole number per minute, or leave it unset.")
    return int(text)
