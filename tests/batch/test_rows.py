"""Batches are read row by row; what is wrong with one row is that row's own matter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.batch.rows import Row, file_names, read_rows
from longwriter_agents.errors import InputError


def test_the_four_forms_say_the_same(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"prompt": "On bees.", "words": 300, "constraints": ["Be kind."]},
        {"prompt": "On wasps.", "name": "wasps"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "a.csv").write_text(
        "prompt,words,constraints,name\nOn bees.,300,Be kind.,\nOn wasps.,,,wasps\n", encoding="utf-8"
    )
    read = [read_rows(tmp_path / f"a.{form}", {"model": "scripted:steady"}) for form in ("jsonl", "yaml", "csv")]
    assert read[0] == read[1]
    assert [[(row.options, row.name, row.digest()) for row in each] for each in read[1:]] == [
        [(row.options, row.name, row.digest()) for row in read[0]]
    ] * 2
    assert read[0][0].options == {**rows[0], "model": "scripted:steady"}


def test_a_folder_of_requests(tmp_path: Path) -> None:
    for name, text in (("b.txt", "On bees."), ("a.md", "On ants."), ("notes.pdf", "no request"), ("empty.txt", " ")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"\xff\xfe\x00")
    rows = read_rows(tmp_path, {})
    assert [(row.name, row.prompt) for row in rows if not row.problem] == [("a", "On ants."), ("b", "On bees.")]
    assert {row.name: row.problem for row in rows if row.problem} == {
        "broken": f"{tmp_path / 'broken.txt'} is no UTF-8 text.",
        "empty": "the row has no prompt",
    }


def test_bad_rows_say_what_is_wrong_and_stop_nothing(tmp_path: Path) -> None:
    lines = ['{"prompt": "x"}', "{", "[1]", '{"prompt": " "}', '{"prompt": "x", "wrods": 3}', '{"prompt": "y"}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    problems = [row.problem for row in read_rows(tmp_path / "a.jsonl", {})]
    assert [bool(problem) for problem in problems] == [False, True, True, True, True, False]
    assert "wrods" in problems[4]
    (tmp_path / "b.csv").write_text("prompt,words\nx,many\ny,3,4\nz,5\n", encoding="utf-8")
    assert [bool(row.problem) for row in read_rows(tmp_path / "b.csv", {})] == [True, True, False]


def test_budgets_and_structures_in_cells(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        'prompt,max_tokens,max_usd,constraints\nx,100,0.5,"[{""kind"": ""include"", ""terms"": [""bee""]}]"\n',
        encoding="utf-8",
    )
    options = read_rows(tmp_path / "a.csv", {})[0].options
    assert options["budget"] == {"tokens": 100, "usd": 0.5}
    assert options["constraints"] == [{"kind": "include", "terms": ["bee"]}]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("a.doc", "x", "no batch"), ("a.yaml", "a: [", "no YAML"), ("a.yaml", "a: 1", "list"), ("a.csv", "", "no rows")],
)
def test_a_source_that_can_t_be_read_is_refused(name: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_rows(tmp_path / name, {})
    with pytest.raises(InputError, match="can't be read"):
        read_rows(tmp_path / "missing.csv", {})


def test_names_by_template_are_plain_and_never_the_same() -> None:
    def row(number: int, name: str = "", **raw: object) -> Row:
        return Row(number, {"prompt": "On the Bees of Kyoto, and what they do!"}, name=name, raw=raw)

    rows = [row(1), row(2, "same"), row(3, "same"), row(4, "../../etc/passwd"), row(5, topic="a/b")]
    assert file_names(rows[:4], "{number:03}-{slug}", "md") == [
        "001-On-the-Bees-of-Kyoto-and.md",
        "same.md",
        "same-2.md",
        "etc-passwd.md",
    ]
    assert file_names(rows[4:], "{topic}", "txt") == ["a-b.txt"]
    with pytest.raises(InputError, match="row 1"):
        file_names(rows[:1], "{topic}", "md")
