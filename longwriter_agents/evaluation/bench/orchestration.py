"""`longwriter bench orchestration`: all ways of writing on the simulated provider: time, critical path, calls, tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from longwriter_agents.evaluation.bench.measuring import Run, measured, traits
from longwriter_agents.evaluation.bench.targets import Target
from longwriter_agents.evaluation.machine import machine
from longwriter_agents.graphfiles import graph_names
from longwriter_agents.testing.provider import Conduct

SIZES = (2_000, 5_000, 20_000, 50_000)
TARGET_WORDS = 20_000
_UNCAPPED = 64
_CAPACITY = 8
_FAULTS = 0.05
_FAULT_SEEDS = 5

Told = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What is run; `speed` is how much faster than the world the provider's clock runs. The framework's own work is
    then weighed so many times heavier: the figures err against it."""

    sizes: tuple[int, ...] = SIZES
    graphs: tuple[str, ...] = ()
    speed: float = 4.0
    seed: int = 1
    faults: bool = True
    capped: bool = True

    @property
    def all_graphs(self) -> tuple[str, ...]:
        return self.graphs or tuple(graph_names())

    @property
    def conduct(self) -> Conduct:
        return Conduct(seed=self.seed, speed=self.speed)

    def setup(self) -> dict[str, Any]:
        """What the figures were measured with: those of another setup do not compare."""
        conduct, window = self.conduct, traits()
        return {
            "plan": {
                "sizes": self.sizes,
                "graphs": self.all_graphs,
                "seed": self.seed,
                "fault_seeds": _FAULT_SEEDS if self.faults else 0,
                "capped": self.capped,
            },
            "conduct": {
                "first_token_s": conduct.first_token_s,
                "tokens_per_s": conduct.tokens_per_s,
                "speed": self.speed,
            },
            "model": {"context_window": window.context_window, "max_output_tokens": window.max_output_tokens},
        }


def bench(plan: Plan, tell: Told) -> dict[str, Any]:
    """Run it all; the result as JSON values with machine data."""
    conduct = plan.conduct
    measured("longform", 1_000, replace(conduct, speed=100), concurrency=_UNCAPPED)  # imports what is imported once
    free = [
        _told(measured(graph, words, conduct, concurrency=_UNCAPPED), tell)
        for words in plan.sizes
        for graph in plan.all_graphs
    ]
    capped = _capped(plan, conduct, tell) if plan.capped else None
    faulty = _faulty(plan, tell) if plan.faults else []
    targets = [*targets_of(free), *_capacity_target(capped), *_fault_target(faulty)]
    return {
        "bench": "orchestration",
        **plan.setup(),
        "runs": [run.row() for run in free],
        "capped": capped.row() if capped else None,
        "faulty": [run.row() for run in faulty],
        "targets": [target.row() for target in targets],
        "machine": machine(),
    }


def _told(run: Run, tell: Told) -> Run:
    tell(
        f"{run.graph:<20} {run.words:>6,} words: wrote {run.written:,}, {run.wall_s:.1f} s "
        f"({run.wall_s / max(0.01, run.critical_s):.2f} × critical path), {run.calls} calls, "
        f"{run.input_tokens:,} tokens in{f' ({run.left_out:,} had no room)' if run.left_out else ''}, "
        f"{run.output_tokens:,} out, {run.status}"
    )
    return run


def _capped(plan: Plan, conduct: Conduct, tell: Told) -> Run:
    run = measured("longform", TARGET_WORDS, replace(conduct, capacity=_CAPACITY), concurrency=_CAPACITY)
    return _told(run, tell)


def _faulty(plan: Plan, tell: Told) -> list[Run]:
    """Several seeds of faults, for each size that is asked for up to the target's."""
    sizes = [words for words in plan.sizes if words <= TARGET_WORDS]
    return [
        _told(
            measured("longform", words, Conduct(seed=seed, faults=_FAULTS, speed=plan.speed), concurrency=_UNCAPPED),
            tell,
        )
        for words in sizes
        for seed in range(_FAULT_SEEDS)
    ]


def targets_of(runs: Sequence[Run]) -> list[Target]:
    """The targets for `longform` at 20,000 words beside the baselines that were run."""
    at = {run.graph: run for run in runs if run.words == TARGET_WORDS}
    ours = at.get("longform")
    if ours is None:
        return []
    agentwrite, cogwriter = at.get("agentwrite"), at.get("cogwriter")
    faster = agentwrite.wall_s / ours.wall_s if agentwrite else None
    whole = [run.status == "complete" for run in runs if run.graph == "longform"]
    return [
        Target("share of longform's documents complete", sum(whole) / len(whole), "=", 1),
        Target("wall time ÷ critical path", ours.wall_s / ours.critical_s, "≤", 1.25),
        Target("agentwrite's wall time ÷ ours", faster, "≥", 8),
        Target("input tokens ÷ agentwrite's", _input_share(ours, agentwrite), "≤", 0.2),
        Target("input tokens ÷ cogwriter's", _input_share(ours, cogwriter), "≤", 0.5),
        Target("output tokens ÷ delivered", ours.output_tokens / ours.delivered_tokens, "≤", 1.4),
    ]


def _input_share(ours: Run, theirs: Run | None) -> float | None:
    return ours.input_tokens / theirs.input_tokens if theirs else None


def _capacity_target(run: Run | None) -> list[Target]:
    return [Target(f"share of {_CAPACITY} streams used while drafting", run.capacity_used, "≥", 0.9)] if run else []


def _fault_target(runs: Sequence[Run]) -> list[Target]:
    if not runs:
        return []
    complete = sum(run.status == "complete" for run in runs)
    return [Target("share of documents complete at 5 % faults", complete / len(runs), "=", 1.0)]
