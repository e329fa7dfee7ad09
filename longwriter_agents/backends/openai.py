"""OpenAI's chat completions, and every server that speaks them: vLLM, llama.cpp, Ollama, LM Studio, OpenRouter …"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from longwriter_agents.backends.base import Finish, Reply, Request, Schema, Traits
from longwriter_agents.backends.completions import Said, details, said
from longwriter_agents.backends.reasoning import reasoned_tokens, strip_reasoning
from longwriter_agents.backends.refused_calls import Server
from longwriter_agents.backends.refused_fields import ADJUSTABLE, refused_by, refused_field
from longwriter_agents.backends.spending import bounded, priced, told
from longwriter_agents.backends.streaming import StreamReader, is_read_in_pieces, reader_of

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_PROVIDER = "https://api.openai.com/v1"
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
        self.address = base_url or _PROVIDER
        self._server = Server(spec, self.address, api_key, _KEY_HINT)
        self._without = refused_by(self.address, model)
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
        reader = reader_of(request)
        async with bounded(self._spec, self._traits, request, reader, request.timeout_s or self._timeout_s) as taken:
            reply = await self._asked(request, reader)
        usage = reply.usage.model_copy(update={"calls": 1, "seconds": taken.seconds})
        return replace(reply, usage=priced(usage, self._spec, self._traits))

    async def _asked(self, request: Request, reader: StreamReader) -> Reply:
        import httpx2
        import openai

        try:
            return await self._adjusted(request, reader)
        except openai.APIStatusError as error:
            raise self._server.refusal(error, request.purpose) from None
        except (openai.APIConnectionError, httpx2.HTTPError, OSError) as error:
            raise self._server.unreached(error, request.purpose) from None
        except openai.APIError as error:  # an error inside a stream
            raise self._server.failure(error.body or error.message, request.purpose) from None
        except (ValueError, RecursionError) as error:  # an answer that is no JSON, or nested beyond measure
            raise self._server.unreadable(error, request.purpose) from None

    async def _adjusted(self, request: Request, reader: StreamReader) -> Reply:
        """The reply; a field that this server refuses is left out, once each, and from then on."""
        import openai

        for _ in ADJUSTABLE:
            body = self._body(request)
            try:
                return await self._sent(body, request, reader)
            except openai.APIStatusError as error:
                refused = refused_field(error, body)
                if refused is None:
                    raise
                self._without.add(refused)
        return await self._sent(self._body(request), request, reader)

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
        if is_read_in_pieces(request):
            body["stream"] = True
            if "stream_options" not in self._without:
                body["stream_options"] = {"include_usage": True}
        return body | self._extra | form

    async def _sent(self, body: dict[str, Any], request: Request, reader: StreamReader) -> Reply:
        """Answers are read as plain JSON: the library's own types promise a form that not every server keeps to."""
        from openai import AsyncStream

        client = self._opened()
        if not body.get("stream"):
            return self._whole(await client.post("/chat/completions", cast_to=object, body=body), request)
        stream: Any = await client.post(
            "/chat/completions", cast_to=object, body=body, stream=True, stream_cls=AsyncStream[object]
        )
        try:
            if "application/json" in stream.response.headers.get("content-type", ""):  # it doesn't stream
                return self._whole(json.loads(await stream.response.aread()), request)
            return await self._streamed(stream, request, reader)
        finally:
            await stream.close()

    def _read(self, answer: object, request: Request) -> Said:
        if not isinstance(answer, dict):
            raise self._server.unreadable(answer, request.purpose)
        if answer.get("error"):
            raise self._server.failure(answer["error"], request.purpose)
        return said(answer)

    def _whole(self, answer: object, request: Request) -> Reply:
        read = self._read(answer, request)
        if not read.is_choice:
            raise self._server.unreadable("it holds no choice.", request.purpose)
        return self._reply(read.text, read.thought, read.finish, read, request)

    async def _streamed(self, stream: Any, request: Request, reader: StreamReader) -> Reply:
        last = Said()
        async for chunk in stream:
            read = self._read(chunk, request)
            reader.begun = True
            last = replace(
                last,
                usage=read.usage or last.usage,
                timings=read.timings or last.timings,
                reason=read.reason or last.reason,
                refused=read.refused or last.refused,
            )
            reader.think(read.thought)
            if read.text and not reader.add(read.text):
                break
        if last.reason is None and not reader.halted:
            raise self._server.broken_off(request.purpose)
        return self._reply(reader.text, reader.thought, "halted" if reader.halted else last.finish, last, request)

    def _reply(self, written: str, thought: str, finish: Finish, read: Said, request: Request) -> Reply:
        text = strip_reasoning(written)
        usage = told(read.usage, read.timings, request, thought + written)
        reasoned = details(read.usage, "completion_tokens_details", "reasoning_tokens")
        return Reply(text, finish, usage, self._spec, max(reasoned, reasoned_tokens(thought, written, text)))


def _response_format(schema: Schema) -> dict[str, Any]:
    if schema.rung == "json_object":
        return {"type": "json_object"}
    return {
        "type": "json_schema",
        "json_schema": {"name": schema.name, "schema": schema.definition, "strict": False},
    }
