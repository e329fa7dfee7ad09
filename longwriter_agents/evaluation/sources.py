"""Where a suite's data is: the path that the user names, else `shared/data` beside the checkout. None is shipped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.resources import PACKAGE
from longwriter_agents.textfiles import read_textfile

_MOST_BYTES = 200_000_000
_MOST_WORDS = 10_000_000
_BESIDE = PACKAGE.parent.parent / "shared" / "data"


def find(data: Path | None, name: str) -> Path:
    """The file `name`: `data` itself, or in the folder `data`, or in `shared/data` beside the checkout."""
    if data is not None and data.is_file():
        return data
    if data is not None and not data.exists():
        raise InputError(f"There is no file or folder {data}.", hint=f"Name {name} or its folder with --data PATH.")
    folder = data or _BESIDE
    for path in sorted(folder.glob(name)):
        return path
    where = f"in {folder}" if data is not None else "beside the checkout"
    raise InputError(f"This suite needs the data file {name}, which is not {where}.", hint="Name it with --data PATH.")


def json_lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file, or of a JSON file that holds a list."""
    text = read(path)
    rows: Any
    try:
        if text.lstrip().startswith("["):
            rows = json.loads(text)
        else:
            rows = [json.loads(line) for line in text.split("\n") if line.strip()]  # strings may hold U+2028
    except ValueError as error:
        raise InputError(f"The data file {path} is neither JSON Lines nor a JSON list: {error}.") from None
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise InputError(f"The data file {path} holds no rows.")
    return list(rows)


def read(path: Path) -> str:
    return read_textfile(path, f"The data file {path}", most=_MOST_BYTES)


def text_of(row: dict[str, Any], name: str, path: Path, number: int) -> str:
    """A row's text; `InputError` when it is missing, empty or no text."""
    value = field(row, name, path, number)
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"Row {number} of {path}: {name!r} must be a text that is not empty, not {_shown(value)}.")
    return value


def number_of(row: dict[str, Any], name: str, path: Path, number: int) -> int:
    """A row's whole number, at least 1; `InputError` for what is none."""
    value = field(row, name, path, number)
    digits = value.strip().replace(",", "") if isinstance(value, str) else value
    whole = isinstance(digits, int | float | str) and not isinstance(digits, bool)
    try:
        found = float(digits) if whole else 0.0
    except ValueError:
        found = 0.0
    if not 1 <= found <= _MOST_WORDS or found != int(found):
        raise InputError(
            f"Row {number} of {path}: {name!r} must be a whole number from 1 to {_MOST_WORDS:,}, not {_shown(value)}."
        )
    return int(found)


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=repr)[:80]


def field(row: dict[str, Any], name: str, path: Path, number: int) -> Any:
    """A row's field; `InputError` naming file and row when it is not there."""
    if name not in row:
        raise InputError(f"Row {number} of {path} has no field {name!r}: this is not the file that the suite reads.")
    return row[name]
