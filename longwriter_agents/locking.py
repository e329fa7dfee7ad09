"""Locks between processes, on files that they share."""

from __future__ import annotations

import os


def try_lock(descriptor: int) -> bool:
    """Lock an open file unless another process has; closing the file frees the lock, also when the process is killed."""
    try:
        if os.name == "nt":
            import msvcrt

            # The module's functions are known to a type checker on Windows only, so that the mark is needed elsewhere alone.
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
