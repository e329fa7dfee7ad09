"""The suites by name, imported when they are used."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from longwriter_agents.errors import InputError

if TYPE_CHECKING:
    from longwriter_agents.evaluation.suite import Suite


@dataclass(frozen=True)
class Entry:
    """Where a suite is, and what it measures in a line."""

    home: str
    about: str


SUITES: dict[str, Entry] = {
    "longbench-write": Entry(
        "longwriter_agents.evaluation.suites.length:LongBenchWrite", "Length: S_l per bucket (LongBench-Write's file)."
    ),
    "lifebench": Entry(
        "longwriter_agents.evaluation.suites.length:LifeBench", "Length: LS under equal, at most, at least (LIFEBench)."
    ),
    "longen": Entry(
        "longwriter_agents.evaluation.suites.length:LonGen", "Length: about, range, above, below (LonGen's file)."
    ),
    "coherence": Entry(
        "longwriter_agents.evaluation.suites.coherence:Coherence", "Repetition, seams and openers of whole documents."
    ),
}


def suite_named(name: str) -> Suite:
    """The suite; `InputError` when there is none of that name."""
    if name not in SUITES:
        raise InputError(f"There is no suite {name!r}.", hint=f"Choose one of: {', '.join(SUITES)}.")
    module, _, attribute = SUITES[name].home.partition(":")
    suite: Suite = getattr(import_module(module), attribute)()
    return suite
