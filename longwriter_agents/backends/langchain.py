"""Any langchain-core chat model that the caller hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from longwriter_agents.backends.base import Finish, Message, Reply, Request, Traits
from longwriter_agents.backends.reasoning import reasoned_tokens, strip_reasoning
from longwriter_agents.backends.refused_fields import is_of_size
from longwriter_agents.backends.spending import bounded, estimated, priced
from longwriter_agents.backends.streaming import reader_of
from longwriter_agents.errors import BackendError
from longwriter_agents.model import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_PASSING = frozenset({408, 409, 425, 429})
_CUT, _REFUSED = frozenset({"length", "max_tokens", "MAX_TOKENS"}), frozenset({"content_filter", "refusal", "SAFETY"})
_CONTEXT_WINDOW = 16_384
"""Chat models do not say how much they can read; the caller knows better and may give `Traits`."""


class LangChainBackend:
    """The model's own settings stand (temperature, keys, retries); only the reply's length is bound where it can be."""

    def __init__(self, model: BaseChatModel, *, traits: Traits | None = None, timeout_s: float = 600.0) -> None:
        self._model = model
        self._traits = traits or Traits(
            context_window=_CONTEXT_WINDOW, rungs=("json_object", "lines"), temperature=False
        )
        self._timeout_s = timeout_s

    @property
    def spec(self) -> str:
        named = getattr(self._model, "model_name", None) or getattr(self._model, "model", None)
        return f"langchain:{named or type(self._model).__name__}"

    @property
    def traits(self) -> Traits:
        return self._traits

    async def aclose(self) -> None:
        """The caller made the model and keeps it."""

    async def complete(self, request: Request) -> Reply:
        seconds = request.timeout_s or self._timeout_s
        async with bounded(self.spec, self._traits, request, reader_of(request), seconds) as taken:
            answer = await self._asked(request)
        written = _text(answer)
        text = strip_reasoning(written)
        usage = _usage(answer, request, written).model_copy(update={"calls": 1, "seconds": taken.seconds})
        reasoned = max(_told_reasoning(answer), reasoned_tokens("", written, text))
        return Reply(text, _finish(answer), priced(usage, self.spec, self._traits), self.spec, reasoned)

    async def _asked(self, request: Request) -> Any:
        try:
            return await self._bound(request).ainvoke([_message(message) for message in request.messages])
        except TimeoutError:
            raise  # told as every other call that took too long
        except Exception as error:  # whatever integration this is, it raises errors of its own
            raise _as_backend_error(error, self.spec, request.purpose) from error

    def _bound(self, request: Request) -> Any:
        """With the reply's cap, for models that have a setting of that name."""
        for name in ("max_tokens", "max_output_tokens"):
            if name in type(self._model).model_fields:
                return self._model.bind(**{name: request.max_tokens})
        return self._model


def _message(message: Message) -> BaseMessage:
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    kinds = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    made: BaseMessage = kinds[message.role](content=message.text)
    return made


def _text(answer: Any) -> str:
    """The text blocks of the answer; reasoning and tool blocks are none."""
    if isinstance(answer.content, str):
        return answer.content
    pieces = [block if isinstance(block, str) else block.get("text", "") for block in answer.content]
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _usage(answer: Any, request: Request, written: str) -> Usage:
    told = getattr(answer, "usage_metadata", None)
    if not told:
        return estimated(request.messages, written)
    return Usage(
        input_tokens=told.get("input_tokens", 0),
        cached_input_tokens=(told.get("input_token_details") or {}).get("cache_read", 0) or 0,
        output_tokens=told.get("output_tokens", 0),
    )


def _told_reasoning(answer: Any) -> int:
    told = getattr(answer, "usage_metadata", None) or {}
    return (told.get("output_token_details") or {}).get("reasoning", 0) or 0


def _finish(answer: Any) -> Finish:
    told = getattr(answer, "response_metadata", None) or {}
    reason = told.get("finish_reason") or told.get("stop_reason") or told.get("done_reason")
    if reason in _CUT:
        return "length"
    return "refused" if reason in _REFUSED else "stop"


def _as_backend_error(error: Exception, spec: str, purpose: str) -> BackendError:
    """Passing failures (by status, or a broken connection) are worth another try; anything else is not."""
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    status = status if isinstance(status, int) else None
    broken = isinstance(error, ConnectionError | OSError) or "Connection" in type(error).__name__
    passing = status in _PASSING or (status or 0) >= 500 or (status is None and broken)
    said = " ".join(str(error).split())[:300]
    failure = BackendError(
        f"The model failed with {type(error).__name__}: {said}",
        retryable=passing,
        status=status,
        model=spec,
        purpose=purpose,
    )
    failure.of_size = is_of_size(str(error))
    return failure
