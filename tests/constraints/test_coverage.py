"""Topics that a request lists: each is a constraint of its own, with a section that owes it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents import write
from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.constraints.kinds import Include
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.testing import SimulatedWriter


def topics(request: str) -> list[str]:
    found = [each for each in compile_rules(request).constraints if isinstance(each, Include)]
    assert all(not each.literal and each.statement == f"covers {each.terms[0]}" for each in found)
    return [term for each in found for term in each.terms]


@pytest.mark.parametrize(
    ("request_text", "listed"),
    [
        ("Write a guide on solar roofs that covers costs, permits and installation.", "costs permits installation"),
        ("Write a guide on solar roofs, covering the costs, permits, and fees, with a glossary.", "costs permits fees"),
        ("Write a white paper on solar roofs for homeowners: costs, permits, and fees.", "costs permits fees"),
        ("Write a guide for buyers. It should cover mortgages, surveys, and fees.", "mortgages surveys fees"),
        ("Write a guide for buyers. Cover mortgages and fees. Keep it formal.", "mortgages fees"),
        ("Write a guide for buyers. The guide should also cover mortgages and fees.", "mortgages fees"),
        (
            "Write a guide to what to do after a flood that covers insurance, repairs and health.",
            "insurance repairs health",
        ),
        ("Write a guide for people with no garden: pots, soil, light.", "pots soil light"),
        ("Write a guide for skippers: knots, sails, and anchors.", "knots sails anchors"),
        ("Write a white paper for small firms with no coverage: fire, flood, and theft.", "fire flood theft"),
        ("Write a guide for homeowners without any experience: wiring, pipes, and paint.", "wiring pipes paint"),
        ("Write a guide for people who do not eat meat: protein, iron, and zinc.", "protein iron zinc"),
        ("Write a guide on bees that covers hives, swarms, and honey, but never mention wasps.", "hives swarms honey"),
        (
            "Write a guide on bees that covers hives, swarms, and honey, but do not use bullet points.",
            "hives swarms honey",
        ),
        ("Write a guide on bees that covers hives and honey and do not mention wasps.", "hives honey"),
        ("Write a guide to exercise that covers running, skipping, and swimming.", "running skipping swimming"),
        ("Write a leaflet on what to leave out of a suitcase: knives, lighters, liquids.", "knives lighters liquids"),
        (
            "Write a guide to pets that covers food and sleep, for beginners, discussing costs and risks.",
            "food sleep costs risks",
        ),
        ("Write a story about three friends: Anna, Ben and Carla.", "Anna Ben Carla"),
        ("Write a 12-week course on chess covering openings, tactics and endgames.", "openings tactics endgames"),
    ],
)
def test_each_topic_of_a_list_is_demanded(request_text: str, listed: str) -> None:
    assert topics(request_text) == listed.split()


@pytest.mark.parametrize(
    ("request_text", "listed"),
    [
        (
            "Draft a handbook for a small bakery that explains holidays, sick leave, and hygiene rules in plain language.",
            ["holidays", "sick leave", "hygiene rules"],
        ),
        (
            "Write a comparison of five programming languages, focusing on performance, ecosystem and learning curve.",
            ["performance", "ecosystem", "learning curve"],
        ),
        (
            "Write about the river. Make sure that you discuss causes, effects and solutions.",
            ["causes", "effects", "solutions"],
        ),
        ("Write a guide to home brewing. Topics: equipment, water, bottling.", ["equipment", "water", "bottling"]),
        (
            "Write a study of electric bikes. Address pricing, rivals, and consumer trends.",
            ["pricing", "rivals", "consumer trends"],
        ),
    ],
)
def test_the_list_may_stand_behind_other_verbs_and_hold_phrases(request_text: str, listed: list[str]) -> None:
    assert topics(request_text) == listed
    assert compile_rules(request_text).leftover == ()


@pytest.mark.parametrize(
    ("request_text", "left"),
    [
        (
            "Write a guide on roofs that covers how to choose panels and what they cost.",
            "that covers how to choose panels",
        ),
        ("Write a report on the decade covering 3 wars and 4 cities.", "covering 3 wars and 4 cities"),
        ("Write a guide to hiking covering the basics.", "covering the basics"),
        (
            "Write a post on caching in web applications that compares Redis and Memcached and shows code samples.",
            "that compares Redis and Memcached and shows code samples",
        ),
        (
            "Write a speech for a party that mentions her love of gardening and thanks her husband, Tom.",
            "that mentions her love of gardening and thanks her husband, Tom",
        ),
        (
            "Create a study guide on the French Revolution including key dates, major figures, and review questions.",
            "including key dates, major figures, and review questions",
        ),
        ("Write a story set in a lighthouse, told by an unreliable narrator.", "told by an unreliable narrator"),
        (
            "Write a business plan for a bakery, including a SWOT analysis, projections and a marketing strategy.",
            "including a SWOT analysis, projections and a marketing strategy",
        ),
        ("Write a story about a hill. Please include a dragon, a knight and a well.", "a dragon, a knight and a well"),
        ("Write a guide to pets covering cats, dogs, or birds.", "covering cats, dogs, or birds"),
        ("Write a guide to pets. Explain terms and abbreviations.", "Explain terms and abbreviations."),
        ("Write a guide to pets. Look at my notes and sketches.", "Look at my notes and sketches."),
        ("Write a review of three novels that compares their heroes.", "that compares their heroes"),
    ],
)
def test_what_is_no_list_of_names_is_left_to_a_reader_and_not_passed_over(request_text: str, left: str) -> None:
    assert topics(request_text) == []
    assert any(left in clause for clause in compile_rules(request_text).leftover)


@pytest.mark.parametrize(
    ("request_text", "left"),
    [
        (
            "Write a guide to tea. Do not discuss politics, religion and sport.",
            "Do not discuss politics, religion and sport.",
        ),
        (
            "Write a guide to tea. Avoid describing brands, shops and prices.",
            "Avoid describing brands, shops and prices.",
        ),
        ("Write a guide to tea. Never include brands, shops and prices.", "Never include brands, shops and prices."),
        ("Write about tea but leave out brands and shops.", "but leave out brands and shops"),
        (
            "Write a guide to tea without these topics: brands, shops, prices.",
            "without these topics: brands, shops, prices",
        ),
        (
            "Write a guide to tea with no mention of: brands, shops, prices.",
            "with no mention of: brands, shops, prices",
        ),
        ("Write a guide to tea, not mentioning: brands, shops, prices.", "not mentioning: brands, shops, prices"),
        (
            "Write a guide to tea, but do not spend any time on covering brands, shops and prices.",
            "but do not spend any time on covering brands, shops and prices",
        ),
        (
            "Write a guide to tea that skips the following: brands, shops, prices.",
            "that skips the following: brands, shops, prices",
        ),
        (
            "Write a guide to tea, ignoring the following: brands, shops, prices.",
            "ignoring the following: brands, shops, prices",
        ),
        (
            "Write a guide to tea. Refrain from discussing brands, shops and prices.",
            "Refrain from discussing brands, shops and prices.",
        ),
        ("Write a story told in reverse order.", "told in reverse order"),
        ("Write a story told in letters.", "told in letters"),
        (
            "Write an essay on tea and avoid these subjects: wine, beer, milk.",
            "and avoid these subjects: wine, beer, milk",
        ),
        ("Write a guide to tea without covering history and trade.", "without covering history and trade"),
        ("Write a guide to tea, not including brands, shops and prices.", "not including brands, shops and prices"),
        (
            "Write a guide to tea. If you discuss brands and shops, be fair.",
            "If you discuss brands and shops, be fair.",
        ),
        (
            "Write a text about us. Our shop includes a bar, a bakery and a yard.",
            "Our shop includes a bar, a bakery and a yard.",
        ),
        (
            "Write a text about our shop. It includes a bar, a bakery and a yard.",
            "It includes a bar, a bakery and a yard.",
        ),
    ],
)
def test_what_is_forbidden_or_only_spoken_of_is_never_demanded(request_text: str, left: str) -> None:
    assert topics(request_text) == []
    assert left in compile_rules(request_text).leftover


@pytest.mark.parametrize(
    "request_text",
    [
        "Write a guide in three sections: soil, water and light.",
        "Write an essay on tea in this order: history, trade and taste.",
        'Write an article titled "Bees: Friends, Foes and Food" about bees.',
        "Write an essay on one question: is tea better than coffee, and why?",
        "Write a cover letter for a baker and a cook.",
    ],
)
def test_other_lists_are_no_topics(request_text: str) -> None:
    assert topics(request_text) == []


@pytest.mark.parametrize(
    ("request_text", "left"),
    [
        ("Write a report on tea that gives examples and a glossary.", "that gives a glossary"),
        ("Write an essay about jazz that ends with a question.", "that ends with a question"),
        ("Write a guide to composting with an FAQ.", "with an FAQ"),
        ("Write a handbook on bees with case studies and worksheets.", "with case studies and worksheets"),
        (
            "Write a guide to composting with a FAQ of at least 8 questions and a troubleshooting table.",
            "with a FAQ of at least 8 questions and a troubleshooting table",
        ),
    ],
)
def test_parts_of_a_text_that_stand_behind_its_topic_are_demanded(request_text: str, left: str) -> None:
    assert compile_rules(request_text).leftover == (left,)


@pytest.mark.parametrize(
    "request_text",
    [
        "Write a guide to travelling with a dog.",
        "Write a story about a girl with a red coat and a map.",
        "Write an article that explains how tides work.",
        "Write a 900-word guide covering the tides of the North Sea.",
        "Write a poem that shows how winter ends.",
        "Write a story told in 12 chapters.",
        "Write an article about leaving out salt in bread.",
        "Write a report about companies excluding women from boards.",
        "Write a guide to excluding outliers in statistics.",
    ],
)
def test_what_the_topic_has_is_none_of_the_text(request_text: str) -> None:
    assert compile_rules(request_text).leftover == ()


OF_TOPICS = {
    "costs": "Few people reckon the costs of a new roof in years.",
    "permits": "The town hall hands out permits on every second Monday.",
    "insurance": "No insurance pays for the same hail twice.",
}


def test_titles_that_are_read_as_such_are_left_to_nobody_besides() -> None:
    read = compile_rules("Write a grant proposal for a garden. Sections: background, methods, budget.")
    assert [each.kind for each in read.constraints] == ["structure"]
    assert read.leftover == ()
    assert [clause.read_as for clause in read.clauses] == ["task", "demand"]


@pytest.mark.parametrize(
    "clause",
    ["Sections: soil, water, light.", "Sections on costs, permits must be short."],
)
def test_titles_that_are_not_read_whole_are_left_to_a_reader(clause: str) -> None:
    assert compile_rules(f"Write a guide in four sections. {clause}").leftover == (clause,)


class Told(SimulatedWriter):
    """Keeps what its drafters were told, and tells of what a section is to cover."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if not request.purpose.startswith("draft"):
            return reply
        self.told.append(request.messages[-1].text)
        told = [OF_TOPICS[topic] for topic in re.findall(r": covers (\w+)", self.told[-1])]
        return replace(reply, text=" ".join([*told, reply.text]))


def test_each_topic_is_owed_by_a_section_and_stands_in_the_report(store: Path) -> None:
    model = Told()
    request = "Write a guide on solar roofs that covers costs, permits and insurance."
    manuscript = write(request, words=2_000, model=model, store=store)
    demanded = [row for row in manuscript.constraints if row.text.startswith("covers ")]
    assert [row.text for row in demanded] == ["covers costs", "covers permits", "covers insurance"]
    for row in demanded:
        assert (row.verdict, row.by) == ("met", "code")
        assert row.text.removeprefix("covers ") in row.evidence
        assert sum(f"It must do this: {row.text}" in told for told in model.told) == 1, "one section owes it"
