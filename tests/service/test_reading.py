"""Sections of a chat come in reading order, also where the database is away for a moment."""

from __future__ import annotations

from typing import Any

import pytest

from longwriter_agents.errors import StoreError
from longwriter_agents.model import Draft, Outline, Part, Section
from longwriter_agents.service import chat
from longwriter_agents.service.reading import SectionsInOrder

OUTLINE = Outline(parts=(Part(id="p1", sections=tuple(Section(id=f"s{n}", title=f"Part {n}") for n in (1, 2, 3))),))


class Away:
    """A store that does not answer when it is asked for the third time, and for `more` times after that."""

    def __init__(self, more: int = 0) -> None:
        self._more = more
        self._asked = 0

    async def artifact(self, job_id: str, name: str) -> Any:
        return OUTLINE.model_dump(mode="json")

    async def draft(self, job_id: str, section_id: str, attempt: int) -> Draft:
        self._asked += 1
        if 3 <= self._asked <= 3 + self._more:
            raise StoreError("It is away.")
        return Draft(section_id=section_id, attempt=attempt, text=f"Text of {section_id}.", words=3)


async def read(store: Any) -> str:
    reading = SectionsInOrder(store, "j")
    pieces: list[str] = []
    events: list[dict[str, Any]] = [{"type": "section_done", "section_id": f"s{n}", "attempt": 1} for n in (3, 2, 1)]
    for event in [{"type": "outline_ready"}, *events, {"type": "job_status"}]:
        pieces += await chat._read(reading, event)
    return "".join(pieces)


async def test_a_section_that_could_not_be_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "_AGAIN_S", 0.0)
    undisturbed = await read(Away(more=-1))
    assert [f"Text of s{n}." in undisturbed for n in (1, 2, 3)] == [True] * 3
    for more in (0, 5):
        assert await read(Away(more)) == undisturbed


async def test_a_database_that_stays_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "_AGAIN_S", 0.0)
    with pytest.raises(StoreError):
        await read(Away(more=1_000))
