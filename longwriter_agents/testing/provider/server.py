"""The server: one coroutine for each connection, one exchange after the other, each timed by the clock and logged."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.testing.provider import http
from longwriter_agents.testing.provider.answering import Body, answer, reply_cap
from longwriter_agents.testing.provider.clock import Clock, Doors
from longwriter_agents.testing.provider.conduct import Conduct, Fault
from longwriter_agents.testing.provider.log import Exchange, Log

MODEL = "simulated"
_MESSAGE_TOKENS = 4
_BUSY_RETRY_S = 2


class _Broken(Exception):
    """The connection is to be broken off, or the client has gone."""


@dataclass(frozen=True)
class _Reply:
    """A reply before it is sent: its pieces, a moment apart, and how it ends."""

    pieces: tuple[str, ...]
    tokens: int
    finish: str


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
        try:
            body: Body = json.loads(asked.body)
            body["messages"][-1]["content"]
        except (ValueError, KeyError, IndexError, TypeError):
            return await _send(writer, http.whole(400, {"error": {"message": "no chat completion request"}}))
        await self._complete(body, reader, writer)

    async def _complete(self, body: Body, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came = self._clock.now()
        fault = self._fault(body)
        wait = self._doors.refused_for()
        if wait is not None or fault in ("error", "overloaded"):
            return await self._refuse(came, fault, wait, writer)
        async with self._doors.streams:
            began = self._clock.now()
            sent = _Sent()
            usage = self._usage(body)
            try:
                await self._reply(body, fault, began, usage, sent, reader, writer)
            finally:
                now = self._clock.now()
                self._exchanges.append(
                    Exchange(came, began, now, 200, fault or "", *usage, round(sent.tokens), sent.stopped)
                )

    def _fault(self, body: Body) -> Fault | None:
        key = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        self._asked[key] += 1
        return self.conduct.fault_of(key, self._asked[key])

    async def _refuse(self, came: float, fault: Fault | None, wait: float | None, writer: asyncio.StreamWriter) -> None:
        """429 with what is left of the minute, 503 with a moment, or 500."""
        status = 429 if wait is not None else 503 if fault == "overloaded" else 500
        headers = {} if status == 500 else {"retry-after-ms": str(self._retry_ms(wait))}
        now = self._clock.now()
        self._exchanges.append(Exchange(came, now, now, status, fault or "", 0, 0, 0))
        await _send(writer, http.whole(status, {"error": {"message": f"simulated {status}"}}, headers))

    def _retry_ms(self, wait: float | None) -> int:
        """In the world's time: the client does not know of the faster clock."""
        seconds = _BUSY_RETRY_S if wait is None else wait
        return max(1, round(seconds / self.conduct.speed * 1_000))

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
        fault: Fault | None,
        began: float,
        usage: tuple[int, int],
        sent: _Sent,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        reply = self._made(body, fault)
        breaks_at = max(1, len(reply.pieces) // 2) if fault == "drop" else None
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

    def _made(self, body: Body, fault: Fault | None) -> _Reply:
        text = answer(body, self.conduct, fault)
        tokens, finish, most = count_tokens(text).tokens, "stop", reply_cap(body)
        if fault == "cut" and tokens > 1:
            most = min(most, max(1, tokens * 3 // 5))
        words = re.findall(r"\s*\S+\s*?", text)
        if tokens > most:
            words, tokens, finish = words[: len(words) * most // tokens], most, "length"
        size = max(1, round(self.conduct.chunk_tokens * len(words) / max(1, tokens)))
        pieces = tuple("".join(words[at : at + size]) for at in range(0, len(words), size))
        return _Reply(pieces, tokens, finish)


@dataclass
class _Sent:
    tokens: float = 0
    stopped: bool = False


async def _send(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


def _completion(reply: _Reply, usage: tuple[int, int]) -> dict[str, Any]:
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
