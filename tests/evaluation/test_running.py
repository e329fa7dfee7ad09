"""Evaluations can be killed at any time: what is done is never done again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.errors import BackendError, InputError
from longwriter_agents.evaluation.doors import run_suite
from longwriter_agents.evaluation.judging import server_of
from longwriter_agents.evaluation.records import Key, Results, gathered, read_rows
from longwriter_agents.evaluation.running import Plan
from longwriter_agents.evaluation.sampling import chosen, spread
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
    assert [row["key"] for row in read_rows(tmp_path / "rows.jsonl")] == ["s|1|g|0|m||", "s|3|g|0|m||"]


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
    assert [int(item.id) // 20 for item in spread(items, 3)] == [0, 1, 2]
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


def test_a_step_through_a_file_of_rows_and_columns_meets_many_of_its_rows() -> None:
    """As LIFEBench has it: every task under three kinds of demand and ten lengths."""
    items = [
        Item(f"{task}-{kind}-{length}", "x", bucket=f"{kind} {'short' if length < 6 else 'long'}")
        for length in range(10)
        for kind in ("equal", "at most", "at least")
        for task in range(20)
    ]
    sample = spread(items, 30)
    assert len({item.id for item in sample}) == 30
    assert len({item.id.split("-")[0] for item in sample}) > 10
    assert {item.bucket: sum(each.bucket == item.bucket for each in sample) for item in items} == {
        f"{kind} {size}": count
        for kind in ("equal", "at most", "at least")
        for size, count in (("short", 6), ("long", 4))
    }
    assert spread(items, 30) == sample, "the same every time"
    assert [items.index(item) for item in sample] == sorted(items.index(item) for item in sample)


def test_two_items_of_one_id_are_refused() -> None:
    with pytest.raises(InputError, match="Two items of the data are called 'a'"):
        chosen([Item("a", "x"), Item("a", "y")], ())


def test_a_request_with_a_line_separator_of_unicode_is_run_once(tmp_path: Path) -> None:
    path = tmp_path / "longbench_write_own.jsonl"
    line = {"prompt": "Write a 120-word note\u2028on rivers.\u2029Or\x85lakes.", "type": "x", "length": 120}
    path.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    run(path, tmp_path / "results")
    assert run(path, tmp_path / "results")[0].endswith("1 of them done already.")
    assert gathered([tmp_path / "results"])[0]["request"] == line["prompt"]


def test_an_item_of_the_same_name_in_other_data_is_another_item(data: Path, tmp_path: Path) -> None:
    run(data, tmp_path / "results")
    changed = [{**LINES[0], "prompt": "Write a 120-word note on hills."}, LINES[1]]
    data.write_text("\n".join(json.dumps(line) for line in changed), encoding="utf-8")
    assert run(data, tmp_path / "results")[0].endswith("1 of them done already.")
    assert run(data, tmp_path / "results", context_window=4_096)[0].endswith("0 of them done already.")


def test_a_row_that_no_evaluation_has_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"key": "x"}\n')
    with pytest.raises(InputError, match=r"The row 'x' of .* names no text"):
        gathered([tmp_path])


def test_a_row_names_its_server_and_the_path_that_nothing_could_shorten(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = SimulatedWriter.complete

    async def complete(self: SimulatedWriter, request: Any) -> Any:
        reply = await original(self, request)
        return replace(reply, usage=reply.usage.model_copy(update={"seconds": 2.0}))

    monkeypatch.setattr(SimulatedWriter, "complete", complete)
    run(data, tmp_path / "results", graphs=("one_shot", "longform"), context_window=8_000)
    rows = read_rows(tmp_path / "results" / "rows.jsonl")
    assert [row["context_window"] for row in rows] == [8_000] * 4
    assert [row["server"] for row in rows] == ["scripted"] * 4
    assert [row["critical_s"] for row in rows if row["graph"] == "one_shot"] == [2.0, 2.0]
    assert [row["seconds"] for row in rows] == [2.0 * row["calls"] for row in rows], "of the calls, not of the run"
    assert all(row["critical_s"] <= row["seconds"] for row in rows)
    assert server_of("openai:m", "https://me:secret@host/v1?key=secret") == "https://host/v1"


def test_a_judge_of_the_same_name_at_another_address_is_another_judge() -> None:
    one, other = (Key("s", "1", "g", 0, "m", "openai:j", "a", at) for at in ("", "b"))
    assert one.text != other.text
    assert one.writing == other.writing
