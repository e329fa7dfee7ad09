"""A paragraph that is added to a section goes on with it: it does not say once more how much its subject matters."""

from __future__ import annotations

import pytest

from longwriter_agents.continuity.reopening import without_second_opening

TOLD = "A net keeps wasps out. Gloves keep stings off the hands."


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("The importance of safety in small towns cannot be overstated.", "The Importance of Safety"),
        ("Safety considerations play a crucial role on a roof.", "Safety Considerations"),
        ("Beekeeping on a roof involves several safety considerations to keep bees well.", "Safety Considerations"),
        ("Regular maintenance is one of the most important tasks.", "Maintenance"),
    ],
)
def test_an_opening_that_only_says_that_its_subject_matters_goes(opening: str, title: str) -> None:
    assert without_second_opening(f"{opening} {TOLD}\n\nMore.", title) == f"{TOLD}\n\nMore."


def test_an_opening_that_is_a_paragraph_by_itself_goes_as_one() -> None:
    opening = "Managing your staff effectively is crucial for the success of any library."
    assert without_second_opening(f"{opening}\n\n{TOLD}", "Managing Your Staff") == TOLD
    leaning = f"{opening}\n\nThis takes an hour a week. {TOLD}"
    assert without_second_opening(leaning, "Managing Your Staff") == leaning


@pytest.mark.parametrize(
    ("opening", "following"),
    [
        ("Dog training requires several tools:", "- a leash\n- a whistle"),
        ("Honey comes in many forms:", "Set honey is spread.\n\nRunny honey is poured."),
        ("The garden has several gates.", "The first one is of oak. The second is of iron."),
        ("The harbour is important for its boats.", "Two of them are for hire. They are old."),
    ],
)
def test_a_paragraph_that_the_next_one_needs_stays(opening: str, following: str) -> None:
    title = opening.split(" ", 2)[0 if opening[0] in "DH" else 1]
    fresh = f"{opening}\n\n{following}"
    assert without_second_opening(fresh, title) == fresh


@pytest.mark.parametrize(
    ("fresh", "title"),
    [
        (f"A smoker is important on windy days. {TOLD}", "Safety"),
        (f"Safety on the roof costs 40 euros a year. {TOLD}", "Safety"),
        ("Safety is crucial on a roof. A net keeps wasps out.", "Safety"),
        ("Safety is crucial on a roof.", "Safety"),
        (f"It plays a vital role. {TOLD}", ""),
        ("", "Safety"),
    ],
)
def test_what_tells_something_else_or_would_leave_too_little_stays(fresh: str, title: str) -> None:
    assert without_second_opening(fresh, title) == fresh


def test_what_says_once_more_what_the_subject_is_goes_and_the_next_sentence_names_it() -> None:
    text = "A small lock is a gate for boats. It was dug by hand."
    fresh = "A small lock is a chamber in a canal. It is often kept by one family. Boats pass it at noon."
    told = "A small lock is often kept by one family. Boats pass it at noon."
    assert without_second_opening(fresh, "Locks", text) == told
    assert without_second_opening(fresh, "Locks", "The lock was dug by hand.") == fresh
    assert without_second_opening(fresh.replace("It is often", "Often it is"), "Locks", text) == (
        "Often it is kept by one family. Boats pass it at noon."
    )
