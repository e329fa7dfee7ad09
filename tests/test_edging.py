"""First and last words that the request gives are put by code where a draft lacks them."""

from __future__ import annotations

from longwriter_agents.constraints.shape import Edges
from longwriter_agents.edging import edged

TEXT = "# Nets\n\n## Mending\n\nA net is mended from the middle. It takes a winter."


def test_whole_sentences_are_put_under_the_title_and_at_the_end() -> None:
    demands = [Edges(begins="Nets tear."), Edges(ends="That is all.")]
    found = edged(TEXT, demands, is_letter=False)
    assert found == (
        "# Nets\n\n## Mending\n\nNets tear.\n\nA net is mended from the middle. It takes a winter.\n\nThat is all.\n"
    )
    assert all(each.check(found).status == "met" for each in demands)
    assert edged(found, demands, is_letter=False) == found, "what stands there is not put again"


def test_half_a_sentence_is_left_to_the_writer() -> None:
    demands = [Edges(begins="Once upon a time"), Edges(ends="the sea")]
    assert edged(TEXT, demands, is_letter=False) == TEXT


def test_a_letter_gets_its_salutation_and_its_own_signature() -> None:
    letter = "The train is late.\n\nWith love,\nTom"
    demands = [Edges(begins="Dear Emma,"), Edges(ends="Your Grandfather Tom")]
    assert edged(letter, demands, is_letter=True) == (
        "Dear Emma,\n\nThe train is late.\n\nWith love,\n\nYour Grandfather Tom\n"
    )
    bracketed = edged("Dear Emma,\n\nIt rains.\n\nSincerely,\n[Your Grandfather Tom]", demands, is_letter=True)
    assert bracketed == "Dear Emma,\n\nIt rains.\n\nSincerely,\nYour Grandfather Tom\n"
    assert edged("", demands, is_letter=True) == ""
