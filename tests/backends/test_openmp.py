"""The library that a bare Debian lacks: the machine's own is used; else it comes out of a wheel, by its checksum."""

from __future__ import annotations

import hashlib
import platform
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents.backends import openmp
from longwriter_agents.errors import ModelFileError

CARRIED = "libgomp-0123abcd.so.1.0.0"
LIBRARY = b"\x7fELF" + bytes(40) + CARRIED.encode() + b"\0" + bytes(60)


class Registry:
    """What `pip download` does, without a network."""

    def __init__(self, data: bytes = LIBRARY) -> None:
        self.data = data
        self.downloads = 0

    def __call__(self, arguments: Sequence[str], limit_s: float) -> subprocess.CompletedProcess[str]:
        if "download" in arguments:
            self.downloads += 1
            folder = Path(arguments[arguments.index("-d") + 1])
            with zipfile.ZipFile(folder / "pykdtree-1.4.3-cp311-cp311-any.whl", "w") as wheel:
                wheel.writestr("pykdtree/__init__.py", "raise SystemExit('the code of a wheel was run')")
                wheel.writestr(f"pykdtree.libs/{CARRIED}", self.data)
        return subprocess.CompletedProcess(list(arguments), 0, "", "")


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A Linux without the library; what is loaded by its path is noted."""
    tried: list[str] = []

    def load(library: str) -> bool:
        tried.append(library)
        return library != openmp.SONAME

    file = replace(
        openmp.CARRIED["x86_64"], file_name=CARRIED, bytes=len(LIBRARY), sha256=hashlib.sha256(LIBRARY).hexdigest()
    )
    monkeypatch.setattr(openmp, "_loaded", load)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setitem(openmp.CARRIED, platform.machine(), file)
    return tried


def test_the_machine_s_own_library_is_taken_and_nothing_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openmp, "_loaded", lambda library: True)
    registry = Registry()
    openmp.provide(tmp_path / "models", run=registry)
    assert registry.downloads == 0
    assert not (tmp_path / "models").exists()


def test_a_missing_library_comes_out_of_a_wheel_once_and_bears_its_own_name(tmp_path: Path, loaded: list[str]) -> None:
    registry = Registry()
    openmp.provide(tmp_path, run=registry)
    openmp.provide(tmp_path, run=registry)
    assert registry.downloads == 1
    own = tmp_path / openmp.SONAME
    assert loaded == [openmp.SONAME, str(own)] * 2
    data = own.read_bytes()
    assert len(data) == len(LIBRARY)
    assert data.startswith(b"\x7fELF" + bytes(40) + b"libgomp.so.1\0")
    assert CARRIED.encode() not in data


def test_another_library_is_refused_and_the_hint_says_what_to_install(tmp_path: Path, loaded: list[str]) -> None:
    with pytest.raises(ModelFileError, match="SHA-256") as refused:
        openmp.provide(tmp_path, run=Registry(LIBRARY[:-1] + b"!"))
    assert "apt-get install libgomp1" in str(refused.value)
    assert not (tmp_path / openmp.SONAME).exists()


def test_a_machine_for_which_none_is_known_is_told_so(
    tmp_path: Path, loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "vax")
    with pytest.raises(ModelFileError, match="none is known for vax"):
        openmp.provide(tmp_path, run=Registry())
