"""What is counted through stays counted through when a sentence goes."""

from __future__ import annotations

import pytest

from longwriter_agents.prose.ordinals import recounted
from longwriter_agents.prose.trimming import trim_to

THREE = (
    "Firstly, the boats leak. Secondly, the nets are torn. They are old. Thirdly, the quay sinks.\n\nFourth, it rains."
)


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        (
            "Secondly, the nets are torn. They are old. ",
            "Firstly, the boats leak. Secondly, the quay sinks.\n\nThird, it rains.",
        ),
        (
            "Firstly, the boats leak. ",
            "Firstly, the nets are torn. They are old. Secondly, the quay sinks.\n\nThird, it rains.",
        ),
        (
            " Thirdly, the quay sinks.",
            "Firstly, the boats leak. Secondly, the nets are torn. They are old.\n\nThird, it rains.",
        ),
    ],
)
def test_what_comes_after_a_sentence_that_is_gone_is_counted_on(gone: str, left: str) -> None:
    assert recounted(THREE, THREE.replace(gone, "")) == left


@pytest.mark.parametrize(
    ("before", "gone"),
    [
        ("One reason is the wind. Second, the tide. Third, the moon.", "Second, the tide. "),
        ("First, a. Second, b.\n\nFirst, x. Second, y. It is z.", " It is z."),
        ("The second, and last, boat came. First, they ate.", "First, they ate."),
    ],
)
def test_what_was_not_counted_through_stays_as_it_is(before: str, gone: str) -> None:
    assert recounted(before, before.replace(gone, "")) == before.replace(gone, "")


def test_what_came_next_is_the_first_where_that_is_gone() -> None:
    before = "It takes a day. First, we row out. We sing.\n\nNext, we cast the nets. Next, we wait."
    assert recounted(before, before.replace("First, we row out. We sing.\n\n", "")) == (
        "It takes a day. First, we cast the nets. Next, we wait."
    )
    assert recounted(before, before.replace("We sing.", "")) == before.replace("We sing.", "")


@pytest.mark.parametrize(
    "left",
    [
        "Second, dry it. Next, oil it.",
        "Then dry it. Next, oil it.",
        "It was long. Years passed. The town grew. Nobody came. Next, the railway came.",
        "First, a is up. Next, b is up.",
    ],
)
def test_a_next_that_counts_on_something_else_stays(left: str) -> None:
    assert "Next, " in recounted(f"First, wash the pan. {left}", left)


def test_two_enumerations_are_counted_each_by_itself() -> None:
    before = "First, a is up. Second, b is up. Third, c is up.\n\nFirst, x is on. Second, y is on. Third, z is on."
    after = before.replace("Second, b is up. ", "").replace("First, x is on. ", "")
    assert recounted(before, after) == "First, a is up. Second, c is up.\n\nFirst, y is on. Second, z is on."


def test_a_text_that_is_cut_to_length_is_counted_on() -> None:
    text = "It starts.\n\nFirst, we row out.\n\nSecond, we cast all of the nets that we own.\n\nThird, we wait.\n\nIt ends."
    assert "\n\nSecond, we wait.\n\n" in trim_to(text, high=13, low=8)
