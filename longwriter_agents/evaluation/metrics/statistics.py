"""Means with bootstrap intervals: seeded, so that a report of the same rows is the same report."""

from __future__ import annotations

import random
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import fmean

_RESAMPLES = 10_000


@dataclass(frozen=True)
class Estimate:
    """A mean of `n` values with the interval of its bootstrap resamples."""

    mean: float
    low: float
    high: float
    n: int


def bootstrap(
    values: Sequence[float],
    *,
    clusters: Sequence[Hashable] | None = None,
    resamples: int = _RESAMPLES,
    level: float = 0.95,
    seed: int = 0,
) -> Estimate | None:
    """The mean and its percentile interval; None without values. One value has no spread: low = mean = high.

    `clusters` names what each value is of: several runs of one item are no independent values, so that whole items are
    drawn anew.
    """
    if not values:
        return None
    mean, n = fmean(values), len(values)
    drawn = _sums(values, clusters if clusters is not None else range(n))
    if len(drawn) == 1 or min(values) == max(values):
        return Estimate(mean, mean, mean, n)
    dice = random.Random(seed)
    means = sorted(_mean(dice.choices(drawn, k=len(drawn))) for _ in range(resamples))
    tail = (1 - level) / 2
    return Estimate(mean, _quantile(means, tail), _quantile(means, 1 - tail), n)


def _sums(values: Sequence[float], clusters: Sequence[Hashable]) -> list[tuple[float, int]]:
    """(sum, count) of each cluster's values, in the order of their first ones."""
    of: dict[Hashable, list[float]] = {}
    for value, cluster in zip(values, clusters, strict=True):
        of.setdefault(cluster, []).append(value)
    return [(sum(group), len(group)) for group in of.values()]


def _mean(drawn: Sequence[tuple[float, int]]) -> float:
    return sum(total for total, _ in drawn) / sum(count for _, count in drawn)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Linear interpolation between order statistics."""
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)
