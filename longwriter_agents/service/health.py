"""/healthz, /readyz, /metrics."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Response

from longwriter_agents.errors import StoreError
from longwriter_agents.service.access import Admin
from longwriter_agents.service.context import Context
from longwriter_agents.service.problems import ProblemError, documented
from longwriter_agents.service.wire import Wire

router = APIRouter(tags=["health"])
_PATIENCE_S = 5.0
_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Healthy(Wire):
    status: str = "ok"


class Ready(Wire):
    status: str = "ok"
    database: str = "ok"
    queue: str = "ok"


@router.get("/healthz", summary="Whether the process answers", responses=documented(500))
async def healthz() -> Healthy:
    return Healthy()


@router.get("/readyz", summary="Whether documents can be taken in", responses=documented(500, 503))
async def readyz(service: Context) -> Ready:
    """503 while the database or the queue can't be used, or the process is stopping."""
    if service.closing.is_set():
        raise ProblemError(503, "The service is stopping.")
    try:
        await asyncio.wait_for(service.store.check(), _PATIENCE_S)
    except (StoreError, TimeoutError):
        raise ProblemError(503, "The database can't be reached or written.") from None
    if not service.working() or not await service.desk.queue_answers():
        raise ProblemError(503, "The queue is not worked on.")
    return Ready()


@router.get(
    "/metrics",
    summary="Numbers for Prometheus (needs the scope admin)",
    response_class=Response,
    responses={
        200: {"description": "The text format.", "content": {"text/plain": {"schema": {"type": "string"}}}},
        **documented(401, 403, 429, 500, 503),
    },
)
async def metrics(service: Context, caller: Admin) -> Response:
    return Response(service.metrics.shown(await service.store.tally()), media_type=_METRICS_TYPE)
