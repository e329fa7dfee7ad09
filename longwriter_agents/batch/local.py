"""A batch written by this process, its jobs kept in the store: a run that is broken off loses nothing."""

from __future__ import annotations

from pathlib import Path

from longwriter_agents.batch.results import RowResult
from longwriter_agents.batch.rows import Row
from longwriter_agents.batch.shelf import Shelf
from longwriter_agents.events import Event
from longwriter_agents.export import FORMATS
from longwriter_agents.jobs.direct import created, reopened
from longwriter_agents.jobs.intake import taken_in
from longwriter_agents.jobs.run import Run
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import JobRecord


class Heard:
    """What a document's events tell of its words while it is written: a long one is not just "writing" for an hour."""

    def __init__(self, result: RowResult) -> None:
        self._result = result
        self._words: dict[str, int] = {}

    def __call__(self, event: Event) -> None:
        if event.type == "outline_ready":
            self._result.target_words = sum(section.budget for section in event.outline.sections)
        elif event.type in ("section_progress", "section_done"):
            self._words[event.section_id] = event.words
            self._result.words = sum(self._words.values())


class LocalWriter:
    """Each row's job bears a tag of its folder and content, by which the next run finds it."""

    def __init__(self, store: Store, shelf: Shelf, *, retry_failed: bool = False) -> None:
        self._store = store
        self._shelf = shelf
        self._retry_failed = retry_failed

    async def aclose(self) -> None:
        await self._store.aclose()

    async def write(self, row: Row, path: Path, result: RowResult) -> None:
        tag = self._shelf.tag_of(row)
        known = await self._store.tagged(tag)
        result.before = known is not None and known.status == "succeeded"
        if not result.before:
            self._shelf.check(path)
        if known is not None and known.status == "failed" and not self._retry_failed:
            kept = await self._store.artifact(known.id, "manuscript")
            _fill(result, Manuscript.model_validate(kept)) if kept else None
            result.status, result.before, result.job = "failed", True, known.id
            result.message = f"{known.message} (of an earlier run; --retry-failed tries again)"
            return
        manuscript = await (await self._opened(row, known, tag, Heard(result))).run()
        _fill(result, manuscript)
        if manuscript.status != "failed" and not (result.before and self._shelf.holds(tag, path)):
            self._shelf.put(tag, path, FORMATS[path.suffix](manuscript))

    async def _opened(self, row: Row, known: JobRecord | None, tag: str, heard: Heard) -> Run:
        if known is not None:
            return await reopened(
                known.id, self._store, False, {}, base_url=row.options.get("base_url"), on_event=heard
            )
        return await created(taken_in(row.options), self._store, False, on_event=heard, tag=tag)


def _fill(result: RowResult, manuscript: Manuscript) -> None:
    assert manuscript.status != "planned"
    used = manuscript.usage
    result.status, result.message, result.job = manuscript.status, manuscript.message, manuscript.job_id
    result.words, result.target_words = manuscript.words.written, manuscript.words.target
    result.calls, result.tokens = used.calls, used.input_tokens + used.output_tokens
    result.cost_usd, result.seconds = used.cost_usd, used.seconds
