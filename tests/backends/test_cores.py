"""An embedded model gets the cores that are free now: not fewer because the last document kept them busy, not more than a
container may use, and one fewer when somebody else works."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from longwriter_agents.backends import cores

TICKS = 100


class Machine:
    """Four cores whose clock ticks as `others` and we keep them busy while somebody looks."""

    def __init__(self, folder: Path) -> None:
        self.stat, self.quota = folder / "stat", folder / "cpu.max"
        self.others = self.ours = self.now = self.spent = 0.0
        self.busy = [0] * 8
        self.tell()

    def tell(self) -> None:
        rows = [f"cpu{core} {ticks} 0 0 {round(self.now * TICKS)} 0 0 0 0 0 0" for core, ticks in enumerate(self.busy)]
        self.stat.write_text("\n".join(["cpu 1 1 1 1 1 1 1 1 0 0", *rows, "intr 5"]))

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.spent += self.ours * seconds
        left = (self.others + self.ours) * seconds * TICKS
        for core in range(4):
            taken = min(left, seconds * TICKS)
            self.busy[core] += round(taken)
            left -= taken
        self.tell()


@pytest.fixture
def four_cores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.setattr(cores, "_TICKS", machine.stat)
    monkeypatch.setattr(cores, "_QUOTA", machine.quota)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(4)), raising=False)
    monkeypatch.setattr(os, "sysconf", lambda name: TICKS)
    monkeypatch.setattr(time, "monotonic", lambda: machine.now)
    monkeypatch.setattr(time, "process_time", lambda: machine.spent)
    monkeypatch.setattr(time, "sleep", machine.sleep)
    monkeypatch.setattr(os, "getloadavg", lambda: (9.0, 9.0, 9.0), raising=False)
    return machine


def test_an_idle_machine_gives_all_its_cores_whatever_the_last_minute_was(four_cores: Machine) -> None:
    assert cores.threads_that_fit() == 4


def test_who_works_beside_costs_one_thread(four_cores: Machine) -> None:
    four_cores.others = 1.0
    assert cores.threads_that_fit() == 3


def test_what_this_process_does_itself_is_not_somebody_else(four_cores: Machine) -> None:
    four_cores.ours = 2.0
    assert cores.threads_that_fit() == 4


def test_a_container_gets_no_more_threads_than_its_limit(four_cores: Machine) -> None:
    for limit, wanted in (("150000 100000", 2), ("50000 100000", 1), ("max 100000", 4), ("900000 100000", 4)):
        four_cores.quota.write_text(limit)
        assert cores.threads_that_fit() == wanted, limit


def test_neighbours_on_other_cores_of_the_host_do_not_count_while_a_containers_share_is_free(
    four_cores: Machine,
) -> None:
    four_cores.quota.write_text("200000 100000")
    four_cores.others = 2.0
    assert cores.threads_that_fit() == 2
    four_cores.others = 3.0
    assert cores.threads_that_fit() == 1


@pytest.mark.parametrize("stat", ["", "cpu0 many 0 0 0", "no such thing"])
def test_where_the_system_does_not_tell_who_works_the_load_decides(
    four_cores: Machine, monkeypatch: pytest.MonkeyPatch, stat: str
) -> None:
    four_cores.stat.write_text(stat)
    assert cores.threads_that_fit() == 3
    monkeypatch.setattr(os, "getloadavg", lambda: (0.5, 9.0, 9.0), raising=False)
    assert cores.threads_that_fit() == 4


def test_one_core_is_one_thread(four_cores: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {2}, raising=False)
    four_cores.others = 4.0
    assert cores.threads_that_fit() == 1


def test_on_this_very_machine_there_is_a_number_that_makes_sense() -> None:
    known: Callable[[], int | None] = os.cpu_count
    assert 1 <= cores.threads_that_fit() <= (known() or 1)
