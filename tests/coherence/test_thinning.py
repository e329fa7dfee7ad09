"""Sentences with hardly a phrase of their own go where a stretch is full of them, and only there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from documents import brief_of, outline_of

from longwriter_agents import write
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.coherence.mending import mended
from longwriter_agents.coherence.reading import Reading, read
from longwriter_agents.coherence.thinning import OF_DOCUMENTS, Measure, overused
from longwriter_agents.prose.repetition import rep_n
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.testing.sentences import prose, sentences
from longwriter_agents.testing.simulated import SimulatedWriter


def everywhere_said(name: str, number: int) -> str:
    """A sentence of phrases that come everywhere; no two are near enough to say the same."""
    own = next(sentences(f"{name} {number}")).rstrip(".").lower().split()
    return f"It is important to make sure that {' '.join(own[1:4])}, which can be a great way to {' '.join(own[4:6])}."


def filled(name: str, *, every: int, count: int = 24) -> str:
    """Plain prose in paragraphs of four sentences, in which every so-manieth is one of phrases that come everywhere."""
    own = sentences(name)
    told = [everywhere_said(name, n) if every and n % every == every - 1 else next(own) for n in range(count)]
    return "\n\n".join(" ".join(told[at : at + 4]) for at in range(0, count, 4))


def reading_of(*texts: str) -> Reading:
    outline = outline_of([f"Stretch {n}" for n, _ in enumerate(texts)])
    return read(outline, {f"s{n}": text for n, text in enumerate(texts, 1)}, brief_of())


def everywhere(texts: Collection[str]) -> list[str]:
    return [text for text in texts if text.startswith("It is important to")]


def whole(reading: Reading, without: Sequence[str] = ()) -> str:
    return " ".join(sentence.text for sentence in reading.sentences if sentence.text not in without)


def test_a_stretch_is_thinned_until_it_repeats_no_more_than_people_do_and_of_nothing_else() -> None:
    reading = reading_of(*(filled(name, every=5) for name in ("a", "b", "c", "d")))
    gone = [sentence.text for sentence in overused(reading, {"s1", "s2", "s3", "s4"})]
    assert rep_n(whole(reading)) > 2 * OF_DOCUMENTS.repeated
    assert gone
    assert gone == everywhere(gone), "none of the sentences with words of their own"
    assert rep_n(whole(reading, gone)) < 0.75 * rep_n(whole(reading))


def test_a_step_of_several_stays_so_that_the_last_one_follows_upon_something() -> None:
    def counted(name: str) -> str:
        return filled(name, every=5).replace("It is important to", "Next, it is important to")

    reading = reading_of(*(counted(name) for name in ("a", "b", "c", "d")))
    gone = [sentence.text for sentence in overused(reading, {"s1", "s2", "s3", "s4"})]
    assert not [text for text in gone if text.startswith("Next, ")]


BORROWED_ONLY = Measure(repeated=1.0)


def test_a_sentence_that_borrows_most_of_its_words_goes_however_good_the_rest_is() -> None:
    text = filled("a", every=0, count=24)
    first = "Pictures are kept because they can be a valuable asset that can increase what an owner has to live on."
    again = "They also keep them because they can be a valuable asset that can increase what they own."
    name = "The ships of the Union of Harbours on the Coast of the Northern Sea brought timber, salt, iron, glass and news."
    other = "Only two captains of the Union of Harbours on the Coast of the Northern Sea ever came back to tell what they had seen."
    blocks = text.split("\n\n")
    blocks[2] += f" {first} {name}"
    blocks[5] = f"{blocks[5]} {again} {other} Nobody knows it better than they do."
    assert [sentence.text for sentence in overused(reading_of("\n\n".join(blocks)), {"s1"}, by=BORROWED_ONLY)] == [
        again
    ]
    assert overused(reading_of("\n\n".join(blocks)), ()) == []


def test_no_stretch_loses_more_than_a_few_sentences_however_bad_it_is() -> None:
    reading = reading_of(*(filled(name, every=2) for name in ("a", "b", "c", "d")))
    gone = overused(reading, {"s1", "s2", "s3", "s4"})
    words = sum(len(sentence.words) for sentence in reading.sentences)
    assert 0 < sum(len(sentence.words) for sentence in gone) <= 0.2 * words


@pytest.mark.parametrize("page", ["coherence", "service", "constraints", "report"])
def test_what_people_write_is_left_as_it_is(page: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / f"{page}.md").read_text(encoding="utf-8")
    assert overused(reading_of(text), {"s1"}) == []


def test_only_sections_whose_words_can_be_made_good_are_thinned() -> None:
    reading = reading_of(*(filled(name, every=5) for name in "abcd"))
    assert {sentence.section_id for sentence in overused(reading, {"s2"})} == {"s2"}
    assert overused(reading, ()) == []


def test_a_section_s_first_sentence_stays_and_what_leans_on_another_goes_with_it() -> None:
    texts = [
        " ".join(f"{everywhere_said(name, n)} This {next(own)[1:]}" for n in range(20))
        for name, own in ((name, sentences(name)) for name in "ab")
    ]
    reading = reading_of(*texts)
    gone = set(overused(reading, {"s1", "s2"}))
    assert gone
    for sentence, following in pairwise(reading.sentences):
        if sentence in gone and following.section_id == sentence.section_id:
            assert following in gone or not following.text.startswith("This ")
    free = [text.replace(" This ", " Besides, ") for text in texts]
    told = {sentence.text for sentence in overused(reading_of(*free), {"s1", "s2"})}
    assert told
    assert told.isdisjoint({text.split(". ")[0] + "." for text in free}), "what a section begins with"


def test_what_a_constraint_needs_stays() -> None:
    texts = {f"s{n}": filled(name, every=5) for n, name in enumerate("abcd", 1)}
    reading = reading_of(*texts.values())

    def left(needed: Sequence[str]) -> list[int]:
        changed = mended(reading, lambda section_id, text: needed, thin=list(texts))
        return [changed.get(key, text).count("make sure") for key, text in texts.items()]

    assert left(["make sure"]) == [text.count("make sure") for text in texts.values()]
    assert sum(left([])) < sum(left(["make sure"]))


def test_a_number_is_told_once_at_least() -> None:
    blocks = filled("a", every=0, count=24).split("\n\n")
    first = "Of these there are 10 things that you need to know to help your town in winter."
    again = "There is a list of 10 things that you need to know to help your town."
    other = "There is a list of 12 things that you need to know to help your town."
    blocks[1] += f" {first}"
    blocks[4] += f" {again} Besides, nobody reads it."
    blocks[5] += f" {other} Besides, nobody reads that."
    gone = overused(reading_of("\n\n".join(blocks)), {"s1"})
    assert [sentence.text for sentence in gone] == [again], "twelve stands nowhere else"


def test_short_sentences_of_one_form_go_too() -> None:
    own = [next(sentences(f"own {n}")) for n in range(30)]
    told = [f"The answer is about {' '.join(one.split()[1:4]).lower().rstrip(',')}." for one in own]
    text = " ".join(f"{one} Besides, {other[0].lower()}{other[1:]}" for one, other in zip(own, told, strict=True))
    gone = overused(reading_of(text), {"s1"})
    assert len([sentence for sentence in gone if "the answer is about" in sentence.text.casefold()]) > 2


def test_signs_are_no_words_so_chinese_is_not_thinned() -> None:
    told = prose("zh", 1_200, chinese=True)
    assert overused(reading_of(told, told.replace("。", "，很重要。")), {"s1", "s2"}) == []


SMALL = Traits(small=True, context_window=8_192, max_output_tokens=2_048, concurrency=1)


def formulaic(every: int, traits: Traits) -> SimulatedWriter:
    """A writer of whose sentences every so-manieth is one that it writes everywhere."""

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if request.schema is not None or not request.purpose.startswith(("draft", "continue")):
            return reply
        told = reply.text.split(". ")
        for at in range(every - 1, len(told), every):
            told[at] = everywhere_said(told[at], at).rstrip(".")
        return Reply(". ".join(told), usage=reply.usage, model=reply.model)

    return SimulatedWriter(spec="scripted:formulaic", traits=traits, trick=trick)


@pytest.mark.parametrize("words", [1_500, 4_000])
def test_a_small_writer_s_document_has_its_length_and_repeats_itself_less(words: int, tmp_path: Path) -> None:
    request = "Write a guide to keeping bees in a small town garden."
    manuscript = write(request, words=words, model=formulaic(7, SMALL), store=tmp_path / "store.db")
    unthinned = write(request, words=words, model=formulaic(7, Traits()), store=tmp_path / "other.db")
    assert abs(manuscript.words.deviation) <= 0.03
    assert len(everywhere(split_sentences(manuscript.text))) < 0.7 * len(everywhere(split_sentences(unthinned.text)))
