"""Refusals, talk about the task, placing and replacing, languages, signs: the small rooms of prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from texts import Paragraphs, paragraphs, text_of, wild

from longwriter_agents.prose.language import detect, language_name, language_named, language_of_request
from longwriter_agents.prose.meta import meta_sentences, split_closing, split_last_words, without_closing, without_meta
from longwriter_agents.prose.placing import place_sentences, replace_passage
from longwriter_agents.prose.refusal import declines_to_go_on, looks_refused
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.prose.signs import signs
from longwriter_agents.testing.sentences import prose


@pytest.mark.parametrize(
    "reply",
    [
        "I'm sorry, but I can't help with that request.",
        "I cannot write this section.",
        "I am unable to assist with this.",
        "As an AI language model, I cannot provide medical advice.",
        "Sorry, but I won't continue this.",
        "Unfortunately, I can't create such content.",
        "I apologize, but I can't assist with that request. Please provide me with the document you would like me to review.",
        "I apologize for the confusion, but I cannot write this.",
        "My apologies, but I am unable to help with that.",
        "抱歉，我无法帮助您。",
        "对不起，我不能提供这类内容。",
    ],
)
def test_refusals_are_seen(reply: str) -> None:
    assert looks_refused(reply)


@pytest.mark.parametrize(
    "text",
    [
        "I cannot write of that summer without thinking of the ferry. It sank in July.",
        "I'm sorry for the delay, wrote the captain, and sailed on.",
        "I can't help feeling that the harbour has changed. The cranes are gone.",
        "Unfortunately, the bridge fell.",
        "I apologize for any inconvenience that the works on the quay cause.",
        "I apologize, but I can hear the harbour from here.",
        "I apologize, but I cannot come to the dinner on Friday. My train leaves at noon.",
        '"I can\'t help you," said the keeper, and he closed the gate.',
        "",
        f"I'm sorry, but I can't help with that, said the clerk. {prose('long', 150)}",
    ],
)
def test_prose_is_no_refusal(text: str) -> None:
    assert not looks_refused(text)


@pytest.mark.parametrize(
    ("reply", "declines"),
    [
        ("I apologize, but I can't assist with that request.", True),
        ("I'm sorry, but I cannot continue this text.", True),
        ("抱歉，我无法继续。", True),
        ("I'm sorry, but I can't continue.", True),
        ("I cannot comply.", True),
        ("I apologize, but I am unable to fulfill your needs.", True),
        ("I apologize for the confusion, but I cannot see the previous text.", True),
        ("I cannot continue the climb, he said. The rope froze.", False),
        ("Unfortunately, I won't be able to come in June. The ferry does not run.", False),
        ("I'm afraid I cannot tell you more about the tower tonight. The candle is short.", False),
        ("I cannot support the plan to close the lock. It has fed this town since 1820.", False),
    ],
)
def test_what_goes_on_with_a_text_may_begin_like_a_refusal(reply: str, declines: bool) -> None:
    assert declines_to_go_on(reply) is declines


@pytest.mark.parametrize(
    "sentence",
    [
        "This section will discuss the history of locks.",
        "In this chapter, we look at gates.",
        "The next section explains the sluices.",
        "As an AI, I have no memories of canals.",
        "That brings us to the word count.",
        "本节将介绍船闸的历史。",
        "第一段，介绍费用与收益的对比。",
        "第2节将讨论船闸的历史。",
    ],
)
def test_talk_about_the_task_is_taken_out(sentence: str) -> None:
    text = f"{prose('a', 40)} {sentence} {prose('b', 40)}"
    assert meta_sentences(text) == [sentence]
    assert sentence not in without_meta(text)
    assert len(split_sentences(without_meta(text))) == len(split_sentences(text)) - 1


def test_what_the_request_is_about_is_no_talk_about_the_task() -> None:
    text = "Keep the prompt short. The model reads it from the top."
    assert without_meta(text, about="Write a guide on how to word the prompt.") == text


@given(paragraphs)
def test_plain_prose_does_not_talk_about_itself(blocks: Paragraphs) -> None:
    assert without_meta(text_of(blocks)) == text_of(blocks)


def test_a_closing_paragraph_goes_unless_it_is_all_there_is() -> None:
    body = prose("body", 60)
    assert without_closing(f"{body}\n\nIn conclusion, locks matter.") == body
    assert without_closing("In conclusion, locks matter.") == "In conclusion, locks matter."
    assert split_closing(f"{body}\n\nOverall, locks matter.") == (body, "Overall, locks matter.")
    assert split_closing(body) == (body, "")
    assert split_last_words(f"{body} In conclusion, locks matter.") == (body, "In conclusion, locks matter.")
    assert split_last_words(f"{body}\n\nOverall, locks matter.") == (body, "Overall, locks matter.")
    for whole in (body, "", "In conclusion, locks matter.", f"{body} In the end, she sold the boat."):
        assert split_last_words(whole) == (whole, "")
    assert split_closing("") == ("", "")
    assert without_closing(f"{body} By following these tips, you keep your lock.") == body
    assert without_closing(f"{body}\n\nIn the end, she sold the boat.") == body
    for last in ("In the end, she sold the boat.", "To conclude the deal, they shook hands."):
        assert without_closing(f"{body} {last}") == f"{body} {last}"
    assert without_closing(f"In conclusion he had erred.\n\n{body}") == f"In conclusion he had erred.\n\n{body}"


@given(wild)
def test_taking_out_never_fails(text: str) -> None:
    assert len(without_meta(text)) <= len(text)
    without_closing(text)
    assert isinstance(looks_refused(text), bool)


def test_a_sentence_is_placed_where_its_words_are() -> None:
    text = "The harbour froze in January.\n\n- a list\n\nThe market opened at dawn with bread and fish."
    placed = place_sentences(text, "Fish was sold at the market\nby weight.")
    assert placed.endswith("bread and fish. Fish was sold at the market by weight.")
    assert place_sentences("- only\n- a list", "New here.") == "- only\n- a list\n\nNew here."
    assert place_sentences("市场开门了。", "鱼在市场出售。") == "市场开门了。鱼在市场出售。"
    assert place_sentences(text, " \n ") == text


@given(paragraphs, wild)
def test_placing_keeps_all_of_the_text(blocks: Paragraphs, fresh: str) -> None:
    placed = place_sentences(text_of(blocks), fresh)
    assert all(sentence in placed for block in blocks for sentence in block)


@pytest.mark.parametrize(
    ("text", "passage", "fresh", "result"),
    [
        ("A one. B two. C three.", "B two.", "", "A one. C three."),
        ("A one. B two.", "B two.", "", "A one."),
        ("A one.\n\nB two.\n\nC three.", "B two.", "", "A one.\n\nC three."),
        ("A one. B two.", "A one.", "New one.", "New one. B two."),
        ("A one.", "not there", "x", "A one."),
    ],
)
def test_replacing_leaves_no_gap(text: str, passage: str, fresh: str, result: str) -> None:
    assert replace_passage(text, passage, fresh) == result


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The lock keeper opened the gates before sunrise and let the first two boats into the basin below."),
        ("de", "Der Schleusenwärter öffnete die Tore vor Sonnenaufgang und ließ die ersten beiden Boote hinein."),
        ("fr", "L'éclusier ouvrit les portes avant le lever du soleil et laissa entrer les deux premiers bateaux."),
        ("zh", "船闸管理员在日出之前打开了闸门，让最先到的两条船驶进下面的水池。"),
        ("ja", "水門の番人は日の出前に門を開け、最初の二艘の船を下の池に入れました。"),
        ("ko", "수문 관리인은 해가 뜨기 전에 문을 열고 처음 온 배 두 척을 아래 못으로 들여보냈습니다."),
    ],
)
def test_languages_are_told_apart(code: str, text: str) -> None:
    assert detect(text) == code
    assert language_named(language_name(code)) == code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "nl",
            "De brug was in de winter gesloten, of zij werd door de gemeente geopend. Dat was een besluit dat niemand had "
            "verwacht, en wie over de rivier wilde, nam de pont of bleef thuis. Het water was hoog en de wind was sterk, of zo "
            "leek het.",
        ),
        (
            "de",
            "Was der Wärter sah, war kein Boot. Was er hörte, war nur Wind, und was er dachte, schrieb er nicht auf. "
            "Der Film „The Bridge“ zeigt das besser als jedes Buch, und was darin fehlt, that is life, sagte er.",
        ),
        (
            "da",
            "Huset have lå for langt ude for byen, og for de fleste var den en have for børn. For mange år siden var der have for "
            "alle, og for dem, som kom for at se den, var der kaffe for ti øre.",
        ),
        (
            "sv",
            "Bron var stängd om vintern, men det fanns en färja för dem som ville över. Han som skötte den var gammal och sade att "
            "vattnet aldrig hade varit så högt som det året.",
        ),
    ],
)
def test_words_that_english_shares_make_no_text_english(code: str, text: str) -> None:
    assert detect(text) == code
    assert detect("\n\n".join([text] * 6)) == code


@pytest.mark.parametrize(
    ("code", "request_text"),
    [
        ("de", "Schreibe eine Geschichte über eine Brücke."),
        ("fr", "Écris un guide pour les bénévoles d'un jardin partagé."),
        ("es", "Escribe una historia sobre un puente."),
        ("it", "Scrivi un racconto su un ponte."),
        ("pt", "Escreva um conto sobre uma ponte."),
        ("nl", "Schrijf een verhaal over een brug."),
        ("sv", "Skriv en berättelse om en bro."),
        ("pl", "Napisz opowiadanie o moście."),
        ("ru", "Напиши рассказ о мосте."),
        ("uk", "Напиши оповідання про міст і його сторожа."),
        ("el", "Γράψε μια ιστορία για μια γέφυρα."),
        ("zh", "写一个关于桥的故事。"),
        ("ja", "橋についての物語を書いて。"),
        ("ko", "다리에 대한 이야기를 써 줘."),
        ("en", "Write a story about a bridge."),
        ("en", "The bridge"),
        ("en", "A guide to Les Halles de Paris"),
        ("en", "Die Brücke: write an essay on the film."),
        ("en", "Bees"),
        ("en", "1,000 words"),
    ],
)
def test_a_request_of_a_few_words_is_answered_in_its_language(code: str, request_text: str) -> None:
    assert language_of_request(request_text) == code


@given(wild)
def test_any_request_is_in_some_language(text: str) -> None:
    assert language_of_request(text)


@given(wild)
def test_any_text_is_in_some_language(text: str) -> None:
    assert detect(text, hint="en")


@pytest.mark.parametrize("name", ["", "Klingon", "e", "english-ish prose"])
def test_unknown_languages_have_no_code(name: str) -> None:
    assert language_named(name) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("I'm sorry, but I can't help with that.", "refusal"),
        (prose("x", 80).rsplit(" ", 3)[0] + " and", "open_end"),
        (f"{prose('x', 80)} Then [insert name here] came.", "placeholder"),
        (f"{prose('x', 80)} This section will discuss the rest.", "meta_talk"),
        ("The cat sat on the mat and looked out. " * 12, "repetition"),
        ("Der Wärter öffnete die Tore vor Sonnenaufgang und ließ die ersten Boote hinein. " * 4, "language"),
        (
            " ".join(f"The keeper {word} the gate." for word in "saw shut left cut hit met won dug fed bit".split()),
            "monotony",
        ),
    ],
)
def test_signs_of_a_bad_section(text: str, code: str) -> None:
    assert code in {finding.code for finding in signs(text, language="en")}


def test_a_good_section_shows_none() -> None:
    assert signs(prose("good", 400), language="en") == []


@given(wild)
def test_signs_can_be_looked_for_in_anything(text: str) -> None:
    for finding in signs(text, language="en"):
        assert finding.code
        assert finding.message
