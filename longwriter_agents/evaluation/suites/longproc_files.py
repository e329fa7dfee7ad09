"""LongProc's files, read row by row: what each kind of procedure needs, checked before anything is asked.

The pages of `html_to_tsv` are named from the benchmark's own root, wherever that was: they are looked for beside the file
and above it, and never outside of the data.
"""

from __future__ import annotations

import ast
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.sources import field, json_lines, number_of, text_of
from longwriter_agents.evaluation.suite import Item

KINDS = ("html_to_tsv", "path_traversal", "tom_tracking", "countdown")
_LOG = logging.getLogger("longwriter.evaluation")
_LEVELS_UP = 3
_LENGTH_CLASS = re.compile(r"(\d+(?:\.\d+)?)k(?![a-z])", re.IGNORECASE)
_ROOM = 1.5
"""A reply may have so many times the tokens of its length class."""


def read_longproc(data: Path) -> list[Item]:
    """The items of a file, or of all files in a folder: there what can't be read is told, and the rest is taken."""
    if data.is_file():
        return _items(data, data.parent)
    items, refused = list[Item](), list[InputError]()
    for path in sorted(data.rglob("*.json")):
        try:
            items += _items(path, data)
        except InputError as error:
            refused.append(error)
    if refused and not items:
        raise refused[0]
    for each in refused:
        _LOG.warning("left out: %s", each)
    return items


def _items(path: Path, root: Path) -> list[Item]:
    kind = next((kind for kind in KINDS if path.stem.startswith(kind) and "prompt" not in path.stem), "")
    if not kind:
        return []
    rows = [_Row(row, path, number, root) for number, row in enumerate(json_lines(path), 1)]
    return [
        Item(
            f"{path.stem}-{row.number}",
            kind,
            bucket=path.stem,
            gold={"kind": kind, "room": row.room(), **row.gold(kind)},
        )
        for row in rows
    ]


@dataclass(frozen=True)
class _Row:
    """One row with where it stands."""

    values: dict[str, Any]
    path: Path
    number: int
    root: Path
    """The folder that holds all data."""

    def gold(self, kind: str) -> dict[str, Any]:
        if kind == "path_traversal":
            start, end = self._ends()
            return {"context": self._text("context_nl"), "start": start, "end": end, "answer": self._text("answer_nl")}
        if kind == "tom_tracking":
            return {
                "story": self._text("story"),
                "question": self._text("question"),
                "answer": self._text("solution"),
            }
        if kind == "countdown":
            target = number_of(self.values, "target", self.path, self.number)
            return {"numbers": self._numbers(), "target": target, "answer": self._of("solution_text")}
        return {
            "page": self._page(),
            "task": self._text("task_description"),
            "rule": self.values.get("filtering_instruction") or "",
            "header": self._text("tsv_header"),
            "answer": self._text("gt"),
        }

    def room(self) -> int:
        """Tokens for a whole answer by the length class that the row or the file's name tells; 0 where neither does."""
        told = _LENGTH_CLASS.search(str(self.values.get("output_length_group") or self.path.stem))
        return round(float(told.group(1)) * 1_000 * _ROOM) if told else 0

    def _of(self, name: str) -> Any:
        return field(self.values, name, self.path, self.number)

    def _text(self, name: str) -> str:
        return text_of(self.values, name, self.path, self.number)

    def _wrong(self, name: str, wanted: str) -> InputError:
        return InputError(
            f"Row {self.number} of {self.path}: {name!r} must be {wanted}, not {str(self.values[name])[:80]!r}."
        )

    def _ends(self) -> Sequence[str]:
        ends = self._of("question_repr")
        if (
            not isinstance(ends, list)
            or len(ends) != 2
            or not all(isinstance(end, str) and end.strip() for end in ends)
        ):
            raise self._wrong("question_repr", "a list of two cities")
        return ends

    def _numbers(self) -> list[int]:
        """Two whole numbers or more, as a list or as the text of one."""
        numbers = self._of("nums")
        try:
            found = ast.literal_eval(numbers) if isinstance(numbers, str) else numbers
            whole = [int(each) for each in found if not isinstance(each, bool | float)]
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            raise self._wrong("nums", "a list of whole numbers") from None
        if len(whole) < 2 or len(whole) != len(found):
            raise self._wrong("nums", "a list of two whole numbers or more")
        return whole

    def _page(self) -> str:
        name, root = self._text("html_path"), self.root.resolve()
        folders = [root, *self.path.resolve().parents[:_LEVELS_UP]]
        places = [*(folder / name for folder in folders), self.path.parent / "webpage" / Path(name).name]
        for place in places:
            page = place.resolve()
            if page.is_relative_to(root) and page.is_file():
                return page.read_text(encoding="utf-8", errors="replace")
        raise InputError(
            f"Row {self.number} of {self.path}: the page {name} is not beside it, nor elsewhere in {self.root}.",
            hint="Keep the pages in the folder `webpage` beside the file, as LongProc has them.",
        )
