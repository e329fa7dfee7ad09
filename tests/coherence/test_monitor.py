"""What the monitor sees when the sections are read together, and what it leaves in peace."""

from __future__ import annotations

import pytest
from documents import brief_of, looked_over, outline_of, told

from longwriter_agents.coherence import look_over
from longwriter_agents.coherence.worn import phrases
from longwriter_agents.model import Series
from longwriter_agents.testing.sentences import prose

HIVE = "A hive in spring needs room above the brood before the first nectar comes in."
BRASS = "The brass section of a village band plays louder than its hall allows."


def test_a_sentence_told_in_two_sections_is_a_duplicate_that_quotes_both() -> None:
    again = "A hive in spring needs more room above the brood before the first nectar comes in."
    found = told(looked_over(f"{HIVE} Bees are early.", f"{BRASS} {again}"), "duplicate")
    assert [(f.section_id, f.evidence, f.other_section_id, f.other) for f in found] == [("s2", again, "s1", HIVE)]
    assert found[0].severity == "warning"


def test_a_sentence_told_twice_in_one_section_is_one_too() -> None:
    found = told(looked_over(f"{HIVE}\n\n{BRASS}\n\n{HIVE}", "Elsewhere it rained."), "duplicate")
    assert [(f.section_id, f.other_section_id) for f in found] == [("s1", "s1")]


def test_short_sentences_that_differ_in_a_word_of_their_own_say_different_things() -> None:
    first, second = (
        "The council is leading the fight against hunger.",
        "The council is leading the fight against disease.",
    )
    assert told(looked_over(first, second), "duplicate") == []


def test_a_paragraph_in_an_earlier_one_s_words_is_found_though_its_sentences_differ() -> None:
    first = (
        "The keeper opened the sluice at dawn and counted the boats below the weir. He wrote their names into the long "
        "ledger that hung behind the door. A coin was taken from each of them before the gate swung back."
    )
    second = (
        "Each day the keeper opened the sluice at dawn and counted the boats below the weir, and he wrote their names into the "
        "long ledger that hung behind the door, and a coin was taken from each of them before the gate swung back."
    )
    found = told(looked_over(f"{BRASS}\n\n{first}", f"{HIVE}\n\n{second}"), "duplicate")
    assert len(found) == 1
    assert found[0].evidence.startswith("Each day")
    assert found[0].other.startswith("The keeper")


def test_a_long_phrase_that_comes_three_times_is_told_as_a_hint() -> None:
    phrase = "in the shadow of the old salt works beyond the harbour wall"
    rests = (
        ("Ada", "and dreamt of ships."),
        ("Bo", "until the frost came down."),
        ("Cy", "with one boot for a pillow."),
    )
    texts = [f"{name} slept {phrase} {rest}" for name, rest in rests]
    found = told(looked_over(*texts), "repeated_phrase")
    assert len(found) == 1
    assert found[0].severity == "info"
    assert "3 sentences" in found[0].message


INTRODUCTION = "Beekeeping is one of the oldest crafts in the world and connects people with nature."


@pytest.mark.parametrize(
    ("opening", "restates"),
    [
        ("Beekeeping is among the oldest crafts and connects people all over the world with nature.", True),
        ("Swarms leave the hive in May, when the old queen flies with half of her people.", False),
        ("Feeding is one of the oldest worries of beekeeping, and it begins in August.", False),
    ],
)
def test_a_section_that_introduces_the_whole_subject_again_is_told(opening: str, restates: bool) -> None:
    texts = (f"{INTRODUCTION} It begins with a box.", f"{opening} The rest follows from that.")
    found = told(
        looked_over(*texts, titles=["Beginning", "Swarms and Feeding"], title="Beekeeping", subject="beekeeping"),
        "restated_introduction",
    )
    assert [(f.evidence, f.other) for f in found] == ([(opening, INTRODUCTION)] if restates else [])


def test_sections_and_paragraphs_that_begin_alike_are_hints() -> None:
    texts = [f"When it comes to {thing}, patience helps. {rest}" for thing, rest in (("bees", HIVE), ("brass", BRASS))]
    found = told(looked_over(*texts), "repeated_opener")
    assert len(found) == 1
    assert found[0].severity == "info"
    assert found[0].other.startswith("When it comes to bees")


@pytest.mark.parametrize(
    ("sentence", "broken"),
    [
        ("More on this stands below (see Section 9).", True),
        ("As shown in Chapter X, the wood must dry.", True),
        ("The tools are listed in Table 3.", True),
        ('It is described in the section titled "Winter Quarters".', True),
        ("More on this stands below (see Section 2).", False),
        ('The tools are described in the section titled "Stretch two".', False),
        ("He was charged under Section 230 of the act, and Chapter 11 was filed.", False),
        ("The duty is described in Section 12 of the Harbour Act.", False),
        ("He came back on day 40.", False),
    ],
)
def test_cross_references_must_point_at_something(sentence: str, broken: bool) -> None:
    found = told(looked_over(f"{HIVE} {sentence}", BRASS), "broken_reference")
    assert [f.evidence for f in found] == ([sentence] if broken else [])


def test_a_table_or_a_unit_of_the_series_that_is_there_may_be_pointed_at() -> None:
    table = "The tools are listed in Table 1.\n\n| tool | use |\n|---|---|\n| knife | cutting |"
    assert told(looked_over(table, BRASS), "broken_reference") == []
    weeks = Series(label="week", count=2)
    assert told(looked_over("As noted in Week 2, rest.", BRASS, series=weeks), "broken_reference") == []
    assert len(told(looked_over("As noted in Week 5, rest.", BRASS, series=weeks), "broken_reference")) == 1
    for pointing in ("详情见第九章。", "请看第9章。", "请看图九。", "请回到第九章。"):
        assert len(told(looked_over(pointing, "天气很好。", language="zh"), "broken_reference")) == 1, pointing
    assert told(looked_over("详情见第二章。", "天气很好。", language="zh"), "broken_reference") == []


def test_headings_inside_a_body_must_have_words_and_text_and_stand_once() -> None:
    body = f"### Tools\n\n{HIVE}\n\n###\n\n{BRASS}\n\n### Tools\n\n### Empty\n\n### Last\n\nWords."
    found = told(looked_over(body, "### Stretch two\n\nIt rains."), "heading")
    assert [(f.section_id, f.message) for f in found] == [
        ("s1", "A heading without words."),
        ("s1", "The same heading stands there twice."),
        ("s1", "A heading with no text below it."),
        ("s2", "The same heading stands there twice."),
    ]
    assert len(told(looked_over(HIVE, BRASS, titles=["Tools", "Tools"]), "heading")) == 1


@pytest.mark.parametrize(
    ("first", "second", "pair"),
    [
        ("Send an e-mail before noon.", "The email was never read.", ("e-mail", "email")),
        ("The colour of the sea was grey.", "She liked the color of rust.", ("colour", "color")),
        ("They met Anna Weber there.", "They left with Anna Webber.", ("Anna Weber", "Anna Webber")),
        ("It was re-covered with cloth.", "She recovered by spring.", None),
        ("We met at Lincoln Center.", "The centre of town was quiet.", None),
        ("They met Anna Weber there.", "They left with Hanna Weber.", None),
        ("The program runs on `color`.", "The colour was fine.", None),
    ],
)
def test_one_word_in_two_spellings_is_a_hint(first: str, second: str, pair: tuple[str, str] | None) -> None:
    found = told(looked_over(first, second), "spelling")
    assert [f.message for f in found] == ([f"Written two ways: {pair[0]!r} and {pair[1]!r}."] if pair else [])


@pytest.mark.parametrize(
    "mark", ["[insert name]", "TODO", "lorem ipsum", "{{date}}", "XX", "[Your Company]", "[Library Name]", "[Name]"]
)
def test_placeholders_are_told_unless_the_request_wants_them(mark: str) -> None:
    text = f"He wrote to {mark} at once."
    assert [f.evidence for f in told(looked_over(text, HIVE), "placeholder")] == [mark]
    assert told(looked_over(text, HIVE, request="Write a letter template."), "placeholder") == []


@pytest.mark.parametrize(
    "text",
    ["Legion XX marched north.", "Two XX chromosomes make the difference.", "Todo el mundo lo sabe.", "Run `[name]` twice.",
     "See [name](a.md) for it.", "In the XX century it rained.", "He came [Laughter] and went.", "It is told in [Weber 1921]."],
)  # fmt: skip
def test_roman_numbers_code_and_links_are_no_placeholders(text: str) -> None:
    assert told(looked_over(text, HIVE), "placeholder") == []


def test_a_paragraph_in_another_language_is_told_and_a_quotation_is_not() -> None:
    german = (
        "Der Imker öffnet den Stock am frühen Morgen und zählt die Rahmen, die von den Bienen in der Nacht bebaut worden "
        "sind, bevor er sie wieder an ihren Platz hängt."
    )
    found = told(looked_over(f"{HIVE}\n\n{german}", BRASS), "language")
    assert [(f.section_id, f.evidence) for f in found] == [("s1", german)]
    assert told(looked_over(f"{HIVE}\n\n> {german}", BRASS), "language") == []
    assert (
        len(told(looked_over(f"蜂箱在春天需要更多的空间。\n\n{HIVE} {BRASS}", "天气很好。", language="zh"), "language"))
        == 1
    )


def test_worn_phrases_are_hints_from_lists_of_our_own() -> None:
    text = "The mill stands as a testament to patience, a testament to thrift."
    found = told(looked_over(text, HIVE), "worn_phrase")
    assert [(f.severity, f.message) for f in found] == [
        ("info", 'A worn phrase: "a testament to", 2 times.'),
        ("info", 'A worn phrase: "stands as a testament".'),
    ]
    assert len(told(looked_over("随着社会的发展，人们走得更快。", "天气很好。", language="zh"), "worn_phrase")) == 1
    assert len(phrases("en")) > 100
    assert len(phrases("zh")) > 50
    assert phrases("de") == ()


def test_monotony_of_openers_and_lists_is_a_hint() -> None:
    same = " ".join(
        f"You can take the {word} with you when it is time." for word in "oar net rod pail line hook".split()
    )
    varied = " ".join(prose(str(n), 120) for n in range(2))
    found = told(looked_over(same, varied), "monotony")
    assert any('"you can"' in f.message for f in found)
    items = "\n".join(f"- Use the {word} with care" for word in "oar net rod pail line hook".split())
    assert any('list items begin with "use"' in f.message for f in told(looked_over(items, varied), "monotony"))


def test_plain_sections_have_nothing_but_hints_to_be_told() -> None:
    texts = [prose(f"plain {n}", 400) for n in range(6)]
    assert {f.severity for f in looked_over(*texts)} <= {"info"}
    chinese = [prose(f"plain {n}", 400, chinese=True) for n in range(4)]
    assert [f for f in looked_over(*chinese, language="zh") if f.severity != "info"] == []


def test_what_was_not_written_is_passed_over() -> None:
    outline = outline_of(["One", "Two"])
    assert look_over(outline, {}, brief_of()) == []
    assert look_over(outline, {"s1": "", "s2": "A word."}, brief_of()) == []


def test_the_same_texts_give_the_same_findings() -> None:
    texts = [prose(f"plain {n}", 300) for n in range(4)]
    assert looked_over(*texts) == looked_over(*texts)
