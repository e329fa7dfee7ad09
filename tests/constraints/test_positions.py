"""The scope grammar phrase by phrase: what a clause says of its place, in the units of a 52-week diary of 2018 (or a grid)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from longwriter_agents.constraints.expansion import unit_numbers
from longwriter_agents.constraints.positions import Relative, positions
from longwriter_agents.constraints.vocabulary import vocabulary_of
from longwriter_agents.model import Calendar, Grid, Series

WEEKS = Series(
    label="Week",
    count=52,
    aliases=("entry",),
    calendar=Calendar(unit="week", start=date(2018, 1, 1), end=date(2018, 12, 31)),
)
ZHOU = WEEKS.model_copy(update={"label": "周", "aliases": ("篇",)})
FLOORS = Series(label="Floor", count=60)
PLOTS = Series(label="Plot", count=24, grid=Grid(rows=4, columns=6))

PHRASES: list[tuple[str, Iterable[int]]] = [
    ("In week 7 she swims", [7]),
    ("Week seven: swimming", [7]),
    ("the 7th week", [7]),
    ("the seventh entry", [7]),
    ("entry number 7 is about swimming", [7]),
    ("weeks 3, 7 and 12", [3, 7, 12]),
    ("in weeks 3, 7, 12", [3, 7, 12]),
    ("week 3 and week 12", [3, 12]),
    ("in week 3 as well as in week 12", [3, 12]),
    ("both week 3 and week 12", [3, 12]),
    ("weeks 1-3 and 10-12", [1, 2, 3, 10, 11, 12]),
    ("weeks 1 to 3, 7 and 9", [1, 2, 3, 7, 9]),
    ("from week 4 to week 6", [4, 5, 6]),
    ("from the fourth to the sixth week", [4, 5, 6]),
    ("between week 4 and week 6", [4, 5, 6]),
    ("between weeks 4 and 6", [4, 5, 6]),
    ("weeks 4 up to and including 6", [4, 5, 6]),
    ("week 4 through week 6", [4, 5, 6]),
    ("the first three weeks", [1, 2, 3]),
    ("the last two weeks", [51, 52]),
    ("the final week", [52]),
    ("the last week but one", [51]),
    ("the penultimate week", [51]),
    ("the first and the last week", [1, 52]),
    ("the middle two weeks", [26, 27]),
    ("from week 50 onwards", [50, 51, 52]),
    ("from week 50 on, she rests", [50, 51, 52]),
    ("week 50 and later", [50, 51, 52]),
    ("after week 50", [51, 52]),
    ("until week 3", [1, 2, 3]),
    ("up to week 3", [1, 2, 3]),
    ("before week 3", [1, 2]),
    ("every week", range(1, 53)),
    ("each entry", range(1, 53)),
    ("all weeks except weeks 2 and 3", [1, *range(4, 53)]),
    ("every week but the last", range(1, 52)),
    ("all but the first week", range(2, 53)),
    ("every 10 weeks", [10, 20, 30, 40, 50]),
    ("every tenth week", [10, 20, 30, 40, 50]),
    ("every ten weeks from week 5", [5, 15, 25, 35, 45]),
    ("every 10th week, starting in week 5", [5, 15, 25, 35, 45]),
    ("once every 10 weeks, beginning with the fifth week", [5, 15, 25, 35, 45]),
    ("starting from week 5, every 10 weeks", [5, 15, 25, 35, 45]),
    ("from week 5 on there is a visit every 10 weeks", [5, 15, 25, 35, 45]),
    ("every 10 weeks from week 5 until week 30", [5, 15, 25]),
    ("every 10 weeks between week 5 and week 30", [5, 15, 25]),
    ("in week 5 and every 10 weeks thereafter", [5, 15, 25, 35, 45]),
    ("in week 5 and then every 10 weeks after that", [5, 15, 25, 35, 45]),
    ("at 10-week intervals from week 5", [5, 15, 25, 35, 45]),
    ("at intervals of 10 weeks, starting with week 5", [5, 15, 25, 35, 45]),
    ("every other week", range(2, 53, 2)),
    ("every other week starting with week 1", range(1, 53, 2)),
    ("alternate weeks from week 1", range(1, 53, 2)),
    ("odd-numbered weeks", range(1, 53, 2)),
    ("even weeks", range(2, 53, 2)),
    ("weeks divisible by 20", [20, 40]),
    ("weeks that are multiples of 20", [20, 40]),
    ("the first half of the year", range(1, 27)),
    ("the last quarter of the diary", range(40, 53)),
    ("on May 13", [19]),
    ("on 13 May and 19 September", [19, 38]),
    ("on the 13th of May", [19]),
    ("from 2 to 20 August", range(31, 35)),
    ("between August 2nd and August 20th", range(31, 35)),
    ("from 28 December to 31 December", [52]),
    ("in February", range(5, 10)),
    ("the first week of June", [23]),
    ("in week 3 of her pregnancy", []),
    ("for three weeks", []),
    ("5 weeks long", []),
    ("in 2019 and 12 other years", []),
    ("she may rest for 24 hours", []),
]
CHINESE: list[tuple[str, Iterable[int]]] = [
    ("第7周游泳", [7]),
    ("第七周游泳", [7]),
    ("第3、7、12周", [3, 7, 12]),
    ("第3周和第12周", [3, 12]),
    ("第24周到第25周", [24, 25]),
    ("第24—25周", [24, 25]),
    ("从第50周起", [50, 51, 52]),
    ("第50周以后", [51, 52]),
    ("第3周之前", [1, 2]),
    ("前三周", [1, 2, 3]),
    ("最后两周", [51, 52]),
    ("最后一周", [52]),
    ("倒数第二周", [51]),
    ("每10周一次", [10, 20, 30, 40, 50]),
    ("从第5周开始，每10周", [5, 15, 25, 35, 45]),
    ("从第5周开始直到第30周，每隔十周", [5, 15, 25]),
    ("每10周（从第5周起）", [5, 15, 25, 35, 45]),
    ("每隔一周", range(2, 53, 2)),
    ("单数周", range(1, 53, 2)),
    ("每逢双数周", range(2, 53, 2)),
    ("每周", range(1, 53)),
    ("除了最后一周以外，每一周", range(1, 52)),
    ("5月13日和9月19日", [19, 38]),
    ("8月2日至20日", range(31, 35)),
    ("前半年", range(1, 27)),
    ("连续三周", []),
]
GRID: list[tuple[str, Iterable[int]]] = [
    ("(2,3)", [9]),
    ("plots (1,1) and (4,6)", [1, 24]),
    ("row 2, column 3", [9]),
    ("the second row", range(7, 13)),
    ("rows 1 and 4", [*range(1, 7), *range(19, 25)]),
    ("the last column", [6, 12, 18, 24]),
    ("columns 2 to 3", [2, 3, 8, 9, 14, 15, 20, 21]),
    ("every plot in row 4", range(19, 25)),
]
TOWER: list[tuple[str, Iterable[int]]] = [
    ("the top floor", [60]),
    ("the ground floor", [1]),
    ("floors above floor 57", [58, 59, 60]),
    ("below floor 3", [1, 2]),
    ("floor 58 and above", [58, 59, 60]),
    ("floors 58 and up", [58, 59, 60]),
]


def units(phrase: str, series: Series) -> list[int]:
    found = positions(phrase, vocabulary_of(series))
    scopes = [each.scope for each in found if each.role != "bound" and not isinstance(each.scope, Relative)]
    return sorted({number for scope in scopes for number in unit_numbers(scope, series.count, series)})


@pytest.mark.parametrize(
    ("phrase", "expected", "series"),
    [(p, u, s) for rows, s in ((PHRASES, WEEKS), (CHINESE, ZHOU), (GRID, PLOTS), (TOWER, FLOORS)) for p, u in rows],
)
def test_a_phrase_means_its_units(phrase: str, expected: Iterable[int], series: Series) -> None:
    assert units(phrase, series) == sorted(expected)
