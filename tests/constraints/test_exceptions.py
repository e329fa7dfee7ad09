"""A ban holds where the request says so and nowhere else: its exception is neither lost nor a ban on something else."""

from __future__ import annotations

import pytest

from longwriter_agents.constraints.kinds import Exclude, Judged
from longwriter_agents.constraints.rules import compile_rules


@pytest.mark.parametrize(
    "ban",
    [
        "Do not use bullet points, except in the summary.",
        "No headings in the body, but headings are fine in the appendix.",
        "Don't use the word 'wax' except in the introduction.",
        "Never mention 'wax' unless you speak of candles.",
        "除了附录，不要标题。",
    ],
)
def test_a_ban_with_an_exception_is_judged_as_it_is_said(ban: str) -> None:
    compiled = compile_rules(f"Write a guide to bees. {ban}")
    assert compiled.constraints == ()
    assert compiled.leftover == (ban,)


@pytest.mark.parametrize(
    "wording",
    ["without lists except in the summary", "without headings (except in the appendix)"],
)
def test_an_exception_in_the_task_s_own_sentence_is_kept_too(wording: str) -> None:
    compiled = compile_rules(f"Write a guide to bees {wording}, 800 words.")
    assert compiled.constraints == ()
    assert compiled.leftover == (wording,)


@pytest.mark.parametrize(
    ("ban", "permission"),
    [
        ("No headings.", "Headings are allowed in the appendix."),
        ("Do not use bullet points.", "Bullet points are fine in the summary."),
        ("Never say 'wax'.", "You may use 'wax' in the glossary."),
    ],
)
def test_a_ban_that_another_sentence_lifts_somewhere_is_judged_together_with_it(ban: str, permission: str) -> None:
    compiled = compile_rules(f"Write a guide to bees. {ban} {permission}")
    (judged,) = compiled.constraints
    assert isinstance(judged, Judged)
    assert judged.quote == ban
    assert permission in judged.text
    assert compiled.leftover == ()


def test_a_permission_of_something_else_lifts_no_ban() -> None:
    compiled = compile_rules("Write a guide to bees. Never say 'wax'. Tables are fine in the appendix.")
    (ban,) = compiled.constraints
    assert isinstance(ban, Exclude)
    assert compiled.leftover == ("Tables are fine in the appendix.",)


def test_what_is_allowed_is_not_asked_for() -> None:
    compiled = compile_rules("Write a guide to bees. You may mention 'wax'.")
    assert compiled.constraints == ()
    assert compiled.leftover == ("You may mention 'wax'.",)


def test_lists_that_are_allowed_in_one_section_are_not_a_forbidden_word() -> None:
    (ban,) = compile_rules("Write a guide to bees. Do not use lists except in section 3.").constraints
    assert isinstance(ban, Judged)
    assert ban.scope.kind == "all_but"
