"""Whole documents by writers who do what parallel drafting does: what is left of it, and what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents import Manuscript, write
from longwriter_agents.evaluation.metrics import texts as measures
from longwriter_agents.testing.facts import facts
from longwriter_agents.testing.incoherent import planted, world


def written(request: str, persona: str, store: Path, *, rounds: int = 2) -> Manuscript:
    return write(request, words=2_000, model=f"scripted:{persona}", store=store, rounds=rounds)


def test_copied_facts_and_restated_introductions_are_told_once(store: Path) -> None:
    manuscript = written("Write a history of the harbour town.", "restating", store)
    assert manuscript.complete, manuscript.findings
    assert measures.duplicate_sentence_share(manuscript.text) <= 0.01
    assert measures.sentences_across([section.text for section in manuscript.sections]) == 0
    assert abs(manuscript.words.deviation) <= 0.03


@pytest.mark.parametrize(
    ("request_text", "chinese"),
    [("Write a report on the town's public buildings.", False), ("请用中文写一篇老城的历史。", True)],
)
def test_the_report_names_each_planted_contradiction_with_both_passages(
    request_text: str, chinese: bool, store: Path
) -> None:
    manuscript = written(request_text, "contradicting", store, rounds=0)
    bodies = {section.id: section.text for section in manuscript.sections}
    pairs = planted(world(request_text), bodies, chinese=chinese)
    named = [(f.evidence, f.other) for f in manuscript.findings if f.code == "contradiction"]
    assert len(pairs) >= 1
    for right, wrong in pairs:
        assert any({a, b} & set(right) and {a, b} & set(wrong) for a, b in named), wrong
    whole = [(set(right), set(wrong)) for right, wrong in pairs]
    assert all(any({a, b} & right and {a, b} & wrong for right, wrong in whole) for a, b in named), "none is invented"
    assert all(a in manuscript.text and b in manuscript.text for a, b in named)
    assert manuscript.status == "complete_with_findings"


def test_an_honest_writer_is_accused_of_nothing(store: Path) -> None:
    manuscript = written("Write a report on the town's public buildings.", "steady", store)
    assert manuscript.complete
    assert {finding.severity for finding in manuscript.findings} <= {"info"}


def test_the_facts_of_a_document_are_the_same_in_every_call_and_clash_only_with_themselves() -> None:
    assert facts("a town") == facts("a town") != facts("another town")
    for fact in (*facts("a town"), *facts("a town", chinese=True)):
        assert not set(fact.tellings(true=True)) & set(fact.tellings(true=False)), fact


def test_what_contradicts_is_mended_while_rounds_are_left(store: Path) -> None:
    request = "Write a report on the town's public buildings."
    before = written(request, "contradicting", store, rounds=0)
    after = written(request, "contradicting", store)
    first, then = (sum(f.code == "contradiction" for f in manuscript.findings) for manuscript in (before, after))
    assert then < first
