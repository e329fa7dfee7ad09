"""Where a run goes on: its thread of LangGraph's checkpoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from longwriter_agents.graphfiles import GraphFile
from longwriter_agents.services import Services
from longwriter_agents.store.records import JobRecord

_MOST_STEPS = 1_000_000
"""LangGraph's own step limit is no use here: every loop has its bound, and long documents take many steps."""


@dataclass(frozen=True)
class Thread:
    """`stands` where an earlier run of the job left it within."""

    id: str
    stands: bool = False

    @property
    def config(self) -> dict[str, Any]:
        return {"configurable": {"thread_id": self.id}, "recursion_limit": _MOST_STEPS}

    @property
    def start(self) -> dict[str, Any] | None:
        """What the graph is called with: nothing where it goes on."""
        return None if self.stands else {"parts": {}}


async def thread_for(record: JobRecord, services: Services, graph: Any, file: GraphFile) -> Thread:
    """The last run's thread if it can be gone on with; else a new one, which the journal replays.

    A thread of another graph version is left alone: LangGraph would silently drop what waits in renamed nodes.
    """
    kept = await services.kept("thread")
    if kept and kept["version"] == file.version and record.outcome != "failed":
        last = Thread(kept["id"], stands=True)
        if (await graph.aget_state(last.config)).next:
            return last
    new = Thread(f"{record.id}/{record.runs}")
    await services.keep("thread", {"id": new.id, "version": file.version})
    return new
