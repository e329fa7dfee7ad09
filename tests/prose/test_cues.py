"""What is looked for by its letters first is found where its pattern alone would find it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import wild

from longwriter_agents.coherence.references import FORMS, LEADS
from longwriter_agents.coherence.wordings import AGES
from longwriter_agents.prose.cleaning import NUMBERED, ROLES
from longwriter_agents.prose.cues import Cued, Worded, lowered, words_of
from longwriter_agents.prose.meta import META, META_IN_CHINESE
from longwriter_agents.prose.placeholders import PLACEHOLDER, SIGNS

CUED = [*META_IN_CHINESE, PLACEHOLDER, SIGNS, *FORMS, LEADS, NUMBERED, ROLES]


@pytest.mark.slow
@pytest.mark.parametrize("cued", CUED, ids=lambda cued: cued.pattern.pattern[:40])
@given(st.data())
def test_whatever_a_pattern_matches_holds_one_of_its_cues(cued: Cued, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(cued.pattern))
    assert cued.may_be_in(lowered(text))


@pytest.mark.slow
@pytest.mark.parametrize("meta", META, ids=lambda meta: meta.pattern.pattern[:40])
@given(st.data())
def test_whatever_a_pattern_matches_holds_one_of_its_words(meta: Worded, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(meta.pattern))
    assert meta.may_be_among(words_of(lowered(text)))


@given(wild)
def test_the_words_of_a_text_are_its_stretches_of_letters_and_digits(text: str) -> None:
    for each in (text, text.encode("ascii", "ignore").decode()):
        assert words_of(each) == frozenset(re.findall(r"\w+", each))
        assert lowered(each) == each.replace("İ", "i").lower().replace("ı", "i").replace("ſ", "s")


@pytest.mark.slow
@pytest.mark.parametrize("form", AGES, ids=lambda form: form.pattern.pattern[:40])
@given(st.data())
def test_an_age_holds_its_cue_where_words_are_one_blank_apart(form: Cued, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.from_regex(form.pattern)).split())
    assert form.may_be_in(text) or not form.pattern.search(text)


def test_signs_that_a_pattern_takes_for_an_i_or_an_s_are_read_so() -> None:
    odd = "\u0130\u0131\u017f\u212a"
    assert lowered(odd) == "iisk"
    assert all(re.fullmatch(plain, sign, re.IGNORECASE) for plain, sign in zip("iisk", odd, strict=True))
