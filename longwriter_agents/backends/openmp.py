"""libgomp, the one shared library that llama.cpp needs and a bare Debian lacks: loaded, and fetched where it is missing.

Installing it takes root (`apt-get install libgomp1`), which not every user has. A small wheel of the package registry carries
the same library of GCC's (GPL 3 with the runtime exception); it is accepted by its checksum, and the wheel's code never runs.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from pathlib import Path

from longwriter_agents.backends.catalogue import ModelFile
from longwriter_agents.backends.fetching import Runner, run_quietly
from longwriter_agents.backends.modelfiles import fetched
from longwriter_agents.errors import ModelFileError

SONAME = "libgomp.so.1"


def _carried(name: str, size: int, sha256: str) -> ModelFile:
    return ModelFile(
        name="libgomp",
        file_name=name,
        bytes=size,
        sha256=sha256,
        hub=None,
        packages=(("pykdtree", "1.4.3"),),
        member=r"^pykdtree\.libs/libgomp-[0-9a-f]+\.so\.1\.0\.0$",
        context_window=0,
        licence="GPL-3.0 WITH GCC-exception-3.1",
        note="",
    )


CARRIED = {
    "x86_64": _carried(
        "libgomp-870cb1d0.so.1.0.0", 253_289, "4dae993cb6da9101fc2cfef827306dd03b892011d2e2789c8e44828ca9f2583c"
    ),
    "aarch64": _carried(
        "libgomp-947d5fa1.so.1.0.0", 343_345, "dc3231f8fd4cadc46d8659c3b8dd811ae33174749e86807f16f61ead6ee59bfd"
    ),
}


def provide(folder: Path, *, run: Runner = run_quietly) -> None:
    """Have libgomp in this process: the machine's own, or else the one that is kept in `folder`, fetched when it is not
    there yet. `ModelFileError` with what to install when neither can be had."""
    if sys.platform != "linux" or _loaded(SONAME):
        return
    carried = CARRIED.get(platform.machine())
    if carried is None:
        raise _missing(f"none is known for {platform.machine()}")
    try:
        renamed = _renamed(fetched(carried, folder, run=run))
    except (ModelFileError, OSError) as error:
        raise _missing(str(error)) from error
    if not _loaded(str(renamed)):
        raise _missing(f"{renamed} can't be loaded")


def _loaded(library: str) -> bool:
    try:
        ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True


def _renamed(carried: Path) -> Path:
    """The library under its own name, inside as well: wheels rename what they carry, and llama.cpp asks for `SONAME`."""
    own = carried.with_name(SONAME)
    data = carried.read_bytes().replace(carried.name.encode(), SONAME.encode().ljust(len(carried.name), b"\0"))
    if not own.is_file() or own.read_bytes() != data:
        part = own.with_name(f"{SONAME}.{os.getpid()}.part")
        part.write_bytes(data)
        part.replace(own)
    return own


def _missing(why: str) -> ModelFileError:
    return ModelFileError(
        f"Embedded models need the library {SONAME}, which this machine lacks: {why.rstrip('.')}.",
        hint="Install it as root (on Debian: apt-get install libgomp1), or use a model server (--base-url).",
    )
