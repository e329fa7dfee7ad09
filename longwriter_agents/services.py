"""What the agents work with: the store, a model for each role, the caller's options, the meter, the events' ear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel

from longwriter_agents.backends.base import Backend, Request, Rung
from longwriter_agents.backends.structured import ask
from longwriter_agents.embedding import Embedder, default_embedder
from longwriter_agents.events import Event
from longwriter_agents.model import Brief, Draft, Outline
from longwriter_agents.options import Options
from longwriter_agents.store.base import Store
from longwriter_agents.store.outbox import Outbox

T = TypeVar("T", bound=BaseModel)
Stage = Literal["understand", "plan"]
STAGES: tuple[Stage, ...] = ("understand", "plan")
"""The steps that ask for structured answers and run alone, in order."""
_ALL_READ = "all artifacts are read"


class Gauge(Protocol):
    """Tells what share of the tightest budget is left, 1.0 when nothing is limited."""

    def left(self) -> float: ...


@dataclass(frozen=True)
class Services:
    """The context of a graph run. Nothing here goes into a checkpoint."""

    job_id: str
    request: str
    store: Store
    outbox: Outbox
    planner: Backend
    drafter: Backend
    reviewer: Backend
    options: Options
    gauge: Gauge
    emit: Callable[[Event], None]
    embedder: Callable[[], Embedder | None] = default_embedder
    """Loads it where it is first needed; None where none is installed."""
    memory: dict[str, Any] = field(default_factory=dict)
    """What was read or written in this run: artifacts, and of each section the version that was used last."""

    async def keep(self, name: str, value: Any) -> None:
        """Keep a JSON artifact of this job; nobody changes it afterwards."""
        self.memory[name] = value
        await self.outbox.put_artifact(name, value)

    async def read_all(self) -> None:
        """Read all artifacts at once. From then on what is not among them is not there: a job has one run at a time."""
        self.memory.update(await self.store.artifacts(self.job_id))
        self.memory[_ALL_READ] = True

    async def all_kept(self) -> dict[str, Any]:
        """All artifacts of this job as they stand in the store."""
        await self.outbox.flush()
        return await self.store.artifacts(self.job_id)

    async def kept(self, name: str) -> Any:
        """A JSON artifact of this job, or None."""
        if name not in self.memory and _ALL_READ not in self.memory:
            self.memory[name] = await self.store.artifact(self.job_id, name)
        return self.memory.get(name)

    async def brief(self) -> Brief:
        if "parsed:brief" not in self.memory:
            self.memory["parsed:brief"] = Brief.model_validate(await self.kept("brief"))
        brief: Brief = self.memory["parsed:brief"]
        return brief

    async def outline(self) -> Outline:
        if "parsed:outline" not in self.memory:
            self.memory["parsed:outline"] = Outline.model_validate(await self.kept("outline"))
        outline: Outline = self.memory["parsed:outline"]
        return outline

    async def text(self, section_id: str, attempt: int) -> str:
        """A section's text in the given version; the empty text for attempt 0, which is no text yet."""
        if attempt == 0:
            return ""
        newest = self.memory.get(f"newest:{section_id}")
        if newest is None or newest[0] != attempt:
            await self.outbox.flush()
            draft = await self.store.draft(self.job_id, section_id, attempt)
            self._remember(draft)
            newest = self.memory[f"newest:{section_id}"]
        text: str = newest[1]
        return text

    def words_of(self, section_id: str) -> int:
        """The words of a section's version that this run read or wrote last."""
        words: int = self.memory.get(f"words:{section_id}", 0)
        return words

    async def ask(self, backend: Backend, request: Request, wanted: type[T], *, learn_as: Stage | None = None) -> T:
        """A structured answer. What rung works is learned only by the stages that run alone (`learn_as`), and each
        stage knows only what earlier ones learned: so a repeated step asks the same, whatever ran beside it."""
        known: dict[str, Rung] = dict(await self.kept("rungs") or {})
        for stage in STAGES[: STAGES.index(learn_as)] if learn_as else STAGES:
            known |= await self.kept(f"rungs:{stage}") or {}
        value, rung = await ask(backend, request, wanted, first=known.get(backend.spec))
        if learn_as:
            await self.keep(f"rungs:{learn_as}", {backend.spec: rung})
        return value

    async def save_draft(self, draft: Draft) -> None:
        self._remember(draft)
        await self.outbox.put_draft(draft)

    def _remember(self, draft: Draft) -> None:
        self.memory[f"newest:{draft.section_id}"] = (draft.attempt, draft.text)
        self.memory[f"words:{draft.section_id}"] = draft.words
