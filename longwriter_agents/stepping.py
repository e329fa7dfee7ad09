"""Steps in a row: what always follows one another is one node of a section's loop, since each costs LangGraph as much as some
of our checks of a whole section."""

from __future__ import annotations

from typing import Protocol

from langgraph.runtime import Runtime

from longwriter_agents.services import Services
from longwriter_agents.state import StrandOutput, StrandState, by_key


class SectionStep(Protocol):
    """One step of the section that a strand is at: what it changes of the strand's state."""

    async def __call__(self, state: StrandState, runtime: Runtime[Services]) -> StrandState: ...


class StrandNode(Protocol):
    """A strand from its beginning to its end: the sections that it wrote."""

    async def __call__(self, state: StrandState, runtime: Runtime[Services]) -> StrandOutput: ...


def in_a_row(*steps: SectionStep) -> SectionStep:
    """One node that takes these steps, each from the state that the one before it left."""

    async def taken(state: StrandState, runtime: Runtime[Services]) -> StrandState:
        changed: StrandState = {}
        for step in steps:
            changed = after(changed, await step(after(state, changed), runtime))
        return changed

    return taken


def after(state: StrandState, changed: StrandState) -> StrandState:
    """The state with what a step changed of it, merged as LangGraph does."""
    both: StrandState = {**state, **changed}
    if "drafts" in both:
        both["drafts"] = by_key(state.get("drafts", {}), changed.get("drafts", {}))
    return both
