"""The meter: nothing is spent that was not allowed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from longwriter_agents.backends.base import Backend, Price, Reply, Request, Wrapping
from longwriter_agents.backends.fitting import input_tokens
from longwriter_agents.backends.prices import dearest, price_of
from longwriter_agents.errors import BudgetSpent, InputError, ReplyError
from longwriter_agents.model import Budget, Usage

_WITH_MORE = "What is written is kept; resume it with a larger budget of {0}. In Python: budget=; on the command line: --max-{0}."
"""What to do about a spent budget; the limit's name stands in the braces."""


@dataclass(frozen=True)
class Cost:
    """What a call may cost at most, so far as that is limited."""

    tokens: int = 0
    usd: float = 0.0


class Meter:
    """What a job has spent of what it may spend, over all its runs and models."""

    def __init__(
        self,
        budget: Budget,
        spent: Usage,
        *,
        seconds: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`spent` and `seconds` are what earlier runs of the job used."""
        self.budget = budget
        self.spent = spent
        self._clock = clock
        self._began = clock() - seconds
        self._reserved: list[Cost] = []
        self._settled = asyncio.Event()

    def left(self) -> float:
        """The share of the tightest limit that is left, 1.0 when there is no limit, 0.0 when one is used up."""
        return max(0.0, min([1.0, *self._shares().values()]))

    def _shares(self) -> dict[str, float]:
        """Of each limit, by its name, the share that is left."""
        shares = {}
        if self.budget.tokens is not None:
            shares["tokens"] = self._tokens_left() / self.budget.tokens
        if self.budget.usd is not None:
            shares["usd"] = self._usd_left() / self.budget.usd
        if self.budget.seconds is not None:
            shares["seconds"] = 1 - (self._clock() - self._began) / self.budget.seconds
        return shares

    async def admitted(self, cost: Cost) -> None:
        """Set `cost` aside as soon as it is there: calls under way mostly cost less than is set aside for them."""
        while self._reserved and self._lacks(cost):
            self._settled.clear()
            await self._settled.wait()
        self.admit(cost)

    def admit(self, cost: Cost) -> None:
        """Set `cost` aside for a call; `BudgetSpent` when it is not there, or time is used up."""
        lacking = self._lacks(cost) or next((name for name, share in self._shares().items() if share <= 0), "")
        if lacking:
            raise BudgetSpent(
                f"The budget ({self._named()}) is used up after {self.spent.calls} calls.",
                hint=_WITH_MORE.format(lacking),
            )
        self._reserved.append(cost)

    def settle(self, cost: Cost, usage: Usage | None) -> None:
        """Give back what was set aside and count what was really used."""
        self._reserved.remove(cost)
        if usage is not None:
            self.spent = self.spent + usage
        self._settled.set()

    def _lacks(self, cost: Cost) -> str:
        """The limit which has no room for `cost`."""
        if self.budget.tokens is not None and cost.tokens > self._tokens_left():
            return "tokens"
        if self.budget.usd is not None and cost.usd > self._usd_left():
            return "usd"
        return ""

    def seconds_left(self) -> float | None:
        if self.budget.seconds is None:
            return None
        return max(0.0, self.budget.seconds - (self._clock() - self._began))

    def _tokens_left(self) -> int:
        assert self.budget.tokens is not None
        reserved = sum(cost.tokens for cost in self._reserved)
        return self.budget.tokens - self.spent.input_tokens - self.spent.output_tokens - reserved

    def _usd_left(self) -> float:
        assert self.budget.usd is not None
        return self.budget.usd - (self.spent.cost_usd or 0.0) - sum(cost.usd for cost in self._reserved)

    def _named(self) -> str:
        parts = (
            f"{self.budget.tokens:,} tokens" if self.budget.tokens is not None else "",
            f"${self.budget.usd:g}" if self.budget.usd is not None else "",
            f"{self.budget.seconds:g} s" if self.budget.seconds is not None else "",
        )
        return ", ".join(part for part in parts if part)


class Metered(Wrapping):
    """A backend that asks the meter before each call and tells it what the call cost."""

    def __init__(self, inner: Backend, meter: Meter) -> None:
        """`InputError` where money is limited and nobody has told what the model costs."""
        super().__init__(inner)
        self._meter = meter
        check_priced([inner], meter.budget)
        self._price = known_price(inner) if meter.budget.usd is not None else None

    async def complete(self, request: Request) -> Reply:
        cost = self._expected(request)
        await self._meter.admitted(cost)
        usage: Usage | None = None
        try:
            async with asyncio.timeout(self._meter.seconds_left()):
                reply = await self._inner.complete(request)
            usage = reply.usage
            return reply
        except ReplyError as error:
            usage = error.usage
            raise
        except TimeoutError:
            raise BudgetSpent(
                f"The time that was allowed ({self._meter.budget.seconds:g} s) ran out during a call.",
                hint=_WITH_MORE.format("seconds"),
                purpose=request.purpose,
                model=self.spec,
            ) from None
        finally:
            self._meter.settle(cost, usage)

    def _expected(self, request: Request) -> Cost:
        """Prompt and a full reply: what the call may cost at most. Counted only when tokens or money are limited."""
        if self._meter.budget.tokens is None and self._meter.budget.usd is None:
            return Cost()
        asked = input_tokens(request)
        usd = dearest(self._price, asked, request.max_tokens) if self._price else 0.0
        return Cost(asked + request.max_tokens, usd)


def known_price(backend: Backend) -> Price | None:
    return backend.traits.price or price_of(backend.spec)


def check_priced(backends: Iterable[Backend], budget: Budget) -> None:
    """Refuse a limit on money where the prices of a model are not known: it would hold nobody back."""
    if budget.usd is None:
        return
    unknown = sorted({backend.spec for backend in backends if known_price(backend) is None})
    if unknown:
        raise InputError(
            f"${budget.usd:g} at most can't be kept to: the prices of {', '.join(unknown)} are not known.",
            hint="Limit the tokens instead. Or name a price list in LONGWRITER_PRICES.",
        )
