"""A small model's plan is read while it is written, and no further than it tells something."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from longwriter_agents.backends.structured import closed
from longwriter_agents.plan_so_far import is_enough
from longwriter_agents.replies import Plan

REQUEST = "Explain how a village can run its own repair café."


def plan(*titles: str) -> str:
    sections = [{"title": title, "points": ['One "point" of {it}', "another, [2]", "a third"]} for title in titles]
    return json.dumps({"title": "A Café", "sections": sections}, ensure_ascii=False)


def read_until_enough(text: str, count: int) -> str:
    """As far as it is read, token by token of three signs."""
    for end in range(3, len(text) + 3, 3):
        if is_enough(text[:end], request=REQUEST, count=count):
            return text[:end]
    return text


def titles_of(text: str) -> list[str]:
    return [section.title for section in Plan.model_validate_json(closed(text)).sections]


def test_a_plan_is_read_until_it_has_its_sections() -> None:
    told = read_until_enough(plan("Introduction", "Tools", "People", "Rooms", "Money", "Rules", "Conclusion"), 4)
    assert titles_of(told) == ["Introduction", "Tools", "People", "Rooms", "Money"]


def test_it_is_not_read_past_its_conclusion() -> None:
    whole = plan("Introduction", "Tools", "People", "Rooms", "Money", "Conclusion", "Title", "Subtitle", "Summary")
    told = read_until_enough(whole, 6)
    assert titles_of(told) == ["Introduction", "Tools", "People", "Rooms", "Money"]
    assert len(told) < len(plan("Introduction", "Tools", "People", "Rooms", "Money", "Conclusion"))


def test_what_half_of_a_plan_lacks_is_asked_for_by_itself_so_that_nothing_is_read_behind_its_end() -> None:
    told = read_until_enough(plan("Tools", "People", "Rooms", "Thank You", "Money", "Author"), 6)
    assert titles_of(told) == ["Tools", "People", "Rooms"]


def test_a_plan_that_begins_anew_is_not_read_on() -> None:
    told = read_until_enough(plan("Tools", "People", "Rooms", "Money", "Tools", "People", "Rules"), 6)
    assert titles_of(told) == ["Tools", "People", "Rooms", "Money"]


def test_a_plan_that_goes_in_circles_is_given_up() -> None:
    told = read_until_enough(plan("A Guide", "A Guide", "A Guide", "Tools", "People", "Rooms", "Money", "Rules"), 8)
    assert titles_of(told) == ["A Guide", "A Guide"]


def test_what_is_planned_already_is_nothing_more() -> None:
    text = plan("People", "The Tools", "Money", "Rules", "Rooms")
    reached = next(
        end for end in range(len(text)) if is_enough(text[:end], request=REQUEST, count=2, beside=("Tools", "People"))
    )
    assert titles_of(text[:reached]) == ["People", "The Tools", "Money", "Rules"]


@pytest.mark.parametrize(
    "titles",
    [
        ("Summary", "Tools", "People", "Rooms", "Money", "Rules"),  # it may begin with one
        ("Tools", "Conclusion", "People", "Rooms", "Money", "Rules"),  # too little to be used without the rest
        ("Tools", "Tools", "People", "Conclusion", "Rooms", "Money"),  # the same thing is no section more
        ("Introduction", "Overview", "Title"),
    ],
)
def test_what_may_still_tell_something_is_read(titles: tuple[str, ...]) -> None:
    assert read_until_enough(plan(*titles), 6) == plan(*titles)


def test_a_summary_that_the_request_wants_ends_nothing() -> None:
    whole = plan("Tools", "People", "Rooms", "Summary", "Money", "Rules")
    for end in range(len(whole)):
        assert (
            not is_enough(whole[:end], request="A report with a summary and the rules", count=6) or end > len(whole) - 3
        )


def beginnings(text: str) -> Iterator[str]:
    return (text[:end] for end in range(len(text) + 1))


def test_whatever_was_read_is_a_plan_as_far_as_it_is_whole() -> None:
    whole = plan("To\\ols", "Peo}ple", "Ro{oms")
    seen = [len(titles_of(start)) for start in beginnings(whole) if closed(start)]
    assert sorted(set(seen)) == [1, 2, 3]
    assert closed(whole) == whole
    assert closed("") == closed("no JSON") == closed('{"a": [1, ') == ""
