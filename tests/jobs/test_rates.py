"""Rates that all processes on a store share, on a clock that is turned by hand."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from longwriter_agents.service import access
from longwriter_agents.service.access import Rates
from longwriter_agents.store import sqlite
from longwriter_agents.store.sqlite import SqliteStore


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    turned = Clock()
    for module in (sqlite, access):
        monkeypatch.setattr(module, "time", SimpleNamespace(time=turned, monotonic=turned))
    return turned


@pytest.mark.parametrize("per_minute", [1, 7, 60, 250])
async def test_no_minute_sees_more_than_the_rate_however_greedy_the_callers(
    per_minute: int, store: Path, clock: Clock
) -> None:
    opened, granted = SqliteStore.open(store), list[float]()
    while clock.now < 1_150:
        wait = await opened.take("rpm:m", 1, per_minute=per_minute)
        if wait == 0.0:
            granted.append(clock.now)
        clock.now += wait + (0.01 if wait else 0.0)
    for at in granted:
        assert sum(at <= other < at + 60 for other in granted) <= per_minute
    assert len(granted) >= 2 * 0.9 * per_minute, "and hardly less than it"
    await opened.aclose()


async def test_a_client_below_its_rate_is_never_refused_however_many_processes_serve_it(
    store: Path, clock: Clock
) -> None:
    opened = SqliteStore.open(store)
    replicas = [Rates(opened, 600) for _ in range(3)]
    for number in range(168):  # a minute of 2.8 requests a second, each at the next replica
        assert await replicas[number % 3].wait_for("anna") == 0.0
        clock.now += 1 / 2.8
    await opened.aclose()


async def test_a_client_above_its_rate_gets_what_it_may_have(store: Path, clock: Clock) -> None:
    opened = SqliteStore.open(store)
    replicas = [Rates(opened, 600) for _ in range(3)]
    passed = 0
    for number in range(3_000):  # 50 a second
        passed += await replicas[number % 3].wait_for("anna") == 0.0
        clock.now += 0.02
    assert 540 <= passed <= 600
    await opened.aclose()
