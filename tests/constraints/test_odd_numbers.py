"""Numbers that no text can keep: a request is read, or told to be wrong; nothing but our own errors comes out."""

from __future__ import annotations

import pytest

from longwriter_agents.constraints.conflicts import settle_conflicts
from longwriter_agents.constraints.kinds import PieceLength
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.errors import LongwriterError
from longwriter_agents.lengths import find_length, length

HUGE = "9" * 400


@pytest.mark.parametrize("number", ["0", "-3", "13", HUGE, "99999", "²", "九" * 60, "1" + ",000" * 120, "zero"])
@pytest.mark.parametrize(
    "wording",
    [
        "Write a report of {n} words.",
        "Write between {n} and 5 sections.",
        "Write it in exactly {n} sections.",
        "Use at least {n} sections.",
        "Write exactly {n} paragraphs.",
        "Write a list of {n} tips.",
        "Mention 'wax' at most {n} times.",
        "Every sentence has {n} to 20 words.",
        "250 words (±{n} %)",
        "写日记，从2018年{n}月3日开始，共52周。",
        "{n}年{n}月的日记，每天一篇。",
        "写2018年的周记，共52周。{n}月下雪，{n}月到13月有雨。",
        "Write 100 floors. Floors that are multiples of {n} have snow.",
        "Write a weekly diary for 2018. Every {n} weeks it rains, from week {n} on.",
        "Write in {n} paragraphs of {n} words each.",
    ],
)
def test_no_number_in_a_request_breaks_its_reading(wording: str, number: str) -> None:
    try:
        compiled = compile_rules(wording.format(n=number))
    except LongwriterError:
        return  # told in our own words
    settle_conflicts(compiled.constraints, compiled.length or length(words=1000), compiled.series)


@pytest.mark.parametrize("number", [HUGE, "5,000,000", "12000 thousand"])
def test_a_length_that_nobody_can_write_is_told(number: str) -> None:
    compiled = compile_rules(f"Write a novel of {number} words.")
    assert compiled.length is None
    (told,) = compiled.conflicts
    assert "more than can be written (1,000,000 words at most)" in told
    assert len(told) < 200


@pytest.mark.parametrize(
    "wording", ["between 500 and 300 words", "from 500 to 300 words", "300 to 500 words", "500到300字之间"]
)
def test_a_range_is_one_whichever_end_is_said_first(wording: str) -> None:
    found = find_length(f"Write about bees, {wording}.")
    assert found is not None
    assert (found.low, found.high) == (300, 500)


def test_a_number_before_the_length_begins_no_range() -> None:
    found = find_length("Write entries for 2018 and 300 words about bees.")
    assert found is not None
    assert found.target == 300


def test_a_range_of_each_sentence_may_be_said_backwards() -> None:
    (short,) = compile_rules("Write about bees. Each sentence should have between 20 and 10 words.").constraints
    assert isinstance(short, PieceLength)
    assert (short.low, short.high) == (10, 20)


def test_units_that_all_have_lengths_of_their_own_may_not_fit_the_whole() -> None:
    compiled = compile_rules(
        "Write a story in 4 chapters, 10,000 words. Chapters 1 and 2 have 300 words each, chapters 3 to 4 have 400 words each."
    )
    assert compiled.length is not None
    settled = settle_conflicts(compiled.constraints, compiled.length, compiled.series)
    (told,) = settled.findings
    assert "4 units of '300 words' and '400 words' make" in told.message
    assert settled.length.target == 1400


def test_every_nought_weeks_is_no_period_and_is_not_lost() -> None:
    compiled = compile_rules("Write a weekly diary for 2018. Every 0 weeks a storm comes.")
    assert compiled.constraints == ()
    assert compiled.leftover == ("Every 0 weeks a storm comes.",)


@pytest.mark.parametrize("wording", ["in exactly 0 sections", "with at least 0 sections"])
def test_no_sections_are_no_number_of_sections(wording: str) -> None:
    assert all(each.kind != "structure" for each in compile_rules(f"Write about bees {wording}.").constraints)
