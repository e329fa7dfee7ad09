"""What a suite is: its items, how an item is written, how what was written is scored.

A new suite is a class with these members and a line in `registry.py`; `DocumentSuite` writes each item as one document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from longwriter_agents.model import Usage

if TYPE_CHECKING:
    from longwriter_agents.evaluation.desk import Desk
    from longwriter_agents.evaluation.judging import Judge
    from longwriter_agents.manuscript import ActivityCost, Manuscript

Scores = dict[str, float | None]
"""Name → figure; None where a figure is not defined for this item (it is left out of means, never taken for zero)."""

PAPER_COUNTER = "cjk+latin"
"""The counter of the published length scores: CJK characters and runs of Latin letters."""
OWN_COUNTER = "longwriter"
"""This package's own `words.count_words`."""


@dataclass(frozen=True)
class Item:
    """One request. `words` goes to `write(words=)`; None leaves it to the request's own words. `bucket` groups tables."""

    id: str
    request: str
    words: int | None = None
    bucket: str = "all"
    options: Mapping[str, Any] = field(default_factory=dict)
    """Further options of `write()`: constraints, language, outline …"""
    gold: Mapping[str, Any] = field(default_factory=dict)
    """What the scorer needs to know."""


@dataclass(frozen=True)
class Written:
    """What came of an item, whoever wrote it. `manuscript` is there when a document was written by a graph."""

    text: str
    status: str
    usage: Usage = field(default_factory=Usage)
    activities: tuple[ActivityCost, ...] = ()
    job_id: str = ""
    message: str = ""
    manuscript: Manuscript | None = None
    critical_s: float | None = None
    """The critical path of its calls, in seconds; None where not all of them were listened to."""


class Suite(Protocol):
    """A named set of items with its own way of scoring."""

    @property
    def name(self) -> str: ...

    @property
    def counter(self) -> str:
        """Which counter of words its scores rest on: rows of different counters are never compared."""
        ...

    @property
    def judged(self) -> bool:
        """Whether its scores need a judge."""
        ...

    def check(self, graphs: Sequence[str]) -> None:
        """`InputError` where it can't be run by one of these ways of writing; asked before anything is spent."""
        ...

    def items(self, data: Path | None) -> Sequence[Item]:
        """All items in a fixed order; `data` is the file or folder that the user names. `InputError` when it is missing."""
        ...

    async def write(self, item: Item, desk: Desk) -> Written: ...

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores: ...


class DocumentSuite:
    """A suite whose items are documents: each is written by the graph that is being measured."""

    name = ""
    counter = PAPER_COUNTER
    judged = False

    def check(self, graphs: Sequence[str]) -> None:
        """Documents are written by every graph."""

    async def write(self, item: Item, desk: Desk) -> Written:
        return await desk.document(item)
