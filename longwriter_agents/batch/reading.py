"""The forms of a batch: lines of JSON, a table, YAML, or a folder of requests. What one row has wrong is that row's own."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.textfiles import read_textfile

NUMBERS = ("words", "concurrency", "rounds", "candidates", "context_window")
BUDGETS = {"max_tokens": "tokens", "max_usd": "usd", "max_seconds": "seconds"}
STRUCTURES = ("constraints", "outline", "budget")
_MOST_BYTES = 200_000_000
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([,' \u00a0\u2009\u202f’])\d{3})(?:\1\d{3})*")
"""A number as spreadsheets show it: 1,000 or 12 000."""

Found = tuple[dict[str, Any], str]
"""What was read of a row, and what was wrong with it."""


def found_in(source: Path) -> list[Found]:
    """All rows, as they stand there. `InputError` when the source itself can't be read."""
    if source.is_dir():
        return list(_from_folder(source))
    reader = _READERS.get(source.suffix.lower())
    if reader is None:
        raise InputError(f"{source} is no batch.", hint="Give a .jsonl, .csv or .yaml file, or a folder.")
    return list(reader(_text(source), str(source)))


def _text(source: Path) -> str:
    return read_textfile(source, str(source), most=_MOST_BYTES)


def _from_jsonl(text: str, name: str) -> Iterator[Found]:
    for line in text.split("\n"):  # `splitlines` would split at signs that may stand in a string, such as U+2028
        if not line.strip():
            continue
        try:
            yield _mapping(json.loads(line))
        except ValueError as error:
            yield {}, f"no JSON: {error}"
        except RecursionError:
            yield {}, "no JSON that can be read: nested too deeply"


def _from_csv(text: str, name: str) -> Iterator[Found]:
    """Empty cells say nothing. Structures are JSON; a cell of plain words under `constraints` is one demand."""
    with _cells_of_any_length():
        table = csv.DictReader(io.StringIO(text))
        while True:
            try:
                yield _from_cells(next(table))
            except StopIteration:
                return
            except (ValueError, csv.Error) as error:
                yield {}, str(error)


@contextlib.contextmanager
def _cells_of_any_length() -> Iterator[None]:
    """The module holds one limit for the whole process; a prompt may be longer than it."""
    before = csv.field_size_limit(_MOST_BYTES)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _from_cells(cells: dict[Any, Any]) -> Found:
    extra = cells.pop(None, None)  # where DictReader keeps what has no column
    row = {key.strip(): value for key, value in cells.items() if value is not None and value.strip()}
    return {key: _cell(key, value) for key, value in row.items()}, "more cells than columns" if extra else ""


def _cell(key: str, text: str) -> Any:
    bare = text.strip()
    if key in NUMBERS or key in BUDGETS:
        return _number(key, bare, whole=key in NUMBERS or key == "max_tokens")
    if key in STRUCTURES and bare[:1] in "[{":
        try:
            return json.loads(bare)
        except ValueError as error:
            raise ValueError(f"{key}: no JSON: {error}") from None
        except RecursionError:
            raise ValueError(f"{key}: nested too deeply") from None
    return [bare] if key == "constraints" else text


def _number(key: str, bare: str, *, whole: bool) -> int | float:
    grouped = _GROUPED.fullmatch(bare)
    plain = bare.replace(grouped.group(1), "") if grouped else bare
    try:
        return int(plain) if whole else float(plain)
    except ValueError:
        raise ValueError(f"{key}: {bare[:40]!r} is no {'whole ' if whole else ''}number") from None


def _from_yaml(text: str, name: str) -> Iterator[Found]:
    from longwriter_agents.briefs import read_yaml

    loaded = read_yaml(text, name=name)
    if not isinstance(loaded, list):
        raise InputError("The YAML batch must be a list of rows.")
    yield from map(_mapping, loaded)


def _from_folder(folder: Path) -> Iterator[Found]:
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in (".md", ".txt") and path.is_file()):
        try:
            yield {"prompt": _text(path), "name": path.stem}, ""
        except InputError as error:
            yield {"name": path.stem}, error.message


_READERS: dict[str, Callable[[str, str], Iterator[Found]]] = {
    ".jsonl": _from_jsonl,
    ".ndjson": _from_jsonl,
    ".csv": _from_csv,
    ".yaml": _from_yaml,
    ".yml": _from_yaml,
}


def _mapping(value: Any) -> Found:
    return (value, "") if isinstance(value, dict) else ({}, "the row is no object")
