"""Cheap looks before slow patterns: what a pattern finds passes them, whatever else the text holds."""

from __future__ import annotations

import pytest
from documents import brief_of, outline_of
from hypothesis import assume, example, given
from hypothesis import strategies as st

from longwriter_agents.coherence.english import _kinds, may_count, stands_before_a_number
from longwriter_agents.coherence.meaning import _says_enough
from longwriter_agents.coherence.names import NAME, Names, may_name
from longwriter_agents.coherence.reading import read
from longwriter_agents.coherence.repeats import _grams, _is_long_enough, _looked_up
from longwriter_agents.coherence.spelling import _homes, _hyphens, _may_vary, _varieties
from longwriter_agents.coherence.wordings import AMOUNTS, LIFE, MAKERS, TIMES, TRIGGER_YEAR, Form, kind_of_maker
from longwriter_agents.continuity.establishing import DATED, EVENT, MEASURE, MEASURED, _read, established, may_establish
from longwriter_agents.words import count_words

WANTED = [
    *((form, "number") for form in AMOUNTS),
    *((form, kind_of_maker(form)) for form in MAKERS),
    *((form, "time") for form in TIMES),
]
WORDS = (
    "the The bridge tower is was has takes only exactly five six hundred a an half dozen twenty-one One 5 34 1,500 ٣ only5 $5 $ € "
    "' Anna's Anna’s ticket costs with metres tall rooms of to, years old (1893) 1893 and ſix FıVE IS ſince no less than"
).split()
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)


def kinds_of(text: str) -> frozenset[str]:
    return frozenset().union(*map(_kinds, text.split(" ")))


@pytest.mark.slow
@pytest.mark.parametrize(("form", "kind"), WANTED, ids=lambda each: getattr(each, "where", each))
@given(st.data())
def test_what_a_wording_matches_has_its_cue_and_a_word_of_its_kind(form: Form, kind: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.from_regex(form.pattern)).split())
    assume(form.pattern.search(text))
    assert form.may_be_in(text)
    # A number in words that is joined to the word before it ("onlyfive") is none.
    assert kind in kinds_of(text) or (kind == "number" and not stands_before_a_number(text))


@pytest.mark.slow
@given(st.from_regex(LIFE))
def test_who_lived_when_is_told_with_a_year(text: str) -> None:
    assert "year" in kinds_of(" ".join(text.split()))


@given(
    st.lists(st.sampled_from("1893 x1893 1893x (1893–1950) 200൫ 1٣٣٣, 12345 of".split()), min_size=1, max_size=4).map(
        " ".join
    )
)
def test_a_year_is_known_by_what_stands_between_blanks(text: str) -> None:
    assert ("year" in kinds_of(text)) == bool(TRIGGER_YEAR.search(text))


@given(sentences)
@example("The tower is only5 metres tall.")
@example("It has a hundred and five rooms.")
@example("It has HALF a dozen rooms.")
@example("The ticket costs $5.")
@example("The bridge's 5 arches stand.")
def test_a_number_where_a_wording_has_it_passes_the_quick_look(text: str) -> None:
    if stands_before_a_number(text):
        assert {"number", "joined"} & kinds_of(text)
        assert "joined" in kinds_of(text) or may_count(text)


@given(st.from_regex(rf"{NAME} {NAME}"), st.text(max_size=8), st.text(max_size=8))
def test_two_capitals_may_be_a_name(name: str, before: str, after: str) -> None:
    assert may_name(f"{before}{name}{after}")


@pytest.mark.slow
@given(st.from_regex(EVENT), st.from_regex(MEASURE))
def test_events_have_years_and_measures_have_units(event: str, measure: str) -> None:
    assert DATED.search(event) and MEASURED.search(measure)


@given(st.text(max_size=40) | sentences)
@example("Anna Brandt, the mayor, came.")
@example("the new United Nations (UN) met.")
@example("大桥建于1893年。")
@example("\u0130zmir (\u01c5) 5 metres")
def test_what_may_not_establish_anything_establishes_nothing(sentence: str) -> None:
    if not may_establish(sentence):
        assert not list(_read(" ".join(sentence.split())))
    assert all(entry.quote in sentence for entry in established(sentence))


SPELLINGS = (
    "The e-mail email e‑mail colour color, colour,color `colour` co`x`-op foo-http://a.b foo x@y.z centre.center 3rd-rate rate"
).split()


@given(st.lists(st.sampled_from(SPELLINGS), min_size=1, max_size=8))
def test_words_in_two_spellings_are_looked_for_wherever_they_may_be(words: list[str]) -> None:
    reading = read(outline_of(["One"]), {"s1": " ".join(words)}, brief_of())
    homes = _homes(reading)
    if [*_hyphens(homes), *_varieties(homes)]:
        assert _may_vary(reading)


@given(
    st.lists(st.sampled_from(["Weber", "weber", "well-known", "it's", "x1y", "_so", "O'Brien", "a", "Ab"]), max_size=9)
)
def test_a_word_that_stands_in_small_letters_is_known_however_often_it_comes(words: list[str]) -> None:
    reading = read(outline_of(["One"]), {"s1": "Go " + " ".join(words)}, brief_of())
    small = {word for word in words if word in ("weber", "well-known", "it's")}
    assert small <= Names.of(reading.sentences).words
    assert Names.of(reading.sentences).words <= small


@given(
    st.lists(st.sampled_from(["word", "it's", "-", "1.", "](a", "b)", "```", "\n", "中文", "x."]), max_size=60).map(
        " ".join
    )
)
@example("word " * 19)
@example("word " * 20)
@example("1. word " * 12)
def test_enough_words_are_counted_or_seen_at_a_glance(text: str) -> None:
    assert _says_enough(text) == (count_words(text) >= 20)


@given(st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz")) | st.lists(st.sampled_from(["it", "was", "so", "then"])))
@example(list("abcdefghijklmnopqrstuvwxyza"))
def test_a_paragraph_is_long_by_its_triples_and_one_in_four_is_looked_up(words: list[str]) -> None:
    assert _is_long_enough(words) == (len(_grams(words)) >= 25)
    assert _looked_up(words) == {gram for gram in _grams(words) if gram[0][0] in "cgkosw"}
