"""A number in a request is the text's, one place's in it, or one of what the text is about: only the first binds the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents import Manuscript, write
from longwriter_agents.checking import check_text
from longwriter_agents.constraints.kinds import Exclude, Structure
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.constraints.shape import Form


def of_the_whole(request: str) -> list[str]:
    """What is demanded of the form of the whole document."""
    made = compile_rules(request).constraints
    return [each.text for each in made if isinstance(each, Form | Structure) and isinstance(each.scope, Whole)]


@pytest.mark.parametrize(
    "request_text",
    [
        "Write a story about three chapters of a life.",
        "Write an essay on the 12 steps, 800 words.",
        "Write an article about 10 sections of the highway code.",
        "Write an article about the 7 sections of the constitution.",
        "Write an essay about a book of 5 sections.",
        "Write a review of a law, discussing a treaty with 9 sections.",
        "Write a story about a poem of 20 lines.",
        "Write an article about a list of 10 rules that my grandmother kept.",
        "写一篇介绍由三个部分组成、共五节的法典的文章。",
    ],
)
def test_a_number_of_the_subject_is_no_demand_on_the_form(request_text: str) -> None:
    compiled = compile_rules(request_text)
    assert compiled.series is None
    assert of_the_whole(request_text) == []


@pytest.mark.parametrize(
    "request_text",
    [
        "Write a guide to bees with a list of five tips in section 2.",
        "Write an essay on bees. The introduction has two paragraphs.",
        "Write an essay on bees. The second chapter should contain three sections.",
        "Write a report on bees. At the end of the appendix, add a list of 4 tips.",
        "Write a report on bees. The section on wax ends with a list of four tips.",
        "Write a report on bees. No headings in the appendix.",
    ],
)
def test_a_count_of_one_place_is_none_of_the_whole_and_is_not_lost(request_text: str) -> None:
    compiled = compile_rules(request_text)
    assert of_the_whole(request_text) == []
    assert compiled.leftover or compiled.constraints


@pytest.mark.parametrize(
    ("request_text", "demanded"),
    [
        ("Write an article about bees in 5 sections.", "5 sections"),
        ("Write an essay on bees, with exactly 4 sections, for children.", "4 sections"),
        ("Write about bees. Include a list of 10 tips.", "exactly 10 list items"),
        ("Write an introduction to bees in five paragraphs.", "exactly 5 paragraphs"),
        ("Write an essay about bees with an introduction, in five paragraphs.", "exactly 5 paragraphs"),
        ("Write an essay about the sea in three paragraphs.", "exactly 3 paragraphs"),
        ("写一篇关于蜜蜂的文章，分为三个部分。", "3 sections"),
    ],
)
def test_a_count_of_the_text_stays_a_demand(request_text: str, demanded: str) -> None:
    assert of_the_whole(request_text) == [demanded]


def rows(manuscript: Manuscript) -> dict[str, str]:
    return {row.text: row.verdict for row in manuscript.constraints}


def test_a_short_text_is_not_held_to_the_counts_of_its_introduction(store: Path) -> None:
    request = "Write an essay on bees, 300 words. The introduction has exactly two paragraphs and should be 80 words."
    manuscript = write(request, model="scripted:steady", store=store, review="never")
    assert manuscript.words.written > 280
    told = rows(manuscript)
    assert (told["exactly 2 paragraphs"], told["80 words"]) == ("unverified", "unverified")
    checked = check_text("One.\n\nTwo.\n\nThree.", "Write an essay. The introduction has exactly two paragraphs.")
    assert [row.verdict for row in checked.constraints] == ["unverified"]


LISTS = "Some tips:\n\n- feed\nand look\n- wait\n- look\n\nSay so:\n\n```\n- code\n```\n\n    - code\n\nMore:\n\n1. one\n 2. two\n"


def test_items_are_those_of_a_list_not_of_code() -> None:
    assert Form(counted="items", least=5, most=5).check(LISTS).status == "met"
    assert Form(counted="items", least=6, most=9).check(LISTS).evidence == "5 items instead of 6–9"
    assert Form(counted="items", most=0).check("So:\n\n```\n- code\n```\n\nOr:\n\n    - code\n").status == "met"
    assert Form(counted="items", most=0).check(LISTS).status == "unmet"


def test_a_list_of_three_may_stand_beside_another_list() -> None:
    assert Form(counted="items", least=3, most=3).check(LISTS).status == "met"


def test_bullets_with_a_length_are_none_of_code() -> None:
    (short,) = compile_rules("Write about bees. Every bullet point has at most 2 words.").constraints
    assert short.check("- feed\n  - look well\n\nCode:\n\n    - x = a very long line of it\n").status == "met"
    assert short.check("- feed\n  - look very well\n").status == "unmet"


@pytest.mark.parametrize(
    ("wording", "terms", "most"),
    [
        ("Use the word 'very' at most 3 times.", ("very",), 3),
        ("Do not use the word 'very' more than three times.", ("very",), 3),
        ("Don't mention honey more than once.", ("honey",), 1),
        ('"honey" must not appear more than 4 times.', ("honey",), 4),
        ("Use 'very' fewer than three times.", ("very",), 2),
        ("“非常”最多出现3次。", ("非常",), 3),
        ("不要超过三次使用“非常”。", ("非常",), 3),
        ("最多使用“非常”两次。", ("非常",), 2),
    ],
)
def test_a_word_that_may_be_said_so_often_is_neither_demanded_nor_forbidden(
    wording: str, terms: tuple[str, ...], most: int
) -> None:
    (cap,) = compile_rules(f"Write about bees. {wording}").constraints
    assert isinstance(cap, Exclude)
    assert (cap.terms, cap.most) == (terms, most)
    assert cap.check("Nothing.").status == "met"
    assert cap.check(f"{terms[0]} — " * most).status == "met"
    check = cap.check(f"{terms[0]}. " * (most + 1))
    assert (check.status, check.detail) == (
        "unmet",
        f"{terms[0]}: {most + 1} times instead of at most {most}",
    )


@pytest.mark.parametrize(
    ("wording", "least", "most"),
    [
        ("Mention honey no more than twice.", 1, 2),
        ("Mention 'honey' at least 3 times.", 3, None),
        ("The word 'honey' should appear at least 5 times and at most 10 times.", 5, 10),
        ("Use 'honey' between 5 and 10 times.", 5, 10),
        ("Use the word 'honey' more than twice.", 3, None),
        ("至少提到“honey”三次。", 3, None),
    ],
)
def test_a_word_that_must_be_said_has_its_bounds(wording: str, least: int, most: int | None) -> None:
    (wish,) = compile_rules(f"Write about bees. {wording}").constraints
    assert wish.kind == "include"
    assert (wish.terms, wish.least, wish.most) == (("honey",), least, most)


@pytest.mark.parametrize(
    "wording",
    [
        "Never mention 'wax' more than twice in a section.",
        "Don't use exclamation marks more than twice.",
        "Do not use adverbs.",
        "Do not use semicolons or dashes.",
    ],
)
def test_what_is_no_plain_count_of_a_word_is_judged(wording: str) -> None:
    compiled = compile_rules(f"Write about bees. {wording}")
    assert compiled.constraints == ()
    assert compiled.leftover == (wording,)


def test_nought_times_is_a_ban() -> None:
    (ban,) = compile_rules("Write about bees. Mention 'wax' zero times.").constraints
    assert isinstance(ban, Exclude)
    assert ban.most == 0
