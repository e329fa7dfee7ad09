"""Borders: what code sees where two sections meet, and what it changes there."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest

from longwriter_agents.continuity.borders import (
    Defect,
    defects,
    first_sentences,
    form_openers,
    last_sentences,
    opener,
    with_end,
    with_start,
    without,
)

BEFORE = "The yard lay quiet in the morning.\n\nA smith mended the gate before noon. The old gate of the yard was painted green."
AFTER = "Nobody had seen the ferry since May. It lay at the far quay."


def faults(
    before: str, after: str, *, introduction: Sequence[str] = (), forms: Collection[str] = ()
) -> list[tuple[str, str]]:
    return [(each.fault, each.side) for each in defects(before, after, introduction=introduction, forms=forms)]


def test_a_sound_border_has_no_defect() -> None:
    assert defects(BEFORE, AFTER, introduction=["The yard lay quiet in the morning."]) == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (BEFORE, "The old gate of the yard was painted green. Then it rained.", ("repeats", "start")),
        (BEFORE, "Green was the paint of the yard's old gate. Then it rained.", ("repeats", "start")),
        (BEFORE, "Having discussed the gate, we turn to the ferry. It was late.", ("recaps", "start")),
        (BEFORE, "Now that you have seen the yard, the ferry is next. It was late.", ("recaps", "start")),
        (BEFORE, "As we saw earlier, some things take time. The ferry was late.", ("recaps", "start")),
        (BEFORE, "The yard lay under snow for a month. The ferry was late.", ("same_opener", "start")),
        ("One gate was green.\n\nIn conclusion, gates matter to all of us.", AFTER, ("sums_up", "end")),
        ("One gate was green. Overall, gates matter to all of us.", AFTER, ("sums_up", "end")),
        ("院子里有一扇绿色的门。总之，门对大家都很重要。", "渡船五月以后就不见了。它停在码头。", ("sums_up", "end")),
        ("院子里有一扇绿色的门。", "在了解了大门的历史之后，我们来看渡船。它停在码头。", ("recaps", "start")),
    ],
)
def test_what_is_wrong_at_a_border_is_seen(before: str, after: str, found: tuple[str, str]) -> None:
    assert faults(before, after) == [found]


def test_both_sides_may_be_wrong_at_once() -> None:
    assert faults("One gate was green. In summary, gates matter.", "Having covered gates, we go on. It rained.") == [
        ("sums_up", "end"),
        ("recaps", "start"),
    ]


def test_the_document_s_introduction_is_not_told_again() -> None:
    introduction = ["Beekeeping is a quiet craft for small gardens."]
    told = "Beekeeping is a craft for quiet and small gardens. Frames come next."
    assert faults(BEFORE, told, introduction=introduction) == [("restates", "start")]


@pytest.mark.parametrize(
    "after",
    [
        "- The yard lay quiet in the morning.\n- It rained.",
        "| yard | quiet |\n|---|---|",
        "Dear diary,\n\nThe yard lay quiet.",
        "```\nthe yard lay quiet in the morning\n```",
        "Having chosen a hive, you can paint it. Any colour will do.",
        "",
    ],
)
def test_lists_tables_salutations_and_plain_advice_are_left_alone(after: str) -> None:
    assert defects(BEFORE, after) == []


def test_an_opener_that_most_sections_share_is_the_document_s_form() -> None:
    texts = ["Today was a day of rain.", "Today was a day of wind.", "Today was a long one.", "We left early."]
    assert form_openers(texts) == frozenset({"today was a"})
    assert faults(texts[0], texts[1]) == [("same_opener", "start")]
    assert faults(texts[0], texts[1], forms=form_openers(texts)) == []
    assert form_openers(["Today was a day of rain."]) == frozenset()


def test_openers_are_three_words_or_five_signs() -> None:
    assert opener("“When it comes to gates” …") == "when it comes"
    assert opener("当说到大门的时候") == "当说到大门"
    assert opener("Rain.") == ""


def test_a_superfluous_sentence_is_left_out_where_the_rest_stands_without_it() -> None:
    end = Defect("sums_up", "end", "In conclusion, gates matter.")
    assert without("One gate was green.\n\nIn conclusion, gates matter.", end) == "One gate was green."
    assert without("In conclusion, gates matter.", end) is None
    start = Defect("recaps", "start", "Having covered gates, we go on.")
    assert without("Having covered gates, we go on. The ferry was late.", start) == "The ferry was late."
    assert without("Having covered gates, we go on. This is the ferry.", start) is None
    assert without("Having covered gates, we go on.", start) is None
    assert without("The gate is green. It rained.", Defect("same_opener", "start", "The gate is green.")) is None


def test_only_the_sentence_at_the_border_is_changed() -> None:
    text = "It rained. It rained.\n\nIt rained."
    assert with_start(text, "It rained.", "It snowed.") == "It snowed. It rained.\n\nIt rained."
    assert with_end(text, "It rained.", "It snowed.") == "It rained. It rained.\n\nIt snowed."
    assert with_end(text, "It hailed.", "It snowed.") == text


def test_first_and_last_sentences_are_prose() -> None:
    assert first_sentences("One gate was green there. It rained.\n\nMore.") == [
        "One gate was green there.",
        "It rained.",
    ]
    assert last_sentences("- one\n- two") == []
    assert first_sentences("") == [] and last_sentences("") == []
