"""Tables that are asked for are found by code, and one section is told to have them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents import awrite
from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.constraints.shape import Form
from longwriter_agents.testing.simulated import SimulatedWriter

TABLE = "| Measure | Cost |\n|---|---:|\n| Lamps | 300 |\n| Signs | 90 |"


@pytest.mark.parametrize(
    ("request_text", "bounds"),
    [
        ("Write a report on lamps. Use a table for the measures.", (1, None)),
        ("Write a guide to lamps with at least two tables.", (2, None)),
        ("Write a report on phones. Include a comparison table of the three phones.", (1, None)),
        ("Write a report on lamps. Include exactly 3 tables.", (3, 3)),
        ("Write a report on lamps. Do not use tables.", (0, 0)),
        ("写一份报告，包含两个表格。", (2, None)),
        ("Write a story with a table in the kitchen.", None),
        ("Write about a table tennis club.", None),
        ("Write a report with a table of contents.", None),
        ("Write an essay on periodic tables.", None),
        ("Write a guide to building a table with tools that you have.", None),
    ],
)
def test_tables_are_read(request_text: str, bounds: tuple[int, int | None] | None) -> None:
    found = [c for c in compile_rules(request_text).constraints if isinstance(c, Form) and c.counted == "tables"]
    assert [(c.least, c.most) for c in found] == ([bounds] if bounds else [])


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        (TABLE, 1),
        (f"Before.\n\n{TABLE}\n\nBetween.\n\n{TABLE}", 2),
        ("Lamp | Sign\n--- | ---\n3 | 4", 1),
        (f"```\n{TABLE}\n```", 0),
        ("A rule:\n\n---\n\nText | with a bar", 0),
        ("| Measure | Cost |\n|---|---|", 0),
    ],
)
def test_tables_are_counted(text: str, tables: int) -> None:
    assert Form(counted="tables", least=1).check(text).evidence.startswith(f"{tables} tables")


class Tabular(SimulatedWriter):
    """Writes a table where it is told to."""

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        told = request.purpose.startswith("draft") and "Use a table for the measures" in request.messages[-1].text
        return replace(reply, text=f"{reply.text}\n\n{TABLE}\n\nSo much for that.") if told else reply


async def test_the_section_that_the_table_is_about_has_it(tmp_path: Path) -> None:
    request = "Write a report on the harbour. Use a table for the measures."
    manuscript = await awrite(request, words=2_000, model=Tabular(), store=tmp_path / "store.db")
    assert manuscript.text.count("|---|") == 1
    (row,) = [row for row in manuscript.constraints if row.kind == "form"]
    assert (row.verdict, row.by, row.evidence) == ("met", "code", "1 tables")
    assert manuscript.status == "complete"


async def test_a_document_without_the_table_is_not_called_complete(tmp_path: Path) -> None:
    request = "Write a report on the harbour. Use a table for the measures."
    manuscript = await awrite(request, words=2_000, model=SimulatedWriter(), store=tmp_path / "store.db")
    (row,) = [row for row in manuscript.constraints if row.kind == "form"]
    assert row.verdict == "unmet"
    assert manuscript.status == "complete_with_findings"
