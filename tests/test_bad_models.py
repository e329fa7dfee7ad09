"""Nothing silent: a model that fails in whatever way ends in bounded calls and an honest result."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents import Manuscript, write
from longwriter_agents.events import CallRetried, Event

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
    from longwriter_agents import resume

    failed = written_by("down", store, 1_500)
    assert failed.status == "failed"
    mended = resume(failed.job_id, store=store, model="scripted:steady")
    assert mended.job_id == failed.job_id
    assert mended.status == "complete"
