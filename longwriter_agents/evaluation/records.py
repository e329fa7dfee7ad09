"""Results as JSON Lines: one row for each run of an item, appended whole, never changed. Of a run that failed and was made
again the last row counts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.judging import at_server
from longwriter_agents.evaluation.lines import append_line, make_folder, read_lines

ROWS, PAIRS = "rows.jsonl", "pairs.jsonl"
Row = dict[str, Any]


@dataclass(frozen=True)
class Key:
    """What makes a run the same run."""

    suite: str
    item: str
    graph: str
    seed: int
    model: str
    judge: str = ""
    asked: str = ""
    """The `digest` of what was asked, and where: an item of the same name in other data is another one."""
    judge_at: str = ""
    """The same of the judge's address, where it has one of its own."""

    @property
    def text(self) -> str:
        return "|".join((*self._writing[:-1], " at ".join(filter(None, (self.judge, self.judge_at))), self.asked))

    @property
    def _writing(self) -> tuple[str, ...]:
        return self.suite, self.item, self.graph, str(self.seed), self.model, self.asked

    @property
    def writing(self) -> str:
        """A file name for what was written: the same whoever judges it."""
        told = "|".join(self._writing)
        return f"{self.suite}-{self.graph}-{self.seed}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def digest(*asked: Any) -> str:
    """A short hash of what was asked for, whatever it is made of."""
    told = json.dumps(asked, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _plain(value: Any) -> Any:
    """What JSON has no form for, as what it has; `TypeError` for what is told by its address only."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, set | frozenset):
        return sorted(value, key=repr)
    raise TypeError(f"{type(value).__name__} can't be told apart from others")


class Results:
    """A folder with `rows.jsonl`, the texts, and the stores of runs that are not finished."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / ROWS
        for part in ("texts", "stores"):
            make_folder(folder / part, "The results folder")
        self.rows = read_rows(self._file) if self._file.exists() else []
        self._ends = {row["key"]: row.get("status", "") for row in self.rows}

    def has(self, key: Key, *, but_failed: bool = False) -> bool:
        """Whether this run has a row; `but_failed` leaves out those that failed."""
        return key.text in self._ends and not (but_failed and self._ends[key.text] == "failed")

    def written(self, key: Key) -> Row | None:
        """The row of a run that wrote the same, whoever judged it: what has been paid for once is judged as it is."""
        name = str(self.text(key).relative_to(self.folder))
        same = (row for row in self.rows if row.get("text") == name and row.get("status") != "failed")
        return next(same, None) if self.text(key).exists() else None

    def store(self, key: Key) -> Path:
        return self.folder / "stores" / f"{key.writing}.db"

    def text(self, key: Key) -> Path:
        return self.folder / "texts" / f"{key.writing}.md"

    def append(self, key: Key, row: Row) -> None:
        """Keep a finished run: one write of one line, after a line end if an earlier process died in mid-line."""
        append_line(self._file, {**row, "key": key.text})
        self.rows = [*(each for each in self.rows if each["key"] != key.text), {**row, "key": key.text}]
        self._ends[key.text] = row.get("status", "")

    def drop_store(self, key: Key) -> None:
        """The row says it all: the store of a finished run is not needed any more."""
        base = self.store(key)
        for path in (base, base.with_name(base.name + "-wal"), base.with_name(base.name + "-shm")):
            path.unlink(missing_ok=True)


def read_rows(path: Path) -> list[Row]:
    """The whole rows of a results file, of each run the last; a line that a killed process left half-written is passed over."""
    rows = {row["key"]: row for row in read_lines(path) if isinstance(row.get("key"), str)}
    return list(rows.values())


def gathered(folders: Iterable[Path]) -> list[Row]:
    """The rows of several results folders; each text's path is made absolute. A folder may hold pairs alone."""
    rows = []
    for folder in folders:
        path = folder / ROWS if folder.is_dir() else folder
        if not path.exists() and (folder / PAIRS).exists():
            continue
        if not path.exists():
            raise InputError(
                f"There are no results at {path}.", hint="Make some with: longwriter evaluate SUITE -o FOLDER"
            )
        rows += [{**row, "text": str(path.parent / _text_of(row, path))} for row in read_rows(path)]
    return rows


def servers_apart(rows: Sequence[Row]) -> list[Row]:
    """The rows, with its server in a model's name where one name was asked at several: what answers there are two models."""
    servers: dict[str, set[str]] = {}
    for row in rows:
        servers.setdefault(row["model"], set()).update(filter(None, [row.get("server")]))
    return [
        {**row, "model": at_server(row["model"], row.get("server"))} if len(servers[row["model"]]) > 1 else row
        for row in rows
    ]


def _text_of(row: Row, path: Path) -> str:
    if not isinstance(row.get("text"), str):
        raise InputError(f"The row {row['key']!r} of {path} names no text: it is none that an evaluation has made.")
    return str(row["text"])
