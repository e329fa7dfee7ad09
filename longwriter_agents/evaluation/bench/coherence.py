"""`longwriter bench coherence`: what is left of a bad writer's repetitions, whether planted contradictions are found and none
invented, how long the look over a document takes, and how input grows with length. All on simulated writers.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.coherence import look_over
from longwriter_agents.evaluation.bench.targets import Target
from longwriter_agents.evaluation.machine import machine
from longwriter_agents.evaluation.metrics import texts as measures
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.model import Brief, Finding, Length, Outline, Part, Section
from longwriter_agents.testing.incoherent import contradicting, planted, restating, world
from longwriter_agents.testing.sentences import prose
from longwriter_agents.testing.simulated import SimulatedWriter, Trick

Told = Callable[[str], None]

_KINDS = (
    "a history of the harbour town", "a guide for visitors of the old quarter", "a report on the town's public buildings",
    "a travel piece about a week in the hills", "an essay on why towns keep their monuments", "a handbook for new town guides",
    "a portrait of the people of the upper town", "a study of the valley's railways", "a course on local history",
    "an account of a year at the museum",
)  # fmt: skip
_KINDS_ZH = ("老城的历史", "山城旅行指南", "小镇公共建筑的报告", "河谷铁路的故事")
_SECTION_WORDS = 500
_TIMES = 3
SMALL = Traits(context_window=4_096, max_output_tokens=2_048, small=True)
"""A small model with a small window."""
ORDINARY = Traits()


@dataclass(frozen=True)
class Plan:
    """`documents` is the number of documents for each kind of writer, `words` their length; `sizes` are those of which
    the input is measured, `looked_over` the words of the document that is timed."""

    documents: int = 20
    words: int = 2_500
    sizes: tuple[int, ...] = (2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
    looked_over: int = 100_000


def bench(plan: Plan, tell: Told) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for name, measure in (
        ("time", timed),
        ("told_again", told_again),
        ("contradictions", contradictions),
        ("input", inputs),
    ):
        figures[name] = measure(plan)
        tell(f"{name}: {figures[name]}")
    return {
        "bench": "coherence",
        "plan": {"documents": plan.documents, "words": plan.words, "sizes": list(plan.sizes)},
        "figures": figures,
        "targets": [target.row() for target in targets_of(figures)],
        "machine": machine(),
    }


def targets_of(figures: Mapping[str, Any]) -> list[Target]:
    again, clashes, growth = figures["told_again"], figures["contradictions"], figures["input"]
    return [
        Target(
            "CPU seconds to look over 100,000 words, English", figures["time"]["en"]["cpu_seconds_per_100k"], "≤", 2
        ),
        Target(
            "CPU seconds to look over 100,000 words, Chinese", figures["time"]["zh"]["cpu_seconds_per_100k"], "≤", 2
        ),
        Target("share of sentences told twice, mean", again["after"], "≤", 0.01),
        Target("share of sentences told twice, worst document", again["worst"], "≤", 0.01),
        Target("planted contradictions found", clashes["found_share"], "≥", 0.95),
        Target("contradictions invented", clashes["invented"], "=", 0),
        Target("input tokens per word, furthest from their mean, small model", growth["small"]["furthest"], "≤", 0.15),
        Target("input tokens per word, furthest from their mean, ordinary", growth["ordinary"]["furthest"], "≤", 0.15),
    ]


# -- the look over a document ------------------------------------------------------------------------------------------


def timed(plan: Plan) -> dict[str, Any]:
    """A look over so many words of simulated prose, the quickest of three. It runs in one thread and waits for nothing, so
    its CPU seconds are the seconds that it takes where no other work is in its way."""
    return {language: _looked(plan.looked_over, language) for language in ("en", "zh")}


def _looked(words: int, language: str) -> dict[str, Any]:
    each = min(_SECTION_WORDS, words)
    texts = {f"s{n}": prose(f"look {n}", each, chinese=language == "zh") for n in range(max(1, words // each))}
    outline = Outline(title="Town", parts=(Part(id="p1", sections=tuple(Section(id=key, title=key) for key in texts)),))
    brief = Brief(request="Town", language=language, length=Length(target=words, low=1, high=2 * words))
    seconds, cpu = [], []
    for _ in range(_TIMES):
        began, spent = time.monotonic(), time.process_time()
        look_over(outline, texts, brief)
        seconds.append(time.monotonic() - began)
        cpu.append(time.process_time() - spent)
    scale = 100_000 / words
    return {
        "words": words,
        "seconds_per_100k": round(min(seconds) * scale, 2),
        "cpu_seconds_per_100k": round(min(cpu) * scale, 2),
    }


# -- documents of bad writers --------------------------------------------------------------------------------------------


class _Listening(SimulatedWriter):
    """Keeps what it wrote, so that what came out can be compared with it."""

    def __init__(self, trick: Trick | None, traits: Traits | None = None) -> None:
        super().__init__(spec="scripted:incoherent", trick=trick, traits=traits)
        self.written: list[str] = []

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if request.purpose.startswith(("draft", "continue")):
            self.written.append(reply.text)
        return reply


def requests(count: int, *, chinese: bool = False) -> list[str]:
    """So many requests of several genres, none twice."""
    kinds = _KINDS_ZH if chinese else _KINDS
    told = "请用中文写一篇文章：{kind}（之{number}）。" if chinese else "Write {kind}, volume {number} of its kind."
    return [told.format(kind=kinds[n % len(kinds)], number=n + 1) for n in range(count)]


def _document(request: str, words: int, writer: SimulatedWriter, **more: Any) -> Manuscript:
    from longwriter_agents.api import awrite

    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(awrite(request, words=words, model=writer, store=Path(folder) / "store.db", **more))


def told_again(plan: Plan) -> dict[str, Any]:
    """A writer that restates the introduction and copies facts with the chance 0.3: sentences told twice, before and after."""
    before, after, calls = [], [], 0
    for request in requests(plan.documents):
        writer = _Listening(restating)
        manuscript = _document(request, plan.words, writer)
        before.append(measures.duplicate_sentence_share("\n\n".join(writer.written)))
        after.append(measures.duplicate_sentence_share(manuscript.text))
        calls += manuscript.usage.calls
    return {
        "documents": plan.documents,
        "before": round(statistics.fmean(before), 4),
        "after": round(statistics.fmean(after), 4),
        "worst": round(max(after), 4),
        "calls_per_document": round(calls / plan.documents, 1),
    }


@dataclass
class _Score:
    planted: int = 0
    found: int = 0
    invented: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, manuscript: Manuscript, pairs: Sequence[tuple[list[str], list[str]]]) -> None:
        told = [finding for finding in manuscript.findings if finding.code in ("contradiction", "canon")]
        hits = [any(_is_of(finding, pair) for finding in told) for pair in pairs]
        self.planted += len(pairs)
        self.found += sum(hits)
        self.invented += sum(not any(_is_of(finding, pair) for pair in pairs) for finding in told)
        self.missed += [pair[1][0] for pair, hit in zip(pairs, hits, strict=True) if not hit]


def _is_of(finding: Finding, pair: tuple[list[str], list[str]]) -> bool:
    """Whether a finding names just these two passages; one that quotes a single passage must quote one of them."""
    right, wrong = pair
    if not finding.other:
        return finding.evidence in (*right, *wrong)
    both = (finding.evidence, finding.other)
    return (both[0] in right and both[1] in wrong) or (both[1] in right and both[0] in wrong)


def contradictions(plan: Plan) -> dict[str, Any]:
    """A writer that tells facts of other sections in other words, half of them with another value; and honest writers.

    What is found is measured without rounds of revision, which mend most of it; what is left after them is told beside it.
    """
    score, reviewed, honest = _Score(), _Score(), _Score()
    for chinese in (False, True):
        for request in requests(plan.documents, chinese=chinese):
            for each, more in ((score, {"rounds": 0}), (reviewed, {})):
                manuscript = _document(request, plan.words, _Listening(contradicting), **more)
                texts = {section.id: section.text for section in manuscript.sections}
                each.add(manuscript, planted(world(request), texts, chinese=chinese))
            honest.add(_document(request, plan.words, _Listening(None)), [])
    return {
        "documents": 2 * plan.documents,
        "planted": score.planted,
        "found": score.found,
        "found_share": round(score.found / score.planted, 4) if score.planted else None,
        "invented": score.invented + reviewed.invented + honest.invented,
        "left_after_review": reviewed.planted,
        "honest_documents": 2 * plan.documents,
        "missed": score.missed[:20],
    }


# -- input ----------------------------------------------------------------------------------------------------------------


def inputs(plan: Plan) -> dict[str, Any]:
    """Input tokens for each delivered word, by length; the simulated writer takes words for tokens."""
    return {name: _input(plan, traits) for name, traits in (("small", SMALL), ("ordinary", ORDINARY))}


def _input(plan: Plan, traits: Traits) -> dict[str, Any]:
    rows = []
    for words in plan.sizes:
        manuscript = _document(requests(1)[0], words, _Listening(None, traits))
        usage, written = manuscript.usage, manuscript.words.written
        rows.append(
            {
                "words": words,
                "written": written,
                "sections": len(manuscript.outline.sections),
                "calls": usage.calls,
                "input_tokens": usage.input_tokens,
                "per_word": round(usage.input_tokens / written, 3) if written else None,
            }
        )
    each = [row["per_word"] for row in rows if row["per_word"]]
    mean = statistics.fmean(each)
    return {
        "rows": rows,
        "mean": round(mean, 3),
        "furthest": round(max(abs(value - mean) for value in each) / mean, 3),
        "longest_to_shortest": round(each[-1] / each[0], 3),
    }
