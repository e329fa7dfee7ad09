"""A job whose budget was spent is gone on with under a larger one, which is kept with it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from longwriter_agents import Budget, InputError, Manuscript, resume, revise, write
from longwriter_agents.jobs.budgets import larger
from longwriter_agents.store.records import JobRecord
from longwriter_agents.store.sqlite import SqliteStore

REQUEST = "Write a guide to bees."


def job_at(store: Path, job_id: str) -> JobRecord:
    async def read() -> JobRecord:
        opened = SqliteStore.open(store)
        try:
            return await opened.job(job_id)
        finally:
            await opened.aclose()

    return asyncio.run(read())


@pytest.fixture
def broken_off(store: Path) -> Manuscript:
    ended = write(REQUEST, words=5_000, budget=Budget(tokens=4_000, seconds=900), flow="sequential", store=store)
    assert ended.status == "failed"
    return ended


def test_a_spent_budget_says_how_to_go_on_and_a_larger_one_finishes_the_document(
    broken_off: Manuscript, store: Path
) -> None:
    assert "--max-tokens" in broken_off.message
    assert "budget=" in broken_off.message
    assert resume(broken_off.job_id, store=store).status == "failed", "the same budget is still spent"
    whole = resume(broken_off.job_id, store=store, budget=Budget(tokens=100_000))
    assert whole.status == "complete"
    assert whole.replayed_calls >= broken_off.usage.calls, "what was paid for is not asked again"
    undisturbed = write(REQUEST, words=5_000, flow="sequential", store=store.with_name("other.db"))
    assert whole.text == undisturbed.text


def test_the_new_limits_are_kept_with_the_job_and_the_others_stay(broken_off: Manuscript, store: Path) -> None:
    assert resume(broken_off.job_id, store=store, budget=Budget(tokens=4_100)).status == "failed"
    assert job_at(store, broken_off.job_id).options["budget"] == {"tokens": 4_100, "usd": None, "seconds": 900.0}
    assert larger(Budget(usd=1), Budget(tokens=5)) == Budget(usd=1, tokens=5)


def test_a_revision_that_ran_out_of_its_budget_is_gone_on_with_under_a_larger_one(store: Path) -> None:
    written = write(REQUEST, words=1_500, store=store)
    change = {"sections": ["s2"], "instruction": "Tell more of drones."}
    tried = revise(written.job_id, store=store, budget=Budget(tokens=10), **change)
    assert tried.status == "failed"
    assert "--max-tokens" in tried.message
    assert resume(written.job_id, store=store, budget=Budget(tokens=100_000)).version == 2


def test_a_budget_may_be_plain_data_here_too(broken_off: Manuscript, store: Path) -> None:
    with pytest.raises(InputError, match=r"budget\.tokens"):
        resume(broken_off.job_id, store=store, budget={"tokens": -1})
    assert resume(broken_off.job_id, store=store, budget={"tokens": 100_000}).status == "complete"


def test_a_resumed_job_takes_no_limit_on_money_that_nobody_could_keep_to(
    broken_off: Manuscript, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    with pytest.raises(InputError, match="the prices of openai:sim are not known"):
        resume(broken_off.job_id, store=store, model="openai:sim", budget=Budget(usd=1))
    assert job_at(store, broken_off.job_id).options["budget"]["usd"] is None
