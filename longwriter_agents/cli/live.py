"""The live view while writing: on a terminal a picture that is redrawn, elsewhere plain lines; all from events."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from longwriter_agents.cli.output import clock, printable
from longwriter_agents.cli.progress import Progress

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.live import Live

_ROWS = 18
_BAR = 24
_PHASES = {
    "understand": "reading the request",
    "plan": "planning",
    "draft": "writing",
    "review": "looking over the whole",
    "mend": "mending",
    "revise": "revising",
    "assemble": "putting together",
    "verify": "checking",
}


class View(Protocol):
    """Shows events; `job_id` is empty until the job has begun."""

    @property
    def job_id(self) -> str: ...

    def show(self, event: Any) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def view_for(*, quiet: bool) -> View:
    """Nothing when quiet, a picture on a terminal, lines elsewhere; always on stderr."""
    if quiet:
        return Silent()
    return Picture() if sys.stderr.isatty() else Lines()


class Silent:
    """Shows nothing, but knows the job."""

    def __init__(self) -> None:
        self.progress = Progress()

    @property
    def job_id(self) -> str:
        return self.progress.job_id

    def show(self, event: Any) -> None:
        self.progress.take(event)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class Lines(Silent):
    """A line for each phase and each finished section."""

    def show(self, event: Any) -> None:
        super().show(event)
        line = self._line(event)
        if line:
            print(line, file=sys.stderr, flush=True)

    def _line(self, event: Any) -> str:
        progress = self.progress
        if event.type == "job_started":
            return f"Job {event.job_id} ({printable(event.model, limit=60)}){', resumed' if event.resumed else ''}"
        if event.type == "phase_started":
            return f"… {_PHASES[event.phase]}"
        if event.type == "section_done":
            title = printable(progress.title_of(event.section_id), limit=60)
            done = f"{progress.done} of {len(progress.sections)}"
            return f"  {event.section_id:<6} {event.words:>6,} of {event.budget:,} words  {title}  ({done})"
        if event.type == "call_retried":
            return f"  asking again in {event.wait_s:.0f} s ({event.purpose}): {printable(event.reason, limit=120)}"
        return ""


class Picture(Silent):
    """The outline with a bar for each section, and the totals, redrawn four times a second."""

    def __init__(self) -> None:
        super().__init__()
        self._live: Live | None = None

    def __enter__(self) -> Self:
        from rich.console import Console
        from rich.live import Live

        console = Console(stderr=True)
        self._live = Live(get_renderable=self._drawn, console=console, refresh_per_second=4, transient=True)
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.__exit__(kind, error, trace)

    def _drawn(self) -> RenderableType:
        from rich.text import Text

        return Text("\n".join(picture(self.progress, now=time.monotonic())), no_wrap=True, overflow="ellipsis")


def picture(progress: Progress, *, now: float) -> list[str]:
    """The view's lines: what is being written now, within a window of a long outline, then the totals."""
    phase = _PHASES.get(progress.phase, "starting")
    lines = [f"{printable(progress.title, limit=70) or 'longwriter'}: {phase}"]
    ids = list(progress.sections)
    active = next((i for i, each in enumerate(ids) if not progress.sections[each].done), len(ids) - 1)
    first = max(0, min(active - _ROWS // 3, len(ids) - _ROWS))
    if first:
        lines.append(f"  … {first} sections before")
    for each in ids[first : first + _ROWS]:
        row = progress.sections[each]
        filled = min(_BAR, round(_BAR * row.words / max(1, row.budget)))
        mark = "✓" if row.done else "›" if row.begun else " "
        bar = "█" * filled + "░" * (_BAR - filled)
        lines.append(f" {mark} {bar} {row.words:>6,}/{row.budget:<6,} {printable(row.title, limit=50)}")
    if len(ids) > first + _ROWS:
        lines.append(f"  … {len(ids) - first - _ROWS} sections after")
    return [*lines, totals(progress, now=now)]


def totals(progress: Progress, *, now: float) -> str:
    cost = f" · ${progress.cost_usd:.4f}" if progress.cost_usd else ""
    left = progress.seconds_left(now)
    time_left = f" · about {clock(left)} left" if left is not None else ""
    return (
        f"{progress.words:,} of {progress.target:,} words · {progress.calls} calls · {progress.tokens:,} tokens"
        f"{cost} · {clock(progress.elapsed(now))}{time_left}"
    )


@contextlib.contextmanager
def download_bar(name: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A progress bar for a file that is fetched; nothing when quiet or not on a terminal."""
    if quiet or not sys.stderr.isatty():
        if not quiet:
            print(f"Fetching {name} …", file=sys.stderr, flush=True)
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(name, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
