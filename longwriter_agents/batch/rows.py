"""The rows of a batch: from .jsonl, .csv, .yaml, or a folder of .md and .txt files."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from longwriter_agents.errors import InputError

TEXTS = ("prompt", "model", "planner", "drafter", "reviewer", "base_url", "graph", "language", "flow", "review")
NUMBERS = ("words", "concurrency", "rounds", "candidates", "context_window")
BUDGETS = {"max_tokens": "tokens", "max_usd": "usd", "max_seconds": "seconds"}
STRUCTURES = ("constraints", "outline", "budget")
OWN = ("name", "format")
KEYS = (*TEXTS, *NUMBERS, *STRUCTURES, *BUDGETS, *OWN)
_MOST_BYTES = 200_000_000
_MOST_ROWS = 100_000


@dataclass(frozen=True)
class Row:
    """One document that is wanted. `problem` says why it can't be; the other rows go on."""

    number: int
    options: dict[str, Any]
    name: str = ""
    format: str = ""
    stem: str = ""
    problem: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)

    @property
    def prompt(self) -> str:
        return str(self.options.get("prompt", ""))

    def digest(self) -> str:
        """What the document is made of: another digest is another document."""
        text = json.dumps(self.options, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def read_rows(source: Path, defaults: Mapping[str, Any]) -> list[Row]:
    """All rows; what `defaults` say holds where a row says nothing. `InputError` when the source itself can't be read."""
    if source.is_dir():
        found = list(_from_folder(source))
    else:
        reader = _READERS.get(source.suffix.lower())
        if reader is None:
            raise InputError(f"{source} is no batch.", hint="Give a .jsonl, .csv or .yaml file, or a folder.")
        found = list(reader(_text(source)))
    if not found:
        raise InputError(f"{source} holds no rows.")
    if len(found) > _MOST_ROWS:
        raise InputError(f"{source} holds {len(found):,} rows; at most {_MOST_ROWS:,} are taken.")
    return [_row(number, each, defaults) for number, each in enumerate(found, 1)]


Found = tuple[dict[str, Any], str]
"""What was read of a row, and what was wrong with it."""


def _text(source: Path) -> str:
    try:
        if source.stat().st_size > _MOST_BYTES:
            raise InputError(f"{source} is larger than {_MOST_BYTES // 1_000_000} MB.")
        return source.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{source} can't be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{source} is no UTF-8 text.") from None


def _from_jsonl(text: str) -> Iterator[Found]:
    for line in text.splitlines():
        if not line.strip():
            continue
        try:
            yield _mapping(json.loads(line))
        except ValueError as error:
            yield {}, f"no JSON: {error}"


def _from_csv(text: str) -> Iterator[Found]:
    """Empty cells say nothing. Structures are JSON; a cell of plain words under `constraints` is one demand."""
    for cells in csv.DictReader(text.splitlines(keepends=True)):
        extra = cells.pop(None, None)  # where DictReader keeps what has no column
        row = {key.strip(): value for key, value in cells.items() if value is not None and value.strip()}
        try:
            yield {key: _cell(key, value) for key, value in row.items()}, "more cells than columns" if extra else ""
        except ValueError as error:
            yield {}, str(error)


def _cell(key: str, text: str) -> Any:
    bare = text.strip()
    if key in NUMBERS or key == "max_tokens":
        return int(bare)
    if key in BUDGETS:
        return float(bare)
    if key in STRUCTURES and bare[:1] in "[{":
        return json.loads(bare)
    return [bare] if key == "constraints" else text


def _from_yaml(text: str) -> Iterator[Found]:
    import yaml

    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InputError(f"The batch is no YAML: {' '.join(str(error).split())}.") from None
    if not isinstance(loaded, list):
        raise InputError("The YAML batch must be a list of rows.")
    yield from map(_mapping, loaded)


def _from_folder(folder: Path) -> Iterator[Found]:
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in (".md", ".txt") and path.is_file()):
        try:
            yield {"prompt": _text(path), "name": path.stem}, ""
        except InputError as error:
            yield {"name": path.stem}, error.message


_READERS = {".jsonl": _from_jsonl, ".ndjson": _from_jsonl, ".csv": _from_csv, ".yaml": _from_yaml, ".yml": _from_yaml}


def _mapping(value: Any) -> Found:
    return (value, "") if isinstance(value, dict) else ({}, "the row is no object")


def _row(number: int, found: Found, defaults: Mapping[str, Any]) -> Row:
    given, problem = found
    unknown = sorted(str(key) for key in given if key not in KEYS)
    if unknown and not problem:
        problem = f"unknown key: {', '.join(unknown)}"
    if not problem and not str(given.get("prompt") or "").strip():
        problem = "the row has no prompt"
    options = {**defaults, **{key: value for key, value in given.items() if key not in OWN and value is not None}}
    budget = {name: options.pop(key) for key, name in BUDGETS.items() if options.get(key) is not None}
    if budget:
        options["budget"] = {**(options.get("budget") or {}), **budget}
    for key in BUDGETS:
        options.pop(key, None)
    return Row(
        number=number,
        options=options,
        name=str(given.get("name") or ""),
        format=str(given.get("format") or ""),
        problem=problem,
        raw=given,
    )


def file_names(rows: list[Row], template: str, format: str) -> list[str]:
    """A file's name for each row: by the row's own name, else by the template; the same one never twice."""
    taken: dict[str, int] = {}
    names = []
    for row in rows:
        bare = _safe(row.name or _filled(template, row)) or f"{row.number:04d}"
        taken[bare.casefold()] = count = taken.get(bare.casefold(), 0) + 1
        names.append(f"{bare if count == 1 else f'{bare}-{count}'}.{row.format or format}")
    return names


def _filled(template: str, row: Row) -> str:
    """`{number}`, `{slug}` (the first words of the prompt) and any key of the row, each with a width as in {number:04}."""
    values = {**row.raw, "number": row.number, "slug": "-".join(re.findall(r"\w+", row.prompt)[:6])}

    def value(match: re.Match[str]) -> str:
        key, form = match["key"], match["form"] or ""
        if key not in values:
            raise InputError(f"The name template has {{{key}}}, which row {row.number} has not.")
        return format(values[key], form) if form and isinstance(values[key], int) else str(values[key])

    return re.sub(r"\{(?P<key>\w+)(?::(?P<form>0?\d{1,2}))?\}", value, template)


def _safe(name: str) -> str:
    """A name that is one plain file in one folder, on any system."""
    return re.sub(r"[^\w.,()+ -]+", "-", name).strip(" .-")[:120]
