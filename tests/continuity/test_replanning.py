"""The plan is adjusted while it is written: what is told is not asked for again, what was left out is taken up, in budget."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_agents import Manuscript, resume, write
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.continuity.replanning import Written, adjusted, adjusted_outline, with_moves
from longwriter_agents.errors import BackendError
from longwriter_agents.events import Event, PlanAdjusted
from longwriter_agents.model import Adjustment, Fact, Outline, Part, Section
from longwriter_agents.testing import SimulatedWriter

WIRE = "how the wax moth ruins stored combs"
QUEEN = "marking the queen with a coloured dot"
SMOKE = "why cool smoke calms the bees"
TELLS_WIRE = "In one warm month the wax moth ruins whole stacks of stored combs."
TELLS_BOTH = f"{TELLS_WIRE} It helps to begin with marking the queen, always with a small coloured dot."
COMBS = Section(id="s3", title="Combs", points=(WIRE, QUEEN), budget=300)
LATER = Section(id="s4", title="Winter", points=("feeding sugar in October",), budget=300)


def test_a_point_that_an_earlier_draft_tells_is_dropped_and_its_words_move_on() -> None:
    before = Written(Section(id="s1", title="Pests"), f"Bees suffer much. {TELLS_WIRE}")
    found = adjusted(COMBS, [before], [COMBS, LATER], movable=["s4"])
    assert found == Adjustment(section_id="s3", dropped=(WIRE,), told_in=("s1",), moved_words=60, moved_to=("s4",))
    outline = adjusted_outline(Outline(parts=(Part(id="p", sections=(COMBS, LATER)),)), [found])
    assert outline.section("s3").points == (QUEEN,)
    assert [section.budget for section in outline.sections] == [240, 360]


def test_numbers_decide_whether_it_is_the_same() -> None:
    ten = replace_points(COMBS, ("the hive of 1912 held 10 frames",))
    other = Written(Section(id="s1", title="Hives"), "The hive of 1912 held 12 frames.")
    same = Written(Section(id="s1", title="Hives"), "The hive of 1912 held 10 frames, and they were of lime.")
    assert adjusted(ten, [other], [ten], movable=[]) is None
    assert adjusted(ten, [same], [ten], movable=[]) is None, "a section's last point stays"


def replace_points(section: Section, points: tuple[str, ...]) -> Section:
    return section.model_copy(update={"points": points})


def test_what_a_draft_owed_and_did_not_tell_goes_to_the_section_that_it_fits() -> None:
    owner = Section(id="s1", title="The queen", owns=(Fact(text="the queen cage was invented in 1790 by Huber"),))
    left_out = Written(owner, "The hive is old. Nobody knows why.")
    queens = Section(id="s5", title="Queen cages and how to use them", budget=200)
    unwritten = [COMBS, LATER, queens]
    assert adjusted(COMBS, [left_out], unwritten, movable=[]) is None
    taken = adjusted(queens, [left_out], unwritten, movable=[])
    assert taken is not None
    assert taken.taken_up == ("the queen cage was invented in 1790 by Huber",)
    told = Written(owner, "The queen cage was invented in 1790 by Huber.")
    assert adjusted(queens, [told], unwritten, movable=[]) is None


def test_a_fact_that_fits_nowhere_goes_to_the_next_section_only() -> None:
    owner = Section(id="s1", title="Tools", owns=(Fact(text="an uncapping fork has seventeen needles"),))
    written = [Written(owner, "The hive is old.")]
    assert adjusted(COMBS, written, [COMBS, LATER], movable=[]) is not None
    assert adjusted(LATER, written, [COMBS, LATER], movable=[]) is None


BUDGETS = st.lists(st.integers(1, 2_000), min_size=2, max_size=12)


@given(BUDGETS, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3_000), st.sets(st.integers(0, 20))), max_size=6))
def test_moved_words_never_change_the_sum(budgets: list[int], moves: list[tuple[int, int, set[int]]]) -> None:
    planned = {f"s{at}": budget for at, budget in enumerate(budgets)}
    given_moves = [
        Adjustment(section_id=f"s{at}", moved_words=words, moved_to=tuple(f"s{to}" for to in sorted(others - {at})))
        for at, words, others in moves
    ]
    moved = with_moves(planned, given_moves)
    assert sum(moved.values()) == sum(budgets)
    assert min(moved.values()) >= 1


def with_a_plan(store: Path, sections: list[dict[str, Any]], drafts: dict[str, str], **options: Any) -> Manuscript:
    """A document by this plan; in the drafts of the sections named, the sentence stands that is given."""
    prompts: dict[str, str] = options.pop("prompts", {})

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if request.purpose == "plan":
            return replace(reply, text=json.dumps({"title": "Bees", "sections": sections}))
        activity, _, section = request.purpose.partition(":")
        if activity == "draft":
            prompts[section] = request.messages[1].text
            return replace(reply, text=f"{reply.text} {drafts.get(section, '')}".strip())
        return reply

    writer = SimulatedWriter(spec="scripted:planned", trick=trick, traits=options.pop("traits", None))
    return write("Write a guide to bees.", words=1_200, model=writer, store=store, **options)


PLAN: list[dict[str, Any]] = [
    {"title": "Pests of the hive", "covers": "what harms bees", "owns": [WIRE]},
    {"title": "Tools for the year", "covers": "what is needed", "owns": [SMOKE]},
    {"title": "Combs and their care", "covers": "what to do with combs", "owns": [QUEEN, "drying combs in the wind"]},
    {"title": "Smoke and calm bees", "covers": "how bees are kept calm", "owns": ["lighting dry grass"]},
]


def test_in_a_row_the_rest_of_the_plan_follows_what_the_drafts_tell(store: Path) -> None:
    events: list[Event] = []
    prompts: dict[str, str] = {}
    manuscript = with_a_plan(
        store, PLAN, {"s1": TELLS_BOTH}, flow="sequential", on_event=events.append, prompts=prompts
    )
    by_section = {each.section_id: each for each in manuscript.adjustments}
    assert by_section["s3"].dropped == (QUEEN,)
    assert by_section["s3"].told_in == ("s1",)
    assert by_section["s3"].moved_to == ("s4",)
    assert SMOKE in by_section["s4"].taken_up, "section 2 owned it and did not tell it"
    assert QUEEN not in prompts["s3"]
    assert SMOKE in prompts["s4"]
    told_findings = [f for f in manuscript.findings if f.code == "plan_adjusted"]
    assert [f.section_id for f in told_findings] == list(by_section)
    assert {f.severity for f in told_findings} == {"info"}
    assert [e.adjustment for e in events if isinstance(e, PlanAdjusted)] == list(manuscript.adjustments)
    assert sum(row.budget for row in manuscript.words.sections) + manuscript.words.headings == 1_200
    assert manuscript.status == "complete", manuscript.findings
    assert abs(manuscript.words.deviation) <= 0.03


def test_side_by_side_there_is_nothing_left_to_adjust(store: Path) -> None:
    manuscript = with_a_plan(store, PLAN, {"s1": TELLS_WIRE}, flow="parallel")
    assert manuscript.adjustments == ()


def test_an_outline_that_the_caller_gives_stays_as_it_is(store: Path) -> None:
    sections = tuple(Section(id=f"s{n}", title=f"Part {n}", points=(WIRE, QUEEN)) for n in range(1, 4))
    outline = Outline(title="Bees", parts=(Part(id="p1", sections=sections),))
    manuscript = with_a_plan(store, PLAN, {"s1": TELLS_WIRE}, flow="sequential", outline=outline)
    assert manuscript.adjustments == ()
    assert all(section.points == (WIRE, QUEEN) for section in manuscript.outline.sections)


def test_units_of_a_series_are_all_written_whatever_was_told_before(store: Path) -> None:
    manuscript = write(
        "Write a novel of 6 chapters, 1,800 words.", model="scripted:copycat", store=store, flow="sequential"
    )
    assert len(manuscript.sections) == 6
    assert all(section.text for section in manuscript.sections)


@pytest.mark.parametrize("small", [True, False])
def test_a_resumed_document_is_adjusted_as_an_undisturbed_one(small: bool, tmp_path: Path) -> None:
    """The model goes down in mid-document; what is resumed is the same as what was never disturbed."""
    request_text = "Write a history of bees." if small else "Write a guide to bees."
    traits = Traits(small=small, concurrency=1)
    down = [True]

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if request.purpose == "plan":
            count = int((re.search(r"exactly (\d+)", request.messages[-1].text) or ["", "4"])[1])
            rows = [
                {**PLAN[at % 4], "title": f"{PLAN[at % 4]['title']} {at}", "points": PLAN[at % 4]["owns"]}
                for at in range(count)
            ]
            return replace(reply, text=json.dumps({"title": "Bees", "sections": rows}))
        if request.purpose == "draft:s4" and down[0]:
            raise BackendError("The server could not be reached.", retryable=False)
        if request.purpose == "draft:s1":
            return replace(reply, text=f"{reply.text} {TELLS_BOTH}")
        return reply

    def written(folder: str, broken: bool) -> Manuscript:
        down[0] = broken
        model = SimulatedWriter(spec="scripted:planned", trick=trick, traits=traits)
        store = tmp_path / folder
        first = write(request_text, words=1_400, model=model, store=store, flow="sequential")
        if not broken:
            return first
        assert first.status == "failed"
        down[0] = False
        return resume(
            first.job_id, store=store, model=SimulatedWriter(spec="scripted:planned", trick=trick, traits=traits)
        )

    whole, resumed = written("whole.db", False), written("broken.db", True)
    assert whole.adjustments
    assert resumed.adjustments == whole.adjustments
    assert resumed.text == whole.text
