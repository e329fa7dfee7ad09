"""How many threads an embedded model gets: as many as there are cores that this process may use and nobody else does.

Threads of one step wait for each other, so that one which has no core slows all down tenfold; one thread fewer costs a
third. What counts is who works now: the load average of the last minute is mostly one's own last document.
"""

from __future__ import annotations

import math
import os
import time
from pathlib import Path

_LOOK_S = 0.25
_ROOM = 0.5
"""Of a core: what others may take before a thread would wait for them."""
_BUSY = 0.75
"""The load of each core from which on a machine is taken for busy where there is no telling who works now."""
_TICKS = Path("/proc/stat")
_QUOTA = Path("/sys/fs/cgroup/cpu.max")
_IDLE = (3, 4)
"""Fields of a core's line in which it does nothing: idle, and waiting for a disk."""


def threads_that_fit() -> int:
    """The usable cores, one fewer (but one at least) when others are at work on them. Looks for a quarter of a second."""
    own = _own_cores()
    cores = min(len(own), _quota() or len(own))
    taken = _taken_by_others(own)
    if taken is None:
        busy = hasattr(os, "getloadavg") and os.getloadavg()[0] > len(own) * _BUSY
    else:
        busy = len(own) - taken < cores - _ROOM
    return max(1, cores - 1) if busy else cores


def _own_cores() -> frozenset[int]:
    if hasattr(os, "sched_getaffinity"):
        return frozenset(os.sched_getaffinity(0))
    return frozenset(range(os.cpu_count() or 1))


def _quota() -> int | None:
    """The cores that a container's limit comes to, a part of one for a whole one; none where there is no limit."""
    try:
        most, period, *_ = _QUOTA.read_text().split()
        return math.ceil(int(most) / int(period)) or 1
    except (OSError, ValueError, ZeroDivisionError):
        return None


def _taken_by_others(own: frozenset[int]) -> float | None:
    """How many of these cores others keep busy at this moment; none where the system does not tell."""
    began, before, ours = time.monotonic(), _busy_ticks(own), time.process_time()
    if before is None:
        return None
    time.sleep(_LOOK_S)
    after, passed = _busy_ticks(own), time.monotonic() - began
    if after is None:
        return None
    busy = (after - before) / os.sysconf("SC_CLK_TCK")
    return max(0.0, busy - (time.process_time() - ours)) / passed


def _busy_ticks(own: frozenset[int]) -> int | None:
    """The clock ticks that these cores have worked since the machine started."""
    try:
        lines = [line.split() for line in _TICKS.read_text().splitlines()]
        rows = [
            [int(field) for field in fields]
            for name, *fields in lines
            if name[:3] == "cpu" and name[3:].isdigit() and int(name[3:]) in own
        ]
    except (OSError, ValueError):
        return None
    return sum(sum(row[:8]) - sum(row[at] for at in _IDLE) for row in rows) if rows else None
