"""The schedule: what is written at once and what in order, from genre, request and plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from longwriter_agents import write
from longwriter_agents.agents.desks import NOTHING_YET
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.constraints.topic import analyse_topic
from longwriter_agents.continuity.flows import chains, follows, goes_on, is_narrative
from longwriter_agents.lengths import length
from longwriter_agents.model import Brief, Outline, Part, Section, Series
from longwriter_agents.strands import course_of, first_wave, next_wave
from longwriter_agents.testing import SimulatedWriter


def brief(request: str, series: Series | None = None) -> Brief:
    return Brief(request=request, kind=analyse_topic(request).kind, length=length(words=3_000), series=series)


def outline(*parts: int, depends: dict[str, tuple[str, ...]] | None = None) -> Outline:
    """Parts of so many sections: s1.1, s1.2 …, s2.1 …"""
    waits = depends or {}
    made = [
        Part(
            id=f"p{p}",
            sections=tuple(
                Section(id=f"s{p}.{n}", title=f"T{p}.{n}", budget=300, depends=waits.get(f"s{p}.{n}", ()))
                for n in range(1, size + 1)
            ),
        )
        for p, size in enumerate(parts, 1)
    ]
    return Outline(parts=tuple(made))


@pytest.mark.parametrize(
    "request_",
    [
        "Write a novel about a lighthouse keeper.",
        "Write a short story of 3,000 words about the ferry.",
        "Tell the tale of a miller and his daughter.",
        "写一部关于灯塔的长篇小说。",
        "请写一个童话故事，三千字。",
    ],
)
def test_a_story_goes_on_from_section_to_section(request_: str) -> None:
    assert is_narrative(brief(request_))


@pytest.mark.parametrize(
    "request_",
    [
        "Write a manual for the harbour crane.",
        "Write a guide to writing a novel.",
        "Write a history of lighthouses.",
        "Write a report on the play of children.",
        "写一份关于养蜂的指南。",
        "写一篇论文，讨论小说的历史。",
        "",
    ],
)
def test_other_genres_stand_section_by_section(request_: str) -> None:
    assert not is_narrative(brief(request_))
    assert follows(brief(request_), outline(3)) == {}


def test_a_novel_is_a_chain_within_each_part_and_parts_go_side_by_side() -> None:
    before = follows(brief("Write a novel about a ferry."), outline(3, 2))
    assert before == {"s1.2": "s1.1", "s1.3": "s1.2", "s2.2": "s2.1"}


def test_the_chapters_of_a_series_go_side_by_side_unless_the_request_says_that_they_build_on_each_other() -> None:
    chapters, whole = Series(label="Chapter", count=3), outline(3)
    assert follows(brief("Write a novel of 3 chapters.", chapters), whole) == {}
    told = "Write 3 diary entries. Each entry builds on the previous one."
    assert follows(brief(told, chapters), whole) == {"s1.2": "s1.1", "s1.3": "s1.2"}
    assert follows(brief("写三章小说，每一章承接上一章。", chapters), outline(2, 1)) == {"s1.2": "s1.1", "s2.1": "s1.2"}


def test_the_request_s_word_that_sections_stand_alone_comes_before_the_genre() -> None:
    asked = brief("Write a novel in stories that stand alone.")
    assert follows(asked, outline(3)) == {}
    assert not goes_on(asked, outline(1).sections[0])


def test_a_manual_waits_only_where_its_plan_says_so() -> None:
    asked = brief("Write a manual for the harbour crane.")
    planned = outline(4, 2, depends={"s1.3": ("s1.1",), "s1.4": ("s1.1", "s1.3"), "s2.1": ("s1.1",)})
    assert follows(asked, planned) == {"s1.3": "s1.1", "s1.4": "s1.3"}, "what another part tells is met by summaries"
    assert [goes_on(asked, section) for section in planned.sections] == [False, False, True, True, True, False]


def test_what_waits_for_the_middle_of_a_strand_comes_in_the_next_wave() -> None:
    order, before = ["a", "b", "c", "d"], {"b": "a", "c": "a", "d": "c"}
    assert chains(order, before) == [["a", "b"]]
    assert chains(order, before, {"a", "b"}) == [["c", "d"]]
    assert chains(order, {}) == [["a"], ["b"], ["c"], ["d"]]


def test_every_section_is_reached_in_a_bounded_number_of_waves() -> None:
    order = [f"s{n}" for n in range(40)]
    before = {f"s{n}": f"s{(n - 1) // 3}" for n in range(1, 40)}
    written: set[str] = set()
    waves = 0
    while len(written) < len(order):
        fresh = {each for strand in chains(order, before, written) for each in strand}
        assert fresh and not fresh & written
        written |= fresh
        waves += 1
    assert waves <= 5


def test_a_model_that_serves_one_call_at_a_time_writes_in_a_row_whatever_the_genre() -> None:
    one, many = Traits(concurrency=1), Traits(concurrency=8)
    novel, manual = brief("Write a novel about a ferry."), brief("Write a manual.")
    assert course_of("auto", one, manual, outline(4)) == "sequential"
    assert len(first_wave(novel, outline(2, 2), "auto", one, 0)) == 1
    assert course_of("auto", many, novel, outline(2, 2)) == "chained"
    assert course_of("auto", many, manual, outline(4)) == "parallel"
    assert course_of("parallel", many, novel, outline(4)) == "parallel"
    assert course_of("sequential", many, manual, outline(4)) == "sequential"


def test_the_pace_of_an_unknown_model_is_learned_from_the_first_strands() -> None:
    whole = outline(50)
    assert len(first_wave(brief("Write a manual."), whole, "auto", Traits(), 0)) == 4
    assert len(first_wave(brief("Write a manual."), whole, "auto", Traits(), 9)) == 50
    drafts = {f"s1.{n}": NOTHING_YET for n in range(1, 5)}
    assert len(next_wave(brief("Write a manual."), whole, drafts, "auto", Traits())) == 46


def test_the_document_s_end_is_begun_first_and_the_others_in_reading_order() -> None:
    first = first_wave(brief("Write a manual."), outline(6), "auto", Traits(), 9)
    assert [strand[0]["section"] for strand in first] == ["s1.6", "s1.1", "s1.2", "s1.3", "s1.4", "s1.5"]


class Listening(SimulatedWriter):
    """Keeps what it is asked, in order."""

    def __init__(self, traits: Traits) -> None:
        super().__init__(traits=traits)
        self.asked: dict[str, Request] = {}

    async def complete(self, request: Request) -> Reply:
        self.asked.setdefault(request.purpose, request)
        return await super().complete(request)


def test_a_story_s_drafter_sees_the_tail_of_its_forerunner_and_what_came_before(store: Path) -> None:
    writer = Listening(Traits(concurrency=8))
    manuscript = write("Write a story about the ferry.", words=4_000, model=writer, store=store)
    assert manuscript.flow == "chained"
    assert manuscript.status == "complete", manuscript.findings
    third = writer.asked["draft:s3"].messages[-1].text
    end = re.search(r'It ended with: "(.+)"', third)
    assert end and end.group(1) in " ".join(manuscript.sections[1].text.split())
    assert "Before that: " in third
    assert "Before that: " not in writer.asked["draft:s2"].messages[-1].text


def test_a_manual_s_drafters_know_the_plan_s_borders_only(store: Path) -> None:
    writer = Listening(Traits(concurrency=8))
    manuscript = write("Write a manual for the harbour crane.", words=4_000, model=writer, store=store)
    assert manuscript.flow == "parallel"
    third = writer.asked["draft:s3"].messages[-1].text
    own, after = manuscript.outline.sections[2:4]
    assert f"It starts from here: {own.entry}" in third
    assert f"Leave to the next section: {after.title} ({after.entry})" in third
    assert "It ended with:" not in third
    assert "Before that: " not in third
