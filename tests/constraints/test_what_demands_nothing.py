"""What a request shows or describes is no demand: the form and its example, the extent, the words that only ask."""

from __future__ import annotations

import pytest
from requests_by_hand import Asked
from twelfth_requests_by_hand import TWELFTH_BY_HAND

from longwriter_agents.constraints.expansion import unit_numbers
from longwriter_agents.constraints.kinds import Include, Judged
from longwriter_agents.constraints.rules import compile_rules

DIARY = "Write a weekly diary for the year 2018, 52 entries, one for each week. "
TOWER = "Describe a tower of 100 floors, floor by floor. "
COURSE = "Create a course of 24 lessons on bees. "
LOG = "Keep a daily log for 60 days, starting on March 1, 2021. "
周记 = "请写一整年（2018年）的周记，共52周。"


def demands(request: str) -> list[tuple[str, list[int]]]:
    """(its words, its units) of each demand."""
    compiled = compile_rules(request)
    assert compiled.series is not None
    return [
        (" ".join(each.terms), unit_numbers(each.scope, compiled.series.count, compiled.series))
        for each in compiled.constraints
        if isinstance(each, Include)
    ]


def nothing_is_demanded(request: str) -> bool:
    made = [each for each in compile_rules(request).constraints if isinstance(each, Include | Judged)]
    return not made and not compile_rules(request).leftover


@pytest.mark.parametrize(
    "extent",
    [
        "Start from week 1, January 1st, a Monday, marking the new year, and continue through to December 31st.",
        "Start from January 1st, a Monday, marking the first week, and continue through to December 31st, the end of week 52.",
        "The diary begins on January 1, which is a Monday, and ends on December 31, New Year's Eve.",
        "It runs from the first week of the year to the last one, the week of December 24.",
        "Begin with week 1. End with week 52, the last week of the year.",
        "Week 1 is the starting point. The diary continues until December 31, the end of the year.",
        "Starting from January 1st (a Monday), go on week by week, and finish with week 52, closing the year.",
    ],
)
def test_from_when_to_when_the_diary_runs_demands_nothing(extent: str) -> None:
    assert nothing_is_demanded(DIARY + extent)


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        (TOWER + "It begins at floor 1, the ground floor, and rises to floor 100, the top of the tower.", []),
        (TOWER + "The tower extends from floor 1 at street level up to floor 100, the summit of the building.", []),
        (周记 + "从第1周（1月1日，星期一，新年第一天）开始，一直写到12月31日，也就是一年的最后一天。", []),
        (
            COURSE + "The course runs from lesson 1, which is an overview, to lesson 24, the final exam.",
            [("overview", [1]), ("final exam", [24])],
        ),
        (
            DIARY + "Begin in week 1 with a snowstorm and finish in week 52 with fireworks.",
            [("snowstorm", [1]), ("fireworks", [52])],
        ),
        (DIARY + "The series continues through week 52, the farewell.", [("farewell", [52])]),
        (DIARY + "The drought runs from week 1 to week 52.", [("drought", list(range(1, 53)))]),
    ],
)
def test_words_of_an_end_s_own_are_demanded_there_and_nowhere_else(
    request_text: str, expected: list[tuple[str, list[int]]]
) -> None:
    assert demands(request_text) == expected


@pytest.mark.parametrize(
    "form",
    [
        "Use '#*#' to separate each weekly entry (e.g. #*# Week 1 (January 1st - January 7th):\nA cold sun. It snowed).",
        "Use '#*#' to separate the weekly entries (for example #*# Week 1 (January 1st - January 7th): It was (very) cold.).",
        "Separate the weeks with '#*#', such as #*# Week 1 (January 1st - January 7th): A cold sun...",
        "Mark the weeks like this: #*# Week 1 (January 1st - January 7th):",
        "*** started ***\n#*# Week 1 (January 1st - January 7th):",
    ],
)
def test_an_example_of_the_form_gives_the_heading_and_demands_nothing(form: str) -> None:
    compiled = compile_rules(DIARY + form)
    assert compiled.series is not None
    assert compiled.series.heading == "#*# Week {number} ({start:January 1st} - {end:January 1st}):"
    assert [each for each in compiled.constraints if isinstance(each, Include | Judged)] == []
    assert "#*#" not in compiled.shared
    assert "started" not in compiled.shared
    assert "cold" not in compiled.shared


def test_what_follows_the_example_on_its_own_line_is_read() -> None:
    shown = "(e.g. #*# Week 1 (January 1st - January 7th): A cold sun over the hills and a long quiet walk home)\n"
    assert demands(f"{DIARY}Use '#*#' to separate each entry {shown}In week 3 she sells the goat.") == [
        ("sells the goat", [3])
    ]


def test_a_wish_for_the_first_week_given_as_an_example_is_still_a_wish() -> None:
    [(words, units)] = demands(DIARY + "Weeks have themes, for example week 1: soup.")
    assert ("soup" in words, units) == (True, [1])


@pytest.mark.parametrize(
    "ending",
    [
        "When all 52 weeks are written, use '*** finished ***' to indicate the end of the document.",
        "Once every week is done, write '*** finished ***' to mark the end of the diary.",
        "After completing all 52 weeks, add '*** finished ***' to show that it is complete.",
        "End with '*** finished ***' once all the weeks are written.",
    ],
)
def test_the_end_marker_s_sentence_is_read_as_a_whole(ending: str) -> None:
    compiled = compile_rules(DIARY + ending)
    assert compiled.series is not None
    assert compiled.series.ending == "*** finished ***"
    assert compiled.leftover == ()


@pytest.mark.parametrize(
    "wording",
    [
        "Captures a flower show in week 3.",
        "Reflects a flower show in week 3.",
        "Week 3: must describe a flower show.",
        "In week 3 the diary should mention a flower show.",
        "Record a flower show in week 3.",
        "The entry of week 3 notes a flower show.",
        "Make sure that the diary features a flower show in week 3.",
        "We want to read about a flower show in week 3.",
        "A flower show is recorded in week 3.",
        "Week 3 is reserved for a flower show.",
        "It should reflect:\n- a flower show in week 3",
        "Requirements: a flower show in week 3",
    ],
)
def test_the_verb_of_telling_is_no_part_of_what_is_told(wording: str) -> None:
    assert demands(DIARY + wording) == [("flower show", [3])]


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("Notes from abroad arrive in week 3.", "Notes from abroad arrive"),
        ("The record player breaks in week 3.", "record player breaks"),
        ("In week 3 she goes for a quick run.", "quick run"),
        ("Reports of a flood come in week 3.", "Reports of a flood"),
        ("Week 3 tells of a flood.", "flood"),
    ],
)
def test_nouns_that_look_like_verbs_stay(wording: str, words: str) -> None:
    assert demands(DIARY + wording) == [(words, [3])]


@pytest.mark.parametrize("verb", ["记录", "体现", "展示", "突出", "必须描述", "呈现"])
def test_chinese_verbs_of_telling_are_no_part_either(verb: str) -> None:
    assert demands(f"{周记}第3周{verb}花展开幕。") == [("花展开幕", [3])]


def test_a_lead_in_before_a_colon_holds_for_all_of_its_items() -> None:
    assert demands(DIARY + "Birthdays: 4 March (brother), 9 May (mother).") == [
        ("Birthdays brother", [9]),
        ("Birthdays mother", [19]),
    ]
    assert demands(DIARY + "Family birthdays: my wife (birthday on 4 March), my son (birthday on 9 May).") == [
        ("wife birthday", [9]),
        ("son birthday", [19]),
    ]
    assert demands(DIARY + "Weekly plan: a fair in week 3, a storm in week 9.") == [("fair", [3]), ("storm", [9])]


@pytest.mark.parametrize(
    "wording",
    [
        "每5周的周末（从第13周开始）参加合唱排练。",
        "从第13周开始，每5周的周末参加合唱排练。",
        "每5周的周末参加合唱排练，从第13周开始。",
        "每5周的周六（自第13周起）参加合唱排练。",
    ],
)
def test_a_chinese_period_on_weekends_keeps_its_start_wherever_it_stands(wording: str) -> None:
    assert demands(周记 + wording) == [("合唱排练", list(range(13, 53, 5)))]


@pytest.mark.parametrize(
    ("wording", "units"),
    [
        ("Every 5 days on weekends they bake bread.", [20, 35, 55]),
        ("On weekends every 5 days they bake bread.", [20, 35, 55]),
        ("On Mondays in March they bake bread.", [1, 8, 15, 22, 29]),
        ("Every Friday from day 20 on they bake bread.", [26, 33, 40, 47, 54]),
        ("On Sundays until day 30 they bake bread.", [7, 14, 21, 28]),
        ("Every 7 days on Wednesdays they bake bread.", list(range(3, 61, 7))),
        ("Every 10 days in March they bake bread.", [10, 20, 30]),
        ("On Mondays and every 20 days they bake bread.", [1, 8, 15, 20, 22, 29, 36, 40, 43, 50, 57, 60]),
    ],
)
def test_in_a_series_of_days_places_that_touch_narrow_each_other(wording: str, units: list[int]) -> None:
    assert demands(LOG + wording) == [("bake bread", units)]


def test_the_first_sunday_of_july_is_no_day_of_june_though_a_week_holds_some_of_both() -> None:
    wording = "On the first Sunday of each month from March to June there is a market."
    assert demands(DIARY + wording) == [("market", [9, 13, 18, 22])]


def test_years_and_centuries_are_no_units() -> None:
    request = (
        "Write a novel of 12 chapters. It begins in 1890. Chapter 2 gives the history, beginning with the 18th century."
    )
    assert demands(request) == [("history beginning with the 18th century", [2])]


def test_what_lies_beside_a_place_is_not_asked_of_the_words() -> None:
    assert demands(TOWER + "The top floor, the pride of the city, features a telescope.") == [("telescope", [100])]
    assert demands(TOWER + "On floor 50, the middle of the tower, a choir meets.") == [("choir", [50])]


@pytest.mark.parametrize("asked", TWELFTH_BY_HAND, ids=lambda asked: asked.name)
def test_no_clause_of_the_form_or_the_extent_is_left_to_the_analyst(asked: Asked) -> None:
    left = " ".join(compile_rules(asked.request).leftover)
    assert not any(words in left for words in ("#*#", "***", "December 31", "12月31日", "e.g.", "例如"))
