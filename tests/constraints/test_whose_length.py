"""Whose a length is: of the whole, of each unit, or of the units that it stands with."""

from __future__ import annotations

import pytest

from longwriter_agents.constraints.kinds import Exclude, Include, Structure, WordCount
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.constraints.scope import EverySection, Units, Whole


def test_a_count_of_sections_is_no_place_and_takes_nothing_to_itself() -> None:
    compiled = compile_rules("写一篇关于养蜜蜂的指南，2000字，分为四节，必须提到“蜂王浆”，不要提到“黄蜂”。")
    assert compiled.length is not None
    assert compiled.length.target == 2000
    by_kind = {type(c): c for c in compiled.constraints}
    assert set(by_kind) == {Include, Exclude, Structure}
    assert all(isinstance(c.scope, Whole) for c in compiled.constraints)


@pytest.mark.parametrize(
    ("request_", "sections"),
    [("写一篇关于蜜蜂的文章，分为三部分，1500字。", 3), ("写一篇介绍蜜蜂的文章，1500字，共五个部分。", 5)],
)
def test_a_length_beside_the_count_of_parts_is_of_the_whole(request_: str, sections: int) -> None:
    compiled = compile_rules(request_)
    assert compiled.length is not None
    assert compiled.length.target == 1500
    assert [(type(c), c.sections) for c in compiled.constraints if isinstance(c, Structure)] == [(Structure, sections)]
    assert not [c for c in compiled.constraints if not isinstance(c, Structure)]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ("Write 12 weekly entries, each at least 100 words, week 3 must mention a birthday, week 5 a trip.", 100),
        ("Write 12 weekly entries, each week at least 100 words, and week 3 must mention a birthday.", 100),
        ("Write 12 weekly entries of at least 100 words with a birthday in week 3.", 100),
        ("写60站的旅行指南，每站至少50字，第3、7、12站要提到古塔。", 50),
        ("写60站的旅行指南，第3、7、12站要提到古塔，每站至少50字。", 50),
        ("写一部小说，共四章，每章500字，第二章要提到狐狸。", 485),
        ("为一条有36站的公交线写导览，每站一段，每段至少100字，第三站要提到古银杏。", 100),
    ],
)
def test_a_length_of_each_unit_stays_theirs_whatever_else_the_sentence_demands(request_: str, words: int) -> None:
    compiled = compile_rules(request_)
    lengths = [(c.scope, c.length.low) for c in compiled.constraints if isinstance(c, WordCount)]
    assert lengths == [(EverySection(), words)]


@pytest.mark.parametrize(
    ("request_", "units"),
    [
        ("Write 12 weekly entries. Week 3 and week 5 have 200 words each.", (3, 5)),
        ("Write 12 weekly entries. Write 200 words in week 7.", (7,)),
        ("写12章小说。第3章和第5章各写200字。", (3, 5)),
    ],
)
def test_a_length_that_stands_with_certain_units_is_still_theirs(request_: str, units: tuple[int, ...]) -> None:
    compiled = compile_rules(request_)
    lengths = [c for c in compiled.constraints if isinstance(c, WordCount)]
    assert [(c.scope, c.length.target) for c in lengths] == [(Units(numbers=units), 200)]


def test_the_length_of_the_whole_before_a_demand_on_one_week_stays_of_the_whole() -> None:
    compiled = compile_rules("Write 12 weekly entries, 3,000 words, and week 3 must mention a birthday.")
    assert compiled.length is not None
    assert compiled.length.target == 3000


@pytest.mark.parametrize(
    "request_",
    [
        "写12章小说，第3章写冬天，全文共6000字。",
        "写12章小说，全文共6000字，第3章写冬天。",
        "Write 12 chapters, chapter 3 is about winter, 6,000 words in all.",
    ],
)
def test_a_length_of_all_is_of_the_whole_on_either_side_of_a_demand(request_: str) -> None:
    compiled = compile_rules(request_)
    assert compiled.length is not None
    assert compiled.length.target == 6000
    assert [(type(c), c.scope) for c in compiled.constraints] == [(Include, Units(numbers=(3,)))]
    told = compiled.constraints[0]
    assert isinstance(told, Include)
    assert told.terms in (("冬天",), ("winter",))


def test_two_bounds_that_are_both_said_of_each_are_both_kept() -> None:
    compiled = compile_rules("Write 10 letters, at least 100 words each and at most 200 words each.")
    lengths = [c.length for c in compiled.constraints if isinstance(c, WordCount)]
    assert [(each.low, each.high) for each in lengths] == [(100, 200)]
