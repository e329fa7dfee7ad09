"""Texts as vectors: what the optional embedder tells apart, and that nothing needs it."""

from __future__ import annotations

import logging
import math
import subprocess
import sys
from pathlib import Path

import pytest

from longwriter_agents import embedding, write
from longwriter_agents.embedding import Embedder, default_embedder
from longwriter_agents.errors import InputError
from longwriter_agents.testing import SimulatedWriter

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


def test_the_vectors_are_those_of_the_package_itself() -> None:
    package = pytest.importorskip("wordllama", reason='pip install "longwriter-agents[embed]"')
    texts = [
        "",
        "a",
        f"{HARBOUR}\n\n{PORT}",
        "港口在1890年疏浚。",
        *(f"{BEES} {number}" * number for number in range(80)),
    ]
    model = package.WordLlama.load(cache_dir=Path(package.__file__).parent, disable_download=True)
    embedder = default_embedder()
    assert embedder is not None
    assert embedder.embed(texts) == model.embed(texts).tolist()


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


def test_a_damaged_package_costs_figures_and_no_document(
    monkeypatch: pytest.MonkeyPatch, store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise OSError("the vectors are not there")

    monkeypatch.setattr(embedding, "find_spec", lambda name: name)
    monkeypatch.setattr(embedding, "WordLlamaEmbedder", broken)
    embedding._word_llama.cache_clear()
    try:
        manuscript = write(
            "Write a report on the harbour.", words=900, model="scripted:steady", candidates=2, store=store
        )
    finally:
        embedding._word_llama.cache_clear()
    assert manuscript.status == "complete"
    assert all(row.trust is not None and row.trust.agreement is None for row in manuscript.words.sections)
    assert "the vectors are not there" in caplog.text


def test_a_setting_that_says_nothing_is_told_before_anything_is_spent(
    monkeypatch: pytest.MonkeyPatch, store: Path
) -> None:
    monkeypatch.setenv("LONGWRITER_EMBEDDER", "big")
    writer = SimulatedWriter()
    with pytest.raises(InputError, match="LONGWRITER_EMBEDDER='big'"):
        write("Write a report on the harbour.", words=900, model=writer, store=store)
    assert writer.calls == 0
