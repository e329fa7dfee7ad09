"""Long requests: what is read of them does not hang on what stands far away, and others are not kept waiting."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_agents import write
from longwriter_agents.agents import analyst
from longwriter_agents.constraints.nearby import leads_to
from longwriter_agents.constraints.rules import Compiled, compile_rules
from longwriter_agents.testing import SimulatedWriter

LAST_ONE = re.compile(r"\b(?:of|from)\s+(?:the\s+)?$", re.IGNORECASE)


@given(
    st.lists(st.sampled_from(["of", "from", "the", "from the", "x", ". "]), max_size=200).map(" ".join),
    st.integers(0, 900),
)
def test_what_leads_to_a_place_is_found_as_if_all_before_it_were_searched(text: str, at: int) -> None:
    whole, near = LAST_ONE.search(text[:at]), leads_to(LAST_ONE, text, at)
    assert (whole and whole.span()) == (near and near.span())


def test_a_demand_far_down_a_long_request_is_placed_like_one_at_its_head() -> None:
    padding = "The house stands by the river, and its garden has a wall of old bricks. " * 200
    said = "Write a diary of 12 weeks, starting on January 1st, 2024. Week 3 must mention a birthday."
    short, long = compile_rules(said), compile_rules(f"{padding}\n\n{said}")
    assert [(each.kind, each.scope) for each in short.constraints] == [
        (each.kind, each.scope) for each in long.constraints
    ]
    assert (short.series and short.series.count) == (long.series and long.series.count) == 12


def test_a_long_request_is_read_beside_the_loop(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []

    def compiled(request: str) -> Compiled:
        threads.append(threading.current_thread())
        return compile_rules(request)

    monkeypatch.setattr(analyst, "compile_rules", compiled)
    for request in ("Write on bees.", "Write on bees. " + "They live in a hive. " * 300):
        write(request, words=200, model=SimulatedWriter(), store=store)
    assert threads[0] is not threads[-1]
