"""A built wheel, installed away from the checkout, writes a document: prompts and graphs ship in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "longwriter_agents/graphs/longform.py" in names
    assert "longwriter_agents/prompts/drafter/section.md.j2" in names
    assert "longwriter_agents/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "examples/"))]


@pytest.mark.slow
def test_the_installed_wheel_writes_a_document(wheel: Path, tmp_path: Path) -> None:
    """Unpacked on its own, with the dependencies of this environment but without the checkout on the path."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    script = (
        "import sys; sys.path = [p for p in sys.path if 'longwriter' not in p.rsplit('/', 1)[-1]]\n"
        f"sys.path.insert(0, {str(site)!r})\n"
        "import longwriter_agents\n"
        f"assert longwriter_agents.__file__.startswith({str(site)!r}), longwriter_agents.__file__\n"
        "m = longwriter_agents.write('Write on bees.', words=800, model='scripted:steady')\n"
        "print(m.status, m.words.written)\n"
    )
    environment = {**os.environ, "LONGWRITER_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, env=environment, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("complete ")
