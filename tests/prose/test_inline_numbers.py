"""Lists that run on in a paragraph are told as sentences."""

from __future__ import annotations

import pytest

from longwriter_agents.prose.inline_numbers import without_inline_numbers


def test_a_list_that_runs_on_in_a_paragraph_is_told_without_its_numbers() -> None:
    told = "To begin, follow these steps: 1. Choose a place: find a quiet one. 2. Secure the tools. 3. Train everybody!"
    assert without_inline_numbers(f"Rain fell.\n\n{told}") == (
        "Rain fell.\n\nTo begin, follow these steps. Choose a place: find a quiet one. Secure the tools. Train everybody!"
    )
    assert without_inline_numbers("1. Choose a place. 2. Secure the tools.") == "Choose a place. Secure the tools."
    assert without_inline_numbers("It takes two things. (1) Choose a place. (2) Secure the tools.") == (
        "It takes two things. Choose a place. Secure the tools."
    )


@pytest.mark.parametrize(
    "text",
    [
        "1. Choose a place.\n2. Secure the tools.",
        "1. Choose a place.\n\n2. Secure the tools.",
        "She lived at no. 5. The house burned down.",
        "They came in at 1. Then at 2. Nobody knew why.",
        "It sold 300. In 1902. Nobody knew why.",
        "The score was 3. 2. Nobody cheered.",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert without_inline_numbers(text) == text
