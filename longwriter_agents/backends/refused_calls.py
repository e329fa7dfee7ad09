"""Why a provider did not answer, as one kind of error: what happened, whether asking again helps, what to do."""

from __future__ import annotations

from typing import Any

from longwriter_agents.backends.waiting import retry_after
from longwriter_agents.errors import BackendError

_MOST_QUOTED = 300
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_SPENT = ("insufficient_quota", "billing", "credit balance", "quota exceeded")
_TOO_LONG = ("context length", "context_length", "maximum context", "too long", "exceeds the available context")


def as_backend_error(error: Any, *, spec: str, purpose: str, key: str, key_hint: str) -> BackendError:
    """The provider's refusal (any error of the openai and anthropic libraries with a status); never shows the key."""
    status: int = error.status_code
    said = _said(error, key)
    retryable = (status in _PASSING or status >= 500) and not (status == 429 and _any(_SPENT, said))
    return BackendError(
        f"The server answered {status}: {said}",
        retryable=retryable,
        retry_after_s=retry_after(error.response.headers) if retryable else None,
        status=status,
        hint=_hint(status, said, key_hint),
        model=spec,
        purpose=purpose,
    )


def _said(error: Any, key: str) -> str:
    body = error.body if isinstance(error.body, dict) else {}
    inner = body.get("error", body)
    text = inner.get("message") if isinstance(inner, dict) else inner
    said = " ".join(str(text or error.message).split())[:_MOST_QUOTED]
    return said.replace(key, "***") if key else said


def _any(signs: tuple[str, ...], said: str) -> bool:
    return any(sign in said.casefold() for sign in signs)


def _hint(status: int, said: str, key_hint: str) -> str:
    if status in (401, 403):
        return key_hint
    if status == 404:
        return "Check the model's name and the server's address."
    if _any(_SPENT, said):
        return "The account has nothing left to spend."
    if status in (400, 413, 422) and _any(_TOO_LONG, said):
        return "Tell the model's true context window: --context-window N."
    return ""


def connection_error(error: BaseException, *, spec: str, purpose: str, url: str) -> BackendError:
    why = type(error.__cause__ or error).__name__
    return BackendError(
        f"The server at {url} could not be reached or hung up ({why}).",
        retryable=True,
        hint="Is it running, and is the address right?",
        model=spec,
        purpose=purpose,
    )


def timed_out(spec: str, purpose: str, seconds: float) -> BackendError:
    return BackendError(
        f"The model did not finish its answer within {seconds:g} s.", retryable=True, model=spec, purpose=purpose
    )
