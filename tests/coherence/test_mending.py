"""What code drops by itself, and what it leaves standing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from documents import brief_of, outline_of

from longwriter_agents.coherence.mending import mended
from longwriter_agents.coherence.reading import Reading, read

HIVE = "A hive in spring needs room above the brood before the first nectar comes in."
BRASS = "The brass section of a village band plays louder than its hall allows."
RAIN = "Nobody mended the nets for nine days, since rain fell on the quay."


def without(
    texts: dict[str, str], *, keep: Sequence[str] = (), subject: str = "", title: str = "Account", language: str = "en"
) -> dict[str, str]:
    outline = outline_of([f"Stretch {key}" for key in texts], title)
    return mended(read(outline, texts, brief_of(subject=subject, language=language)), lambda section_id, text: keep)


def test_what_was_told_in_an_earlier_section_is_dropped_from_the_later_one() -> None:
    assert without({"s1": f"{HIVE} {RAIN}", "s2": f"{BRASS} {HIVE}"}) == {"s2": BRASS}


def test_the_first_telling_stays_where_a_section_tells_twice() -> None:
    assert without({"s1": f"{HIVE} {BRASS}\n\n{RAIN} {HIVE} {RAIN[::-1]}."}) == {
        "s1": f"{HIVE} {BRASS}\n\n{RAIN} {RAIN[::-1]}."
    }


def test_what_is_left_of_a_paragraph_as_a_single_sentence_goes_on_with_the_one_before() -> None:
    assert without({"s1": f"{HIVE} {BRASS}\n\n{RAIN} {HIVE}"}) == {"s1": f"{HIVE} {BRASS} {RAIN}"}
    assert without({"s1": f"{HIVE}\n\n- {BRASS}\n\n{RAIN} {HIVE}"}) == {"s1": f"{HIVE}\n\n- {BRASS}\n\n{RAIN}"}
    lettered = f"{BRASS}\n\na - Bees fly.\n\nb - Wasps do, too."
    assert without({"s1": HIVE, "s2": f"{lettered} {HIVE}"}) == {"s2": lettered}, "an item of a list is no paragraph"


def test_what_leans_on_a_sentence_that_is_gone_goes_with_it() -> None:
    texts = {"s1": HIVE, "s2": f"{HIVE} This means that a second box is set up in April. {BRASS}\n\n{RAIN}"}
    assert without(texts) == {"s2": f"{BRASS}\n\n{RAIN}"}


def test_what_turned_against_a_sentence_that_is_gone_stands_by_itself() -> None:
    turned = "However, the nets were mended in the end by two old men from the next harbour."
    bare = turned.removeprefix("However, t")
    middle = {"s1": HIVE, "s2": f"{BRASS} {HIVE} {turned} {RAIN}"}
    assert without(middle) == {"s2": f"{BRASS} T{bare} {RAIN}"}
    across = {"s1": HIVE, "s2": f"{BRASS} {RAIN} {HIVE}\n\n{turned} Then it rained once more for nine long days."}
    assert without(across) == {"s2": f"{BRASS} {RAIN}\n\nT{bare} Then it rained once more for nine long days."}
    assert without(middle, keep=["nets were mended"]) == {"s2": f"{BRASS} {turned} {RAIN}"}, (
        "what is needed is not touched"
    )


def test_what_a_constraint_needs_stays() -> None:
    assert without({"s1": HIVE, "s2": f"{BRASS} {HIVE}"}, keep=["first nectar"]) == {}


def test_no_section_is_emptied() -> None:
    assert without({"s1": f"{HIVE} {BRASS}", "s2": HIVE}) == {}


INTRODUCTION = "Beekeeping is one of the oldest crafts in the world and connects people with nature."
AGAIN = "Beekeeping is among the oldest crafts and connects people all over the world with nature."


@pytest.mark.parametrize(
    ("following", "left"),
    [(RAIN, RAIN), ("It began in caves.", None)],
)
def test_an_introduction_that_comes_again_goes_unless_the_next_sentence_leans_on_it(
    following: str, left: str | None
) -> None:
    texts = {"s1": f"{INTRODUCTION} {HIVE}", "s2": f"{AGAIN} {following}\n\n{BRASS}"}
    found = without(texts, subject="beekeeping", title="Beekeeping")
    assert found == ({"s2": f"{left}\n\n{BRASS}"} if left else {})


def test_a_paragraph_that_goes_over_an_earlier_one_with_words_put_in_or_bent_goes_as_a_whole() -> None:
    first = (
        "Look for someone who has a good understanding of music theory and of the history of the choir. It is important to "
        "consider the director's personality and the tone that they want to set for the choir in its first year."
    )
    again = (
        "The director should also have a good understanding of music theory and of the history of the choir. It is also important "
        "to consider the director's personality and the tone that theywant to set for the choir in its first year."
    )
    own = "Auditions are held on a Tuesday, since the hall is free then and the organist has time to play."
    assert without({"s1": f"{first}\n\n{HIVE}\n\n{again}\n\n{own}"}) == {"s1": f"{first}\n\n{HIVE}\n\n{own}"}
    assert without({"s1": first, "s2": f"{again}\n\n{own}"}) == {"s2": own}
    assert without({"s1": first, "s2": f"{own}\n\n{again}"}, keep=["theywant to set"])["s2"].startswith(own)


def test_a_chinese_paragraph_that_goes_over_an_earlier_one_goes_as_a_whole_too() -> None:
    first = (
        "镇上的修理咖啡馆每个月开放两次，居民把坏掉的收音机和台灯带来，志愿者坐在长桌旁边，一边修理一边解释哪里坏了。"
        "来的人大多是退休的工人，也有几个学生，他们带着自己的工具箱。"
    )
    again = (
        "镇上的修理咖啡馆每个月会开放两次，居民们把坏掉的旧收音机和台灯带来，志愿者就坐在长桌旁边，一边修理一边耐心解释哪里坏了。"
        "来的人大多数是退休的老工人，也有几个年轻学生，他们都带着自己的工具箱。"
    )
    own = "报名表放在门口的木桌上，第一次来的人要写下名字和想修的东西，星期六上午有人接待。"
    texts = {"s1": first, "s2": f"{again}\n\n{own}"}
    assert without(texts, language="zh") == {"s2": own}
    assert without({"s1": first, "s2": own}, language="zh") == {}


def test_what_mends_and_what_looks_over_a_text_share_what_they_find_in_it() -> None:
    looks: list[Reading] = []

    def look(reading: Reading) -> int:
        looks.append(reading)
        return len(reading.sentences)

    reading = read(outline_of(["One"]), {"s1": f"{HIVE} {RAIN}"}, brief_of())
    assert reading.once(look) == reading.once(look) == 2
    assert looks == [reading]
