"""Lengths that are said of the same text are kept together, or told to exclude each other; none is dropped in silence."""

from __future__ import annotations

import pytest

from longwriter_agents.checking import check_text
from longwriter_agents.constraints.kinds import Structure, WordCount
from longwriter_agents.constraints.rules import compile_rules


@pytest.mark.parametrize(
    ("request_", "low", "target", "high"),
    [
        ("Write 500 words about bees. Do not exceed 600 words.", 485, 500, 600),
        ("Write 2000 words about bees. At least 1900 words.", 1900, 2000, 2060),
        ("Write about bees in at least 500 words. Maximum 800 words.", 500, 650, 800),
        ("Write exactly 500 words about bees, at most 600 words.", 500, 500, 500),
    ],
)
def test_an_aim_and_its_bounds_are_one_length(request_: str, low: int, target: int, high: int) -> None:
    compiled = compile_rules(request_)
    assert compiled.length is not None
    assert (compiled.length.low, compiled.length.target, compiled.length.high) == (low, target, high)
    assert not compiled.conflicts


@pytest.mark.parametrize(
    "request_",
    [
        "Write about bees, at least 2000 words and at most 500 words.",
        "Write 2000 words about bees. At most 500 words.",
        "写一篇介绍蜜蜂的文章，不少于2000字，不超过500字。",
    ],
)
def test_bounds_that_exclude_each_other_are_told_and_the_first_is_kept(request_: str) -> None:
    compiled = compile_rules(request_)
    assert compiled.length is not None
    assert compiled.length.low >= 1900
    assert len(compiled.conflicts) == 1
    assert "500" in compiled.conflicts[0]
    assert "conflict" in [finding.code for finding in check_text("Bees. " * 2040, request_).findings]


def test_the_bounds_of_each_chapter_are_put_together_too() -> None:
    agreeing = compile_rules(
        "Write 12 chapters about bees, each at least 300 words. No chapter may have more than 400 words."
    )
    lengths = [c.length for c in agreeing.constraints if isinstance(c, WordCount)]
    assert [(each.low, each.high) for each in lengths] == [(300, 400)]
    clashing = compile_rules(
        "Write 12 chapters about bees, each at least 300 words. No chapter may have more than 200 words."
    )
    assert len(clashing.conflicts) == 1


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("Write about bees in 900 words. Use between 3 and 5 sections.", 3, 5),
        ("Write about bees in 900 words in 3-5 sections.", 3, 5),
        ("Write about bees in 900 words with at least 4 sections.", 4, None),
        ("Write about bees in 900 words, at most six sections.", None, 6),
        ("写一篇900字的文章，介绍蜜蜂，分成三到五个部分。", 3, 5),
    ],
)
def test_a_number_of_sections_may_leave_room(said: str, least: int | None, most: int | None) -> None:
    compiled = compile_rules(said)
    found = [c for c in compiled.constraints if isinstance(c, Structure)]
    assert [(c.sections, c.least, c.most) for c in found] == [(None, least, most)]


@pytest.mark.parametrize(("sections", "verdict"), [(2, "unmet"), (3, "met"), (5, "met"), (6, "unmet")])
def test_a_text_is_held_to_how_many_sections_it_may_have(sections: int, verdict: str) -> None:
    text = "# Bees\n\n" + "\n\n".join(f"## Part {number}\n\nBees fly." for number in range(sections))
    rows = check_text(text, "Write about bees. Use between 3 and 5 sections.").constraints
    assert [row.verdict for row in rows] == [verdict]


def test_a_clause_with_a_number_that_no_rule_reads_is_left_to_the_analyst() -> None:
    compiled = compile_rules("Write about bees in 900 words. It must also be within 3 to 4.")
    assert compiled.leftover == ("It must also be within 3 to 4.",)


@pytest.mark.parametrize(
    ("asked", "words", "verdict"),
    [
        ("Write about bees, at least 500 words.", 1000, "met"),
        ("Write about bees, at least 500 words.", 499, "unmet"),
        ("Write about bees, at most 500 words.", 40, "met"),
        ("Write about bees, at most 500 words.", 501, "unmet"),
    ],
)
def test_a_bound_holds_a_text_of_another_hand_on_its_own_side_only(asked: str, words: int, verdict: str) -> None:
    row = check_text("Bees " * words, asked).constraints[0]
    assert row.verdict == verdict
    if verdict == "unmet":
        assert row.evidence == f"It has {words} words instead of {'at least' if words < 500 else 'at most'} 500."
