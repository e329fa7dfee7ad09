"""The state machine as it is drawn: README's diagram comes from the graph itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from graphs.longform import section_loop
from longwriter_agents.errors import InputError
from longwriter_agents.graphfiles import graph_names, load_graph
from longwriter_agents.words import count_words

README = Path(__file__).parent.parent / "README.md"


def test_the_readme_s_diagrams_are_the_graphs_own() -> None:
    readme = README.read_text(encoding="utf-8")
    assert load_graph("longform").graph.compile().get_graph(xray=True).draw_mermaid().strip() in readme
    assert section_loop().get_graph().draw_mermaid().strip() in readme


def test_the_readme_s_python_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    programs = re.findall(r"```python\n(.+?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(programs) == 1
    exec(compile(programs[0], "README.md", "exec"), {})
    assert re.match(r"complete (?:7[789]|8[012])\d of 800\n", capsys.readouterr().out)
    assert (tmp_path / "chickens.md").is_file()


def test_the_document_that_the_readme_shows_is_the_one_that_was_written() -> None:
    output = README.parent / "examples" / "output"
    manuscript = json.loads((output / "repair-cafe.json").read_text(encoding="utf-8"))
    text, readme = (output / "repair-cafe.md").read_text(encoding="utf-8"), README.read_text(encoding="utf-8")
    assert count_words(text) == manuscript["words"]["written"]
    assert abs(count_words(text) - 1_500) <= 45
    for row in manuscript["words"]["sections"]:
        assert f"## {row['title']}\n" in text
        assert f"| {row['title']} | {row['budget']} | {row['written']} |" in readme
    quoted = [line[2:] for line in readme.splitlines() if line.startswith("> ") and not line.startswith("> **")]
    assert quoted and all(paragraph in text for paragraph in quoted)


def test_graphs_go_by_name_only() -> None:
    assert "longform" in graph_names()
    for name in ("", "../longform", "longform.py", "Longform", "__init__"):
        with pytest.raises(InputError, match="no graph"):
            load_graph(name)
