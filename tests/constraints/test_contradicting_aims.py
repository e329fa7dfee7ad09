"""Aims that exclude each other are told before anything is written; what only looks like it is not."""

from __future__ import annotations

import pytest

from longwriter_agents.constraints.conflicts import Settled, settle_conflicts
from longwriter_agents.constraints.expansion import unit_numbers
from longwriter_agents.constraints.kinds import Constraint, Exclude, Include, Structure
from longwriter_agents.constraints.placement import assign
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.constraints.scope import Units
from longwriter_agents.layout import section_bounds
from longwriter_agents.lengths import length
from longwriter_agents.model import Outline, Part, Section, Series


def settled(request: str) -> Settled:
    compiled = compile_rules(request)
    return settle_conflicts(compiled.constraints, compiled.length or length(words=1000), compiled.series)


def conflicts(request: str) -> list[str]:
    return [*compile_rules(request).conflicts, *(finding.message for finding in settled(request).findings)]


@pytest.mark.parametrize(
    "request_text",
    [
        "Write a guide to bees with exactly 3 sections. Use at least 5 sections.",
        "Write a guide to bees in 5 to 7 sections, in exactly 3 sections.",
        "Write a guide to bees. At most 3 sections, and at least 4 sections.",
        "Write a guide to bees only in prose. Use only bullet points.",
        "Write a guide to bees. Write it in prose only, as a list of 10 tips.",
        "Write about bees in exactly 3 paragraphs. It must have at least five paragraphs.",
        "写一篇关于蜜蜂的文章，分为三个部分。至少五个部分。",
    ],
)
def test_aims_that_exclude_each_other_are_told(request_text: str) -> None:
    (message,) = conflicts(request_text)
    assert "can't both be met" in message


@pytest.mark.parametrize(
    "request_text",
    [
        "Write a 3,000-word report on bees with an abstract of at most 150 words.",
        "Write a 3,000-word report on bees. The executive summary must not exceed 200 words.",
        "Write a 2,000-word report on bees with a sidebar of 150 words.",
        "Write a report on bees with at least 3 sections and at most 6 sections.",
        "Write a report on bees in 4 sections, with no more than 5 sections.",
        "Write about bees. Use 'wax' at most 3 times. Mention 'wax'.",
    ],
)
def test_aims_that_go_together_are_no_conflict(request_text: str) -> None:
    assert conflicts(request_text) == []


def test_an_abstract_s_length_is_none_of_the_whole() -> None:
    compiled = compile_rules("Write a 3,000-word report on bees with an abstract of at most 150 words.")
    assert compiled.length is not None
    assert compiled.length.target == 3000
    assert any("150" in each.text for each in compiled.constraints)


@pytest.mark.parametrize(
    ("numbers", "bounds"),
    [
        ([Structure(least=5, most=7)], (5, 7)),
        ([Structure(least=5, most=7), Structure(sections=3)], (5, 7)),
        ([Structure(sections=3), Structure(least=5)], (3, 3)),
        ([Structure(least=3), Structure(most=6)], (3, 6)),
        ([Structure(headings=("A", "B"))], (2, 2)),
        ([], (0, None)),
    ],
)
def test_of_numbers_that_exclude_each_other_the_first_is_planned_by(
    numbers: list[Structure], bounds: tuple[int, int | None]
) -> None:
    assert section_bounds(numbers) == bounds


SERIES = Series(label="Week", count=9)


def told_in(*numbers: int, terms: tuple[str, ...], any_of: bool = False) -> Include:
    return Include(terms=terms, scope=Units(numbers=numbers), quote="wish", any_of=any_of)


def banned(constraints: tuple[Constraint, ...]) -> dict[str, list[int]]:
    """Each forbidden word with the units in which it is."""
    return {
        term: unit_numbers(each.scope, SERIES.count, SERIES)
        for each in constraints
        if isinstance(each, Exclude)
        for term in each.terms
    }


def test_a_ban_is_lifted_wherever_its_word_is_asked_for_and_only_for_that_word() -> None:
    ban = Exclude(terms=("wax", "honey"), quote="ban", id="mine")
    wishes = [told_in(3, terms=("wax",)), told_in(5, 6, terms=("wax",)), told_in(8, terms=("honey",))]
    kept = settle_conflicts([ban, *wishes], length(words=1000), SERIES)
    assert banned(kept.constraints) == {"wax": [1, 2, 4, 7, 8, 9], "honey": [1, 2, 3, 4, 5, 6, 7, 9]}
    assert [each.id for each in kept.constraints] == ["mine", "", "", "", ""]
    assert len(kept.findings) == 3


def test_a_ban_that_has_its_own_exception_is_not_lifted_again() -> None:
    compiled = compile_rules("Write 9 weekly letters. Never mention 'wax' except in week 3. In week 3 mention 'wax'.")
    assert compiled.series is not None
    kept = settle_conflicts(compiled.constraints, length(words=1000), compiled.series)
    assert kept.findings == ()
    assert banned(kept.constraints) == {"wax": [1, 2, 4, 5, 6, 7, 8, 9]}


def test_an_alternative_that_is_not_forbidden_lifts_nothing() -> None:
    ban = Exclude(terms=("wax",))
    either = told_in(3, terms=("wax", "honey"), any_of=True)
    kept = settle_conflicts([ban, either], length(words=1000), SERIES)
    assert kept.findings == ()
    assert kept.constraints == (ban, either)


def test_a_ban_in_all_forms_is_met_by_a_wish_in_another_form() -> None:
    ban = Exclude(terms=("wasps",), forms=True, quote="No wasps.")
    kept = settle_conflicts([ban, told_in(3, terms=("wasp",))], length(words=1000), SERIES)
    assert banned(kept.constraints) == {"wasps": [1, 2, 4, 5, 6, 7, 8, 9]}


def test_what_is_asked_for_in_a_section_is_not_forbidden_there() -> None:
    ban, wish = Exclude(terms=("wax",), id="c1"), told_in(2, terms=("wax",)).model_copy(update={"id": "c2"})
    kept = settle_conflicts([ban, wish], length(words=1000), None)
    sections = tuple(Section(id=f"s{n}", title=f"T{n}") for n in (1, 2, 3))
    _, placements = assign(Outline(parts=(Part(id="p1", sections=sections),)), kept.constraints)
    assert placements == {"c1": ("s1", "s3"), "c2": ("s2",)}
