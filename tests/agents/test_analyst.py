"""What the analyst is asked: the clauses that no rule can read, and of a small model only those that may be no demands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents import write
from longwriter_agents.backends.base import Traits
from longwriter_agents.constraints.besides import is_surely_demanded
from longwriter_agents.constraints.topic import readers_of
from longwriter_agents.testing import SimulatedWriter

SMALL = Traits(small=True, context_window=8_192, max_output_tokens=4_096)
PLAIN = "Write a handbook on running a library, for new librarians, with plain advice and examples."
OPEN = f"{PLAIN} Our town has had three of them since the war."


@pytest.mark.parametrize(
    ("request_", "small", "asked"), [(PLAIN, True, False), (PLAIN, False, True), (OPEN, True, True)]
)
def test_a_small_model_is_not_asked_what_can_only_be_a_demand(
    request_: str, small: bool, asked: bool, store: Path
) -> None:
    model = SimulatedWriter(spec="scripted:analyst", traits=replace(SMALL, small=small))
    manuscript = write(request_, words=700, model=model, store=store)
    assert ("understand" in {cost.activity for cost in manuscript.activities}) is asked
    row = next(row for row in manuscript.constraints if row.kind == "judged")
    assert "plain advice" in row.quote
    assert manuscript.brief.audience == "new librarians" or asked


@pytest.mark.parametrize(
    ("request_", "readers"),
    [
        (PLAIN, "new librarians"),
        ("Write a guide to keeping bees, for people who have never kept any.", "people who have never kept any"),
        ("Write an essay on towns, for the readers of a regional newspaper.", "the readers of a regional newspaper"),
        ("Write a talk for beginners on locks.", "beginners"),
        ("Write a report on fruit, for example apples.", ""),
        ("Write a story about a king, for once without a war.", ""),
        ("Write about a lighthouse that stood, for centuries, alone.", ""),
        ("Write it in plain words, for reasons of space.", ""),
        ("Write about a town that was, for the most parts, burnt.", ""),
    ],
)
def test_for_whom_a_text_is_is_read_by_rule(request_: str, readers: str) -> None:
    assert readers_of(request_) == readers


@pytest.mark.parametrize(
    ("clause", "surely"),
    [
        ("with plain advice and examples", True),
        ("with plain advice", True),
        ("with an old farmer", False),
        ("Including a glossary of all terms", True),
        ("with a girl who lost her coat", False),
        ("for people with examples of their own", False),
        ("who lives without a title", False),
        ("with examples in each section", False),
        ("with a glossary at the end", False),
    ],
)
def test_what_texts_have_is_surely_demanded(clause: str, surely: bool) -> None:
    assert is_surely_demanded(clause) is surely
