"""A series from its request to its text: every unit once and in its form, every demand kept, nothing that breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest
from requests_by_hand import BY_HAND

from longwriter_agents import plan, write
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.checking import check_text
from longwriter_agents.constraints.guarding import guarded
from longwriter_agents.evaluation.series.generator import generate
from longwriter_agents.evaluation.series.scoring import form_of, in_bounds, scores
from longwriter_agents.model import Series
from longwriter_agents.testing.simulated import SimulatedWriter

DIARY = next(asked.request for asked in BY_HAND if asked.name == "diary with a shown form")
FORM = Series(label="Week", count=3, heading="#*# Week {number}:", ending="*** finished ***")


@pytest.mark.slow
def test_a_careless_writer_s_series_is_whole(store: Path) -> None:
    calls = units = 0
    for asked in (generate(4, seed=2026)[n] for n in (0, 3)):
        manuscript = write(asked.request, model="scripted:careless", store=store)
        form = form_of(manuscript.text, asked)
        assert form.problems == ()
        assert in_bounds(form.units, asked) == 1.0
        assert scores(manuscript.text, asked).stic_2 == 1.0
        assert check_text(manuscript.text, asked.request).status == "met"
        calls, units = calls + manuscript.usage.calls, units + asked.count
    assert calls <= 1.6 * units


def test_a_unit_s_drafter_sees_its_own_demands_only(store: Path) -> None:
    manuscript = plan(DIARY, store=store)
    assert manuscript.brief.shared
    for words in ("walking holiday", "new studio", "life drawing", "birthday: March 8", "#*# Week"):
        assert words not in manuscript.brief.shared
    assert "illustrator from Leeds" in manuscript.brief.shared
    assert [unit.number for unit in manuscript.units if len(unit.constraint_ids) > 1][:4] == [4, 6, 10, 16]


def test_every_clause_of_the_request_is_accounted_for(store: Path) -> None:
    rows = plan(DIARY, store=store).clauses
    assert {row.read_as for row in rows} <= {"task", "series", "length", "demand", "unit demand", "background"}
    assert [row.quote for row in rows if row.read_as == "unit demand" and not row.constraint_ids] == []


@pytest.mark.parametrize(
    "reply",
    [
        "#*# Week 2 (January 8th):\nIt rained.",
        "It rained.\n\n#*# Week 3:\nIt snowed.",
        "**Week 2:** It rained.",
        "It rained.\n\n*** finished ***",
        "It rained.\n\n#*#\n",
        "It rained. #*#",
        "Week 2 - January\n\nIt rained.",
        "It rained.\n\n***",
    ],
)
def test_nothing_in_a_unit_breaks_the_series(reply: str) -> None:
    assert guarded(reply, FORM) in ("It rained.", "January\n\nIt rained.")


@pytest.mark.parametrize(
    ("request_text", "told"),
    [
        ("Write 40 letters of 200 words each, 1,000 words in all.", "the length of each unit is kept"),
        ("Write 52 weekly diary entries for 2018. In week 60 she moves house.", "left out"),
        ('Write 12 chapters. Chapter 3 must mention "sharks". Never mention "sharks".', "forbidden everywhere else"),
        ("Plan 30 blocks in a grid of 5 rows and 6 columns. Block (7,2) has a mill.", "left out"),
    ],
)
def test_what_cannot_be_is_told_before_writing_with_the_choice(request_text: str, told: str, store: Path) -> None:
    findings = [f.message for f in plan(request_text, store=store).findings if f.code == "conflict"]
    assert any(told in message for message in findings), findings


def test_checking_a_text_that_was_not_written_here() -> None:
    request = "Write 3 letters of at least 5 words each. Letter 2 mentions a broken lamp. End with `THE END`."
    lines = ("All is well on the island.", "The lamps broke; a broken lamp is dark.", "I am coming home by ship.")
    good = "\n\n".join([f"Letter {n}\n{line}" for n, line in enumerate(lines, 1)] + ["THE END"])
    assert check_text(good, request).status == "met"
    bad = good.replace("Letter 2\n", "Letter 4\n").replace("THE END", "")
    found = check_text(bad, request)
    assert found.status == "unmet"
    assert {finding.code for finding in found.findings} == {"missing_units", "form", "order"}
    assert next(row.verdict for row in found.constraints if row.kind == "include") == "unmet"


def test_a_small_planner_is_not_asked_to_plan_a_long_series(store: Path) -> None:
    asked = generate(1, seed=2026)[0]
    small = SimulatedWriter(spec="scripted:small", traits=Traits(small=True))
    manuscript = plan(asked.request, model=small, store=store)
    assert len(manuscript.outline.sections) == asked.count
    assert "plan" not in {cost.activity for cost in manuscript.activities}
    demanded = {number for gold in asked.demands for number in gold.units}
    assert demanded <= {unit.number for unit in manuscript.units if unit.constraint_ids}


@pytest.mark.slow
def test_prompts_are_as_short_at_a_thousand_units_as_at_fifty_two(store: Path) -> None:
    def longest(units: int) -> int:
        asked: list[int] = []

        def listen(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
            if request.purpose.startswith("draft:"):
                asked.append(sum(len(message.text) for message in request.messages))
            return reply

        request = (
            f"Write a logbook of {units} entries, 20 to 40 words each. Every third entry there is a storm warning. "
            "In every fifth entry starting with entry 10 a pilot comes on board. Entry 7 tells of a lost anchor."
        )
        manuscript = write(request, model=SimulatedWriter(trick=listen), store=store)
        assert len(manuscript.outline.sections) == units
        return max(asked)

    short = longest(52)
    assert longest(365) <= 1.1 * short
    assert longest(1_000) <= 1.1 * short
