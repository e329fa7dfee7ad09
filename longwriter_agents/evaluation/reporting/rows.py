"""The rows that a report is made of: read from several folders, none mixed up with another, none taken that says too little."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.judging import at_server
from longwriter_agents.evaluation.records import gathered

Row = dict[str, Any]

_NEEDED: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("key", "suite", "item", "bucket", "graph", "model", "counter", "status", "text"), str),
    **dict.fromkeys(("seed", "written", "calls", "input_tokens", "cached_input_tokens", "output_tokens"), int),
    **dict.fromkeys(("scores", "prompts", "machine"), dict),
    "seconds": (int, float),
}
_OPTIONAL: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("judge", "graph_hash", "server"), str),
    **dict.fromkeys(("asked", "cost_usd", "wall_s", "critical_s"), (int, float)),
    "context_window": int,
    "judging": dict,
}


@dataclass(frozen=True)
class Collected:
    """Rows that say what a report needs, and what was left out, in lines."""

    rows: list[Row]
    told: list[str]


def collected(results: Iterable[Path], *, judge: str = "") -> Collected:
    """Every run once. A run that stands in two folders counts once where both say the same, twice where its graph or prompts
    were others, and is refused (`InputError`) where only what came of it differs. `judge` leaves out what others judged."""
    found: dict[tuple[str, str], tuple[Path, Row]] = {}  # by run and version
    told = []
    for folder in results:
        for row in gathered([folder]):
            lacking = _lacking(row)
            if lacking:
                told.append(f"Left out: the row {row['key']!r} of {folder} has no proper {', '.join(lacking)}.")
                continue
            known = found.setdefault(
                (row["key"], repr(sorted(version_of(row).items()))), (folder, {**dict.fromkeys(_OPTIONAL), **row})
            )
            if not _same(known[1], row):
                raise _stands_twice(row["key"], known[0], folder)
    rows = [row for _, row in found.values() if not judge or not row["judge"] or judge in _names_of_judge(row)]
    if judge and not any(row["judge"] for row in rows):
        judges = (
            ", ".join(dict.fromkeys(_names_of_judge(row)[1] for _, row in found.values() if row["judge"])) or "none"
        )
        raise InputError(f"Nothing in these results was judged by {judge}.", hint=f"There are rows of: {judges}.")
    return Collected(rows, told)


def _names_of_judge(row: Row) -> tuple[str, str]:
    """By its name, and with the address where it was asked at one of its own."""
    return row["judge"], at_server(row["judge"], (row.get("judging") or {}).get("server"))


def version_of(row: Row) -> dict[str, str]:
    """What a row was written with: the hashes of the graph's file and of the prompts, and the window that was given; a judge's
    prompts are looked at apart."""
    prompts = {agent: str(told) for agent, told in row["prompts"].items() if agent != "judge"}
    window = row.get("context_window")
    told = f"of {window:,} tokens" if isinstance(window, int) else "of the model's own"
    return {"graph": str(row.get("graph_hash") or ""), "context window": told, **prompts}


def item_of(row: Row) -> tuple[str, Any]:
    """What tells items apart: in two files of data one name may stand for two requests."""
    return row["item"], row.get("request")


def runs_apart(rows: Sequence[Row]) -> None:
    """`InputError` where a run stands there with two versions: pairs are made of one."""
    seen: dict[str, Row] = {}
    for row in rows:
        if not _same(seen.setdefault(row["key"], row), row):
            raise _stands_twice(row["key"], _folder(seen[row["key"]]), _folder(row))


def _folder(row: Row) -> Path:
    return Path(row["text"]).parent.parent


def _lacking(row: Row) -> list[str]:
    wrong = [name for name, kind in _NEEDED.items() if not isinstance(row.get(name), kind)]
    wrong += [name for name, kind in _OPTIONAL.items() if not isinstance(row.get(name), (*_kinds(kind), type(None)))]
    scores = row.get("scores")
    if isinstance(scores, dict) and not all(
        value is None or isinstance(value, int | float) for value in scores.values()
    ):
        wrong.append("scores")
    return wrong


def _kinds(kind: type | tuple[type, ...]) -> tuple[type, ...]:
    return kind if isinstance(kind, tuple) else (kind,)


def _same(one: Row, other: Row) -> bool:
    """But for the folder, and for what a row does not say."""
    said, also = (
        {name: value for name, value in row.items() if name != "text" and value is not None} for row in (one, other)
    )
    return said == also


def _stands_twice(key: str, one: Path, other: Path) -> InputError:
    return InputError(
        f"The run {key} stands in {one} and in {other}, and what came of it differs.",
        hint="Make a report of each apart.",
    )
