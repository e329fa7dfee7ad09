"""A quote stands in the text or is void; a passage may also be named by the number under which it was shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_agents.constraints.quoting import in_text, named, numbered, place_named

PASSAGES = ("The mill burned in 1912.", "Nobody rebuilt it.", "The mill burned in 1912.")


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("2", 1),
        ("(3)", 2),
        ("[1]", 0),
        ("passage 2", 1),
        ("2.", 1),
        ("(2) Nobody rebuilt it.", 1),
        ("nobody rebuilt it", 1),
        ("(2) Somebody sold it.", None),
        ("(9)", None),
        ("0", None),
        ("", None),
        ("Nothing of that kind.", None),
    ],
)
def test_a_passage_is_named_by_number_or_by_its_words(said: str, place: int | None) -> None:
    assert place_named(PASSAGES, said) == place
    assert named(PASSAGES, said) in (None, *PASSAGES, "Nobody rebuilt it.")


def test_a_number_is_never_taken_for_a_quote_of_digits() -> None:
    assert named(("In the year 1912.", *["Another sentence."] * 11), "(12)") == "Another sentence."


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=8), st.data())
def test_every_number_gives_its_own_passage(passages: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(passages) - 1))
    assert place_named(passages, f"({at + 1})") == at
    assert named(passages, str(at + 1)) == passages[at]
    assert len(numbered(passages).splitlines()) >= len(passages)


def test_a_stretch_is_found_however_it_is_written() -> None:
    assert in_text("He said: “The mill burned — at last.”", '"the mill burned - at last"') is not None
    assert in_text("The mill burned.", "The mill stood.") is None
