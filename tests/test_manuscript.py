"""The report's schema as docs/report.md tells it is the manuscript's own, for a plan as for a finished document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from longwriter_agents import Manuscript, plan, write
from longwriter_agents.manuscript import ClauseRow, ConstraintRow, SectionWords, Unit, WordLedger
from longwriter_agents.model import Finding, Usage
from longwriter_agents.trust import Trust

REQUEST = 'Write 4 daily diary entries, 200 words each. Entry 2 must mention "tidal clock". Never mention "war".'
PAGE = (Path(__file__).parent.parent / "docs" / "report.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| (.*) \|$", PAGE, re.MULTILINE))


def names(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def documented(row: str) -> set[str]:
    """The names in the first list of a row: `[{a, b}]`, or `a, b, c`."""
    found = re.search(r"`\[?\{?([\w, ]+)\}?\]?`", ROWS[row])
    assert found, ROWS[row]
    return names(found.group(1))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    store = tmp_path_factory.mktemp("reports") / "store.db"
    planned = plan(REQUEST, model="scripted:steady", store=store)
    return {"plan": planned.report(), "document": write(REQUEST, model="scripted:steady", store=store).report()}


def test_every_field_is_documented_and_every_documented_field_is_there() -> None:
    told = set[str]().union(*(names(row) for row in ROWS))
    assert told == set(Manuscript.model_fields) - {"text", "sections"}


@pytest.mark.parametrize(
    ("row", "model"),
    [
        ("`constraints`", ConstraintRow),
        ("`clauses`", ClauseRow),
        ("`units`", Unit),
        ("`findings`", Finding),
        ("`usage`", Usage),
    ],
)
def test_the_fields_within_are_the_documented_ones(row: str, model: type[BaseModel]) -> None:
    assert documented(row) == set(model.model_fields)


def test_the_word_ledger_is_the_documented_one() -> None:
    told = names(re.sub(r"[^`]*`([^`]*)`[^`]*", r" \1 ", ROWS["`words`"]))
    assert set(WordLedger.model_fields) | set(SectionWords.model_fields) | set(Trust.model_fields) == told


@pytest.mark.parametrize("kind", ["plan", "document"])
def test_what_the_issue_asks_for_is_there(kind: str, reports: dict[str, Any]) -> None:
    report = reports[kind]
    assert {"status", "words", "constraints", "units", "findings", "usage", "model", "graph", "job_id"} <= set(report)
    assert {"target", "written", "sections"} <= set(report["words"])
    assert {"id", "title", "budget", "written"} <= set(report["words"]["sections"][0])
    row = {"id", "kind", "quote", "text", "scope", "placements", "verdict", "evidence"}
    assert all(row <= set(each) for each in report["constraints"])
    assert [set(unit) for unit in report["units"]] == [{"number", "heading", "constraint_ids"}] * 4
    used = {"calls", "input_tokens", "cached_input_tokens", "output_tokens", "seconds", "cost_usd"}
    assert used <= set(report["usage"])


def test_a_plan_and_its_document_differ_in_what_was_written_only(reports: dict[str, Any]) -> None:
    planned, written = reports["plan"], reports["document"]
    assert set(planned) == set(written)
    assert planned["status"] == "planned"
    assert {row["verdict"] for row in planned["constraints"]} == {"planned"}
    assert planned["words"]["written"] == 0
    assert {row["verdict"] for row in written["constraints"]} <= {"met", "unmet", "unverified"}
    assert [(row["id"], row["placements"]) for row in planned["constraints"]] == [
        (row["id"], row["placements"]) for row in written["constraints"]
    ]
    assert planned["units"] == written["units"]
