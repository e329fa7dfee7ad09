"""Running a job for a command: the live view, the files, the exit code, and what an interruption leaves behind."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import typer

from longwriter_agents.cli.live import view_for
from longwriter_agents.cli.output import EXIT_CODES, complain, resume_command, show_json, show_text, summary, tell
from longwriter_agents.errors import InputError
from longwriter_agents.export import check_target, check_writable, write_whole

if TYPE_CHECKING:
    from longwriter_agents.manuscript import Manuscript

Listener = Callable[[Any], None]


@dataclass(frozen=True)
class Shown:
    """Where the results go."""

    output: Path | None
    report: Path | None
    force: bool
    quiet: bool
    json: bool
    store: Path | None

    def check(self) -> None:
        """Refuse files that can't be written before anything is spent."""
        if self.output is not None:
            check_target(self.output, force=self.force)
        if self.report is not None:
            check_writable(self.report, force=self.force)
        if self.output is not None and self.report is not None and self.output.resolve() == self.report.resolve():
            raise InputError(f"{self.output} can't hold both the document and its report.", hint="Name two files.")


def run(
    work: Callable[[Listener], Manuscript], shown: Shown, show: Callable[[Manuscript, Shown], None] | None = None
) -> None:
    """Do the work under the live view, show and save what came of it, and exit with the result's code."""
    shown.check()
    view = view_for(quiet=shown.quiet or shown.json)
    with _termination_as_interrupt() as terminated:
        try:
            with view:
                manuscript = work(view.show)
        except KeyboardInterrupt:
            _tell_interrupted(view.job_id, shown)
            raise typer.Exit(143 if terminated else 130) from None
    try:
        (show or show_result)(manuscript, shown)
    except InputError as error:
        kept = f"The document is kept: {resume_command(manuscript.job_id, shown.store)} -o FILE prints it there."
        raise InputError(f"{error} {kept}") from None
    raise typer.Exit(EXIT_CODES[manuscript.status])


@contextlib.contextmanager
def _termination_as_interrupt() -> Iterator[list[int]]:
    """SIGTERM ends a run as Ctrl-C does: in order, at the next step of the event loop. What is given holds the signal."""
    seen: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        on_interrupt = signal.getsignal(signal.SIGINT)
        if not callable(on_interrupt):
            raise KeyboardInterrupt
        on_interrupt(signal.SIGINT, frame)

    with _interruptible():
        previous = signal.signal(signal.SIGTERM, interrupt)
        try:
            yield seen
        finally:
            signal.signal(signal.SIGTERM, previous)


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Where SIGINT is ignored, as a script's shell leaves it to what it starts with `&`, it stays so, but an event loop finds
    the handler in whose place it puts its own. Without that an interruption would be an exception wherever it happens to
    strike, and in a finalizer it would be lost."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, masked)


def _tell_interrupted(job_id: str, shown: Shown) -> None:
    if job_id:
        command = resume_command(job_id, shown.store)
        print(f"Interrupted. What is written is kept; go on with: {command}", file=sys.stderr)


def show_result(manuscript: Manuscript, shown: Shown) -> None:
    saved = None
    if shown.output is not None and manuscript.status != "failed":
        saved = manuscript.save(shown.output, force=shown.force)
    save_report(manuscript, shown)
    if shown.json:
        show_json(manuscript.report() if shown.output else manuscript.model_dump(mode="json"))
    elif shown.output is None and manuscript.status != "failed":
        show_text(manuscript.text)
    if manuscript.status == "failed":
        tell_failed(manuscript, shown)
    elif not shown.quiet and not shown.json:
        for line in summary(manuscript, saved):
            tell(line)


def save_report(manuscript: Manuscript, shown: Shown) -> None:
    if shown.report is not None:
        text = dumps(manuscript.report(), ensure_ascii=False, indent=2) + "\n"
        write_whole(shown.report, text, force=shown.force)


def tell_failed(manuscript: Manuscript, shown: Shown) -> None:
    """The reason, with a command that goes on in this store."""
    command = resume_command(manuscript.job_id, shown.store)
    complain(manuscript.message.replace(resume_command(manuscript.job_id, None), command))
