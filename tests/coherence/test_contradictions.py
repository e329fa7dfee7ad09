"""One thing, one attribute, two values: found in whatever words; and nothing is made up where a text only tells of change."""

from __future__ import annotations

import pytest
from documents import looked_over, told
from statements_by_hand import AGREEING as AGREEING_BY_HAND
from statements_by_hand import CLASHING as CLASHING_BY_HAND
from statements_by_hand import MORE_AGREEING, MORE_CLASHING

OPENING = "The town lies on a slow river. Its people are patient and keep to themselves."
CLOSING = "Nobody in the town thinks much of it. The evenings are long there."

CLASHING = [
    ("The bridge was built in 1893.", "Few remember that the bridge, built in 1894, was once painted green."),
    ("The library was founded in 1871.", "Founded in 1873, the library has outlived four councils."),
    ("The railway station opened in May 1902.", "In 1904 the railway station was opened with a brass band."),
    ("The town hall was completed on 3 May 1911.", "The town hall was completed on 5 May 1911."),
    ("Elena Markov was born in 1931.", "Elena Markov (born 1933) never left the valley."),
    ("Dr. Anna Weber, 47, runs the practice.", "Each morning Dr. Anna Weber, 52, walks to the practice."),
    ("The tower is 62 metres high.", "The tower stands 68 metres tall above the roofs."),
    ("The museum has 14 rooms.", "The museum has sixteen rooms, and most are dark."),
    ("The population of the town is 12,400.", "The town has a population of 13,900."),
    ("Admission costs 6 euros.", "Admission costs 8 euros."),
    ("The hall seats 300 people.", "The hall holds 450 people."),
    ("The organ was designed by Karl Lindner.", "Paul Adler designed the organ."),
    ("The market is held on Tuesdays.", "The market takes place every Friday."),
    ("The ferry leaves at 7:30 every day.", "The ferry leaves at 8:15."),
    ("The mayor is Ruth Hagen.", "The mayor, Clara Voss, opened the meeting."),
    ("The street is named after Tomas Berger.", "The street was named after Ida Lenz."),
    ("The opening of the canal in 1828 changed the town.", "The canal was opened in 1831."),
    ("The crossing takes 40 minutes.", "The crossing takes fifty minutes."),
]


@pytest.mark.parametrize(("first", "second"), CLASHING)
def test_two_values_for_one_thing_are_a_contradiction_that_quotes_both(first: str, second: str) -> None:
    found = told(looked_over(f"{OPENING} {first}", f"{CLOSING}\n\n{second} {CLOSING}"), "contradiction")
    assert len(found) == 1, found
    assert found[0].severity == "warning"
    assert (found[0].section_id, found[0].other_section_id) == ("s2", "s1")
    assert found[0].other == first
    assert found[0].evidence == second


AGREEING = [
    ("The bridge was built in 1893.", "The bridge was rebuilt in 1921."),
    ("The bridge was built in 1893.", "A second bridge was built in 1921."),
    ("The old bridge was built in 1893.", "The new bridge was built in 1921."),
    ("The bridge was built in 1893.", "Legend has it that the bridge was built in 1650."),
    ("The bridge was built in 1893.", "The bridge was not built in 1894."),
    ("The bridge was begun in 1890 and was completed in 1893.", "The bridge was opened in 1894."),
    ("Kelso Bridge was built in 1893.", "Tay Bridge was built in 1887."),
    ("The tower is 62 metres high.", "The tower is about 60 metres high."),
    ("The canal is 1,487 metres long.", "The canal is 1,500 metres long."),
    ("The town had 8,000 people in 1900.", "The town has 12,400 people today."),
    ("Anna Weber, 47, runs the practice.", "Karl Weber, 52, keeps the books."),
    ("The museum has 14 rooms.", "The museum has 3 rooms for children."),
    ("The ferry leaves at 7:30.", "On Sundays the ferry leaves at 9:00 if the tide allows."),
    ("The organ was designed by Karl Lindner.", "The organ was designed by Lindner."),
    ("The house was designed by Karl Lindner and Paul Adler.", "The house was designed by Paul Adler."),
    ("Mayor Ruth Hagen signed it.", "Years later Mayor Clara Voss signed the next one."),
    ("Add 200 grams of flour.", "Add 300 grams of flour."),
    ("“The bridge was built in 1850,” he said.", "The bridge was built in 1893."),
    ("Was the bridge built in 1850?", "The bridge was built in 1893."),
    ("The shop opened in 1893.", "The shop opened in 1893, and the shop was closed in 1950."),
    ("Elena was twelve when the war began.", "Elena was thirty when it came back to her."),
    ("The committee met in 1893.", "The committee met in 1894."),
    ("The market is held on Tuesdays.", "The market takes place every Tuesday, and the fair is held on 3 May."),
    ("Each boat has 4 oars.", "The longest boat has 8 oars."),
    ("The march began in 1893.", "In 1894 the march was banned."),
]


@pytest.mark.parametrize(("first", "second"), AGREEING)
def test_change_hedging_and_other_things_are_no_contradiction(first: str, second: str) -> None:
    assert told(looked_over(f"{OPENING} {first}", f"{CLOSING}\n\n{second} {CLOSING}"), "contradiction") == []


CHINESE = [
    ("这座石桥建于1893年。", "石桥建于1894年，至今仍在使用。", True),
    ("图书馆于1956年成立。", "1958年，图书馆正式成立。", True),
    ("钟楼高62米。", "这座钟楼高68米，站在河边就能看见。", True),
    ("博物馆共有14个展厅。", "博物馆有16个展厅。", True),
    ("李明今年47岁。", "李明今年52岁，还住在老街。", True),
    ("剧院由王建国设计。", "剧院由赵志远设计。", True),
    ("石桥建于1893年。", "石桥重建于1921年。", False),
    ("石桥建于1893年。", "据说石桥建于1650年。", False),
    ("钟楼高62米。", "钟楼高约60米。", False),
    ("石桥建于1893年。", "另一座石桥建于1921年。", False),
]


@pytest.mark.parametrize(("first", "second", "clash"), CHINESE)
def test_chinese_years_measures_counts_ages_and_makers(first: str, second: str, clash: bool) -> None:
    found = told(looked_over(f"小镇在河边。{first}", f"人们很少说起它。\n\n{second}", language="zh"), "contradiction")
    assert bool(found) is clash, found
    if clash:
        assert found[0].other == first
        assert found[0].evidence == second


def test_a_statement_of_the_canon_is_contradicted_by_the_text() -> None:
    found = told(
        looked_over(OPENING, "The bridge was built in 1894.", canon=["The bridge was built in 1893."]), "contradiction"
    )
    assert [(f.section_id, f.evidence, f.other, f.other_section_id) for f in found] == [
        ("s2", "The bridge was built in 1894.", "The bridge was built in 1893.", None)
    ]


def test_three_values_are_a_history_and_no_contradiction() -> None:
    texts = [f"{OPENING} The mill was destroyed in {year}." for year in (1702, 1788, 1834)]
    assert told(looked_over(*texts), "contradiction") == []


def test_languages_without_wordings_are_looked_over_without_them() -> None:
    first, second = "Die Brücke wurde 1893 gebaut.", "Die Brücke wurde 1894 gebaut."
    assert told(looked_over(first, second, language="de"), "contradiction") == []


def found_in(language: str, first: str, second: str) -> bool:
    opening, closing = ("小镇在河边。", "天气很好。") if language == "zh" else (OPENING, CLOSING)
    return bool(told(looked_over(f"{opening} {first}", f"{closing}\n\n{second}", language=language), "contradiction"))


@pytest.mark.parametrize("pair", [*AGREEING_BY_HAND, *MORE_AGREEING])
def test_statements_by_hand_that_agree_are_left_in_peace(pair: tuple[str, str, str]) -> None:
    assert not found_in(*pair)


def test_most_statements_by_hand_that_clash_are_found() -> None:
    """The counts only grow; what was found at first sight stands in docs/results/coherence.md."""
    assert sum(found_in(*pair) for pair in CLASHING_BY_HAND) >= 29
    assert sum(found_in(*pair) for pair in MORE_CLASHING) >= 19
