"""Demands placed in a series (LongGenBench): completion, accuracy by kind, STIC, and how well a plan covers them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["once", "range", "periodic"]


@dataclass(frozen=True)
class PlacedCheck:
    """One demand at one unit, and whether the unit's text keeps it (False also where there is no such unit)."""

    unit: int
    kind: Kind
    kept: bool


@dataclass(frozen=True)
class Placed:
    """The scores; None where nothing is there to score."""

    cr: float
    accuracy: dict[str, float | None]
    stic_1: float | None
    stic_2: float | None
    w_avg: float | None


def placed_scores(units: int, present: Collection[int], checks: Sequence[PlacedCheck]) -> Placed:
    """CR = units present of 1..N; Acc and STIC-1 look at existing units only, STIC-2 at all; wAvg = CR · STIC-2."""
    there = {unit for unit in present if 1 <= unit <= units}
    cr = len(there) / units
    seen = [check for check in checks if check.unit in there]
    kinds: tuple[Kind, ...] = ("once", "range", "periodic")
    stic_2 = _share(sum(c.kept for c in seen), len(checks))
    return Placed(
        cr=cr,
        accuracy={kind: _share(sum(c.kept for c in seen if c.kind == kind), _of(seen, kind)) for kind in kinds},
        stic_1=_share(sum(check.kept for check in seen), len(seen)),
        stic_2=stic_2,
        w_avg=None if stic_2 is None else cr * stic_2,
    )


def _of(checks: Sequence[PlacedCheck], kind: Kind) -> int:
    return sum(check.kind == kind for check in checks)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def plan_coverage(
    gold: Mapping[int, Collection[str]], planned: Mapping[int, Collection[str]]
) -> tuple[float | None, float | None]:
    """(precision, recall) of planned (unit, demand) pairs against gold ones; None where there is nothing to take a share of,
    so that an empty plan has no precision and recall 0."""
    wanted = {(unit, demand) for unit, demands in gold.items() for demand in demands}
    found = {(unit, demand) for unit, demands in planned.items() for demand in demands}
    both = len(wanted & found)
    return _share(both, len(found)), _share(both, len(wanted))
