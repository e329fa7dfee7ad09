"""Judged demands: asked of the reviewer, believed only with a quote that stands in the text, mended sentence by sentence."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import Manuscript, judged, write
from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.constraints.scope import Units
from longwriter_agents.errors import BackendError
from longwriter_agents.replies import judgements_of
from longwriter_agents.testing import SimulatedWriter

REQUEST = "Write a report on the harbour."
DEMAND = "The report names at least one ship."


def reviewed_by(answer: Any, store: Path, **options: Any) -> tuple[Manuscript, SimulatedWriter]:
    """A document whose reviewer answers as `answer(request)` says (a list of verdicts, or an error)."""

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if not request.purpose.startswith("review"):
            return reply
        given = answer(request)
        if isinstance(given, Exception):
            raise given
        return replace(reply, text=json.dumps({"verdicts": given}))

    reviewer = SimulatedWriter(spec="scripted:reviewer", trick=trick)
    given = {"constraints": [DEMAND], "words": 1_000, "reviewer": reviewer, "store": store, **options}
    return write(REQUEST, **given), reviewer


def row_of(manuscript: Manuscript) -> Any:
    return next(row for row in manuscript.constraints if row.kind == "judged")


def sentence_of(request: Request) -> str:
    prompt = request.messages[-1].text if request.messages[-1].role == "user" else ""
    found = re.search(r"<text>\n(.*?)\n</text>", prompt, re.DOTALL)
    assert found
    return next(s for s in re.split(r"(?<=\.)\s+", found.group(1)) if len(s.split()) > 6 and s.endswith("."))


def item_of(request: Request) -> str:
    found = re.search(r"^\[(\w+)\]", request.messages[-1].text, re.MULTILINE)
    assert found
    return found.group(1)


def test_a_verdict_counts_with_a_quote_that_is_in_the_text(store: Path) -> None:
    manuscript, _ = reviewed_by(
        lambda request: [{"id": item_of(request), "met": True, "quote": sentence_of(request)}], store
    )
    row = row_of(manuscript)
    assert (row.verdict, row.by) == ("met", "model")
    assert row.evidence in manuscript.text
    assert manuscript.status == "complete"


@pytest.mark.parametrize("quote", ["This sentence stands nowhere in the whole document.", "", "a"])
def test_a_void_quote_is_no_approval(quote: str, store: Path) -> None:
    manuscript, _ = reviewed_by(lambda request: [{"id": item_of(request), "met": True, "quote": quote}], store)
    assert row_of(manuscript).verdict == "unverified"
    assert manuscript.status == "complete_with_findings"


@pytest.mark.parametrize(
    "failure",
    [
        BackendError("The reviewer is down.", retryable=False),
        [{"id": "c999", "met": True, "quote": "x"}],
        [{"id": 5}],
    ],
    ids=["down", "another id", "no verdict"],
)
def test_a_reviewer_that_fails_never_approves(failure: Any, store: Path) -> None:
    manuscript, _ = reviewed_by(lambda request: failure, store)
    assert row_of(manuscript).verdict == "unverified"
    assert manuscript.status == "complete_with_findings"
    assert abs(manuscript.words.deviation) <= 0.03


def test_what_is_unmet_is_mended_in_bounded_rounds_and_told(store: Path) -> None:
    manuscript, reviewer = reviewed_by(
        lambda request: [{"id": item_of(request), "met": False, "quote": "", "change": "Name a ship."}], store
    )
    assert row_of(manuscript).verdict == "unmet"
    assert manuscript.status == "complete_with_findings"
    assert 1 <= reviewer.calls <= 4
    assert next(c.usage.calls for c in manuscript.activities if c.activity == "insert") <= 4


def test_what_was_mended_is_judged_again(store: Path) -> None:
    def answer(request: Request) -> list[dict[str, Any]]:
        request_number.append(1)
        met = len(request_number) > 1
        return [
            {"id": item_of(request), "met": met, "quote": sentence_of(request) if met else "", "change": "Name one."}
        ]

    request_number: list[int] = []
    manuscript, _ = reviewed_by(answer, store)
    assert row_of(manuscript).verdict == "met"
    assert manuscript.status == "complete"


def test_review_never_asks_nobody_and_says_so(store: Path) -> None:
    manuscript, reviewer = reviewed_by(lambda request: [], store, review="never")
    assert reviewer.calls == 0
    assert row_of(manuscript).verdict == "unverified"


def test_review_always_judges_every_section(store: Path) -> None:
    manuscript, reviewer = reviewed_by(
        lambda request: [
            {"id": each, "met": True, "quote": sentence_of(request)}
            for each in re.findall(r"^\[(\w+)\]", request.messages[-1].text, re.MULTILINE)
        ],
        store,
        review="always",
    )
    assert reviewer.calls >= len(manuscript.outline.sections)


def test_a_demand_on_one_section_is_judged_there(store: Path) -> None:
    demand = judged("It names a ship.").model_copy(update={"scope": Units(numbers=(2,))})
    manuscript, reviewer = reviewed_by(
        lambda request: [{"id": item_of(request), "met": True, "quote": sentence_of(request)}],
        store,
        constraints=[demand],
    )
    row = row_of(manuscript)
    assert row.placements == (manuscript.outline.sections[1].id,)
    assert row.evidence in manuscript.sections[1].text
    assert reviewer.calls == 1


def test_forbidden_words_are_taken_out_sentence_by_sentence(store: Path) -> None:
    """The writer keeps using the word; what can't be reworded is dropped, and the length is made good."""

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        text = reply.text.replace("The ", "Obviously the ", 1) if request.asked_words else reply.text
        return replace(reply, text=text)

    writer = SimulatedWriter(spec="scripted:obvious", trick=trick)
    manuscript = write(f'{REQUEST} Never use the word "obviously".', words=1_200, model=writer, store=store)
    assert "obviously" not in manuscript.text.casefold()
    assert abs(manuscript.words.deviation) <= 0.03
    assert next(row.verdict for row in manuscript.constraints if row.kind == "exclude") == "met"


def test_section_demands_of_a_series_land_in_their_units(store: Path) -> None:
    manuscript = write(
        'Write a novel of 9 chapters, 4,000 words. Chapter 2 must mention "whale". Every third chapter must mention "storm". '
        'The last chapter must mention "harbour bell". Each chapter must mention "salt".',
        model="scripted:forgetful",
        store=store,
    )
    assert manuscript.status == "complete", manuscript.findings
    texts = [section.text for section in manuscript.sections]
    assert [n for n, text in enumerate(texts, 1) if "whale" in text] == [2]
    assert [n for n, text in enumerate(texts, 1) if "storm" in text] == [3, 6, 9]
    assert [n for n, text in enumerate(texts, 1) if "harbour bell" in text] == [9]
    assert all("salt" in text for text in texts)
    assert [unit.number for unit in manuscript.units] == list(range(1, 10))
    assert manuscript.units[1].heading.startswith("Chapter 2: ")
    whale = next(row for row in manuscript.constraints if "whale" in row.text)
    assert whale.id in manuscript.units[1].constraint_ids
    assert whale.id not in manuscript.units[2].constraint_ids


def test_units_with_a_length_of_their_own_keep_it(store: Path) -> None:
    manuscript = write("Write 8 daily diary entries, each entry 150 words.", model="scripted:1.6", store=store)
    assert manuscript.status == "complete", manuscript.findings
    assert len(manuscript.sections) == 8
    for row in manuscript.words.sections:
        assert 142 <= row.written <= 158


def test_a_reviewer_is_asked_for_one_verdict_on_each_statement_and_no_more() -> None:
    schema = judgements_of(["c3", "c7"]).model_json_schema()
    verdicts = schema["properties"]["verdicts"]
    assert (verdicts["minItems"], verdicts["maxItems"]) == (2, 2)
    assert schema["$defs"]["Judgement"]["properties"]["id"]["enum"] == ["c3", "c7"]
