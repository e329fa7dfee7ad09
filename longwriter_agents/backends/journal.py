"""The reply journal and the meter: nothing is paid for twice, nothing is spent that was not allowed."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace

from longwriter_agents.backends.base import Backend, Reply, Request, Wrapping
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.errors import BudgetSpent, ReplyError, StoreError
from longwriter_agents.events import CallDone
from longwriter_agents.model import Budget, Usage
from longwriter_agents.store.base import JournalEntry, Store

UNUSABLE = "unusable:"
"""How the keys begin of what was paid for answers that nobody could use."""


def request_key(spec: str, request: Request) -> str:
    """The hash of all that decides a reply; how long to wait for it and where to cache do not."""
    asked = {
        "model": spec,
        "purpose": request.purpose,
        "messages": [(message.role, message.text) for message in request.messages],
        "max_tokens": request.max_tokens,
        "schema": vars(request.schema) if request.schema else None,
        "temperature": request.temperature,
        "halt": vars(request.halt) if request.halt else None,
        "prose": request.prose,
        "sample": request.sample,
    }
    if request.holding:
        asked["holding"] = request.holding
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def encodable(text: str) -> str:
    """`text` without halves of surrogate pairs, which JSON can carry but no file or database can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _with_left_out(usage: Usage, request: Request) -> Usage:
    """What the call cost, with what its window had no room for."""
    lost: Counter[str] = Counter()
    for message in request.messages:
        lost.update(dict(message.left_out))
    return usage.model_copy(update={"left_out": dict(lost)}) if lost else usage


class Journaled(Wrapping):
    """A backend whose replies are kept before they are used; what was asked before is answered from the journal.

    Two equal requests at the same time become one call.
    """

    def __init__(
        self,
        inner: Backend,
        store: Store,
        job_id: str,
        *,
        on_call: Callable[[CallDone], None] | None = None,
        recorded: set[str] | None = None,
        alone: bool = True,
        first: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`recorded` are the keys of all replies that are in the journal; `alone`, where nobody else adds any: the store is
        then asked for these only. What others added meanwhile is told as a call, since they may tell nothing of the job any
        more. `first` keeps what the replies were asked for by."""
        super().__init__(inner)
        self._first = first
        self._recorded = recorded
        self._alone = alone
        self._store = store
        self._job_id = job_id
        self._on_call = on_call
        self._doors: dict[str, asyncio.Lock] = {}

    async def complete(self, request: Request) -> Reply:
        key = request_key(self.spec, request)
        async with self._doors.setdefault(key, asyncio.Lock()):
            known = await self._known(key)
            if known is not None:
                return self._found(key, request, known.reply)
            try:
                reply = await self._inner.complete(request)
            except ReplyError as error:
                if error.usage is not None:
                    await self._record(f"{UNUSABLE}{secrets.token_hex(8)}", request, Reply("", usage=error.usage))
                raise
            reply = replace(reply, text=encodable(reply.text), usage=_with_left_out(reply.usage, request))
            if not await self._record(key, request, reply):
                return await self._forestalled(key, request, reply)
        self._tell(request, reply, replayed=False)
        return reply

    async def _forestalled(self, key: str, request: Request, reply: Reply) -> Reply:
        """The journal's reply, where another run of the job was quicker: the text must be the one that a third run would
        find. Ours was paid for and counts, though nobody uses it."""
        known = await self._store.recorded_reply(self._job_id, key)
        if known is None:
            raise StoreError("A reply that was in the journal is gone.", hint="Resume the job.")
        await self._record(f"{UNUSABLE}{secrets.token_hex(8)}", request, Reply("", usage=reply.usage))
        self._tell(request, known.reply, replayed=False)
        return known.reply

    def _found(self, key: str, request: Request, reply: Reply) -> Reply:
        """A reply of the journal, told as a call where nobody else can have told of it."""
        by_another = self._recorded is not None and key not in self._recorded
        if self._recorded is not None:
            self._recorded.add(key)
        self._tell(request, reply, replayed=not by_another)
        return reply

    async def _known(self, key: str) -> JournalEntry | None:
        if self._alone and self._recorded is not None and key not in self._recorded:
            return None
        return await self._store.recorded_reply(self._job_id, key)

    async def _record(self, key: str, request: Request, reply: Reply) -> bool:
        """Keep what is paid for, even if this task is cancelled meanwhile; whether it was the first of its key."""
        entry = JournalEntry(key=key, purpose=request.purpose, reply=reply)
        if self._recorded is not None:
            self._recorded.add(key)
        return await asyncio.shield(self._kept(entry))

    async def _kept(self, entry: JournalEntry) -> bool:
        if self._first is not None:
            await self._first()
        return await self._store.record_reply(self._job_id, entry)

    def _tell(self, request: Request, reply: Reply, *, replayed: bool) -> None:
        if self._on_call is not None:
            self._on_call(CallDone(purpose=request.purpose, model=self.spec, usage=reply.usage, replayed=replayed))


class Meter:
    """What a job has spent of what it may spend, over all its runs and models."""

    def __init__(
        self,
        budget: Budget,
        spent: Usage,
        *,
        seconds: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`spent` and `seconds` are what earlier runs of the job used."""
        self.budget = budget
        self.spent = spent
        self._clock = clock
        self._began = clock() - seconds
        self._reserved = 0
        self._settled = asyncio.Event()

    def left(self) -> float:
        """The share of the tightest limit that is left, 1.0 when there is no limit, 0.0 when one is used up."""
        used = self.spent.input_tokens + self.spent.output_tokens + self._reserved
        shares = [1.0]
        if self.budget.tokens is not None:
            shares.append(1 - used / self.budget.tokens)
        if self.budget.usd is not None:
            shares.append(1 - (self.spent.cost_usd or 0.0) / self.budget.usd)
        if self.budget.seconds is not None:
            shares.append(1 - (self._clock() - self._began) / self.budget.seconds)
        return max(0.0, min(shares))

    async def admitted(self, tokens: int) -> None:
        """Set `tokens` aside as soon as they are there: calls under way mostly cost less than is set aside for them."""
        while self._reserved and self._lacks(tokens):
            self._settled.clear()
            await self._settled.wait()
        self.admit(tokens)

    def admit(self, tokens: int) -> None:
        """Set `tokens` aside for a call; `BudgetSpent` when they are not there, or money or time is used up."""
        left = self.left()
        if left <= 0 or self._lacks(tokens):
            raise BudgetSpent(
                f"The budget ({self._named()}) is used up after {self.spent.calls} calls.",
                hint="What is written is kept; resume with a larger budget.",
            )
        self._reserved += tokens

    def settle(self, tokens: int, usage: Usage | None) -> None:
        """Give back what was set aside and count what was really used."""
        self._reserved -= tokens
        if usage is not None:
            self.spent = self.spent + usage
        self._settled.set()

    def _lacks(self, tokens: int) -> bool:
        return self.budget.tokens is not None and tokens > self._tokens_left()

    def seconds_left(self) -> float | None:
        if self.budget.seconds is None:
            return None
        return max(0.0, self.budget.seconds - (self._clock() - self._began))

    def _tokens_left(self) -> int:
        assert self.budget.tokens is not None
        return self.budget.tokens - self.spent.input_tokens - self.spent.output_tokens - self._reserved

    def _named(self) -> str:
        parts = (
            f"{self.budget.tokens:,} tokens" if self.budget.tokens is not None else "",
            f"${self.budget.usd:g}" if self.budget.usd is not None else "",
            f"{self.budget.seconds:g} s" if self.budget.seconds is not None else "",
        )
        return ", ".join(part for part in parts if part)


class Metered(Wrapping):
    """A backend that asks the meter before each call and tells it what the call cost."""

    def __init__(self, inner: Backend, meter: Meter) -> None:
        super().__init__(inner)
        self._meter = meter

    async def complete(self, request: Request) -> Reply:
        tokens = self._expected(request)
        await self._meter.admitted(tokens)
        usage: Usage | None = None
        try:
            async with asyncio.timeout(self._meter.seconds_left()):
                reply = await self._inner.complete(request)
            usage = reply.usage
            return reply
        except TimeoutError:
            raise BudgetSpent(
                f"The time that was allowed ({self._meter.budget.seconds:g} s) ran out during a call.",
                hint="What is written is kept; resume with more time.",
                purpose=request.purpose,
                model=self.spec,
            ) from None
        finally:
            self._meter.settle(tokens, usage)

    def _expected(self, request: Request) -> int:
        """Prompt and a full reply: what the call may cost at most. Counted only when tokens are limited."""
        if self._meter.budget.tokens is None:
            return 0
        return sum(count_tokens(message.text).tokens for message in request.messages) + request.max_tokens
