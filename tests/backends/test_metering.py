"""The meter spends nothing that was not allowed."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents import resume, write
from longwriter_agents.backends.base import Message, Price, Reply, Request, Traits
from longwriter_agents.backends.metering import Cost, Meter, Metered
from longwriter_agents.backends.prices import price_of
from longwriter_agents.errors import BudgetSpent, InputError, ReplyError
from longwriter_agents.model import Budget, Usage
from longwriter_agents.testing import ScriptedBackend

REQUEST = Request("draft:s1", (Message("user", "Write."),), 100)
DEAR = Traits(price=Price(input=1.0, cached_input=0.1, output=4.0))


def test_the_meter_knows_what_is_left_of_the_tightest_limit() -> None:
    clock = [0.0]
    meter = Meter(Budget(tokens=1_000, seconds=100), Usage(), clock=lambda: clock[0])
    assert meter.left() == 1.0
    meter.admit(Cost())
    meter.settle(Cost(), Usage(input_tokens=300, output_tokens=200))
    assert meter.left() == pytest.approx(0.5)
    clock[0] = 90.0
    assert meter.left() == pytest.approx(0.1)
    assert Meter(Budget(), Usage(input_tokens=10**9)).left() == 1.0


def test_earlier_runs_count() -> None:
    meter = Meter(Budget(tokens=100), Usage(input_tokens=60, output_tokens=40))
    assert meter.left() == 0.0
    with pytest.raises(BudgetSpent, match="100 tokens"):
        meter.admit(Cost(tokens=1))


async def test_no_call_is_begun_that_could_exceed_the_tokens() -> None:
    backend = ScriptedBackend(lambda request: "one two three")
    metered = Metered(backend, Meter(Budget(tokens=150), Usage()))
    await metered.complete(REQUEST)
    with pytest.raises(BudgetSpent):
        await metered.complete(replace(REQUEST, max_tokens=200))
    assert len(backend.asked) == 1


async def test_a_call_that_outlives_the_time_is_ended() -> None:
    class Slow(ScriptedBackend):
        async def complete(self, request: Request) -> Reply:
            await asyncio.sleep(30)
            return await super().complete(request)

    metered = Metered(Slow(["late"]), Meter(Budget(seconds=0.05), Usage()))
    with pytest.raises(BudgetSpent, match="ran out during a call"):
        await metered.complete(REQUEST)


async def test_calls_side_by_side_never_spend_more_money_than_was_allowed() -> None:
    """Each call may cost 0.4 thousandths of a dollar for its reply alone: two at once would be too much."""
    spent, under_way, most_at_once = 0.0, 0, 0

    class Full(ScriptedBackend):
        async def complete(self, request: Request) -> Reply:
            nonlocal spent, under_way, most_at_once
            under_way += 1
            most_at_once = max(most_at_once, under_way)
            await asyncio.sleep(0)
            under_way -= 1
            spent += 0.000_45
            return Reply("Full.", usage=Usage(calls=1, input_tokens=50, output_tokens=100, cost_usd=0.000_45))

    metered = Metered(Full([], traits=DEAR), Meter(Budget(usd=0.001), Usage()))
    ended = await asyncio.gather(*(metered.complete(REQUEST) for _ in range(8)), return_exceptions=True)
    assert spent == pytest.approx(0.000_9)
    assert most_at_once == 2
    assert [type(each) for each in ended] == [Reply, Reply, *[BudgetSpent] * 6]
    assert "--max-usd" in str(ended[-1])


async def test_a_call_whose_worst_case_costs_more_than_is_left_is_not_begun() -> None:
    backend = ScriptedBackend(["never"], traits=DEAR)
    with pytest.raises(BudgetSpent):
        await Metered(backend, Meter(Budget(usd=0.000_4), Usage())).complete(REQUEST)
    assert backend.asked == []


async def test_answers_that_nobody_could_use_count_against_the_budget() -> None:
    silent = ReplyError("nothing")
    silent.usage = Usage(calls=3, input_tokens=300)
    meter = Meter(Budget(tokens=1_000), Usage())
    with pytest.raises(ReplyError):
        await Metered(ScriptedBackend([silent]), meter).complete(REQUEST)
    assert meter.left() == pytest.approx(0.7)


def test_a_limit_on_money_is_refused_where_no_price_is_known(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LONGWRITER_PRICES", raising=False)
    unpriced = ScriptedBackend([], spec="openai:somebody")
    with pytest.raises(InputError, match=r"the prices of openai:somebody are not known.*LONGWRITER_PRICES"):
        write(
            "A guide to bees", words=300, model="scripted:steady", reviewer=unpriced, budget=Budget(usd=1), store=store
        )
    with pytest.raises(InputError, match="no unfinished job"):
        resume(store=store)
    assert unpriced.asked == []


def test_models_that_run_here_cost_nothing_and_any_limit_on_money_holds(store: Path) -> None:
    written = write("A guide to bees", words=300, model="scripted:steady", budget=Budget(usd=0.01), store=store)
    assert written.status == "complete"


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "-1"])
def test_a_price_that_is_no_amount_of_money_is_refused_by_file_and_model(figure: str, tmp_path: Path) -> None:
    prices = tmp_path / "prices.json"
    prices.write_text(json.dumps({"openai:sim": {"input": 1, "output": float(figure)}}), encoding="utf-8")
    with pytest.raises(InputError, match=r"prices\.json can't be read: the output price of openai:sim is"):
        price_of("openai:sim", {"LONGWRITER_PRICES": str(prices)})
