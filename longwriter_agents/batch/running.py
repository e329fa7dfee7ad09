"""All rows, a few at a time: what is finished is left alone, what was begun is gone on with, one failure stops nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from longwriter_agents.batch.results import RowResult
from longwriter_agents.batch.rows import Row
from longwriter_agents.errors import InputError, LongwriterError
from longwriter_agents.export import FORMATS


class Writer(Protocol):
    """Writes rows here or at a service."""

    async def write(self, row: Row, path: Path, result: RowResult) -> None:
        """Have the row's document at `path` and fill in its result; finished ones are only put there."""
        ...

    async def aclose(self) -> None: ...


@dataclass(frozen=True)
class Batch:
    rows: Sequence[Row]
    files: Sequence[str]
    folder: Path
    concurrency: int
    show: Callable[[RowResult], None] = lambda result: None


def results_of(batch: Batch) -> list[RowResult]:
    return [RowResult(row.number, file) for row, file in zip(batch.rows, batch.files, strict=True)]


async def run(batch: Batch, writer: Writer, results: Sequence[RowResult]) -> None:
    """Do all rows. Cancelled, it leaves what is unfinished as `interrupted`, to be gone on with next time."""
    waiting = iter(list(zip(batch.rows, batch.files, results, strict=True)))

    async def take() -> None:
        for row, file, result in waiting:
            await _one(batch, writer, row, batch.folder / file, result)

    async with asyncio.TaskGroup() as group:
        for _ in range(min(batch.concurrency, len(batch.rows))):
            group.create_task(take())


async def _one(batch: Batch, writer: Writer, row: Row, path: Path, result: RowResult) -> None:
    result.status = "writing"
    batch.show(result)
    try:
        _check(row, path)
        await writer.write(row, path, result)
    except LongwriterError as error:
        result.status, result.message = "failed", str(error)
    except asyncio.CancelledError:
        result.status, result.message = "interrupted", "Interrupted; the next run goes on with it."
        raise
    except Exception as error:  # a defect met by this row: the others still want to be written
        result.status, result.message = "failed", f"A defect of this program ended it: {type(error).__name__}: {error}"
    batch.show(result)


def _check(row: Row, path: Path) -> None:
    if row.problem:
        raise InputError(f"Row {row.number}: {row.problem.removesuffix('.')}.")
    if path.suffix not in FORMATS:
        raise InputError(
            f"Row {row.number}: there is no format {path.suffix!r}.", hint=f"Choose of: {', '.join(FORMATS)}."
        )
