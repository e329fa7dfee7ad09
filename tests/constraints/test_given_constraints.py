"""Constraints as data that can't all be met are told, with the choice that was made; each has words of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import InputError, Manuscript, plan
from longwriter_agents.checking import check_text
from longwriter_agents.constraints.kinds import Structure, parse_constraint

GUIDE = "Write a guide to bees."
SHORT = {"kind": "word_count", "length": {"mode": "about", "target": 300, "low": 290, "high": 310}}


def planned(store: Path, request: str = GUIDE, **options: Any) -> Manuscript:
    return plan(request, model="scripted:steady", store=store, **{"words": 900, **options})


def conflicts(manuscript: Manuscript) -> list[str]:
    return [finding.message for finding in manuscript.findings if finding.code == "conflict"]


def structure(sections: int) -> dict[str, Any]:
    return {"kind": "structure", "sections": sections}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"constraints": [structure(4), structure(6)]}, "'4 sections' and '6 sections' can't both be met"),
        (
            {"constraints": [structure(3)], "outline": ["A", "B"]},
            "'3 sections' is asked for, the outline has 2 sections",
        ),
        ({"constraints": [SHORT], "words": 600}, "'about 300 words' can't both be met"),
        ({"constraints": [SHORT], "request": f"{GUIDE} Write 800 words.", "words": None}, "can't both be met"),
        ({"language": "de", "request": f"{GUIDE} Write it in French."}, "'in French' can't both be met"),
        (
            {"request": "Write 5 weekly entries, each at least 50 words.", "outline": ["A", "B"], "words": None},
            "asks for 5 units, the outline has 2 sections",
        ),
        ({"constraints": ["No headings.", structure(3)]}, "can't both be met"),
    ],
)
def test_what_can_not_both_be_met_is_told(store: Path, options: dict[str, Any], told: str) -> None:
    (message,) = conflicts(planned(store, **options))
    assert told in message


@pytest.mark.parametrize(
    "options",
    [
        {"constraints": [structure(2)], "outline": ["A", "B"]},
        {"constraints": [SHORT], "words": None},
        {"constraints": [{"kind": "language", "code": "de"}]},
        {"language": "de", "request": f"{GUIDE} Write it in German."},
    ],
)
def test_what_goes_together_is_no_conflict(store: Path, options: dict[str, Any]) -> None:
    assert conflicts(planned(store, **options)) == []


def test_a_length_and_a_language_given_as_data_are_written_by(store: Path) -> None:
    brief = planned(store, constraints=[SHORT, {"kind": "language", "code": "de"}], words=None).brief
    assert (brief.length.target, brief.language) == (300, "de")


def test_a_length_given_as_data_is_one_row_and_the_request_s_own_is_checked_beside_it(store: Path) -> None:
    told = planned(store, f"{GUIDE} Write 800 words.", constraints=[SHORT], words=None)
    rows = [row.text for row in told.constraints if row.kind == "word_count"]
    assert rows == ["about 300 words", "about 800 words (776–824)"]
    assert told.brief.length.target == 300
    both = check_text("One two three.", "Write 500 words.", [parse_constraint(SHORT)])
    assert [finding.code for finding in both.findings] == ["conflict"]


@pytest.mark.parametrize(
    "impossible",
    [
        {"kind": "piece_length", "piece": "paragraph", "low": 200, "high": 80},
        {"kind": "structure", "least": 5, "most": 3},
        {"kind": "piece_length", "piece": "paragraph"},
    ],
)
def test_what_no_text_can_meet_is_refused(impossible: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        parse_constraint(impossible)


def test_a_length_of_paragraphs_given_as_data_says_what_it_demands() -> None:
    demanded = parse_constraint({"kind": "piece_length", "piece": "paragraph", "high": 80})
    assert demanded.text == "every paragraph: at most 80 words"


def test_a_ban_given_as_data_is_named_in_a_conflict(store: Path) -> None:
    wish, ban = ({"kind": kind, "terms": ["smoker"]} for kind in ("include", "exclude"))
    (message,) = conflicts(planned(store, constraints=[wish, ban]))
    assert "'never says smoker'" in message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (structure(4), "4 sections"),
        ({"kind": "structure", "headings": ["Hives", "Honey"]}, "Hives; Honey"),
        (
            {"kind": "include", "terms": ["wax", "honey"], "any_of": True, "least": 2},
            "mentions wax or honey at least 2 times",
        ),
        ({"kind": "exclude", "terms": ["wax"]}, "never says wax"),
        ({"kind": "language", "code": "de"}, "written in German"),
        (SHORT, "about 300 words"),
        ({"kind": "form", "counted": "paragraphs", "least": 2, "most": 3}, "2–3 paragraphs"),
        ({"kind": "edges", "begins": "Once", "ends": "End"}, 'begins with "Once" and ends with "End"'),
        ({"kind": "titled", "title": "The Hive"}, 'titled "The Hive"'),
    ],
)
def test_a_constraint_without_words_says_what_it_demands(data: dict[str, Any], said: str) -> None:
    assert parse_constraint(data).text == said


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "judged"},
        {"kind": "structure"},
        {"kind": "edges"},
        {"kind": "form", "counted": "lines", "least": 3, "most": 2},
        {"kind": "include", "terms": ["x"], "least": 3, "most": 2},
    ],
)
def test_a_constraint_that_demands_nothing_or_too_much_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        parse_constraint(data)


def test_an_unmet_structure_says_how_many_sections_there_are() -> None:
    text = "# Bees\n\n## Hives\n\nSo.\n\n## Honey\n\nSo."
    assert Structure(sections=6).check(text).evidence == "2 sections instead of 6: Hives; Honey"


def test_a_place_that_does_not_exist_is_told_with_the_demand(store: Path) -> None:
    lost = {"kind": "include", "terms": ["smoker"], "scope": {"kind": "units", "numbers": [90]}}
    messages = [finding.message for finding in planned(store, constraints=[lost]).findings]
    assert any("'mentions smoker'" in message for message in messages)
