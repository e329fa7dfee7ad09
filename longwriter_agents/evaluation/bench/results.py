"""Results of benches: saved as JSON with machine data, shown as lines, compared with an earlier file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.lines import make_folder
from longwriter_agents.export import write_whole

_SETUP = ("plan", "conduct", "model")
"""What a result was measured with: figures compare only where it is the same."""
_ROW = {"name", "value", "target", "met"}
_MAKE_ONE = "Run the same with --accept: it puts this run's figures there."
_AWAY = "Name another file with --compare; or move this one away and run the same with --accept, which makes a new one."
_MARKS = {True: "✓", False: "✗", None: "?"}


def save(result: dict[str, Any], path: Path) -> None:
    make_folder(path.parent, "The folder")
    write_whole(path, json.dumps(result, ensure_ascii=False, indent=1) + "\n", force=True)


def shown(result: dict[str, Any]) -> list[str]:
    """A line for each target."""
    return [
        f"{_MARKS[row['met']]} {row['name']}: {'not measured' if row['value'] is None else row['value']} "
        f"(target {row['target']})"
        for row in result.get("targets", [])
    ]


def regressions(result: dict[str, Any], earlier: dict[str, Any], *, slack: float) -> list[str]:
    """Targets that were met and are not any more, figures that are not measured any more, and those that got worse by more
    than `slack` on such a machine. Both results are of one setup (`refuse_another_setup`).

    Figures that hang on a machine's speed are compared only when both were measured on the same kind of machine.
    """
    same, now, found = _kind(result) == _kind(earlier), _by_name(result), []
    for name, before in _by_name(earlier).items():
        row = now.get(name)
        if before["value"] is None:
            continue
        if row is None or row["value"] is None:
            found.append(f"{name}: not measured any more, was {before['value']}")
        elif before["met"] and not row["met"]:
            found.append(f"{name}: {row['value']} misses its target {row['target']} (was {before['value']})")
        elif (same or not _timed(name)) and _worse(row, before, row.get("slack", slack)):
            found.append(f"{name}: {row['value']} was {before['value']}")
    return found


def uncompared(result: dict[str, Any], earlier: dict[str, Any]) -> list[str]:
    """The figures that nothing was kept for, and those that hang on the speed of another machine than the kept ones'."""
    before, same = _by_name(earlier), _kind(result) == _kind(earlier)
    new = [f"{name}: nothing was kept for it" for name in _by_name(result) if name not in before]
    timed = [f"{name}: kept on another machine" for name in before if not same and _timed(name)]
    return [*new, *timed]


def refuse_another_setup(now: dict[str, Any], earlier: dict[str, Any], path: Path) -> None:
    """`InputError` when the kept figures are not of such a run: which plan, conduct or model differs, and how."""
    differs = [
        f"{part}.{name} is {_told(ours, name)}, kept {_told(theirs, name)}"
        for part in _SETUP
        for ours, theirs in [(_plain(now.get(part)), _plain(earlier.get(part)))]
        for name in sorted({*ours, *theirs})
        if ours.get(name) != theirs.get(name)
    ]
    if differs:
        raise InputError(
            f"The figures in {path} are of another run and do not compare: {'; '.join(differs)}.",
            hint="Run it as they were measured, or put this run's in their place with --accept.",
        )


def _plain(setup: Any) -> dict[str, Any]:
    """As it reads back from JSON."""
    found = json.loads(json.dumps(setup))
    return found if isinstance(found, dict) else {}


def _told(setup: dict[str, Any], name: str) -> str:
    return json.dumps(setup[name], ensure_ascii=False) if name in setup else "not told"


def _by_name(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in result["targets"]}


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


def kept(path: Path) -> dict[str, dict[str, Any]]:
    """The regression file: bench → its last accepted result."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"There is no regression file {path}.", hint=_MAKE_ONE) from None
    except (OSError, ValueError) as error:
        raise InputError(f"The regression file {path} can't be read: {error}.", hint=_AWAY) from None
    if not isinstance(found, dict) or not all(map(_is_result, found.values())):
        raise InputError(f"{path} is no regression file: results of benches by name are wanted.", hint=_AWAY)
    return found


def _is_result(value: Any) -> bool:
    rows = value.get("targets") if isinstance(value, dict) else None
    return isinstance(rows, list) and all(isinstance(row, dict) and _ROW <= row.keys() for row in rows)


def kept_of(path: Path, bench: str) -> dict[str, Any]:
    """The last accepted result of one bench."""
    found = kept(path)
    if bench not in found:
        raise InputError(f"The regression file {path} holds no figures of bench {bench}.", hint=_MAKE_ONE)
    return found[bench]


def accept(result: dict[str, Any], path: Path) -> None:
    """Put a result into the regression file, which is made where there is none: its figures, setup and machine."""
    others = kept(path) if path.exists() else {}
    row = {name: result[name] for name in ("bench", *_SETUP, "targets", "machine") if name in result}
    save({**others, result["bench"]: row}, path)
