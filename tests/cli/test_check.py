"""`longwriter check`: a text against a request, a brief, and what is given besides; by code alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminal import Cli

from longwriter_agents.checking import check_text
from longwriter_agents.constraints.kinds import parse_constraint

ENGLISH = "The bees fly over the garden and we keep them for their honey."


def saved(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_the_length_language_and_outline_of_a_brief_are_checked(cli: Cli) -> None:
    brief = "request: Write a guide to bees.\nwords: 5000\nlanguage: German\noutline: [Hives, Honey]\n"
    ran = cli("check", saved("t.md", ENGLISH), "--request", saved("b.yaml", brief), "--json")
    assert ran.code == 3
    rows = {row["kind"]: row for row in json.loads(ran.out)["constraints"]}
    assert {kind: row["verdict"] for kind, row in rows.items()} == dict.fromkeys(
        ("word_count", "language", "structure"), "unmet"
    )
    assert rows["word_count"]["text"] == "about 5000 words"


def test_a_text_by_its_outline_is_met(cli: Cli) -> None:
    text = f"# Bees\n\n## Hives\n\n{ENGLISH}\n\n## Honey\n\n{ENGLISH}\n"
    brief = "request: Write a guide to bees.\nlanguage: en\noutline: [Hives, Honey]\n"
    assert cli("check", saved("t.md", text), "--request", saved("b.yaml", brief)).code == 0


@pytest.mark.parametrize(("line", "why"), [("words: 0", "no length"), ("language: Klingonish", "not known")])
def test_a_brief_that_can_not_be_is_refused(cli: Cli, line: str, why: str) -> None:
    ran = cli("check", saved("t.md", ENGLISH), "--request", saved("b.yaml", f"request: Write.\n{line}\n"))
    assert ran.code == 2
    assert why in ran.err


def test_an_empty_request_is_refused(cli: Cli) -> None:
    ran = cli("check", saved("t.md", ENGLISH), "--prompt", " ")
    assert ran.code == 2
    assert "The request is empty." in ran.err


def test_what_only_a_reader_can_judge_is_listed(cli: Cli) -> None:
    ran = cli("check", saved("t.md", ENGLISH), "--prompt", "Write about bees. The tone must be warm and friendly.")
    assert ran.code == 0
    assert "nothing unmet, 1 that only a reader can judge" in ran.out
    assert "unverified" in ran.out


def test_first_and_last_words_are_checked_and_no_reader_is_asked(cli: Cli) -> None:
    prompt = "Write a story. Begin with 'Once upon a time'. End with 'The End'."
    assert cli("check", saved("t.md", ENGLISH), "--prompt", prompt).code == 3
    assert cli("check", saved("t.md", f"Once upon a time. {ENGLISH} The End."), "--prompt", prompt).code == 0


def test_only_a_heading_line_begins_a_section() -> None:
    text = "# Bees\n\nHoney is in every hive.\n\n## Hives\n\nWood.\n\n## Honey\n\nGold.\n"
    gold = parse_constraint({"kind": "include", "terms": ["gold"], "scope": {"kind": "named", "name": "Honey"}})
    (row,) = check_text(text, "Write a guide to bees.", [gold]).constraints
    assert (row.placements, row.verdict) == (("s2",), "met")


def test_of_two_equal_headings_each_has_its_own_text() -> None:
    text = "# Bees\n\n## Notes\n\nWood and wax.\n\n## Notes\n\nGold.\n"
    each = parse_constraint({"kind": "include", "terms": ["wax"], "scope": {"kind": "every_section"}})
    (row,) = check_text(text, "Write a guide to bees.", [each]).constraints
    assert row.verdict == "unmet"
    assert row.evidence.startswith("s2: ")


def test_line_ends_of_windows_are_line_ends() -> None:
    text = "# Bees\r\n\r\n## Hives\r\n\r\nWood.\r\n\r\n## Honey\r\n\r\nGold.\r\n"
    request = (
        "Write a guide to bees in exactly 2 sections for all those who want\r\nto keep bees in the middle of a city."
    )
    assert check_text(text, request).status == "met"
