"""Bad input: one clear line, exit code 2, nothing begun."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from terminal import Cli

BAD: list[tuple[tuple[Any, ...], str]] = [
    (("write", ""), "The request is empty."),
    (("write", " \n"), "The request is empty."),
    (("write",), "Give the request"),
    (("write", "x", "--prompt-file", "y"), "Give the request"),
    (("write", "--prompt-file", "nothing.txt"), "can't be read: No such file"),
    (("write", "--prompt-file", "."), "can't be read: Is a directory"),
    (("write", "--prompt-file", "binary.txt"), "no UTF-8"),
    (("write", "--prompt-file", "zeros.txt"), "no text"),
    (("write", "--prompt-file", "empty.txt"), "The request is empty."),
    (("write", "x", "--words", 0), "words=0"),
    (("write", "x", "--words", -5), "words=-5"),
    (("write", "x", "--words", 10_000_000), "1 to 1,000,000"),
    (("write", "x", "--words", "many"), "--words"),
    (("write", "x", "--model", "nonsense"), "provider:model"),
    (("write", "x", "--model", "acme:x"), "There is no provider 'acme'."),
    (("write", "x", "--model", "openai:gpt-5-mini"), "OPENAI_API_KEY"),
    (("write", "x", "--model", "anthropic:claude"), "ANTHROPIC_API_KEY"),
    (("write", "x", "--model", "local:nothing"), "qwen2.5-coder-1.5b"),
    (("write", "x", "--model", "scripted:nothing"), "steady"),
    (("write", "x", "--model", "scripted:nan"), "steady"),
    (("write", "x", "--model", "scripted:steady?latency=long"), "'long'"),
    (("write", "x", "--reviewer", "openai:x"), "OPENAI_API_KEY"),
    (("write", "x", "--model", "openai:x", "--base-url", "localhost"), "no address of a server"),
    (("write", "x", "--graph", "nothing"), "Choose one of: "),
    (("write", "x", "--graph", "../longform"), "There is no graph"),
    (("write", "x", "--language", "Klingonese"), "is not known"),
    (("write", "x", "--flow", "sideways"), "'sequential'"),
    (("write", "x", "--review", "perhaps"), "'never'"),
    (("write", "x", "--rounds", 9), "--rounds"),
    (("write", "x", "--concurrency", 0), "--concurrency"),
    (("write", "x", "--context-window", 10), "--context-window"),
    (("write", "x", "--max-usd", 0), "above zero"),
    (("write", "x", "--max-seconds", -1), "above zero"),
    (("write", "x", "--outline", "nothing.md"), "can't be read"),
    (("write", "x", "--outline", "empty.txt"), "no sections"),
    (("write", "x", "--outline", "broken.json"), "no JSON"),
    (("write", "x", "--constraints", "broken.json"), "no JSON"),
    (("write", "x", "--constraints", "object.json"), "no JSON list"),
    (("write", "x", "--constraints", "deep.yaml"), "nested too deeply"),
    (("write", "x", "--constraints", "dates.yaml"), "no YAML"),
    (("write", "x", "--constraints", "aliases.yaml"), "aliases"),
    (("write", "x", "--outline", "deep.json"), "nested too deeply"),
    (("write", "--prompt-file", "deep.yaml"), "nested too deeply"),
    (("write", "--prompt-file", "outline.yaml"), "An outline can't be read from int"),
    (("write", "--prompt-file", "titles.yaml"), "Section 2 of the outline"),
    (("write", "x", "-c", ""), "empty"),
    (("write", "x", "-o", "same.json", "--report", "./same.json", "--force"), "both the document and its report"),
    (("resume", "-o", "same.json", "--report", "same.json"), "both the document and its report"),
    (("write", "x", "-o", "é" * 130 + ".md"), "the name has 263 bytes"),
    (("write", "x", "-o", "n" * 300 + "/a.md"), "the name has 300 bytes"),
    (("write", "x", "--report", "n" * 300), "the name has 300 bytes"),
    (("batch", "n" * 300 + ".jsonl", "-o", "out"), "can't be read"),
    (("batch", "rows.jsonl", "-o", "n" * 300), "the name has 300 bytes"),
    (("batch", "rows.jsonl", "-o", "empty.txt"), "empty.txt is a file, not a folder"),
    (("write", "bad \udcff sign"), "The request is no UTF-8 text."),
    (("write", "x", "-o", "a.docx"), ".md, .html, .txt, .json"),
    (("write", "x", "-o", "."), "."),
    (("write", "x", "-o", "empty.txt"), "exists already"),
    (("write", "x", "-o", "empty.txt/a.md"), "not writable"),
    (("write", "x", "--report", "empty.txt/a.json"), "not writable"),
    (("write", "x", "--frob"), "--frob"),
    (("write", "x", "y"), "y"),
    (("frob",), "frob"),
    (("plan", ""), "The request is empty."),
    (("plan", "x", "--model", "openai:x"), "OPENAI_API_KEY"),
    (("plan", "x", "--report", "empty.txt"), "exists already"),
    (("resume", "nothing"), "no job 'nothing'"),
    (("resume",), "no unfinished job"),
    (("resume", "-o", "a.docx"), ".md, .html"),
    (("jobs", "--limit", 0), "--limit"),
    (("models", "fetch", "nothing"), "qwen2.5-coder-1.5b"),
    (("models", "remove", "nothing"), "qwen2.5-coder-1.5b"),
    (("models", "frob"), "frob"),
    (("evaluate", "expansion", "--graph", ","), "holds an empty name"),
    (("evaluate", "expansion", "--graph", "one_shot,,longform"), "holds an empty name"),
]


@pytest.fixture(autouse=True)
def files(cli: Cli) -> None:
    Path("empty.txt").write_text("", encoding="utf-8")
    Path("binary.txt").write_bytes(b"\xff\xfe\x00W\xd8")
    Path("zeros.txt").write_bytes(b"a\x00b")
    Path("broken.json").write_text('{"parts": [', encoding="utf-8")
    Path("object.json").write_text("{}", encoding="utf-8")
    Path("deep.json").write_text("[" * 50_000, encoding="utf-8")
    Path("deep.yaml").write_text("[" * 50_000, encoding="utf-8")
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    Path("aliases.yaml").write_text("\n".join(["a0: &a0 x", *levels]), encoding="utf-8")
    Path("dates.yaml").write_text("- 2024-13-45", encoding="utf-8")
    Path("outline.yaml").write_text("request: x\noutline: 5", encoding="utf-8")
    Path("titles.yaml").write_text("request: x\noutline: [Alpha, null]", encoding="utf-8")
    Path("rows.jsonl").write_text('{"prompt": "Bees"}', encoding="utf-8")


@pytest.mark.parametrize(("arguments", "said"), BAD, ids=lambda value: " ".join(map(str, value))[:60])
def test_bad_input_gets_one_clear_line_and_code_two(arguments: tuple[Any, ...], said: str, cli: Cli) -> None:
    ran = cli(*arguments)
    lines = [line for line in ran.err.splitlines() if not line.startswith("Fetching ")]
    assert ran.code == 2
    assert ran.out == ""
    assert len(lines) == 1
    assert lines[0].startswith("longwriter: ")
    assert said in lines[0]
    assert cli("jobs", "--json").out == "[]\n", "nothing was begun"


def test_a_key_file_that_can_t_be_read_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY_FILE", "/nothing/here")
    ran = cli("write", "x", "--model", "openai:x")
    assert ran.code == 2
    assert "OPENAI_API_KEY_FILE" in ran.err


def test_a_store_that_is_none_is_refused_and_left_alone(cli: Cli) -> None:
    Path("x.db").write_text("this is no database" * 80, encoding="utf-8")
    ran = cli("write", "x", "--store", "x.db")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "--store" in ran.err
    assert Path("x.db").read_text(encoding="utf-8").startswith("this is no database")


@pytest.mark.parametrize("place", ["file.txt/store.db", ".", "/proc/none/store.db"])
def test_a_place_where_no_store_can_be_is_refused(place: str, cli: Cli) -> None:
    Path("file.txt").write_text("x", encoding="utf-8")
    for command in (("write", "x"), ("jobs",), ("resume",)):
        ran = cli(*command, "--store", place)
        if command == ("jobs",) and ran.code == 0:
            continue  # nothing is there, so no job is
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.err.splitlines()) == 1
        assert "can't be opened" in ran.err
        assert "--store" in ran.err


def test_what_is_no_text_on_standard_input_is_refused(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a process in a plain locale reads it: what is no UTF-8 becomes signs that stand for the bytes."""
    read = io.TextIOWrapper(io.BytesIO(b"\xff\xfe bad"), encoding="utf-8", errors="surrogateescape")
    monkeypatch.setattr("sys.stdin", read)
    ran = cli("write", "-", "--words", 200)
    assert ran.code == 2
    assert ran.err == "longwriter: The request on standard input is no UTF-8 text.\n"
    assert cli("jobs", "--json").out == "[]\n"


def test_a_request_of_eight_megabytes_is_refused(cli: Cli) -> None:
    Path("big.txt").write_text("x " * 4_100_000, encoding="utf-8")
    ran = cli("write", "--prompt-file", "big.txt")
    assert ran.code == 2
    assert "larger than 8 MB" in ran.err
