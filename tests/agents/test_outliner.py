"""A small planner's plan: what it lacks is asked for by itself."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents import Manuscript, awrite, write
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.errors import RefusedError, ReplyError
from longwriter_agents.replies import NO_INTRODUCTION
from longwriter_agents.testing import SimulatedWriter

SMALL = Traits(small=True, context_window=8_192, max_output_tokens=2_048)
LARGE = Traits(small=False, context_window=32_768, max_output_tokens=8_192)
PLANNED = ("Planks", "Bolts", "Ropes", "Paint", "Author", "Publisher", "Location")


class FewIdeas(SimulatedWriter):
    """Plans four sections and then covers; asked for more it names `more`."""

    def __init__(self, more: tuple[str, ...], failure: ReplyError | None = None, traits: Traits = SMALL) -> None:
        super().__init__(spec="scripted:few-ideas", traits=traits)
        self.planned: tuple[str, ...] = PLANNED
        self.more = more
        self.failure = failure or ReplyError("Nothing.", hint="")
        self.asked: list[str] = []

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if not request.purpose.startswith("plan"):
            return reply
        self.asked.append(request.messages[-1].text)
        names = self.more if len(self.asked) > 1 else self.planned
        if not names:
            raise self.failure
        value = json.loads(reply.text)
        value["sections"] = [{"title": name, "points": [f"{name} {n}" for n in range(3)]} for name in names]
        return replace(reply, text=json.dumps(value))


def written(model: FewIdeas, store: Path) -> Manuscript:
    return write("Write a manual for bridge keepers.", words=2_000, model=model, store=store)


def test_only_the_missing_sections_are_asked_for_beside_those_that_stand(store: Path) -> None:
    model = FewIdeas(("The Ropes", "Rust", "Floods", "Bolts", "Ice", "Traffic", "Night Work"))
    manuscript = written(model, store)
    sections = manuscript.outline.sections
    assert [section.title for section in sections] == [*PLANNED[:4], "Rust", "Floods", "Ice", "Traffic"]
    assert len({section.id for section in sections}) == len({s.text for s in manuscript.sections}) == 8
    assert len(model.asked) == 2
    assert "exactly 6 more sections" in model.asked[1]
    assert "- Ropes" in model.asked[1]
    assert "Author" not in model.asked[1]
    assert manuscript.status == "complete"


@pytest.mark.parametrize(
    "model",
    [
        FewIdeas(()),
        FewIdeas((), failure=RefusedError("I can't help with that.", hint="")),
        FewIdeas(("Planks", "Paint", "The End")),
    ],
)
def test_a_planner_that_has_no_more_ideas_keeps_those_that_it_had(model: FewIdeas, store: Path) -> None:
    manuscript = write("Write a manual for bridge keepers.", words=2_300, model=model, store=store)
    titles = [section.title for section in manuscript.outline.sections]
    assert titles[:4] == list(PLANNED[:4])
    assert len(titles) == 10, "less than half: the others are about what most manuals tell"
    assert any(finding.code == "unplanned" for finding in manuscript.findings)


async def test_what_a_part_lacks_is_asked_for_with_the_other_parts_in_view(tmp_path: Path) -> None:
    model = FewIdeas(("Rust", "Floods", "Ice"))
    manuscript = await awrite("Write a manual for bridge keepers.", words=5_000, model=model, store=tmp_path / "s.db")
    more = [asked for asked in model.asked if "more sections" in asked]
    assert more
    assert all("The other parts, which are planned by colleagues:" in asked for asked in more)
    assert len({section.id for section in manuscript.outline.sections}) == len(manuscript.outline.sections)


def test_a_story_that_gets_fewer_sections_more_than_it_has_gaps_is_written(store: Path) -> None:
    model = FewIdeas(("Rust", "Floods"))
    model.planned = ("Planks", "Bolts", "Ropes", "Paint", "Author", "Publisher")
    manuscript = write("Write a short story about a bridge keeper.", words=1_600, model=model, store=store)
    titles = [section.title for section in manuscript.outline.sections]
    assert titles == ["Planks", "Rust", "Bolts", "Floods", "Ropes", "Paint"]
    assert manuscript.status == "complete"


class Framing(SimulatedWriter):
    """Names two parts and a conclusion."""

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if request.purpose != "plan":
            return reply
        value = json.loads(reply.text)
        value["sections"] = [{"title": name, "covers": name} for name in ("The Engine", "The Hull", "Conclusion")]
        return replace(reply, text=json.dumps(value))


def test_a_part_that_would_only_conclude_is_none(store: Path) -> None:
    model = Framing(spec="scripted:framing", traits=SMALL)
    manuscript = write("Write a manual for keepers of old ferries.", words=4_000, model=model, store=store)
    assert [part.title for part in manuscript.outline.parts] == ["The Engine", "The Hull"]
    assert len(manuscript.outline.sections) == 16
    assert manuscript.status == "complete"


class Asked(SimulatedWriter):
    """Keeps what is asked of it."""

    def __init__(self, traits: Traits = SMALL) -> None:
        super().__init__(spec="scripted:asked", traits=traits)
        self.asked: dict[str, Request] = {}

    async def complete(self, request: Request) -> Reply:
        self.asked[request.purpose] = request
        return await super().complete(request)

    @property
    def plan(self) -> tuple[str, str]:
        """What the plan's prompt says, and the schema of its reply."""
        request = self.asked["plan"]
        assert request.schema is not None
        return request.messages[-1].text, json.dumps(request.schema.definition)


def test_a_small_planner_names_titles_and_each_section_has_an_angle_of_its_own(store: Path) -> None:
    model = Asked()
    manuscript = write("Write a manual for bridge keepers.", words=1_500, model=model, store=store)
    prompt, schema = model.plan
    assert "give a short, specific title. No two" in prompt
    assert '"points"' not in schema and '"covers"' not in schema
    sections = manuscript.outline.sections
    assert len({section.angle for section in sections}) == len(sections) == 8
    for section in sections:
        assert section.points == ()
        assert f"\n- {section.angle}\n" in model.asked[f"draft:{section.id}"].messages[-1].text


@pytest.mark.parametrize(
    ("request_text", "traits"),
    [
        ("Write a manual for bridge keepers.", LARGE),
        ("Write a short story about a bridge keeper.", SMALL),
        ("Schreibe ein Handbuch für Brückenwärter.", SMALL),
    ],
)
def test_other_plans_say_what_the_sections_tell(request_text: str, traits: Traits, store: Path) -> None:
    model = Asked(traits)
    manuscript = write(request_text, words=1_500, model=model, store=store)
    prompt, schema = model.plan
    assert "three points" in prompt if traits.small else "names the facts" in prompt
    assert '"points"' in schema if traits.small else '"covers"' in schema
    assert not any(section.angle for section in manuscript.outline.sections)


def test_what_the_request_names_has_no_angle_that_nobody_asked_for(store: Path) -> None:
    request = "Write a manual for bridge keepers that ends with a section called Summary."
    manuscript = write(request, words=1_500, model=Asked(), store=store)
    last = manuscript.outline.sections[-1]
    assert last.title == "Summary"
    assert last.angle == ""
    assert all(section.angle for section in manuscript.outline.sections[:-1])


class Watched(SimulatedWriter):
    """Keeps how the schemas of its plans hold the titles."""

    def __init__(self, traits: Traits) -> None:
        super().__init__(spec="scripted:watched", traits=traits)
        self.patterns: list[str | None] = []

    async def complete(self, request: Request) -> Reply:
        if request.schema is not None and request.purpose.startswith("plan"):
            definitions = request.schema.definition["$defs"].values()
            titles = [each["properties"]["title"] for each in definitions if "title" in each.get("properties", {})]
            self.patterns += [title.get("pattern") for title in titles]
        return await super().complete(request)


@pytest.mark.parametrize(
    ("request_text", "traits", "held"),
    [
        ("Write a manual for bridge keepers.", SMALL, True),
        ("Write a manual for bridge keepers.", Traits(), False),
        ("Write a manual for bridge keepers with a short introduction.", SMALL, False),
        ("Write a diary of 8 entries by a bridge keeper, one for each week.", SMALL, False),
    ],
)
def test_only_a_small_planner_that_names_its_sections_is_kept_from_an_introduction(
    request_text: str, traits: Traits, held: bool, store: Path
) -> None:
    model = Watched(traits)
    write(request_text, words=1_600, model=model, store=store)
    assert model.patterns
    assert all((pattern == NO_INTRODUCTION) is held for pattern in model.patterns)


@pytest.mark.parametrize("title", ["Icy Planks", "Ink", "Interest", "Intricate Locks", "Tools", "I Was a Keeper"])
def test_what_only_begins_like_an_introduction_may_be_named(title: str) -> None:
    assert re.fullmatch(NO_INTRODUCTION.strip("^$"), title)


@pytest.mark.parametrize("title", ["Introduction", "Introduction to Bridges", "Intro", "Introducing Rust"])
def test_an_introduction_may_not(title: str) -> None:
    assert not re.fullmatch(NO_INTRODUCTION.strip("^$"), title)


class TooFew(FewIdeas):
    """A capable model that plans four sections, however many it is asked for."""

    def __init__(self, more: tuple[str, ...]) -> None:
        super().__init__(more, traits=LARGE)
        self.planned = PLANNED[:4]


@pytest.mark.parametrize(
    ("wording", "sections"), [("in 6 to 8 sections", 6), ("in exactly 5 sections", 5), ("at least 7 sections", 7)]
)
def test_a_plan_with_fewer_sections_than_the_request_demands_is_filled_up(
    wording: str, sections: int, store: Path
) -> None:
    model = TooFew(("Planks", "Bolts", "Ropes", "Paint"))
    model.more = (*PLANNED[:3], "Rust", "Floods", "Ice", "Traffic", "Storms")[:sections]
    request = f"Write a manual for bridge keepers, {wording}."
    manuscript = write(request, words=1_500, model=model, store=store)
    titles = [section.title for section in manuscript.outline.sections]
    assert len(titles) == len(set(titles)) >= sections
    assert any(f"exactly {sections} sections" in asked for asked in model.asked)
    (row,) = [row for row in manuscript.constraints if row.kind == "structure"]
    assert row.verdict == "met"


def test_a_plan_within_the_range_that_the_request_leaves_is_not_asked_for_again(store: Path) -> None:
    model = TooFew(())
    manuscript = write("Write a manual for bridge keepers, in 3 to 6 sections.", words=1_500, model=model, store=store)
    assert [section.title for section in manuscript.outline.sections] == list(PLANNED[:4])
    assert len(model.asked) == 1
