"""The units of a text that may have been written elsewhere: headings of many looks open one, prose never does."""

from __future__ import annotations

import pytest

from longwriter_agents.checking import check_text
from longwriter_agents.constraints.splitting import units_of

LONG = "The lift opens on a hall of green marble where the porter keeps the keys of every room and reads the papers to his guests."


@pytest.mark.parametrize("text", ["", "Just a text without any heading.", "Week by week it rained."])
def test_a_text_without_headings_has_no_units(text: str) -> None:
    assert units_of(text, "week") == units_of(text, "week", "#*#") == []


@pytest.mark.parametrize("text", ["", "Just a text without any heading."])
def test_a_text_without_units_is_checked_and_misses_all_of_them(text: str) -> None:
    found = check_text(text, "Write a story in 5 chapters of 200 words each. Chapter 2 has a storm.")
    assert found.status == "unmet"
    assert [unit.present for unit in found.units] == [False] * 5
    assert "missing_units" in {finding.code for finding in found.findings}


@pytest.mark.parametrize(
    "heading",
    [
        "Week 2",
        "Week 2:",
        "WEEK 2",
        "Week 2 - Settling in",
        "Week 2 — Settling in",
        "Week 2. Settling in",
        "Week 2: Settling in",
        "Week 2 (January 8th - January 14th):",
        "Week 2 (January 8th - January 14th)",
        "Week 2 (8 January): Settling in",
        "Week 2 The Long Way Home",
        "Week two",
        "## Week 2",
        "### Week 2 Settling in",
        "**Week 2**",
        "**Week 2: Settling in**",
        "**Week 2:** *January*",
        "*** Week 2 ***",
        "=== Week 2 ===",
        "[Week 2]",
        "  Wk. 2:",
    ],
)
def test_headings_of_every_look_open_a_unit_and_are_no_part_of_its_text(heading: str) -> None:
    text = f"Week 1\n\nIt snowed.\n\n{heading}\n\nIt rained.\n\nWeek 3\n\nIt cleared up."
    assert units_of(text, "week") == [(1, "It snowed."), (2, "It rained."), (3, "It cleared up.")]


@pytest.mark.parametrize(
    "line",
    [
        "Week 2 was better than this one.",
        "Week 2, they say, was better.",
        "Week 2 - the better one - is still far away.",
        "Week 2 (the better one) is still far away.",
        "Week 2's rain is still far away.",
        "Weeks 2-4 are still far away.",
        "“Week 2” is still far away.",
        "Week 2 is\nstill far away.",
        "Week two seemed endless.",
    ],
)
def test_prose_that_begins_with_the_label_opens_no_unit(line: str) -> None:
    text = f"Week 1\n\nIt snowed.\n{line}\n\nWeek 2\n\nIt rained."
    assert units_of(text, "week") == [(1, f"It snowed.\n{line}"), (2, "It rained.")]


@pytest.mark.parametrize(
    "said", ["A hotel with a library.", LONG, f"{LONG} {LONG}", "Lobby and library", "A bar\nand a library."]
)
def test_what_stands_on_the_line_of_the_separator_is_the_unit_s_text(said: str) -> None:
    text = f"#*# Floor 1: {said}\n\n#*# Floor 2 (offices): {said}\n*** finished ***"
    assert units_of(text.replace("\n*** finished ***", ""), "Floor", "#*#") == [(1, said), (2, said)]


def test_a_title_on_the_line_of_the_separator_is_no_text_when_the_text_stands_below() -> None:
    assert units_of("#*# Floor 1: Lobby\nGuests wait here.", "floor", "#*#") == [(1, "Guests wait here.")]


def test_the_separator_opens_units_within_a_line_and_above_the_heading() -> None:
    text = "#*# Floor 1: A hall. #*# Floor 2 is a bar. #*#\n\n## Floor 3\nA pool.\n#*#\n**Floor 4:** A spa.\n#*#"
    assert units_of(text, "floor", "#*#") == [(1, "A hall."), (2, "is a bar."), (3, "A pool."), (4, "A spa.")]


def test_units_without_the_separator_that_was_asked_for_are_found_by_their_headings() -> None:
    assert units_of("#*# Floor 1: A hall.\n\nFloor 2\nA bar.", "floor", "#*#") == [(1, "A hall."), (2, "A bar.")]
    assert units_of("Floor 1: A hall.\n---\nFloor 2: A bar.", "floor", "---") == [(1, "A hall."), (2, "A bar.")]


@pytest.mark.parametrize("heading", ["第2周", "## 第2周：安顿", "第二周 安顿", "第 2 周（1月8日）", "**第2周**"])
def test_chinese_headings_open_a_unit(heading: str) -> None:
    text = f"第1周\n下雪了。\n\n{heading}\n下雨了。"
    assert units_of(text, "周") == [(1, "下雪了。"), (2, "下雨了。")]


@pytest.mark.parametrize("line", ["第2周我们去了海边。", "第2周，天气好些。", "第2周的雨还很远。"])
def test_chinese_prose_opens_none(line: str) -> None:
    assert units_of(f"第1周\n下雪了。\n{line}", "周") == [(1, f"下雪了。\n{line}")]
    assert units_of(f"#*# 第1周：{line}\n#*# 第2周：下雨。", "周", "#*#") == [(1, line), (2, "下雨。")]


def test_a_label_of_two_words_is_found_with_both_or_with_the_last() -> None:
    text = "Diary entry 1:\nIt snowed.\n\nEntry 2:\nIt rained."
    assert units_of(text, "diary entry") == [(1, "It snowed."), (2, "It rained.")]


@pytest.mark.parametrize("form", ["Begin each with '#*# Floor 1:'.", "Separate the floors with `#*#`."])
def test_a_demand_that_is_kept_on_the_line_of_the_separator_is_seen_by_a_check(form: str) -> None:
    request = f"Describe a tower of 2 floors. Floor 1 has a library. {form} End with `*** finished ***`."
    text = "#*# Floor 1: A hotel with a library.\n\n#*# Floor 2: Offices\n\n*** finished ***"
    found = check_text(text, request)
    assert (found.status, [unit.words for unit in found.units]) == ("met", [5, 1])
