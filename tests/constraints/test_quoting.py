"""A quote counts as it stands in the text, however its signs are written; any other is void."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_agents.constraints.quoting import in_text

TEXT = "It rained. “The ﬁrst ferry – No. ７ – left at 6:40,” said Ürsula.  The\nrest waited … 海面很平静。"


@pytest.mark.parametrize(
    ("quote", "stretch"),
    [
        ("the first ferry - no. 7 - left at 6:40", "The ﬁrst ferry – No. ７ – left at 6:40"),
        ("said ürsula. The rest", "said Ürsula.  The\nrest"),
        ("海面很平静", "海面很平静。"),
        ("It rained", "It rained."),
    ],
)
def test_spaces_case_and_marks_may_differ(quote: str, stretch: str) -> None:
    assert in_text(TEXT, quote) == stretch


@pytest.mark.parametrize("quote", ["The second ferry left", "", "!", "I"])
def test_what_does_not_stand_there_is_void(quote: str) -> None:
    assert in_text(TEXT, quote) is None


def test_a_quote_with_a_gap_counts_when_all_its_pieces_stand_there() -> None:
    assert in_text(TEXT, "The first ferry ... left at 6:40") == "The ﬁrst ferry"
    assert in_text(TEXT, "The first ferry ... never came back") is None


@given(st.text(max_size=2_000), st.data())
def test_every_stretch_is_found_where_its_signs_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    found = in_text(text, quote)
    if len(signs(quote)) >= 2:
        assert found is not None
        assert found in text
        assert signs(quote) in signs(found)
    else:
        assert found is None


def signs(text: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", each).casefold() for each in text)
    return "".join(each for each in folded if each.isalnum())
