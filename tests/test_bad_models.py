"""Nothing silent: a model that fails in whatever way ends in bounded calls and an honest result."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents import Manuscript, resume, write
from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.errors import BackendError
from longwriter_agents.events import CallRetried, Event
from longwriter_agents.options import Flow
from longwriter_agents.testing import ScriptedBackend, SimulatedWriter

REQUEST = "Write a report on the harbour."
ERROR_TEXTS = ("scripted:", "Traceback", "could not be reached", "answered 400", "Too many requests", "I'm sorry")


def written_by(persona: str, store: Path, words: int, events: list[Event] | None = None) -> Manuscript:
    listener = events.append if events is not None else None
    return write(REQUEST, words=words, model=f"scripted:{persona}", store=store, on_event=listener)


@pytest.mark.parametrize("words", [400, 1_500])
@pytest.mark.parametrize("persona", ["empty", "error", "down", "refuse", "loop"])
def test_a_model_that_gives_nothing_usable_fails_and_says_why_and_what_to_do(
    persona: str, words: int, store: Path
) -> None:
    manuscript = written_by(persona, store, words)
    assert manuscript.status == "failed"
    assert manuscript.usage.calls <= 40
    assert len(manuscript.message) > 40
    assert not any(text in manuscript.text for text in ERROR_TEXTS)


REASONS = {
    "empty": "answered nothing",
    "error": "answered 400",
    "down": "could not be reached",
    "refuse": "declined",
    "loop": "usable words",
}


@pytest.mark.parametrize(("persona", "reason"), REASONS.items())
def test_the_message_names_the_reason(persona: str, reason: str, store: Path) -> None:
    assert reason in written_by(persona, store, 1_500).message


@pytest.mark.parametrize("persona", ["prose", "half-json"])
def test_a_model_that_can_t_plan_still_writes_and_the_finding_is_told(persona: str, store: Path) -> None:
    manuscript = written_by(persona, store, 1_500)
    assert manuscript.status == "complete_with_findings"
    assert "unplanned" in {finding.code for finding in manuscript.findings}
    assert abs(manuscript.words.deviation) <= 0.03
    assert manuscript.usage.calls <= 15


@pytest.mark.parametrize(
    ("request_text", "last"),
    [
        ("Write a short story about a bridge keeper.", "Who was there at the end"),
        ("Write a manual for bridge keepers.", "Where it came from"),
        ("写一篇关于守桥人的短篇小说。", "最后在场的人"),
    ],
)
def test_a_planner_with_one_idea_gets_sections_of_a_common_course(request_text: str, last: str, store: Path) -> None:
    manuscript = write(request_text, words=5_000, model="scripted:one-idea", store=store)
    titles = [section.title for section in manuscript.outline.sections]
    assert (manuscript.outline.title, titles[0]) == ("The bridge man", ""), "told once, above"
    assert titles[-1] == last
    assert len(titles) == len(set(titles)) == 8
    assert abs(manuscript.words.deviation) <= 0.03
    told = [finding.message for finding in manuscript.findings if finding.code == "unplanned"]
    assert told == [
        "The planner named 1 section(s) of 8, however often it was asked; the others are about what most documents of "
        "the kind tell."
    ]


def test_a_planner_that_only_counts_gets_sections_that_are_about_something(store: Path) -> None:
    manuscript = write("Write a manual for bridge keepers.", words=3_000, model="scripted:numbering", store=store)
    titles = [section.title for section in manuscript.outline.sections]
    assert "People and their roles" in titles
    assert not any(title.startswith("Section") for title in titles)
    assert manuscript.status == "complete_with_findings"


def test_in_a_language_without_common_courses_the_one_section_stays(store: Path) -> None:
    manuscript = write(
        "Schreibe eine Geschichte über eine Brücke.", words=5_000, language="de", model="scripted:one-idea", store=store
    )
    assert len(manuscript.outline.sections) == 1
    assert any("those alone" in finding.message for finding in manuscript.findings)


def test_a_document_that_goes_on_after_summing_up_sums_up_at_its_end_and_nowhere_else(store: Path) -> None:
    manuscript = written_by("summing-up", store, 1_500)
    assert manuscript.status == "complete", manuscript.findings
    assert manuscript.text.rstrip().endswith("Overall, the harbour is worth its keep.")
    assert manuscript.text.count("Overall,") == 1
    assert any(cost.activity == "continue" for cost in manuscript.activities)


def test_a_busy_server_is_waited_for(store: Path) -> None:
    events: list[Event] = []
    manuscript = written_by("busy", store, 1_500, events)
    assert manuscript.status == "complete"
    retries = [event for event in events if isinstance(event, CallRetried)]
    assert retries
    assert all("Too many requests" in event.reason for event in retries)


def test_leaked_headings_and_remarks_never_reach_the_document(store: Path) -> None:
    manuscript = written_by("headings", store, 1_500)
    assert manuscript.status == "complete", manuscript.findings
    headings = [line for line in manuscript.text.splitlines() if line.startswith("#")]
    assert headings == [f"# {manuscript.outline.title}"] + [f"## {s.title}" for s in manuscript.outline.sections]
    assert "Here is the section" not in manuscript.text
    assert "Word count" not in manuscript.text


def test_a_copycat_s_paragraph_stands_once(store: Path) -> None:
    manuscript = written_by("copycat", store, 1_500)
    assert manuscript.status == "complete", manuscript.findings
    paragraphs = manuscript.text.split("\n\n")
    assert len(set(paragraphs)) == len(paragraphs)


def test_what_a_writer_forgets_is_put_in_by_the_reviser(store: Path) -> None:
    manuscript = write(
        'Write a report on the harbour. It must mention "tidal clock" and "customs shed".',
        words=1_500,
        model="scripted:forgetful",
        store=store,
    )
    assert manuscript.status == "complete", manuscript.findings
    assert "tidal clock" in manuscript.text
    assert "customs shed" in manuscript.text


def test_a_failing_job_can_be_resumed_with_another_model(store: Path) -> None:
    failed = written_by("down", store, 1_500)
    assert failed.status == "failed"
    mended = resume(failed.job_id, store=store, model="scripted:steady")
    assert mended.job_id == failed.job_id
    assert mended.status == "complete"


def dying(after: int) -> SimulatedWriter:
    """Serves so many calls, then is down for good."""

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if writer.calls > after:
            raise BackendError("The server could not be reached.", retryable=False, model=writer.spec)
        return reply

    return SimulatedWriter(spec="scripted:dying", trick=trick)


@pytest.mark.parametrize("flow", ["sequential", "parallel"])
def test_a_model_that_goes_down_midway_leaves_what_it_wrote_and_nothing_else(flow: Flow, store: Path) -> None:
    failed = write(REQUEST, words=6_000, model=dying(5), store=store, flow=flow)
    assert failed.status == "failed"
    assert "could not be reached" in failed.message
    written = [section for section in failed.sections if section.text]
    assert 3 <= len(written) < len(failed.outline.sections)
    assert all(section.text in failed.text for section in written)
    assert not any(text in failed.text for text in ERROR_TEXTS)
    missing = {finding.section_id for finding in failed.findings if finding.code == "missing"}
    assert missing == {row.id for row in failed.words.sections if row.written == 0}
    whole = write(REQUEST, words=6_000, model=SimulatedWriter(spec="scripted:dying"), flow=flow, store=store)
    mended = resume(failed.job_id, store=store, model=SimulatedWriter(spec="scripted:dying"))
    assert mended.status == "complete", mended.findings
    assert mended.usage.calls <= whole.usage.calls + 1, "what was paid for is not paid for again"
    assert {section.text for section in written} & {section.text for section in mended.sections}


def test_a_reviewer_that_judges_nothing_approves_nothing(store: Path) -> None:
    request = f"{REQUEST} It should be cheerful."
    manuscript = write(request, words=1_000, reviewer="scripted:prose", model="scripted:steady", store=store)
    assert manuscript.status == "complete_with_findings"
    assert "unverified" in {row.verdict for row in manuscript.constraints}
    assert manuscript.usage.calls <= 40


@pytest.mark.parametrize(
    "reply", ["####", "<think>only thoughts", "***", "```\n```", "\ud800", "Sure!", "\x00", "# Harbour"]
)
def test_replies_without_a_word_of_text_end_in_bounded_calls(reply: str, store: Path) -> None:
    model = ScriptedBackend(lambda request: reply)
    manuscript = write(REQUEST, words=1_000, model=model, store=store)
    assert manuscript.status == "failed"
    assert len(model.asked) <= 40
    assert manuscript.message
