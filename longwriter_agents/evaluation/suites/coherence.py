"""Coherence without a judge: whether a document repeats itself, opens alike, restates at its seams, and keeps its length.

Ten requests of our own, of several genres, 1,500 to 4,000 words; none belongs to a public benchmark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from longwriter_agents.coherence import look_over
from longwriter_agents.evaluation.judging import Judge
from longwriter_agents.evaluation.metrics import texts
from longwriter_agents.evaluation.metrics.length import s_l
from longwriter_agents.evaluation.sources import json_lines, number_of, text_of
from longwriter_agents.evaluation.suite import OWN_COUNTER, DocumentSuite, Item, Scores, Written
from longwriter_agents.evaluation.suites.gates import text_gates
from longwriter_agents.model import Brief, Length, Outline, Part, Section
from longwriter_agents.prose.sentences import paragraphs
from longwriter_agents.words import count_words

_PART_WORDS = 250

REQUESTS: tuple[tuple[str, int, str], ...] = (
    ("manual", 2_000, "Write a manual for volunteers who look after a small community garden through the year."),
    ("story", 2_500, "Write a short story about a bridge keeper who finds a letter that was never delivered."),
    ("essay", 1_500, "Write an essay on why people collect things that are of no use to them."),
    ("report", 3_000, "Write a report for a town council on how to make its bus service more reliable."),
    ("history", 3_500, "Write an account of how the pocket watch came into use and went out of it again."),
    ("course", 4_000, "Write a beginners' course on baking bread at home, from the first loaf to sourdough."),
    ("travel", 1_800, "Write a travel piece about four days on a slow train along a coast."),
    ("policy", 2_200, "Write a policy for a library that wants to lend out tools as well as books."),
    ("interview", 1_600, "Write an interview with a lighthouse engineer about forty years of work."),
    ("science", 2_800, "Explain to general readers how tides come about and what people have made of them."),
)
"""(genre, words, request)"""


class Coherence(DocumentSuite):
    """The text gates on whole documents; `--data` takes other requests: JSON Lines of `prompt`, `words`, `genre`."""

    name = "coherence"
    counter = OWN_COUNTER

    def items(self, data: Path | None) -> Sequence[Item]:
        rows = _read(data) if data is not None else REQUESTS
        return [
            Item(f"{genre}-{number}", request, words=words, bucket="all", gold={"asked": words})
            for number, (genre, words, request) in enumerate(rows, 1)
        ]

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        parts = parts_of(written)
        if not parts:
            return {"S_l": 0.0}  # of a text that is not there no repetition can be told
        return {
            "S_l": s_l(item.gold["asked"], count_words(written.text)),
            **text_gates(written.text),
            "sentences_across": float(texts.sentences_across(parts)),
            "repeated_openers": float(texts.repeated_openers(parts)),
            "seam_overlap": texts.seam_overlap(parts),
            **_told_by_the_monitor(item, parts),
        }


def _read(path: Path) -> list[tuple[str, int, str]]:
    rows = json_lines(path)
    return [
        (str(row.get("genre", "request")), number_of(row, "words", path, n), text_of(row, "prompt", path, n))
        for n, row in enumerate(rows, 1)
    ]


_COUNTED = {"near_doubles": "duplicate", "restated": "restated_introduction", "contradictions": "contradiction"}
"""Score → the monitor's code: how often it is found in the parts."""


def _told_by_the_monitor(item: Item, parts: Sequence[str]) -> Scores:
    """What the look over the parts finds, whoever wrote them; worn phrases for each 1,000 words."""
    keys = [f"s{number}" for number in range(1, len(parts) + 1)]
    outline = Outline(parts=(Part(id="p1", sections=tuple(Section(id=key, title="") for key in keys)),))
    words = item.gold["asked"]
    brief = Brief(request=item.request, subject=item.request, length=Length(target=words, low=1, high=2 * words))
    found = look_over(outline, dict(zip(keys, parts, strict=True)), brief)
    counts = Counter(finding.code for finding in found)
    written = sum(count_words(part) for part in parts)
    return {
        **{name: float(counts[code]) for name, code in _COUNTED.items()},
        "contradictions_per_10000": texts.per_10_000_words(counts["contradiction"], written),
        "worn_per_1000": counts["worn_phrase"] / written * 1_000 if written else None,
    }


def parts_of(written: Written) -> list[str]:
    """The sections as they were written; of a text without sections, paragraphs gathered to some 250 words."""
    manuscript = written.manuscript
    sections = [section.text for section in manuscript.sections if section.text] if manuscript else []
    if len(sections) > 1:
        return sections
    parts: list[list[str]] = [[]]
    for block in paragraphs(written.text):
        if sum(count_words(each) for each in parts[-1]) >= _PART_WORDS:
            parts.append([])
        parts[-1].append(block)
    return ["\n\n".join(part) for part in parts if part]
