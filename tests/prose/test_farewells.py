"""Salutations, farewells and names are lines and no sentences; a letter that ends with them is whole."""

from __future__ import annotations

import pytest

from longwriter_agents.prose.farewells import (
    is_signed,
    split_farewell,
    split_thanks,
    with_salutation_read,
    without_salutation,
)
from longwriter_agents.prose.sentences import drop_open_end, ends_cleanly


@pytest.mark.parametrize(
    "farewell",
    [
        "With love,\nTom",
        "Yours sincerely,\n\nAnna Bell",
        "Best regards,\nDr. R. Hale",
        "Your Grandfather Tom",
        "Your loving sister Ann",
        "Love,\nGrandpa",
        "此致\n敬礼",
        "Warmest wishes,\nThe Board of the Library",
    ],
)
def test_a_signed_letter_is_whole(farewell: str) -> None:
    text = f"The boat leaves at nine. I shall be on the quay.\n\n{farewell}"
    assert is_signed(text)
    assert ends_cleanly(text)
    assert drop_open_end(text) == text
    assert split_farewell(text) == ("The boat leaves at nine. I shall be on the quay.", farewell)


@pytest.mark.parametrize(
    "text",
    [
        "The boat leaves at nine and I shall",
        "I have seen much.\n\nYour first year in the city will be long and you",
        "We talked of love\nand of the sea that",
        "All that he asked of life was love",
        "There are two ways.\n\nYour Options",
        "There are two ways.\n\nYour Next Step",
    ],
)
def test_a_text_that_stops_is_no_signed_letter(text: str) -> None:
    assert not ends_cleanly(text)
    assert split_farewell(text) == (text, "")


def test_a_salutation_goes_and_a_first_sentence_stays() -> None:
    assert without_salutation("My dearest Emma,\n\nThe train is late.") == "The train is late."
    assert without_salutation("Hello again.\n\nThe train is late.") == "Hello again.\n\nThe train is late."
    assert without_salutation("Dear was the price of salt, and nobody had any.") == (
        "Dear was the price of salt, and nobody had any."
    )
    assert without_salutation("Dear Emma,\n\n") == "Dear Emma,\n\n", "a section is never emptied"


def test_a_salutation_that_is_to_be_filled_in_is_read() -> None:
    assert with_salutation_read("Dear [Neighbour's Name],\n\nIt rains.") == "Dear Neighbour,\n\nIt rains."
    assert with_salutation_read("Dear [Hiring Manager],\n\nIt rains.") == "Dear Hiring Manager,\n\nIt rains."
    assert with_salutation_read("Dear Emma,\n\nSee [the map].") == "Dear Emma,\n\nSee [the map]."


@pytest.mark.parametrize(
    "thanks",
    [
        "Thank you for your understanding and support in this matter.",
        "Thanks so much for taking the time",
        "Many thanks again for your letter.",
    ],
)
def test_thanks_at_the_end_are_told_apart(thanks: str) -> None:
    body = "We check each lock twice a year.\n\nThe keepers write it down."
    assert split_thanks(f"{body}\n\n{thanks}") == (body, thanks)
    assert split_thanks(f"{body}\n\n{thanks}\n\nThen we began.") == (f"{body}\n\n{thanks}\n\nThen we began.", "")
    assert split_thanks(thanks) == (thanks, "")
    for told in ("We open on Monday.", "the plaque said, and the old man wept."):
        honest = f"{body}\n\n{thanks.rstrip('.')}, {told}"
        assert split_thanks(honest) == (honest, "")


def test_a_farewell_with_a_name_to_be_filled_in_and_one_said_twice_are_one() -> None:
    body, farewell = "We plant in May.", "Best regards,\n\n[Your Name]"
    assert split_farewell(f"{body}\n\n{farewell}") == (body, farewell)
    assert split_farewell(f"{body}\n\n{farewell}\n\n{farewell}") == (body, farewell)
    assert split_farewell(f"{body}\n\n[Map]") == (f"{body}\n\n[Map]", "")
