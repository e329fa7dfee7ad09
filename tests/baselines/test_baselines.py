"""The published ways of writing do what they were described to do, each loop bounded, on the same store and accounting."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import Manuscript, aresume, awrite, plan, write
from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.backends.retry import RetryPolicy
from longwriter_agents.baselines.replies import Feedback, ParagraphPlan, UnitPlan
from longwriter_agents.errors import BackendError, RefusedError
from longwriter_agents.graphfiles import load_graph
from longwriter_agents.testing import ScriptedBackend, SimulatedWriter
from longwriter_agents.testing.sentences import prose
from longwriter_agents.testing.simulated import Habit

BASELINES = ("one_shot", "agentwrite", "agentwrite_parallel", "cogwriter", "self_refine")
DRAWN = Path(__file__).parent / "drawn"
REQUEST = "Write a guide to keeping bees in a small town garden."
Answer = str | Reply | BaseException


def by_activity(manuscript: Manuscript) -> dict[str, int]:
    return {cost.activity: cost.usage.calls for cost in manuscript.activities}


@pytest.mark.parametrize("name", BASELINES)
def test_each_graph_is_drawn_as_its_sample(name: str) -> None:
    drawn = load_graph(name).graph.compile().get_graph().draw_mermaid().strip() + "\n"
    if os.environ.get("SNAPSHOTS") == "write":
        DRAWN.mkdir(exist_ok=True)
        (DRAWN / f"{name}.mmd").write_text(drawn, encoding="utf-8")
    assert (DRAWN / f"{name}.mmd").read_text(encoding="utf-8") == drawn


@pytest.mark.parametrize("name", BASELINES)
def test_each_writes_a_document_with_its_ledgers(name: str, store: Path) -> None:
    manuscript = write(REQUEST, words=3_000, graph=name, store=store)
    assert manuscript.status == "complete", manuscript.findings
    assert manuscript.graph == name
    assert abs(manuscript.words.deviation) < 0.1, "the simulated writer keeps to what it is asked"
    assert manuscript.usage.calls == sum(by_activity(manuscript).values())
    assert {row.kind for row in manuscript.constraints} >= {"word_count", "language"}


@pytest.mark.parametrize("name", BASELINES)
def test_what_a_baseline_misses_is_told_and_not_mended(name: str, store: Path) -> None:
    manuscript = write(REQUEST, words=2_000, graph=name, model="scripted:0.4", store=store)
    assert manuscript.status == ("failed" if manuscript.words.written < 970 else "complete_with_findings")
    assert "word_count" in {row.kind for row in manuscript.constraints if row.verdict == "unmet"}
    assert manuscript.words.written < 1_700
    assert manuscript.text.strip()


def test_one_shot_sends_the_request_as_it_is(store: Path) -> None:
    backend = ScriptedBackend([prose("bees", 200)])
    manuscript = write("Write about 200 words on bees.", model=backend, graph="one_shot", store=store)
    assert [message.text for message in backend.asked[0].messages] == ["Write about 200 words on bees."]
    assert manuscript.text.strip() == prose("bees", 200)


def test_agentwrite_shows_all_earlier_text_and_its_parallel_form_none(store: Path) -> None:
    row = write(REQUEST, words=6_000, graph="agentwrite", store=store)
    side = write(REQUEST, words=6_000, graph="agentwrite_parallel", store=store)
    assert by_activity(row) == by_activity(side) == {"plan": 1, "draft": 10}
    assert row.usage.input_tokens > 4 * side.usage.input_tokens
    twice = write(REQUEST, words=12_000, graph="agentwrite", store=store)
    assert twice.usage.input_tokens > 3 * row.usage.input_tokens, "input grows with the square of the length"


def test_a_plan_in_plain_lines_is_read() -> None:
    text = "Paragraph 1 - Main Point: The hive - Word Count: 400 words\nParagraph 2 - Main Point: Swarms - Word Count: 1,000"
    assert [(each.main_point, each.words) for each in ParagraphPlan.from_lines(text).paragraphs] == [
        ("The hive", 400),
        ("Swarms", 1_000),
    ]
    assert [each.plan for each in UnitPlan.from_lines("1. Spring :: cleaning\n2. Summer :: swarms").units] == [
        "cleaning",
        "swarms",
    ]
    feedback = Feedback.from_lines("ok: no, the smoker is missing")
    assert (feedback.ok, feedback.problems) == (False, "the smoker is missing")
    for reader in (ParagraphPlan, UnitPlan, Feedback):
        with pytest.raises(ValueError, match="no line of the form"):
            reader.from_lines("Certainly! Here is the plan.")


def never_content(request: Request) -> Answer:
    """Plans two units, finds fault with everything, writes half of what it is asked for."""
    name = request.schema.name if request.schema else ""
    if name == "unitplan":
        return json.dumps({"units": [{"title": "Hive", "plan": "the hive"}, {"title": "Honey", "plan": "honey"}]})
    if name:
        return json.dumps({"ok": False, "problems": "Not good."})
    return prose(f"{request.purpose}{request.sample}", (request.asked_words or 100) // 2)


def test_cogwriter_s_loops_end_with_a_model_that_is_never_content(store: Path) -> None:
    backend = ScriptedBackend(never_content)
    manuscript = write(REQUEST, words=1_000, model=backend, graph="cogwriter", store=store)
    calls = by_activity(manuscript)
    assert calls == {"plan": 1, "replan": 4, "draft": 2, "review": 2, "rewrite": 2, "length": 6}
    assert [section.title for section in manuscript.sections] == ["Hive", "Honey"]


@pytest.mark.parametrize("lost", ["review", "rewrite", "length"])
def test_a_unit_of_cogwriter_stands_when_a_later_step_gives_nothing_that_can_be_used(lost: str, store: Path) -> None:
    """A small model may write well and answer no review in form: its units are no worse for that."""

    def answers(request: Request) -> Answer:
        if request.purpose.startswith(f"{lost}:"):
            return (
                ""
                if lost == "rewrite"
                else RefusedError("No.")
                if lost == "length"
                else "Certainly! It is fine so far."
            )
        return never_content(request)

    manuscript = write(REQUEST, words=1_000, model=ScriptedBackend(answers), graph="cogwriter", store=store)
    assert [len(section.text.split()) > 200 for section in manuscript.sections] == [True, True], manuscript.findings
    assert by_activity(manuscript)["draft"] == 2
    stopped = [finding.section_id for finding in manuscript.findings if finding.code == "stopped"]
    assert stopped == ["s1", "s2"], "a unit that nobody could review or mend is told of"


def test_self_refine_stops_after_three_rounds_or_when_content(store: Path) -> None:
    manuscript = write(REQUEST, words=800, model=ScriptedBackend(never_content), graph="self_refine", store=store)
    assert by_activity(manuscript) == {"draft": 1, "feedback": 3, "refine": 3}
    content = write(REQUEST, words=800, graph="self_refine", store=store)
    assert by_activity(content) == {"draft": 1, "feedback": 1}


def test_cogwriter_s_units_are_what_the_request_numbers(store: Path) -> None:
    manuscript = write("Write a story in 5 chapters about a ferry.", words=1_500, graph="cogwriter", store=store)
    assert [section.title for section in manuscript.sections] == [f"Chapter {number}" for number in range(1, 6)]


SERIES = "Write a diary of 20 weeks on a farm, each week 100 words. In week 3 it rains."


def unplanned(*purposes: str) -> SimulatedWriter:
    """Writes well, and gives no plan that can be read where it is asked for these."""

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if request.purpose == "replan:review":
            return replace(reply, text='{"ok": false, "problems": "There is none."}')
        return replace(reply, text="Certainly! Here you are.") if request.purpose in purposes else reply

    return SimulatedWriter(Habit(), spec="scripted:unplanned", trick=trick)


@pytest.mark.parametrize("name", ["agentwrite", "agentwrite_parallel", "cogwriter"])
def test_a_series_without_a_plan_is_written_in_one_piece_of_its_whole_length(name: str, store: Path) -> None:
    model = unplanned("plan", "replan:0", "replan:1")
    manuscript = write(SERIES, model=model, graph=name, store=store)
    assert [section.title for section in manuscript.sections] == [""]
    assert abs(manuscript.words.written - 2_000) < 100
    assert "unplanned" in {finding.code for finding in manuscript.findings}


def test_cogwriter_s_second_plan_may_be_its_first_that_can_be_read(store: Path) -> None:
    manuscript = write(SERIES, model=unplanned("plan"), graph="cogwriter", store=store)
    assert [section.title for section in manuscript.sections] == [f"Week {number}" for number in range(1, 21)]
    assert "unplanned" not in {finding.code for finding in manuscript.findings}


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize("persona", ["prose", "empty", "refuse", "down"])
def test_bad_models_end_and_no_error_becomes_prose(persona: str, name: str, store: Path) -> None:
    manuscript = write(REQUEST, words=1_200, graph=name, model=f"scripted:{persona}", store=store)
    assert manuscript.usage.calls < 80
    for word in ("Traceback", "could not be", "declined", "server"):
        assert word not in manuscript.text
    if persona in ("empty", "down"):
        assert manuscript.status == "failed"


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize("reached", [1, 3, 5])
async def test_a_broken_run_is_resumed_without_paying_twice(name: str, reached: int, store: Path) -> None:
    whole = await awrite(REQUEST, words=3_000, model=Mortal(None), graph=name, store=store)
    mortal = Mortal(min(reached, whole.usage.calls - 1))
    first = await awrite(REQUEST, words=3_000, model=mortal, graph=name, store=store.with_name("killed.db"))
    assert first.status == "failed"
    mortal.lives = None
    again = await aresume(first.job_id, store=store.with_name("killed.db"), model=mortal)
    assert again.text == whole.text
    assert again.usage.calls == whole.usage.calls == mortal.answered


class Mortal(SimulatedWriter):
    """A steady writer that is down for good after some answers."""

    retry_policy = RetryPolicy(tries=1)

    def __init__(self, lives: int | None) -> None:
        super().__init__()
        self.lives = lives
        self.answered = 0

    async def complete(self, request: Any) -> Any:
        if self.lives is not None and self.answered >= self.lives:
            raise BackendError("The server is gone.", retryable=False)
        self.answered += 1
        return await super().complete(request)


def test_a_plan_is_shown_where_there_is_one(store: Path) -> None:
    assert len(plan(REQUEST, words=3_000, graph="cogwriter", store=store).outline.sections) == 6
    refused = plan(REQUEST, words=3_000, graph="one_shot", store=store)
    assert "makes no plan" in refused.message
