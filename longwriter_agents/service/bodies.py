"""ASGI middleware that reads no more of a body than is allowed."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from longwriter_agents.service.problems import problem

Scope = MutableMapping[str, Any]


_HEARD_OUT = 4
"""So many times the limit is still read and thrown away: a client that is cut off while it sends sees no answer."""


class _TooLarge(Exception):
    pass


class LimitedBodies:
    """Answers 413 as soon as a body is known to be too large, said or sent."""

    def __init__(self, app: Callable[..., Awaitable[None]], most_bytes: int) -> None:
        self._app = app
        self._most = most_bytes

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if said.isdigit() and int(said) > self._most:
            await self._refuse(scope, receive, send)
            return
        read, begun = 0, False

        async def counting() -> Scope:
            nonlocal read
            message: Scope = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise _TooLarge
            return message

        async def noting(message: Scope) -> None:
            nonlocal begun
            if read <= self._most or begun:  # else it is the app's own word on a body that it could not read
                begun = True
                await send(message)

        with contextlib.suppress(_TooLarge):
            await self._app(scope, counting, noting)
        if read > self._most and not begun:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Any, send: Any) -> None:
        heard, more = 0, True
        while more and heard <= self._most * _HEARD_OUT:
            message = await receive()
            heard += len(message.get("body", b""))
            more = message["type"] == "http.request" and message.get("more_body", False)
        response = problem(413, f"At most {self._most:,} bytes are taken.", headers={"Connection": "close"})
        await response(scope, receive, send)
