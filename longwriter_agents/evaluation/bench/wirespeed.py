"""The least HTTP that a load needs: one kept connection, and a stream that is only read. The client must cost little,
since it shares the machine with what it measures."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any, Self

_HOST = "127.0.0.1"
_TIMEOUT_S = 60.0


class Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    @contextlib.asynccontextmanager
    async def opened(cls, port: int) -> AsyncIterator[Self]:
        reader, writer = await asyncio.open_connection(_HOST, port)
        try:
            yield cls(reader, writer)
        finally:
            writer.close()

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and JSON of the answer, which must say its length."""
        data = b"" if body is None else json.dumps(body).encode()
        self._writer.write(_head(method, path, len(data)) + data)
        async with asyncio.timeout(_TIMEOUT_S):
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            lines = head.split("\r\n")
            length = next(int(line[15:]) for line in lines if line.lower().startswith("content-length:"))
            return int(lines[0].split()[1]), json.loads(await self._reader.readexactly(length))


async def open_stream(port: int, path: str) -> int:
    """Read a stream until it ends; how many bytes came."""
    reader, writer = await asyncio.open_connection(_HOST, port)
    try:
        writer.write(_head("GET", path, 0))
        read = 0
        while data := await reader.read(65_536):
            read += len(data)
        return read
    finally:
        writer.close()


def _head(method: str, path: str, length: int) -> bytes:
    return (
        f"{method} {path} HTTP/1.1\r\nHost: {_HOST}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    ).encode()
