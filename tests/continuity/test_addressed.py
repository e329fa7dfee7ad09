"""Letters and speeches go from a salutation to a farewell, under no headings."""

from __future__ import annotations

import pytest

from longwriter_agents.continuity.addressed import addressed, customs, within
from longwriter_agents.model import Brief, Length, Series


def brief_of(request: str, series: Series | None = None) -> Brief:
    return Brief(request=request, length=Length(mode="about", target=700, low=679, high=721), series=series)


@pytest.mark.parametrize(
    ("request_text", "kind"),
    [
        ("Write a letter of 700 words from a sailor to his brother.", "letter"),
        ("Draft a formal e-mail to the landlord about the broken heating.", "letter"),
        ("Write me a cover letter for a nurse.", "letter"),
        ("Compose an open letter to the mayor.", "letter"),
        ("Write a 1,200-word acceptance speech for a novelist.", "speech"),
        ("I need a toast for my sister's wedding, 400 words.", "speech"),
        ("写一封给朋友的信，800字", "letter"),
        ("请写一篇毕业典礼演讲稿，1500字", "speech"),
        ("Write a guide to writing a cover letter.", None),
        ("Write a story in which a letter arrives.", None),
        ("Write an analysis of the speech.", None),
        ("Write about how to give a speech.", None),
        ("Write a speech analysis tool description.", None),
        ("Write a product description with a speech bubble.", None),
        ("Write an email newsletter about gardening.", None),
        ("Write a letter to the editor in three sections with headings.", None),
        ("写一篇关于信息安全的文章", None),
    ],
)
def test_one_letter_or_speech_is_told_from_what_only_speaks_of_one(request_text: str, kind: str | None) -> None:
    assert addressed(brief_of(request_text)) == kind


def test_the_letters_of_a_series_have_the_form_of_the_series() -> None:
    assert addressed(brief_of("Write a letter for each day.", Series(label="Letter", count=12))) is None


def test_each_part_of_a_letter_knows_what_it_owes() -> None:
    first, middle, last = (" / ".join(customs("letter", number, 3)) for number in (1, 2, 3))
    assert "salutation on a line of its own" in first
    assert "farewell line" not in first
    assert "no salutation, no farewell" in middle
    assert "farewell line and the writer's name" in last
    only = " / ".join(customs("letter", 1, 1))
    assert "salutation on a line" in only
    assert "farewell line" in only


SALUTED = "Dear Emma,\n\nYou leave on Sunday, and I keep thinking of the train."
SIGNED = "Write when you can.\n\nWith all my love,\nYour Grandfather Tom"


def test_a_salutation_stands_at_the_head_only_and_a_farewell_at_the_end_only() -> None:
    text = f"{SALUTED}\n\n{SIGNED}"
    assert within(text, 1, 3) == f"{SALUTED}\n\nWrite when you can."
    assert within(text, 2, 3) == "You leave on Sunday, and I keep thinking of the train.\n\nWrite when you can."
    assert within(text, 3, 3) == f"You leave on Sunday, and I keep thinking of the train.\n\n{SIGNED}"
    assert within(text, 1, 1) == text
