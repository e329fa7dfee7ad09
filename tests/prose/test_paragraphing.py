"""Plain prose in paragraphs that can be taken in at once, and with its capitals."""

from __future__ import annotations

import pytest

from longwriter_agents.prose.paragraphing import divided, with_capitals, within

SENTENCE = "The keeper of the bridge looks at the river every morning and writes its height into a book."


def test_a_wall_of_text_becomes_paragraphs_of_whole_sentences() -> None:
    wall = " ".join([SENTENCE] * 20)
    pieces = divided(f"{wall}\n\n{SENTENCE}").split("\n\n")
    assert len(pieces) == 5
    assert " ".join(pieces[:-1]) == wall
    assert pieces[-1] == SENTENCE


def test_no_paragraph_begins_with_what_leans_on_the_one_before() -> None:
    wall = " ".join(
        [*[SENTENCE] * 4, "He stands there.", *[f"It is so {n} times, as the old book says." for n in range(9)]]
    )
    wall += " " + " ".join([SENTENCE] * 4)
    pieces = divided(wall).split("\n\n")
    assert " ".join(pieces) == wall
    assert len(pieces) > 1
    assert all(piece.startswith("The keeper") for piece in pieces)


@pytest.mark.parametrize(
    "text",
    [
        " ".join([SENTENCE] * 4),
        " ".join(["This leans on what was told before it, as every one of these sentences does, on and on."] * 20),
        "\n".join([f"- {SENTENCE}"] * 20),
        "守桥人每天早上都看河水。" * 40,
    ],
)
def test_what_is_short_or_leans_or_is_no_paragraph_stays_whole(text: str) -> None:
    assert divided(text) == text


def test_a_forgotten_capital_is_put_where_a_sentence_begins() -> None:
    assert with_capitals("They wear thick gloves. gloves help.") == "They wear thick gloves. Gloves help."


@pytest.mark.parametrize(
    "text",
    [
        "They cost ten pounds, incl. taxes and fees.",
        "Bread, butter etc. lie on the table.",
        "She asked why? nobody knew.",
        "It runs on macOS. iPhone owners wait.",
    ],
)
def test_a_stop_within_a_sentence_begins_none(text: str) -> None:
    assert with_capitals(text) == text


def test_paragraphs_over_the_words_that_were_asked_for_are_divided_before_a_sentence() -> None:
    text = (
        "## A hive\n\nBees fly far. They come home. They sleep all night.\n\n- one\n- two\n\n蜜蜂很忙。它们飞得很远。"
    )
    assert within(text, 6) == (
        "## A hive\n\nBees fly far. They come home.\n\nThey sleep all night.\n\n- one\n- two\n\n蜜蜂很忙。\n\n它们飞得很远。"
    )
    for whole in ("1. Bees fly far. They come home. They sleep.", "> Bees fly far. They come home. They sleep."):
        assert within(whole, 4) == whole
    assert within("One sentence of more words stays as it is.", 4) == "One sentence of more words stays as it is."
