"""Edits after writing: what depends on a change is gone over, the rest stays sign for sign; versions, diff, undo."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import longwriter_agents as lw
from longwriter_agents import Manuscript
from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.errors import BackendError, Conflict, InputError, VersionNotFound
from longwriter_agents.testing.simulated import SimulatedWriter

REQUEST = "Write a report on the harbour."
IN_REVISIONS = 100_000


def historian(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Says in the first section when the basin was dredged, and rests on it in the third; a revision says another year."""
    again = request.sample >= IN_REVISIONS
    year = "1905" if again else "1890"
    if request.purpose == "draft:s1":
        return replace(reply, text=f"{reply.text} The outer basin was dredged in {year}.")
    if request.purpose == "draft:s3":
        return replace(reply, text=f"{reply.text} Larger vessels came into the outer basin after {year}.")
    if request.purpose == "replace:s3":
        return replace(reply, text="Larger vessels came into the outer basin after 1905.")
    return reply


def model(trick: Any = historian) -> SimulatedWriter:
    return SimulatedWriter(spec="scripted:historian", trick=trick)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manuscript]:
    """A finished document in a store that each test takes a copy of."""
    path = tmp_path_factory.mktemp("finished") / "store.db"
    manuscript = lw.write(REQUEST, words=1_500, model=model(), store=path)
    assert manuscript.status == "complete"
    return path, manuscript


@pytest.fixture
def written(finished: tuple[Path, Manuscript], store: Path) -> Manuscript:
    shutil.copy(finished[0], store)
    return finished[1]


def texts(manuscript: Manuscript) -> dict[str, str]:
    return {section.id: section.text for section in manuscript.sections}


def changed(before: Manuscript, after: Manuscript) -> list[str]:
    old = texts(before)
    return [key for key, text in texts(after).items() if text != old.get(key)]


def test_only_the_section_and_what_contradicts_it_are_changed(written: Manuscript, store: Path) -> None:
    asked = {"sections": "s1", "instruction": "Say that the basin was dredged in 1905, not in 1890.", "store": store}
    plan = lw.plan_revision(written.job_id, **asked)
    assert [target.id for target in plan.targets] == ["s1"]
    depends = {each.id: [(reason.kind, reason.what) for reason in each.reasons] for each in plan.dependents}
    assert ("named", "1890") in depends["s3"]
    assert "s2" in plan.joined
    revised = lw.revise(written.job_id, **asked, model=model())
    assert (revised.status, revised.version, revised.job_id) == ("complete", 2, written.job_id)
    assert changed(written, revised) == ["s1", "s3"]
    assert "1890" not in revised.text
    assert "Larger vessels came into the outer basin after 1905." in texts(revised)["s3"]
    assert abs(revised.words.deviation) <= 0.03
    rows = {row.id: row for row in revised.constraints if row.id.startswith("r")}
    assert [(row.placements, row.verdict, row.by) for row in rows.values()] == [(("s1",), "met", "model")]
    calls = {each.activity: each.usage.calls for each in revised.activities}
    assert calls["replace"] == 1, "one sentence was mended, no section more was drafted"


def test_the_instruction_s_words_are_checked_by_code_where_code_can(written: Manuscript, store: Path) -> None:
    asked = {"sections": ["s2"], "instruction": 'Mention "tidal clock".', "store": store, "model": model()}
    revised = lw.revise(written.job_id, **asked)
    row = next(row for row in revised.constraints if row.id == "r1")
    assert (row.kind, row.verdict, row.by) == ("include", "met", "code")
    assert "tidal clock" in texts(revised)["s2"]
    again = lw.revise(written.job_id, **{**asked, "instruction": "Make it warmer."})
    assert [row.id for row in again.constraints if row.id.startswith("r")] == ["r1", "r2"]
    last = lw.revise(written.job_id, **{**asked, "instruction": "Make it colder."})
    kept = [(row.id, row.text) for row in last.constraints if row.id.startswith("r")]
    assert kept == [("r1", "mentions tidal clock"), ("r3", "Make it colder.")], (
        "a newer wish takes an older one's place"
    )


def test_a_length_in_the_instruction_is_the_section_s_new_length(written: Manuscript, store: Path) -> None:
    revised = lw.revise(
        written.job_id, sections="s4", instruction="Shorten it to 120 words.", store=store, model=model()
    )
    lengths = {row.id: row for row in revised.words.sections}
    assert lengths["s4"].budget == 120
    assert abs(lengths["s4"].written - 120) <= 20
    assert revised.words.target == written.words.target - written.words.sections[3].budget + 120
    assert changed(written, revised) == ["s4"]
    longer = lw.revise(written.job_id, sections="s4", words=300, store=store, model=model())
    assert texts(longer)["s4"].startswith(texts(revised)["s4"][:80]), "it was gone on with, not written anew"
    assert abs(longer.words.deviation) <= 0.03


def test_follow_says_how_far_a_change_goes(written: Manuscript, store: Path) -> None:
    asked = {"sections": "s1", "instruction": "Say 1905 instead of 1890.", "store": store}
    alone = lw.revise(written.job_id, **asked, follow="none", model=model())
    assert changed(written, alone) == ["s1"]
    lw.undo(written.job_id, store=store)
    everything = lw.revise(written.job_id, **asked, follow="all", model=model())
    assert "s3" in changed(written, everything)
    drafted = {each.activity: each.usage.calls for each in everything.activities}
    assert drafted["draft"] > {each.activity: each.usage.calls for each in alone.activities}["draft"] + 1


def test_what_could_not_be_mended_is_told(written: Manuscript, store: Path) -> None:
    def stubborn(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if request.purpose == "replace:s3":
            return replace(reply, text="Larger vessels still came into the outer basin after 1890.")
        return historian(writer, request, reply)

    revised = lw.revise(
        written.job_id, sections="s1", instruction="Say 1905 instead of 1890.", store=store, model=model(stubborn)
    )
    assert revised.status == "complete_with_findings"
    told = [(finding.code, finding.section_id) for finding in revised.findings if finding.code == "contradiction"]
    assert told == [("contradiction", "s3")]


def test_locked_sections_are_kept_with_the_job_and_never_touched(written: Manuscript, store: Path) -> None:
    assert lw.lock_sections(written.job_id, ["s3"], store=store) == ["s3"]
    with pytest.raises(InputError, match="Locked"):
        lw.revise(written.job_id, sections="s3", instruction="Other words.", store=store)
    plan = lw.plan_revision(written.job_id, sections="s1", instruction="Say 1905, not 1890.", store=store)
    assert (plan.locked, [each.id for each in plan.dependents if each.id == "s3"]) == (("s3",), [])
    revised = lw.revise(
        written.job_id, sections="s1", instruction="Say 1905, not 1890.", store=store, model=model(), follow="all"
    )
    assert "s3" not in changed(written, revised)
    with pytest.raises(InputError, match="Locked"):
        lw.plan_revision(written.job_id, outline=[s.title for s in written.sections if s.id != "s3"], store=store)
    assert lw.lock_sections(written.job_id, unlock=["s3"], store=store) == []
    with pytest.raises(InputError, match="no section 's9'"):
        lw.lock_sections(written.job_id, ["s9"], store=store)


def test_an_edited_outline_writes_what_is_new_and_keeps_the_rest(written: Manuscript, store: Path) -> None:
    titles = [section.title for section in written.sections]
    lines = [f"# {written.outline.title}", f"## {titles[0]}", "## What the Ferry Costs", "Fares and who pays them"]
    lines += [f"## {title}" for title in (titles[2], titles[1], *titles[4:])]
    outline = "\n".join(lines)
    plan = lw.plan_revision(written.job_id, outline=outline, store=store)
    assert [(target.how, target.title) for target in plan.targets] == [("write", "What the Ferry Costs")]
    assert plan.removed == ("s4",)
    revised = lw.revise(written.job_id, outline=outline, store=store, model=model())
    assert [section.title for section in revised.sections][:4] == [
        titles[0],
        "What the Ferry Costs",
        titles[2],
        titles[1],
    ]
    kept = {key: text for key, text in texts(revised).items() if key in texts(written)}
    assert all(text == texts(written)[key] for key, text in kept.items())
    assert revised.status == "complete"
    assert abs(revised.words.deviation) <= 0.03
    told = lw.diff(written.job_id, store=store)
    assert told.reordered
    assert {section.change for section in told.sections} == {"added", "removed"}


def test_a_plan_that_is_changed_is_written_anew_and_a_budget_brings_the_length(
    written: Manuscript, store: Path
) -> None:
    value = written.outline.model_dump(mode="json")
    sections = value["parts"][0]["sections"]
    sections[1]["summary"] = "How the pilots are paid"
    sections[3]["budget"] = sections[3]["budget"] // 2
    plan = lw.plan_revision(written.job_id, outline=value, store=store)
    assert [(target.id, target.how) for target in plan.targets] == [("s2", "rewrite"), ("s4", "shorten")]
    revised = lw.revise(written.job_id, outline=value, store=store, model=model())
    assert set(changed(written, revised)) >= {"s2", "s4"}
    assert revised.outline.section("s2").summary == "How the pilots are paid"
    assert abs(revised.words.deviation) <= 0.03


def test_versions_are_kept_compared_and_put_back(written: Manuscript, store: Path) -> None:
    assert [each.about["why"] for each in lw.versions(written.job_id, store=store)] == ["written"]
    with pytest.raises(InputError, match="no earlier version"):
        lw.undo(written.job_id, store=store)
    asked = {"sections": "s2", "instruction": "Make it warmer.", "store": store, "model": model()}
    second = lw.revise(written.job_id, **asked)
    compared = lw.diff(written.job_id, store=store)
    assert (compared.before, compared.after) == (1, 2)
    assert {section.id for section in compared.sections} == set(changed(written, second))
    assert any(line.startswith("-") for line in compared.sections[0].lines)
    back = lw.undo(written.job_id, store=store)
    assert (back.version, back.text) == (3, written.text)
    assert [row.id for row in back.constraints] == [row.id for row in written.constraints]
    with pytest.raises(InputError, match="no earlier version"):
        lw.undo(written.job_id, store=store)
    assert lw.undo(written.job_id, 2, store=store).text == second.text, "an undo can be undone"
    third = lw.revise(written.job_id, **asked)
    assert changed(second, third), "the same wish again is another try"
    assert [each.about["why"] for each in lw.versions(written.job_id, store=store)] == [
        *("written", "instruction", "restored", "restored", "instruction")
    ]
    assert lw.resume(written.job_id, store=store) == third
    with pytest.raises(VersionNotFound):
        lw.diff(written.job_id, 77, store=store)


def test_a_revision_that_fails_leaves_the_document_and_is_resumed_or_put_away(written: Manuscript, store: Path) -> None:
    def down(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        raise BackendError("The server could not be reached.", retryable=False, model=writer.spec)

    asked = {"sections": "s2", "instruction": "Make it warmer.", "store": store}
    failed = lw.revise(written.job_id, **asked, model=model(down))
    assert failed.status == "failed"
    assert f"longwriter undo {written.job_id}" in failed.message
    with pytest.raises(Conflict, match="failed"):
        lw.revise(written.job_id, **asked, model=model())
    assert lw.undo(written.job_id, store=store).text == written.text
    lw.revise(written.job_id, **asked, model=model(down))
    resumed = lw.resume(written.job_id, store=store, model=model())
    assert (resumed.status, resumed.version) == ("complete", 2)
    assert "s2" in changed(written, resumed)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "what shall be changed"),
        ({"sections": "s1"}, "with an instruction"),
        ({"sections": "s1", "outline": ["A"]}, "what shall be changed"),
        ({"outline": ["A"], "instruction": "x"}, "no instruction"),
        ({"sections": "s1", "words": 3}, "words"),
        ({"sections": "s1", "instruction": "x", "follow": "some"}, "follow"),
    ],
)
def test_what_can_t_be_done_is_said_before_anything_is_spent(
    asked: dict[str, Any], told: str, written: Manuscript, store: Path
) -> None:
    with pytest.raises(InputError, match=told):
        lw.revise(written.job_id, **asked, store=store)
    assert len(lw.versions(written.job_id, store=store)) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"sections": 5}, "sections=5"),
        ({"sections": [5]}, "sections"),
        ({"sections": "s1", "instruction": None}, "instruction"),
        ({"outline": 5}, "int"),
        ({"outline": ["A", None]}, "Section 2"),
        ({"sections": "s1", "instruction": "More.", "budget": float("nan")}, "budget"),
        ({"sections": "s1", "instruction": "More.", "budget": {"usd": 0}}, r"budget\.usd"),
        ({"sections": "s1", "instruction": "More.", "lock": "s99"}, "'s99'"),
        ({"sections": "s1", "instruction": "More.", "on_event": 5}, "on_event=5"),
        ({"sections": "s1", "instruction": "More.", "store": 5}, "store=5"),
    ],
)
def test_what_is_no_revision_is_refused_in_one_line(
    options: dict[str, Any], said: str, written: Manuscript, store: Path
) -> None:
    with pytest.raises(InputError, match=said) as caught:
        lw.revise(written.job_id, **{"store": store, **options})
    assert "\n" not in str(caught.value)


def test_one_section_to_lock_needs_no_list(written: Manuscript, store: Path) -> None:
    assert lw.lock_sections(written.job_id, "s2", store=store) == ["s2"]
    assert lw.lock_sections(written.job_id, unlock="s2", store=store) == []


def test_a_model_that_can_t_be_opened_leaves_the_document_finished(written: Manuscript, store: Path) -> None:
    asked = {"sections": "s2", "instruction": "Make it warmer.", "store": store}
    with pytest.raises(InputError, match="OPENAI_API_KEY"):
        lw.revise(written.job_id, **asked, model="openai:gpt-none")
    assert lw.revise(written.job_id, **asked, model=model()).version == 2


def test_an_outline_that_changes_nothing_is_no_revision(written: Manuscript, store: Path) -> None:
    with pytest.raises(InputError, match="Nothing"):
        lw.revise(written.job_id, outline=written.outline, store=store)


def test_the_units_of_a_series_stay_as_many_as_were_asked_for(store: Path) -> None:
    diary = lw.write("Write 6 weekly diary entries, 100 words each.", model="scripted:steady", store=store)
    with pytest.raises(InputError, match="6 units"):
        lw.plan_revision(diary.job_id, outline=[s.title for s in diary.sections[:-1]], store=store)
    revised = lw.revise(
        diary.job_id, sections="s3", instruction='Mention "a ferry".', store=store, model="scripted:steady"
    )
    assert revised.status == "complete"
    assert changed(diary, revised) == ["s3"]


def test_an_example_more_is_not_there_because_others_are(written: Manuscript, store: Path) -> None:
    asked = {"sections": "s2", "instruction": "Add an example.", "store": store, "model": model()}
    revised = lw.revise(written.job_id, **asked)
    row = next(row for row in revised.constraints if row.id == "r1")
    assert (row.kind, row.text, row.by) == ("judged", "Add an example.", "model")
