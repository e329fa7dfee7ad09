"""Wordings by class, one sentence each: where what it says is placed, and what must not be taken for a place."""

from __future__ import annotations

import pytest

from longwriter_agents.constraints.expansion import unit_numbers
from longwriter_agents.constraints.kinds import Exclude, Include, Judged
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.constraints.scope import Numbered

DIARY = "Write a weekly diary for the year 2018, 52 entries of at least 200 words, one for each week. "
FLOORS = "Describe a tower with 60 floors, at least 100 words for each floor. "
EPISODES = "Write a radio drama in 24 episodes, 200 words per episode. "
OCTOBER = "Write thirty-one ghost stories for October, one for each day, 90 words minimum. "
TOWN = "Describe a town of 8 rows by 9 columns of blocks, 72 blocks in total, about 90 words each. "
BROADCASTS = "为一档历史广播写20集稿子，每集300字左右。"


def places(request: str) -> list[list[int]]:
    compiled = compile_rules(request)
    assert compiled.series is not None
    return [
        unit_numbers(constraint.scope, compiled.series.count, compiled.series)
        for constraint in compiled.constraints
        if isinstance(constraint, Include | Exclude | Judged) and isinstance(constraint.scope, Numbered)
    ]


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        (DIARY + "A heat wave starts on July 3 and continues until July 17.", [[27, 28, 29]]),
        (DIARY + "A strike begins in week 40 and goes on until week 43.", [[40, 41, 42, 43]]),
        (DIARY + "In week 9 she breaks a leg and wears a cast until week 14.", [[9], list(range(9, 15))]),
        (DIARY + "Throughout weeks 35 to 37 she renovates the kitchen.", [[35, 36, 37]]),
        (DIARY + "She swims every 9 weeks, the first time in week 4.", [list(range(4, 53, 9))]),
        (DIARY + "There is a fair in week 8, another in week 20 and a third in week 31.", [[8], [20], [31]]),
        (DIARY + "The midterm is in week 8 and the final exam in week 16.", [[8], [16]]),
        (DIARY + "For three weeks from week 22 his cousin drives with him.", [[22, 23, 24]]),
        (DIARY + "From week 30 for two weeks she camps; from week 50 on she rests.", [[30, 31], [50, 51, 52]]),
        (DIARY + "He donates blood every quarter, first in week 10.", [[10, 23, 36, 49]]),
        (
            FLOORS + "The upper five floors are penthouses, the lower two floors hold shops.",
            [list(range(56, 61)), [1, 2]],
        ),
        (EPISODES + "The finale is set in winter.", [[24]]),
        (EPISODES + "The last three are set in winter.", [[22, 23, 24]]),
        (
            EPISODES + "Anna has the odd numbers, Boris the even numbers.",
            [list(range(1, 25, 2)), list(range(2, 25, 2))],
        ),
        (EPISODES + "Episode 3 mentions a dog. Episode 14 too.", [[3], [14]]),
        (EPISODES + "On episode 7 a puffin is seen; on the following one, a whale.", [[7], [8]]),
        (EPISODES + "The boiler explodes in the fourth, and in the fifth everybody drinks tea.", [[4], [5]]),
        (
            EPISODES + "Episodes 1-6 are set in Rome, the next ten in Ostia, and the last eight at sea.",
            [list(range(1, 7)), list(range(7, 17)), list(range(17, 25))],
        ),
        (EPISODES + "In episode 5 she falls ill. Over the next three episodes she stays in bed.", [[5], [6, 7, 8]]),
        (OCTOBER + "The stories for October 7 and 21 are set at sea.", [[7, 21]]),
        (TOWN + "The easternmost column is a river.", [list(range(9, 73, 9))]),
        (TOWN + "Blocks along the southern edge are docks.", [list(range(64, 73))]),
        (TOWN + "The four corner blocks are parks.", [[1, 9, 64, 72]]),
        (TOWN + "The bottom-right block is a prison.", [[72]]),
    ],
)
def test_what_is_said_of_units_is_placed_in_them(request_text: str, expected: list[list[int]]) -> None:
    assert places(request_text) == expected


@pytest.mark.parametrize(
    "request_text",
    [
        DIARY + "Start from January 1st, the first week, and continue through to December 31st, the last week.",
        DIARY + "It begins with the week of January 1 and closes with that of December 24.",
        EPISODES + "Each episode begins with a recap of the previous episode.",
        EPISODES + "Each one picks up where the last one ended.",
        TOWN + "Numbering starts in the top left corner and goes row by row.",
        TOWN + "The northern rows are rich.",
        BROADCASTS + "每集开头回顾上一集的内容，结尾预告下一集。",
    ],
)
def test_what_names_no_units_is_placed_nowhere(request_text: str) -> None:
    assert places(request_text) == []
