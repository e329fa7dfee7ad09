"""AgentWrite's parallel form: the same plan, every paragraph written at once from request and plan alone."""

from __future__ import annotations

from langgraph.graph import END, START, StateGraph

from longwriter_agents.agents import assembler
from longwriter_agents.baselines import agentwrite, reading, routing
from longwriter_agents.services import Services
from longwriter_agents.state import WritingState

VERSION = "1"


def build() -> StateGraph[WritingState, Services]:
    graph = StateGraph(WritingState, context_schema=Services)
    graph.add_node(agentwrite.write_alone)
    for node in (reading.understand, agentwrite.plan, agentwrite.check_plan, assembler.assemble, assembler.verify):
        graph.add_node(node)
    graph.add_edge(START, "understand")
    graph.add_edge("understand", "plan")
    graph.add_edge("plan", "check_plan")
    graph.add_conditional_edges("check_plan", routing.all_paragraphs, ["write_alone"])
    graph.add_edge("write_alone", "assemble")
    graph.add_edge("assemble", "verify")
    graph.add_edge("verify", END)
    return graph
