"""What a small model is offered where its plan gives out: something to look at, of the kind of its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents import write
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.continuity.angle_lists import OF_ACCOUNTS, OF_DOCUMENTS, OF_LIVES, OF_STORIES, SUBJECTS
from longwriter_agents.continuity.angles import angles_of_sections, detail, directions, subjects
from longwriter_agents.model import Brief, Length
from longwriter_agents.testing.simulated import Habit, SimulatedWriter


def brief(request: str, language: str = "en") -> Brief:
    return Brief(request=request, language=language, length=Length(mode="about", target=900, low=873, high=927))


@pytest.mark.parametrize(
    ("request_text", "angles"),
    [
        ("Write a travel piece about four days on a slow train.", OF_LIVES),
        ("Write a short story about a bridge keeper.", OF_LIVES),
        ("Write a manual for volunteers who look after a small garden through the year.", OF_DOCUMENTS),
        ("Explain how a small town can keep its own bakery, for residents.", OF_DOCUMENTS),
        ("Explain how a glider can stay in the air for a day.", OF_ACCOUNTS),
        ("Write an essay on why people collect things.", OF_ACCOUNTS),
        ("Introduce what is done in the hills at the spring festival.", OF_ACCOUNTS),
    ],
)
def test_details_are_of_the_kind_of_text_and_go_round(request_text: str, angles: tuple[str, ...]) -> None:
    assert [detail(brief(request_text), number) for number in range(len(angles) + 1)] == [*angles, angles[0]]


def test_details_are_in_the_document_s_language_or_there_are_none() -> None:
    chinese = detail(brief("写一篇关于养蜂的指南。", "zh"), 1)
    assert chinese and not chinese.isascii()
    assert detail(brief("Schreibe ein Handbuch über Bienen.", "de"), 1) == ""


def test_what_stands_by_itself_is_compared_with_none_before_it() -> None:
    assert len(OF_DOCUMENTS) > 10
    assert not any("the one before" in each for each in OF_DOCUMENTS)


def test_a_story_s_subjects_keep_its_course_and_end_with_its_end() -> None:
    told = subjects(brief("Write a short story about a bridge keeper."), 4)
    assert told[0] == OF_STORIES[0]
    assert told[-1] == OF_STORIES[-1]
    assert sorted(told, key=OF_STORIES.index) == told
    assert subjects(brief("Schreibe eine Geschichte.", "de"), 4) == []


def test_the_parts_of_a_document_are_sent_in_different_directions() -> None:
    manual, interview = brief("Write a manual for volunteers."), brief("Write an interview with a baker.")
    for about in (manual, interview):
        first, second = (directions(about, 3, part=part) for part in (0, 1))
        assert len({*first, *second}) == 6
    assert directions(manual, 99) == list(SUBJECTS)
    assert directions(brief("Schreibe ein Handbuch.", "de"), 3) == []


def test_sections_look_at_something_else_each_and_so_do_the_parts() -> None:
    manual = brief("Write a manual for volunteers.")
    first, second = (angles_of_sections(manual, 8, part=part) for part in (0, 1))
    assert len({*first, *second}) == 16
    assert set(first) < set(OF_DOCUMENTS)
    chinese = angles_of_sections(brief("写一篇关于养蜂的指南。", "zh"), 6)
    assert len(set(chinese)) == 6 and not any(each.isascii() for each in chinese)


@pytest.mark.parametrize(
    ("request_text", "language"),
    [
        ("Write a short story about a bridge keeper.", "en"),
        ("Write a letter to an old friend.", "en"),
        ("Write a travelogue of four days on a slow train.", "en"),
        ("Write a short biography of a lighthouse keeper.", "en"),
        ("Write an article on the history of the town's canal.", "en"),
        ("写一部小镇简史。", "zh"),
        ("Schreibe ein Handbuch über Bienen.", "de"),
    ],
)
def test_what_only_a_plan_knows_is_left_to_the_plan(request_text: str, language: str) -> None:
    assert angles_of_sections(brief(request_text, language), 8) == []


class Listening(SimulatedWriter):
    """A small model that writes a third of what it is asked, and keeps what it was asked to go on with."""

    def __init__(self) -> None:
        super().__init__(Habit(ratio=0.2))
        self.heard: list[str] = []

    @property
    def traits(self) -> Traits:
        return Traits(small=True, concurrency=1)

    async def complete(self, request: Request) -> Reply:
        if request.purpose.startswith("continue"):
            self.heard.append(request.messages[-1].text)
        return await super().complete(request)


def test_a_small_model_that_has_told_its_points_is_offered_details(tmp_path: Path) -> None:
    model = Listening()
    manuscript = write(
        "Write an essay on why people collect things.", words=2_500, model=model, store=tmp_path / "s.db"
    )
    assert abs(manuscript.words.deviation) <= 0.03
    offered = [next((each for each in OF_ACCOUNTS if each in asked), "") for asked in model.heard]
    assert any(offered)
    assert len(set(filter(None, offered))) > 1, "not the same to every section"
