"""Texts as vectors: what the optional embedder tells apart, and that nothing needs it."""

from __future__ import annotations

import logging
import math
import subprocess
import sys

import pytest

from longwriter_agents.embedding import Embedder, default_embedder
from longwriter_agents.errors import InputError

HARBOUR = "The harbour was dredged in 1890 so that larger ships could enter."
PORT = "Larger vessels could come into the port after it was deepened in 1890."
BEES = "Bees gather nectar from clover."


def cosine(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True)) / math.hypot(*a) / math.hypot(*b)


def test_what_means_the_same_is_nearer_than_what_does_not() -> None:
    pytest.importorskip("wordllama", reason='pip install "longwriter-agents[embed]"')
    embedder = default_embedder()
    assert isinstance(embedder, Embedder)
    harbour, port, bees = embedder.embed([HARBOUR, PORT, BEES])
    assert cosine(harbour, port) > 0.3 > cosine(harbour, bees)
    assert embedder.embed([BEES]) == [bees], "whatever stands beside it"
    assert embedder.embed([]) == []


def test_it_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LONGWRITER_EMBEDDER", "none")
    assert default_embedder() is None
    monkeypatch.setenv("LONGWRITER_EMBEDDER", "some")
    with pytest.raises(InputError, match="LONGWRITER_EMBEDDER"):
        default_embedder()


def test_loading_it_leaves_the_program_s_logging_alone() -> None:
    code = (
        "import logging; from longwriter_agents.embedding import default_embedder; "
        "assert default_embedder() is not None; root = logging.getLogger(); print(root.handlers, root.level)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == ["[]", str(logging.WARNING)]
