"""The state machine as it is drawn: README's diagram comes from the graph itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents.errors import InputError
from longwriter_agents.graphfiles import graph_names, load_graph

README = Path(__file__).parent.parent / "README.md"


def test_the_readme_s_diagram_is_the_graph_s_own() -> None:
    drawn = load_graph("longform").graph.compile().get_graph(xray=True).draw_mermaid()
    assert drawn.strip() in README.read_text(encoding="utf-8")


def test_graphs_go_by_name_only() -> None:
    assert "longform" in graph_names()
    for name in ("", "../longform", "longform.py", "Longform", "__init__"):
        with pytest.raises(InputError, match="no graph"):
            load_graph(name)
