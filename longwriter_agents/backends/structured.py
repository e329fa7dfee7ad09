"""Structured answers from any model: json_schema → json_object → plain lines, always validated, one repair each.

Which rung works is remembered per model, so that a model that can't do JSON is asked for lines at once next time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Protocol, Self, TypeVar, cast

from pydantic import BaseModel, ValidationError

from longwriter_agents.backends.base import Backend, Message, Reply, Request, Rung, Schema
from longwriter_agents.errors import BackendError, RefusedError, ReplyError
from longwriter_agents.prose.refusal import looks_refused

_MOST_CALLS = 5
_MOST_ECHO = 2_000
WORKED: dict[str, Rung] = {}
"""Model → the rung that worked in this process; a job takes a copy when it begins, so that its resumption is the same."""


class Readable(Protocol):
    """A model that can also be read from plain lines."""

    @classmethod
    def lines_instruction(cls) -> str: ...

    @classmethod
    def from_lines(cls, text: str) -> Self: ...


T = TypeVar("T", bound=BaseModel)


async def ask(backend: Backend, request: Request, wanted: type[T], *, first: Rung | None = None) -> tuple[T, Rung]:
    """The reply as a `wanted`, in at most five calls, and the rung that gave it; `first` is the rung to begin with.

    `RefusedError` when the model declines, `ReplyError` when nothing usable came, `BackendError` when it can't be asked.
    """
    calls = 0
    last = ""
    for rung in _rungs(backend, wanted, first):
        asked = _on_rung(request, wanted, rung)
        for _ in range(2):
            if calls >= _MOST_CALLS:
                break
            calls += 1
            try:
                reply = await backend.complete(replace(asked, sample=asked.sample * 10 + calls))
            except BackendError as error:
                if not _rung_refused(error, rung):
                    raise
                last = error.message
                break
            value, last = _read(reply, wanted, rung)
            if value is not None:
                WORKED[backend.spec] = rung
                return value, rung
            _raise_if_refused(reply, request, backend)
            asked = _repair(asked, reply, last)
    raise ReplyError(
        f"The model gave no usable answer in {calls} calls: {last}",
        hint="Choose a model that follows instructions better for this role.",
        purpose=request.purpose,
        model=backend.spec,
    )


def _rungs(backend: Backend, wanted: type[BaseModel], first: Rung | None) -> list[Rung]:
    """The rungs that this model has, `first` before the others; lines only for what can be read from lines."""
    readable = hasattr(wanted, "from_lines")
    rungs = [rung for rung in backend.traits.rungs if rung != "lines" or readable]
    if first not in rungs:
        return rungs
    at = rungs.index(first)
    return [*rungs[at:], *rungs[:at]]


@lru_cache(maxsize=64)
def _definition(wanted: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema; nobody changes it."""
    return wanted.model_json_schema()


def _on_rung(request: Request, wanted: type[BaseModel], rung: Rung) -> Request:
    definition = _definition(wanted)
    *before, last = request.messages
    if rung == "lines":
        text = f"{last.text}\n\n{cast(Any, wanted).lines_instruction()}"
        return replace(request, messages=(*before, replace(last, text=text)))
    schema = Schema(name=wanted.__name__.lower(), definition=definition, rung=rung)
    text = last.text
    if rung == "json_object":
        text += f"\n\nAnswer with one JSON object that follows this schema, and nothing else:\n{json.dumps(definition)}"
    return replace(request, messages=(*before, replace(last, text=text)), schema=schema)


def _rung_refused(error: BackendError, rung: Rung) -> bool:
    """A server that does not know the response format says so with a 400 or 422; the next rung may work."""
    return rung != "lines" and error.status in (400, 404, 422, 501)


def _read(reply: Reply, wanted: type[T], rung: Rung) -> tuple[T | None, str]:
    """The value, or None and what is wrong with the reply."""
    if rung == "lines":
        return _from_lines(reply.text, wanted)
    problem = "the reply holds no JSON object"
    for candidate in _json_objects(closed(reply.text) if reply.finish == "halted" else reply.text):
        try:
            return wanted.model_validate(candidate), ""
        except ValidationError as error:
            problem = _first_problem(error)
    if reply.finish == "length":
        problem = "the reply was cut off at its length limit"
    return None, problem


def _from_lines(text: str, wanted: type[T]) -> tuple[T | None, str]:
    try:
        return cast("type[Readable]", wanted).from_lines(text), ""  # type: ignore[return-value]  # a Readable T
    except ValidationError as error:
        return None, _first_problem(error)
    except ValueError as error:
        return None, str(error)


def _first_problem(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the object'}: {first['msg']}"


def _json_objects(text: str) -> Iterator[Any]:
    """Every JSON object that the text holds at its outermost level, from the largest reading to smaller ones."""
    decoder = json.JSONDecoder()
    position = 0
    for _ in range(64):
        start = text.find("{", position)
        if start < 0:
            return
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            position = start + 1
            continue
        yield value
        position = end


_PAIRS = {"{": "}", "[": "]"}
_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[{}\[\]]', re.DOTALL)


def closed(text: str) -> str:
    """JSON that was not read to its end: as far as its last whole object, and what is open there closed."""
    open_there: list[str] = []
    whole, ends = 0, ""
    for sign in _SIGNS.finditer(text):
        if sign[0] in _PAIRS:
            open_there.append(_PAIRS[sign[0]])
        elif open_there and sign[0] == open_there[-1]:
            open_there.pop()
            if sign[0] == "}":
                whole, ends = sign.end(), "".join(reversed(open_there))
    return text[:whole] + ends


def _raise_if_refused(reply: Reply, request: Request, backend: Backend) -> None:
    if reply.finish == "refused" or looks_refused(reply.text):
        raise RefusedError(
            "The model declined this request.",
            hint="Reword the request or choose another model.",
            purpose=request.purpose,
            model=backend.spec,
        )


def _repair(asked: Request, reply: Reply, problem: str) -> Request:
    """The conversation so far, with what was wrong: one chance to mend it."""
    shown = re.sub(r"\s+\Z", "", reply.text[:_MOST_ECHO]) or "(nothing)"
    note = (
        f"That could not be used: {problem}. Answer again, complete and in the form that was asked for, nothing else."
    )
    return replace(asked, messages=(*asked.messages, Message("assistant", shown), Message("user", note)))
