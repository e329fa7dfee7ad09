"""The live table of a batch: on a terminal redrawn, elsewhere a line for each finished document."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from longwriter_agents.cli.output import clock, printable

if TYPE_CHECKING:
    from longwriter_agents.batch.results import RowResult

_ROWS = 20
_NARROWEST, _WIDEST, _BESIDE_THE_NAME = 12, 50, 50
"""Cells of a file's name; those of what stands beside it."""
_MARKS = {
    "waiting": "·",
    "writing": "›",
    "complete": "✓",
    "complete_with_findings": "✓",
    "failed": "✗",
    "interrupted": "–",
}


@contextlib.contextmanager
def shown_while(results: Sequence[RowResult], *, quiet: bool) -> Iterator[Callable[[RowResult], None]]:
    """Give a function that is told of each change."""
    if quiet:
        yield lambda result: None
    elif sys.stderr.isatty():
        with _redrawn(results) as show:
            yield show
    else:
        yield _tell_line


def _tell_line(result: RowResult) -> None:
    if result.status != "writing":
        print(line_of(result), file=sys.stderr, flush=True)


def line_of(result: RowResult, *, width: int = 100) -> str:
    """The row in about `width` cells, the file's name cut first; a message goes on beyond."""
    from rich.cells import set_cell_size

    column = max(_NARROWEST, min(_WIDEST, width - _BESIDE_THE_NAME))
    file = set_cell_size(printable(result.file, limit=column), column)
    words = f"{result.words:,} of {result.target_words:,} words" if result.target_words else ""
    state = "done before" if result.before else result.status.replace("_", " ")
    message = f"  {printable(result.message, limit=100)}" if result.message else ""
    return f"{_MARKS[result.status]} {file} {state:<22} {words:<24}{message}".rstrip()


@contextlib.contextmanager
def _redrawn(results: Sequence[RowResult]) -> Iterator[Callable[[RowResult], None]]:
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    console = Console(stderr=True)
    began = time.monotonic()

    def drawn() -> Text:
        rows, seconds = min(_ROWS, console.height - 2), time.monotonic() - began
        lines = table(results, seconds=seconds, rows=rows, width=console.width)
        return Text("\n".join(lines), no_wrap=True, overflow="ellipsis")

    live = Live(get_renderable=drawn, console=console, refresh_per_second=4, transient=True)
    with live:
        yield lambda result: None


def table(results: Sequence[RowResult], *, seconds: float, rows: int = _ROWS, width: int = 100) -> list[str]:
    """What is being written, what went wrong, the newest that are done, in at most `rows` lines; then the count of all."""
    order = {"writing": 0, "failed": 1, "interrupted": 1}
    shown = sorted(
        (each for each in results if each.status != "waiting"),
        key=lambda each: (order.get(each.status, 2), -each.number),
    )
    done = sum(each.status not in ("waiting", "writing") for each in results)
    failed = sum(each.status == "failed" for each in results)
    words = sum(each.words for each in results)
    bad = f" ({failed} failed)" if failed else ""
    return [
        *(line_of(each, width=width) for each in shown[: max(1, rows)]),
        f"{done} of {len(results)} documents{bad} · {words:,} words · {clock(seconds)}",
    ]
