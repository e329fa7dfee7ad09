"""`longwriter write`"""

from __future__ import annotations

from typing import Any

from longwriter_agents.cli import options as o
from longwriter_agents.cli.running import Shown, run


def write(
    prompt: o.Prompt = None,
    prompt_file: o.PromptFile = None,
    words: o.Words = None,
    model: o.Model = None,
    planner: o.Planner = None,
    drafter: o.Drafter = None,
    reviewer: o.Reviewer = None,
    base_url: o.BaseUrl = None,
    graph: o.Graph = "longform",
    language: o.Language = None,
    constraint: o.Demands = None,
    constraints: o.DemandsFile = None,
    outline: o.OutlineFile = None,
    max_tokens: o.MaxTokens = None,
    max_usd: o.MaxUsd = None,
    max_seconds: o.MaxSeconds = None,
    concurrency: o.Concurrency = None,
    flow: o.Flow = "auto",
    review: o.Review = "auto",
    rounds: o.Rounds = 2,
    candidates: o.Candidates = 1,
    context_window: o.Window = None,
    store: o.StorePath = None,
    output: o.Output = None,
    report: o.Report = None,
    force: o.Force = False,
    quiet: o.Quiet = False,
    json: o.Json = False,
) -> None:
    """Write a document. Exit code 0: complete, 3: complete with findings, 1: failed, 2: usage."""
    brief = o.brief_of(prompt, prompt_file)
    given: dict[str, Any] = {
        "words": words if words is not None else brief.words,
        "model": model,
        "planner": planner,
        "drafter": drafter,
        "reviewer": reviewer,
        "base_url": base_url,
        "graph": graph,
        "language": language or brief.language,
        "constraints": [*brief.constraints, *o.constraints_of(constraint, constraints)],
        "outline": o.outline_of(outline) if outline is not None else brief.outline,
        "budget": o.budget_of(max_tokens, max_usd, max_seconds),
        "concurrency": concurrency,
        "flow": flow,
        "review": review,
        "rounds": rounds,
        "candidates": candidates,
        "context_window": context_window,
        "store": store,
    }

    def work(listener: Any) -> Any:
        from longwriter_agents import api

        return api.write(brief.request, **given, on_event=listener)

    run(work, Shown(output=output, report=report, force=force, quiet=quiet, json=json, store=store))
