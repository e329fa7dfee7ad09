"""Results of benches: saved as JSON with machine data, shown as lines, compared with an earlier file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.export import write_whole

_MARKS = {True: "✓", False: "✗", None: "?"}


def save(result: dict[str, Any], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(result, ensure_ascii=False, indent=1) + "\n", force=True)


def shown(result: dict[str, Any]) -> list[str]:
    """A line for each target."""
    return [
        f"{_MARKS[row['met']]} {row['name']}: {'not measured' if row['value'] is None else row['value']} "
        f"(target {row['target']})"
        for row in result.get("targets", [])
    ]


def regressions(result: dict[str, Any], earlier: dict[str, Any], *, slack: float) -> list[str]:
    """Targets that were met and are not any more, and figures that got worse by more than `slack` on such a machine.

    Figures that hang on a machine's speed are compared only when both were measured on the same kind of machine.
    """
    same = _kind(result) == _kind(earlier)
    found = []
    for row in result["targets"]:
        before = next((each for each in earlier.get("targets", []) if each["name"] == row["name"]), None)
        if before is None or row["value"] is None or before["value"] is None:
            continue
        if before["met"] and not row["met"]:
            found.append(f"{row['name']}: {row['value']} misses its target {row['target']} (was {before['value']})")
        elif (same or not _timed(row["name"])) and _worse(row, before, slack):
            found.append(f"{row['name']}: {row['value']} was {before['value']}")
    return found


def _kind(result: dict[str, Any]) -> tuple[Any, ...]:
    told = result.get("machine", {})
    return told.get("processor"), told.get("cores_usable"), told.get("python")


def _timed(name: str) -> bool:
    return any(word in name for word in ("CPU", "seconds", "time"))


def _worse(row: dict[str, Any], before: dict[str, Any], slack: float) -> bool:
    """By the target's direction: smaller is better for ≤ and <."""
    smaller_is_better = row["target"][0] in "≤<"
    change = (row["value"] - before["value"]) / abs(before["value"]) if before["value"] else row["value"] - 0.0
    return bool(change > slack if smaller_is_better else change < -slack)


def kept(path: Path) -> dict[str, Any]:
    """The regression file: bench → its last accepted result; empty when there is none yet."""
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"The regression file {path} can't be read: {error}.") from None
    return found if isinstance(found, dict) else {}
