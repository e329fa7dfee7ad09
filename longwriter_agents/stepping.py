"""Steps in a row: what always follows one another is one node of a section's loop, since each costs LangGraph as much as some
of our checks of a whole section."""

from __future__ import annotations

from typing import Protocol

from langgraph.runtime import Runtime

from longwriter_agents.services import Services
from longwriter_agents.state import StrandState


class SectionStep(Protocol):
    """One step of the section that a strand is at: what it changes of the strand's state."""

    async def __call__(self, state: StrandState, runtime: Runtime[Services]) -> StrandState: ...


def in_a_row(*steps: SectionStep) -> SectionStep:
    """One node that takes these steps, each from the state that the one before it left. Only the last may hand drafts over:
    what LangGraph merges by key is not merged here."""

    async def taken(state: StrandState, runtime: Runtime[Services]) -> StrandState:
        changed: StrandState = {}
        for step in steps:
            changed = {**changed, **await step({**state, **changed}, runtime)}
        return changed

    return taken
