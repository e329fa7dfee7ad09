"""Evaluations can be killed at any time: what is done is never done again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.errors import BackendError, InputError
from longwriter_agents.evaluation.doors import run_suite
from longwriter_agents.evaluation.records import Key, Results, gathered, read_rows
from longwriter_agents.evaluation.running import Plan, chosen, spread
from longwriter_agents.evaluation.suite import Item
from longwriter_agents.testing.simulated import SimulatedWriter

LINES = [
    {"prompt": "Write a 120-word note on rivers.", "type": "Popular Science", "length": 120},
    {"prompt": "Write a 300 word letter to a miller.", "type": "Letters", "length": 300},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "longbench_write_own.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
    return path


def run(data: Path, folder: Path, **more: Any) -> list[str]:
    told: list[str] = []
    plan = Plan(model="scripted:steady", data=data, **more)
    run_suite("longbench-write", plan, folder, judge_itself=False, tell=told.append)
    return told


def test_a_row_holds_all_that_is_needed_to_judge_and_repeat_the_run(data: Path, tmp_path: Path) -> None:
    run(data, tmp_path / "results")
    first = gathered([tmp_path / "results"])[0]
    assert first["asked"] == 120
    assert first["scores"]["S_l"] > 90
    assert first["written"] > 100
    assert first["calls"] == 1
    assert first["input_tokens"] > 0 < first["output_tokens"]
    assert (first["seed"], first["model"], first["graph"]) == (0, "scripted:steady", "longform")
    assert set(first["prompts"]) >= {"drafter", "planner"}
    assert first["machine"]["cores"]
    assert Path(first["text"]).read_text(encoding="utf-8").strip()


def test_finished_runs_are_not_repeated_and_seeds_are_runs_of_their_own(data: Path, tmp_path: Path) -> None:
    run(data, tmp_path / "results")
    rows = read_rows(tmp_path / "results" / "rows.jsonl")
    again = run(data, tmp_path / "results", seeds=2)
    assert again[0] == "longbench-write: 4 runs, 2 of them done already."
    after = read_rows(tmp_path / "results" / "rows.jsonl")
    assert after[:2] == rows
    assert [row["seed"] for row in after] == [0, 0, 1, 1]
    texts = {Path(row["text"]).name: (tmp_path / "results" / row["text"]).read_text() for row in after}
    assert len(set(texts.values())) == 4, "another seed is another sample"
    assert not list((tmp_path / "results" / "stores").iterdir())


def test_a_run_that_was_broken_off_pays_for_no_call_twice(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    original = SimulatedWriter.complete
    dies = [True]

    async def complete(self: SimulatedWriter, request: Any) -> Any:
        if len(asked) == 4 and dies[0]:
            raise KeyboardInterrupt
        asked.append(request.purpose)
        return await original(self, request)

    monkeypatch.setattr(SimulatedWriter, "complete", complete)
    long = tmp_path / "longbench_write_long.jsonl"
    long.write_text(json.dumps({"prompt": "Write 1,500 words on canals.", "type": "x", "length": 1_500}))
    with pytest.raises(KeyboardInterrupt):
        run(long, tmp_path / "results", concurrency=1)
    dies[:] = [False]
    run(long, tmp_path / "results", concurrency=1)
    row = read_rows(tmp_path / "results" / "rows.jsonl")[0]
    assert row["calls"] == len(asked), "every call that reached the model is counted once and none was made again"


def test_a_half_written_last_line_is_passed_over(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.append(Key("s", "1", "g", 0, "m"), {"text": "t"})
    with (tmp_path / "rows.jsonl").open("a") as file:
        file.write('{"key": "s|2|g|0|m|", "te')
    again = Results(tmp_path)
    again.append(Key("s", "3", "g", 0, "m"), {"text": "t"})
    assert [row["key"] for row in read_rows(tmp_path / "rows.jsonl")] == ["s|1|g|0|m|", "s|3|g|0|m|"]


def test_a_failing_model_is_a_result_and_not_the_end(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = SimulatedWriter.complete

    async def complete(self: SimulatedWriter, request: Any) -> Any:
        raise BackendError("The server answered 401.", retryable=False, status=401)

    monkeypatch.setattr(SimulatedWriter, "complete", complete)
    run(data, tmp_path / "results")
    rows = read_rows(tmp_path / "results" / "rows.jsonl")
    assert [(row["status"], row["scores"]["S_l"]) for row in rows] == [("failed", 0.0), ("failed", 0.0)]
    monkeypatch.setattr(SimulatedWriter, "complete", original)
    assert run(data, tmp_path / "results")[0].endswith("2 of them done already.")
    assert run(data, tmp_path / "results", retry_failed=True)[0].endswith("0 of them done already.")
    mended = read_rows(tmp_path / "results" / "rows.jsonl")
    assert [row["key"] for row in mended] == [row["key"] for row in rows]
    assert all(row["scores"]["S_l"] > 90 for row in mended), "of a run that was made again the last row counts"
    assert run(data, tmp_path / "results", retry_failed=True)[0].endswith("2 of them done already.")


def test_a_sample_is_spread_over_the_whole_file() -> None:
    items = [Item(str(number), "x") for number in range(60)]
    assert [item.id for item in spread(items, 3)] == ["10", "30", "50"]
    assert len(spread(items, None)) == len(spread(items, 99)) == 60


def test_items_can_be_chosen_by_how_their_ids_begin() -> None:
    items = [Item(name, "x") for name in ("story-1", "essay-2", "story-3")]
    assert [item.id for item in chosen(items, ("story", "essay-2"))] == ["story-1", "essay-2", "story-3"]
    assert [item.id for item in chosen(items, ("story",))] == ["story-1", "story-3"]
    assert chosen(items, ()) == items
    with pytest.raises(InputError, match="no item 'ode'"):
        chosen(items, ("ode",))


def test_what_cannot_be_run_is_said_before_anything_is_spent(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no suite"):
        run_suite("nothing", Plan(model="scripted:steady"), tmp_path, judge_itself=False, tell=print)
    with pytest.raises(InputError, match="no graph"):
        run(data, tmp_path / "results", graphs=("nothing",))
    with pytest.raises(InputError, match="the writer itself"):
        run(data, tmp_path / "results", judge="scripted:steady")
    with pytest.raises(InputError, match="--data"):
        run(tmp_path / "none", tmp_path / "results")
