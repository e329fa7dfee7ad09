"""A length that is said of a sentence, a paragraph or a title binds neither the text nor its sections."""

from __future__ import annotations

import pytest

from longwriter_agents.checking import check_text
from longwriter_agents.constraints.kinds import Judged, PieceLength, WordCount
from longwriter_agents.constraints.pieces import pieces_of
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.constraints.shape import headings

SAID = [
    ("Write about bees in 2000 words. Every sentence must have fewer than 15 words.", 2000, ("sentence", 0, 15)),
    ("Write about bees in 600 words. Each paragraph must have at most 80 words.", 600, ("paragraph", 0, 80)),
    ("Write 600 words about bees. Keep sentences under 20 words.", 600, ("sentence", 0, 20)),
    ("Write about bees in 600 words. The title must have at most 10 words.", 600, ("title", 0, 10)),
    ("Write 900 words on bees and give it a title of at most 8 words.", 900, ("title", 0, 8)),
    ("Write 600 words about bees. Each bullet point has at most 20 words.", 600, ("bullet", 0, 20)),
    ("Write 600 words about bees, no more than 20 words per sentence.", 600, ("sentence", 0, 20)),
    ("Write 600 words about bees in 80-word paragraphs.", 600, ("paragraph", 64, 96)),
    ("Write 600 words about bees. No sentence may have more than 25 words.", 600, ("sentence", 0, 25)),
    ("Write 1000 words about bees. Paragraphs of at least 40 words each.", 1000, ("paragraph", 40, None)),
    ("写一篇1000字的文章，介绍蜜蜂。每段不超过100字。", 1000, ("paragraph", 0, 100)),
    ("写一篇600字的文章，标题不超过10个字。", 600, ("title", 0, 10)),
    ("写一篇1000字的文章，每句话不超过20字。", 1000, ("sentence", 0, 20)),
]


@pytest.mark.parametrize(("request_", "whole", "piece"), SAID, ids=lambda each: str(each)[:30])
def test_a_length_of_pieces_leaves_the_whole_its_own(
    request_: str, whole: int, piece: tuple[str, int, int | None]
) -> None:
    compiled = compile_rules(request_)
    found = [c for c in compiled.constraints if isinstance(c, PieceLength)]
    assert compiled.length is not None
    assert compiled.length.target == whole
    assert [(c.piece, c.low, c.high) for c in found] == [piece]
    assert not [c for c in compiled.constraints if isinstance(c, WordCount)]


@pytest.mark.parametrize(
    "request_",
    [
        "Write a FAQ about bees in 800 words. Each answer must be at most 60 words.",
        "Write 800 words about bees. In each section, include a quote of at most 60 words.",
        "Write 800 words about bees; the first line must not have more than 60 words.",
        "Write 800 words about bees; the first paragraph must have at most 60 words.",
        "写一篇800字的文章，第一段不超过60字。",
    ],
)
def test_what_code_cannot_find_in_a_text_is_left_to_a_reviewer(request_: str) -> None:
    compiled = compile_rules(request_)
    assert compiled.length is not None
    assert compiled.length.target == 800
    assert [type(c) for c in compiled.constraints] == [Judged]
    assert "60" in compiled.constraints[0].text


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ("Write a paragraph of 150 words about tides.", 150),
        ("Write a 150-word paragraph about tides.", 150),
        ("Write five paragraphs of 100 words each about bees.", 500),
        ("Write 5 sentences, 100 words in all.", 100),
    ],
)
def test_a_text_that_is_a_paragraph_or_several_has_their_words(request_: str, words: int) -> None:
    compiled = compile_rules(request_)
    assert compiled.length is not None
    assert compiled.length.target == words


def test_the_longest_sentence_and_the_title_are_measured_wherever_they_stand() -> None:
    text = "# Bees\n\nBees fly.\n\n## At home\n\nThey carry what they found to the hive and they dance there."
    told = "Write 25 words about bees. Keep sentences under 6 words. The title must have at most 3 words."
    rows = {row.kind + row.text[:9]: row for row in check_text(text, told).constraints if row.kind == "piece_length"}
    assert [row.verdict for row in rows.values()] == ["unmet", "met"]
    assert "12 words instead of at most 6" in rows["piece_lengthevery sen"].evidence


def test_a_sentence_before_the_first_heading_is_measured_too() -> None:
    text = "Bees carry what they found to the hive and dance there.\n\n## At home\n\nThey sleep."
    row = check_text(text, "Write 20 words about bees. Keep sentences under 6 words.").constraints[-1]
    assert row.verdict == "unmet"


def test_headings_lists_and_code_are_no_paragraphs() -> None:
    text = "# Bees\n\n## A hive\n\nOne two.\n\n- an item\n- another\n\n```\ncode code\n```\n\nThree."
    assert pieces_of(text, "paragraph") == ["One two.", "Three."]
    assert pieces_of(text, "bullet") == ["an item", "another"]
    assert pieces_of(text, "title") == ["Bees"]
    assert pieces_of(text, "heading") == ["A hive"]


def test_a_fence_is_closed_by_its_own_kind_only() -> None:
    text = (
        "# Bees\n\n```\n~~~\n# no heading\n```\n\n## A hive\n\n````\n```\n# none either\n````\n\n## Honey\n\nOne two."
    )
    assert [title for _, title in headings(text)] == pieces_of(text, "heading") == ["A hive", "Honey"]
    assert pieces_of(text, "paragraph") == ["One two."]
    assert pieces_of("# One\n\nA.\n\n# Two\n\nB.", "heading") == ["One", "Two"], "neither is the document's title"


def test_a_bound_that_no_chapter_may_pass_is_an_upper_one() -> None:
    compiled = compile_rules("Write 8 chapters about bees. No chapter may have more than 500 words.")
    lengths = [c.length for c in compiled.constraints if isinstance(c, WordCount)]
    assert [(each.mode, each.high) for each in lengths] == [("at_most", 500)]


@pytest.mark.parametrize(
    "request_",
    [
        "Write a report on bees that must not have more than 500 words.",
        "Write a report on bees. It mustn't contain more than 500 words.",
        "Write a report on bees. It should never be over 500 words.",
    ],
)
def test_what_must_not_have_more_words_has_an_upper_bound(request_: str) -> None:
    found = compile_rules(request_).length
    assert found is not None
    assert (found.mode, found.high) == ("at_most", 500)


def test_a_title_beside_the_words_of_an_entry_takes_nothing_from_them() -> None:
    compiled = compile_rules("Write 20 diary entries. Each entry has a title and at least 100 words.")
    lengths = [c.length for c in compiled.constraints if isinstance(c, WordCount)]
    assert [(each.mode, each.low) for each in lengths] == [("at_least", 100)]
