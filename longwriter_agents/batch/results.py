"""What became of each row, and the summary of them all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from longwriter_agents.export import write_whole

RowStatus = Literal["waiting", "writing", "complete", "complete_with_findings", "failed", "interrupted"]
_WORST_FIRST = (("failed", 1), ("interrupted", 1), ("complete_with_findings", 3))


@dataclass
class RowResult:
    """`before` tells that it was finished in an earlier run, so nothing was done now."""

    number: int
    file: str
    status: RowStatus = "waiting"
    before: bool = False
    words: int = 0
    target_words: int = 0
    calls: int = 0
    tokens: int = 0
    cost_usd: float | None = None
    seconds: float = 0.0
    job: str = ""
    message: str = ""


def exit_code(results: Sequence[RowResult]) -> int:
    """0 only if every document is complete; 3 if some have findings; 1 if one is missing."""
    return next((code for status, code in _WORST_FIRST if any(each.status == status for each in results)), 0)


def save_summary(folder: Path, results: Sequence[RowResult]) -> None:
    """summary.json and summary.csv, whole or not at all."""
    rows = [asdict(each) for each in results]
    counts = {status: sum(each.status == status for each in results) for status in sorted({r.status for r in results})}
    report = {"rows": len(rows), "by_status": counts, "documents": rows}
    write_whole(folder / "summary.json", json.dumps(report, ensure_ascii=False, indent=2) + "\n", force=True)
    table = io.StringIO()
    writer = csv.DictWriter(table, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _harmless(value) for key, value in row.items()} for row in rows)
    write_whole(folder / "summary.csv", table.getvalue(), force=True)


def _harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def is_summary(path: Path) -> bool:
    """Whether a file is what an earlier run told: that one is brought up to date, anything else is somebody's own."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".csv":
            return text.startswith("number,file,status,")
        return {"rows", "by_status", "documents"} == set(json.loads(text))
    except (OSError, ValueError, TypeError, RecursionError):
        return False
