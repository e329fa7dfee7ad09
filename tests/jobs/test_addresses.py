"""Where a model server is, and by which password it is reached, is for the operator alone."""

from __future__ import annotations

import pytest

from longwriter_agents.addresses import told_to_users, without_addresses, without_secrets
from longwriter_agents.backends.base import Backend
from longwriter_agents.jobs.direct import new_record
from longwriter_agents.jobs.intake import taken_in
from longwriter_agents.jobs.models import Relay, opened
from longwriter_agents.jobs.telling import for_callers
from longwriter_agents.options import Options
from longwriter_agents.service.streams import as_event
from longwriter_agents.service.wire import shown
from longwriter_agents.testing import open_scripted

FULL, KEPT = "http://writer:s3cret@models.internal:8000/v1?key=k3y", "http://models.internal:8000/v1"


async def test_records_keep_no_password_and_runs_find_it_where_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LONGWRITER_BASE_URL", FULL)
    intake = taken_in({"prompt": "On bees.", "model": "openai:m"})
    record = new_record(intake, lane="service")
    assert intake.options.base_url == FULL, "this run itself is given it"
    assert record.options["base_url"] == KEPT
    asked: list[str | None] = []

    def answering(spec: str, *, base_url: str | None, context_window: int | None) -> Backend:
        asked.append(base_url)
        return open_scripted("down")

    monkeypatch.setattr("longwriter_agents.jobs.models.open_backend", answering)
    options = Options.model_validate(record.options)
    for setting in (FULL, "http://other.internal/v1"):
        monkeypatch.setenv("LONGWRITER_BASE_URL", setting)
        opened(dict.fromkeys(("planner", "drafter", "reviewer"), "openai:m"), options, Relay(), None)
    assert asked == [FULL, KEPT]


def test_users_of_a_service_are_told_no_address() -> None:
    message = f"The server at {FULL} could not be reached or hung up (ConnectError). Is it running?"
    told = "The server could not be reached or hung up (ConnectError). Is it running?"
    assert without_addresses(message) == told
    assert without_addresses(f"Asked {KEPT}, in vain.") == "Asked, in vain."
    assert without_addresses("Resume with: POST /v1/documents/x/resume") == "Resume with: POST /v1/documents/x/resume"
    event = {"type": "call_retried", "attempt": 1, "reason": message}
    assert told_to_users(event) == {**event, "reason": told}
    assert "internal" not in as_event(7, event)
    intake = taken_in({"prompt": "On bees.", "model": "scripted:steady"})
    assert shown(new_record(intake, lane="service", message=message)).message == told


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "The budget (9 tokens) is used up. Resume it with a larger one. On the command line: --max-tokens.",
            "The budget (9 tokens) is used up. Resume it with a larger one.",
        ),
        ("Version 7 of x is not kept. `longwriter versions` lists them.", "Version 7 of x is not kept."),
        ("openai:m needs a key. Set OPENAI_API_KEY (or OPENAI_API_KEY_FILE).", "openai:m needs a key."),
        ('The text lacks "--verbose". It says MAX_SIZE.', 'The text lacks "--verbose". It says MAX_SIZE.'),
    ],
)
def test_users_of_a_service_are_sent_to_no_command_line(message: str, told: str) -> None:
    """What a message quotes of a document about programs stays."""
    assert for_callers(message) == told
    intake = taken_in({"prompt": "On bees.", "model": "scripted:steady"})
    assert shown(new_record(intake, lane="service", message=message)).message == told


def test_an_address_that_is_none_is_not_kept() -> None:
    assert without_secrets("http://[::1") == ""
    assert without_secrets("http://[::1]:8000/v1") == "http://[::1]:8000/v1"
