"""Repetition: loops end, what was told is told once, and honest prose is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import Paragraphs, paragraphs, text_of, wild

from longwriter_agents.prose import repetition
from longwriter_agents.prose.repetition import Told, cut_loop, drop_repeats, gzip_ratio, near_duplicates, rep_n
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.prose.signs import REPETITION_GATE
from longwriter_agents.testing.sentences import prose
from longwriter_agents.words import count_words, word_list

texts = paragraphs


@pytest.mark.parametrize("seed", ["one", "two", "three"])
def test_sentences_that_differ_are_all_kept(seed: str) -> None:
    text = prose(seed, 400)
    assert drop_repeats(text) == (text, [])


@given(texts, texts)
def test_dropping_repeats_again_drops_nothing(one: Paragraphs, two: Paragraphs) -> None:
    text = text_of([*one, *two, *one])
    once, dropped = drop_repeats(text)
    assert drop_repeats(once) == (once, [])
    assert all(any(gone in sentence or sentence in gone for sentence in split_sentences(text)) for gone in dropped)


@given(wild)
def test_any_text_can_be_cleared_of_repeats(text: str) -> None:
    once, _ = drop_repeats(text)
    assert count_words(once) <= count_words(text)


def test_what_earlier_texts_told_is_not_told_again() -> None:
    told, fresh = prose("told", 120), prose("fresh", 120)
    kept, dropped = drop_repeats(f"{told}\n\n{fresh}", earlier=(told,))
    assert kept == fresh
    assert dropped == split_sentences(told)


def test_no_blank_is_left_where_a_line_began_with_what_was_told() -> None:
    told = "The keeper walked along the long old wall and looked down at the river below him."
    assert drop_repeats(f"It was noon.\n{told} Then he rested.", earlier=[told])[0] == "It was noon.\nThen he rested."


def test_nearly_the_same_words_are_the_same_sentence() -> None:
    told = Told()
    told.add("The keeper of the old lighthouse carried two lanterns up the narrow stairs every evening.")
    assert told.find("The keeper of the old lighthouse carried two lanterns up the narrow stairs every night.")
    assert told.find("The baker of the new market sold three loaves down the narrow street every morning.") is None
    assert told.find("The keeper slept.") is None, "too short to say that it repeats"


@given(
    st.integers(min_value=3, max_value=40), st.sampled_from(["and so the river went on, ", "又是一年春天来到了这里，"])
)
def test_a_loop_is_cut_to_one_round(rounds: int, phrase: str) -> None:
    before = prose("before", 60)
    assert cut_loop(f"{before}\n\n{phrase * rounds}") == f"{before}\n\n{phrase.strip(' ,，')}"


def test_sentences_that_only_count_up_are_cut() -> None:
    text = " ".join(f"On day {number} the ferry crossed the wide river as before." for number in range(1, 30))
    assert cut_loop(text) == "On day 1 the ferry crossed the wide river as before."


def test_counting_on_and_on_is_cut_and_of_a_text_that_is_nothing_else_nothing_is_left() -> None:
    chain = ".".join(map(str, range(10, 300)))
    before = "The train left the harbour at nine and kept close to the water all morning."
    assert cut_loop(f"{before} {chain} and more.") == before
    assert cut_loop(f"The Travelling Document {chain}") == ""
    years = " ".join(f"{number} Years Later" for number in range(2, 40))
    assert cut_loop(f"{before} {years} the train came back.") == before


@pytest.mark.parametrize(
    "text", ["Call 0 30 12 34 56 78 90, or 0 30 12 34 56 78 91.", "It rose: 1, 2, 3, 5, 8, 13, 21, 34."]
)
def test_a_row_of_numbers_is_no_counting(text: str) -> None:
    assert cut_loop(text) == text


@pytest.mark.parametrize("seed", ["one", "two", "three"])
def test_honest_prose_is_no_loop(seed: str) -> None:
    text = prose(seed, 1_500)
    assert cut_loop(text) == text


@given(wild)
def test_cutting_a_loop_leaves_a_beginning(text: str) -> None:
    cut = cut_loop(text)
    assert "".join(text.split()).startswith("".join(cut.split()))


@pytest.mark.parametrize("words", ["no, no, no, no", "ha ha ha", "—————", "very, very, very good"])
def test_emphasis_is_no_loop(words: str) -> None:
    text = f"She said: {words}, and then she laughed at all of us."
    assert cut_loop(text) == text


@given(wild)
def test_measures_of_repetition_are_shares(text: str) -> None:
    assert 0 <= rep_n(text) <= 1
    assert gzip_ratio(text) > 0


def test_a_repetitive_text_measures_as_one() -> None:
    assert rep_n("the cat sat on the mat and " * 40) > 0.8
    assert rep_n(prose("plain", 900)) < REPETITION_GATE
    assert gzip_ratio("the cat sat on the mat and " * 40) < gzip_ratio(prose("plain", 180))


def test_a_sentence_in_two_sections_is_a_duplicate_of_the_first() -> None:
    shared = "Every winter the narrow canal froze between the mill and the chalk bridge."
    texts = {"s1": f"{prose('a', 80)} {shared}", "s2": prose("b", 80), "s3": f"{shared} {prose('c', 80)}"}
    found = near_duplicates(texts)
    assert [(double.first, double.second, double.b) for double in found] == [("s1", "s3", shared)]


def test_a_sentence_that_stands_in_an_earlier_one_says_nothing_new() -> None:
    earlier = (
        "Your bees should have plenty of sun to keep their wings healthy, and they should be in a sheltered area to protect "
        "them from harsh weather conditions."
    )
    later = "They should also be in a sheltered area to protect them from harsh weather conditions."
    assert [double.b for double in near_duplicates({"s1": earlier, "s2": f"A hive is heavy. {later}"})] == [later]


def test_sentences_that_differ_in_their_numbers_say_different_things() -> None:
    first = "On day 3 the committee met in the main hall at noon and left again."
    second = "On day 4 the committee met in the main hall at noon and left again."
    assert near_duplicates({"s1": first, "s2": second}) == []


def test_a_short_sentence_that_comes_again_with_a_clause_more_is_told_once() -> None:
    short = "Ensure the area is free from pests and diseases."
    longer = "Ensure the area is free from pests and diseases, as this can affect their health and their yield."
    assert drop_repeats(f"{short} Bees need air. {longer}")[0] == f"{short} Bees need air."


sentences = st.lists(
    st.sampled_from("the keeper of our lock told 3 boats to wait 12 hours".split()), min_size=3, max_size=14
)


@given(st.lists(sentences, min_size=1, max_size=12), sentences)
def test_what_is_looked_up_is_what_would_be_found_by_comparing_all(before: list[list[str]], last: list[str]) -> None:
    """The exact one first; else of the three that share the most triples the first that says the same."""
    told = Told()
    for words in before:
        told.add(" ".join(words))
    assert told.find(" ".join(last)) == _by_comparing_all([words for words in before if len(words) >= 6], last)


def _by_comparing_all(before: list[list[str]], last: list[str]) -> str | None:
    if len(last) < 6 or last in before:
        return " ".join(last) if last in before else None
    ours, digits = _triples(last), [word for word in last if word.isdigit()]
    shared = sorted(range(len(before)), key=lambda at: -len(ours & _triples(before[at])))
    for words in (before[at] for at in shared[:3]):
        both, theirs = len(ours & _triples(words)), len(_triples(words))
        inside = both >= (0.7 if len(ours) >= 8 else 0.8) * len(ours)
        of_a_length = theirs <= 2.5 * len(ours) and len(ours) <= 2.5 * theirs
        same = inside or (of_a_length and both >= 0.8 * min(len(ours), theirs))
        if both >= 3 and same and [word for word in words if word.isdigit()] == digits:
            return " ".join(words)
    return None


def _triples(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


@given(st.one_of(wild, paragraphs.map(text_of), wild.map(lambda text: text.encode("ascii", "ignore").decode())))
def test_what_repeats_is_measured_on_the_words_as_they_are_counted(text: str) -> None:
    words = [word.casefold() for word in word_list(text)]
    grams = [tuple(words[start : start + 2]) for start in range(len(words) - 1)]
    assert rep_n(text, 2) == (1 - len(set(grams)) / len(grams) if grams else 0.0)


def test_a_number_in_mid_line_is_counted_and_a_mark_of_a_list_is_not() -> None:
    assert rep_n("Two is 3. 3) is right. Two is 3. 3) is right.", 2) == pytest.approx(5 / 11)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_no_sentence_is_the_same_that_shares_less_than_is_looked_at(
    later: int, earlier: int, data: st.DataObject
) -> None:
    shared = data.draw(st.integers(0, min(later, earlier)))
    ones = frozenset((str(number), "", "") for number in range(later))
    others = frozenset((str(number), "", "") for number in range(later - shared, later - shared + earlier))
    assert not repetition._same(ones, others, shared) or shared >= repetition._LEAST_SHARE * later
