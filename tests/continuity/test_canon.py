"""The canon: what a text establishes, who is told of it, and what contradicts it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from longwriter_agents import write
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.continuity.canon import grown, needed, planned_canon, usual_voice
from longwriter_agents.continuity.establishing import established
from longwriter_agents.lengths import length
from longwriter_agents.model import Brief, Canon, CanonEntry
from longwriter_agents.testing import SimulatedWriter
from longwriter_agents.testing.sentences import prose


@pytest.mark.parametrize(
    ("text", "kind", "name", "value"),
    [
        ("Anna Meier, the founder of the club, came early.", "person", "Anna Meier", "founder of the club"),
        ("Tom Marsh was a ferryman.", "person", "Tom Marsh", "ferryman"),
        ("At noon her sister Clara left.", "person", "Clara", "sister"),
        ("The bridge was opened in 1889.", "date", "bridge (opened)", "1889"),
        ("The old mill burned after the mill was rebuilt on 4 May 1911.", "date", "mill (rebuilt)", "4 May 1911"),
        ("The tower is about 320 metres tall.", "number", "tower (metres)", "320 metres"),
        ("The club has 45 members.", "number", "club (members)", "45 members"),
        ("It goes by intermediate bulk container (IBC) in ports.", "term", "IBC", "intermediate bulk container"),
        ("大桥建于1957年。", "date", "大桥 (建于)", "1957年"),
        ("大桥全长1670米。", "number", "大桥 (米)", "1670 米"),
    ],
)
def test_plain_statements_are_read_with_their_sentence(text: str, kind: str, name: str, value: str) -> None:
    found = [(entry.kind, entry.name, entry.value) for entry in established(text)]
    assert (kind, name, value) in found
    assert all(entry.quote in text for entry in established(text))


@pytest.mark.parametrize(
    "text",
    [
        "It was opened in 1889. This has 45 members. Our club is old.",
        "However, the mayor, a friend, said nothing. On Monday, the team left.",
        "In Paris, the lights went out. Finally, the work was done.",
        "",
    ],
)
def test_what_has_no_name_establishes_nothing(text: str) -> None:
    assert established(text) == ()


def brief(request: str, tone: str = "") -> Brief:
    return Brief(request=request, tone=tone, length=length(words=2_000))


def test_the_canon_begins_with_the_request_and_then_the_plan() -> None:
    told = brief("Write in the past tense, in British English. The club was founded in 1987.", tone="cheerful")
    planned = [CanonEntry(kind="date", name="club (founded)", value="1988"), CanonEntry(kind="person", name="Tom")]
    canon = planned_canon(told, planned, tense="present tense", person="third person")
    assert [(entry.name, entry.value, entry.source) for entry in canon.entries] == [
        ("club (founded)", "1987", "request"),
        ("Tom", "", "plan"),
    ]
    assert (canon.tense, canon.person, canon.tone, canon.spelling) == (
        "past tense",
        "third person",
        "cheerful",
        "British",
    )


FIRST = ("s1", "The tower is 320 metres tall. Anna Meier, the architect, drew it. The tower was opened in 1889.")


@pytest.mark.parametrize(
    "told",
    [
        "The tower is 340 metres tall.",
        "The tower was opened in 1898.",
        "Anna Meyer, the architect, was proud.",
    ],
)
def test_a_section_that_contradicts_an_earlier_one_is_found_with_both_quotes(told: str) -> None:
    _, findings = grown(Canon(), [FIRST, ("s2", f"All was quiet. {told}")])
    assert [(finding.code, finding.section_id, finding.evidence) for finding in findings] == [("canon", "s2", told)]
    assert findings[0].other in FIRST[1]
    assert findings[0].other_section_id == "s1"


@pytest.mark.parametrize(
    "told",
    [
        "The tower is 320 metres tall.",
        "The tower was opened in 1889.",
        "The tower was opened on 6 May 1889.",
        "The tower has 1,665 steps.",
        "Anna Meier was a mother.",
        "The bridge is 340 metres long.",
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_no_contradiction(told: str) -> None:
    assert grown(Canon(), [FIRST, ("s2", told)])[1] == []


def test_plain_prose_of_many_sections_contradicts_nothing() -> None:
    texts = [(f"s{n}", prose(f"seed {n}", 600)) for n in range(60)]
    assert grown(Canon(), texts)[1] == []


def test_the_canon_grows_in_reading_order_whoever_was_written_first() -> None:
    texts = [("s1", FIRST[1]), ("s2", "The mill was built in 1700."), ("s3", "The tower is 340 metres tall.")]
    at_once, _ = grown(Canon(), texts)
    drafts = dict(random.Random(3).sample(texts, 3))
    again, _ = grown(Canon(), [(key, drafts[key]) for key, _ in texts])
    assert at_once == again
    assert grown(at_once, texts)[0] == at_once, "grown twice by the same texts, it is the same"


def entries() -> Canon:
    return Canon(
        tense="past tense",
        entries=(
            CanonEntry(kind="person", name="Anna Meier", value="keeper of the hives"),
            CanonEntry(kind="number", name="tower (metres)", value="320 metres"),
            CanonEntry(kind="person", name="Tom Marsh", value="ferryman"),
        ),
    )


def test_a_section_is_told_what_it_needs_within_its_room() -> None:
    assert needed(entries(), "The tower by night", known="", words=30) == ("past tense", "tower (metres): 320 metres")
    assert needed(entries(), "The tower by night", known="", words=2) == ("past tense",)
    assert needed(entries(), "Honey", known="Write in the past tense.", words=30) == ()


def test_what_the_request_shows_to_everybody_is_not_told_again() -> None:
    told = needed(entries(), "Anna Meier and the tower", known="Anna Meier keeps bees. Past tense!", words=30)
    assert told == ("tower (metres): 320 metres",)


def test_in_a_story_anybody_may_enter() -> None:
    told = needed(entries(), "A storm", known="", words=30, cast=True)
    assert told == ("past tense", "Anna Meier: keeper of the hives", "Tom Marsh: ferryman")


@pytest.mark.parametrize(
    ("request_text", "person"),
    [
        ("Write a travel piece about four days on a slow train.", "first person"),
        ("Write the diary of a lighthouse keeper.", "first person"),
        ("Write a short story about a bridge keeper who finds a letter that was never delivered.", "third person"),
        ("写一篇关于守桥人的短篇小说。", "third person"),
        ("Write a story about my grandmother.", ""),
        ("Write a story from the perspective of a dog.", ""),
        ("Write a novella in letters.", ""),
        ("Write a radio play about a storm.", ""),
        ("Write a travel guide to Lisbon.", ""),
        ("Write a manual for volunteers.", ""),
    ],
)
def test_a_narrative_has_the_voice_that_its_genre_mostly_has(request_text: str, person: str) -> None:
    assert usual_voice(brief(request_text)).get("person", "") == person


class Hearing(SimulatedWriter):
    """A small model that keeps what its drafters are asked."""

    def __init__(self) -> None:
        small = Traits(small=True, context_window=8_192, max_output_tokens=2_048)
        super().__init__(spec="scripted:hearing", traits=small)
        self.heard: list[str] = []

    async def complete(self, request: Request) -> Reply:
        if request.purpose.startswith("draft"):
            self.heard += [message.text for message in request.messages]
        return await super().complete(request)


@pytest.mark.parametrize(
    ("request_text", "told"),
    [
        ("Write a short story about a bridge keeper.", "Keep to this: past tense, third person"),
        ("Write a short story in the present tense.", "Keep to this: third person"),
    ],
)
def test_sections_of_a_small_model_s_story_are_told_in_one_voice(request_text: str, told: str, tmp_path: Path) -> None:
    model = Hearing()
    manuscript = write(request_text, words=1_500, model=model, store=tmp_path / "s.db")
    assert sum(told in asked for asked in model.heard) == len(manuscript.sections) > 3
