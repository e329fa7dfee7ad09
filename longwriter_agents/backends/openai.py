"""OpenAI's chat completions, and every server that speaks them: vLLM, llama.cpp, Ollama, LM Studio, OpenRouter …"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from longwriter_agents.backends.base import Finish, Reply, Request, Schema, Traits
from longwriter_agents.backends.prices import cost_of, price_of
from longwriter_agents.backends.reasoning import strip_reasoning
from longwriter_agents.backends.refused_calls import as_backend_error, connection_error, timed_out
from longwriter_agents.backends.streaming import is_read_in_pieces, reader_of
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.errors import BackendError, ReplyError
from longwriter_agents.model import Usage

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types import CompletionUsage

_ADJUSTABLE = ("max_tokens", "temperature", "stream_options")
"""What some servers refuse: each is left out (or renamed) for good once a server has said so."""
_FINISHES: dict[str, Finish] = {"length": "length", "content_filter": "refused"}
_KEY_HINT = "Check OPENAI_API_KEY (or OPENAI_API_KEY_FILE)."


class OpenAIBackend:
    """One model behind one address. The client is made at the first call, in the event loop that makes it."""

    def __init__(
        self,
        model: str,
        *,
        spec: str,
        api_key: str,
        base_url: str | None = None,
        traits: Traits | None = None,
        timeout_s: float = 600.0,
        extra: dict[str, Any] | None = None,
        grammar: Callable[[Request], dict[str, Any]] | None = None,
    ) -> None:
        """For servers that know more than OpenAI's: `extra` are further fields of every request's body, `grammar` gives those
        that bind the form of this one (none: an empty dict); they stand in place of a response format."""
        self._model = model
        self._spec = spec
        self._api_key = api_key
        self._base_url = base_url
        self._traits = traits or Traits()
        self._timeout_s = timeout_s
        self._extra = extra or {}
        self._grammar = grammar
        self._without: set[str] = set()
        self._client: AsyncOpenAI | None = None

    def __repr__(self) -> str:
        return f"OpenAIBackend({self._spec!r})"

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
        began = time.monotonic()
        seconds = request.timeout_s or self._timeout_s
        try:
            async with asyncio.timeout(seconds):
                reply = await self._adjusted(request)
        except TimeoutError:
            raise timed_out(self._spec, request.purpose, seconds) from None
        usage = reply.usage.model_copy(update={"calls": 1, "seconds": time.monotonic() - began})
        cost = cost_of(self._traits.price or price_of(self._spec), usage)
        text = strip_reasoning(reply.text)
        return Reply(text, reply.finish, usage.model_copy(update={"cost_usd": cost}), self._spec)

    async def _adjusted(self, request: Request) -> Reply:
        """The reply; a field that this server refuses is left out, once each, and from then on."""
        for _ in range(len(_ADJUSTABLE) + 1):
            try:
                return await self._asked(request)
            except BackendError as error:
                refused = self._refused_field(error)
                if refused is None:
                    raise
                self._without.add(refused)
        raise AssertionError("each field can be refused once")  # pragma: no cover

    def _refused_field(self, error: BackendError) -> str | None:
        if error.status not in (400, 422):
            return None
        return next((name for name in _ADJUSTABLE if name in error.message and name not in self._without), None)

    async def _asked(self, request: Request) -> Reply:
        import httpx2
        import openai

        try:
            if is_read_in_pieces(request):
                return await self._streamed(request)
            return await self._whole(request)
        except openai.APIStatusError as error:
            raise as_backend_error(
                error, spec=self._spec, purpose=request.purpose, key=self._api_key, key_hint=_KEY_HINT
            ) from None
        except (openai.APIConnectionError, httpx2.HTTPError, OSError) as error:
            raise connection_error(error, spec=self._spec, purpose=request.purpose, url=self._address()) from None
        except (openai.APIError, ValueError) as error:  # an error inside a stream, or an answer that is no JSON
            message = f"The server's answer could not be read: {str(error)[:300]}"
            raise BackendError(message, retryable=True, model=self._spec, purpose=request.purpose) from None

    def _address(self) -> str:
        return self._base_url or "https://api.openai.com/v1"

    def _opened(self) -> AsyncOpenAI:
        if self._client is None:
            from openai import AsyncOpenAI

            self._client = AsyncOpenAI(
                api_key=self._api_key, base_url=self._base_url, max_retries=0, timeout=self._timeout_s
            )
        return self._client

    def _body(self, request: Request) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": message.role, "content": message.text} for message in request.messages],
            "max_completion_tokens" if "max_tokens" in self._without else "max_tokens": request.max_tokens,
        }
        if self._traits.temperature and request.temperature is not None and "temperature" not in self._without:
            body["temperature"] = request.temperature
        form = self._grammar(request) if self._grammar is not None else {}
        if request.schema is not None and request.schema.rung != "lines" and not form:
            body["response_format"] = _response_format(request.schema)
        if extra := self._extra | form:
            body["extra_body"] = extra
        return body

    async def _whole(self, request: Request) -> Reply:
        completion: Any = await self._opened().chat.completions.create(**self._body(request))
        choices = getattr(completion, "choices", None)
        if not choices:
            raise ReplyError("The server answered without a choice.", model=self._spec, purpose=request.purpose)
        message = choices[0].message
        refusal = getattr(message, "refusal", None)
        text = message.content or refusal or ""
        finish: Finish = "refused" if refusal else _finish(choices[0].finish_reason)
        timings = (completion.model_extra or {}).get("timings") or {}
        return Reply(text, finish, self._usage(completion.usage, timings, request, text), self._spec)

    async def _streamed(self, request: Request) -> Reply:
        reader = reader_of(request)
        body = {**self._body(request), "stream": True}
        if "stream_options" not in self._without:
            body["stream_options"] = {"include_usage": True}
        stream: Any = await self._opened().chat.completions.create(**body)
        finish: Finish = "stop"
        timings: dict[str, Any] = {}
        usage, ended = None, False
        try:
            async for chunk in stream:
                usage = chunk.usage or usage
                timings = (chunk.model_extra or {}).get("timings") or timings
                for choice in chunk.choices[:1]:
                    ended = ended or choice.finish_reason is not None
                    finish = _finish(choice.finish_reason) if choice.finish_reason else finish
                    if getattr(choice.delta, "refusal", None):
                        finish = "refused"
                    if not reader.add(choice.delta.content or getattr(choice.delta, "refusal", None) or ""):
                        break
                if reader.halted:
                    break
        finally:
            await stream.close()
        if not ended and not reader.halted:
            raise BackendError(
                "The stream broke off before its end.", retryable=True, model=self._spec, purpose=request.purpose
            )
        return Reply(
            reader.text,
            "halted" if reader.halted else finish,
            self._usage(usage, timings, request, reader.text),
            self._spec,
        )

    def _usage(self, usage: CompletionUsage | None, timings: dict[str, Any], request: Request, text: str) -> Usage:
        """The provider's own figures; those of llama.cpp's timings, or counted here, for a stream that was stopped."""
        decoding = float(timings.get("predicted_ms", 0.0)) / 1000
        if usage is None and not timings:
            asked = sum(count_tokens(message.text).tokens + 4 for message in request.messages)
            return Usage(input_tokens=asked, output_tokens=count_tokens(text).tokens, estimated=True)
        if usage is None:
            cached = int(timings.get("cache_n", 0))
            return Usage(
                input_tokens=cached + int(timings.get("prompt_n", 0)),
                cached_input_tokens=cached,
                output_tokens=int(timings.get("predicted_n", 0)),
                decoding_seconds=decoding,
            )
        details = getattr(usage, "prompt_tokens_details", None)
        return Usage(
            input_tokens=usage.prompt_tokens or 0,
            cached_input_tokens=(getattr(details, "cached_tokens", 0) if details else 0) or 0,
            output_tokens=usage.completion_tokens or 0,
            decoding_seconds=decoding,
        )


def _response_format(schema: Schema) -> dict[str, Any]:
    if schema.rung == "json_object":
        return {"type": "json_object"}
    return {
        "type": "json_schema",
        "json_schema": {"name": schema.name, "schema": schema.definition, "strict": False},
    }


def _finish(reason: str | None) -> Finish:
    return _FINISHES.get(reason or "stop", "stop")
