"""CogWriter (arXiv 2502.12568): plan, revise the plan, write all units at once, review each, rewrite it to its length."""

from __future__ import annotations

from langgraph.graph import END, START, StateGraph

from longwriter_agents.agents import assembler
from longwriter_agents.baselines import cogwriter, reading, routing
from longwriter_agents.services import Services
from longwriter_agents.state import WritingState

VERSION = "1"


def build() -> StateGraph[WritingState, Services]:
    graph = StateGraph(WritingState, context_schema=Services)
    graph.add_node(cogwriter.write_unit)
    for node in (reading.understand, cogwriter.plan, cogwriter.revise_plan, cogwriter.check_plan):
        graph.add_node(node)
    for node in (assembler.assemble, assembler.verify):
        graph.add_node(node)
    graph.add_edge(START, "understand")
    graph.add_edge("understand", "plan")
    graph.add_edge("plan", "revise_plan")
    graph.add_conditional_edges("revise_plan", routing.plan_again, ["revise_plan", "check_plan"])
    graph.add_conditional_edges("check_plan", routing.all_units, ["write_unit"])
    graph.add_edge("write_unit", "assemble")
    graph.add_edge("assemble", "verify")
    graph.add_edge("verify", END)
    return graph
