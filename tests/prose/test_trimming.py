"""Trimming: at most what is asked for as far as sentences allow, never empty, and what must stay stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import Paragraphs, paragraphs, text_of, wild

from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.prose.trimming import trim_to
from longwriter_agents.words import count_words

texts = paragraphs


def is_part_of(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(each in rest for each in part)


@given(texts, st.integers(min_value=1, max_value=200))
def test_never_above_what_is_asked_where_the_first_sentence_fits(blocks: Paragraphs, high: int) -> None:
    text = text_of(blocks)
    trimmed = trim_to(text, high=high)
    assert count_words(trimmed) <= max(high, count_words(blocks[0][0]))
    assert trimmed.startswith(blocks[0][0])


@given(texts, st.integers(min_value=1, max_value=200))
def test_whole_sentences_stay_in_their_order_and_in_their_form(blocks: Paragraphs, high: int) -> None:
    text = text_of(blocks)
    trimmed = trim_to(text, high=high)
    assert is_part_of(split_sentences(trimmed), split_sentences(text))
    for paragraph in trimmed.split("\n\n"):
        assert paragraph in text, "a paragraph keeps its beginning as it stood"


@given(texts, st.integers(min_value=1, max_value=200))
def test_a_text_that_fits_is_left_alone_and_trimming_again_changes_nothing(blocks: Paragraphs, high: int) -> None:
    text = text_of(blocks)
    trimmed = trim_to(text, high=high)
    assert trim_to(trimmed, high=high) == trimmed
    assert trim_to(text, high=count_words(text)) == text


@given(texts, st.integers(min_value=1, max_value=120), st.data())
def test_guarded_terms_stay_and_all_else_may_go(blocks: Paragraphs, high: int, data: st.DataObject) -> None:
    sentences = [sentence for block in blocks for sentence in block]
    guarded = data.draw(st.lists(st.sampled_from(sentences), min_size=1, max_size=3))
    trimmed = trim_to(text_of(blocks), high=high, keep=[each.upper() for each in guarded])
    assert all(each in trimmed for each in guarded)
    least = {sentences[0], *guarded}
    assert count_words(trimmed) <= max(high, sum(count_words(each) for each in least))


@given(wild, st.integers(min_value=1, max_value=30))
def test_no_text_comes_out_empty_or_longer(text: str, high: int) -> None:
    trimmed = trim_to(text, high=high)
    assert bool(trimmed.strip()) == bool(text.strip())
    assert count_words(trimmed) <= count_words(text)


def test_the_end_of_the_text_goes_last() -> None:
    text = "It began in May. Much came of it then.\n\nA middle part. It tells of rain.\n\nA last word. And so it ended."
    assert trim_to(text, high=19).endswith("A last word. And so it ended.")
    assert trim_to(text, high=4) == "It began in May."


def test_the_cut_that_fits_is_taken() -> None:
    text = "One two three.\n\nA long middle of eight words is here.\n\nA short one of five.\n\nThe very end."
    assert trim_to(text, high=14) == text.replace("A short one of five.\n\n", "")


def test_no_lead_in_is_left_at_the_end() -> None:
    text = "There are many tools. Some are old.\n\nThe following are needed:\n\n- a saw with a long blade\n- a hammer"
    for high in range(1, 19):
        assert not trim_to(text, high=high).endswith(":")


def test_no_lead_in_is_left_within_the_text_either() -> None:
    text = (
        "There are tools.\n\nThe following are needed:\n\n- a saw\n- a hammer\n\nAll of them are old. They still work."
    )
    assert trim_to(text, high=12) == "There are tools.\n\nAll of them are old. They still work."
    assert "needed:\n\n- a saw\n\nAll" in trim_to(text, high=17)


def test_a_lead_in_that_must_stay_stays() -> None:
    text = (
        "There are many tools. Some are old.\n\nIn the red toolbox you find:\n\n- a saw with a long blade\n- a hammer"
    )
    assert "red toolbox" in trim_to(text, high=10, keep=["red toolbox"])


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "***", "```\ncode\n```"])
def test_texts_without_a_word_are_left_alone(text: str) -> None:
    assert trim_to(text, high=1) == text


def test_lists_and_code_keep_their_lines() -> None:
    text = (
        "Begin here.\n\n- one item. It goes on.\n- two items\n- three items\n\n```\nx  =  1. Y\n```\n\nThe end of it."
    )
    trimmed = trim_to(text, high=13)
    assert "- one item. It goes on." in trimmed
    assert "```\nx  =  1. Y\n```" in trim_to(text, high=16)


def test_no_paragraph_is_left_with_its_first_sentence_only() -> None:
    told = "Oak lasts for years. It is hard to work. It splits when it dries."
    text = "\n\n".join((told, told.replace("Oak", "Ash"), told.replace("Oak", "Elm")))
    for high in range(16, 40):
        cut = trim_to(text, high=high, low=high - 14)
        assert all(len(split_sentences(block)) != 1 for block in cut.split("\n\n")[1:]), cut
