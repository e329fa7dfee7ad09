"""Several lengths that are said of the same text, as one: what is aimed at, between the bounds that are set for it."""

from __future__ import annotations

from collections.abc import Sequence

from longwriter_agents.lengths import Stated
from longwriter_agents.model import Length


def merged(stated: Sequence[Stated]) -> tuple[Length | None, str]:
    """The length that keeps them all, and what to tell where they exclude each other: then the first is kept.

    `stated` comes in order of how surely each is a demand.
    """
    if not stated:
        return None, ""
    aims = [each.length for each in stated if each.length.mode not in ("at_least", "at_most")]
    least = [each.length for each in stated if each.length.mode == "at_least"]
    most = [each.length for each in stated if each.length.mode == "at_most"]
    if len(stated) == 1 or not (least or most):
        return stated[0].length, ""
    low = max((each.low for each in least), default=0)
    high = min((each.high for each in most), default=None)
    if not _agree(aims[:1], low, high):
        first = min(stated, key=lambda each: each.start).length
        said = " and ".join(repr(each.quote) for each in [*aims[:1], *least, *most])
        return first, f"{said} exclude each other: {first.quote!r}, which is said first, is kept."
    if aims:
        return _within(aims[0], low, high), ""
    if high is None:
        return max(least, key=lambda each: each.low), ""
    if not least:
        return min(most, key=lambda each: each.high), ""
    return Length(mode="between", target=(low + high) // 2, low=low, high=high, quote=stated[0].length.quote), ""


def _agree(aims: Sequence[Length], low: int, high: int | None) -> bool:
    return (high is None or low <= high) and all(aim.high >= low and (high is None or aim.low <= high) for aim in aims)


def _within(aim: Length, low: int, high: int | None) -> Length:
    """ "500 words. Do not exceed 600": 500 are aimed at, 600 are still right; "exactly" stays exact."""
    if aim.mode == "exactly":
        return aim
    lowest, highest = low or aim.low, high or aim.high
    return aim.model_copy(
        update={"target": min(max(aim.target, lowest), highest), "low": min(lowest, highest), "high": highest}
    )
