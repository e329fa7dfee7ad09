"""AgentWrite (arXiv 2408.07055): plan paragraphs, write them one after the other with all earlier text in the prompt."""

from __future__ import annotations

from langgraph.graph import END, START, StateGraph

from longwriter_agents.agents import assembler
from longwriter_agents.baselines import agentwrite, reading, routing
from longwriter_agents.services import Services
from longwriter_agents.state import WritingState

VERSION = "1"


def build() -> StateGraph[WritingState, Services]:
    graph = StateGraph(WritingState, context_schema=Services)
    for node in (reading.understand, agentwrite.plan, agentwrite.check_plan, agentwrite.write_next):
        graph.add_node(node)
    for node in (assembler.assemble, assembler.verify):
        graph.add_node(node)
    graph.add_edge(START, "understand")
    graph.add_edge("understand", "plan")
    graph.add_edge("plan", "check_plan")
    graph.add_edge("check_plan", "write_next")
    graph.add_conditional_edges("write_next", routing.next_paragraph, ["write_next", "assemble"])
    graph.add_edge("assemble", "verify")
    graph.add_edge("verify", END)
    return graph
