"""A revision of a finished document: lay out what stands, write the named sections anew, go over what depends on them, have
the whole looked at, assemble, verify. It is no way of writing to choose: every finished document is revised by it."""

from __future__ import annotations

from langgraph.graph import END, START, StateGraph

from longwriter_agents import routing
from longwriter_agents.agents import assembler, rewriter
from longwriter_agents.graphfiles import load_graph
from longwriter_agents.services import Services
from longwriter_agents.state import RevisionState, StrandState

VERSION = "revision-1"


def build() -> StateGraph[RevisionState, Services]:
    graph = StateGraph(RevisionState, context_schema=Services)
    # The very loop in which sections are written for the first time.
    write_strand = load_graph("longform").graph.nodes["write_strand"].runnable
    graph.add_node("write_strand", write_strand, input_schema=StrandState)
    for node in (rewriter.open_revision, rewriter.follow_up, rewriter.review_revision):
        graph.add_node(node)
    for last in (assembler.assemble, assembler.verify):
        graph.add_node(last)
    graph.add_edge(START, "open_revision")
    graph.add_conditional_edges("open_revision", routing.strands_or_follow_up, ["write_strand", "follow_up"])
    graph.add_edge("write_strand", "follow_up")
    graph.add_conditional_edges("follow_up", routing.strands_or_look, ["write_strand", "review_revision", "assemble"])
    graph.add_conditional_edges("review_revision", routing.mend_or_assemble, ["write_strand", "assemble"])
    graph.add_edge("assemble", "verify")
    graph.add_edge("verify", END)
    return graph
