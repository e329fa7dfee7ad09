"""Plain prose begins its paragraphs with sentences: labels, announcements and a neighbour's subject go."""

from __future__ import annotations

import pytest

from longwriter_agents.prose.forms import is_plain_prose
from longwriter_agents.prose.labels import (
    headings_as_prose,
    points_as_subjects,
    titles_as_prose,
    without_dangling,
    without_labels,
    without_neighbours,
    without_points_as_headings,
    without_talk_of_title,
)

FIRST = "Residents can be asked at the counter which tools they would borrow."
SECOND = "Every drill is checked by two people when it comes back."


@pytest.mark.parametrize(
    "label",
    [
        "Identifying the Needs of Residents: ",
        "a) Selection Criteria: ",
        "2. Return Policies: ",
        "Installing the Hive Using Appropriate Hardware   ",
        "Secure Equipment and Supplies - ",
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
        "Here are the five key areas that need to be covered in the training.",
        "Here are some common tasks that you might need to perform, along with a brief description of each.",
        "Here are some of the most popular choices that you can consider.",
    ],
)
def test_sentences_that_announce_what_follows_go(announcement: str) -> None:
    assert without_labels(f"{FIRST} {announcement}\n\n{SECOND}") == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "honest",
    [
        "Two things count: The roof and the floor.",
        "Here are the keys, said Anna, and left.",
        "Here are wide areas of marsh, and nobody lives in them.",
        "Anna: I never saw it.",
        "Anna Meier - The keeper of the lock - never saw it.",
        "The Old Man and the Sea – Hemingway wrote it in Cuba – was read aloud.",
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


def test_a_last_paragraph_that_begins_the_next_section_is_left_to_it() -> None:
    text = f"{FIRST} {FIRST}\n\nFinancial management is an essential part of running a repair café."
    assert without_neighbours(text, ["Financial Management"], least=10) == f"{FIRST} {FIRST}"
    assert without_neighbours(text, ["Financial Management"], least=100) == text, "most of the section"
    assert without_neighbours(text, ["Financial"], least=1) == text, "a word that may stand anywhere"
    for honest in (f"{text}\n\n{SECOND}", text.replace("management is", "managers are")):
        assert without_neighbours(honest, ["Financial Management"], least=10) == honest


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


@pytest.mark.parametrize(
    ("lead", "left"),
    [
        ("It serves several purposes, including:", "It serves several purposes."),
        ("It keeps many things, such as the following:", "It keeps many things."),
        ("It can be done in many ways, for example:", "It can be done in many ways."),
        ("It can be done in many ways. For example:", "It can be done in many ways."),
        ("The rules are as follows:", "The rules are as follows:"),
        ("The letter said:", "The letter said:"),
        ("It opens at 10:30, including Sundays.", "It opens at 10:30, including Sundays."),
    ],
)
def test_a_lead_in_without_its_list_is_a_sentence(lead: str, left: str) -> None:
    before = "Old things are kept in the back of the hall, where it is dry all year."
    after = "Everybody knows where they are, and nobody has ever lost one of them."
    assert without_labels(f"{before} {lead}\n\n{after}") == f"{before} {left}\n\n{after}"
    assert without_labels(f"{before} {lead}\n\n- old coins\n- stamps").startswith(f"{before} {lead}")


def test_a_section_does_not_tell_how_it_goes_on() -> None:
    told = "Coins are kept. The Impact on Society continues with the idea that coins matter. Stamps are kept too."
    assert without_talk_of_title(told, "The Impact on Society") == "Coins are kept. Stamps are kept too."
    assert (
        without_talk_of_title("The Letter begins with a greeting.", "The Letter")
        == "The Letter begins with a greeting."
    )
    done = "Planning the Mill begins with a place. This could be a bend of the river."
    assert without_talk_of_title(done, "Planning the Mill") == done
    honest = "The impact on society continues with every coin."
    assert without_talk_of_title(honest, "The Impact on Society") == honest


def test_a_title_at_the_beginning_of_a_sentence_is_written_as_prose() -> None:
    text = "Harvesting Honey in Paris is simple. The honey is cut from the comb."
    assert titles_as_prose(text, ["Harvesting Honey in Paris"]) == text.replace("Honey", "honey", 1)
    assert titles_as_prose(text, ["Selling Honey", "", "Harvesting"]) == text
    other = f"It is cut.\n\n{text} Bees make it. Harvesting Honey in Paris takes a day."
    assert titles_as_prose(other, ["Bees", "Harvesting Honey in Paris"]) == other.replace("ng Honey", "ng honey")
    quoted = "They read Harvesting Honey in Paris, and Harvesting Honey in Paris: A Novel. Honey, honey."
    assert titles_as_prose(quoted, ["Harvesting Honey in Paris"]) == quoted


def test_a_point_that_the_model_made_a_heading_of_is_written_as_words() -> None:
    text = "Recruiting Volunteers from the Village is the first step. Many volunteers have an hour to spare."
    assert headings_as_prose(text, "a village") == text.replace(
        "Volunteers from the Village", "volunteers from the village"
    )
    assert headings_as_prose(text, "") == text, "the Village may be a name"
    page = "Setting up a Page for News is a step. The page has news."
    assert headings_as_prose(page, "") == page.replace("a Page for News", "a page for news")
    told = "Visiting Paris is dear. She was Reading Aloud is not a sentence."
    assert headings_as_prose(told, "aloud") == told


def test_a_title_whose_letters_grow_when_they_are_folded_is_known() -> None:
    first = f"{FIRST} {SECOND}"
    assert without_neighbours(f"{first}\n\nGroße Straßen are wide.", ["Große Straßen"], least=10) == first


@pytest.mark.parametrize(
    ("point", "said", "left"),
    [
        ("Charge fair prices", "Charge fair prices for repairs is important.", "Charging fair prices for repairs is important."),
        ("Set up a budget", "Set up a budget is the first step.", "Setting up a budget is the first step."),
        ("To foster trust", "Foster trust and spirit are vital.", "Fostering trust and spirit are vital."),
        ("Choose a room", "Choose a room that is near the school.", None),
        ("Make sure of the light", "Make sure the light is good.", None),
        ("Charge fair prices", "Charge fair prices. It is important.", None),
        ("Ensure that it is safe", "Ensure that all of it is safe.", None),
        ("Charging fair prices", "Charging fair prices is fair.", None),
        ("Fees", "Fees is what they are called.", None),
    ],
)  # fmt: skip
def test_a_point_that_the_model_took_for_a_subject_becomes_one(point: str, said: str, left: str | None) -> None:
    text = f"People come. {said}"
    assert points_as_subjects(text, [point]) == f"People come. {left or said}"


WHOM = "whom it suits and whom it does not"
MISTAKE = "a common mistake, and how it is avoided"


@pytest.mark.parametrize(
    "name",
    [
        "Who It Suits and Who It Does Not. ",
        "Library Basics - Whom It Suits and Whom It Does Not. ",
        "Who it Suits: ",
        "A common mistake: ",
        "Library Basics - Who It Suits and Who It Does Not. Who it Suits: ",
    ],
)
def test_what_only_names_a_point_of_the_plan_goes_wherever_it_stands(name: str) -> None:
    for before in ("", f"{SECOND}\n\n", f"{SECOND} "):
        text = f"{before}{name}{FIRST} {SECOND}"
        assert without_points_as_headings(text, [WHOM, MISTAKE], "Library Basics") == f"{before}{FIRST} {SECOND}"


@pytest.mark.parametrize(
    "honest",
    [
        "It suits anyone who reads. ",
        "Bees drink water. ",
        "How it is avoided: ",
        "Two Men and a Boat. ",
        "Nobody knew whom it suits: ",
        "The bees drink water: ",
        "A new hive costs money. ",
    ],
)
def test_a_sentence_in_the_words_of_a_point_stays(honest: str) -> None:
    text = f"{honest}{FIRST}"
    assert (
        without_points_as_headings(text, [WHOM, "why the bees drink water", "a new hive costs money"], "The Library")
        == text
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Lamps stay lit. This includes:\n\nHowever, some are old.", "Lamps stay lit.\n\nHowever, some are old."),
        (
            "- **Lamps:** They stay lit.\nThis includes:\n\nSome are old.",
            "- **Lamps:** They stay lit.\n\nSome are old.",
        ),
        ("These include the following:\n\nSome are old.", "Some are old."),
        ("Lamps stay lit. They are:", "Lamps stay lit."),
    ],
)
def test_what_leads_in_to_a_list_goes_where_none_follows(text: str, left: str) -> None:
    assert without_dangling(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "These include:\n\n- lamps\n- signs",
        "These include:\n- lamps\n- signs",
        "They are:\n\n| lamp | sign |",
        "This is:\n\n```\nx = 1\n```",
        "There is one rule:\n\nNever run.",
        "He wrote to her:\n\nThe boat leaves at nine.",
        "A verse:\nThe sea was grey,  \nthe gull was loud.\n\n\nThe end.",
    ],
)
def test_what_leads_in_to_something_stays(text: str) -> None:
    assert without_dangling(text) == text


def test_a_title_that_is_a_subject_loses_all_its_capitals_but_a_name_s() -> None:
    told = "The Importance of Education is plain. Our education began in 1901."
    assert titles_as_prose(told, ["The Importance of Education"]) == told.replace(
        "Importance of Education", "importance of education"
    )
    named = "The Bank of England is old. The importance of England grew."
    assert titles_as_prose(named, ["The Bank of England"]) == named
