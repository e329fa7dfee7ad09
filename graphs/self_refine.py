"""Self-Refine (arXiv 2303.17651): draft, feedback, refinement, by one model, in bounded rounds."""

from __future__ import annotations

from langgraph.graph import END, START, StateGraph

from longwriter_agents.agents import assembler
from longwriter_agents.baselines import one_shot, reading, routing, self_refine
from longwriter_agents.services import Services
from longwriter_agents.state import WritingState

VERSION = "1"


def build() -> StateGraph[WritingState, Services]:
    graph = StateGraph(WritingState, context_schema=Services)
    for node in (reading.understand, one_shot.draft, self_refine.refine, assembler.assemble, assembler.verify):
        graph.add_node(node)
    graph.add_edge(START, "understand")
    graph.add_edge("understand", "draft")
    graph.add_conditional_edges("draft", routing.refine_again, ["refine", "assemble"])
    graph.add_conditional_edges("refine", routing.refine_again, ["refine", "assemble"])
    graph.add_edge("assemble", "verify")
    graph.add_edge("verify", END)
    return graph
