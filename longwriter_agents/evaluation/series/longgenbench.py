"""Reader of the LongGenBench file format: a list of objects with prompt, checks by unit, type, prefix and number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.series.generator import Gold, Kind, SeriesRequest
from longwriter_agents.evaluation.sources import json_lines, number_of, text_of

_KINDS: dict[str, Kind] = {"checks_once": "once", "checks_range": "range", "checks_periodic": "periodic"}
_END = "*** finished ***"


def read_longgenbench(path: Path) -> list[SeriesRequest]:
    """The rows of the file as requests with gold; `InputError` when it is not in that format."""
    return [_request(row, number, path) for number, row in enumerate(json_lines(path), 1)]


def _request(row: dict[str, Any], number: int, path: Path) -> SeriesRequest:
    label, prompt = text_of(row, "type", path, number), text_of(row, "prompt", path, number)
    count = number_of(row, "number", path, number)
    try:
        demands = [gold for field, kind in _KINDS.items() for gold in _golds(row.get(field) or {}, kind)]
        return SeriesRequest(
            id=f"longgenbench-{number}",
            domain=label,
            language="en",
            request=prompt,
            label=label,
            count=count,
            low=0,
            high=0,
            demands=tuple(demands),
            separator="#*#" if str(row.get("prefix", "")).startswith("#*#") else "",
            ending=_END if _END in prompt else "",
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"Row {number} of {path} is not in the LongGenBench format: {error!r}.") from None


def _golds(checks: dict[str, Any], kind: Kind) -> list[Gold]:
    """Unit → description (or several) turned round: description → its units."""
    units: dict[str, list[int]] = {}
    for unit, told in checks.items():
        for term in told if isinstance(told, list) else [told]:
            units.setdefault(str(term), []).append(int(unit))
    return [Gold(term, kind, tuple(sorted(numbers))) for term, numbers in units.items()]
