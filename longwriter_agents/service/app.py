"""The service as one ASGI application."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from longwriter_agents import __version__
from longwriter_agents.graphfiles import load_graph
from longwriter_agents.jobs.desk import Desk
from longwriter_agents.jobs.queues import queue_of
from longwriter_agents.jobs.tail import Tail
from longwriter_agents.service import chat, documents, health, planning, problems, revisions, streams
from longwriter_agents.service.access import Keyring, Rates
from longwriter_agents.service.bodies import LimitedBodies
from longwriter_agents.service.context import Service
from longwriter_agents.service.metrics import Measured, Metrics
from longwriter_agents.service.terms import ServiceTerms
from longwriter_agents.store.opening import open_store

_ABOUT = """\
Has long documents written by language models, and proves that they are what was asked for.

Hand in a document with `POST /v1/documents`, follow its `events`, fetch its `manuscript`. Errors are
[problem details](https://www.rfc-editor.org/rfc/rfc9457) with stable `type`s.
"""
_STORE_PATIENCE_S = 2.0


def create_app(
    target: str, terms: ServiceTerms | None = None, *, working: Callable[[], bool] = lambda: True
) -> FastAPI:
    """The application over the store at `target`. `working` tells whether jobs are run, for /readyz."""
    known = terms or ServiceTerms.from_env()
    metrics = Metrics()

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        for graph in known.graphs:
            await asyncio.to_thread(load_graph, graph)  # seconds of imports that no request shall wait for
        store = await open_store(target, wait_s=_STORE_PATIENCE_S)
        queue = await queue_of(store)
        tail = Tail(store)
        rates, keyring = Rates(store, known.requests_per_minute), Keyring(store)
        app.state.service = Service(known, store, Desk(store, queue), tail, keyring, rates, metrics, working=working)
        try:
            yield
        finally:
            await app.state.service.aclose()
            await tail.aclose()
            await queue.aclose()
            await store.aclose()

    app = FastAPI(title="longwriter", version=__version__, description=_ABOUT, lifespan=lifespan)
    for router in (documents.router, revisions.router, streams.router, planning.router, chat.router, health.router):
        app.include_router(router)
    problems.install(app)
    app.add_middleware(LimitedBodies, most_bytes=known.most_body_bytes)
    app.add_middleware(problems.Guarded)
    app.add_middleware(Measured, metrics=lambda: metrics)
    _describe(app)
    return app


def _describe(app: FastAPI) -> None:
    """The OpenAPI document knows the problems that routes refer to."""

    def described() -> dict[str, Any]:
        if not app.openapi_schema:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            shapes = schema.setdefault("components", {}).setdefault("schemas", {})
            problem = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            shapes |= problem.pop("$defs", {})
            shapes["Problem"] = problem
            for unused in ("HTTPValidationError", "ValidationError"):
                shapes.pop(unused, None)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # as FastAPI's documentation has it
