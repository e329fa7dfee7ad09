"""The server: one coroutine for each connection, one exchange after the other, each timed by the clock and logged."""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.testing.provider import http
from longwriter_agents.testing.provider.answering import Body, asked_in
from longwriter_agents.testing.provider.clock import Clock, Doors
from longwriter_agents.testing.provider.conduct import Conduct, Fault
from longwriter_agents.testing.provider.log import Exchange, Log
from longwriter_agents.testing.provider.replying import REFUSALS, Reply, honest, with_fault

MODEL = "simulated"
_COMPLETIONS = "/v1/chat/completions"
_MESSAGE_TOKENS = 4
_BUSY_RETRY_S = 2
_AT_ITS_END: tuple[Fault, ...] = ("drop", "cut", "malformed")
"""Faults that a client does not meet when it stops reading before."""


class _Broken(Exception):
    """The connection is to be broken off, or the client has gone."""


class Server:
    """Answers chat completions; counts everything itself. `GET /log` gives what it counted."""

    def __init__(self, conduct: Conduct) -> None:
        self.conduct = conduct
        self._clock = Clock(conduct.speed)
        self._doors = Doors(conduct, self._clock)
        self._asked: Counter[str] = Counter()
        self._prefixes: set[str] = set()
        self._exchanges: list[Exchange] = []

    @property
    def log(self) -> Log:
        return Log(tuple(self._exchanges))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it."""
        try:
            while (asked := await http.read(reader)) is not None:
                await self._answer(asked, reader, writer)
        except (_Broken, ConnectionError, asyncio.CancelledError):
            writer.transport.abort()  # a cancelled connection ends here: the server is being stopped
        finally:
            writer.close()

    async def _answer(self, asked: http.Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if asked.method == "GET":
            known = {"/log": self.log.rows(), "/v1/models": {"object": "list", "data": [{"id": MODEL}]}}
            status = 200 if asked.path in known else 404
            return await _send(writer, http.whole(status, known.get(asked.path, {"error": "unknown path"})))
        if asked.path.partition("?")[0] != _COMPLETIONS:
            return await _send(writer, http.whole(404, {"error": {"message": f"only {_COMPLETIONS} is answered"}}))
        try:
            body = asked_in(asked.body)
        except ValueError as error:
            return await _send(writer, http.whole(400, {"error": {"message": str(error)}}))
        await self._complete(body, reader, writer)

    async def _complete(self, body: Body, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came = self._clock.now()
        key, times = self._counted(body)
        wait = self._doors.refused_for()
        if wait is not None:
            return await self._refuse(came, 429, None, wait, writer)
        fault, reply = with_fault(body, self.conduct, key, times)
        if fault in REFUSALS:
            return await self._refuse(came, 503 if fault == "overloaded" else 500, fault, _BUSY_RETRY_S, writer)
        async with self._doors.streams:
            began = self._clock.now()
            sent = _Sent()
            usage = self._usage(body)
            try:
                await self._reply(body, reply or honest(body, self.conduct), began, usage, sent, reader, writer)
            finally:
                now, met = self._clock.now(), "" if sent.stopped and fault in _AT_ITS_END else fault or ""
                self._exchanges.append(Exchange(came, began, now, 200, met, *usage, round(sent.tokens), sent.stopped))

    def _counted(self, body: Body) -> tuple[str, int]:
        """What tells this request from others, and how often it was asked."""
        key = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        self._asked[key] += 1
        return key, self._asked[key]

    async def _refuse(
        self, came: float, status: int, fault: Fault | None, wait: float, writer: asyncio.StreamWriter
    ) -> None:
        """429 with what is left of the minute, 503 with a moment, or 500."""
        now = self._clock.now()
        self._exchanges.append(Exchange(came, now, now, status, fault or "", 0, 0, 0))
        headers = {} if status == 500 else self._retry_after(wait)
        await _send(writer, http.whole(status, {"error": {"message": f"simulated {status}"}}, headers))

    def _retry_after(self, seconds: float) -> dict[str, str]:
        """In the world's time: the client does not know of the faster clock. HTTP has whole seconds: never too few."""
        wait = seconds / self.conduct.speed
        headers = {"Retry-After": str(max(1, math.ceil(wait)))}
        return headers | ({"retry-after-ms": str(max(1, round(wait * 1_000)))} if self.conduct.exact_waits else {})

    def _usage(self, body: Body) -> tuple[int, int]:
        """(tokens of the prompt, those of them that an earlier prompt began with, message by message)."""
        total, cached, digest = 0, 0, hashlib.sha256()
        for message in body["messages"]:
            tokens = count_tokens(str(message["content"])).tokens + _MESSAGE_TOKENS
            total += tokens
            digest.update(f"{message['role']}\0{message['content']}\0".encode())
            prefix = digest.hexdigest()
            if prefix in self._prefixes:
                cached = total
            self._prefixes.add(prefix)
        return total, cached

    async def _reply(
        self,
        body: Body,
        reply: Reply,
        began: float,
        usage: tuple[int, int],
        sent: _Sent,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        breaks_at = max(1, len(reply.pieces) // 2) if reply.breaks_off else None
        if not body.get("stream"):
            await self._clock.until(self._moment(began, reply.tokens))
            if breaks_at is not None:
                raise _Broken
            sent.tokens = reply.tokens
            return await _send(writer, http.whole(200, _completion(reply, usage)))
        await self._clock.until(self._moment(began, 0))
        await _send(writer, http.STREAM_HEAD)
        each = reply.tokens / max(1, len(reply.pieces))
        for number, piece in enumerate(reply.pieces, 1):
            await self._clock.until(self._moment(began, number * each))
            sent.tokens = number * each
            if number == breaks_at:
                raise _Broken
            if reader.at_eof() or writer.transport.is_closing():
                sent.stopped = True
                raise _Broken
            await _send(writer, http.event(_chunk({"content": piece})))
        await _send(writer, http.event(_chunk({}, reply.finish)))
        if (body.get("stream_options") or {}).get("include_usage"):
            await _send(writer, http.event({**_chunk({}), "choices": [], "usage": _usage(usage, reply.tokens)}))
        await _send(writer, http.event("[DONE]") + http.STREAM_END)

    def _moment(self, began: float, tokens: float) -> float:
        return began + self.conduct.first_token_s + tokens / self.conduct.tokens_per_s


@dataclass
class _Sent:
    tokens: float = 0
    stopped: bool = False


async def _send(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


def _completion(reply: Reply, usage: tuple[int, int]) -> dict[str, Any]:
    message = {"role": "assistant", "content": "".join(reply.pieces)}
    choice = {"index": 0, "finish_reason": reply.finish, "message": message}
    head = {"id": "s", "object": "chat.completion", "created": 1, "model": MODEL}
    return {**head, "choices": [choice], "usage": _usage(usage, reply.tokens)}


def _chunk(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "s", "object": "chat.completion.chunk", "created": 1, "model": MODEL, "choices": [choice]}


def _usage(usage: tuple[int, int], output: int) -> dict[str, Any]:
    asked, cached = usage
    return {
        "prompt_tokens": asked,
        "completion_tokens": output,
        "total_tokens": asked + output,
        "prompt_tokens_details": {"cached_tokens": cached},
    }
