"""/v1/documents: hand in, look, steer, fetch."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Response

from longwriter_agents.export import FORMATS
from longwriter_agents.jobs.telling import manuscript_for_callers
from longwriter_agents.jobs.versions import manuscript_of
from longwriter_agents.model import Outline
from longwriter_agents.service import formats
from longwriter_agents.service.access import Reader, Writer
from longwriter_agents.service.context import Context, Service
from longwriter_agents.service.problems import ProblemError, documented
from longwriter_agents.service.requests import check_money, submitted
from longwriter_agents.service.wire import Document, DocumentPage, DocumentRequest, PlanRequest, ResumeRequest, shown
from longwriter_agents.store.records import JobRecord, JobStatus, Page

router = APIRouter(prefix="/v1", tags=["documents"])

_ALWAYS = (401, 403, 429, 500, 503)
_LOCATION = {"Location": {"description": "Where the document is.", "schema": {"type": "string"}}}
_TAKEN: dict[int | str, dict[str, Any]] = {
    202: {"description": "Taken in; it is written in the background.", "headers": _LOCATION}
}
DocumentId = Annotated[str, Path(max_length=100, description="As the document's Location says.")]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="The same key and body within a day give the same document; another body is refused.",
    ),
]


@router.post(
    "/documents",
    status_code=202,
    summary="Have a document written",
    responses={**_TAKEN, **documented(400, 413, 415, 422, *_ALWAYS)},
)
async def create(
    asked: DocumentRequest, service: Context, caller: Writer, response: Response, key: Key = None
) -> Document:
    job = await submitted(asked, service, caller, approval=asked.approval, key=key or "")
    response.headers["Location"] = f"/v1/documents/{job.id}"
    return shown(job)


@router.post(
    "/plans",
    status_code=202,
    tags=["plans"],
    summary="Have a document planned only",
    description="A document that waits for approval once it is planned: look at its outline, edit it, approve it.",
    responses={**_TAKEN, **documented(400, 413, 415, 422, *_ALWAYS)},
)
async def plan(asked: PlanRequest, service: Context, caller: Writer, response: Response, key: Key = None) -> Document:
    job = await submitted(asked, service, caller, approval=True, key=key or "", act="plans")
    response.headers["Location"] = f"/v1/documents/{job.id}"
    return shown(job)


@router.get("/documents", summary="List documents, the newest first", responses=documented(422, *_ALWAYS))
async def index(
    service: Context,
    caller: Reader,
    status: Annotated[list[JobStatus] | None, Query(description="Only these; may be repeated.", max_length=6)] = None,
    cursor: Annotated[str | None, Query(max_length=300, description="`next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> DocumentPage:
    before = _place(cursor) if cursor else None
    page = Page(caller.owner, "service", tuple(status or ()), before, limit + 1)
    jobs = await service.store.page(page)
    more = _cursor(jobs[limit - 1]) if len(jobs) > limit else None
    summaries = await service.store.artifact_of_each([job.id for job in jobs[:limit]], "summary")
    return DocumentPage(items=[shown(job, summaries.get(job.id)) for job in jobs[:limit]], next=more)


@router.get("/documents/{document}", summary="Where a document stands", responses=documented(404, 422, *_ALWAYS))
async def show(document: DocumentId, service: Context, caller: Reader) -> Document:
    return await as_shown(service, await service.desk.job(document, caller.owner))


@router.get(
    "/documents/{document}/manuscript",
    summary="The text or all of the manuscript",
    description="By `format`, else by `Accept`. Of a failed document: what was written.",
    response_class=Response,
    responses={
        200: {
            "description": "The manuscript.",
            "content": {formats.media_type(name).partition(";")[0]: {} for name in formats.NAMES},
        },
        **documented(404, 406, 409, 422, *_ALWAYS),
    },
)
async def manuscript(
    document: DocumentId,
    service: Context,
    caller: Reader,
    accept: Annotated[str, Header(max_length=1_000)] = "*/*",
    format: Annotated[str | None, Query(max_length=20, description=", ".join(formats.NAMES))] = None,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="An earlier one than the current.")] = None,
) -> Response:
    job = await service.desk.job(document, caller.owner)
    name = formats.chosen(format, accept)
    if job.outcome in ("", "planned"):
        raise ProblemError(409, f"The document is {job.status}; it has no text yet.")
    kept = manuscript_for_callers(await manuscript_of(service.store, job, version))
    return Response(FORMATS[f".{name}"](kept), media_type=formats.media_type(name), headers={"Vary": "Accept"})


@router.get("/documents/{document}/outline", summary="The outline", responses=documented(404, 409, 422, *_ALWAYS))
async def outline(document: DocumentId, service: Context, caller: Reader) -> Outline:
    return await service.desk.outline(document, caller.owner)


@router.put(
    "/documents/{document}/outline",
    summary="Change the outline while the document waits for approval",
    description="Budgets are taken as shares: their sum is again what was asked for.",
    responses=documented(400, 404, 409, 413, 415, 422, *_ALWAYS),
)
async def edit_outline(document: DocumentId, wanted: Outline, service: Context, caller: Writer) -> Outline:
    return await service.desk.edit_outline(document, caller.owner, wanted)


@router.post("/documents/{document}/outline/approve", status_code=202, include_in_schema=False)
@router.post(
    "/documents/{document}/approve",
    status_code=202,
    summary="Write by the outline as it is now",
    responses=documented(404, 409, 422, *_ALWAYS),
)
async def approve(document: DocumentId, service: Context, caller: Writer) -> Document:
    job = await service.desk.approve(document, caller.owner, most_active=service.room_of(caller))
    return await as_shown(service, job)


@router.post(
    "/documents/{document}/cancel",
    status_code=202,
    summary="Stop writing",
    description="At once while it waits; what runs stops within seconds. What was written is kept.",
    responses=documented(404, 409, 422, *_ALWAYS),
)
async def cancel(document: DocumentId, service: Context, caller: Writer) -> Document:
    return await as_shown(service, await service.desk.cancel(document, caller.owner))


@router.post(
    "/documents/{document}/resume",
    status_code=202,
    summary="Go on with a failed or cancelled document",
    description="Finished calls are not made again. One that stopped at its budget needs a larger one, in the body.",
    responses=documented(400, 404, 409, 413, 415, 422, *_ALWAYS),
)
async def resume(
    document: DocumentId, service: Context, caller: Writer, asked: ResumeRequest | None = None
) -> Document:
    budget = asked.budget if asked is not None else None
    await check_money(service, await service.desk.job(document, caller.owner), budget)
    room = service.room_of(caller)
    return await as_shown(service, await service.desk.resume(document, caller.owner, budget=budget, most_active=room))


@router.delete(
    "/documents/{document}",
    status_code=204,
    summary="Delete a document with everything of it",
    responses={204: {"description": "It is gone."}, **documented(404, 409, 422, *_ALWAYS)},
)
async def delete(document: DocumentId, service: Context, caller: Writer) -> None:
    await service.desk.delete(document, caller.owner)


async def as_shown(service: Service, job: JobRecord) -> Document:
    return shown(job, await service.store.artifact(job.id, "summary"))


def _cursor(job: JobRecord) -> str:
    return base64.urlsafe_b64encode(f"{job.created_at}|{job.id}".encode()).decode()


def _place(cursor: str) -> tuple[str, str]:
    try:
        at, _, job_id = base64.b64decode(cursor.encode(), altchars=b"-_", validate=True).decode().partition("|")
    except (binascii.Error, UnicodeError):
        at, job_id = "", ""
    if not at or not job_id:
        raise ProblemError(422, "The cursor is none of ours.")
    return at, job_id
