"""/v1/documents/{id}/revisions and what stands around it: change a finished document, compare, undo."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from longwriter_agents.comparing import Comparison
from longwriter_agents.jobs.versions import difference, listed, manuscript_of
from longwriter_agents.outlines import read_outline
from longwriter_agents.revision import Change, RevisionPlan
from longwriter_agents.service.access import Reader, Writer
from longwriter_agents.service.context import Context
from longwriter_agents.service.documents import DocumentId, as_shown
from longwriter_agents.service.problems import ProblemError, documented
from longwriter_agents.service.requests import check_money
from longwriter_agents.service.wire import (
    Document,
    DocumentVersion,
    Locks,
    RevisionRequest,
    UndoRequest,
    VersionList,
)

router = APIRouter(prefix="/v1", tags=["revisions"])
_ALWAYS = (401, 403, 404, 409, 422, 429, 500, 503)
_BODY = (400, 413, 415)
Number = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


def _change(asked: RevisionRequest) -> Change:
    return Change(
        sections=tuple(asked.sections),
        instruction=asked.instruction,
        words=asked.words,
        outline=read_outline(asked.outline),
        follow=asked.follow,
    )


@router.post(
    "/documents/{document}/revisions",
    status_code=202,
    summary="Change a finished document",
    description="The document is queued again; its text stays readable, and stays what it was if the revision fails.",
    responses={
        202: {
            "description": "Taken in; it is revised in the background.",
            "headers": {"Location": {"description": "Where the document is.", "schema": {"type": "string"}}},
        },
        **documented(*_BODY, *_ALWAYS),
    },
)
async def revise(
    document: DocumentId, asked: RevisionRequest, service: Context, caller: Writer, response: Response
) -> Document:
    if len(asked.instruction) > service.terms.most_prompt_characters:
        raise ProblemError(413, f"An instruction may have {service.terms.most_prompt_characters:,} characters.")
    await check_money(service, await service.desk.job(document, caller.owner), asked.budget)
    job = await service.desk.revise(
        document,
        caller.owner,
        _change(asked),
        base=asked.base,
        budget=asked.budget,
        most_words=service.terms.most_words,
        most_active=service.room_of(caller),
    )
    response.headers["Location"] = f"/v1/documents/{job.id}"
    return await as_shown(service, job)


@router.post(
    "/documents/{document}/revisions/preview",
    summary="What a revision would do",
    description="Which sections it writes, which depend on them and why, which stay. No model is asked.",
    responses=documented(*_BODY, *_ALWAYS),
)
async def preview(document: DocumentId, asked: RevisionRequest, service: Context, caller: Reader) -> RevisionPlan:
    return await service.desk.plan_revision(document, caller.owner, _change(asked), base=asked.base)


@router.get("/documents/{document}/versions", summary="The kept versions", responses=documented(*_ALWAYS))
async def versions(document: DocumentId, service: Context, caller: Reader) -> VersionList:
    job = await service.desk.job(document, caller.owner)
    current = (await manuscript_of(service.store, job)).version
    found = [
        DocumentVersion(version=each.number, at=each.at, **each.about) for each in await listed(service.store, job)
    ]
    return VersionList(current=current, items=found)


@router.get(
    "/documents/{document}/diff",
    summary="Two versions compared, sentence by sentence",
    description="By default the current one with the one before it.",
    responses=documented(*_ALWAYS),
)
async def diff(
    document: DocumentId, service: Context, caller: Reader, before: Number = None, after: Number = None
) -> Comparison:
    job = await service.desk.job(document, caller.owner)
    return await difference(service.store, job, before, after)


@router.post(
    "/documents/{document}/undo",
    summary="Put an earlier version back, or an unfinished revision away",
    description="A version of its own, so that it can be undone in turn.",
    responses=documented(*_BODY, *_ALWAYS),
)
async def undo(document: DocumentId, asked: UndoRequest, service: Context, caller: Writer) -> Document:
    return await as_shown(service, await service.desk.undo(document, caller.owner, asked.to))


@router.get("/documents/{document}/locks", summary="The locked sections", responses=documented(*_ALWAYS))
async def locks(document: DocumentId, service: Context, caller: Reader) -> Locks:
    return Locks(sections=await service.desk.locks(document, caller.owner))


@router.put(
    "/documents/{document}/locks",
    summary="Say which sections no revision may touch",
    responses=documented(*_BODY, *_ALWAYS),
)
async def lock(document: DocumentId, wanted: Locks, service: Context, caller: Writer) -> Locks:
    return Locks(sections=await service.desk.locks(document, caller.owner, wanted.sections))
