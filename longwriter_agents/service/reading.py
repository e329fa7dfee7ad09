"""A document's sections in reading order, each as soon as it and all before it are ready."""

from __future__ import annotations

from typing import Any

from longwriter_agents.assembly import section_level
from longwriter_agents.errors import StoreError
from longwriter_agents.model import Outline, Part, Section
from longwriter_agents.store.base import Store


class SectionsInOrder:
    """`take` each event of the job's log; it gives the pieces of text that can be shown now. After a `StoreError` it may be
    given the same event once more.

    A section is shown as it was first closed. What is settled afterwards (a sentence cut, a demand mended) is in the
    manuscript only.
    """

    def __init__(self, store: Store, job_id: str) -> None:
        self._store = store
        self._job_id = job_id
        self._ready: dict[str, int] = {}
        self._waiting: list[tuple[Part, Section]] | None = None
        self._outline = Outline()
        self._begun = False

    async def take(self, event: dict[str, Any]) -> list[str]:
        if event["type"] == "outline_ready" and self._waiting is None:
            self._outline = Outline.model_validate(await self._store.artifact(self._job_id, "outline"))
            self._waiting = list(self._outline.placed())
        elif event["type"] == "section_done" and event.get("attempt"):
            self._ready.setdefault(event["section_id"], event["attempt"])
        return await self._showable()

    async def _showable(self) -> list[str]:
        pieces: list[str] = []
        while self._waiting and self._waiting[0][1].id in self._ready:
            part, section = self._waiting[0]
            try:
                draft = await self._store.draft(self._job_id, section.id, self._ready[section.id])
            except StoreError:
                if pieces:
                    break  # the rest is read the next time
                raise
            self._waiting.pop(0)
            pieces.append(self._piece(part, section, draft.text))
        return pieces

    def _piece(self, part: Part, section: Section, text: str) -> str:
        blocks = [f"# {self._outline.title}"] if not self._begun and self._outline.title else []
        if part.title and part.sections[0].id == section.id:
            blocks.append(f"## {part.title}")
        if section.title:
            blocks.append(f"{'#' * section_level(self._outline)} {section.title}")
        lead = "\n\n" if self._begun else ""
        self._begun = True
        return lead + "\n\n".join([*blocks, text.strip()])
