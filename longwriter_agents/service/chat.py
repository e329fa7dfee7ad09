"""/v1/chat/completions and /v1/models: any chat program can use the writer as a model.

The last message of the user is the request; a document is written for it. Streamed, its sections come in reading order,
each when it is ready. Who hangs up cancels the document.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from longwriter_agents.errors import Conflict, JobNotFound, StoreError
from longwriter_agents.jobs.telling import for_callers
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.options import MAX_WORDS
from longwriter_agents.service.access import Caller, Reader, Writer
from longwriter_agents.service.context import Context, Service
from longwriter_agents.service.problems import ProblemError, documented, slug_of
from longwriter_agents.service.reading import SectionsInOrder
from longwriter_agents.service.requests import submitted
from longwriter_agents.service.streams import alive
from longwriter_agents.service.wire import DocumentRequest
from longwriter_agents.store.records import ENDED, JobRecord

_LOG = logging.getLogger("longwriter.service")
router = APIRouter(prefix="/v1", tags=["chat"])
_ASK_NO_MORE = {"x-should-retry": "false"}
"""OpenAI's clients heed it; by themselves they ask again after each 5xx."""
_HUNG_UP = 499
_TRIES, _AGAIN_S = 20, 1.0
"""So often, and after so many seconds, a section is read again while the database is away."""


class ContentPart(BaseModel):
    model_config = ConfigDict(extra="ignore")

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    model_config = ConfigDict(extra="ignore")

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.type == "text")


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="ignore")

    include_usage: bool = False


class ChatRequest(BaseModel):
    """OpenAI's chat completions, as far as they mean something here; what else a client sends is let go by.

    `words`, `graph` and `language` may be given beside (with OpenAI's client: `extra_body`).
    """

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [{"model": "local:qwen2.5-coder-1.5b", "messages": [{"role": "user", "content": "On bees."}]}]
        },
    )

    model: str = Field(max_length=2_000)
    messages: list[ChatMessage] = Field(min_length=1, max_length=1_000)
    stream: bool = False
    stream_options: StreamOptions | None = None
    words: int | None = Field(default=None, ge=1, le=MAX_WORDS)
    graph: str = Field(default="longform", max_length=100)
    language: str | None = Field(default=None, max_length=50)


class ModelCard(BaseModel):
    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "longwriter"


class ModelList(BaseModel):
    object: Literal["list"] = "list"
    data: list[ModelCard]


@router.get("/models", summary="The models that may be used", responses=documented(401, 403, 429, 500, 503))
async def models(service: Context, caller: Reader) -> ModelList:
    return ModelList(data=[ModelCard(id=spec) for spec in service.terms.models])


@router.post(
    "/chat/completions",
    summary="Write a document as a chat model answers",
    response_class=JSONResponse,
    responses={
        200: {
            "description": "OpenAI's chat completion, or its chunks.",
            "content": {
                "application/json": {"schema": {"type": "object"}},
                "text/event-stream": {"schema": {"type": "object", "properties": {"data": {"type": "string"}}}},
            },
        },
        **documented(400, 401, 403, 413, 415, 422, 429, 500, 502, 503),
    },
)
async def complete(asked: ChatRequest, request: Request, service: Context, caller: Writer) -> Any:
    job = await submitted(_as_document(asked), service, caller, approval=False)
    if asked.stream:
        chunks = _chunks(service, job, caller, asked)
        return StreamingResponse(chunks, media_type="text/event-stream", headers={"Cache-Control": "no-store"})
    if not await _ended(service, job, caller, request):
        return Response(status_code=_HUNG_UP)  # for the log only: nobody reads it
    return JSONResponse(await _answer(service, job, asked))


def _as_document(asked: ChatRequest) -> DocumentRequest:
    said = next((message.text for message in reversed(asked.messages) if message.role == "user"), "")
    if not said.strip():
        raise ProblemError(422, "There is no message of the user.")
    return DocumentRequest(
        prompt=said, words=asked.words, model=asked.model, graph=asked.graph, language=asked.language
    )


async def _answer(service: Service, job: JobRecord, asked: ChatRequest) -> dict[str, Any]:
    manuscript = await _manuscript(service, job)
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": manuscript.text}}
    return {**_head(job, asked, "chat.completion"), "choices": [choice], "usage": _usage(manuscript)}


async def _ended(service: Service, job: JobRecord, caller: Caller, request: Request) -> bool:
    """Wait for the end of the document (or of this process); False, and it is cancelled, when nobody waits any more.
    Cancelled it is also where the key is revoked meanwhile, with a `ProblemError`."""
    waiting, gone = asyncio.ensure_future(_to_its_end(service, job, caller)), asyncio.ensure_future(_hung_up(request))
    try:
        await asyncio.wait({waiting, gone}, return_when=asyncio.FIRST_COMPLETED)
        return waiting.done() and waiting.result() is None
    finally:
        for task in (waiting, gone):
            task.cancel()
        service.afterwards(_cancel_unless_ended(service, job, caller))


async def _to_its_end(service: Service, job: JobRecord, caller: Caller) -> None:
    async for _ in alive(service, job.id):
        if not await service.keyring.still(caller):
            raise _revoked()


def _revoked() -> ProblemError:
    return ProblemError(401, "The API key was revoked meanwhile.", headers={"WWW-Authenticate": "Bearer"})


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _manuscript(service: Service, job: JobRecord) -> Manuscript:
    """What was written. Clients that ask again by themselves are told not to: each time would be a document of its own."""
    ended = await service.store.job(job.id)
    if ended.status not in ENDED and service.closing.is_set():
        told = f"The service is being stopped. The document goes on with the next start: GET /v1/documents/{job.id}"
        raise ProblemError(503, told, headers=_ASK_NO_MORE)
    if ended.status != "succeeded":
        told = for_callers(ended.message) or f"The document was {ended.status}."
        raise ProblemError(502, told, kind="writing-failed", headers=_ASK_NO_MORE)
    return Manuscript.model_validate(await service.store.artifact(job.id, "manuscript"))


async def _chunks(service: Service, job: JobRecord, caller: Caller, asked: ChatRequest) -> AsyncIterator[str]:
    head = _head(job, asked, "chat.completion.chunk")
    reading = SectionsInOrder(service.store, job.id)
    try:
        yield _chunk(head, {"role": "assistant", "content": ""})
        async for row in alive(service, job.id):
            if not await service.keyring.still(caller):
                raise _revoked()
            if row is None:
                yield ": alive\n\n"
                continue
            for text in await _read(reading, row[1]):
                yield _chunk(head, {"content": text})
        for last in await _closing(service, job, head, asked):
            yield last
    except ProblemError as error:
        yield _told(error)
    except StoreError as error:
        _LOG.warning("%s", error)
        yield _told(ProblemError(503, "The database can't be reached or written."))
    finally:
        service.afterwards(_cancel_unless_ended(service, job, caller))


async def _read(reading: SectionsInOrder, event: dict[str, Any]) -> list[str]:
    for _ in range(_TRIES):
        with contextlib.suppress(StoreError):
            return await reading.take(event)
        await asyncio.sleep(_AGAIN_S)
    return await reading.take(event)


def _told(error: ProblemError) -> str:
    """An error after the response has begun, as OpenAI's clients read it."""
    kind = error.kind or slug_of(error.status)
    return f"data: {json.dumps({'error': {'message': error.detail, 'type': kind, 'code': kind}})}\n\n"


async def _closing(service: Service, job: JobRecord, head: dict[str, Any], asked: ChatRequest) -> list[str]:
    """How the stream ends: with a reason, the usage if it was asked for, and OpenAI's last word."""
    manuscript = await _manuscript(service, job)
    last = [_chunk(head, {}, finish="stop")]
    if asked.stream_options is not None and asked.stream_options.include_usage:
        last.append(f"data: {json.dumps({**head, 'choices': [], 'usage': _usage(manuscript)})}\n\n")
    return [*last, "data: [DONE]\n\n"]


async def _cancel_unless_ended(service: Service, job: JobRecord, caller: Caller) -> None:
    try:
        if (await service.store.job(job.id)).status not in ENDED and not service.closing.is_set():
            await service.desk.cancel(job.id, caller.owner)
    except (Conflict, JobNotFound):
        return  # it has ended in this moment, or was deleted
    except StoreError as error:
        _LOG.warning("a document that nobody waits for goes on: %s", error)


def _head(job: JobRecord, asked: ChatRequest, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{job.id}", "object": kind, "created": int(time.time()), "model": asked.model}


def _chunk(head: dict[str, Any], delta: dict[str, str], *, finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return f"data: {json.dumps({**head, 'choices': [choice]}, ensure_ascii=False)}\n\n"


def _usage(manuscript: Manuscript) -> dict[str, int]:
    used = manuscript.usage
    return {
        "prompt_tokens": used.input_tokens,
        "completion_tokens": used.output_tokens,
        "total_tokens": used.input_tokens + used.output_tokens,
    }
