"""Plain prose begins its paragraphs with sentences: labels, announcements and a neighbour's subject go."""

from __future__ import annotations

import pytest

from longwriter_agents.prose.forms import is_plain_prose
from longwriter_agents.prose.labels import title_as_prose, without_labels, without_neighbours

FIRST = "Residents can be asked at the counter which tools they would borrow."
SECOND = "Every drill is checked by two people when it comes back."


@pytest.mark.parametrize(
    "label",
    [
        "Identifying the Needs of Residents: ",
        "a) Selection Criteria: ",
        "2. Return Policies: ",
        "Installing the Hive Using Appropriate Hardware   ",
    ],
)
def test_a_paragraph_begins_with_its_first_sentence(label: str) -> None:
    assert without_labels(f"{FIRST}\n\n{label}{SECOND}") == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "announcement",
    [
        "Here are some tips to help you select the right location:",
        "Here's a detailed breakdown of the lending process:",
        "Below are the key steps to follow.",
    ],
)
def test_sentences_that_announce_what_follows_go(announcement: str) -> None:
    assert without_labels(f"{FIRST} {announcement}\n\n{SECOND}") == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "honest",
    [
        "Two things count: The roof and the floor.",
        "Here are the keys, said Anna, and left.",
        "Anna: I never saw it.",
        "The answer was plain: Nobody had asked.",
        "The ratio is 3: 1 in dry years. Below are the cellars.",
    ],
)
def test_honest_sentences_stay(honest: str) -> None:
    assert without_labels(honest) == honest


@pytest.mark.parametrize(
    "heading",
    [
        "Preparing the soil for Bees in a Small Garden for Beginners",
        "Clean the Hive Regularly to Remove Debris and Pests, Ensure Clean and Dry Soil",
        "Costs",
    ],
)
def test_a_paragraph_without_a_sentence_is_a_heading_and_goes(heading: str) -> None:
    assert without_labels(f"{heading}\n\n{FIRST}\n\n{heading}\n\n{SECOND}") == f"{FIRST}\n\n{SECOND}"
    assert without_labels(heading) == heading


def test_html_is_no_prose() -> None:
    html = f"<p>{FIRST}</p><ul><li><strong>Light:</strong> {SECOND}</li></ul>"
    assert without_labels(html) == f"{FIRST}\n\nLight: {SECOND}"
    assert without_labels("If a < b and b > c, then a < c.") == "If a < b and b > c, then a < c."


def test_a_text_stops_where_it_takes_up_another_section_s_subject() -> None:
    text = f"{FIRST} {FIRST}\n\nMonitoring and Evaluation: It is important to count.\n\n{SECOND}"
    assert without_neighbours(text, ["Monitoring and Evaluation"], least=10) == f"{FIRST} {FIRST}"
    assert without_neighbours(text, ["Monitoring and Evaluation"], least=100) == text
    assert without_neighbours(text, ["Promotion", ""], least=1) == text


@pytest.mark.parametrize(
    ("request_text", "plain"),
    [
        ("Write a guide to keeping bees in a small garden, for beginners", True),
        ("Write the history of the harbour.", True),
        ("Write a report with a table of costs.", False),
        ("Give me a step-by-step manual.", False),
        ("Write a collection of ten sonnets about rivers.", False),
        ("写一篇关于茶的文章", True),
        ("写一首长诗", False),
    ],
)
def test_other_forms_than_prose_are_known_by_their_names(request_text: str, plain: bool) -> None:
    assert is_plain_prose(request_text) is plain


def test_a_title_in_the_first_sentence_is_written_as_prose() -> None:
    text = "Harvesting Honey in Paris is simple. The honey is cut from the comb."
    assert title_as_prose(text, "Harvesting Honey in Paris") == text.replace("Honey", "honey", 1)
    assert title_as_prose(text, "Selling Honey") == text
    assert title_as_prose(text, "") == text
