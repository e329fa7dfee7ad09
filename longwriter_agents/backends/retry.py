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
_LEAST_TRIES = 2
_TRUSTED = 2
"""So often a wait that the provider names is kept to exactly; then it is the least of what is waited."""


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how long: `tries` in all, exponential waits from `first_s` up to `most_s`, and `total_s` in all for the
    waits and the calls that failed; only the second try is made however long the first one took to fail.

    The waits outlast a provider that answers "too many requests" for a minute or two.
    """

    tries: int = 8
    first_s: float = 1.0
    most_s: float = 60.0
    total_s: float = 240.0
    empty_tries: int = 2
    """How often an empty reply is asked for again."""


@dataclass
class _Lost:
    """What went by without a reply: time, and what the provider may want for it."""

    waited: float = 0.0
    failing: float = 0.0
    usage: Usage | None = None

    def add(self, error: BackendError) -> None:
        self.failing += error.seconds
        if error.usage is not None:
            self.usage = error.usage if self.usage is None else self.usage + error.usage

    def and_also(self, usage: Usage) -> Usage:
        return usage if self.usage is None else self.usage + usage


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
        """The reply, unless the model stays silent: then `ReplyError`. Either knows what all the tries cost, and so does
        the `BackendError` of a model that could not be asked."""
        lost = _Lost()
        reply = await self._asked(request, lost)
        for attempt in range(1, self._policy.empty_tries + 1):
            if not _is_silence(reply) or _is_out_of_room(reply):
                break
            self._tell(request, attempt, 0.0, "the reply was empty")
            lost.usage = lost.and_also(reply.usage)
            reply = await self._asked(replace(request, sample=request.sample + attempt), lost)
        usage = lost.and_also(reply.usage)
        if _is_silence(reply):
            raise self._silent(request, reply, usage)
        return replace(reply, usage=usage)

    def _silent(self, request: Request, reply: Reply, spent: Usage) -> ReplyError:
        message = f"The model answered nothing, {self._policy.empty_tries + 1} times."
        hint = "Check it with: longwriter doctor; or choose another model."
        if _is_out_of_room(reply):
            message = "The model used up its room before the first word of its answer."
            hint = "Give it more (--context-window N), or choose a model that reasons less."
        error = ReplyError(message, hint=hint, purpose=request.purpose, model=self.spec)
        error.usage = spent
        return error

    async def _asked(self, request: Request, lost: _Lost) -> Reply:
        from tenacity import AsyncRetrying, retry_if_exception, wait_exponential_jitter

        policy = self._policy
        growing = wait_exponential_jitter(multiplier=policy.first_s, max=policy.most_s, jitter=policy.first_s)

        def stops(state: RetryCallState) -> bool:
            waits = lost.waited + state.upcoming_sleep
            late = waits if state.attempt_number < _LEAST_TRIES else waits + lost.failing
            return state.attempt_number >= policy.tries or late > policy.total_s

        def wait(state: RetryCallState) -> float:
            named = _named_wait(state)
            trusted = named > 0 and state.attempt_number <= _TRUSTED
            return named if trusted else max(named, growing(state))

        def before_sleep(state: RetryCallState) -> None:
            lost.waited += state.upcoming_sleep
            self._tell(request, state.attempt_number, state.upcoming_sleep, _reason(_error(state)))

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
                return await self._tried(request, lost)
        raise AssertionError("tenacity re-raises the last error")  # pragma: no cover

    async def _tried(self, request: Request, lost: _Lost) -> Reply:
        try:
            return await self._inner.complete(request)
        except BackendError as error:
            lost.add(error)
            error.usage = lost.usage
            raise

    def _tell(self, request: Request, attempt: int, wait: float, reason: str) -> None:
        if self._on_retry is not None:
            self._on_retry(
                CallRetried(
                    purpose=request.purpose, model=self.spec, attempt=attempt, wait_s=round(wait, 2), reason=reason
                )
            )


def _is_silence(reply: Reply) -> bool:
    return not reply.text.strip() and reply.finish != "refused"


def _is_out_of_room(reply: Reply) -> bool:
    """Reasoning took all the room there is: asked again it would take it again."""
    return reply.finish == "length" and not reply.text


def _passing(error: BaseException) -> bool:
    return isinstance(error, BackendError) and error.retryable


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def _named_wait(state: RetryCallState) -> float:
    """What the provider itself asked us to wait, in seconds; 0 when it named nothing, or no time at all."""
    error = _error(state)
    named = error.retry_after_s if isinstance(error, BackendError) else None
    return max(0.0, named or 0.0)


def _reason(error: BaseException | None) -> str:
    message = error.message if isinstance(error, BackendError) else str(error)
    return message[:_SHOWN_REASON]
