"""Fields of a request that some servers refuse: left out (or renamed) once a server has said so.

It is remembered per server and model, so that no later document pays for it again.
"""

from __future__ import annotations

from typing import Any

from longwriter_agents.backends.remembered import Remembered

ADJUSTABLE = ("max_tokens", "temperature", "stream_options")
_OF_SIZE = (
    "context length",
    "context_length",
    "context window",
    "context size",
    "maximum",
    "minimum",
    "too large",
    "too small",
    "too long",
    "at most",
    "at least",
    "exceed",
    "greater than",
    "less than",
)
"""How a server complains of a cap's size: it takes the field, and would not take it better by another name."""
_KNOWN: Remembered[set[str]] = Remembered()


def refused_by(address: str, model: str) -> set[str]:
    """The fields that this server is known to refuse for this model; what is added is known to all who asked."""
    known = _KNOWN.get((address, model))
    if known is None:
        known = set()
        _KNOWN.put((address, model), known)
    return known


def forget() -> None:
    _KNOWN.clear()


def refused_field(error: Any, body: dict[str, Any]) -> str | None:
    """The field of `body` that the server refuses by this error (of the openai library, with a status).

    Calls that began together are refused together: what counts is what this one held, not what is known by now.
    """
    if error.status_code not in (400, 422):
        return None
    said, named = _said(error.body)
    held = [name for name in ADJUSTABLE if name in body and not (name == "max_tokens" and is_of_size(said))]
    if named in held:
        return named
    return next((name for name in held if name in said), None)


def _said(body: Any) -> tuple[str, str]:
    """All that the server said, and the parameter that it named."""
    param = body.get("param") if isinstance(body, dict) else None
    return str(body).casefold(), str(param or "")


def is_of_size(said: str) -> bool:
    """Whether a refusal complains of how much was asked for."""
    return any(sign in said.casefold() for sign in _OF_SIZE)
