"""From plans to outlines: what code mends in a plan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_agents import layout, titling
from longwriter_agents.backends.base import Traits
from longwriter_agents.constraints.kinds import WordCount
from longwriter_agents.constraints.scope import EverySection, Units
from longwriter_agents.lengths import length
from longwriter_agents.model import Brief, Fact, Length, Outline, Part, Section, Series
from longwriter_agents.replies import MOST_OF_A_POINT, PlannedPart, PlannedSection, RichSection


def sections(*titles: str) -> list[Section]:
    return [Section(id=f"s{number}", title=title) for number, title in enumerate(titles, 1)]


def titles(found: list[Section]) -> list[str]:
    return [section.title for section in found]


def test_sections_that_only_frame_the_others_are_left_out() -> None:
    planned = sections(
        *("Introduction", "Choosing a Place", "The Hive", "Additional Tips", "Conclusion and Next Steps", "References"),
        *("Executive Summary", "Conclusion on Bees and Their Keepers", "Purpose of Report"),
        *("Subtitle", "Key Takeaways", "Course Overview"),
    )
    assert titles(titling.telling(planned, "Write a guide to bees.")) == ["Choosing a Place", "The Hive"]


@pytest.mark.parametrize(
    "request_text",
    [
        "Write a report on flood risk for the board. Begin with a summary.",
        "Write a consulting report with an executive summary.",
        "写一份商业计划书，包括执行摘要",
    ],
)
def test_a_summary_that_is_asked_for_may_be_called_otherwise(request_text: str) -> None:
    for name in ("Executive Summary", "Management Summary", "Summary"):
        assert titles(titling.telling(sections(name, "Soil"), request_text)) == [name, "Soil"]


@pytest.mark.parametrize(
    "title",
    [
        "Introduction to the Queen",
        "The Conclusion on Which All Agreed",
        "Body on the Beach",
        "The Purpose of Drones",
        "The Conclusion of the Treaty",
        "Resources of the Sea",
        "The Title Fight",
    ],
)
def test_a_title_that_says_more_stays(title: str) -> None:
    assert titles(titling.telling(sections(title, "Storms"), "Write a history.")) == [title, "Storms"]


def test_a_framing_section_that_the_request_names_stays() -> None:
    planned = sections("Introduction", "The Hive", "Conclusion")
    kept = titling.telling(planned, "Write an essay with an introduction and a conclusion.")
    assert titles(kept) == ["Introduction", "The Hive", "Conclusion"]


def test_of_a_plan_of_frames_and_numbers_nothing_is_left() -> None:
    numbered = sections("Introduction", "Section 1", "Part II", "第三章", "4", "Conclusion")
    assert titling.telling(numbered, "Bees.") == []
    assert titles(titling.telling(sections("Chapter 3 of Her Life", "Step 1: Dig"), "Bees.")) != []


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Title of the Essay",
            "Abstract",
            "Plan Summary",
            "Essay Outline",
            "Introduction to the Guide",
            "Main Body",
            "Body Paragraph",
        ),
        *("Thesis Statement", "Keywords", "Overview of this Document"),
    ],
)
def test_what_names_a_piece_of_any_text_is_no_section(title: str) -> None:
    assert titling.telling(sections(title), "Write an essay on why people collect things.") == []


@pytest.mark.parametrize(
    "title",
    [
        "Book Collectors",
        "Report Writing",
        "The Structure of a Hive",
        "Introduction to Bees",
        "Story Time",
        "Outline of the Coast",
    ],
)
def test_what_only_begins_like_one_is_a_section(title: str) -> None:
    assert titles(titling.telling(sections(title), "Write an essay.")) == [title]


@pytest.mark.parametrize(
    "title",
    [
        *("Thank You", "Thanks", "Author", "About the Author", "Author's Note", "Publisher", "Date"),
        *(
            "Date of Publication",
            "The End",
            "The End of the Essay",
            "Credits",
            "Contact Information",
            "Copyright",
            "致谢",
        ),
    ],
)
def test_what_stands_on_a_cover_or_behind_the_end_is_no_section(title: str) -> None:
    request = "Write an essay about why the people of a town send letters to the editor."
    assert titling.telling(sections(title), request) == []
    assert titling.concludes(title, request)


@pytest.mark.parametrize(
    ("title", "request_text"),
    [
        ("The Author", "Write a story about a novelist and a thief."),
        ("Author", "Write a portrait of the author of a cookbook."),
        ("The End of the War", "Write a history of the town."),
        ("The End of Winter", "Write a diary."),
        ("Contact", "Write a story about a radio operator."),
        ("Signatures", "Explain how paintings are told from copies."),
        ("Creating a Document", "Write a manual for a word processor."),
        ("The 12 Parts of a Clock", "Write a guide to clocks."),
        ("The Date Palm", "Write an essay."),
        ("Authors of the Coast", "Write an essay."),
        ("The End of the World", "Write a history of the ideas of the end of the world."),
        ("Thanks to the Rain", "Write a story."),
        ("Contact with the Shore", "Write a story."),
    ],
)
def test_what_only_has_a_word_of_it_is_one(title: str, request_text: str) -> None:
    assert titles(titling.telling(sections(title), request_text)) == [title]


@pytest.mark.parametrize("title", ["Section 3", "Chapter Two", "3", "Guide 3"])
def test_a_number_is_no_title_though_the_request_has_such_a_word_or_number(title: str) -> None:
    assert titling.telling(sections(title), "Write a guide of 1300 words, 13 sections, one chapter each.") == []


def test_an_abstract_is_written_where_the_request_names_one() -> None:
    planned = sections("Abstract", "Tides")
    assert titles(titling.telling(planned, "Write a paper on tides with an abstract.")) == ["Abstract", "Tides"]


def test_beside_what_is_planned_one_new_subject_is_told_once() -> None:
    known = sections("Arrival", "Departure")
    more = sections("Smells in Train Cabins", "The Cabin Smell's Origin", "A Meal on the Train", "The Train's Whistle")
    request = "Write a travel piece about four days on a slow train."
    assert titles(titling.beside(known, more, request)) == [
        *("Smells in Train Cabins", "A Meal on the Train", "The Train's Whistle"),
    ]


@pytest.mark.parametrize(
    ("planned", "in_course", "woven"),
    [
        (("Day 1", "Day 2", "Day 3"), False, "Day 1, A, B, Day 2, C, Day 3"),
        (("The Loss", "The Return"), True, "The Loss, A, B, C, The Return"),
        (("Tools", "People", "Rooms"), False, "Tools, People, Rooms, A, B, C"),
        (("In 1900", "In 1800", "Rooms"), False, "In 1900, In 1800, Rooms, A, B, C"),
        (("The Loss",), True, "The Loss, A, B, C"),
    ],
)
def test_what_goes_its_course_ends_as_it_was_planned_to(planned: tuple[str, ...], in_course: bool, woven: str) -> None:
    together = layout.with_more(sections(*planned), sections("A", "B", "C"), in_course=in_course)
    assert ", ".join(titles(together)) == woven


@given(st.integers(0, 12), st.integers(0, 12), st.booleans())
def test_whatever_is_planned_and_whatever_comes_to_it_all_of_it_stands_once(
    known: int, more: int, course: bool
) -> None:
    planned, named = sections(*"ABCDEFGHIJKL"[:known]), sections(*"abcdefghijkl"[:more])
    together = titles(layout.with_more(planned, named, in_course=course))
    assert [title for title in together if title.isupper()] == titles(planned)
    assert [title for title in together if title.islower()] == titles(named)
    if course and known > 1:
        assert (together[0], together[-1]) == ("A", titles(planned)[-1])


@pytest.mark.parametrize(
    "title",
    [
        "Planning a Document with 11 Sections",
        "A practical plan with 9 sections",
        "Creating a document with 11 sections",
    ],
)
def test_what_says_our_own_request_over_is_no_title(title: str) -> None:
    assert titling.telling(sections(title), "Write a manual for volunteers.") == []
    assert titling.is_generic(title)
    assert titling.telling(sections(title), f"Write a manual on {title.lower()}.") == sections(title)


def test_what_stands_behind_the_covers_is_no_section() -> None:
    planned = sections("The Letter", "The Bridge", "Title", "Author", "Location", "Medium")
    assert titles(titling.telling(planned, "Write a story about a bridge keeper.")) == ["The Letter", "The Bridge"]
    begun = sections("Title", "Author", "The Letter", "Date", "Location", "The Bridge")
    assert titles(titling.telling(begun, "Write a story about a bridge keeper.")) == [
        "The Letter",
        "Location",
        "The Bridge",
    ]


def test_beside_what_is_planned_a_part_of_it_is_nothing_new() -> None:
    known = sections("Planting and Care", "The Garden's Tools")
    more = sections(
        "Planting", "Planting and the Care of Trees", "Weeds", "Tools of the Garden", "Garden Weeds", "Weeds"
    )
    assert titles(titling.beside(known, more, "Write a manual for a garden.")) == ["Weeds", "Garden Weeds"]


def test_a_section_that_only_goes_on_with_another_is_that_one() -> None:
    planned = sections(
        "Why Collect?",
        "Old Coins",
        "Why Collect? Part 2",
        "Old Coins (continued)",
        "The Way, Part 1",
        "The Way, Part 2",
    )
    assert titles(titling.unlike(planned)) == ["Why Collect?", "Old Coins", "The Way, Part 1", "The Way, Part 2"]


def test_sections_of_nearly_the_same_title_are_one() -> None:
    planned = sections(
        *("The Importance of a Bus Service in a Town Council’s Plans", "Traveling Back to Home", "Winter: Before"),
        *("The Importance of a Bus Service in the Town Council's Plans", "The Traveling Back to Home", "Winter: After"),
        *("Storms of 1890", "Storms of 1902", "冬天", "春天", "冬天"),
    )
    assert titles(titling.unlike(planned)) == [
        *("The Importance of a Bus Service in a Town Council’s Plans", "Traveling Back to Home", "Winter: Before"),
        *("Winter: After", "Storms of 1890", "Storms of 1902", "冬天", "春天"),
    ]


def test_a_point_that_names_another_section_s_subject_is_that_section_s() -> None:
    place, hive = sections("Choosing the Right Location", "Installing the Hive")
    place = place.model_copy(update={"points": ("Choose a sunny spot.",)})
    hive = hive.model_copy(update={"points": ("Choose a suitable hive location.", "Secure the hive against storms.")})
    kept = layout.with_own_points([place, hive])
    assert kept[0].points == ("Choose a sunny spot.",)
    assert kept[1].points == ("Secure the hive against storms.",)


def test_a_section_holds_what_its_kind_of_plan_says() -> None:
    small = PlannedSection(title="2. The Hive:", points=["Frames of pine wood.", "x" * MOST_OF_A_POINT, " "])
    assert layout.as_section(small, "s2") == Section(id="s2", title="The Hive", points=("Frames of pine wood.",))
    rich = RichSection(
        title="The Hive",
        covers="Frames and wax.",
        owns=["figure: ten frames", "the smell of wax"],
        opens="An empty box",
        closes="A full one",
        depends=[1, 2, 9],
    )
    made = layout.as_section(rich, "s2", earlier=["s1"])
    assert made.summary == "Frames and wax."
    assert made.owns == (Fact(text="ten frames", kind="figure"), Fact(text="the smell of wax"))
    assert (made.entry, made.exit, made.depends) == ("An empty box", "A full one", ("s1",))
    assert layout.as_section(PlannedPart(title="The Hive", covers="Frames."), "p1").summary == "Frames."


def test_a_heading_that_stands_in_two_parts_is_told_apart_by_the_part() -> None:
    parts = [
        Part(id=f"p{n}", title=title, sections=(Section(id=f"s{n}", title="Costs"),)) for n, title in enumerate("AB")
    ]
    outline = titling.with_own_titles(Outline(parts=tuple(parts)))
    assert [section.title for section in outline.sections] == ["Costs", "Costs (B)"]


def test_a_section_that_opens_under_its_own_title_has_no_heading_again() -> None:
    planned = sections("The Watch", "Its Makers", "Its Makers", "The End")
    first = Part(id="p1", title="The Watch", sections=tuple(planned[:2]))
    second = Part(id="p2", title="The End", sections=tuple(planned[2:]))
    outline = titling.with_own_titles(Outline(title="Watches", parts=(first, second)))
    assert titles(list(outline.sections)) == ["", "Its Makers", "Its Makers (The End)", "The End"]
    assert outline.sections[0].summary == "The Watch"
    kept = titling.with_own_titles(Outline(title="Watches", parts=(first, second)), headless=False)
    assert titles(list(kept.sections))[0] == "The Watch"


@pytest.mark.parametrize(
    ("words", "at_once", "count"),
    [
        (1_500, 4, 8),
        (2_000, 4, 8),
        (3_000, 4, 12),
        (3_000, 8, 13),
        (1_200, 4, 5),
        (600, 4, 3),
        (6_000, 4, 26),
        (1_500, 1, 7),
    ],
)
def test_a_small_model_s_sections_fill_its_waves_where_they_keep_a_good_size(
    words: int, at_once: int, count: int
) -> None:
    brief = Brief(request="Write a manual.", length=length(words=words), language="en")
    assert layout.section_count(brief, [], Traits(small=True, concurrency=at_once)) == count


@pytest.mark.parametrize(
    ("words", "at_once", "count"),
    [
        (5_000, 8, 8),
        (5_000, 64, 9),
        (5_000, 1, 9),
        (2_000, 8, 4),
        (6_000, 8, 11),
        (10_000, 8, 16),
        (20_000, 8, 32),
        (20_000, 64, 36),
        (50_000, 8, 91),
    ],
)
def test_sections_are_as_many_as_are_written_at_once_where_they_keep_a_good_size(
    words: int, at_once: int, count: int
) -> None:
    brief = Brief(request="Write a manual.", length=length(words=words), language="en")
    assert layout.section_count(brief, [], Traits(concurrency=at_once)) == count


def test_few_words_for_sections_without_lengths_of_their_own_are_no_conflict() -> None:
    """ "-w 10" is little, but nothing else was asked for that could clash with it."""
    brief = Brief(request="About bees.", subject="bees", kind="text", language="en", length=length(words=10))
    outline = Outline(parts=(Part(id="p1", sections=(Section(id="s1", title=""),)),))
    budgeted, findings = layout.with_budgets(outline, brief, [])
    assert findings == []
    assert budgeted.sections[0].budget == 10


def test_units_whose_sum_is_within_what_the_whole_may_have_are_no_conflict() -> None:
    """What the units' own lengths come to, with their headings, is what nobody asked of the whole."""
    each = WordCount(id="c1", scope=EverySection(), length=length(mode="at_least", words=60))
    last = WordCount(id="c2", scope=Units(numbers=(-1,)), length=length(words=300))
    brief = Brief(
        request="Diary.",
        subject="diary",
        kind="diary",
        language="en",
        length=Length(mode="between", target=362, low=350, high=420),
        series=Series(label="Week", count=2, quote="2 weeks"),
    )
    outline = Outline(parts=(Part(id="p1", sections=tuple(sections("Week 1: A Long Name", "Week 2: Another Name"))),))
    budgeted, findings = layout.with_budgets(outline, brief, [each, last])
    assert findings == []
    assert [section.budget for section in budgeted.sections] == [62, 300]


def test_lengths_of_sections_that_leave_nothing_for_the_others_are_told() -> None:
    one = WordCount(id="c1", scope=Units(numbers=(1,)), length=length(words=300))
    brief = Brief(request="Bees.", subject="bees", kind="text", language="en", length=length(words=300))
    outline = Outline(parts=(Part(id="p1", sections=tuple(sections("Hive", "Honey"))),))
    _, findings = layout.with_budgets(outline, brief, [one])
    assert [finding.code for finding in findings] == ["length_conflict"]


BRIEFED = """Write a story for the school paper.

Role: You are a keeper of bees.
Audience: Pupils of twelve.
Format: Prose in paragraphs.
Topic: A lost swarm.
Length: About 2,000 words.
"""


def test_heads_of_the_request_that_say_how_it_is_done_are_no_sections() -> None:
    planned = sections("Role", "Audience", "The Lost Swarm", "Format", "Topic", "Length", "The Way Home")
    assert titles(titling.telling(planned, BRIEFED)) == ["The Lost Swarm", "The Way Home"]


@pytest.mark.parametrize(
    "request_text",
    [
        "Write a paper with these sections:\nTopic: tides\nAudience: who looks\nMethod: a float\nFormat: how it is shown",
        "Write a paper.\n- Audience: 200 words\n- Topic: 100 words\n- Format: 100 words\n- Length: 100 words",
        "Write a lab report.\n\nTopic: Tides.\nMethod: A float and a clock.",
        "Write about the role of the audience: who claps, and when.",
    ],
)
def test_heads_that_may_be_parts_of_the_text_are_sections(request_text: str) -> None:
    planned = sections("Topic", "Audience", "Method")
    assert titles(titling.telling(planned, request_text)) == ["Topic", "Audience", "Method"]


def test_what_is_called_as_another_part_is_that_one_s() -> None:
    planned = sections("Dredging by Hand", "The Harbours and Their Importance", "Dredging by Machine")
    kept = titling.not_of(planned, ["Harbours and Their Importance", "Rules"])
    assert titles(kept) == ["Dredging by Hand", "Dredging by Machine"]
