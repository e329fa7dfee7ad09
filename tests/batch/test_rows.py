"""Batches are read row by row; what is wrong with one row is that row's own matter."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.batch.naming import file_names
from longwriter_agents.batch.rows import Row, read_rows
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


def read(tmp_path: Path, name: str, text: str) -> list[Row]:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return read_rows(tmp_path / name, {})


def test_a_name_that_was_given_out_is_not_given_out_again() -> None:
    rows = [
        Row(number, {"prompt": "x"}, name=name) for number, name in enumerate(("same", "same", "same-2", "Same"), 1)
    ]
    assert file_names(rows, "{slug}", "md") == ["same.md", "same-2.md", "same-2-2.md", "Same-3.md"]


def test_no_document_is_called_what_the_summary_is_called() -> None:
    rows = [Row(1, {"prompt": "x"}, name="summary", format="json"), Row(2, {"prompt": "x"}, name="Summary")]
    assert file_names(rows, "{slug}", "md") == ["summary-2.json", "Summary.md"]


def test_names_of_any_script_fit_a_file_system_while_they_are_written_too() -> None:
    row = Row(1, {"prompt": "写一篇关于海港的很长的文章" * 30})
    name = file_names([row], "{number:04}-{slug}", "md")[0]
    assert len(f".{name}.12345678.part".encode()) < 255
    assert name.startswith("0001-写一篇")


def test_a_format_leads_to_no_other_folder() -> None:
    rows = [Row(1, {"prompt": "x"}, name="a", format="/../../b.md"), Row(2, {"prompt": "x"}, name="a", format=".MD")]
    assert file_names(rows, "", "md") == ["a.b.md", "a.md"]


def test_a_bad_row_needs_nothing_of_the_name_template(tmp_path: Path) -> None:
    rows = read(tmp_path, "a.jsonl", '{\n{"prompt": "x", "language": "de"}')
    assert file_names(rows, "{language}", "md") == ["0001.md", "de.md"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('{"prompt": "x", "budget": 5, "max_tokens": 5}', "budget"),
        ('{"prompt": "x", "constraints": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ('{"prompt": {"a": 1}}', "no prompt"),
        ("null", "no object"),
    ],
    ids=["budget", "depth", "prompt", "null"],
)
def test_a_row_that_is_no_document_s_leaves_the_next_one_alone(row: str, said: str, tmp_path: Path) -> None:
    bad, good = read(tmp_path, "a.jsonl", f'{row}\n{{"prompt": "y"}}')
    assert said in bad.problem
    assert good.prompt == "y"


def test_signs_inside_a_string_split_no_row(tmp_path: Path) -> None:
    prompt = "one\u2028two\u0085three\u000cfour\u001efive"
    line = json.dumps({"prompt": prompt}, ensure_ascii=False)
    rows = read(tmp_path, "a.jsonl", f'{line}\r\n{{"prompt": "y"}}\r\n')
    assert [row.prompt for row in rows] == [prompt, "y"]
    table = read(tmp_path, "a.csv", f'prompt,words\r\n"{prompt}",5\r\ny,6\r\n')
    assert [(row.prompt, row.options["words"]) for row in table] == [(prompt, 5), ("y", 6)]


def test_a_cell_may_be_as_long_as_a_request(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    assert len(read(tmp_path, "a.csv", f"prompt\n{'x' * 200_000}\n")[0].prompt) == 200_000
    assert csv.field_size_limit() == limit


def test_cells_are_read_as_spreadsheets_show_numbers_or_named(tmp_path: Path) -> None:
    rows = read(tmp_path, "a.csv", 'prompt,words,max_usd,outline\nx,"1,000",,\nx,12 000,,\nx,"1,00",,\nx,,a,\nx,,,[\n')
    assert [row.options.get("words") for row in rows[:2]] == [1_000, 12_000]
    assert [row.problem.split(": ")[0] for row in rows[2:]] == ["words", "max_usd", "outline"]
    assert "'1,00' is no whole number" in rows[2].problem


@pytest.mark.parametrize("text", ["[" * 50_000, "- prompt: 2024-13-45", "- &a [*a]\n- prompt: x"])
def test_yaml_that_can_t_be_read_is_refused_or_one_row_s_matter(text: str, tmp_path: Path) -> None:
    try:
        rows = read(tmp_path, "a.yaml", text)
    except InputError as error:
        assert "a.yaml" in str(error)
    else:
        assert [bool(row.problem) for row in rows] == [True, False]


def test_rows_that_say_the_same_are_documents_of_their_own(tmp_path: Path) -> None:
    rows = read(tmp_path, "a.jsonl", '{"prompt": "x"}\n{"prompt": "x"}\n{"prompt": "y"}')
    assert len({row.digest() for row in rows}) == 3
