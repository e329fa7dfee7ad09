"""Any langchain-core chat model that is handed over."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from longwriter_agents import write
from longwriter_agents.backends.base import Message, Price, Request, Traits
from longwriter_agents.backends.langchain import LangChainBackend
from longwriter_agents.errors import BackendError
from longwriter_agents.testing.sentences import prose

REQUEST = Request("draft:s1", (Message("system", "S"), Message("user", "U"), Message("assistant", "A")), 77)


class Parrot(BaseChatModel):
    """Answers with a prepared message, or fails with a prepared error."""

    answer: Any = "Fine."
    failure: Any = None
    model_name: str = "parrot-1"
    max_tokens: int = 5
    seen: list[Any]

    @property
    def _llm_type(self) -> str:
        return "parrot"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        self.seen.append(([message.type for message in messages], kwargs))
        if self.failure is not None:
            raise self.failure
        made = self.answer if isinstance(self.answer, AIMessage) else AIMessage(content=self.answer)
        return ChatResult(generations=[ChatGeneration(message=made)])


async def test_roles_and_the_reply_s_cap_go_along() -> None:
    model = Parrot(seen=[])
    backend = LangChainBackend(model)
    reply = await backend.complete(REQUEST)
    assert backend.spec == "langchain:parrot-1"
    assert reply.text == "Fine."
    assert reply.usage.estimated
    assert model.seen == [(["system", "human", "ai"], {"max_tokens": 77})]


async def test_blocks_usage_and_the_end_are_read() -> None:
    answer = AIMessage(
        content=[{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "The bay."}],
        usage_metadata={
            "input_tokens": 90,
            "output_tokens": 10,
            "total_tokens": 100,
            "input_token_details": {"cache_read": 60},
        },
        response_metadata={"stop_reason": "max_tokens"},
    )
    reply = await LangChainBackend(Parrot(answer=answer, seen=[])).complete(REQUEST)
    assert (reply.text, reply.finish) == ("The bay.", "length")
    assert (reply.usage.input_tokens, reply.usage.cached_input_tokens, reply.usage.output_tokens) == (90, 60, 10)


class Status(Exception):
    def __init__(self, status_code: int) -> None:
        super().__init__(f"status {status_code}")
        self.status_code = status_code


@pytest.mark.parametrize(
    ("failure", "retryable"),
    [
        (Status(429), True),
        (Status(503), True),
        (Status(401), False),
        (ConnectionError("x"), True),
        (KeyError("x"), False),
    ],
)
async def test_failures_of_whatever_integration_are_told_apart(failure: Exception, retryable: bool) -> None:
    with pytest.raises(BackendError, match=type(failure).__name__) as caught:
        await LangChainBackend(Parrot(failure=failure, seen=[])).complete(REQUEST)
    assert caught.value.retryable is retryable


class Silent(Parrot):
    async def _agenerate(self, *args: Any, **more: Any) -> ChatResult:
        await asyncio.Event().wait()
        raise AssertionError("nobody rings")


async def test_a_call_that_was_waited_for_in_vain_costs_what_was_asked() -> None:
    """A budget that did not count it would be spent beyond its limit, once for each try."""
    traits = Traits(price=Price(input=1e6, cached_input=1e6, output=1e6))
    with pytest.raises(BackendError, match="did not finish") as caught:
        await LangChainBackend(Silent(seen=[]), traits=traits, timeout_s=0.05).complete(REQUEST)
    usage = caught.value.usage
    assert usage is not None
    assert (usage.calls, usage.estimated) == (1, True)
    assert usage.cost_usd == usage.input_tokens > 0


def test_a_document_is_written_with_it(store: Path) -> None:
    manuscript = write(
        "Write a note on rain.", words=120, model=Parrot(answer=prose("rain", 120), seen=[]), store=store
    )
    assert manuscript.status == "complete", manuscript.findings
    assert manuscript.model == "langchain:parrot-1"
