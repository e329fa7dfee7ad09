"""`longwriter bench …`: what the framework itself costs, on simulated and embedded models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from longwriter_agents.cli import options as o
from longwriter_agents.cli.output import show_json, tell
from longwriter_agents.settings import DEFAULT_MODEL

_SLACK = 0.25
"""A figure that is a quarter worse than the one that was kept is told."""

app = typer.Typer(help="Measure the framework: orchestration, its own cost, embedded models.", no_args_is_help=True)

_Sizes = Annotated[str, typer.Option("--words", help="Lengths, separated by commas.")]
_Graphs = Annotated[str, typer.Option("--graph", help="Ways of writing, separated by commas. [default: all]")]
_Speed = Annotated[float, typer.Option("--speed", help="How much faster than the world's the clock runs.", min=0.1)]
_Seed = Annotated[int, typer.Option("--seed", help="All chance comes from it.")]
_Compare = Annotated[Path | None, typer.Option("--compare", help="The regression file to compare with.")]
_Accept = Annotated[bool, typer.Option("--accept", help="Put this result into the regression file.")]


def _with_a_place(output: Path | None) -> Path | None:
    """Before anything is measured: a result must find its folder."""
    if output is not None:
        from longwriter_agents.evaluation.lines import make_folder

        make_folder(output.parent, "The folder")
    return output


_Save = Annotated[
    Path | None, typer.Option("--output", "-o", help="Save the result here as JSON.", callback=_with_a_place)
]


@app.command("simulate")
def simulate(
    port: Annotated[int, typer.Option("--port", help="0 takes a free one.", min=0, max=65_535)] = 0,
    first_token: Annotated[float, typer.Option("--first-token", help="Seconds to the first token.", min=0)] = 0.4,
    tokens_per_s: Annotated[float, typer.Option("--tokens-per-s", help="Of each stream.", min=0.1)] = 60.0,
    capacity: Annotated[int | None, typer.Option("--capacity", help="Streams at once; others wait.", min=1)] = None,
    rpm: Annotated[int | None, typer.Option("--rpm", help="Requests in a minute; others get 429.", min=1)] = None,
    faults: Annotated[float, typer.Option("--faults", help="Share of calls with a fault.", min=0, max=1)] = 0.0,
    kinds: Annotated[str, typer.Option("--kinds", help="Kinds of faults, separated by commas. [default: all]")] = "",
    ratio: Annotated[float, typer.Option("--ratio", help="Words written for each word asked.", min=0.01)] = 1.0,
    speed: _Speed = 1.0,
    seed: _Seed = 0,
) -> None:
    """Serve a simulated OpenAI-compatible provider on the loopback until interrupted."""
    import asyncio

    from longwriter_agents.errors import InputError
    from longwriter_agents.testing.provider import FAULTS, Conduct
    from longwriter_agents.testing.provider.serving import run

    wanted = _listed(kinds)
    if unknown := [kind for kind in wanted if kind not in FAULTS]:
        raise InputError(f"There is no fault {unknown[0]!r}.", hint=f"Choose of: {', '.join(FAULTS)}.")
    conduct = Conduct(
        seed=seed,
        first_token_s=first_token,
        tokens_per_s=tokens_per_s,
        capacity=capacity,
        rpm=rpm,
        faults=faults,
        kinds=tuple(kind for kind in FAULTS if kind in wanted or not wanted),
        ratio=ratio,
        speed=speed,
    )

    def ready(address: str) -> None:
        print(f"{address}/v1", flush=True)
        tell("Use it with: longwriter write … --model openai:simulated --base-url THE_ADDRESS")

    asyncio.run(run(conduct, port, ready))


@app.command("orchestration")
def orchestration(
    words: _Sizes = "2000,5000,20000,50000",
    graph: _Graphs = "",
    speed: _Speed = 4.0,
    seed: _Seed = 1,
    faults: Annotated[bool, typer.Option(help="Also with 5 % faults.")] = True,
    capped: Annotated[bool, typer.Option(help="Also with eight streams at most.")] = True,
    output: _Save = None,
    compare: _Compare = None,
    accept: _Accept = False,
    json: o.Json = False,
) -> None:
    """All ways of writing on a simulated provider: time, critical path, calls, tokens, and their targets."""
    from longwriter_agents.evaluation.bench.orchestration import Plan, bench

    plan = Plan(_lengths(words), tuple(_listed(graph)), speed, seed, faults, capped)
    _refuse_what_does_not_compare("orchestration", compare, accept, plan.setup())
    _finish(bench(plan, tell), output, compare, accept=accept, json=json)


@app.command("engine")
def engine(
    documents: Annotated[int, typer.Option("--documents", help="At once, in one process.", min=1)] = 200,
    words: Annotated[int, typer.Option("--words", help="Of each document.", min=200)] = 5_000,
    resumed_words: Annotated[int, typer.Option("--resumed-words", help="Of the job resumed.", min=200)] = 100_000,
    output: _Save = None,
    compare: _Compare = None,
    accept: _Accept = False,
    json: o.Json = False,
) -> None:
    """What the framework itself costs: CPU, memory, store, resumption, start; on a model that costs nothing."""
    from longwriter_agents.evaluation.bench.engine import Plan, bench

    plan = Plan(documents, words, resumed_words)
    _refuse_what_does_not_compare("engine", compare, accept, plan.setup())
    _finish(bench(plan, tell), output, compare, accept=accept, json=json)


@app.command("local")
def local(
    model: Annotated[str, typer.Option("--model", "-m", help="An embedded model.")] = DEFAULT_MODEL,
    words: Annotated[int, typer.Option("--words", help="Of each document.", min=200)] = 1_500,
    documents: Annotated[int, typer.Option("--documents", help="One after the other.", min=1, max=100)] = 3,
    graph: o.Graph = "longform",
    output: _Save = None,
    json: o.Json = False,
) -> None:
    """Words that an embedded model delivers, against what its engine gives by itself."""
    from longwriter_agents.evaluation.bench.local import Plan, bench

    _finish(bench(Plan(model, words, graph, documents), tell), output, json=json)


@app.command("coherence")
def coherence(
    documents: Annotated[int, typer.Option("--documents", help="Of each kind of bad writer.", min=1)] = 20,
    words: Annotated[int, typer.Option("--words", help="Of each of them.", min=500)] = 2_500,
    sizes: Annotated[
        str, typer.Option("--sizes", help="Lengths whose input is measured, separated by commas.")
    ] = "2000,5000,10000,20000,50000,100000",
    output: _Save = None,
    compare: _Compare = None,
    accept: _Accept = False,
    json: o.Json = False,
) -> None:
    """What is left of simulated writers' repetitions and contradictions, the time of the look over, input by length."""
    from longwriter_agents.evaluation.bench.coherence import Plan, bench

    plan = Plan(documents, words, _lengths(sizes, "--sizes"))
    _refuse_what_does_not_compare("coherence", compare, accept)
    _finish(bench(plan, tell), output, compare, accept=accept, json=json)


@app.command("service")
def service(
    documents: Annotated[int, typer.Option("--documents", help="Running at once.", min=1, max=100)] = 100,
    streams: Annotated[int, typer.Option("--streams", help="Event streams held open.", min=1, max=20_000)] = 1_000,
    seconds: Annotated[float, typer.Option("--seconds", help="How long they are held.", min=1)] = 20.0,
    requests: Annotated[
        int, typer.Option("--requests", help="Looks at the status, one after the other.", min=1)
    ] = 2_000,
    output: _Save = None,
    json: o.Json = False,
) -> None:
    """The service on one machine with a simulated model: submits and looks in a second, streams held, memory."""
    from longwriter_agents.evaluation.bench.service import Plan, bench

    _finish(bench(Plan(documents, streams, requests, seconds), tell), output, json=json)


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _lengths(text: str, option: str = "--words") -> tuple[int, ...]:
    from longwriter_agents.errors import InputError

    try:
        sizes = tuple(int(each) for each in _listed(text))
    except ValueError:
        raise InputError(f"{option} {text!r} is no list of whole numbers.") from None
    if not sizes or min(sizes) < 1:
        raise InputError(f"{option} needs at least one length above zero.")
    return sizes


def _refuse_what_does_not_compare(
    bench: str, compare: Path | None, accepted: bool, setup: dict[str, Any] | None = None
) -> None:
    """Before anything is measured: a regression file that is none, and figures of another setup where they are compared."""
    from longwriter_agents.errors import InputError
    from longwriter_agents.evaluation.bench.results import kept, kept_of, refuse_another_setup

    if compare is None and accepted:
        raise InputError("--accept needs a file to put the result into.", hint="Name it with --compare.")
    if compare is None:
        return
    if accepted:
        if compare.exists():
            kept(compare)
        return
    earlier = kept_of(compare, bench)
    if setup is not None:
        refuse_another_setup(setup, earlier, compare)


def _finish(
    result: dict[str, Any],
    output: Path | None,
    compare: Path | None = None,
    *,
    accept: bool = False,
    json: bool = False,
) -> None:
    """Show and save a result; exit code 1 when a target is missed or a figure got worse than the regression file's."""
    from longwriter_agents.evaluation.bench import results

    if output is not None:
        results.save(result, output)
        tell(f"Saved to {output}")
    if json:
        show_json(result)
    else:
        for line in results.shown(result):
            print(line)
    worse: list[str] = []
    if compare is not None and accept:
        results.accept(result, compare)
        tell(f"Kept in {compare}")
    elif compare is not None:
        worse = _told_worse(result, compare)
    missed = any(target["met"] is False for target in result.get("targets", []))
    raise typer.Exit(1 if missed or worse else 0)


def _told_worse(result: dict[str, Any], compare: Path) -> list[str]:
    """What got worse than the regression file's figures, told; and what could not be compared with them."""
    from longwriter_agents.evaluation.bench import results

    earlier = results.kept_of(compare, result["bench"])
    results.refuse_another_setup(result, earlier, compare)
    worse = results.regressions(result, earlier, slack=_SLACK)
    for line in worse:
        tell(f"Worse than before: {line}")
    for line in results.uncompared(result, earlier):
        tell(f"Not compared: {line}")
    return worse
