"""Understand, plan, write every section in its own loop, look over the whole, join, mend, assemble, verify."""

from __future__ import annotations

from typing import Any

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime

from longwriter_agents import routing
from longwriter_agents.agents import (
    analyst,
    assembler,
    document_review,
    drafter,
    editor,
    joiner,
    monitor,
    planner,
    reviewer,
    reviser,
)
from longwriter_agents.services import Services
from longwriter_agents.state import StrandOutput, StrandState, WritingState
from longwriter_agents.stepping import StrandNode, after, in_a_row

VERSION = "2"
"""Raised when nodes or their order change: a job that was begun under another version is not resumed half-way."""


STEPS = {
    "draft": in_a_row(drafter.draft, monitor.monitor, editor.close_done),
    "monitor": in_a_row(monitor.monitor, editor.close_done),
    "review": in_a_row(reviewer.review, editor.close_done),
    "revise": in_a_row(reviser.revise, editor.close_done),
}


def section_loop() -> CompiledStateGraph[Any, Any, Any, Any]:
    """draft → monitor → review → revise for each section of a strand, every step bounded; each closes what is done."""
    loop = StateGraph(StrandState, context_schema=Services, output_schema=StrandOutput)
    for name, step in STEPS.items():
        loop.add_node(name, step)
    loop.add_conditional_edges(START, routing.first_step, list(STEPS))
    loop.add_conditional_edges("draft", routing.next_step, ["draft", "review", "revise", END])
    loop.add_conditional_edges("monitor", routing.next_step, ["draft", "review", "revise", END])
    loop.add_conditional_edges("review", routing.next_step, ["draft", "revise", END])
    loop.add_conditional_edges("revise", routing.next_step, ["draft", "monitor", END])
    # Its steps are replayed from the journal, so they need no checkpoints of their own (which cost ten times the time).
    return loop.compile(checkpointer=False)


def strand() -> StrandNode:
    """Most strands are one section that is done with its first step. Only what needs more goes through the loop: to enter it
    costs LangGraph more than the checks of a section cost us."""
    loop = section_loop()

    async def write_strand(state: StrandState, runtime: Runtime[Services]) -> StrandOutput:
        first = STEPS[await routing.first_step(state)]
        begun = after(state, await first(state, runtime))
        if begun["step"] == "done":
            return {"drafts": begun["drafts"]}
        written = await loop.ainvoke(begun, context=runtime.context)
        return {"drafts": written["drafts"]}

    return write_strand


def build() -> StateGraph[WritingState, Services]:
    graph = StateGraph(WritingState, context_schema=Services)
    graph.add_node("write_strand", strand())
    for node in (analyst.understand, planner.plan, planner.plan_part, planner.check_plan, editor.lay_first):
        graph.add_node(node)
    graph.add_node(editor.survey)
    for joining in (joiner.look_at_borders, joiner.mend_border):
        graph.add_node(joining)
    for last in (document_review.review_document, assembler.assemble, assembler.verify):
        graph.add_node(last)
    graph.add_edge(START, "understand")
    graph.add_edge("understand", "plan")
    graph.add_conditional_edges("plan", routing.parts_or_check, ["plan_part", "check_plan"])
    graph.add_edge("plan_part", "check_plan")
    graph.add_edge("check_plan", "lay_first")
    graph.add_conditional_edges("lay_first", routing.send_strands, ["write_strand"])
    graph.add_edge("write_strand", "survey")
    after_survey = ["write_strand", "look_at_borders", "review_document", "assemble"]
    graph.add_conditional_edges("survey", routing.strands_or_borders, after_survey)
    graph.add_conditional_edges("look_at_borders", routing.borders_or_review, ["mend_border", "review_document"])
    graph.add_edge("mend_border", "look_at_borders")
    graph.add_conditional_edges("review_document", routing.mend_or_assemble, ["write_strand", "assemble"])
    graph.add_edge("assemble", "verify")
    graph.add_edge("verify", END)
    return graph
