"""Where the judge or the model is down: what was written is kept, what was not is no failure of its, nothing is paid twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.errors import BackendError, LongwriterError
from longwriter_agents.evaluation.doors import run_suite
from longwriter_agents.evaluation.records import read_rows
from longwriter_agents.evaluation.running import Plan
from longwriter_agents.testing.simulated import SimulatedWriter

QUALITY = [
    {"prompt": f"Write a 150-word note on {thing}.", "type": "x", "length": 150} for thing in ("rivers", "hills")
]


@pytest.fixture
def judged_data(tmp_path: Path) -> Path:
    path = tmp_path / "longbench_write_own.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in QUALITY), encoding="utf-8")
    return path


def judge_by(judge: str, data: Path, folder: Path, **more: Any) -> list[str]:
    told: list[str] = []
    plan = Plan(model="scripted:steady", data=data, judge=judge, **more)
    run_suite("quality", plan, folder, judge_itself=False, tell=told.append)
    return told


def one_shots(data: Path, folder: Path, model: str = "scripted:steady", **more: Any) -> list[str]:
    told: list[str] = []
    plan = Plan(model=model, data=data, graphs=("one_shot",), **more)
    run_suite("longbench-write", plan, folder, judge_itself=False, tell=told.append)
    return told


def test_a_second_judge_is_shown_what_was_written_for_the_first(
    judged_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts: list[str] = []
    original = SimulatedWriter.complete

    async def complete(self: SimulatedWriter, request: Any) -> Any:
        drafts.append(self.spec)
        return await original(self, request)

    monkeypatch.setattr(SimulatedWriter, "complete", complete)
    judge_by("scripted:varying", judged_data, tmp_path / "results")
    before = drafts.count("scripted:steady")
    texts = {path: path.read_text() for path in (tmp_path / "results" / "texts").iterdir()}
    judge_by("scripted:forgetful", judged_data, tmp_path / "results")
    assert drafts.count("scripted:steady") == before > 0
    rows = read_rows(tmp_path / "results" / "rows.jsonl")
    assert [row["judge"] for row in rows] == ["scripted:varying"] * 2 + ["scripted:forgetful"] * 2
    assert [(row["text"], row["calls"], row["written"]) for row in rows[:2]] == [
        (row["text"], row["calls"], row["written"]) for row in rows[2:]
    ]
    assert {row["judging"]["model"] for row in rows[2:]} == {"scripted:forgetful"}
    assert {path: path.read_text() for path in (tmp_path / "results" / "texts").iterdir()} == texts


def test_what_a_judge_could_not_be_asked_about_is_kept_and_judged_later(
    judged_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, asked, down = SimulatedWriter.complete, list[str](), [True]

    async def complete(self: SimulatedWriter, request: Any) -> Any:
        asked.append(self.spec)
        if self.spec == "scripted:varying" and "rivers" in str(request.messages) and down[0]:
            raise BackendError("The server answered 400.", retryable=False, status=400)
        return await original(self, request)

    monkeypatch.setattr(SimulatedWriter, "complete", complete)
    with pytest.raises(
        LongwriterError, match=r"1 of 2 runs could not be scored.*answered 400.*[Rr]un the same command"
    ):
        judge_by("scripted:varying", judged_data, tmp_path / "results")
    rows = read_rows(tmp_path / "results" / "rows.jsonl")
    assert [row["item"] for row in rows] == ["longbench_write_own-2"], "the other item was judged"
    down[:] = [False]
    written = asked.count("scripted:steady")
    told = judge_by("scripted:varying", judged_data, tmp_path / "results")
    assert told[0].endswith("1 of them done already.")
    assert asked.count("scripted:steady") == written, "it was not written again"
    assert read_rows(tmp_path / "results" / "rows.jsonl")[-1]["resumed"] is True


def test_where_the_judge_is_down_not_everything_is_written_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = SimulatedWriter.complete
    written = set[str]()

    async def complete(self: SimulatedWriter, request: Any) -> Any:
        if self.spec == "scripted:varying":
            raise BackendError("The server answered 401.", retryable=False, status=401)
        written.add(str(request.messages[0].text))
        return await original(self, request)

    monkeypatch.setattr(SimulatedWriter, "complete", complete)
    path = tmp_path / "longbench_write_own.jsonl"
    lines = [{"prompt": f"Write a 120-word note on river {number}.", "type": "x", "length": 120} for number in range(9)]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    with pytest.raises(BackendError, match="answered 401"):
        judge_by("scripted:varying", path, tmp_path / "results")
    assert len(written) == 5


def test_where_the_model_is_down_not_every_item_becomes_a_failure_of_its(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, down = SimulatedWriter.complete, [True]

    async def complete(self: SimulatedWriter, request: Any) -> Any:
        if down[0]:
            raise BackendError("The server answered 401.", retryable=False, status=401)
        return await original(self, request)

    monkeypatch.setattr(SimulatedWriter, "complete", complete)
    path = tmp_path / "longbench_write_own.jsonl"
    lines = [{"prompt": f"Write a 120-word note on river {number}.", "type": "x", "length": 120} for number in range(6)]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    with pytest.raises(LongwriterError, match=r"answered nothing at all in 3 runs.*answered 401.*--retry-failed"):
        one_shots(path, tmp_path / "results")
    rows = read_rows(tmp_path / "results" / "rows.jsonl")
    assert [row["status"] for row in rows] == ["failed"] * 3
    down[:] = [False]
    told = one_shots(path, tmp_path / "results", retry_failed=True)
    assert told[0] == "longbench-write: 6 runs, 0 of them done already."
    assert not any("failed" in row["status"] for row in read_rows(tmp_path / "results" / "rows.jsonl"))


def test_how_many_runs_failed_is_told_at_the_end(judged_data: Path, tmp_path: Path) -> None:
    told = one_shots(judged_data, tmp_path / "results", model="scripted:empty")
    assert told[-1] == "2 of 2 runs failed; --retry-failed runs them again."
