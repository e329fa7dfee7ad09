"""Which sections depend on a change, told by code: facts, names, numbers, what the instruction names."""

from __future__ import annotations

import pytest

from longwriter_agents.dependence import gone, marks, nearest_sentence, own_marks, reasons_for, sentence_with
from longwriter_agents.lengths import length
from longwriter_agents.model import Brief, Fact, Outline, Part, Section
from longwriter_agents.revision import Reason

TEXTS = {
    "s1": "The harbour lies in a bay. It was dredged by the engineer Ida Brandt in 1890, and nobody thanked her.",
    "s2": "Fish came first. In June the boats brought 150 barrels a day.",
    "s3": "After 1890 the larger ships came. They called the new basin “Brandt's Bath”, and Ida kept the ledger.",
    "s4": "Today the harbour sleeps. In June the boats bring tourists, 150 of them.",
}
OUTLINE = Outline(
    parts=(Part(id="p1", sections=tuple(Section(id=key, title=key, budget=20) for key in TEXTS)),),
)
ABOUT = Brief(request="Write on the harbour.", length=length(words=80))


def reasons(section: str, *changed: str, instruction: str = "", outline: Outline = OUTLINE) -> set[tuple[str, str]]:
    found = reasons_for(section, changed, outline, TEXTS, about=ABOUT, instruction=instruction)
    return {(reason.kind, reason.what) for reason in found}


def test_names_and_numbers_are_marks_and_a_sentence_s_first_word_is_not() -> None:
    found = marks(TEXTS["s1"])
    assert {"Ida Brandt", "Ida", "Brandt", "1890"} <= found
    assert not {"The", "It"} & found
    assert marks("Nothing to see. There it is.") == frozenset()


def test_what_comes_from_a_section_makes_others_depend_on_it() -> None:
    assert {("name", "1890"), ("name", "Ida")} <= reasons("s3", "s1")
    assert reasons("s2", "s1") == set()
    assert reasons("s1", "s3") == set(), "who said it first depends on nobody"


def test_months_and_short_numbers_meet_by_chance() -> None:
    assert reasons("s4", "s2") == set()


def test_what_the_instruction_names_counts_wherever_it_stands() -> None:
    assert ("named", "Ida") in reasons("s3", "s1", instruction="Please call Ida Brandt by the name of Olga.")
    assert ("named", "150") in reasons("s4", "s2", instruction="Make it 300 barrels instead of 150.")


def test_what_the_request_says_is_nobody_s_own() -> None:
    about = ABOUT.model_copy(update={"request": "Write on Ida Brandt, who dredged a harbour in 1890."})
    assert own_marks("s1", OUTLINE, TEXTS, about) == frozenset()


def test_german_nouns_are_no_names() -> None:
    texts = {"a": "Im Hafen lag ein Kran, sagt Ida Brandt.", "b": "Ein Kran ist schwer, das weiß Ida Brandt."}
    outline = Outline(parts=(Part(id="p1", sections=(Section(id="a", title=""), Section(id="b", title=""))),))
    about = Brief(request="Schreib etwas.", language="de", length=length(words=20))
    assert own_marks("a", outline, texts, about) == {"Ida Brandt"}


def test_an_owned_fact_is_known_again_in_other_words_of_it() -> None:
    owning = OUTLINE.sections[0].model_copy(update={"owns": (Fact(text="Ida kept the ledgers of the basin"),)})
    outline = Outline(parts=(Part(id="p1", sections=(owning, *OUTLINE.sections[1:])),))
    assert ("fact", "Ida kept the ledgers of the basin") in reasons("s3", "s1", outline=outline)


@pytest.mark.parametrize(
    ("reason", "after", "is_gone"),
    [
        (Reason(kind="name", what="1890"), "It was dredged in 1905.", True),
        (Reason(kind="name", what="1890"), "In 1890 it was dredged.", False),
        (Reason(kind="named", what="Ida"), "Olga dredged it.", True),
        (Reason(kind="fact", what="the harbour was dredged"), "They were dredging the harbours.", False),
        (Reason(kind="fact", what="the harbour was dredged"), "The harbour is a myth.", True),
    ],
)
def test_a_change_counts_only_where_something_is_gone(reason: Reason, after: str, is_gone: bool) -> None:
    before = "Ida saw that the harbour was dredged in 1890."
    assert gone(reason, before, after) is is_gone


def test_the_sentence_that_must_follow_and_the_one_that_it_follows() -> None:
    assert sentence_with(Reason(kind="name", what="1890"), TEXTS["s3"]) == "After 1890 the larger ships came."
    assert nearest_sentence("After 1890 the larger ships came.", "It rained. The larger ships had come by 1905.") == (
        "The larger ships had come by 1905."
    )
    assert nearest_sentence("Nothing alike.", "Bees hum.") == ""
