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
    "series": Entry(
        "longwriter_agents.evaluation.series.suites:SeriesTexts", "Demands placed in a series (own, or LongGenBench's)."
    ),
    "series-plan": Entry(
        "longwriter_agents.evaluation.series.suites:SeriesPlans", "The same for plans alone: nothing is drafted."
    ),
    "expansion": Entry(
        "longwriter_agents.evaluation.suites.expansion:Expansion", "Planted facts, told in a long text (own requests)."
    ),
    "longproc": Entry(
        "longwriter_agents.evaluation.suites.longproc:LongProc", "Exact long procedures (LongProc's files), by parts."
    ),
    "checklist": Entry(
        "longwriter_agents.evaluation.suites.checklist:Checklist", "CLEAR, or satisfied items; needs --judge."
    ),
    "quality": Entry(
        "longwriter_agents.evaluation.suites.quality:JudgedQuality", "Six dimensions, or criteria files; needs --judge."
    ),
}


def suite_named(name: str) -> Suite:
    """The suite; `InputError` when there is none of that name."""
    if name not in SUITES:
        raise InputError(f"There is no suite {name!r}.", hint=f"Choose one of: {', '.join(SUITES)}.")
    module, _, attribute = SUITES[name].home.partition(":")
    suite: Suite = getattr(import_module(module), attribute)()
    return suite
