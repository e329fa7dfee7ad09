"""As much of HTTP/1.1 as an API client speaks: a request read whole, an answer whole or as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

_MOST_BYTES = 64 * 2**20
_REASONS = {status: HTTPStatus(status).phrase for status in (200, 400, 404, 429, 500, 503)}


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    body: bytes


async def read(reader: asyncio.StreamReader) -> Asked | None:
    """The next request of the connection; None at its end, or when what came is no request."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        size = int(headers.get("content-length", "0"))
        if not 0 <= size <= _MOST_BYTES:
            return None
        return Asked(method, path, await reader.readexactly(size))
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError, ConnectionError):
        return None


def whole(status: int, value: Any, headers: Mapping[str, str] | None = None) -> bytes:
    """A JSON answer."""
    data = json.dumps(value).encode()
    more = "".join(f"{name}: {text}\r\n" for name, text in (headers or {}).items())
    line = f"HTTP/1.1 {status} {_REASONS.get(status, 'Status')}\r\n"
    return f"{line}Content-Type: application/json\r\n{more}Content-Length: {len(data)}\r\n\r\n".encode() + data


STREAM_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n"
STREAM_END = b"0\r\n\r\n"


def event(value: Any) -> bytes:
    """One server-sent event as a chunk."""
    data = f"data: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}\n\n".encode()
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"
