"""A revision is kept only if the text measures better with it; whatever was tried, and why it was not kept, is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_agents import Budget, Manuscript, judged, must_exclude, must_include, write
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.constraints.kinds import Include
from longwriter_agents.constraints.scope import Units
from longwriter_agents.events import Event, SectionRevised
from longwriter_agents.improvement import Yardstick, lessened, objection
from longwriter_agents.testing import SimulatedWriter
from longwriter_agents.testing.sentences import prose

REQUEST = "Write a report on the harbour."
OLD = prose("the old text", 200)
FRESH = "Nobody had expected that the tidal clock would stop on the very day of the opening."
BY = Yardstick((must_include("tidal clock"), must_exclude("war")), "en", REQUEST, low=180, high=220)


def test_what_is_added_well_is_kept() -> None:
    assert objection(OLD, f"{OLD} {FRESH}", BY) == ""
    assert lessened(BY.constraints[0], OLD, f"{OLD} {FRESH}")


def test_each_way_of_getting_worse_is_named() -> None:
    kept = f"{OLD} {FRESH}"
    first = OLD.split(". ")[0] + "."
    assert "nothing" in objection(OLD, OLD, BY)
    assert "left" in objection(OLD, " ", BY)
    assert "breaks" in objection(kept, OLD, BY)
    assert "breaks" in objection(OLD, f"{OLD} That was the war.", BY)
    assert "words" in objection(OLD, f"{OLD}\n\n{prose('more', 90)}", BY)
    assert "tells again" in objection(OLD, f"{OLD} {first}", BY)
    assert "tells again" in objection(OLD, f"{OLD} {FRESH}", replace(BY, told=(f"{FRESH} So it was.",)))
    assert "mid-sentence" in objection(OLD, f"{OLD} {FRESH} And then the", BY)
    assert "placeholder" in objection(OLD, f"{OLD} It was built in [insert year] by the town's own people.", BY)


@given(st.integers(0, 400), st.integers(0, 400), st.booleans())
def test_a_text_that_is_further_from_its_length_is_never_taken(old: int, new: int, banned: bool) -> None:
    before, after = prose("one", max(12, old)), prose("two", max(12, new)) + (" It was war." if banned else "")
    if objection(before, after, BY) == "":
        out = [max(180 - count, count - 220, 0) for count in (len(before.split()), len(after.split()))]
        assert out[1] <= out[0]
        assert not banned


def test_fewer_missing_terms_are_better_than_all_missing() -> None:
    both = must_include("tidal clock", "customs shed")
    assert lessened(both, OLD, f"{OLD} {FRESH}")
    assert not lessened(both, f"{OLD} {FRESH}", OLD)
    often = Include(terms=("sea",), literal=False, least=3, text="the sea, thrice")
    assert lessened(often, "The sea.", "The sea and the sea.")
    banned = must_exclude("war")
    assert lessened(banned, "It was war. And war it was.", "It was war. And so it was.")
    assert not lessened(banned, "It was war.", "War it was.")


Answer = Callable[[Request, Reply], Reply]


def written(store: Path, answer: Answer, *, events: list[Event] | None = None, **options: Any) -> Manuscript:
    """A document whose model answers everything as usual but for what `answer` changes."""
    writer = SimulatedWriter(spec="scripted:own", trick=lambda writer, request, reply: answer(request, reply))
    listener = events.append if events is not None else None
    return write(REQUEST, model=writer, store=store, on_event=listener, **{"words": 1_000, **options})


def verdict(met: bool, quote: str = "") -> str:
    return json.dumps({"verdicts": [{"id": "c3", "met": met, "quote": quote, "change": "Name a ship."}]})


def test_a_mend_that_the_reviewer_does_not_find_mended_leaves_the_old_text_and_says_so(store: Path) -> None:
    events: list[Event] = []
    demand = judged("It names a ship.").model_copy(update={"scope": Units(numbers=(2,))})

    def never_content(request: Request, reply: Reply) -> Reply:
        return replace(reply, text=verdict(False)) if request.purpose.startswith("review") else reply

    mended = written(store, never_content, constraints=[demand], events=events)
    plain = written(store.with_name("plain.db"), never_content, constraints=[demand], review="never")
    assert mended.text == plain.text
    assert [(r.section_id, r.round, r.code, r.kept) for r in mended.revisions] == [
        (mended.outline.sections[1].id, 1, "judged", False)
    ]
    assert "reviewer" in mended.revisions[0].reason
    assert [e.revision for e in events if isinstance(e, SectionRevised)] == list(mended.revisions)
    assert plain.revisions == ()


def test_a_mend_that_is_found_good_is_kept_and_shown(store: Path) -> None:
    demand = judged("It names a ship.").model_copy(update={"scope": Units(numbers=(2,))})
    ship = "The ship Aurora lay at the second quay, with her hull still wet from the crossing."

    def answer(request: Request, reply: Reply) -> Reply:
        if request.purpose.startswith("insert"):
            return replace(reply, text=ship)
        if request.purpose.startswith("review"):
            there = ship in request.messages[-1].text
            return replace(reply, text=verdict(there, ship if there else ""))
        return reply

    manuscript = written(store, answer, constraints=[demand])
    assert manuscript.status == "complete", manuscript.findings
    assert ship in manuscript.sections[1].text
    assert [(r.code, r.kept, r.reason) for r in manuscript.revisions] == [("judged", True, "")]
    judgements = sum(cost.usage.calls for cost in manuscript.activities if cost.activity == "review")
    assert judgements == 2, "once before the mend and once after it"


def test_a_mend_that_tells_again_what_was_told_is_not_kept(store: Path) -> None:
    """The model puts in what stands there already, with the term that it was asked for."""

    def copying(request: Request, reply: Reply) -> Reply:
        if request.purpose.startswith("insert"):
            shown = request.messages[-1].text.split("<text>\n")[1]
            longest = max(shown.split("</text>")[0].split(". "), key=len)
            return replace(reply, text=f"{longest}. The tidal clock.")
        return reply

    forgetful: dict[str, Any] = {"constraints": [must_include("tidal clock")], "words": 700}
    manuscript = written(store, lambda q, r: _forget(q, copying(q, r)), **forgetful)
    assert manuscript.status == "complete_with_findings"
    assert {revision.kept for revision in manuscript.revisions} == {False}
    assert all("tells again" in revision.reason for revision in manuscript.revisions)
    assert "tidal clock" not in manuscript.text


def _forget(request: Request, reply: Reply) -> Reply:
    """Drafts never mention what they are asked to mention."""
    if not request.purpose.startswith(("draft", "continue")):
        return reply
    return replace(reply, text=reply.text.replace("tidal clock", "old clock"))


def test_a_reviewer_that_is_down_after_the_mend_leaves_the_old_text(store: Path) -> None:
    demand = judged("It names a ship.").model_copy(update={"scope": Units(numbers=(2,))})
    asked: list[str] = []

    def once(request: Request, reply: Reply) -> Reply:
        if not request.purpose.startswith("review"):
            return reply
        asked.append(request.purpose)
        return replace(reply, text=verdict(False) if len(asked) == 1 else "no JSON at all")

    manuscript = written(store, once, constraints=[demand])
    assert [revision.kept for revision in manuscript.revisions] == [False]
    assert next(row.verdict for row in manuscript.constraints if row.kind == "judged") == "unmet"


@pytest.mark.parametrize("flow", ["sequential", "parallel"])
def test_near_the_end_of_a_budget_revision_goes_first_and_the_document_is_finished(flow: str, store: Path) -> None:
    demands: list[Any] = [must_include(f"term {letter}") for letter in "abcdef"]
    demands = [d.model_copy(update={"scope": Units(numbers=(n % 8 + 1,))}) for n, d in enumerate(demands)]
    demands.append(judged("It is cheerful."))
    options: dict[str, Any] = {"constraints": demands, "words": 7_000, "flow": flow}

    def forgetful(request: Request, reply: Reply) -> Reply:
        asked_for_them = request.purpose.startswith(("draft", "continue"))
        return replace(reply, text=reply.text.replace("term ", "word ")) if asked_for_them else reply

    whole = written(store, forgetful, **options)
    assert any(revision.kept for revision in whole.revisions)
    drafting = sum(
        cost.usage.input_tokens + cost.usage.output_tokens
        for cost in whole.activities
        if cost.activity in ("understand", "plan", "draft", "continue")
    )
    tight = written(
        store.with_name("tight.db"), forgetful, budget=Budget(tokens=_with_room_for_a_reply(drafting)), **options
    )
    assert tight.status == "complete_with_findings", tight.message
    assert all(section.text for section in tight.sections)
    assert abs(tight.words.deviation) <= 0.03
    left = [revision for revision in tight.revisions if not revision.kept]
    assert left or flow == "parallel", "side by side, all is drafted before the first mend"
    assert all("budget" in revision.reason for revision in left)
    spent = tight.usage.input_tokens + tight.usage.output_tokens
    assert spent <= _with_room_for_a_reply(drafting)


def _with_room_for_a_reply(tokens: int) -> int:
    """A call is only begun when its whole reply could be paid for."""
    return tokens + 6_000


def test_what_a_small_model_judges_it_names_by_number(store: Path) -> None:
    """The passages are numbered for it; code gives the words. A number that is not there is void."""
    shown: list[str] = []

    def answered(quote: str) -> Manuscript:
        def answer(request: Request, reply: Reply) -> Reply:
            if not request.purpose.startswith("review"):
                return reply
            shown.append(request.messages[-1].text)
            return replace(reply, text=verdict(True, quote))

        small = Traits(small=True, context_window=4_096, max_output_tokens=2_048, concurrency=1)
        reviewer = SimulatedWriter(spec="scripted:small", traits=small, trick=lambda w, q, r: answer(q, r))
        return write(REQUEST, words=700, reviewer=reviewer, store=store, constraints=[judged("It names a trade.")])

    row = next(row for row in answered("(2)").constraints if row.kind == "judged")
    second = shown[0].split("\n(2) ")[1].split("\n(3) ")[0]
    assert (row.verdict, row.evidence) == ("met", second)
    void = next(row for row in answered("(9999)").constraints if row.kind == "judged")
    assert void.verdict == "unverified"
