"""What a request over REST is refused for before anything is taken in."""

from __future__ import annotations

from typing import Any

import pytest

from longwriter_agents.errors import InputError
from longwriter_agents.jobs.courier import WebhookTerms
from longwriter_agents.model import Budget
from longwriter_agents.service.requests import checked
from longwriter_agents.service.terms import ServiceTerms
from longwriter_agents.service.wire import PlanRequest


class Doors:
    """As much of the service as is looked at."""

    terms = ServiceTerms(("scripted:steady", "openai:sim"), ("longform",), WebhookTerms())


async def test_a_limit_on_money_is_refused_for_a_model_without_a_price(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    monkeypatch.delenv("LONGWRITER_PRICES", raising=False)
    service: Any = Doors()
    asked = PlanRequest(prompt="A guide to bees", budget=Budget(usd=1), reviewer="openai:sim")
    with pytest.raises(InputError, match="the prices of openai:sim are not known"):
        await checked(asked, service)
    free = PlanRequest(prompt="A guide to bees", budget=Budget(usd=1))
    assert (await checked(free, service)).options.budget.usd == 1
    cheap = asked.model_copy(update={"budget": Budget(tokens=9)})
    assert (await checked(cheap, service)).options.budget.tokens == 9
