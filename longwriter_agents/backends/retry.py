"""Asking again when that may help: bounded in tries and in time, never faster than the provider asks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from longwriter_agents.backends.base import Backend, Reply, Request, Wrapping
from longwriter_agents.errors import BackendError, ReplyError
from longwriter_agents.events import CallRetried
from longwriter_agents.model import Usage

if TYPE_CHECKING:
    from tenacity import RetryCallState

_SHOWN_REASON = 200


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how long: `tries` in all, `total_s` of waiting in all, exponential from `first_s` up to `most_s`.

    The waits outlast a provider that answers "too many requests" for a minute or two.
    """

    tries: int = 8
    first_s: float = 1.0
    most_s: float = 60.0
    total_s: float = 240.0
    empty_tries: int = 2
    """How often an empty reply is asked for again."""


class Retrying(Wrapping):
    """A backend that asks the one inside it again after passing failures and empty replies."""

    def __init__(
        self,
        inner: Backend,
        *,
        policy: RetryPolicy | None = None,
        on_retry: Callable[[CallRetried], None] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        super().__init__(inner)
        self._policy = policy or RetryPolicy()
        self._on_retry = on_retry
        self._sleep = sleep

    async def complete(self, request: Request) -> Reply:
        """The reply, unless the model stays silent: then `ReplyError` with what the empty replies cost."""
        reply = await self._asked(request)
        spent = reply.usage
        for attempt in range(1, self._policy.empty_tries + 1):
            if reply.text.strip() or reply.finish == "refused":
                break
            self._tell(request, attempt, 0.0, "the reply was empty")
            reply = await self._asked(replace(request, sample=request.sample + attempt))
            spent = spent + reply.usage
        if not reply.text.strip() and reply.finish != "refused":
            raise self._silent(request, spent)
        return replace(reply, usage=spent)

    def _silent(self, request: Request, spent: Usage) -> ReplyError:
        error = ReplyError(
            f"The model answered nothing, {self._policy.empty_tries + 1} times.",
            hint="Check it with: longwriter doctor; or choose another model.",
            purpose=request.purpose,
            model=self.spec,
        )
        error.usage = spent
        return error

    async def _asked(self, request: Request) -> Reply:
        from tenacity import AsyncRetrying, retry_if_exception, wait_exponential_jitter

        policy = self._policy
        waited = 0.0

        def stops(state: RetryCallState) -> bool:
            return state.attempt_number >= policy.tries or waited + (_named_wait(state) or 0.0) > policy.total_s

        def wait(state: RetryCallState) -> float:
            named = _named_wait(state)
            growing = wait_exponential_jitter(multiplier=policy.first_s, max=policy.most_s, jitter=policy.first_s)
            return growing(state) if named is None else named

        def before_sleep(state: RetryCallState) -> None:
            nonlocal waited
            seconds = state.next_action.sleep if state.next_action else 0.0
            waited += seconds
            self._tell(request, state.attempt_number, seconds, _reason(_error(state)))

        retrying = AsyncRetrying(
            retry=retry_if_exception(_passing),
            stop=stops,
            wait=wait,
            sleep=self._sleep,
            before_sleep=before_sleep,
            reraise=True,
        )
        async for attempt in retrying:
            with attempt:
                return await self._inner.complete(request)
        raise AssertionError("tenacity re-raises the last error")  # pragma: no cover

    def _tell(self, request: Request, attempt: int, wait: float, reason: str) -> None:
        if self._on_retry is not None:
            self._on_retry(
                CallRetried(
                    purpose=request.purpose, model=self.spec, attempt=attempt, wait_s=round(wait, 2), reason=reason
                )
            )


def _passing(error: BaseException) -> bool:
    return isinstance(error, BackendError) and error.retryable


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def _named_wait(state: RetryCallState) -> float | None:
    """What the provider itself asked us to wait, in seconds; None when it named nothing."""
    error = _error(state)
    named = error.retry_after_s if isinstance(error, BackendError) else None
    return None if named is None else max(0.0, named)


def _reason(error: BaseException | None) -> str:
    message = error.message if isinstance(error, BackendError) else str(error)
    return message[:_SHOWN_REASON]
