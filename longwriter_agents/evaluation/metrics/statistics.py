"""Means with bootstrap intervals: seeded, so that a report of the same rows is the same report."""

from __future__ import annotations

import random
from collections.abc import Sequence
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
    values: Sequence[float], *, resamples: int = _RESAMPLES, level: float = 0.95, seed: int = 0
) -> Estimate | None:
    """The mean and its percentile interval; None without values. One value has no spread: low = mean = high."""
    if not values:
        return None
    mean, n = fmean(values), len(values)
    if n == 1 or min(values) == max(values):
        return Estimate(mean, mean, mean, n)
    dice = random.Random(seed)
    means = sorted(fmean(dice.choices(values, k=n)) for _ in range(resamples))
    tail = (1 - level) / 2
    return Estimate(mean, _quantile(means, tail), _quantile(means, 1 - tail), n)


def paired_difference(first: Sequence[float], second: Sequence[float]) -> Estimate | None:
    """The mean of first − second over the same items, with its interval."""
    return bootstrap([a - b for a, b in zip(first, second, strict=True)])


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Linear interpolation between order statistics."""
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)
