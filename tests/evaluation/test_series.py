"""The series suites: gold that is right by its own arithmetic, scorers that see every fault, LongGenBench's file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.desk import Desk
from longwriter_agents.evaluation.doors import run_suite
from longwriter_agents.evaluation.records import gathered
from longwriter_agents.evaluation.registry import suite_named
from longwriter_agents.evaluation.running import Plan
from longwriter_agents.evaluation.series.domains import DOMAINS
from longwriter_agents.evaluation.series.generator import Gold, SeriesRequest, generate
from longwriter_agents.evaluation.series.longgenbench import read_longgenbench
from longwriter_agents.evaluation.series.plans import gold_pairs
from longwriter_agents.evaluation.series.scoring import form_of, in_bounds, scores
from longwriter_agents.evaluation.series.suites import SeriesPlans, as_items
from longwriter_agents.testing import open_scripted

ASKED = SeriesRequest(
    id="x",
    domain="letters",
    language="en",
    request="…",
    label="letter",
    count=3,
    low=3,
    high=8,
    demands=(Gold("broken lamp", "once", (2,)), Gold("rain", "range", (1, 2)), Gold("ship", "periodic", (1, 3))),
    separator="#*#",
    ending="[[done]]",
)
WHOLE = (
    "#*# Letter 1:\nRain on the ship today.\n\n#*# Letter 2:\nRain, and the lamps are broken lamps.\n\n"
    "#*# Letter 3:\nThe ships have come home.\n\n[[done]]\n"
)


def test_requests_are_the_same_for_the_same_seed_and_cover_many_domains() -> None:
    requests = generate(2 * len(DOMAINS), seed=7)
    assert requests == generate(2 * len(DOMAINS), seed=7)
    assert len({request.domain for request in requests}) == len(DOMAINS) >= 8
    assert {request.language for request in requests} == {"en", "zh"}
    for request in requests:
        assert all(1 <= unit <= request.count for gold in request.demands for unit in gold.units)


def test_the_gold_of_a_date_is_the_calendar_s() -> None:
    assert [(date(2018, 1, 1) + timedelta(days=7 * (week - 1))).isoformat() for week in (19, 38)] == [
        "2018-05-07",
        "2018-09-17",
    ]


def test_a_text_that_keeps_everything() -> None:
    form = form_of(WHOLE, ASKED)
    assert form.exact, form.problems
    assert in_bounds(form.units, ASKED) == 1.0
    assert (scores(WHOLE, ASKED).cr, scores(WHOLE, ASKED).stic_2) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("old", "new", "cr", "stic_2"),
    [
        ("#*# Letter 2:", "#*# Letter 4:", 2 / 3, 3 / 5),
        ("broken lamps", "old candles", 1.0, 4 / 5),
        ("[[done]]", "", 1.0, 1.0),
        ("Rain on", "[[done]] Rain on", 1.0, 1.0),
    ],
)
def test_every_fault_is_seen(old: str, new: str, cr: float, stic_2: float) -> None:
    text = WHOLE.replace(old, new)
    placed = scores(text, ASKED)
    assert placed.cr == pytest.approx(cr)
    assert placed.stic_2 == pytest.approx(stic_2)
    assert form_of(text, ASKED).exact == (old == "broken lamps")


@pytest.mark.parametrize("text", ["", "Just a text without any heading."])
def test_a_text_without_units_scores_nothing_and_breaks_nothing(text: str) -> None:
    placed = scores(text, ASKED)
    assert (placed.cr, placed.stic_1, placed.stic_2, placed.w_avg) == (0.0, None, 0.0, 0.0)
    assert not form_of(text, ASKED).exact
    assert in_bounds(form_of(text, ASKED).units, ASKED) == 0.0


def test_units_of_one_line_each_are_scored_by_what_stands_on_it() -> None:
    text = (
        f"#*# Letter 1: Rain on the ship, {'and much more rain, ' * 10}today.\n#*# Letter 2: Rain, and a broken lamp.\n"
        "Letter 2 was better than this one.\n#*# Letter 3: The ships have come home.\n[[done]]"
    )
    assert (scores(text, ASKED).cr, scores(text, ASKED).stic_2) == (1.0, 1.0)
    assert form_of(text, ASKED).exact


def test_an_evaluation_of_a_model_that_is_down_ends_with_rows(tmp_path: Path) -> None:
    plan = Plan(model="scripted:down", graphs=("one_shot",), items=1)
    run_suite("series", plan, tmp_path, judge_itself=False, tell=lambda line: None)
    [row] = gathered([tmp_path])
    assert (row["status"], row["scores"]["CR"]) == ("failed", 0.0)


def test_the_longgenbench_format(tmp_path: Path) -> None:
    row: dict[str, Any] = {
        "prompt": "Write 20 floors … use '*** finished ***' at the end",
        "type": "Floor",
        "number": 20,
        "prefix": "#*# Floor",
        "checks_once": {"3": "library"},
        "checks_range": {"5": "hotel", "6": "hotel"},
        "checks_periodic": {"4": "garden", "8": "garden"},
    }
    path = tmp_path / "data.json"
    path.write_text(json.dumps([row]), encoding="utf-8")
    [asked] = read_longgenbench(path)
    assert gold_pairs(asked.demands) == {3: {"library"}, 5: {"hotel"}, 6: {"hotel"}, 4: {"garden"}, 8: {"garden"}}
    assert (asked.label, asked.count, asked.separator, asked.ending) == ("Floor", 20, "#*#", "*** finished ***")
    path.write_text("\ufeff" + json.dumps([row]), encoding="utf-8")
    assert read_longgenbench(path) == [asked], "a byte order mark is none of its text"
    for wrong in ({"number": None}, {"number": 0}, {"prompt": ""}, {"checks_once": ["library"]}, {"type": None}):
        path.write_text(json.dumps([{**row, **wrong}]), encoding="utf-8")
        with pytest.raises(InputError, match="Row 1"):
            read_longgenbench(path)


@pytest.mark.slow
async def test_plans_of_generated_requests_cover_them_whatever_the_analyst_gets_wrong(tmp_path: Path) -> None:
    suite = suite_named("series-plan")
    assert isinstance(suite, SeriesPlans)
    for number, item in enumerate(as_items(generate(len(DOMAINS), seed=11))):
        desk = Desk(backend=open_scripted("faulty"), graph="longform", seed=0, store=tmp_path / f"{number}.db")
        written = await suite.write(replace(item), desk)
        assert await suite.score(item, written, None) == {"plan_precision": 1.0, "plan_recall": 1.0, "units": 1.0}, (
            item.request
        )
