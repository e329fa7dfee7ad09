"""What has few bytes needs no counting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from texts import wild

from longwriter_agents.backends.tokens import count_tokens, estimate, surely_within, within_tokens


@given(st.one_of(wild, st.text()).map(lambda text: text.encode("utf-8", "replace").decode()), st.integers(0, 400))
def test_a_text_of_so_few_bytes_has_no_more_tokens(text: str, tokens: int) -> None:
    if surely_within(text, tokens):
        assert max(count_tokens(text).tokens, estimate(text)) <= tokens
        assert within_tokens(text, tokens) == text


def test_a_text_of_more_bytes_is_counted() -> None:
    assert surely_within("abc", 3)
    assert not surely_within("abcd", 3)
    assert not surely_within("中", 2)
