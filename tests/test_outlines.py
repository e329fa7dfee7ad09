"""Outlines that callers give, and plans that models give as plain lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import wild

from longwriter_agents.errors import InputError
from longwriter_agents.model import Outline
from longwriter_agents.outlines import from_markdown, read_outline
from longwriter_agents.replies import Judgements, Plan, Understanding


def shape(outline: Outline) -> tuple[str, list[tuple[str, list[str]]]]:
    return outline.title, [(part.title, [section.title for section in part.sections]) for part in outline.parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Bees\n## Spring\n## Summer ##", ("Bees", [("", ["Spring", "Summer"])])),
        (
            "# Bees\n## Year\n### Spring\n### Summer\n## Tools",
            ("Bees", [("Year", ["Spring", "Summer"]), ("Tools", [""])]),
        ),
        ("## Only\n## Two", ("", [("", ["Only", "Two"])])),
        ("# C#\n## F# and C#", ("C#", [("", ["F# and C#"])])),
        ("# One\n# Two", ("One", [("", ["Two"])])),
    ],
)
def test_markdown_headings_make_an_outline(text: str, expected: object) -> None:
    assert shape(from_markdown(text)) == expected


def test_text_under_a_heading_is_its_summary_and_items_are_its_points() -> None:
    section = from_markdown("## Spring\nCleaning the hive\n- smoker\n* gloves").sections[0]
    assert section.summary == "Cleaning the hive"
    assert section.points == ("smoker", "gloves")


@given(st.lists(st.sampled_from(["# a", "## b", "### c", "#### d", "text", "- item", "", "#", "##"]), max_size=15))
def test_any_markdown_makes_an_outline_of_distinct_sections_or_is_refused(lines: list[str]) -> None:
    try:
        outline = read_outline("\n".join(lines))
    except InputError as error:
        assert "no sections" in str(error)
    else:
        assert outline is not None
        assert len({section.id for section in outline.sections}) == len(outline.sections) >= 1


def test_an_outline_comes_back_from_its_own_json() -> None:
    outline = from_markdown("# Bees\n## Year\n### Spring\n### Summer")
    assert read_outline(outline.model_dump(mode="json")) == outline
    assert read_outline(["Spring", " Summer "]) == from_markdown("## Spring\n## Summer")


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ([], "no sections"),
        ("no headings here", "no sections"),
        ({"parts": 3}, "parts"),
        ({"chapters": []}, "chapters"),
        ({"parts": [{"id": "p", "sections": [{"id": "s", "title": "a"}, {"id": "s", "title": "b"}]}]}, "same id"),
    ],
)
def test_what_is_no_outline_is_refused(given_: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_outline(given_)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "title", "covers"),
    [
        ("Spring :: cleaning the hive", "Spring", "cleaning the hive"),
        ("1. Spring :: cleaning", "Spring", "cleaning"),
        ("- Spring: cleaning", "Spring", "cleaning"),
        ("**2) Spring** – cleaning", "Spring", "cleaning"),
        ("Section 3: Spring | cleaning", "Spring", "cleaning"),
        ("春天：清理蜂箱", "春天", "清理蜂箱"),
        ("1920s Paris :: the city", "1920s Paris", "the city"),
        ("1984 :: a year", "1984", "a year"),
    ],
)
def test_a_line_of_a_plan_is_a_title_and_what_it_covers(line: str, title: str, covers: str) -> None:
    section = Plan.from_lines(f"Title: A Year\n{line}").sections[0]
    assert (section.title, section.covers) == (title, covers)


@pytest.mark.parametrize("reply", [Plan, Understanding, Judgements])
@given(text=wild)
def test_lines_are_read_or_refused(reply: type[Plan] | type[Understanding] | type[Judgements], text: str) -> None:
    try:
        reply.from_lines(text)
    except ValueError as error:
        assert "no line of the form" in str(error) or "validation error" in str(error)


def test_no_heading_is_lost_before_the_first_upper_one() -> None:
    outline = from_markdown("### Lost one\n\n## Kept\n\n### Inner\n")
    assert shape(outline) == ("", [("Lost one", [""]), ("Kept", ["Inner"])])


def test_text_before_all_headings_is_told_in_the_first_section() -> None:
    outline = from_markdown("A calm book.\n\n# Bees\nFor children.\n- no stings\n## Spring\nHives.\n## Summer")
    assert outline.title == "Bees"
    assert outline.sections[0].summary == "A calm book. For children. Hives."
    assert outline.sections[0].points == ("no stings",)


def test_what_an_editor_keeps_at_the_top_is_not_of_the_outline() -> None:
    assert from_markdown("---\ntitle: x\n---\n## Spring\nHives.").sections[0].summary == "Hives."
    assert from_markdown("---\n## Spring\n---\n## Summer").sections[0].title == "Spring"


@pytest.mark.parametrize("fence", ["```", "~~~~", "  ```sh"])
def test_what_looks_like_a_heading_in_code_is_none(fence: str) -> None:
    close = fence.strip().rstrip("sh")
    outline = from_markdown(f"## Setup\n{fence}\n# comment\n{close}\n## Use\n### Alone\n### Together")
    assert shape(outline) == ("", [("Setup", [""]), ("Use", ["Alone", "Together"])])


def test_a_list_may_hold_objects_with_points() -> None:
    outline = read_outline([{"title": "Spring", "points": ["hives"]}, "Summer"])
    assert outline is not None
    assert [(each.id, each.title, each.points) for each in outline.sections] == [
        ("s1", "Spring", ("hives",)),
        ("s2", "Summer", ()),
    ]


@pytest.mark.parametrize(
    ("given_", "title"),
    [
        (["# A"], "A"),
        (["A\n\n## Injected"], "A ## Injected"),
        ({"parts": [{"id": "p", "sections": [{"id": "s", "title": "## A\nB"}]}]}, "A B"),
        (Outline.model_validate({"parts": [{"id": "p", "sections": [{"id": "s", "title": "A\u2028B"}]}]}), "A B"),
        (["half \ud800 pair"], "half ? pair"),
        (["#1 of many"], "#1 of many"),
    ],
)
def test_a_title_is_one_line_without_marks(given_: object, title: str) -> None:
    outline = read_outline(given_)  # type: ignore[arg-type]
    assert outline is not None
    assert [section.title for section in outline.sections] == [title]


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (5, "int"),
        (b"## A", "bytes"),
        (["A", None], "Section 2 .* NoneType"),
        (["A", " \n"], "Section 2 .* no title"),
        ([{"name": "A"}], "section 1 is not usable"),
        ([{"title": "A", "points": "one"}], "section 1 is not usable: points"),
    ],
)
def test_what_is_no_list_of_titles_says_which_entry_is_wrong(given_: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_outline(given_)  # type: ignore[arg-type]
