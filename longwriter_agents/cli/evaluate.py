"""`longwriter evaluate SUITE`: scores of models and graphs, each from one command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from longwriter_agents.cli import options as o
from longwriter_agents.cli.output import tell
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.registry import SUITES

app = typer.Typer(help="Measure models and ways of writing on suites of requests; resumable.", no_args_is_help=True)

_Graphs = Annotated[str, typer.Option("--graph", help="The ways of writing, separated by commas.")]
_Items = Annotated[int | None, typer.Option("--items", "-n", help="So many items, spread over the suite.", min=1)]
_Only = Annotated[str, typer.Option("--only", help="Items by their ids or how these begin, separated by commas.")]
_Seeds = Annotated[int, typer.Option("--seeds", help="Runs of each item.", min=1, max=100)]
_Judge = Annotated[str | None, typer.Option("--judge", help='A judge, "provider:model"; not the writer.')]
_JudgeUrl = Annotated[
    str | None, typer.Option("--judge-base-url", help="Address of the judge's server; never the writer's --base-url.")
]
_Itself = Annotated[bool, typer.Option("--judge-itself", help="Let a model judge its own writing; the rows say so.")]
_Data = Annotated[Path | None, typer.Option("--data", help="The suite's data, a file or folder.")]
_Folder = Annotated[Path, typer.Option("--output", "-o", help="The folder for rows and texts.")]
_Retry = Annotated[bool, typer.Option("--retry-failed", help="Run again what failed.")]
_AtOnce = Annotated[int, typer.Option("--at-once", help="Documents at once.", min=1, max=64)]


def _command(name: str) -> Callable[..., None]:
    def run(
        model: o.Model = None,
        graph: _Graphs = "longform",
        items: _Items = None,
        only: _Only = "",
        seeds: _Seeds = 1,
        judge: _Judge = None,
        judge_base_url: _JudgeUrl = None,
        judge_itself: _Itself = False,
        data: _Data = None,
        base_url: o.BaseUrl = None,
        concurrency: o.Concurrency = None,
        context_window: o.Window = None,
        at_once: _AtOnce = 1,
        retry_failed: _Retry = False,
        output: _Folder = Path("results"),
        quiet: o.Quiet = False,
    ) -> None:
        from longwriter_agents.evaluation.doors import run_suite
        from longwriter_agents.evaluation.running import Plan
        from longwriter_agents.settings import Settings

        settings = Settings.from_env()
        plan = Plan(
            model=model or settings.model,
            graphs=_graphs(graph),
            items=items,
            only=tuple(each.strip() for each in only.split(",") if each.strip()),
            seeds=seeds,
            judge=judge or "",
            judge_base_url=judge_base_url,
            data=data,
            base_url=base_url or settings.base_url,
            concurrency=concurrency,
            context_window=context_window,
            at_once=at_once,
            retry_failed=retry_failed,
        )
        told = (lambda line: None) if quiet else tell
        run_suite(name, plan, output, judge_itself=judge_itself, tell=told)

    return run


def _graphs(names: str) -> tuple[str, ...]:
    """The ways of writing, each once; `InputError` where a name is missing."""
    graphs = [name.strip() for name in names.split(",")]
    if not all(graphs):
        raise InputError(
            f"--graph {names!r} holds an empty name.", hint="Give names separated by commas, one at least."
        )
    return tuple(dict.fromkeys(graphs))


for _name, _entry in SUITES.items():
    app.command(_name, help=f"{_entry.about} Finished runs are not repeated.")(_command(_name))


@app.command("report")
def report(
    results: Annotated[list[Path], typer.Argument(help="Folders of results, or their rows.jsonl.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for the report.")] = Path("report"),
    judge: Annotated[str, typer.Option("--judge", help='Those of one judge: "openai:j", or "openai:j at URL".')] = "",
    force: o.Force = False,
) -> None:
    """Make a Markdown and an HTML page of results: tables with intervals, and plots."""
    from longwriter_agents.evaluation.reporting.pages import write_report

    for path in write_report(results, output, force=force, judge=judge):
        tell(f"Saved to {path}")


@app.command("pairs")
def pairs(
    results: Annotated[list[Path], typer.Argument(help="Folders of results.")],
    first: Annotated[str, typer.Option("--first", help="One way of writing.")],
    second: Annotated[str, typer.Option("--second", help="The other.")],
    judge: Annotated[str, typer.Option("--judge", help='The judge, "provider:model"; not the writer.')],
    judge_itself: _Itself = False,
    judge_base_url: Annotated[
        str | None, typer.Option("--judge-base-url", "--base-url", help="Address of the judge's server.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The folder for pairs.jsonl. [default: the first of the results]"),
    ] = None,
) -> None:
    """Have two ways of writing judged pair by pair, each pair in both orders; what was judged is not asked again."""
    from longwriter_agents.evaluation.doors import run_pairs

    lines = run_pairs(
        results, first, second, judge, judge_base_url=judge_base_url, judge_itself=judge_itself, folder=output
    )
    for line in lines:
        print(line)
