"""The reply journal: nothing is paid for twice."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace

from longwriter_agents.backends.base import Backend, Reply, Request, Wrapping
from longwriter_agents.errors import LeaseLost, ReplyError, StoreError
from longwriter_agents.events import CallDone
from longwriter_agents.model import Usage
from longwriter_agents.shielding import shielded
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import JournalEntry

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


def _no_key() -> str:
    return f"{UNUSABLE}{secrets.token_hex(8)}"


def _unused(entry: JournalEntry) -> JournalEntry:
    """What a reply cost that nobody can be sure to ask for again."""
    return JournalEntry(_no_key(), entry.purpose, Reply("", usage=entry.reply.usage))


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
                    await self._record(_no_key(), request, Reply("", usage=error.usage))
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
        await self._record(_no_key(), request, Reply("", usage=reply.usage))
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
        return await shielded(self._kept(entry))

    async def _kept(self, entry: JournalEntry) -> bool:
        if self._first is not None:
            try:
                await self._first()
            except LeaseLost:  # it was paid for and counts; whoever goes on may ask by other grounds
                await self._store.record_reply(self._job_id, _unused(entry))
                raise
        return await self._store.record_reply(self._job_id, entry)

    def _tell(self, request: Request, reply: Reply, *, replayed: bool) -> None:
        if self._on_call is not None:
            self._on_call(CallDone(purpose=request.purpose, model=self.spec, usage=reply.usage, replayed=replayed))
