"""Cleaning: what models leak goes, honest prose stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import Paragraphs, paragraphs, text_of, wild

from longwriter_agents.prose.cleaning import clean
from longwriter_agents.testing.sentences import prose

BODY = prose("body", 150)
TITLE, DOCUMENT = "The Old Lock", "Canals: A Short History"

LEAD_INS = (
    "Sure! Here is the section:",
    "Certainly! Below you will find the text.",
    "Of course, I'll write this section now.",
    "Here is the section you asked for:",
    "Here's the text:",
    "The following is a section about locks:",
    "Okay, let me begin.",
    "Absolutely!",
    "当然，以下是这一节的内容：",
    "好的，我来写这一节。",
    "以下是正文：",
)
HEADINGS = (
    "# The Old Lock",
    "## The Old Lock ##",
    "### 3. The Old Lock",
    "**The Old Lock**",
    "__The Old Lock__:",
    "The Old Lock",
    "THE OLD LOCK",
    "Section 3: The Old Lock",
    "The Old Lock\n============",
    "# Canals: A Short History\n\n## The Old Lock",
    "## Introduction",
    "**Some Other Heading**",
)
REMARKS = (
    "(Word count: 150)",
    "Word count: 150 words",
    "Total word count: 150",
    "150 words",
    "[End of section]",
    "To be continued...",
    "Let me know if you need anything changed.",
    "Please feel free to ask for adjustments.",
    "I hope this helps!",
    "I hope this section meets your requirements.",
    "Note: I have kept the section short.",
    "This section is about 150 words long.",
    "（字数：150）",
    "如果您需要修改，请告诉我。",
    "希望以上内容对您有帮助。",
    "---",
)
WRAPPERS = (
    "```markdown\n{}\n```",
    "```\n{}\n```",
    "<section>\n{}\n</section>",
    "<think>I should plan this.\n\nFirst the locks.</think>\n\n{}",
    "<thinking>Hm.</thinking>{}",
    "{}<|im_end|>",
    "assistant:\n{}",
    "{}\n</s>",
)


def cleaned(text: str, summary: str = "") -> str:
    return clean(text, title=TITLE, document_title=DOCUMENT, summary=summary).text


@pytest.mark.parametrize("lead_in", LEAD_INS)
def test_lead_ins_go(lead_in: str) -> None:
    assert cleaned(f"{lead_in}\n\n{BODY}") == BODY


@pytest.mark.parametrize("heading", HEADINGS)
def test_echoed_and_stray_headings_go(heading: str) -> None:
    assert cleaned(f"{heading}\n\n{BODY}") == BODY


@pytest.mark.parametrize("heading", ["## The Old Lock", "**The Old Lock**", "The Old Lock"])
def test_a_title_that_comes_again_within_goes_too(heading: str) -> None:
    assert cleaned(f"{BODY}\n\n{heading}\n\n{BODY}") == f"{BODY}\n\n{BODY}"


@pytest.mark.parametrize("remark", REMARKS)
def test_remarks_at_the_end_go(remark: str) -> None:
    assert cleaned(f"{BODY}\n\n{remark}") == BODY


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_wrappers_reasoning_and_markers_go(wrapper: str) -> None:
    assert cleaned(wrapper.format(BODY)) == BODY


@given(st.sampled_from(LEAD_INS), st.sampled_from(HEADINGS), st.sampled_from(REMARKS), st.sampled_from(WRAPPERS))
def test_all_of_it_at_once_goes(lead_in: str, heading: str, remark: str, wrapper: str) -> None:
    assert cleaned(wrapper.format(f"{lead_in}\n\n{heading}\n\n{BODY}\n\n{remark}")) == BODY


@pytest.mark.parametrize(
    "opening",
    [
        *(
            "**The Old Lock:** ",
            "The Old Lock: ",
            "## The Old Lock: ",
            "Canals: A Short History: ",
            "3. The Old Lock: ",
            "The Old Lock - ",
            "**The Old Lock** – ",
        ),
        *("The Old Lock", "The Old Lock[edit]", "The Old LockEdit", "The Old Lock [edit]\n"),
    ],
)
def test_a_title_before_the_first_sentence_goes(opening: str) -> None:
    assert cleaned(f"{opening}{BODY}") == BODY


def test_a_title_that_stands_without_a_mark_before_the_first_sentence_goes() -> None:
    told = "In those days, water was let in by hand. Later it was walled."
    assert cleaned(f"The Old Lock {told}") == told
    assert clean(f"The Role of Old Locks in Small Towns {told}", title="The Role of Old Locks").text == told
    told = "A lock of oak was dug by hand. Later it was walled."
    assert clean(f"The Importance of Locks in Small Towns {told}", title="The Importance of Locks").text == told
    told = "Small locks were dug by hand. Later they were walled."
    assert clean(f"The Importance of Locks {told}", title="The Importance of Locks").text == told
    again = "Small towns often have more to offer than large ones do, and few of the young know it."
    assert clean(f"The Importance of Locks in Small Towns {again}", title="The Importance of Locks").text == again
    later = f"It rained for a week, and nobody came.\n\nThe Importance of Locks The importance of locks {again[19:]}"
    assert clean(later, title="The Importance of Locks").text == later.replace("The Importance of Locks ", "")
    told = "Since the first canals were dug, locks have been painted by their keepers."
    assert clean(f"Importance of Locks Over Time {told}", title="The Importance of Locks").text == told
    honest = "The Importance of Locks locks up many a talk in the town, and few come to hear it."
    assert clean(honest, title="The Importance of Locks").text == honest


def test_a_title_within_the_first_sentence_stays() -> None:
    for told in (
        "The Old Lock and its keeper in In Salah met. It rained.",
        "The Old Lock and the New One were one. In May it closed.",
    ):
        assert cleaned(told) == told
    told = "The old lock - our deepest - was dug by hand. Later it was walled."
    assert cleaned(told) == told
    told = "The old lock — in those days a pit — was dug by hand. Later it was walled."
    assert cleaned(told) == told


def test_a_title_that_is_asked_goes_wherever_it_stands_alone() -> None:
    text = "Why People Row? They row for bread.\n\nThey row for air.\n\nWhy People Row?"
    assert clean(text, title="Why People Row").text == "They row for bread.\n\nThey row for air."
    asked = "Why do people row? For bread."
    assert clean(asked, title="Why do people row?").text == asked, "a question that the text answers"


def test_each_speaker_has_a_paragraph() -> None:
    talk = ["John stopped at the gate.", "“Hello,” he said, and his voice was low.", "The man nodded."]
    assert cleaned("\n".join(talk)) == "\n\n".join(talk)
    verse = "The old gate stands.\nNobody mends the lock.\nRain falls."
    assert cleaned(verse) == verse


def test_a_chinese_title_before_the_first_sentence_goes() -> None:
    assert clean("古老的船闸：那座船闸建于很久以前。", title="古老的船闸").text == "那座船闸建于很久以前。"


def test_a_first_sentence_that_only_repeats_the_plan_goes() -> None:
    summary = "How the canal company built the lock and why the miller fought it"
    assert cleaned(f"How the canal company built the lock, and why the miller fought it. {BODY}", summary) == BODY


def test_reasoning_that_never_ends_leaves_nothing() -> None:
    assert cleaned("<think>First I should consider the locks. Then") == ""


@pytest.mark.parametrize("nothing", ["", "  \n ", "####", "***", "---", "<think>", "<think>x</think>", "```\n```"])
def test_replies_of_nothing_are_nothing(nothing: str) -> None:
    assert cleaned(nothing) == ""


@given(paragraphs)
def test_honest_prose_stays_as_it_is(blocks: Paragraphs) -> None:
    found = clean(text_of(blocks), title=TITLE, document_title=DOCUMENT, summary="How the lock was built and lost")
    assert found.text == text_of(blocks)
    assert found.removed == ()


@pytest.mark.parametrize(
    "text",
    [
        "Sure enough, the lock held. Nobody had believed it would.",
        "Here is where the canal ends: a pool of green water, a bench, a sign.",
        "Of course, the miller objected. He had reason to.",
        "The old lock was repaired in 1820. It leaked again a year later.",
        "Word counts were the clerk's trade. He was paid by the sheet.",
        "I hope this letter finds you well.\n\nYours,\nAnna",
        "Note that the gates open inwards. This matters in a flood.",
        "He wrote 150 words a day, and no more.",
        "She asked for three things:\n\n- a lamp\n- a rope\n- an honest answer",
        "1. Open the gate.\n2. Let the water in.\n3. Wait.",
        "| year | boats |\n|---|---|\n| 1820 | 40 |\n| 1821 | 52 |",
        "```python\n# not a heading\nprint(1)\n```\n\nThe program prints a number.",
        "> The lock is dead, said the miller.\n\nNobody laughed.",
        "当然，船闸早已不在了。人们还记得它。",
        "Dear Anna,\n\nthe lock is open again. Come and see it when you can, for the water is high this year.",
        "The document was signed in May. The text of it is lost.",
        "Writing about the canal, he forgot the time. It was dark when he looked up.",
    ],
)
def test_prose_that_only_looks_like_a_leak_stays(text: str) -> None:
    assert cleaned(text) == text


def test_headings_stay_where_they_are_asked_for() -> None:
    text = f"## Gates\n\n{BODY}\n\n### Locks\n\n{BODY}"
    assert clean(text, title=TITLE, allow_headings=True).text == text


@given(wild, st.booleans())
def test_any_reply_can_be_cleaned_and_nothing_is_invented(text: str, headings: bool) -> None:
    found = clean(text, title="a b", document_title="中文", summary="a b c d", allow_headings=headings).text
    rest = iter("".join(text.split()))
    assert all(sign in rest for sign in "".join(found.split())), "only taken away, nothing moved"


@given(wild)
def test_cleaning_ends(text: str) -> None:
    """What is cleaned again and again comes to rest soon: each round only takes away."""
    for _ in range(4):
        text = clean(text).text
    assert clean(text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "The Old Lock, Part 4, Section 4. The Old Lock",
        "The Old Lock (Part 2)",
        "The Old Lock. The Old Lock",
        "Section 3: The Old Lock",
    ],
)
def test_a_title_over_and_over_with_places_in_the_document_goes_wherever_it_stands(line: str) -> None:
    first, second = BODY.split(". ", 1)
    assert clean(f"{line}\n\n{first}.\n\n{line}\n\n{second}", title=TITLE).text == f"{first}.\n\n{second}"


@pytest.mark.parametrize(
    "line", ["Part 4 of the act was repealed in 1902.", "The old lock was Part 4 of the scheme", "Section 3: The Lift"]
)
def test_what_says_more_than_the_title_stays(line: str) -> None:
    assert line in clean(f"{BODY}\n\n{line}", title=TITLE, allow_headings=True).text


def test_lists_in_the_marks_of_other_languages_are_markdown_s() -> None:
    latex = (
        "Look for these:\n\n\\begin{itemize}\n\\item a return date\n\\item[b)] a fee\n\\end{itemize}\n\nSign it then."
    )
    assert clean(latex).text == "Look for these:\n\n- a return date\n- a fee\n\nSign it then."
    assert clean("Take:\n\n• a saw\n• a file").text == "Take:\n\n- a saw\n- a file"


def test_a_text_with_code_may_be_about_such_marks() -> None:
    told = (
        "Lists are written so:\n\n```latex\n\\begin{itemize}\n\\item one\n\\end{itemize}\n```\n\nThat is all there is."
    )
    assert clean(told).text == told


def test_a_paragraph_begins_at_the_margin_and_what_belongs_to_a_list_under_it() -> None:
    told = f"{BODY}\n\n For example, a clamp holds it.\n\n- One.\n\n  It goes on here.\n\n  - Below it.\n\nThe end is near."
    assert clean(told).text == told.replace("\n\n For", "\n\nFor")
    code = f"{BODY}\n\n    saw --fine\n\nThat is all."
    assert clean(code).text == code
