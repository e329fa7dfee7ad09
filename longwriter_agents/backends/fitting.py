"""No call exceeds the window of its model: what may give way does, in its order, before anything is sent.

A request that fits goes on as it is. Of one that does not, first the parts go that its prompts rank as dispensable, then
the reply gets less room (never less than a share of it), then what must stand is shortened in its middle. All of that
depends on the request alone, so that a repeated step asks the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from longwriter_agents.backends.base import Backend, LeftOut, Message, Reply, Request, Traits, Wrapping
from longwriter_agents.backends.tokens import count_tokens, within_tokens
from longwriter_agents.errors import BackendError

_PER_CALL, _PER_MESSAGE = 32, 8
"""Chat templates add tokens of their own around every message."""
_LEAST_REPLY, _LEAST_SHARE = 96, 3
"""A reply keeps at least this, or a third of what it was to have."""
_LEAST_SHOWN = 64
_MOST_CUTS = 3
"""Tokens of parts do not add up exactly: what still does not fit is cut again, so often."""


def overhead(messages: Sequence[Message]) -> int:
    return _PER_CALL + _PER_MESSAGE * len(messages)


def input_tokens(request: Request) -> int:
    """What the request takes at most when it is sent, as far as it can be counted here."""
    return text_tokens(request.messages) + overhead(request.messages) + _schema_tokens(request)


class Fitted(Wrapping):
    """A backend whose requests fit its window. `window` is the caller's own limit, where it is the narrower one."""

    def __init__(self, inner: Backend, window: int | None = None) -> None:
        super().__init__(inner)
        traits = inner.traits
        narrow = min(traits.context_window, window or traits.context_window)
        most = min(traits.max_output_tokens, max(1, narrow // 2))
        self._traits = replace(traits, context_window=narrow, max_output_tokens=most)

    @property
    def traits(self) -> Traits:
        return self._traits

    async def complete(self, request: Request) -> Reply:
        return await self._inner.complete(fitted(request, self._traits))


def fitted(request: Request, traits: Traits) -> Request:
    """The request, or one that asks the same in less; `BackendError` when its window could not hold it at all."""
    if _surely_fits(request, traits.context_window):
        return request
    room = traits.context_window - overhead(request.messages) - _schema_tokens(request)
    messages = _cut(request.messages, room - request.max_tokens, least_rank=1)
    left = room - text_tokens(messages)
    least = min(request.max_tokens, max(_LEAST_REPLY, request.max_tokens // _LEAST_SHARE))
    most = max(least, min(request.max_tokens, left))
    if left < most:
        messages = _cut(messages, room - most, least_rank=0)
    if text_tokens(messages) + most > room:
        raise BackendError(
            f"The call does not fit a context window of {traits.context_window:,} tokens.",
            hint="Give a larger --context-window, or a model that has one.",
            retryable=False,
            purpose=request.purpose,
        )
    return replace(request, messages=tuple(messages), max_tokens=most)


def _surely_fits(request: Request, window: int) -> bool:
    """No token is less than a byte, so that nothing needs to be counted where the window is wide."""
    most = sum(len(message.text.encode()) for message in request.messages) + overhead(request.messages)
    if most + request.max_tokens + _schema_tokens(request) <= window:
        return True
    return input_tokens(request) + request.max_tokens <= window


def text_tokens(messages: Sequence[Message]) -> int:
    """The tokens of the messages' texts, without what chat templates add."""
    return sum(count_tokens(message.text).tokens for message in messages)


def _schema_tokens(request: Request) -> int:
    """Providers show the schema to the model; ours stands in the prompt itself where the rung is lower."""
    if request.schema is None or request.schema.rung != "json_schema":
        return 0
    return count_tokens(json.dumps(request.schema.definition)).tokens


def _cut(messages: Sequence[Message], room: int, *, least_rank: int) -> list[Message]:
    """The messages with less of what ranks at least so high, as far as `room` demands it."""
    kept = list(messages)
    cuts: Counter[tuple[int, str]] = Counter()
    while (over := text_tokens(kept) - room) > 0:
        parts = [part for part in _parts(kept) if part.rank >= least_rank and cuts[part.at] < _MOST_CUTS]
        if not parts:
            break
        first = max(parts, key=lambda part: (part.rank, part.tokens))
        cuts[first.at] += 1
        index, name = first.at
        kept[index] = _with_less(kept[index], name, over)
    return kept


@dataclass(frozen=True)
class _Part:
    """What may give way: its rank and size, and where it stands (message, name)."""

    rank: int
    tokens: int
    at: tuple[int, str]


def _parts(messages: Sequence[Message]) -> list[_Part]:
    """A message that is no sheet is one part: what was said before may go sooner than what is asked now."""
    found = []
    for index, message in enumerate(messages):
        if message.source is not None:
            found += [_Part(rank, tokens, (index, name)) for rank, tokens, name in message.source.ranked()]
        elif message.text:
            rank = 1 if message.role == "assistant" else 0
            found.append(_Part(rank, count_tokens(message.text).tokens, (index, message.role)))
    return found


def _with_less(message: Message, name: str, over: int) -> Message:
    if message.source is not None:
        return message.source.without(name, over)
    whole = count_tokens(message.text).tokens
    text = within_tokens(
        message.text, max(_LEAST_SHOWN, whole - over), head=0.25 if message.role == "assistant" else 0.6
    )
    lost: LeftOut = ((message.role, whole - count_tokens(text).tokens),)
    return replace(message, text=text, left_out=(*message.left_out, *lost))
