"""Results of benches: saved as JSON with machine data, shown as lines, compared with an earlier file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
