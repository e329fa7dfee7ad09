"""Anthropic's messages: shared prefixes marked for its cache, no sampling settings, long replies always streamed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from longwriter_agents.backends.base import Finish, Message, Reply, Request, Traits
from longwriter_agents.backends.reasoning import reasoned_tokens, strip_reasoning
from longwriter_agents.backends.refused_calls import Server
from longwriter_agents.backends.spending import bounded, estimated, priced
from longwriter_agents.backends.streaming import StreamReader, reader_of
from longwriter_agents.model import Usage

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

_MOST_MARKERS = 4
"""A request may mark at most this many cache borders; the earliest ones are shared by the most calls."""
_FINISHES: dict[str, Finish] = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "refused",
}
_PROVIDER = "https://api.anthropic.com"
_KEY_HINT = "Check ANTHROPIC_API_KEY (or ANTHROPIC_API_KEY_FILE)."


class AnthropicBackend:
    """One of Anthropic's models. The client is made at the first call, in the event loop that makes it."""

    def __init__(
        self,
        model: str,
        *,
        spec: str,
        api_key: str,
        base_url: str | None = None,
        traits: Traits | None = None,
        timeout_s: float = 600.0,
    ) -> None:
        self._model = model
        self._spec = spec
        self._api_key = api_key
        self._base_url = base_url
        self._traits = traits or Traits(rungs=("json_schema", "lines"), temperature=False)
        self._timeout_s = timeout_s
        self.address = base_url or _PROVIDER
        self._server = Server(spec, self.address, api_key, _KEY_HINT)
        self._client: AsyncAnthropic | None = None

    def __repr__(self) -> str:
        return f"AnthropicBackend({self._spec!r})"

    @property
    def spec(self) -> str:
        return self._spec

    @property
    def traits(self) -> Traits:
        return self._traits

    async def aclose(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def complete(self, request: Request) -> Reply:
        reader = reader_of(request)
        async with bounded(self._spec, self._traits, request, reader, request.timeout_s or self._timeout_s) as taken:
            reply = await self._asked(request, reader)
        text = strip_reasoning(reply.text)
        usage = reply.usage.model_copy(update={"calls": 1, "seconds": taken.seconds})
        reasoned = reasoned_tokens(reader.thought, reply.text, text)
        return replace(reply, text=text, usage=priced(usage, self._spec, self._traits), reasoning=reasoned)

    async def _asked(self, request: Request, reader: StreamReader) -> Reply:
        import anthropic
        import httpx2

        try:
            return await self._streamed(request, reader)
        except anthropic.APIStatusError as error:
            raise self._server.refusal(error, request.purpose) from None
        except (anthropic.APIConnectionError, httpx2.HTTPError, OSError) as error:
            raise self._server.unreached(error, request.purpose) from None
        except (anthropic.APIError, ValueError) as error:
            raise self._server.unreadable(error, request.purpose) from None

    def _opened(self) -> AsyncAnthropic:
        if self._client is None:
            from anthropic import AsyncAnthropic

            self._client = AsyncAnthropic(
                api_key=self._api_key, base_url=self._base_url, max_retries=0, timeout=self._timeout_s
            )
        return self._client

    async def _streamed(self, request: Request, reader: StreamReader) -> Reply:
        """Always as a stream: this provider refuses long replies otherwise, and a halt needs it."""
        stream: Any = await self._opened().messages.create(stream=True, **self._body(request))
        usage: dict[str, int] = {}
        finish: str | None = None
        try:
            async for event in stream:
                reader.begun = True
                delta = getattr(event, "delta", None)
                if event.type == "message_start":
                    usage |= _counts(getattr(event.message, "usage", None))
                    usage.pop("output_tokens", None)  # of the first token only
                elif event.type == "message_delta":
                    usage |= _counts(event.usage)
                    finish = getattr(delta, "stop_reason", None) or finish
                elif event.type == "content_block_delta":
                    reader.think(str(getattr(delta, "thinking", None) or ""))
                    text = getattr(delta, "text", None)
                    if isinstance(text, str) and not reader.add(text):
                        break
        finally:
            await stream.close()
        if finish is None and not reader.halted:
            raise self._server.broken_off(request.purpose)
        reached: Finish = "halted" if reader.halted else _finish(finish)
        return Reply(reader.text, reached, self._usage(usage, request, reader), self._spec)

    def _body(self, request: Request) -> dict[str, Any]:
        marked = _marked(request.messages)
        system = [_block(message, message in marked) for message in request.messages if message.role == "system"]
        body: dict[str, Any] = {
            "model": self._model,
            "max_tokens": request.max_tokens,
            "messages": _turns(request.messages, marked),
        }
        if system:
            body["system"] = system
        if request.schema is not None and request.schema.rung == "json_schema":
            from anthropic import transform_schema

            schema = transform_schema(request.schema.definition)
            body["output_config"] = {"format": {"type": "json_schema", "schema": schema}}
        return body

    def _usage(self, counts: dict[str, int], request: Request, reader: StreamReader) -> Usage:
        """Input is told when the stream begins, output when it ends: what is not told is counted here."""
        counted = estimated(request.messages, reader.all)
        cached = counts.get("cache_read_input_tokens", 0)
        fresh = counts.get("input_tokens", counted.input_tokens) + counts.get("cache_creation_input_tokens", 0)
        output = counts.get("output_tokens", counted.output_tokens)
        return Usage(
            input_tokens=fresh + cached,
            cached_input_tokens=cached,
            output_tokens=max(output, counted.output_tokens) if reader.halted else output,
            estimated=reader.halted or not counts.keys() >= {"input_tokens", "output_tokens"},
        )


def _counts(usage: Any) -> dict[str, int]:
    names = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens")
    values = {name: getattr(usage, name, None) for name in names}
    return {name: value for name, value in values.items() if isinstance(value, int)}


def _marked(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    return tuple(message for message in messages if message.cache)[:_MOST_MARKERS]


def _block(message: Message, marked: bool) -> dict[str, Any]:
    block: dict[str, Any] = {"type": "text", "text": message.text}
    if marked:
        block["cache_control"] = {"type": "ephemeral"}
    return block


def _turns(messages: tuple[Message, ...], marked: tuple[Message, ...]) -> list[dict[str, Any]]:
    """User and assistant turns in alternation; neighbours of one role become one turn of several blocks."""
    turns: list[dict[str, Any]] = []
    for message in messages:
        if message.role == "system":
            continue
        block = _block(message, message in marked)
        if turns and turns[-1]["role"] == message.role:
            turns[-1]["content"].append(block)
        else:
            turns.append({"role": message.role, "content": [block]})
    return turns


def _finish(reason: str | None) -> Finish:
    return _FINISHES.get(reason or "", "stop")
