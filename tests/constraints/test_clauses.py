"""Dividing a request into its clauses, whatever text comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_agents import plan
from longwriter_agents.constraints.clauses import clauses_of
from longwriter_agents.revision import Change

WRAPPED = (
    "Write a practical guide to keeping bees in a small garden in the middle of a city for those who{end}"
    "have never kept bees before."
)
_SIGNS = st.sampled_from(
    [
        "\r\n",
        "\r",
        "\x0b",
        "\x0c",
        "\x1c",
        "\x85",
        "\u2028",
        "\n",
        " ",
        "\t",
        "; ",
        ". ",
        "… )",
        "(a …)",
        "- ",
        "1. ",
        "|",
    ]
)
_LONG = st.sampled_from(
    ["a line that is long enough to be taken for one of soft-wrapped prose, as it goes on", "Bees", "e.g", "花。"]
)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", " \n", "\t\r\n", "\n   "])
def test_a_wrapped_sentence_is_one_clause_however_its_lines_end(end: str) -> None:
    request = WRAPPED.format(end=end)
    (clause,) = clauses_of(request)
    assert clause.text == request == request[clause.start : clause.end]


@given(st.lists(st.one_of(_SIGNS, _LONG, st.text(max_size=12)), max_size=14).map("".join))
def test_any_text_has_clauses_and_each_stands_in_it_as_it_is(text: str) -> None:
    found = clauses_of(text)
    assert all(text[clause.start : clause.end] == clause.text for clause in found)
    assert [clause.start for clause in found] == sorted(clause.start for clause in found)


@given(st.lists(st.one_of(_SIGNS, _LONG, st.text(max_size=12)), max_size=14).map("".join))
def test_no_word_of_a_text_is_lost_between_its_clauses(text: str) -> None:
    assert "花" not in text or any("花" in clause.text for clause in clauses_of(text))


def test_a_request_with_the_line_ends_of_windows_is_planned(store: Path) -> None:
    outline = plan(WRAPPED.format(end="\r\n"), words=600, model="scripted:steady", store=store)
    assert outline.outline.sections


def test_an_instruction_is_kept_with_plain_line_ends() -> None:
    assert Change(sections=("s1",), instruction="One.\r\nTwo.\u2028Three.").instruction == "One.\nTwo.\nThree."
