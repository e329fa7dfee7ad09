"""Where a baseline goes next: pure functions, state in, next node out."""

from __future__ import annotations

from typing import Literal

from langgraph.types import Send

from longwriter_agents.baselines.cogwriter import MOST_PLAN_ROUNDS
from longwriter_agents.baselines.self_refine import MOST_ROUNDS
from longwriter_agents.state import WritingState


async def next_paragraph(state: WritingState) -> Literal["write_next", "assemble"]:
    return "write_next" if len(state["drafts"]) < state["planned"]["paragraphs"] else "assemble"


async def all_paragraphs(state: WritingState) -> list[Send]:
    return [Send("write_alone", {"paragraph": f"s{number + 1}"}) for number in range(state["planned"]["paragraphs"])]


async def plan_again(state: WritingState) -> Literal["revise_plan", "check_plan"]:
    return "revise_plan" if state["mend_rounds"] < MOST_PLAN_ROUNDS else "check_plan"


async def all_units(state: WritingState) -> list[Send]:
    return [Send("write_unit", {"unit": f"s{number + 1}"}) for number in range(state["planned"]["units"])]


async def refine_again(state: WritingState) -> Literal["refine", "assemble"]:
    """A draft that could not be had can't be refined."""
    written = state["drafts"]["s1"]["attempt"] > 0
    return "refine" if written and state["mend_rounds"] < MOST_ROUNDS else "assemble"
