"""The one seam between the agents and any language model.

A `Backend` answers one `Request` with one `Reply` or raises `BackendError` (could not ask) or `ReplyError`
(answered, not as agreed). Retry, limits, journal and metering are backends that wrap a backend.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

from longwriter_agents.model import Usage

Rung = Literal["json_schema", "json_object", "lines"]
"""How a structured answer is asked for, best first."""

Finish = Literal["stop", "length", "halted", "refused"]
"""Why a reply ended: by itself, at its cap, stopped by us, or declined."""


Role = Literal["system", "user", "assistant"]
LeftOut = tuple[tuple[str, int], ...]
"""(part of a prompt, tokens) for what did not fit a window."""


class Source(Protocol):
    """What a message was made from, and can be made from again with less."""

    def ranked(self) -> list[tuple[int, int, str]]:
        """(rank, tokens, name) of the parts that may give way, the first to go first; rank 0 may only be shortened."""
        ...

    def without(self, name: str, tokens: int) -> Message:
        """The message with about `tokens` less of a part."""
        ...


@dataclass(frozen=True)
class Message:
    """One turn. `cache` marks the end of a prefix that other calls share, so that a provider may cache up to here.

    `source` can make it again with less, where a window asks for that; `left_out` tells what did give way.
    """

    role: Role
    text: str
    cache: bool = False
    source: Source | None = field(default=None, compare=False, repr=False)
    left_out: LeftOut = field(default=(), compare=False)


@dataclass(frozen=True)
class Schema:
    """A JSON schema that the reply shall follow; `rung` says how firmly the provider is asked for it."""

    name: str
    definition: dict[str, Any]
    rung: Rung = "json_schema"


@dataclass(frozen=True)
class Halt:
    """When a backend that streams may stop reading a reply early: enough words at a sentence end, or a loop.

    A backend that cannot stream ignores it; the text is then trimmed by code afterwards.
    """

    words: int | None = None
    on_loop: bool = True


@dataclass(frozen=True)
class Request:
    """One question to a model. `purpose` names it ("draft:s3"); `asked_words` is the length that the prompt asks for.

    `max_tokens` caps the reply, always. `sample` tells apart repeated askings of the same prompt. `prose` asks for plain
    paragraphs, without lists, headings and marks, `holding` for a phrase that the reply must hold; a backend that can
    constrain decoding holds the model to both. `enough` says of what came of a reply so far whether no more is wanted; a
    backend that can't stream ignores it, as it does a halt.
    """

    purpose: str
    messages: tuple[Message, ...]
    max_tokens: int
    asked_words: int | None = None
    schema: Schema | None = None
    temperature: float | None = None
    halt: Halt | None = None
    prose: bool = False
    holding: str = ""
    sample: int = 0
    timeout_s: float | None = None
    enough: Callable[[str], bool] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Reply:
    """What came back: text without reasoning, why it ended, what it cost.

    `reasoning` are the tokens that the model thought before it wrote: part of what the call cost and of its cap.
    """

    text: str
    finish: Finish = "stop"
    usage: Usage = field(default_factory=Usage)
    model: str = ""
    reasoning: int = 0


@dataclass(frozen=True)
class Price:
    """US dollars per million tokens."""

    input: float
    cached_input: float
    output: float


@dataclass(frozen=True)
class Traits:
    """What a model can do. Sampling settings and structured output are optional capabilities, never required."""

    context_window: int = 32_768
    max_output_tokens: int = 4_096
    concurrency: int = 8
    rungs: tuple[Rung, ...] = ("json_schema", "json_object", "lines")
    temperature: bool = True
    small: bool = False
    """A model of a few billion parameters at most: shorter prompts, shorter sections, edits sentence by sentence."""
    price: Price | None = None


@runtime_checkable
class Backend(Protocol):
    """A language model, or something that wraps one."""

    @property
    def spec(self) -> str:
        """`provider:model`, as the user chose it."""
        ...

    @property
    def traits(self) -> Traits: ...

    async def complete(self, request: Request) -> Reply: ...

    async def aclose(self) -> None: ...


class Wrapping:
    """A backend around another one: what it passes on as it is. Retry, limits, journal and meter add their `complete`."""

    def __init__(self, inner: Backend) -> None:
        self._inner = inner

    @property
    def spec(self) -> str:
        return self._inner.spec

    @property
    def traits(self) -> Traits:
        return self._inner.traits

    async def aclose(self) -> None:
        await self._inner.aclose()
