"""Data files come from elsewhere: what cannot be meant is told with its row, before anything is written or paid."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.registry import suite_named
from longwriter_agents.evaluation.sources import json_lines
from longwriter_agents.evaluation.suite import Item, Written


def kept(tmp_path: Path, name: str, *rows: dict[str, Any]) -> Path:
    path = tmp_path / name
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("suite", "row", "told"),
    [
        ("longbench-write", {"prompt": "Write on rivers.", "length": "abc"}, "'length' must be a whole number"),
        ("longbench-write", {"prompt": "Write on rivers.", "length": None}, "'length' must be a whole number"),
        ("longbench-write", {"prompt": "Write on rivers.", "length": 0}, "'length' must be a whole number"),
        ("longbench-write", {"prompt": "Write on rivers.", "length": True}, "'length' must be a whole number"),
        ("longbench-write", {"prompt": None, "length": 100}, "'prompt' must be a text that is not empty, not null"),
        ("longbench-write", {"prompt": " ", "length": 100}, "'prompt' must be a text that is not empty"),
        ("coherence", {"prompt": "Write on rivers.", "words": -5}, "'words' must be a whole number"),
        ("coherence", {"prompt": "Write on rivers.", "words": "many"}, "'words' must be a whole number"),
        ("lifebench", {"task": "", "lang": "en"}, "'task' must be a text that is not empty"),
        ("longen", {"query": "On bees.", "type": "about", "constraint": "around 0 words"}, "no length that can be met"),
        ("longen", {"query": "On bees.", "type": "range", "constraint": "4000-2000"}, "no length that can be met"),
        ("longen", {"query": None, "type": "about", "constraint": "400"}, "'query' must be a text"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named(suite: str, row: dict[str, Any], told: str, tmp_path: Path) -> None:
    good = {
        "prompt": "Write.",
        "length": 9,
        "words": 9,
        "task": "Write.",
        "query": "Q",
        "type": "about",
        "constraint": "9",
    }
    path = kept(tmp_path, f"{suite}.jsonl", good, row)
    with pytest.raises(InputError, match=told) as error:
        suite_named(suite).items(path)
    assert "Row 2 of" in str(error.value)


def test_data_that_is_not_there_is_named_and_not_taken_for_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no file or folder .*lost\.jsonl"):
        suite_named("longen").items(tmp_path / "lost.jsonl")


def test_lengths_may_be_written_as_text(tmp_path: Path) -> None:
    path = kept(tmp_path, "longbench_write.jsonl", {"prompt": "Write on rivers.", "length": "1,500"})
    assert suite_named("longbench-write").items(path)[0].gold["asked"] == 1_500


def test_a_line_of_data_ends_where_the_file_s_line_ends(tmp_path: Path) -> None:
    path = kept(tmp_path, "own.jsonl", {"prompt": "One\u2028two\x85three"}, {"prompt": "four"})
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [row["prompt"] for row in json_lines(path)] == ["One\u2028two\x85three", "four"]


async def test_a_text_that_is_not_there_keeps_no_bound_and_has_no_marks_for_its_prose(tmp_path: Path) -> None:
    nothing = Written(text="", status="failed")
    life = Item("1", "Write at most 100 words.", gold={"asked": 100, "control": "at_most"})
    assert (await suite_named("lifebench").score(life, nothing, None))["LS"] == 0.0
    coherence = Item("1", "Write.", gold={"asked": 100})
    assert await suite_named("coherence").score(coherence, nothing, None) == {"S_l": 0.0}
