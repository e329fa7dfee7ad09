"""What several calls begin with is read once by an embedded model and put into all of its slots.

The sections of a wave are drafted side by side after the same words: the request and the plan. llama.cpp finds words again that
a slot has read itself, but each slot of the first wave would read them anew, and on two cores reading takes as long as writing a
third of it. So the calls that come together wait for one reading, whose state is saved and restored into the other slots.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from longwriter_agents.backends.base import Request
from longwriter_agents.backends.tokens import count_tokens

_GATHER_S = 0.03
"""How long the first call waits for others: those of a wave come within a few milliseconds."""
_LEAST_TOKENS, _MOST_TOKENS = 64, 4_096
"""What is worth it, and what is still a file of a hundred megabytes."""
_READ_S, _RESTORE_S = 600.0, 10.0
_FILE = "prefix.bin"
_COUNTING = threading.Lock()
"""One server may have calls of several event loops, each in a thread of its own."""
_LOG = logging.getLogger("longwriter.models")


class Slots(Protocol):
    """A loaded model's server: `running` are the calls that it has now, `held` is what all its slots begin with."""

    address: str
    key: str
    slots: int
    running: int
    held: str
    folder: Path


@dataclass
class _Group:
    """The calls that wait for one reading."""

    size: int = 1
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Prefixes:
    """One backend's calls to a server, in one event loop."""

    def __init__(self, server: Slots) -> None:
        self._server = server
        self._groups: dict[str, _Group] = {}

    @asynccontextmanager
    async def turn(self, request: Request) -> AsyncIterator[int]:
        """A call's turn at the server, once its beginning is read; with how many tokens were read for it before."""
        read = await self._ready(shared_of(request))
        with self._at_work():
            yield read

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        with _COUNTING:
            self._server.running += 1
        try:
            yield
        finally:
            with _COUNTING:
                self._server.running -= 1

    async def _ready(self, text: str) -> int:
        """Nothing is read before calls that come alone, and none while others run: a slot at work can't be given anything."""
        if not text or text == self._server.held or self._server.slots < 2:
            return 0
        if (group := self._groups.get(text)) is not None:
            group.size += 1
            await group.done.wait()
            return 0
        group = self._groups[text] = _Group()
        try:
            await asyncio.sleep(_GATHER_S)
            return await self._read(text) if group.size > 1 and not self._server.running else 0
        finally:
            del self._groups[text]
            group.done.set()

    async def _read(self, text: str) -> int:
        """The calls read it themselves where this fails, as with a model whose template has no place for it."""
        self._server.held = ""
        try:
            with self._at_work():
                tokens = await asyncio.to_thread(read_into_all_slots, self._server, text)
        except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
            _LOG.warning(
                "What calls share could not be read once, each reads it itself: %s: %s", type(error).__name__, error
            )
            return 0
        self._server.held = text
        return tokens


def shared_of(request: Request) -> str:
    """What this call shares with others: its first message, where that is the system's and neither short nor very long."""
    first = request.messages[0]
    if first.role != "system" or not _LEAST_TOKENS <= count_tokens(first.text).tokens <= _MOST_TOKENS:
        return ""
    return first.text


def read_into_all_slots(server: Slots, text: str) -> int:
    """The tokens that were read. Blocks while the model reads; errors of the connection, or a `ValueError` with how the server
    answered, where it can't."""
    asked = {"messages": [{"role": "system", "content": text}], "max_tokens": 1, "id_slot": 0, "cache_prompt": True}
    usage = _posted(server, "/v1/chat/completions", asked, _READ_S)["usage"]
    path = server.folder / _FILE
    try:
        _posted(server, "/slots/0?action=save", {"filename": _FILE}, _RESTORE_S)
        for slot in range(1, server.slots):
            _posted(server, f"/slots/{slot}?action=restore", {"filename": _FILE}, _RESTORE_S)
    finally:
        path.unlink(missing_ok=True)
    return int(usage["prompt_tokens"]) - int((usage.get("prompt_tokens_details") or {}).get("cached_tokens", 0))


def _posted(server: Slots, path: str, body: dict[str, Any], timeout_s: float) -> dict[str, Any]:
    at = urlsplit(server.address)
    connection = HTTPConnection(at.hostname or "", at.port, timeout=timeout_s)
    try:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {server.key}"}
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        told = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise ValueError(f"{path} was answered {answer.status}")  # the answer itself may hold words of the request
    found: dict[str, Any] = json.loads(told)
    return found
