"""Sections that a request names one by one stand among others, under names of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents import awrite
from longwriter_agents.constraints.kinds import Structure
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.testing.simulated import SimulatedWriter


def named(request: str) -> list[tuple[tuple[str, ...], str]]:
    found = [c for c in compile_rules(request).constraints if isinstance(c, Structure) and c.among]
    return [(each.headings, each.at) for each in found]


@pytest.mark.parametrize(
    ("request_text", "headings"),
    [
        (
            "Write a report on the harbour. Include a section on costs and a section on what anglers can do.",
            [(("Costs", "What Anglers Can Do"), "")],
        ),
        (
            "Write a guide to geese with a section on winter feeding, a section on moulting and a chapter about the law.",
            [(("Winter Feeding", "Moulting", "Law"), "")],
        ),
        (
            "The report should include a short section titled 'Next steps' and end with recommendations.",
            [(("Next steps",), ""), (("Recommendations",), "last")],
        ),
        ("Write a report. Begin with a short summary.", [(("Summary",), "first")]),
        (
            "Write a report on rain. Include sections on gutters, drains and wells.",
            [(("Gutters", "Drains", "Wells"), "")],
        ),
        ("Add a section about the budget of 200 words.", [(("Budget",), "")]),
        ("Write an essay on a section of the highway code. He has a section on his desk.", []),
        ("Write a story that begins with a summary of the war.", []),
    ],
)
def test_sections_are_read_by_their_names(request_text: str, headings: list[tuple[tuple[str, ...], str]]) -> None:
    assert named(request_text) == headings


def test_a_clause_that_only_names_sections_is_left_to_nobody() -> None:
    read = compile_rules("Write a report on rain. Begin with a short summary. Include a section on costs.")
    assert read.leftover == ()


def test_sections_whose_number_is_given_are_all_of_them() -> None:
    (structure,) = compile_rules("Write a guide in three sections: soil, water and light.").constraints
    assert isinstance(structure, Structure)
    assert (structure.sections, structure.among) == (3, False)


def test_named_sections_are_found_by_their_titles_wherever_they_stand() -> None:
    wanted = Structure(headings=("Costs", "What Anglers Can Do"), among=True)
    assert wanted.bounds == (2, None)
    assert (
        wanted.check("# Harbour\n\n## The Quay\n\nx\n\n## What Anglers Can Do\n\nx\n\n## Costs and Funding\n\nx").status
        == "met"
    )
    found = wanted.check("# Harbour\n\n## Costs\n\nx\n\n## The Quay\n\nx")
    assert (found.status, found.detail) == ("unmet", "There is no section 'What Anglers Can Do'.")
    first = Structure(headings=("Summary",), among=True, at="first")
    assert first.check("# H\n\n## Summary\n\nx\n\n## Quay\n\nx").status == "met"
    assert first.check("# H\n\n## Quay\n\nx\n\n## Summary\n\nx").detail == "The section 'Summary' is not the first one."


async def test_a_document_has_the_sections_that_were_named(tmp_path: Path) -> None:
    request = (
        "Write a report on the harbour. Begin with a short summary. Include a section on costs and a section on what anglers "
        "can do. End with recommendations."
    )
    manuscript = await awrite(request, words=2_500, model=SimulatedWriter(), store=tmp_path / "store.db")
    titles = [section.title for section in manuscript.outline.sections]
    assert titles[0] == "Summary"
    assert titles[-1] == "Recommendations"
    assert {"Costs", "What Anglers Can Do"} < set(titles)
    assert len(titles) > 4, "others stand beside them"
    budgets = {section.title: section.budget for section in manuscript.outline.sections}
    assert budgets["Summary"] < budgets["Costs"]
    assert {row.verdict for row in manuscript.constraints if row.kind == "structure"} == {"met"}
