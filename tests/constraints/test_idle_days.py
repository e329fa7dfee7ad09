"""A day of the week beside a period of weeks narrows nothing; alone, or with words of its own, it stays a place."""

from __future__ import annotations

import pytest

from longwriter_agents.constraints.expansion import unit_numbers
from longwriter_agents.constraints.kinds import Include
from longwriter_agents.constraints.rules import compile_rules

DIARY = "Write a weekly diary for the year 2018, 52 entries, one for each week. "
LETTERS = "Write a monthly newsletter for 2018, one issue for each month, 12 months in all. "
FROM_13 = list(range(13, 53, 5))
ALL = list(range(1, 53))


def demands(request: str) -> list[tuple[str, list[int]]]:
    """(its words, its units) of each demand."""
    compiled = compile_rules(request)
    assert compiled.series is not None
    return [
        (" ".join(each.terms), unit_numbers(each.scope, compiled.series.count, compiled.series))
        for each in compiled.constraints
        if isinstance(each, Include)
    ]


@pytest.mark.parametrize(
    "wording",
    [
        "Attend a parenting workshop every 5 weeks on weekends, starting from week 13.",
        "Every 5 weeks, on weekends, attend a parenting workshop starting from week 13.",
        "Attend a parenting workshop on weekends every 5 weeks, starting from week 13.",
        "On weekends, every 5 weeks starting from week 13, she attends a parenting workshop.",
        "Starting from week 13, attend a parenting workshop every 5 weeks on Saturdays.",
        "Attend a parenting workshop every fifth week on Saturday morning from week 13.",
        "Attend a parenting workshop every 5 weeks on Mondays and Thursdays, starting with week 13.",
        "Every 5 weeks from week 13 she attends a parenting workshop on Sunday.",
    ],
)
def test_every_fifth_week_is_every_fifth_week_on_whatever_day(wording: str) -> None:
    assert demands(DIARY + wording) == [("parenting workshop", FROM_13)]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("She plays chess every 3 weeks in the evening from week 4.", [list(range(4, 53, 3))]),
        ("In week 7, on Saturday, she visits the zoo.", [[7]]),
        ("Every Friday of week 5 to week 9 she sings.", [[5, 6, 7, 8, 9]]),
        ("In March, on weekends, she hikes.", [[9, 10, 11, 12, 13]]),
        ("Weeks 3, 9 and 12 on Sundays, and week 20 on Monday: choir", [[3, 9, 12, 20]]),
    ],
)
def test_days_beside_other_places_narrow_none_of_them(wording: str, expected: list[list[int]]) -> None:
    assert [units for _, units in demands(DIARY + wording)] == expected


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("On weekends she hikes.", [ALL]),
        ("On the first Monday of each month she pays rent.", [[1, 6, 10, 14, 19, 23, 27, 32, 36, 40, 45, 49]]),
        ("She swims every 5 weeks and on Sundays.", [ALL]),
        ("On Fridays she plays chess, every 5 weeks she swims.", [ALL, list(range(5, 53, 5))]),
        ("Every 5 weeks she swims, and on Fridays she plays chess.", [list(range(5, 53, 5)), ALL]),
        ("On weekends except in week 7 she hikes.", [[n for n in ALL if n != 7]]),
    ],
)
def test_days_alone_or_with_words_of_their_own_stay_places(wording: str, expected: list[list[int]]) -> None:
    assert [units for _, units in demands(DIARY + wording)] == expected


@pytest.mark.parametrize(
    "days", ["on the first Monday", "on the first Monday of the month", "on Sundays", "on the 15th of every month"]
)
def test_every_month_has_its_first_monday(days: str) -> None:
    assert demands(f"{LETTERS}Hold a fair every 3 months {days}, starting from month 2.") == [("fair", [2, 5, 8, 11])]


def test_in_a_series_of_days_a_weekday_is_a_place() -> None:
    request = "Write a diary for 60 days from 1 March 2023, one entry per day. On weekends he rests."
    assert demands(request)[0][1][:4] == [4, 5, 11, 12]
