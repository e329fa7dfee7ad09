"""How far a job is, kept up from its events."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

_LEAST_WORDS = 50
"""Before this many words nothing sensible can be said about the time that is left."""


@dataclass
class SectionRow:
    title: str
    budget: int
    words: int = 0
    begun: bool = False
    done: bool = False


@dataclass
class Progress:
    """`take` every event of a job; read the rest at any time."""

    job_id: str = ""
    title: str = ""
    phase: str = ""
    target: int = 0
    calls: int = 0
    tokens: int = 0
    cost_usd: float = 0.0
    sections: dict[str, SectionRow] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)
    drafting_since: float | None = None

    def take(self, event: Any) -> None:
        taker = getattr(self, f"_{event.type}", None)
        if taker is not None:
            taker(event)

    def _job_started(self, event: Any) -> None:
        self.job_id, self.target = event.job_id, event.target_words

    def _phase_started(self, event: Any) -> None:
        self.phase = event.phase
        if event.phase == "draft":
            self.drafting_since = time.monotonic()

    def _outline_ready(self, event: Any) -> None:
        self.title = event.outline.title
        several = len(event.outline.sections) > 1
        self.sections = {
            s.id: SectionRow(s.title or (f"section {number}" if several else "the document"), s.budget)
            for number, s in enumerate(event.outline.sections, 1)
        }
        self.target = self.target or sum(row.budget for row in self.sections.values())

    def _section_started(self, event: Any) -> None:
        row = self.sections.setdefault(event.section_id, SectionRow(event.title, event.budget))
        row.begun = True

    def _section_progress(self, event: Any) -> None:
        if event.section_id in self.sections:
            self.sections[event.section_id].words = event.words

    def _section_done(self, event: Any) -> None:
        row = self.sections.setdefault(event.section_id, SectionRow("", event.budget))
        row.words, row.done = event.words, True

    def _call_done(self, event: Any) -> None:
        if not event.replayed:
            self.calls += 1
            self.tokens += event.usage.input_tokens + event.usage.output_tokens
            self.cost_usd += event.usage.cost_usd or 0.0

    @property
    def words(self) -> int:
        return sum(row.words for row in self.sections.values())

    @property
    def done(self) -> int:
        return sum(row.done for row in self.sections.values())

    def title_of(self, section_id: str) -> str:
        return self.sections[section_id].title if section_id in self.sections else ""

    def elapsed(self, now: float) -> float:
        return max(0.0, now - self.began)

    def seconds_left(self, now: float) -> float | None:
        """By the words written in each second since drafting began; None while that says nothing."""
        if self.drafting_since is None or self.words < _LEAST_WORDS:
            return None
        rate = self.words / max(0.001, now - self.drafting_since)
        return max(0, self.target - self.words) / rate
