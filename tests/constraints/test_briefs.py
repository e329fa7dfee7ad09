"""Constraints as data: brief files in YAML and JSON, scopes of every kind, the same places as from words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import InputError, plan
from longwriter_agents.briefs import read_brief
from longwriter_agents.constraints.expansion import unit_numbers
from longwriter_agents.constraints.kinds import parse_constraint
from longwriter_agents.constraints.rules import compile_rules

BRIEF = """
request: Write 52 weekly diary entries for 2018, at least 60 words each.
constraints:
  - In week 9 she sells her car.
  - {kind: include, terms: [holiday], literal: false, scope: {kind: unit_range, first: 30, last: 31}}
  - {kind: include, terms: [dentist], scope: {kind: every_nth, step: 10, start: 5}}
  - {kind: include, terms: [birthday], scope: {kind: dates, spans: ["05-13"]}}
  - {kind: exclude, terms: [work], scope: {kind: all_but, without: {kind: units, numbers: [-1]}}}
"""


def test_a_brief_in_yaml_and_its_places(store: Path) -> None:
    brief = read_brief(BRIEF, name="brief.yaml")
    manuscript = plan(brief.request, constraints=list(brief.constraints), store=store)
    numbers = {section.id: number for number, section in enumerate(manuscript.outline.sections, 1)}
    places = {
        row.text or row.kind + str(row.scope): [numbers.get(p, 0) for p in row.placements]
        for row in manuscript.constraints
    }
    scoped = list(places.values())[-4:]
    assert scoped == [[30, 31], [5, 15, 25, 35, 45], [19], list(range(1, 52))]


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("request: [", "b.yaml", "no YAML"),
        ("{", "b.json", "no JSON"),
        ("words: 5", "b.yaml", "request"),
        ("request: x\nwishes: 3", "b.yaml", "wishes"),
        ("!!python/object/apply:os.system ['true']", "b.yaml", "no YAML"),
    ],
)
def test_an_unusable_brief_says_why(text: str, name: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_brief(text, name=name)


@pytest.mark.parametrize(
    ("scope", "units"),
    [
        ({"kind": "units", "numbers": [1, -1]}, [1, 52]),
        ({"kind": "weekdays", "days": [0], "nth": 1}, [1, 6, 10, 14, 19, 23, 27, 32, 36, 40, 45, 49]),
        ({"kind": "month_days", "days": [-1]}, [5, 9, 13, 18, 22, 26, 31, 35, 39, 44, 48, 52]),
        ({"kind": "dates", "spans": [{"first": "12-30", "last": "01-02"}]}, [1, 52]),
        ({"kind": "dates", "spans": ["02-29"]}, []),
        (
            {
                "kind": "any_of",
                "scopes": [{"kind": "units", "numbers": [2]}, {"kind": "dates", "spans": ["2018-01-09"]}],
            },
            [2],
        ),
    ],
)
def test_scopes_as_data(scope: dict[str, Any], units: list[int]) -> None:
    series = compile_rules("Write 52 weekly diary entries for 2018.").series
    assert series is not None
    constraint = parse_constraint({"kind": "include", "terms": ["x"], "scope": scope})
    assert unit_numbers(constraint.scope, series.count, series) == units


@pytest.mark.parametrize(
    "request_text",
    [
        "A practical guide for volunteers who want to start a community seed library in a small town",
        "Short, funny story about a lost umbrella",
        "一份关于社区种子图书馆的实用指南",
    ],
)
def test_a_request_that_only_names_its_document_leaves_nothing_to_be_judged(request_text: str) -> None:
    compiled = compile_rules(request_text)
    assert [clause.read_as for clause in compiled.clauses] == ["task"]


def test_what_is_said_of_the_document_is_a_demand_and_no_task() -> None:
    compiled = compile_rules("Write a tale for children. The tale must make clear that nobody is lost for ever.")
    assert [clause.read_as for clause in compiled.clauses] == ["task", "left to the analyst"]
