"""How a process of ours is set up: the command line, the service, its workers, the benchmarks. A program that imports the
package is set up by whoever wrote it."""

from __future__ import annotations

import gc

_NEW_OBJECTS = 50_000
_YOUNG, _MIDDLE = 20, 50


def collect_seldom() -> None:
    """Look for what only cycles hold after 50,000 new objects, not after every 700.

    With many documents under way nearly all that the collector looks at is in use, and looking takes the processor a good
    part of its time. What no cycle holds is freed at once all the same.
    """
    gc.set_threshold(_NEW_OBJECTS, _YOUNG, _MIDDLE)
