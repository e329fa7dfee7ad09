"""The one definition of a word, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import wild

from longwriter_agents.words import count_words, word_list


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t", 0),
        ("one", 1),
        ("don't stop", 2),
        ("don’t stop", 2),
        ("a well-known fact", 3),
        ("3.14 and 1,500", 3),
        ("e-mail, letters; and so on…", 5),
        ("ünïcödé wörds Straße", 3),
        ("русские слова", 2),
        ("中文字数", 4),
        ("中文 and English 混排", 6),
        ("今天是2024年5月", 7),
        ("カタカナ", 4),
        ("コーヒー・ひらがな", 8),
        ("한국어 단어", 2),
        ("豈 \uf900 𠀀", 3),
        ("# A Heading", 2),
        ("- item one\n* item two\n+ item three", 6),
        ("1. First\n2) Second", 2),
        ("12 monkeys", 2),
        ("**bold** and _slanted_ and `code`", 5),
        ("| a | b |\n|---|---|\n| c | d |", 4),
        ("[the link](https://example.org/a-b-c) here", 3),
        ('[it](x.html "a title") here', 2),
        ("```python\nx = 1\n```", 2),
        ("— – … !", 0),
        ("\ud800 \x00 word \x1b[1m", 2),
        ("snake_case", 2),
    ],
)
def test_what_counts(text: str, words: int) -> None:
    assert count_words(text) == words


@given(wild)
def test_the_words_are_those_that_are_counted(text: str) -> None:
    assert len(word_list(text)) == count_words(text)


@given(wild, wild)
def test_counts_add_up_over_blank_lines(one: str, two: str) -> None:
    assert count_words(f"{one}\n\n{two}") == count_words(one) + count_words(two)


@given(wild)
def test_white_space_at_the_ends_counts_nothing(text: str) -> None:
    assert count_words(f"\n\n{text}\n\n") == count_words(text)


@given(wild)
def test_plain_signs_are_counted_as_all_others_are(text: str) -> None:
    """A text of plain signs takes a quicker way: one foreign sign, no word, puts it on the other."""
    plain = text.encode("ascii", "ignore").decode()
    assert word_list(f"{plain}\n\n“") == word_list(plain)


@given(wild, wild, st.sampled_from(["", "1. one", "12) a", "[a](http://b.c)", "```py\n1. x\n\n2. y\n```", "コーヒー"]))
def test_the_words_of_a_text_are_those_of_its_blocks(before: str, after: str, block: str) -> None:
    text = f"{before}\n\n{block}\n\n{after}"
    assert count_words(text) == len(word_list(text))
