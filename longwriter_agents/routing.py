"""Where the graph goes next: pure functions, state in, next node out.

They wait for nothing, but are `async` all the same: LangGraph would call plain functions in a thread of their own, which costs
more than what they do.
"""

from __future__ import annotations

from typing import Literal

from langgraph.types import Send

from longwriter_agents.state import RevisionState, StrandState, WritingState

ROUNDS_OF_BORDERS = 2
"""First the even borders, then the odd ones."""


async def parts_or_check(state: WritingState) -> list[Send] | Literal["check_plan"]:
    """Plan each part of a long document side by side; a short outline is whole already."""
    if not state["parts"]:
        return "check_plan"
    return [Send("plan_part", {"part": part, "sections": size}) for part, size in state["parts"].items()]


async def strands_or_borders(
    state: WritingState,
) -> list[Send] | Literal["look_at_borders", "review_document", "assemble"]:
    """The next wave; when nothing is left to write, the borders, and then the whole (again after each mend)."""
    if state.get("status") == "failed":
        return "assemble"
    if state["queue"]:
        return _strands(state)
    return "look_at_borders" if state["border_rounds"] < ROUNDS_OF_BORDERS else "review_document"


async def borders_or_review(state: WritingState) -> list[Send] | Literal["review_document"]:
    """The flagged borders of a round side by side; they share no section."""
    if not state["borders"]:
        return "review_document"
    drafts = state["drafts"]
    return [
        Send("mend_border", {"border": each, "drafts": {key: drafts[key] for key in (each["before"], each["after"])}})
        for each in state["borders"]
    ]


async def mend_or_assemble(state: WritingState) -> list[Send] | Literal["assemble"]:
    return _strands(state) if state["queue"] else "assemble"


async def strands_or_follow_up(state: RevisionState) -> list[Send] | Literal["follow_up"]:
    """A revision's first wave; one that only shortens has none."""
    return _strands(state) if state["queue"] else "follow_up"


async def strands_or_look(state: RevisionState) -> list[Send] | Literal["review_revision", "assemble"]:
    if state.get("status") == "failed":
        return "assemble"
    return _strands(state) if state["queue"] else "review_revision"


async def send_strands(state: WritingState) -> list[Send]:
    return _strands(state)


def _strands(state: WritingState) -> list[Send]:
    """Each strand gets its work, the pace, and the state of the sections that it works on."""
    drafts = state["drafts"]
    return [
        Send(
            "write_strand",
            {
                "work": works,
                "wave": state["wave"],
                "pace": state["pace"],
                "drafts": {w["section"]: drafts[w["section"]] for w in works if w["section"] in drafts},
            },
        )
        for works in state["queue"]
    ]


async def first_step(state: StrandState) -> Literal["draft", "monitor", "review", "revise"]:
    """A strand that is begun goes on; else mending starts with the reviser, everything else with the drafter."""
    step = state.get("step")
    if step is None or step == "done":
        return "revise" if state["work"][0]["mode"] == "mend" else "draft"
    return step


async def next_step(state: StrandState) -> Literal["draft", "monitor", "review", "revise", "__end__"]:
    """The step that the section needs, or the first of the strand's next section."""
    step = state["step"]
    return "__end__" if step == "done" else step
