"""/v1/documents/{id}/events: the kept log as server-sent events. Any process can serve it, and a client that comes back
with `Last-Event-ID` misses nothing and gets nothing twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from longwriter_agents.addresses import told_to_users
from longwriter_agents.service.access import Caller, Reader
from longwriter_agents.service.context import Context, Service
from longwriter_agents.service.documents import DocumentId
from longwriter_agents.service.problems import documented

router = APIRouter(prefix="/v1", tags=["documents"])
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_LARGEST = 2**53
_EVENT = {
    "type": "object",
    "properties": {"id": {"type": "string"}, "event": {"type": "string"}, "data": {"type": "string"}},
    "example": {"id": "7", "event": "section_done", "data": '{"type":"section_done","section_id":"s2","words":412}'},
}


@router.get(
    "/documents/{document}/events",
    summary="Follow a document",
    description="The stream ends when the document has ended; until then comments keep it alive.",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Server-sent events; `id` is the event's number, `data` its JSON.",
            "content": {"text/event-stream": {"schema": _EVENT}},
        },
        **documented(401, 403, 404, 422, 429, 500, 503),
    },
)
async def events(
    document: DocumentId,
    service: Context,
    caller: Reader,
    last_event_id: Annotated[int, Header(ge=0, le=_LARGEST, description="The last number that was received.")] = 0,
    after: Annotated[int, Query(ge=0, le=_LARGEST, description="As Last-Event-ID, for clients without headers.")] = 0,
) -> StreamingResponse:
    job = await service.desk.job(document, caller.owner)
    stream = _stream(service, job.id, max(last_event_id, after), caller)
    return StreamingResponse(stream, media_type="text/event-stream", headers=_HEADERS)


async def _stream(service: Service, job_id: str, after: int, caller: Caller) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    async for row in alive(service, job_id, after):
        if not await service.keyring.still(caller):
            return
        yield ": alive\n\n" if row is None else as_event(*row)


async def alive(service: Service, job_id: str, after: int = 0) -> AsyncIterator[tuple[int, dict[str, Any]] | None]:
    """The job's events as they come, None when there was none for a while; ends with the job, or with this process."""
    rows = service.tail.follow(job_id, after=after)
    closing = asyncio.ensure_future(service.closing.wait())
    coming = asyncio.ensure_future(anext(rows, None))
    try:
        while True:
            done, _ = await asyncio.wait(
                {coming, closing}, timeout=service.terms.keep_alive_s, return_when=asyncio.FIRST_COMPLETED
            )
            if coming in done:
                row = coming.result()
                if row is None:
                    return
                yield row
                coming = asyncio.ensure_future(anext(rows, None))
            elif closing in done:
                return
            else:
                yield None
    finally:
        closing.cancel()
        coming.cancel()
        service.afterwards(_put_away(coming, rows))


async def _put_away(coming: asyncio.Future[Any], rows: AsyncGenerator[Any, None]) -> None:
    await asyncio.gather(coming, return_exceptions=True)
    await rows.aclose()


def as_event(number: int, event: dict[str, Any]) -> str:
    data = json.dumps(told_to_users(event), ensure_ascii=False, separators=(",", ":"))
    return f"id: {number}\nevent: {event['type']}\ndata: {data}\n\n"
