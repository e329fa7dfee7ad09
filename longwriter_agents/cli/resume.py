"""`longwriter resume`"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from longwriter_agents.cli import options as o
from longwriter_agents.cli.running import Shown, run


def resume(
    job: Annotated[str | None, typer.Argument(help="The job's id; the last unfinished one by default.")] = None,
    model: o.Model = None,
    planner: o.Planner = None,
    drafter: o.Drafter = None,
    reviewer: o.Reviewer = None,
    base_url: o.BaseUrl = None,
    max_tokens: o.MaxTokens = None,
    max_usd: o.MaxUsd = None,
    max_seconds: o.MaxSeconds = None,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Take the job from the process that is writing it now.")
    ] = False,
    store: o.StorePath = None,
    output: o.Output = None,
    report: o.Report = None,
    force: o.Force = False,
    quiet: o.Quiet = False,
    json: o.Json = False,
) -> None:
    """Go on with a job. Finished calls are not repeated; a finished job is printed at once. A budget that is given here takes
    the place of the job's own; what was spent counts."""
    budget = o.budget_of(max_tokens, max_usd, max_seconds)

    def work(listener: Any) -> Any:
        from longwriter_agents import api

        return api.resume(
            job,
            store=store,
            model=model,
            planner=planner,
            drafter=drafter,
            reviewer=reviewer,
            base_url=base_url,
            budget=budget,
            take_over=take_over,
            on_event=listener,
        )

    run(work, Shown(output=output, report=report, force=force, quiet=quiet, json=json, store=store))
