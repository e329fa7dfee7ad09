"""How a small model's sections are drafted: its documents are settled as a whole, and what it read once it need not read again."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from longwriter_agents import write
from longwriter_agents.agents import drafter, outliner
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.prose.repetition import drop_repeats, rep_n
from longwriter_agents.prose.signs import REPETITION_GATE
from longwriter_agents.testing import SimulatedWriter
from longwriter_agents.testing.sentences import prose, sentences

SMALL = Traits(small=True, context_window=8_192, max_output_tokens=2_048, concurrency=4)
REQUEST = "Write a manual for bridge keepers."


class Uneven(SimulatedWriter):
    """Writes a fifth too little in its odd sections, and keeps what it was asked."""

    def __init__(self, traits: Traits, *, share: float = 0.8) -> None:
        super().__init__(spec="scripted:uneven", traits=traits)
        self.share = share
        self.asked: list[Request] = []

    async def complete(self, request: Request) -> Reply:
        if request.schema is None:
            self.asked.append(request)
        reply = await super().complete(request)
        if not request.purpose.startswith("draft") or int(request.purpose[-1]) % 2 == 0:
            return reply
        told = reply.text.split(". ")
        return replace(reply, text=". ".join(told[: max(1, round(len(told) * self.share))]).rstrip(".") + ".")

    def of(self, purpose: str) -> list[Request]:
        return [each for each in self.asked if each.purpose.startswith(purpose)]


def test_a_small_model_s_short_sections_are_lengthened_only_as_far_as_the_document_needs_it(tmp_path: Path) -> None:
    small, large = Uneven(SMALL), Uneven(replace(SMALL, small=False))
    for name, model in (("small", small), ("large", large)):
        manuscript = write(REQUEST, words=1_600, model=model, store=tmp_path / f"{name}.db")
        assert manuscript.words.low <= manuscript.words.written <= manuscript.words.high
        assert all(0.7 < row.written / row.budget < 1.65 for row in manuscript.words.sections)
    assert 0 < len(small.of("continue")) < len(small.of("draft")) / 2
    assert len(large.of("continue")) >= len(large.of("draft")) / 2, "each is brought to its own budget"


STORY = "Write a story about bridge keepers."


def test_a_section_that_is_lengthened_later_is_told_its_contract_in_the_same_words(store: Path) -> None:
    model = Uneven(replace(SMALL, small=False))
    write(REQUEST, words=1_600, model=model, store=store)
    drafts = {request.purpose.removeprefix("draft:"): request for request in model.of("draft")}
    assert model.of("continue")
    for again in model.of("continue"):
        first = drafts[again.purpose.removeprefix("continue:")]
        assert again.messages[:2] == first.messages[:2]


def test_where_nothing_is_left_to_look_at_a_section_is_gone_on_with_in_sight_of_its_text(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a language in which there are no subjects to offer: without any it would write blindly what stands there."""
    monkeypatch.setattr(drafter, "detail", lambda brief, number: "")
    monkeypatch.setattr(outliner, "angles_of_sections", lambda brief, count, part: [])
    model = Uneven(SMALL)
    write(REQUEST, words=1_600, model=model, store=store)
    assert model.of("continue")
    for again in model.of("continue"):
        roles = [message.role for message in again.messages]
        assert roles == ["system", "user", "assistant", "user"] or "Subject: " in again.messages[-1].text
        assert "Subject: ." not in again.messages[-1].text
    assert any(len(again.messages) == 4 for again in model.of("continue"))


def test_a_story_is_gone_on_with_from_where_it_stops(store: Path) -> None:
    model = Uneven(SMALL, share=0.4)
    write(STORY, words=1_600, model=model, store=store)
    drafts = {request.purpose.removeprefix("draft:"): request for request in model.of("draft")}
    assert model.of("continue")
    for again in model.of("continue"):
        assert again.messages[0] == drafts[again.purpose.removeprefix("continue:")].messages[0]
        assert [message.role for message in again.messages] == ["system", "user", "assistant", "user"]


def test_a_small_model_adds_paragraphs_on_something_else_without_its_text_before_its_eyes(store: Path) -> None:
    model = Uneven(SMALL)
    write(REQUEST, words=1_600, model=model, store=store)
    drafts = {request.purpose.removeprefix("draft:"): request for request in model.of("draft")}
    subjects = set()
    assert model.of("continue")
    for again in model.of("continue"):
        first = drafts[again.purpose.removeprefix("continue:")]
        assert [message.role for message in again.messages] == ["system", "user"]
        assert again.messages[0] == first.messages[0], "what all calls share is read once"
        asked = again.messages[1].text
        assert re.match(r'Write (?:one more paragraph|\d more paragraphs) for the section "', asked)
        subjects.add(asked.split("Subject: ")[1].splitlines()[0])
    assert len(subjects) == len(model.of("continue")), "each has a subject of its own"


@pytest.mark.parametrize("share", [0.2, 0.4])
def test_a_section_that_has_only_been_begun_is_gone_on_with(share: float, store: Path) -> None:
    model = Uneven(SMALL, share=share)
    manuscript = write(REQUEST, words=1_600, model=model, store=store)
    odd = [request.purpose for request in model.of("draft") if int(request.purpose[-1]) % 2]
    assert {f"continue:{each.removeprefix('draft:')}" for each in odd} <= {
        each.purpose for each in model.of("continue")
    }
    assert manuscript.status == "complete"


def lowered(text: str) -> str:
    return text[0].lower() + text[1:]


class Reopening(Uneven):
    """Ends its sections with the last of a row, and opens what it adds as if the section began."""

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if request.purpose.startswith("draft"):
            return replace(reply, text=f"{reply.text}\n\nFinally, {lowered(prose(request.purpose, 40))}")
        named = re.search(r'"(.+?)"', request.messages[-1].text)
        if not request.purpose.startswith("continue") or named is None:
            return reply
        return replace(reply, text=f"The importance of {named[1].lower()} cannot be overstated. {reply.text}")


def test_what_is_added_to_a_section_neither_opens_it_again_nor_follows_upon_its_last_point(store: Path) -> None:
    model = Reopening(SMALL, share=0.3)
    manuscript = write(REQUEST, words=1_600, model=model, store=store)
    assert len(model.of("continue")) > 2
    assert "cannot be overstated" not in manuscript.text
    sections = manuscript.text.split("\n## ")[1:]
    assert sections and all(section.strip().split("\n\n")[-1].startswith("Finally, ") for section in sections)


def test_a_story_s_sections_keep_their_course(store: Path) -> None:
    model = Reopening(SMALL, share=0.3)
    manuscript = write(STORY, words=1_600, model=model, store=store)
    assert len(model.of("continue")) > 2
    assert not all(
        part.strip().split("\n\n")[-1].startswith("Finally, ") for part in manuscript.text.split("\n## ")[1:]
    )


def test_a_model_that_sees_its_text_goes_on_behind_its_last_point(store: Path) -> None:
    model = Reopening(replace(SMALL, small=False), share=0.3)
    manuscript = write(REQUEST, words=1_600, model=model, store=store)
    assert model.of("continue")
    sections = manuscript.text.split("\n## ")[1:]
    assert not all(section.strip().split("\n\n")[-1].startswith("Finally, ") for section in sections)


def test_an_opening_that_does_what_was_demanded_stays(store: Path) -> None:
    model = Reopening(SMALL, share=0.3)
    manuscript = write(f'{REQUEST} Mention "cannot be overstated".', words=1_600, model=model, store=store)
    assert "cannot be overstated" in manuscript.text
    assert manuscript.status == "complete"


CIRCLING = (
    "Bridges are kept by people who live beside them and know every plank. One mistake that many new keepers make is not to "
    "understand how important clean drains are for their bridge. If drains are not cleaned in autumn, water will freeze in winter "
    "and the stone will crack. That is why it is crucial for new keepers to learn how leaves are raked off.\n\n"
    "Another mistake that many new keepers make is not to understand how important dry planks are. If planks are not oiled in "
    "May, water will freeze in winter and the stone will give way. That is why it is crucial for new keepers to know which oil "
    "is brushed on. A bucket of sand stands at each end."
)


class Circling(SimulatedWriter):
    """Its second section goes over its own words."""

    def __init__(self, traits: Traits, text: str = CIRCLING) -> None:
        super().__init__(spec="scripted:circling", traits=traits)
        self.text, self.purposes = text, list[str]()

    async def complete(self, request: Request) -> Reply:
        self.purposes.append(request.purpose)
        reply = await super().complete(request)
        told = self.purposes.count("draft:s2") == 1 and request.purpose == "draft:s2"
        return replace(reply, text=self.text) if told else reply


def test_a_small_model_s_draft_that_goes_in_circles_loses_what_it_says_again_and_is_not_written_anew(
    store: Path,
) -> None:
    model = Circling(SMALL)
    manuscript = write(REQUEST, words=480, outline=["Drains", "Planks", "Ropes", "Lamps"], model=model, store=store)
    assert rep_n(drop_repeats(CIRCLING)[0]) > REPETITION_GATE, "no two of its sentences say quite the same"
    assert model.purposes.count("draft:s2") == 1
    assert "know every plank" in manuscript.text
    assert "bucket of sand" in manuscript.text
    assert manuscript.text.count("it is crucial for new keepers to") <= 1
    assert manuscript.status == "complete"


def test_another_draft_is_asked_for_where_too_much_would_go_and_of_a_model_that_can_do_better(store: Path) -> None:
    capable = Circling(replace(SMALL, small=False))
    write(REQUEST, words=480, outline=["Drains", "Planks", "Ropes", "Lamps"], model=capable, store=store)
    assert capable.purposes.count("draft:s2") == 2
    own = islice(sentences("winter"), 14)
    hopeless = " ".join(f"It is crucial for new keepers to understand that {each[0].lower()}{each[1:]}" for each in own)
    small = Circling(SMALL, hopeless)
    write(REQUEST, words=480, outline=["Drains", "Planks", "Ropes", "Lamps"], model=small, store=store)
    assert small.purposes.count("draft:s2") == 2
