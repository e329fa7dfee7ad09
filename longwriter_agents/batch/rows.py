"""The rows of a batch: what each document shall be, and why a row can't be one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from longwriter_agents.batch.reading import BUDGETS, NUMBERS, STRUCTURES, Found, found_in
from longwriter_agents.errors import InputError

TEXTS = ("prompt", "model", "planner", "drafter", "reviewer", "base_url", "graph", "language", "flow", "review")
OWN = ("name", "format")
KEYS = (*TEXTS, *NUMBERS, *STRUCTURES, *BUDGETS, *OWN)
_MOST_ROWS = 100_000


@dataclass(frozen=True)
class Row:
    """One document that is wanted. `problem` says why it can't be; the other rows go on. `twin` counts the rows before it
    that ask for the very same: each is a document of its own."""

    number: int
    options: dict[str, Any]
    name: str = ""
    format: str = ""
    problem: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)
    twin: int = 0

    @property
    def prompt(self) -> str:
        return str(self.options.get("prompt", ""))

    def digest(self) -> str:
        """What the document is made of: another digest is another document, whatever its file is called."""
        text = f"{_as_json(self.options)}{self.twin or ''}"
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def read_rows(source: Path, defaults: Mapping[str, Any]) -> list[Row]:
    """All rows; what `defaults` say holds where a row says nothing. `InputError` when the source itself can't be read."""
    found = found_in(source)
    if not found:
        raise InputError(f"{source} holds no rows.")
    if len(found) > _MOST_ROWS:
        raise InputError(f"{source} holds {len(found):,} rows; at most {_MOST_ROWS:,} are taken.")
    seen: dict[str, int] = {}
    rows = []
    for number, each in enumerate(found, 1):
        row = _row(number, each, defaults)
        digest = row.digest()
        rows.append(replace(row, twin=seen.get(digest, 0)))
        seen[digest] = seen.get(digest, 0) + 1
    return rows


def _row(number: int, found: Found, defaults: Mapping[str, Any]) -> Row:
    given, problem = found
    problem = problem or _problem(given)
    options = {} if problem else _options(given, defaults)
    try:
        _as_json(options)
    except (TypeError, ValueError, RecursionError):
        options, problem = {}, "it holds what is no plain data"
    return Row(
        number=number,
        options=options,
        name=_word(given.get("name")),
        format=_word(given.get("format")),
        problem=problem,
        raw=given,
    )


def _problem(given: Mapping[str, Any]) -> str:
    unknown = sorted(str(key) for key in given if key not in KEYS)
    if unknown:
        return f"unknown key: {', '.join(unknown)}"
    prompt = given.get("prompt")
    if not isinstance(prompt, str) or not prompt.strip():
        return "the row has no prompt"
    if not isinstance(given.get("budget") or {}, dict):
        return 'budget: it must be an object such as {"tokens": 50000}'
    return ""


def _options(given: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    options = {**defaults, **{key: value for key, value in given.items() if key not in OWN and value is not None}}
    limits = {name: options.pop(key) for key, name in BUDGETS.items() if key in options}
    if limits:
        options["budget"] = {**(options.get("budget") or {}), **limits}
    return options


def _word(given: Any) -> str:
    return str(given) if isinstance(given, str | int | float) else ""


def _as_json(options: Mapping[str, Any]) -> str:
    return json.dumps(options, sort_keys=True, ensure_ascii=False, default=str)
