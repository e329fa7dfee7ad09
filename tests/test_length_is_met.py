"""Length is met, not wished for: whatever a writer makes of what it is asked, the document has its words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from longwriter_agents import Manuscript, plan, write
from longwriter_agents.words import count_words

REQUEST = "Write a guide to keeping bees in a small town garden."
WRITERS = ("0.4", "0.7", "1.6", "varying")


def by_activity(manuscript: Manuscript) -> dict[str, int]:
    return {cost.activity: cost.usage.calls for cost in manuscript.activities}


Written = Callable[[str, int], Manuscript]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A writer's document of so many words; each is written once, in a store of its own."""

    @cache
    def document(writer: str, words: int) -> Manuscript:
        store = tmp_path_factory.mktemp("length") / "store.db"
        return write(REQUEST, words=words, model=f"scripted:{writer}", store=store)

    return document


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("words", [1_000, 5_000, pytest.param(20_000, marks=pytest.mark.slow)])
def test_a_writer_of_any_habit_lands_within_three_percent(writer: str, words: int, written: Written) -> None:
    manuscript = written(writer, words)
    assert manuscript.status == "complete", manuscript.findings
    assert abs(manuscript.words.deviation) <= 0.03
    assert manuscript.words.written == count_words(manuscript.text)


@pytest.mark.slow
@pytest.mark.parametrize("writer", WRITERS)
def test_a_hundred_thousand_words_land_as_well(writer: str, store: Path) -> None:
    manuscript = write(REQUEST, words=100_000, model=f"scripted:{writer}", store=store)
    assert manuscript.status == "complete", manuscript.findings
    assert abs(manuscript.words.deviation) <= 0.03
    assert len(manuscript.outline.parts) > 5, "a long outline has parts"


@pytest.mark.slow
@pytest.mark.parametrize("writer", WRITERS)
def test_extra_calls_are_few_and_reported(writer: str, written: Written) -> None:
    manuscript = written(writer, 20_000)
    calls, sections = by_activity(manuscript), len(manuscript.outline.sections)
    assert calls["draft"] == sections
    assert calls.get("continue", 0) <= sections, "less than one continuation for each section, once the pace is known"
    assert manuscript.usage.calls == sum(calls.values())


def test_budgets_sum_exactly_to_what_was_asked(store: Path) -> None:
    manuscript = plan(REQUEST, words=7_777, store=store)
    outline = manuscript.outline
    named = [outline.title, *(each.title for each in outline.parts), *(each.title for each in outline.sections)]
    headings = sum(count_words(title) for title in named)
    assert sum(section.budget for section in outline.sections) + headings == 7_777


def test_the_ledger_s_rows_and_headings_make_the_whole(written: Written) -> None:
    ledger = written("0.7", 5_000).words
    assert sum(row.written for row in ledger.sections) + ledger.headings == ledger.written


@pytest.mark.parametrize("words", [120, 300, 599])
def test_short_requests_take_one_call_from_a_writer_who_keeps_to_what_is_asked(words: int, store: Path) -> None:
    manuscript = write("Write a note about the old mill.", words=words, store=store)
    assert manuscript.status == "complete", manuscript.findings
    assert manuscript.usage.calls == 1
    assert manuscript.outline.sections[0].title == ""


def test_a_section_longer_than_a_reply_is_written_over_several_that_join_cleanly(store: Path) -> None:
    outline = ["The whole story"]
    manuscript = write("Write a story about the ferry.", words=5_000, outline=outline, store=store)
    assert manuscript.status == "complete", manuscript.findings
    assert by_activity(manuscript)["continue"] >= 2
    sentences = manuscript.sections[0].text.replace("\n\n", " ").split(". ")
    assert len(set(sentences)) == len(sentences), "nothing is told twice at a seam"


def test_the_pace_of_a_model_is_kept_for_the_next_document(store: Path) -> None:
    first = write(REQUEST, words=5_000, model="scripted:0.4", store=store)
    second = write(REQUEST, words=5_000, model="scripted:0.4", store=store)
    assert by_activity(second).get("continue", 0) < by_activity(first).get("continue", 0)


def test_the_request_s_own_length_counts_when_none_is_given(store: Path) -> None:
    manuscript = write("Write a 2,000-word essay on the history of salt.", store=store)
    assert manuscript.words.target == 2_000
    assert abs(manuscript.words.deviation) <= 0.03


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [("at least 1,200 words", 1_200, 10**9), ("no more than 900 words", 0, 900), ("800-1,000 words", 800, 1_000)],
)
@pytest.mark.parametrize("writer", ["0.7", "1.6"])
def test_bounds_are_kept_on_their_side(phrase: str, low: int, high: int, writer: str, store: Path) -> None:
    manuscript = write(f"Write an essay on rivers, {phrase}.", model=f"scripted:{writer}", store=store)
    assert low <= manuscript.words.written <= high
    assert manuscript.status == "complete", manuscript.findings


def test_where_one_section_has_no_more_to_tell_the_others_make_up_for_it(store: Path) -> None:
    manuscript = write("Write a report on the harbour.", words=1_500, model="scripted:tongue-tied", store=store)
    tied = manuscript.words.sections[1]
    assert tied.written < 0.6 * tied.budget
    assert manuscript.status == "complete", manuscript.findings
    assert [finding.section_id for finding in manuscript.findings if finding.code == "ran_dry"] == [tied.id]
    assert abs(manuscript.words.deviation) <= 0.03


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Write about bees, at least 2,000 words.", "at least 2000 words (aimed at 2080)"),
        ("Write about bees, at most 1,500 words.", "at most 1500 words (aimed at 1440)"),
        ("Write exactly 1,200 words about bees.", "exactly 1200 words"),
        ("Write 1,500 words about bees. Do not exceed 1,600 words.", "about 1500 words (1455–1600)"),
    ],
)
def test_a_row_says_what_was_asked_and_beside_it_what_is_aimed_at(asked: str, told: str, store: Path) -> None:
    assert plan(asked, model="scripted:steady", store=store).constraints[0].text == told


def test_lengths_that_exclude_each_other_are_told_before_anything_is_written(store: Path) -> None:
    planned = plan("Write about bees, at least 2000 words and at most 500 words.", model="scripted:steady", store=store)
    assert [finding.code for finding in planned.findings if finding.severity != "info"] == ["conflict"]


def test_a_length_for_the_last_unit_from_the_caller_is_part_of_the_sum(store: Path) -> None:
    last = {
        "kind": "word_count",
        "length": {"mode": "exactly", "target": 300, "low": 290, "high": 310},
        "scope": {"kind": "units", "numbers": [-1]},
    }
    asked = "Write 12 weekly diary entries for 2018, at least 60 words each."
    planned = plan(asked, constraints=[last], model="scripted:steady", store=store)
    assert planned.words.target == 11 * 62 + 300
    assert [finding.code for finding in planned.findings if finding.severity != "info"] == []


def test_a_number_of_sections_with_room_is_planned_within_it(store: Path) -> None:
    asked = "Write about bees in 4,000 words. Use between 3 and 5 sections."
    planned = plan(asked, model="scripted:steady", store=store)
    assert 3 <= len(planned.outline.sections) <= 5


def test_paragraphs_keep_the_words_that_the_request_allows_them(store: Path) -> None:
    asked = "Write about bees in 700 words. Each paragraph must have at most 60 words."
    manuscript = write(asked, model="scripted:steady", store=store)
    rows = [row for row in manuscript.constraints if row.kind == "piece_length"]
    assert [row.verdict for row in rows] == ["met"]
    assert manuscript.status == "complete", manuscript.findings
