"""A batch written by a service: handed in once, asked after, fetched. The service goes on when this process ends."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from longwriter_agents.batch.local import tag_of
from longwriter_agents.batch.results import RowResult, check_free, is_there
from longwriter_agents.batch.rows import Row
from longwriter_agents.errors import InputError, LongwriterError
from longwriter_agents.export import write_whole

_NOT_OVER_THERE = ("base_url", "concurrency", "context_window")
_ASK_AGAIN_S = 1.0
_TIMEOUT_S = 60.0
_PATIENCE_TRIES = 120
_LONGEST_WAIT_S = 60.0
KNOWN = ".longwriter-batch.json"


class ServiceError(LongwriterError):
    """The service refused, or could not be reached for a long time."""


class RemoteWriter:
    """`known` (a file beside the documents) keeps which row is which document; until it is written, the idempotency key
    does."""

    def __init__(
        self, address: str, key: str, folder: Path, *, retry_failed: bool = False, force: bool = False
    ) -> None:
        import httpx2

        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx2.AsyncClient(base_url=address.rstrip("/"), headers=headers, timeout=_TIMEOUT_S)
        self._folder = folder.absolute()
        self._retry_failed = retry_failed
        self._force = force
        self._known = _read_known(folder / KNOWN)

    async def aclose(self) -> None:
        await self._client.aclose()

    async def write(self, row: Row, path: Path, result: RowResult) -> None:
        tag = tag_of(self._folder, path.name, row)
        before = tag in self._known
        if not before and not self._force:
            check_free(path)
        document = await self._document(row, tag)
        result.job, result.before = document["id"], before and document["status"] == "succeeded"
        if document["status"] in ("failed", "cancelled") and before and self._retry_failed:
            document = await self._asked("POST", f"/v1/documents/{document['id']}/resume")
        document = await self._ended(document)
        _fill(result, document)
        if document["status"] == "succeeded" and not (result.before and is_there(path)):
            await self._fetch(document["id"], path)

    async def _document(self, row: Row, tag: str) -> dict[str, Any]:
        if tag in self._known:
            return await self._asked("GET", f"/v1/documents/{self._known[tag]}")
        body = _body(row)
        headers = {"Idempotency-Key": tag.removeprefix("batch:")}
        document = await self._asked("POST", "/v1/documents", json=body, headers=headers)
        self._known[tag] = document["id"]
        write_whole(self._folder / KNOWN, json.dumps(self._known, indent=1) + "\n", force=True)
        return document

    async def _ended(self, document: dict[str, Any]) -> dict[str, Any]:
        while document["status"] not in ("succeeded", "failed", "cancelled"):
            await asyncio.sleep(_ASK_AGAIN_S)
            document = await self._asked("GET", f"/v1/documents/{document['id']}")
        return document

    async def _fetch(self, document: str, path: Path) -> None:
        response = await self._answered(
            "GET", f"/v1/documents/{document}/manuscript", params={"format": path.suffix.removeprefix(".")}
        )
        write_whole(path, response.text, force=True)

    async def _asked(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        answer: dict[str, Any] = (await self._answered(method, path, **more)).json()
        return answer

    async def _answered(self, method: str, path: str, **more: Any) -> Any:
        """The answer; while the service is busy or away, asked again for a good while."""
        import httpx2

        from longwriter_agents.backends.waiting import retry_after

        told = "no answer"
        for attempt in range(_PATIENCE_TRIES):
            wait: float | None = None
            try:
                response = await self._client.request(method, path, **more)
                if response.status_code < 400:
                    return response
                told = _told(response)
                if response.status_code not in (429, 502, 503, 504):
                    raise ServiceError(f"The service refused: {told}.")
                wait = retry_after(response.headers)
            except httpx2.TransportError as error:
                told = type(error).__name__
            await asyncio.sleep(min(_LONGEST_WAIT_S, wait if wait is not None else 0.2 * 2 ** min(attempt, 6)))
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


def _read_known(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        return {str(tag): str(document) for tag, document in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError):
        raise InputError(f"{path} can't be read.", hint="Delete it to hand all rows in anew.") from None


def _fill(result: RowResult, document: dict[str, Any]) -> None:
    words, used = document["words"] or {}, document["usage"] or {}
    result.status = document["outcome"] if document["status"] == "succeeded" else "failed"
    result.message = document["message"]
    result.words, result.target_words = words.get("written", 0), words.get("target", 0)
    result.calls, result.tokens = used.get("calls", 0), used.get("input_tokens", 0) + used.get("output_tokens", 0)
    result.cost_usd, result.seconds = used.get("cost_usd"), used.get("seconds", 0.0)
