"""A batch written by a service: handed in once, asked after, fetched. The service goes on when this process ends."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from longwriter_agents.batch.patience import Patience
from longwriter_agents.batch.results import RowResult
from longwriter_agents.batch.rows import Row
from longwriter_agents.batch.shelf import Shelf
from longwriter_agents.errors import InputError, LongwriterError

_NOT_OVER_THERE = ("base_url", "concurrency", "context_window")
_ASK_AGAIN_S = 1.0
_TIMEOUT_S, _CONNECT_S = 60.0, 10.0
_BUSY_TRIES = 120
_LEAST_WAIT_S, _LONGEST_WAIT_S = 0.2, 60.0
_BUSY, _AWAY = (429,), (502, 503, 504)
"""What a service says that has too much to do, and what stands before one that is not there."""


class ServiceError(LongwriterError):
    """The service refused, or could not be reached for a long time."""


def checked_address(server: str) -> str:
    """The service's address; `InputError` for what can't be one, before anything is asked."""
    if not re.fullmatch(r"(?i:https?)://[^\s/\x00-\x1f\x7f]+[^\s\x00-\x1f\x7f]*", server):
        raise InputError(f"{server!r} is no address of a service.", hint="Give one such as http://127.0.0.1:8080.")
    return server.rstrip("/")


class RemoteWriter:
    """The folder's record keeps which row is which document; until it is written, the idempotency key does. While the
    service is away, `tell` is given a line about it, once."""

    def __init__(
        self, address: str, key: str, shelf: Shelf, *, retry_failed: bool = False, tell: Callable[[str], None] = print
    ) -> None:
        import httpx2

        headers = {"Authorization": f"Bearer {key}"} if key else {}
        timeout = httpx2.Timeout(_TIMEOUT_S, connect=_CONNECT_S)
        self._client = httpx2.AsyncClient(base_url=checked_address(address), headers=headers, timeout=timeout)
        self._patience = Patience(address, tell)
        self._shelf = shelf
        self._retry_failed = retry_failed

    async def aclose(self) -> None:
        await self._client.aclose()

    async def write(self, row: Row, path: Path, result: RowResult) -> None:
        tag = self._shelf.tag_of(row)
        before = bool(self._shelf.document(tag))
        if not before:
            self._shelf.check(path)
        document = await self._document(row, tag)
        result.job, result.before = document["id"], before and document["status"] == "succeeded"
        if document["status"] in ("failed", "cancelled") and before and self._retry_failed:
            document = await self._asked("POST", f"/v1/documents/{document['id']}/resume")
        document = await self._ended(document)
        _fill(result, document)
        if document["status"] == "succeeded" and not (result.before and self._shelf.holds(tag, path)):
            self._shelf.put(tag, path, await self._text(document["id"], path))

    async def _document(self, row: Row, tag: str) -> dict[str, Any]:
        if known := self._shelf.document(tag):
            return await self._asked("GET", f"/v1/documents/{known}")
        body = _body(row)
        headers = {"Idempotency-Key": tag.removeprefix("batch:")}
        document = await self._asked("POST", "/v1/documents", json=body, headers=headers)
        self._shelf.hand_in(tag, document["id"])
        return document

    async def _ended(self, document: dict[str, Any]) -> dict[str, Any]:
        while document["status"] not in ("succeeded", "failed", "cancelled"):
            await asyncio.sleep(_ASK_AGAIN_S)
            document = await self._asked("GET", f"/v1/documents/{document['id']}")
        return document

    async def _text(self, document: str, path: Path) -> str:
        form = {"format": path.suffix.removeprefix(".")}
        return str((await self._answered("GET", f"/v1/documents/{document}/manuscript", params=form)).text)

    async def _asked(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        try:
            answer = (await self._answered(method, path, **more)).json()
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or not {"id", "status"} <= set(answer):
            raise ServiceError(f"What answers at {self._client.base_url} is no service of this kind.")
        return answer

    async def _answered(self, method: str, path: str, **more: Any) -> Any:
        """The answer; while the service is busy or away, asked again for a good while."""
        import httpx2

        from longwriter_agents.backends.waiting import retry_after

        busy = 0
        for attempt in itertools.count():
            wait: float | None = None
            try:
                response = await self._client.request(method, path, **more)
                if response.status_code < 400:
                    self._patience.answered()
                    return response
                told, wait = _told(response), retry_after(response.headers)
                if response.status_code not in (*_BUSY, *_AWAY):
                    raise ServiceError(f"The service refused: {told}.")
                is_busy, heard = response.status_code in _BUSY, True
            except httpx2.TransportError as error:
                told, is_busy, heard = type(error).__name__, False, False
            if is_busy:
                self._patience.answered()
                busy += 1
                if busy >= _BUSY_TRIES:
                    break
            elif not self._patience.goes_on(told, heard=heard):
                break
            growing = _LEAST_WAIT_S * 2 ** min(attempt, 6)
            await asyncio.sleep(min(_LONGEST_WAIT_S, growing if wait is None else max(_LEAST_WAIT_S, wait)))
        raise ServiceError(f"The service at {self._client.base_url} could not be used: {told}.")


def _body(row: Row) -> dict[str, Any]:
    unfit = [key for key in _NOT_OVER_THERE if row.options.get(key) is not None]
    if unfit:
        raise InputError(f"Row {row.number}: {', '.join(unfit)} can't be set for a service.")
    body = {key: value for key, value in row.options.items() if value is not None}
    if isinstance(body.get("constraints"), str):
        body["constraints"] = [body["constraints"]]
    return body


def _told(response: Any) -> str:
    try:
        problem = response.json()
        return f"{response.status_code} {problem.get('detail') or problem.get('title')}".strip(" .")
    except (ValueError, AttributeError):
        return f"status {response.status_code}"


def _fill(result: RowResult, document: dict[str, Any]) -> None:
    words, used = document["words"] or {}, document["usage"] or {}
    result.status = document["outcome"] if document["status"] == "succeeded" else "failed"
    result.message = document["message"]
    result.words, result.target_words = words.get("written", 0), words.get("target", 0)
    result.calls, result.tokens = used.get("calls", 0), used.get("input_tokens", 0) + used.get("output_tokens", 0)
    result.cost_usd, result.seconds = used.get("cost_usd"), used.get("seconds", 0.0)
