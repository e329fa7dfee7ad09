"""Requests in the wordings of people: the series, its form, its lengths, and every demand in just its units."""

from __future__ import annotations

import pytest
from eighth_requests_by_hand import EIGHTH_BY_HAND
from eleventh_requests_by_hand import ELEVENTH_BY_HAND
from fifth_requests_by_hand import FIFTH_BY_HAND
from fourth_requests_by_hand import FOURTH_BY_HAND
from more_requests_by_hand import MORE_BY_HAND
from ninth_requests_by_hand import NINTH_BY_HAND
from requests_by_hand import BY_HAND, Asked
from seventh_requests_by_hand import SEVENTH_BY_HAND
from sixth_requests_by_hand import SIXTH_BY_HAND
from tenth_requests_by_hand import TENTH_BY_HAND
from third_requests_by_hand import THIRD_BY_HAND
from twelfth_requests_by_hand import TWELFTH_BY_HAND

from longwriter_agents.assembly import heading_lines
from longwriter_agents.constraints.expansion import unit_numbers
from longwriter_agents.constraints.kinds import Exclude, Include, Judged, WordCount
from longwriter_agents.constraints.rules import Compiled, compile_rules
from longwriter_agents.constraints.scope import EverySection, Numbered
from longwriter_agents.model import Outline, Section, Series

ALL = (*BY_HAND, *MORE_BY_HAND)
MORE = (
    *THIRD_BY_HAND,
    *FOURTH_BY_HAND,
    *FIFTH_BY_HAND,
    *SIXTH_BY_HAND,
    *SEVENTH_BY_HAND,
    *EIGHTH_BY_HAND,
    *NINTH_BY_HAND,
    *TENTH_BY_HAND,
    *ELEVENTH_BY_HAND,
    *TWELFTH_BY_HAND,
)


def placed(asked: Asked, compiled: Compiled) -> dict[str, list[int]]:
    """The units of each placed demand, under the gold words that it holds; under its own words when it holds none."""
    found: dict[str, set[int]] = {}
    assert compiled.series is not None
    for constraint in compiled.constraints:
        if isinstance(constraint, Include | Exclude | Judged) and isinstance(constraint.scope, Numbered):
            terms = constraint.terms if isinstance(constraint, Include | Exclude) else ()
            said = " ".join((constraint.text, *terms)).casefold()
            name = next((words for words in asked.demands if words.casefold() in said), said)
            units = unit_numbers(constraint.scope, compiled.series.count, compiled.series)
            found.setdefault(name, set()).update(units)
    return {name: sorted(units) for name, units in found.items()}


@pytest.mark.parametrize(
    "asked", [*ALL, *(pytest.param(asked, marks=pytest.mark.slow) for asked in MORE)], ids=lambda asked: asked.name
)
def test_every_demand_is_placed_in_its_units_and_nowhere_else_and_lengths_and_form_are_those_asked(
    asked: Asked,
) -> None:
    compiled = compile_rules(asked.request)
    assert compiled.series is not None
    assert (compiled.series.label.casefold(), compiled.series.count) == (asked.label.casefold(), asked.count)
    assert placed(asked, compiled) == {words: list(units) for words, units in asked.demands.items()}
    if asked.words is not None:
        check_words_of_each_unit(asked.words, compiled)
    check_form(asked, compiled.series)


def check_words_of_each_unit(words: tuple[str, int], compiled: Compiled) -> None:
    """They are no length of the whole."""
    each = [c.length for c in compiled.constraints if isinstance(c, WordCount) and isinstance(c.scope, EverySection)]
    assert [length.mode for length in each] == [words[0]]
    assert words[1] in (each[0].low, each[0].target, each[0].high)
    assert compiled.length is None


def check_form(asked: Asked, series: Series) -> None:
    """It is the one that the request shows."""
    assert series.ending == asked.ending
    if asked.heading:
        first = Section(id="s1", title=f"{series.label} 1")
        assert heading_lines(Outline(), first, 1, series)[-1] == asked.heading
