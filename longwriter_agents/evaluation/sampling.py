"""Which items of a suite are run: those that are named, or a sample that has its share of every bucket."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import chain, pairwise

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.suite import Item
from longwriter_agents.ledger import allocate


def chosen(items: Sequence[Item], only: Sequence[str]) -> list[Item]:
    """The items whose ids begin with one of `only`; `InputError` for one that no id begins with, and for two of one id."""
    _check_ids(items)
    for each in only:
        if not any(item.id.startswith(each) for item in items):
            ids = ", ".join(item.id for item in items[:20])
            raise InputError(f"There is no item {each!r}.", hint=f"Choose of: {ids}{' …' if len(items) > 20 else ''}")
    return [item for item in items if not only or item.id.startswith(tuple(only))]


def _check_ids(items: Sequence[Item]) -> None:
    known = set[str]()
    for item in items:
        if item.id in known:
            raise InputError(
                f"Two items of the data are called {item.id!r}: their runs could not be told apart.",
                hint="Give each row an id of its own, or none.",
            )
        known.add(item.id)


def spread(items: Sequence[Item], wanted: int | None) -> list[Item]:
    """`wanted` items, in their order: of each bucket its share, and of each of as many stretches of a bucket one by chance.

    The chance is the same every time. Without it a step of even length goes through a file that is ordered in rows and columns
    along one column.
    """
    if wanted is None or wanted >= len(items):
        return list(items)
    buckets: dict[str, list[int]] = {}
    for number, item in enumerate(items):
        buckets.setdefault(item.bucket, []).append(number)
    shares = allocate(wanted, [float(len(each)) for each in buckets.values()], minimum=0)
    drawn = [_drawn(bucket, buckets[bucket], share) for bucket, share in zip(buckets, shares, strict=True)]
    return [items[number] for number in sorted(chain.from_iterable(drawn))]


def _drawn(bucket: str, numbers: Sequence[int], count: int) -> list[int]:
    chance = random.Random(bucket)
    borders = [number * len(numbers) // count for number in range(count + 1)] if count else []
    return [numbers[chance.randrange(low, high)] for low, high in pairwise(borders)]
