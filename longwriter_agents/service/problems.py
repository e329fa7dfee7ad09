"""Errors as RFC 9457 problems, each of a stable type, none with anything of a stack trace."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from longwriter_agents.errors import (
    Conflict,
    InputError,
    JobNotFound,
    KeyReused,
    StoreError,
    TooManyJobs,
    VersionNotFound,
)
from longwriter_agents.jobs.telling import for_callers, without_words

_LOG = logging.getLogger("longwriter.service")
MEDIA_TYPE = "application/problem+json"
_PREFIX = "urn:longwriter:problem:"
_BY_STATUS = {
    400: ("bad-request", "The request can't be read"),
    401: ("unauthorized", "A valid API key is needed"),
    403: ("forbidden", "The API key does not allow this"),
    404: ("not-found", "There is no such thing"),
    405: ("method-not-allowed", "The method is not allowed here"),
    406: ("not-acceptable", "None of the accepted formats can be given"),
    409: ("conflict", "The document's state does not allow this"),
    413: ("too-large", "The request is too large"),
    415: ("unsupported-media-type", "The body must be JSON"),
    422: ("invalid", "The request can't be carried out as it is"),
    429: ("rate-limited", "Too many requests"),
    500: ("internal", "The service met a defect of its own"),
    502: ("writing-failed", "The document could not be written"),
    503: ("unavailable", "The service can't work at the moment"),
}
_RETRY_S = 5
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


class FieldProblem(BaseModel):
    pointer: str = Field(description="Where in the request, as a JSON pointer.")
    detail: str


class Problem(BaseModel):
    """An error, as RFC 9457 describes it."""

    type: str = Field(description="Stable; tells what kind of error this is.")
    title: str
    status: int
    detail: str = ""
    errors: list[FieldProblem] = Field(default_factory=list, description="What is wrong, field by field.")


class ProblemError(Exception):
    """Raised anywhere in the service; becomes the response."""

    def __init__(
        self, status: int, detail: str = "", *, kind: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.kind = kind
        self.headers = dict(headers or {})


def problem(
    status: int,
    detail: str = "",
    *,
    kind: str = "",
    headers: Mapping[str, str] | None = None,
    errors: list[FieldProblem] | None = None,
) -> JSONResponse:
    """`error` repeats it in the form that OpenAI's clients read."""
    slug, title = _BY_STATUS[status]
    body = Problem(type=f"{_PREFIX}{kind or slug}", title=title, status=status, detail=detail, errors=errors or [])
    content = {
        **body.model_dump(),
        "error": {"message": detail or title, "type": kind or slug, "code": kind or slug, "param": None},
    }
    return JSONResponse(content, status, dict(headers or {}), MEDIA_TYPE)


def slug_of(status: int) -> str:
    """What kind of error a status stands for."""
    return _BY_STATUS[status][0]


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These problems, for a route's `responses`."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": _BY_STATUS[status][1], "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


def install(app: FastAPI) -> None:
    """Every error that routes raise on purpose leaves as a problem; see `Guarded` for all others."""
    app.add_exception_handler(ProblemError, _from_problem)
    app.add_exception_handler(RequestValidationError, _from_validation)
    app.add_exception_handler(HTTPException, _from_http)
    app.add_exception_handler(InputError, _from_input)
    app.add_exception_handler(StoreError, _from_store)


async def _from_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProblemError)
    return problem(error.status, error.detail, kind=error.kind, headers=error.headers)


async def _from_validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if not _is_json(request) and any(each["loc"][:1] == ("body",) for each in found):
        return problem(415)
    if any(each["type"] == "json_invalid" for each in found):
        return problem(400, "The body is no JSON.")
    errors = [
        FieldProblem(pointer="/" + "/".join(map(str, each["loc"])), detail=str(each["msg"])) for each in found[:20]
    ]
    return problem(422, errors[0].detail if errors else "", errors=errors)


def _is_json(request: Request) -> bool:
    """A request without a body says nothing of its kind, and need not."""
    kind, _, subtype = request.headers.get("content-type", "").partition(";")[0].strip().lower().partition("/")
    if not kind and request.headers.get("content-length", "0") == "0" and "transfer-encoding" not in request.headers:
        return True
    return kind == "application" and (subtype == "json" or subtype.endswith("+json"))


async def _from_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return problem(405, headers={"Allow": ", ".join(_allowed(request))})
    status = error.status_code if error.status_code in _BY_STATUS else 400
    return problem(status, "" if status == 404 else str(error.detail), headers=error.headers)


def _allowed(request: Request) -> list[str]:
    """All methods that some route takes at this address; Starlette itself names those of the first one."""
    routes = request.app.router.routes
    return [
        method
        for method in _METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    ]


async def _from_input(request: Request, error: Exception) -> JSONResponse:
    """The errors of the package that a caller can mend."""
    if isinstance(error, JobNotFound):
        return problem(404, "There is no such document.")
    told = for_callers(str(error))
    if isinstance(error, VersionNotFound):
        return problem(404, told)
    if isinstance(error, KeyReused):
        return problem(422, told, kind="idempotency-key-reused")
    if isinstance(error, Conflict):
        return problem(409, told)
    if isinstance(error, TooManyJobs):
        return problem(429, told, kind="too-many-documents", headers={"Retry-After": str(_RETRY_S)})
    return problem(422, told)


async def _from_store(request: Request, error: Exception) -> JSONResponse:
    _LOG.warning("%s", error)
    return problem(503, "The database can't be reached or written.", headers={"Retry-After": str(_RETRY_S)})


class Guarded:
    """ASGI middleware: a defect is told by its kind and place; servers would log its text, which may hold words of a request."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        begun = scope["type"] != "http"

        async def noting(message: MutableMapping[str, Any]) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            told = without_words(error)
            _LOG.error("a defect of the service: %s", type(error).__name__, exc_info=told)
            if begun:
                raise told from None  # so that the server breaks the response off
            await problem(500)(scope, receive, send)
