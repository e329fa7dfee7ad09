"""Joining a continuation: an overlap stands once, a cut sentence is completed, nothing is told twice or invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import Paragraphs, english, paragraphs, text_of, wild

from longwriter_agents.prose.joining import join, last_of_a_row_kept_last
from longwriter_agents.words import word_list

unlike = st.lists(english, min_size=4, max_size=12, unique=True)


@given(unlike, st.data())
def test_a_text_cut_between_sentences_is_whole_again(sentences: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(min_value=1, max_value=len(sentences) - 1))
    joined = join(" ".join(sentences[:cut]), " ".join(sentences[cut:]))
    assert joined == f"{' '.join(sentences[:cut])}\n\n{' '.join(sentences[cut:])}"


@given(unlike, st.data())
def test_an_overlap_stands_once(sentences: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(min_value=2, max_value=len(sentences) - 1))
    told_again = data.draw(st.integers(min_value=1, max_value=min(3, cut)))
    joined = join(" ".join(sentences[:cut]), " ".join(sentences[cut - told_again :]))
    assert joined.replace("\n\n", " ") == " ".join(sentences)


@given(english, english, st.data())
def test_a_cut_sentence_is_completed_in_place(first: str, second: str, data: st.DataObject) -> None:
    words = first.split()
    cut = data.draw(st.integers(min_value=3, max_value=len(words) - 2))
    joined = join(" ".join(words[:cut]), f"{' '.join(words[cut:])} {second}")
    assert joined.replace("\n\n", " ") == f"{first} {second}"


@given(paragraphs, paragraphs)
def test_nothing_is_lost_of_the_text_and_nothing_is_invented(one: Paragraphs, two: Paragraphs) -> None:
    text, more = text_of(one), text_of(two)
    joined = join(text, more)
    assert joined.startswith(text)
    rest = iter(word_list(more))
    assert all(word in rest for word in word_list(joined[len(text) :])), "what is new comes from `more`, in its order"


@given(paragraphs, paragraphs)
def test_joining_the_same_again_changes_nothing(one: Paragraphs, two: Paragraphs) -> None:
    once = join(text_of(one), text_of(two))
    assert join(once, text_of(two)) == once
    assert join(once, once) == once


@given(wild, wild)
def test_any_text_can_be_joined_to_any_other(text: str, more: str) -> None:
    joined = join(text, more)
    assert joined.startswith(text.rstrip())
    if not text.strip():
        assert joined == more.strip()
    if not more.strip():
        assert joined == text.rstrip()


@pytest.mark.parametrize(
    ("text", "more", "joined"),
    [
        ("他走进了那间老旧的", "书店，看见一只猫。", "他走进了那间老旧的书店，看见一只猫。"),
        (
            "The keeper lit the lamp, and",
            ", after a while, slept.",
            "The keeper lit the lamp, and, after a while, slept.",
        ),
        ("The keeper lit the", "The keeper lit the lamp.", "The keeper lit the lamp."),
        ("The keeper lit the lamp.", "", "The keeper lit the lamp."),
        ("", "  The keeper slept. ", "The keeper slept."),
        ("The end came.", "And then more.", "The end came.\n\nAnd then more."),
    ],
)
def test_seams(text: str, more: str, joined: str) -> None:
    assert join(text, more) == joined


ROW = "First, water the roots.\n\nThen feed them.\n\nFinally, cut what is dead."


@pytest.mark.parametrize(
    ("text", "added", "whole"),
    [
        (
            ROW,
            "Frost is the enemy.",
            "First, water the roots.\n\nThen feed them.\n\nFrost is the enemy.\n\nFinally, cut what is dead.",
        ),
        (ROW, "Lastly, sit down.", f"{ROW}\n\nLastly, sit down."),
        ("Finally, it rained.", "The roof held.", "Finally, it rained.\n\nThe roof held."),
        ("One.\n\nFinally the two", "of them met.", "One.\n\nFinally the two of them met."),
        ("先浇水。\n\n最后，修剪。", "霜冻有害。", "先浇水。\n\n霜冻有害。\n\n最后，修剪。"),
        (
            "Ask.\n\nBy asking people, lending tools, and sharing tea, a village can mend.",
            "A sign helps.",
            "Ask.\n\nA sign helps.\n\nBy asking people, lending tools, and sharing tea, a village can mend.",
        ),
        ("One thing.\n\nThe final one.", "And more.", "One thing.\n\nThe final one.\n\nAnd more."),
    ],
)
def test_what_ends_a_row_stays_last(text: str, added: str, whole: str) -> None:
    assert last_of_a_row_kept_last(text, join(text, added)) == whole
