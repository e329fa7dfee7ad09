"""The review of the whole: clashing passages are judged pair by pair, mended in the right place; void words count as nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import Manuscript, judged, write
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.samples import samples
from longwriter_agents.testing import SimulatedWriter
from longwriter_agents.testing.sentences import prose

REQUEST = "Write a report on the harbour of Lindwyk."
TRUE = "The Lindwyk Bridge was built in 1899."
FALSE = "The Lindwyk Bridge was built in 1912."
SMALL = Traits(small=True, context_window=8_192, max_output_tokens=4_096, concurrency=1)
Said = Callable[[list[tuple[str, str]]], list[dict[str, Any]]]


def with_a_clash(store: Path, said: Said | None, *, mend: str = TRUE, **options: Any) -> tuple[Manuscript, list[str]]:
    """A document whose first section says 1899 and whose third says 1912; `said` is what the reviewer makes of the pairs
    that it is shown (by number), `mend` what the drafter puts in the place of the later one."""
    prompts: list[str] = []

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if request.purpose in ("draft:s1", "draft:s3"):
            return replace(reply, text=f"{reply.text} {TRUE if request.purpose == 'draft:s1' else FALSE}")
        if request.purpose.startswith("replace"):
            return replace(reply, text=mend)
        if request.purpose == "review:pairs":
            prompts.append(request.messages[-1].text)
            lines = [line for line in prompts[-1].splitlines() if line.startswith("Passages (")]
            numbers = [(line.split("(")[1].split(")")[0], line.split("(")[2].split(")")[0]) for line in lines]
            if said is not None:
                return replace(reply, text=json.dumps({"pairs": said(numbers)}))
        return reply

    writer = SimulatedWriter(spec="scripted:clashing", trick=trick, traits=options.pop("traits", None))
    given = {"words": 1_200, "model": writer, "store": store, "flow": "parallel", **options}
    return write(REQUEST, **given), prompts


def clash(numbers: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"first": a, "second": b, "clash": True, "change": "Make the year agree."} for a, b in numbers]


def test_a_clash_is_judged_from_its_two_passages_and_mended_in_the_later_one(store: Path) -> None:
    manuscript, prompts = with_a_clash(store, clash)
    assert len(prompts) == 1
    assert TRUE in prompts[0] and FALSE in prompts[0]
    assert count_tokens(prompts[0]).tokens < 400, "never the whole text"
    assert FALSE not in manuscript.text
    assert TRUE in manuscript.sections[0].text
    assert [(r.section_id, r.code, r.kept) for r in manuscript.revisions] == [("s3", "contradiction", True)]
    assert not [f for f in manuscript.findings if f.severity == "warning"], manuscript.findings
    assert abs(manuscript.words.deviation) <= 0.03


def test_a_mend_that_leaves_the_clash_is_not_kept_and_the_finding_stays(store: Path) -> None:
    manuscript, _ = with_a_clash(store, clash, mend="The Lindwyk Bridge was built in 1920.")
    assert FALSE in manuscript.text
    assert {r.kept for r in manuscript.revisions} == {False}
    assert all("still there" in r.reason for r in manuscript.revisions)
    found = next(f for f in manuscript.findings if f.code == "contradiction")
    assert (found.evidence, found.other) == (FALSE, TRUE)
    assert manuscript.status == "complete_with_findings"


@pytest.mark.parametrize(
    "names",
    [("1", "99"), ("It is said so.", "Nowhere."), ("1", "1"), ("", "")],
    ids=["no such number", "words that stand nowhere", "one passage twice", "nothing"],
)
def test_a_judgement_that_does_not_name_both_passages_counts_as_nothing(names: tuple[str, str], store: Path) -> None:
    manuscript, _ = with_a_clash(
        store, lambda pairs: [{"first": names[0], "second": names[1], "clash": False, "change": ""}]
    )
    assert "contradiction" in {f.code for f in manuscript.findings if f.severity == "warning"}, "no approval"
    void = next(f for f in manuscript.findings if f.code == "void_judgement")
    assert void.message.startswith("1 judgement")
    assert manuscript.revisions == ()


def test_quotes_are_as_good_as_numbers(store: Path) -> None:
    manuscript, _ = with_a_clash(store, lambda pairs: [{"first": TRUE, "second": FALSE, "clash": True, "change": ""}])
    assert FALSE not in manuscript.text


def test_what_the_reviewer_sees_no_clash_in_is_only_told(store: Path) -> None:
    manuscript, prompts = with_a_clash(
        store, lambda pairs: [{"first": a, "second": b, "clash": False} for a, b in pairs]
    )
    found = next(f for f in manuscript.findings if f.code == "contradiction")
    assert found.severity == "info"
    assert "no clash" in found.message
    assert len(prompts) == 1
    assert manuscript.revisions == ()


def test_a_small_model_is_not_asked_what_code_knows_and_mends_it(store: Path) -> None:
    manuscript, prompts = with_a_clash(store, None, traits=SMALL, words=600)
    assert prompts == []
    assert FALSE not in manuscript.text
    assert [(r.code, r.kept) for r in manuscript.revisions] == [("contradiction", True)]


def test_without_a_clash_no_call_is_added(store: Path) -> None:
    plain = write(REQUEST, words=1_200, model=SimulatedWriter(spec="scripted:plain"), store=store)
    assert {cost.activity for cost in plain.activities} <= {"understand", "plan", "draft", "continue"}


@pytest.mark.parametrize("mended", [True, False])
def test_with_review_always_the_reviewer_may_name_other_passages_by_number(mended: bool, store: Path) -> None:
    """It is shown one sentence of each section, numbered after the flagged passages; its own finding is judged again."""
    asked: list[int] = []

    def others(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
        asked.append(len(pairs))
        if len(asked) == 1:
            return [*clash(pairs), {"first": "3", "second": "4", "clash": True, "change": "Say it once."}]
        return [{"first": a, "second": b, "clash": not mended} for a, b in pairs]

    manuscript, prompts = with_a_clash(store, others, review="always", rounds=1, mend=f"Moreover, {TRUE}")
    told = [line for line in prompts[0].splitlines() if line.startswith("(")]
    assert len(told) == 2 + len(manuscript.outline.sections)
    tried = {(r.code, r.section_id): r.kept for r in manuscript.revisions}
    assert tried["clash", "s2"] is mended
    left = [f for f in manuscript.findings if f.code == "clash"]
    assert len(left) == (0 if mended else 1)
    assert all(f.evidence in manuscript.text and f.other in manuscript.text for f in left)


def test_a_long_document_is_shown_by_what_bears_on_the_demand() -> None:
    rows = [(f"Part {n}", prose(f"part {n}", 300)) for n in range(60)]
    rows[41] = (rows[41][0], f"{rows[41][1]} The tidal clock stopped on the day of the storm.")
    shown = samples(rows, ["It tells why the tidal clock stopped."], tokens=1_000)
    assert any("tidal clock stopped" in sentence for _, told in shown for sentence in told)
    assert sum(count_tokens(" ".join((title, *told))).tokens for title, told in shown) <= 1_100
    whole = samples(rows[:2], ["It is cheerful."], tokens=1_000)
    assert [title for title, _ in whole] == ["Part 0", "Part 1"]


def test_a_small_model_is_shown_few_sentences_and_those_that_bear_on_the_demand() -> None:
    rows = [(f"Part {n}", prose(f"part {n}", 300)) for n in range(6)]
    rows[4] = (rows[4][0], f"{rows[4][1]} For example, a tidal clock needs oil twice a year.")
    shown = samples(rows, ["It gives examples."], tokens=300, by_sentence=True)
    told = [sentence for _, passages in shown for sentence in passages]
    assert any("For example" in sentence for sentence in told)
    assert all(any(sentence in text for _, text in rows) for sentence in told), "no sentence is cut"
    assert [title for title, _ in shown] == [title for title, _ in rows], "and beside it something of each section"
    assert sum(count_tokens(" ".join((title, *passages))).tokens for title, passages in shown) <= 330


def test_a_sentence_that_is_too_long_to_show_leaves_room_for_others() -> None:
    endless = "An example of " + ", ".join(f"tide {number}" for number in range(400)) + "."
    shown = samples(
        [("Tides", f"{endless} For example, it floods in May.")], ["It gives examples."], tokens=120, by_sentence=True
    )
    assert shown == [("Tides", ["For example, it floods in May."])]


def test_document_wide_demands_are_judged_in_questions_that_fit(store: Path) -> None:
    sizes: list[int] = []

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if request.purpose == "review:document":
            sizes.append(sum(line.startswith("[c") for line in request.messages[-1].text.splitlines()))
        return reply

    traits = Traits(context_window=2_048, max_output_tokens=1_024)
    reviewer = SimulatedWriter(spec="scripted:narrow", traits=traits, trick=trick)
    demands = [judged(f"It tells of trade number {number}.") for number in range(20)]
    manuscript = write(REQUEST, words=1_000, reviewer=reviewer, store=store, constraints=demands)
    assert sum(sizes) == 20
    assert max(sizes) <= 6
    assert {row.verdict for row in manuscript.constraints if row.kind == "judged"} == {"met"}


@pytest.mark.parametrize(("traits", "alike"), [(SMALL, True), (replace(SMALL, small=False), False)])
def test_a_small_reviewer_that_drafted_begins_with_what_it_has_read(traits: Traits, alike: bool, store: Path) -> None:
    begun: dict[str, set[str]] = {"draft": set(), "review": set()}

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        begun.get(request.purpose.partition(":")[0], set()).add(request.messages[0].text)
        return reply

    writer = SimulatedWriter(spec="scripted:both", trick=trick, traits=traits)
    write(REQUEST, words=1_200, model=writer, store=store, constraints=[judged("It is plain.")])
    assert begun["review"] and (begun["review"] == begun["draft"]) is alike
