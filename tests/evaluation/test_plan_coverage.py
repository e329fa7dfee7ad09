"""What a plan covers: found by the words of the gold in what the writer of each unit is told, whoever planned it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import api
from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.evaluation.doors import run_suite
from longwriter_agents.evaluation.records import gathered
from longwriter_agents.evaluation.running import Plan
from longwriter_agents.evaluation.series.generator import Gold, SeriesRequest
from longwriter_agents.evaluation.series.longgenbench import read_longgenbench
from longwriter_agents.evaluation.series.plans import coverage, unit_plans
from longwriter_agents.evaluation.series.suites import plan_scores
from longwriter_agents.evaluation.series.telling import names, tells
from longwriter_agents.evaluation.suite import Written
from longwriter_agents.model import Section
from longwriter_agents.testing import ScriptedBackend
from longwriter_agents.testing.simulated import SimulatedWriter

DIARY: dict[str, Any] = {
    "prompt": "Keep the diary of a potter for 2018. It holds:\n1) Family birthdays: uncle (oneself) (birthday on May 13), "
    "my aunt_1 (birthday on June 05)\n2) Visiting a boat fair in Bergen in week 24-25.\n\n"
    "3) Take a swimming lesson every 5 weeks on weekends, starting from week 13.\n"
    "4) Use '#*#' to separate the weekly entries.\n"
    "Write 52 entries, one for each week, of at least 60 words.",
    "type": "Week",
    "number": 52,
    "prefix": "#*# Week 1 (January 1st - January 7th):",
    "checks_once": {"19": "uncle (oneself) birthday", "23": "my aunt_1 birthday"},
    "checks_range": {"24": "Visiting a boat fair in Bergen", "25": "Visiting a boat fair in Bergen"},
    "checks_periodic": {str(week): "Take a swimming lesson" for week in range(13, 53, 5)},
}
STORY = SeriesRequest(
    id="x",
    domain="novel",
    language="en",
    request="Write a story in 3 chapters of 60 words each. In chapter 2 there is a sea storm.",
    label="chapter",
    count=3,
    low=60,
    high=0,
    demands=(Gold("sea storm", "once", (2,)),),
)


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("uncle (oneself) (birthday on May 13)", "uncle (oneself) birthday"),
        ("my uncle's birthday party", "uncle (oneself) birthday"),
        ("my aunt_1 (birthday on", "my aunt_1 birthday"),
        ("She visits the boat fairs of Bergen", "Visiting a boat fair in Bergen"),
        ("swimming lessons are taken", "Take a swimming lesson"),
        ("今天参观了美术馆。", "美术馆"),
    ],
)
def test_a_demand_is_told_by_its_words_bent_or_not_and_without_its_brackets(said: str, term: str) -> None:
    assert tells(said, term)
    assert names(said, term)


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("my aunt_1 (birthday on June 05)", "uncle (oneself) birthday"),
        ("my aunt_2 (birthday on June 05)", "my aunt_1 birthday"),
        ("oneself on a birthday", "uncle (oneself) birthday"),
        ("a fair in Bergen", "Visiting a boat fair in Bergen"),
        ("He swims, and it is a lesson to all", "Take a piano lesson"),
        ("Beside the saddle, one hollow ledger", "美术馆"),
        ("a stormy night", "sea storm"),
        ("", "sea storm"),
    ],
)
def test_a_demand_is_not_told_by_chance(said: str, term: str) -> None:
    assert not tells(said, term)
    assert not names(said, term)


@pytest.mark.parametrize(
    "plan",
    [
        "A painter asks the way.\nThe clerk repairs his violin.",
        "A painter asks the way. The clerk repairs his violin.",
        "A painter and his two sons, who never left the valley in their lives, see how the clerk repairs a violin.",
    ],
)
def test_words_of_a_demand_that_meet_by_chance_are_no_plan_of_it(plan: str) -> None:
    assert not names(plan, "paint repair")
    assert names(f"{plan} Then the paint of the hull is repaired.", "paint repair")


def longgenbench(tmp_path: Path) -> SeriesRequest:
    path = tmp_path / "longgenbench.json"
    path.write_text(json.dumps([DIARY]), encoding="utf-8")
    return read_longgenbench(path)[0]


async def test_gold_of_longgenbench_is_found_where_the_plan_has_it(tmp_path: Path) -> None:
    asked = longgenbench(tmp_path)
    manuscript = await api.aplan(asked.request, model=SimulatedWriter(), store=tmp_path / "s.db")
    assert coverage(manuscript, asked) == (1.0, 1.0)


async def test_a_plan_that_says_nothing_of_a_demand_does_not_cover_it_whoever_could_place_it(tmp_path: Path) -> None:
    asked = longgenbench(tmp_path)
    manuscript = await api.aplan(asked.request, model=SimulatedWriter(), graph="cogwriter", store=tmp_path / "s.db")
    assert any(row.placements for row in manuscript.constraints if row.kind == "include"), "the report places them"
    assert coverage(manuscript, asked) == (None, 0.0)


@pytest.mark.parametrize(
    ("plans", "scores"),
    [
        (("A calm day.", "Sea storms break the mast.", "Home."), (1.0, 1.0)),
        (("A calm day.", "A picnic.", "A sea storm breaks the mast."), (0.0, 0.0)),
        (("A sea storm.", "A sea storm.", "Home."), (0.5, 1.0)),
    ],
)
async def test_a_baseline_s_plan_covers_what_its_words_say(
    plans: tuple[str, ...], scores: tuple[float, float], tmp_path: Path
) -> None:
    def answer(request: Request) -> str:
        return json.dumps({"units": [{"title": "", "plan": plan} for plan in plans]})

    backend = ScriptedBackend(answer)
    manuscript = await api.aplan(STORY.request, model=backend, graph="cogwriter", store=tmp_path / "s.db")
    assert coverage(manuscript, STORY) == scores


def test_a_plan_of_other_parts_than_the_units_counts_where_it_names_a_unit() -> None:
    parts = [
        Section(id="s1", title="", summary="Chapter 1: A calm day.\nChapter 2: A sea storm."),
        Section(id="s2", title=""),
    ]
    assert unit_plans(parts, STORY) == {1: "A calm day.", 2: "A sea storm."}
    assert unit_plans([Section(id="s1", title="", summary="There is a sea storm.")], STORY) == {}


def test_without_a_plan_nothing_is_covered() -> None:
    assert plan_scores(STORY, Written("", "failed")) == {"plan_precision": None, "plan_recall": 0.0, "units": 0.0}


async def test_what_makes_no_plan_has_no_precision(tmp_path: Path) -> None:
    manuscript = await api.awrite(STORY.request, model=SimulatedWriter(), graph="one_shot", store=tmp_path / "s.db")
    assert coverage(manuscript, STORY) == (None, 0.0)


@pytest.mark.parametrize("graph", ["longform", "cogwriter"])
def test_a_plan_that_was_broken_off_pays_for_no_call_twice(
    graph: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    deaths = 2
    original = SimulatedWriter.complete

    async def complete(self: SimulatedWriter, request: Request) -> Reply:
        nonlocal deaths
        if deaths and len(asked) == 1:
            deaths -= 1
            raise KeyboardInterrupt
        asked.append(request.purpose)
        return await original(self, request)

    monkeypatch.setattr(SimulatedWriter, "complete", complete)
    path, folder = tmp_path / "longgenbench.json", tmp_path / "results"
    prompt = "Write a story in 3 chapters of 600 words each. Nobody in the village may ever trust the captain again."
    path.write_text(json.dumps([{"prompt": prompt, "type": "chapter", "number": 3}]), encoding="utf-8")
    plan = Plan(model="scripted:steady", graphs=(graph,), data=path)
    while deaths:
        with pytest.raises(KeyboardInterrupt):
            run_suite("series-plan", plan, folder, judge_itself=False, tell=lambda line: None)
    run_suite("series-plan", plan, folder, judge_itself=False, tell=lambda line: None)
    [made] = gathered([folder])
    assert (made["status"], made["calls"]) == ("planned", len(asked))
    assert len(asked) == len(set(asked)) == 2
