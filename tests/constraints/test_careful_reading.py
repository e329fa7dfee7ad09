"""Requests as people write them, with greetings, data, code and quotations: what a careful reader would say is demanded."""

from __future__ import annotations

import pytest

from longwriter_agents.constraints.kinds import Exclude, Judged, Structure, WordCount
from longwriter_agents.constraints.rules import Compiled, compile_rules
from longwriter_agents.constraints.scope import EverySection, Named, Whole
from longwriter_agents.constraints.shape import Form, Titled

CODE = '```python\ndef words(n):\n    # at least 500 words in 3 sections\n    return "exactly 20 paragraphs"\n```'


def read(request: str) -> Compiled:
    return compile_rules(request)


def test_orders_in_code_are_no_demands() -> None:
    compiled = read(f"Write a report on this code, 600 words, no bullet points:\n{CODE}\nExplain what it does.")
    assert [each.text for each in compiled.constraints] == ["no list items"]
    assert compiled.length is not None
    assert (compiled.length.low, compiled.length.target) == (582, 600)
    assert compiled.leftover == ()


def test_a_form_that_is_shown_between_fences_is_read() -> None:
    compiled = read("Write 12 weekly letters.\n```\n## Week 1 (January 1st - January 7th):\n```\nIn week 3 it snows.")
    assert compiled.series is not None
    assert compiled.series.count == 12
    assert any("snows" in each.text for each in compiled.constraints)


def test_numbers_of_a_text_that_is_handed_over_demand_nothing_and_it_is_quoted_whole() -> None:
    text = "The committee met 14 times in 3 months. It produced 2 reports of 90 pages each and a list of 40 rules."
    request = f'Rewrite the following in 300 words: "{text}"'
    compiled = read(request)
    assert (compiled.series, compiled.constraints) == (None, ())
    assert compiled.length is not None
    assert compiled.length.target == 300
    assert compiled.leftover == (request,)


def test_a_sentence_that_is_the_subject_demands_nothing() -> None:
    compiled = read(
        'Write an essay of five paragraphs about the sentence "Write exactly 10 chapters of 500 words each."'
    )
    assert (compiled.series, compiled.length) == (None, None)
    assert [each.text for each in compiled.constraints] == ["exactly 5 paragraphs"]


def test_a_long_sentence_that_is_to_stand_in_the_text_is_still_demanded() -> None:
    said = "The committee of the village met again in the old mill at noon."
    (wish,) = read(f'Write a story. Include the sentence "{said}"').constraints
    assert wish.kind == "include"
    assert wish.terms == (said.rstrip("."),)


def test_a_title_keeps_its_number() -> None:
    compiled = read('Write an article titled "7 Habits of Quiet People" (max 1000 words). One section per habit.')
    assert [each.title for each in compiled.constraints if isinstance(each, Titled)] == ["7 Habits of Quiet People"]


@pytest.mark.parametrize("words", ["Hi!", "Thanks!", "Hello there,", "谢谢！", "Vielen Dank!", "Best regards"])
def test_greetings_and_thanks_demand_nothing(words: str) -> None:
    compiled = read(f"{words}\nWrite a guide to bees.\n\n{words}")
    assert compiled.leftover == ()
    assert [each.read_as for each in compiled.clauses] == ["background", "task", "background"]


def test_rows_of_numbers_are_data() -> None:
    compiled = read(
        "Write a report on our sales, 500 words.\n| Month | Sold | Back |\n|---|---|---|\n| May | 300 | 5 % |"
    )
    assert (compiled.constraints, compiled.leftover) == ((), ())


def test_a_time_that_the_text_tells_of_is_no_series() -> None:
    request = "Write a proposal on rivers, 2,500 words. The timeline should cover 18 months in three phases."
    compiled = read(request)
    assert compiled.series is None
    assert compiled.leftover == ("The timeline should cover 18 months in three phases.",)


def test_a_length_of_a_section_that_is_named_is_that_section_s() -> None:
    for wording in ("Keep the Background to 400 words max.", "The methods section should have at most 400 words."):
        compiled = read(f"Write a research proposal, 2,500 words. {wording}")
        assert compiled.length is not None
        assert compiled.length.target == 2500
        (part,) = [each for each in compiled.constraints if isinstance(each, WordCount)]
        assert isinstance(part.scope, Named)
        assert compiled.conflicts == ()


def test_a_german_length_of_each_section_is_none_of_the_whole() -> None:
    compiled = read("Bitte schreib einen Bericht (ca. 1500 Wörter). Jeder Abschnitt soll höchstens 300 Wörter haben.")
    (each,) = compiled.constraints
    assert isinstance(each.scope, EverySection)
    assert compiled.conflicts == ()


@pytest.mark.parametrize(
    "clause",
    [
        "In the third paragraph, mention 'honey'.",
        "Put the verdict in the first paragraph.",
        "On day 2 it rains.",
        "Include three quotations, at least one from chapter 2.",
        "Mention all five cities: Oslo, Bergen, Lima, Quito and Graz.",
    ],
)
def test_a_place_smaller_than_a_section_or_in_the_world_is_no_section(clause: str) -> None:
    compiled = read(f"Write an essay, 900 words. {clause}")
    assert (compiled.constraints, compiled.leftover) == ((), (clause,))


def test_a_comparison_is_no_word_to_be_said() -> None:
    (longest,) = read("Write a guide to knitting. Section 2 must be the longest.").constraints
    assert isinstance(longest, Judged)


@pytest.mark.parametrize(
    ("request_text", "left"),
    [
        ("写一篇关于蜜蜂的文章，2000字以内，至少举三个例子，避免使用公式。", ("避免使用公式",)),
        (
            "Summarize the story in one paragraph of 100 words, then list 3 themes, then write two questions.",
            ("then list 3 themes", "then write two questions"),
        ),
        (
            "Write a product text of 80 words followed by 5 bullet points of no more than 10 words each.",
            ("followed by 5 bullet points of no more than 10 words each",),
        ),
    ],
)
def test_what_comes_later_in_the_task_s_sentence_is_not_lost(request_text: str, left: tuple[str, ...]) -> None:
    compiled = read(request_text)
    assert compiled.leftover == left
    assert not [each for each in compiled.constraints if isinstance(each, Form | Structure)]


@pytest.mark.parametrize(
    ("request_text", "items"),
    [
        ("I want a listicle: 15 reasons to visit Ghent, each 60-80 words.", "exactly 15 list items"),
        ("Write a 5-paragraph essay on uniforms.", "exactly 5 paragraphs"),
    ],
)
def test_counts_in_other_words_are_counts(request_text: str, items: str) -> None:
    assert [each.text for each in read(request_text).constraints if isinstance(each, Form)] == [items]


def test_what_is_said_of_the_whole_behind_a_comma_is_none_of_the_place_before_it() -> None:
    request = "写一部12章的小说，第3章写一场婚礼，最后一章不超过500字，全文不得出现“爱”字超过十次。"
    (cap,) = [each for each in read(request).constraints if isinstance(each, Exclude)]
    assert isinstance(cap.scope, Whole)
    assert (cap.terms, cap.most) == (("爱",), 10)


def test_a_bare_headline_is_no_whole_text() -> None:
    compiled = read("Write a press release under 400 words. Headline under 10 words.")
    assert compiled.length is not None
    assert compiled.length.high == 400
    assert [each.kind for each in compiled.constraints] == ["piece_length"]


@pytest.mark.parametrize(
    "request_text",
    [
        "Write an essay of 1000 words comparing chapter 1 and chapter 10 of Emma.",
        "Write a 1000 word summary of my book, for chapters 1 to 4 only.",
    ],
)
def test_chapters_that_the_task_tells_of_are_no_places_of_the_text(request_text: str) -> None:
    compiled = read(request_text)
    assert compiled.constraints == ()
    assert compiled.length is not None
    assert compiled.length.target == 1000


@pytest.mark.parametrize("who", ["nobody ever says", "no one uses the word", "neither may mention"])
def test_what_nobody_may_say_is_not_asked_for(who: str) -> None:
    (ban,) = read(f"Write a story in which {who} 'love'; 1200 words.").constraints
    assert isinstance(ban, Exclude)
    assert ban.terms == ("love",)


def test_two_words_have_each_their_own_number() -> None:
    compiled = read('Write a post. Include the keyword "solar panels" 5-7 times and "inverter" at least twice.')
    assert [each.text for each in compiled.constraints] == [
        "mentions solar panels 5 to 7 times",
        "mentions inverter at least 2 times",
    ]
    assert compiled.leftover == ()


@pytest.mark.parametrize(
    ("request_text", "demanded"),
    [
        ("I need a cover letter, max 350 words, three paragraphs, for a job.", "exactly 3 paragraphs"),
        ("Write a blog post, 700-900 words, 3 main sections with short titles.", "3 sections"),
    ],
)
def test_counts_behind_a_comma_are_demands(request_text: str, demanded: str) -> None:
    assert demanded in [each.text for each in read(request_text).constraints]
