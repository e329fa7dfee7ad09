"""Finds the graphs that ship with the package by name; each file exposes `build()` and `VERSION`."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.resources import folder


@dataclass(frozen=True)
class GraphFile:
    name: str
    version: str
    graph: Any
    """The uncompiled `StateGraph`."""
    plain: Any
    """The graph compiled once, without a checkpointer: compiling costs as much as several calls."""

    def compiled(self, checkpointer: Any) -> Any:
        """The graph with a job's checkpointer."""
        return self.plain.copy({"checkpointer": checkpointer})


def graph_names() -> list[str]:
    return sorted(path.stem for path in folder("graphs").glob("*.py") if not path.stem.startswith("_"))


def load_graph(name: str) -> GraphFile:
    """The graph `graphs/<name>.py`. Names only: a path or anything else that is no plain name is refused."""
    if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name not in graph_names():
        raise InputError(f"There is no graph named {name!r}.", hint=f"Choose one of: {', '.join(graph_names())}.")
    return _loaded(name)


def revision_graph() -> GraphFile:
    """The graph that revises a finished document, whatever way it was written in."""
    return _loaded("_revision")


@cache
def _loaded(name: str) -> GraphFile:
    spec = importlib.util.spec_from_file_location(f"longwriter_graph_{name}", folder("graphs") / f"{name}.py")
    if spec is None or spec.loader is None:
        raise InputError(f"The graph {name!r} could not be loaded.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    graph = module.build()
    return GraphFile(name=name, version=str(module.VERSION), graph=graph, plain=graph.compile())
