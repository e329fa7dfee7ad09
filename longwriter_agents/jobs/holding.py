"""Who holds a job: the names of processes, whether one of them is still there, and saying that we are."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import secrets
import socket
import sys
import time
from collections.abc import AsyncIterator, Iterable
from functools import cache
from pathlib import Path

from longwriter_agents.errors import Conflict, StoreError
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import JobRecord

LEASE_S = 30.0
"""A process that writes a document by itself and is silent for so long is dead."""
_BEATS = 5
"""So many times in that while it says that it lives."""

_held_here: set[str] = set()
"""The names under which this process holds jobs by itself."""


def new_holder() -> str:
    """A name that tells the machine, the process, and among which processes its number counts."""
    return f"{socket.gethostname()}/{os.getpid()}/{_place()}/{secrets.token_hex(4)}"


@cache
def _place() -> str:
    """What the processes have in common among which a number means one of them: containers may share the name of a machine,
    and machines theirs, and each counts its processes from 1. Where that can't be told, nobody else is here."""
    if not sys.platform.startswith("linux"):
        return "all"
    try:
        started = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
        seen = f"{started}{os.readlink('/proc/self/ns/pid')}"
    except (OSError, ValueError):
        seen = secrets.token_hex(16)
    return hashlib.sha256(seen.encode()).hexdigest()[:12]


@contextlib.asynccontextmanager
async def holding(store: Store, holder: str) -> AsyncIterator[None]:
    """While this is entered, what is claimed under this name stays claimed."""
    _held_here.add(holder)
    beating = asyncio.ensure_future(_beat(store, holder))
    try:
        yield
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        _held_here.discard(holder)


async def _beat(store: Store, holder: str) -> None:
    while True:
        await asyncio.sleep(LEASE_S / _BEATS)
        with contextlib.suppress(StoreError):  # a store that is away for a moment is told next time
            await store.renew(holder=holder, lease_s=LEASE_S)


def is_gone(holder: str) -> bool:
    """Whether that process is known to be dead, or to have left what it held: nobody need wait for the end of its lease."""
    pid = _pid_here(holder)
    if pid == os.getpid():
        return holder not in _held_here
    return pid is not None and not _alive(pid)


def is_held(job: JobRecord) -> bool:
    """Whether a process is writing the job now, as far as its lease tells; another machine's clock may differ a little."""
    return job.status == "running" and job.lease_until > time.time() and not is_gone(job.holder)


def dead_neighbours(holders: Iterable[str]) -> list[str]:
    """Holders whose process was here and is gone."""
    found = []
    for holder in holders:
        pid = _pid_here(holder)
        if pid is not None and not _alive(pid):
            found.append(holder)
    return found


def _pid_here(holder: str) -> int | None:
    """The number of a process that can be asked for here; None for one that is elsewhere: of that, its lease tells."""
    host, pid, place = (*holder.split("/"), "", "", "")[:3]
    return int(pid) if host == socket.gethostname() and place == _place() and pid.isdigit() else None


def _alive(pid: int) -> bool:
    if sys.platform == "win32":  # asking would send it a Ctrl-C
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def held_by_another(job: JobRecord) -> Conflict:
    """Why a job that another process is writing is left to it, and what can be done."""
    host, _, rest = job.holder.partition("/")
    pid = rest.partition("/")[0]
    who = f"process {pid} on {host}" if pid.isdigit() else "another process"
    since = job.updated_at[:19].replace("T", " ")
    return Conflict(
        f"The job {job.id} is being written by {who}, since {since} UTC.",
        hint=(
            f"Wait for it, or take it over from there: longwriter resume {job.id} --take-over "
            f"(a process that is silent is taken for dead after {LEASE_S:g} s)."
        ),
    )
