"""Splitting into sentences: nothing is lost, order is kept, and what was split is split no further."""

from __future__ import annotations

import pytest
from hypothesis import given
from texts import Paragraphs, paragraphs, text_of, wild

from longwriter_agents.prose.sentences import drop_open_end, ends_cleanly, split_sentences
from longwriter_agents.prose.sentences import paragraphs as blocks_of


def signs(text: str) -> str:
    return "".join(text.split())


@given(wild)
def test_nothing_is_lost_and_the_order_is_kept(text: str) -> None:
    assert signs("".join(split_sentences(text))) == signs(text)
    assert signs("".join(blocks_of(text))) == signs(text)


@given(wild)
def test_no_sentence_is_blank_or_holds_an_empty_line(text: str) -> None:
    for sentence in split_sentences(text):
        assert sentence.strip()
        assert "\n\n" not in sentence or sentence.lstrip().startswith(("```", "~~~"))


@given(paragraphs)
def test_plain_prose_comes_back_as_the_sentences_it_was_made_of(blocks: Paragraphs) -> None:
    assert split_sentences(text_of(blocks)) == [sentence for block in blocks for sentence in block]


@given(wild)
def test_paragraphs_are_split_no_further(text: str) -> None:
    once = blocks_of(text)
    assert blocks_of("\n\n".join(once)) == once


@given(paragraphs)
def test_a_sentence_is_split_no_further(blocks: Paragraphs) -> None:
    for sentence in split_sentences(text_of(blocks)):
        assert split_sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Gray met Mr. Hill. They spoke.", ["Dr. Gray met Mr. Hill.", "They spoke."]),
        ("See e.g. Figure 3. Then go on.", ["See e.g. Figure 3.", "Then go on."]),
        ("J. R. Smith paid 3.50. It was cheap.", ["J. R. Smith paid 3.50.", "It was cheap."]),
        ("So did I. She left.", ["So did I.", "She left."]),
        ("“Stop!” he cried. “Why?” she asked.", ["“Stop!” he cried.", "“Why?” she asked."]),
        ("He waited ... and waited. Then it rained.", ["He waited ... and waited.", "Then it rained."]),
        ("Was it so?! Yes.", ["Was it so?!", "Yes."]),
        ("It works **well.** Nobody knows why.", ["It works **well.**", "Nobody knows why."]),
        ("Am 3. Mai begann es. Der Regen blieb.", ["Am 3. Mai begann es.", "Der Regen blieb."]),
        ("他来了。她走了！真的吗？", ["他来了。", "她走了！", "真的吗？"]),
        ("“他来了。”她说。", ["“他来了。”", "她说。"]),
        ("他用 Python 3.11。It works. 很好。", ["他用 Python 3.11。", "It works.", "很好。"]),
        ("A line\nthat goes on. Another.", ["A line\nthat goes on.", "Another."]),
        ("# Heading\nText follows.", ["# Heading", "Text follows."]),
        ("- one thing\n- another. And more", ["- one thing", "- another.", "And more"]),
        ("1. First comes this.\n2. Then that.", ["1. First comes this.", "2. Then that."]),
        ("```\nx = 1. Y\n\nz\n```\n\nDone.", ["```\nx = 1. Y\n\nz\n```", "Done."]),
        ("| a. B | c |\n|---|---|", ["| a. B | c |\n|---|---|"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_sentences_as_people_see_them(text: str, expected: list[str]) -> None:
    assert split_sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("It ends.", True),
        ("It ends.”", True),
        ("他说完了。」", True),
        ("For example:", True),
        ("- a short item", True),
        ("It stops in the", False),
        ("", False),
        ("A table\n| a | b |", True),
    ],
)
def test_whether_a_text_ends_well(text: str, clean: bool) -> None:
    assert ends_cleanly(text) is clean


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It is done. And then the", "It is done."),
        ("It is done.\n\nAnd then the", "It is done."),
        ("他来了。她又", "他来了。"),
        ("All of it stops in the", ""),
        ("Whole.", "Whole."),
        ("Items:\n- first one.\n- sec", "Items:\n- first one."),
        ("The same. The same", "The same."),
        ("One.\n- a.\n- b", "One.\n- a."),
        ("It is done. A hard  \nbreak and then", "It is done."),
    ],
)
def test_a_cut_sentence_is_dropped(text: str, kept: str) -> None:
    assert drop_open_end(text) == kept


@given(wild)
def test_dropping_the_open_end_takes_the_last_sentence_or_nothing(text: str) -> None:
    once = drop_open_end(text)
    assert split_sentences(once) in (split_sentences(text), split_sentences(text)[:-1])
