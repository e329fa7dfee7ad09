"""Counts that are no series: of what the text is about, or of what nobody asks to be written one by one."""

from __future__ import annotations

import pytest

from longwriter_agents.constraints.rules import compile_rules

NO_SERIES = (
    "Write a 1,500-word essay on the 12 labours of Hercules.",
    "Write a guide with 7 tips for better sleep, 900 words.",
    "Explain how 3 engineers built a bridge in 14 weeks.",
    "A report on a football season of 38 games, 2000 words.",
    "Write about 30 years of peace and 2 wars.",
    "Tell the story of a house with 48 rooms.",
    "A short story about four letters found in an attic, 1200 words.",
    "Describe the life of a man who lived on floor 13 of a tower with 40 floors.",
    "An article on Shakespeare's sonnets: 154 of them, and why they last.",
    "Compare two phones. Price: 300 euros; weeks of support: 150.",
    "Write a blog post listing 10 reasons to visit Oslo in week 20.",
    "Review the album: 12 songs, 45 minutes.",
    "A tribute to my grandmother, 90, who raised 6 children and 21 grandchildren.",
    "An essay in five paragraphs about chess.",
    "Write a press release about our 25 stores and 1,200 employees.",
    "写一篇关于二十四节气的文章，1500字。",
    "介绍一座有99个房间的宫殿，800字。",
    "写一篇文章，讲一个老师教了30年书、带过12个班的故事。",
    "写一篇影评，电影共120分钟，有三场打斗。",
    "介绍故宫的9999间房，写1000字。",
    "写一封信给三个朋友，600字左右。",
    "Write a speech for a wedding with 80 guests and 3 courses.",
    "Summarise the plot of a series with 10 episodes.",
    "Write an essay about the 50 states, 2000 words.",
)
"""Written before the grammar was run on them."""

SERIES = (
    ("Write a novel about a ferry in 20 chapters.", "Chapter", 20),
    ("A podcast on bookkeeping. 15 episodes.", "Episode", 15),
    ("Write 30 letters about the sea.", "Letter", 30),
    ("写一部关于海的小说，共20章。", "章", 20),
)


@pytest.mark.parametrize("request_text", NO_SERIES)
def test_what_is_only_counted_is_no_series(request_text: str) -> None:
    assert compile_rules(request_text).series is None


@pytest.mark.parametrize(("request_text", "label", "count"), SERIES)
def test_what_is_asked_for_by_number_is_one(request_text: str, label: str, count: int) -> None:
    series = compile_rules(request_text).series
    assert series is not None
    assert (series.label, series.count) == (label, count)
