"""Why a provider did not answer, as one kind of error: what happened, whether asking again helps, what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from longwriter_agents.addresses import without_secrets
from longwriter_agents.backends.refused_fields import is_of_size
from longwriter_agents.backends.waiting import retry_after
from longwriter_agents.errors import BackendError

_MOST_QUOTED = 300
_SHORT, _VERY_SHORT = 8, 3
"""Secrets of fewer signs may stand within other words; of fewer than three, they may be words themselves."""
_NAMED = r"(?:(?:\b(?:key|token|password|bearer|secret|basic)\b(?:\s+(?:is|was|provided))?|[=:])\s*['\"(<\[]?|['\"])"
"""What stands before a secret that is quoted as one."""
_HIDDEN = "***"
_LEAST_SECRET = 6
"""A value of an address's query that is shorter is no secret worth the holes in a message."""
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_SPENT = ("insufficient_quota", "billing", "credit balance", "quota exceeded")
_TOO_LONG = ("context length", "context_length", "maximum context", "too long", "exceeds the available context")
_STATUS_OF_KINDS = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "overloaded_error": 529,
}
"""What an error inside a stream is, where it has no number: the answer's own status was 200 by then."""
_SECRET = re.compile(r"(?:https?://)?(?:(?P<user>[^/?#]*)@)?[^?#]*(?:\?(?P<query>[^#]*))?", re.DOTALL)
"""Where they stand in an address, also in one that is none."""


def redacted(text: str, key: str, url: str) -> str:
    """`text` in one line, without the key and what is secret in the address, and only then cut to what is quoted."""
    line = " ".join(text.split())
    for secret in sorted({key, *_secrets(url)} - {""}, key=len, reverse=True):
        line = _without(secret, line)
    return line[:_MOST_QUOTED]


def _without(secret: str, line: str) -> str:
    """A short secret is hidden only where it stands by itself, a very short one where it is named as one: every other place
    would be a hole in the message."""
    if len(secret) >= _SHORT:
        return line.replace(secret, _HIDDEN)
    alone = rf"(?<![\w-]){re.escape(secret)}(?![\w-])"
    if len(secret) >= _VERY_SHORT:
        return re.sub(alone, _HIDDEN, line)
    return re.sub(rf"({_NAMED}){alone}", rf"\1{_HIDDEN}", line, flags=re.IGNORECASE)


def _secrets(url: str) -> set[str]:
    parts = _SECRET.match(url)
    assert parts is not None  # every part may be absent
    user, _, password = (parts["user"] or "").partition(":")
    values = [pair.partition("=")[2] for pair in (parts["query"] or "").split("&")]
    found = [parts["user"] or "", password or user, *(value for value in values if len(value) >= _LEAST_SECRET)]
    return {form for secret in found for form in (secret, unquote(secret))}


@dataclass(frozen=True)
class Server:
    """Whom a backend asks: what its errors name, and what they must not show."""

    spec: str
    url: str = field(repr=False)
    key: str = field(repr=False)
    key_hint: str

    def refusal(self, error: Any, purpose: str) -> BackendError:
        """Any error of the openai and anthropic libraries with a status."""
        inner = _inner(error.body)
        if error.status_code < 400:  # the stream had begun well before it failed
            return self.failure(inner or error.message, purpose)
        return self._told(error.status_code, inner or error.message, purpose, error.response.headers)

    def failure(self, inner: Any, purpose: str) -> BackendError:
        """An error that an answer holds though its status is 200, as a whole or inside a stream."""
        return self._told(_status_of(inner), inner, purpose, {})

    def unreadable(self, what: object, purpose: str) -> BackendError:
        said = redacted(str(what), self.key, self.url)
        return self._error(f"The server's answer could not be read: {said}", purpose, retryable=True)

    def broken_off(self, purpose: str) -> BackendError:
        return self._error("The stream broke off before its end.", purpose, retryable=True)

    def unreached(self, error: BaseException, purpose: str) -> BackendError:
        why = type(error.__cause__ or error).__name__
        return self._error(
            f"The server at {without_secrets(self.url)} could not be reached or hung up ({why}).",
            purpose,
            retryable=True,
            hint="Is it running, and is the address right?",
        )

    def _told(self, status: int | None, inner: Any, purpose: str, headers: Mapping[str, str]) -> BackendError:
        text = inner.get("message") if isinstance(inner, dict) else inner
        said = redacted(str(text or inner), self.key, self.url)
        spent = (status is None or status < 500) and _any(_SPENT, str(inner))
        retryable = (status is None or status in _PASSING or status >= 500) and not spent
        refusal = self._error(
            f"The server answered {status}: {said}" if status else f"The server failed: {said}",
            purpose,
            retryable=retryable,
            retry_after_s=retry_after(headers) if retryable else None,
            status=status,
            hint=_hint(status, str(inner), self.key_hint, spent=spent),
        )
        refusal.of_size = is_of_size(str(inner))
        return refusal

    def _error(self, message: str, purpose: str, **more: Any) -> BackendError:
        return BackendError(message, model=self.spec, purpose=purpose, **more)


def _inner(body: Any) -> Any:
    """The error within an answer's body, wherever the server puts it."""
    if isinstance(body, list) and body:
        body = body[0]
    return body.get("error", body) if isinstance(body, dict) else body


def _status_of(inner: Any) -> int | None:
    if not isinstance(inner, dict):
        return None
    code = str(inner.get("code") or inner.get("status") or "")
    if code.isascii() and code.isdigit() and 400 <= int(code[:9]) < 600:
        return int(code)
    return _STATUS_OF_KINDS.get(str(inner.get("type")))


def _any(signs: tuple[str, ...], said: str) -> bool:
    return any(sign in said.casefold() for sign in signs)


def _hint(status: int | None, said: str, key_hint: str, *, spent: bool) -> str:
    if status in (401, 403):
        return key_hint
    if status == 404:
        return "Check the model's name and the server's address."
    if spent:
        return "The account has nothing left to spend."
    if status in (400, 413, 422) and _any(_TOO_LONG, said):
        return "Tell the model's true context window: --context-window N."
    return ""


def timed_out(spec: str, purpose: str, seconds: float) -> BackendError:
    error = BackendError(
        f"The model did not finish its answer within {seconds:g} s.", retryable=True, model=spec, purpose=purpose
    )
    error.seconds = seconds
    return error
