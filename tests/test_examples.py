"""The examples run as they stand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import running
from wire import wire, writer

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent


def run(name: str, *arguments: str, folder: Path) -> str:
    environment = {**os.environ, "LONGWRITER_MODEL": "scripted:steady", "LONGWRITER_HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "examples" / name), *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment,
        cwd=folder,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["own_constraints.py", "streaming.py"])
def test_an_example_writes_a_complete_document(name: str, tmp_path: Path) -> None:
    assert "complete" in run(name, folder=tmp_path).splitlines()[-1]


def test_quickstart_shows_the_ledger(tmp_path: Path) -> None:
    out = run("quickstart.py", folder=tmp_path)
    assert "complete: asked 800 words" in out


def test_revise_changes_a_section_and_takes_it_back(tmp_path: Path) -> None:
    out = run("revise.py", folder=tmp_path).splitlines()
    assert "complete as version 2" in out
    assert out[-1] == "back at the text of version 1: True"


def test_own_server_writes_with_a_server_of_one_s_own(tmp_path: Path) -> None:
    with wire(writer) as server:
        out = run("own_server.py", f"{server.address}/v1", "my-model", folder=tmp_path)
    assert "# Trees of the Town" in out
    assert out.splitlines()[-1].startswith("complete: ")


def test_batch_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    requests, documents = tmp_path / "requests", tmp_path / "documents"
    requests.mkdir()
    documents.mkdir()
    for number in range(3):
        (requests / f"r{number}.txt").write_text(f"Write a note number {number}, 200 words.", encoding="utf-8")
    (documents / "r1.md").write_text("kept", encoding="utf-8")
    out = run("batch.py", str(requests), str(documents), folder=tmp_path)
    assert out.count("complete") == 2
    assert (documents / "r1.md").read_text(encoding="utf-8") == "kept"
    assert len((documents / "r0.md").read_text(encoding="utf-8").split()) > 150


def test_rest_has_a_service_write(tmp_path: Path) -> None:
    with running(str(tmp_path / "store.db")) as service:
        out = run("rest.py", service.address, "Write a guide to keeping bees.", "700", folder=tmp_path)
    assert out.startswith("# ")
    assert out.count("\n## ") >= 2
