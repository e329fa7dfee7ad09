"""`longwriter` in a process of its own: signals, terminals, pipes."""

from __future__ import annotations

import os
import pty
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Cli

from longwriter_agents.words import count_words

PYTHON = [sys.executable, "-W", "error"]
MAIN = ["-c", "from longwriter_agents.cli.main import main; main()"]
PATIENCE_S = 120.0
REQUEST = "Write a report on the harbour."


def started(*arguments: str, on_sigint: signal.Handlers = signal.SIG_DFL) -> subprocess.Popen[str]:
    return process_of(*MAIN, *arguments, on_sigint=on_sigint)


def process_of(*arguments: str, on_sigint: signal.Handlers) -> subprocess.Popen[str]:
    """Whatever these tests were started with: what a script starts in the background ignores SIGINT."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [*PYTHON, *arguments],
        stdout=pipe,
        stderr=pipe,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, on_sigint),
    )


def waited_for(process: subprocess.Popen[str], wanted: Callable[[str], bool]) -> list[str]:
    """The lines on stderr up to the wanted one."""
    assert process.stderr is not None
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line.rstrip("\n"))
        if wanted(line):
            return lines
    raise AssertionError(f"it ended before: {lines}")


@pytest.mark.slow
@pytest.mark.parametrize(("blow", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_keeps_what_is_written_and_says_how_to_go_on(
    blow: signal.Signals, code: int, cli: Cli, tmp_path: Path
) -> None:
    log, door, store = tmp_path / "calls.log", tmp_path / "door", "a store.db"
    model = f"scripted:steady?until={door}&free=3&log={log}"
    settings = ("--words", "2000", "--model", model, "--flow", "sequential", "--store", store)
    process = started("write", REQUEST, *settings, "-o", "a.md")
    waited_for(process, lambda line: line.startswith("  s2 "))
    process.send_signal(blow)
    out, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == code
    assert out == ""
    *before, last = err.splitlines()
    assert not [line for line in before if not line.startswith("  s")], "no traceback, no warning"
    assert last.startswith("Interrupted. What is written is kept; go on with: longwriter resume ")
    assert not Path("a.md").exists()
    paid = log.read_text(encoding="utf-8").splitlines()
    door.touch()
    command = shlex.split(last.split("go on with: ")[1])
    ran = cli(*command[1:], "-o", "a.md")
    assert ran.code == 0, ran.err
    assert abs(count_words(Path("a.md").read_text(encoding="utf-8")) - 2000) <= 60
    again = log.read_text(encoding="utf-8").splitlines()[len(paid) :]
    assert not set(paid) & set(again), "no finished call was repeated"


@pytest.mark.slow
def test_what_a_script_started_in_the_background_ends_on_sigterm_too(tmp_path: Path) -> None:
    model = f"scripted:steady?until={tmp_path / 'door'}&free=2"
    settings = ("--words", "2000", "--model", model, "--flow", "sequential", "--store", str(tmp_path / "s.db"))
    process = started("write", REQUEST, *settings, on_sigint=signal.SIG_IGN)
    waited_for(process, lambda line: line.startswith("  s1 "))
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 143
    assert err.splitlines()[-1].startswith("Interrupted. What is written is kept; go on with: longwriter resume ")


def test_a_termination_that_strikes_in_a_finalizer_is_heard_too() -> None:
    """What is raised there Python only prints."""
    script = """
import asyncio, os, signal
from longwriter_agents.cli.running import _termination_as_interrupt

class Fallen:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
        sum(range(1_000))

async def work():
    Fallen()
    await asyncio.sleep(60)

with _termination_as_interrupt() as terminated:
    try:
        asyncio.run(work())
    except KeyboardInterrupt:
        print("heard", len(terminated))
print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN, signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""
    process = process_of("-c", script, on_sigint=signal.SIG_IGN)
    assert process.communicate(timeout=PATIENCE_S) == ("heard 1\nTrue set()\n", "")


@pytest.mark.slow
def test_on_a_terminal_the_outline_is_drawn_with_bars(tmp_path: Path) -> None:
    shown, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"}
    process = subprocess.Popen(
        [*PYTHON, *MAIN, "write", REQUEST, "--words", "1500", "--model", "scripted:steady?latency=0.3", "-o", "a.md"],
        stdout=terminal,
        stderr=terminal,
        env=environment,
        cwd=tmp_path,
    )
    os.close(terminal)
    text = _all_of(shown, process)
    assert process.wait(PATIENCE_S) == 0, text
    assert "░" in text
    assert "of 1,500 words · " in text
    assert "\x1b[" in text, "it is drawn again in place"
    assert "Asked 1,500 words, wrote" in text
    assert "Job " not in text, "the plain lines are for others"


def _all_of(descriptor: int, process: subprocess.Popen[bytes]) -> str:
    seen, end = b"", time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        ready, _, _ = select.select([descriptor], [], [], 0.2)
        try:
            more = os.read(descriptor, 65_536) if ready else b""
        except OSError:  # the other end is closed: the program has ended
            break
        seen += more
        if not ready and process.poll() is not None:
            break
    os.close(descriptor)
    return seen.decode("utf-8", "replace")


@pytest.mark.slow
def test_a_reader_that_goes_away_early_is_no_error_to_tell_of(tmp_path: Path) -> None:
    quoted = " ".join(shlex.quote(word) for word in [*PYTHON, *MAIN, "write", REQUEST, "--words", "20000", "--quiet"])
    done = subprocess.run(
        ["bash", "-c", f"{quoted} | head -c 20"],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        cwd=tmp_path,
    )
    assert done.stdout.startswith("# ")
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a file that is always full")
def test_a_full_standard_output_tells_where_the_document_is_kept(cli: Cli) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [*PYTHON, *MAIN, "write", REQUEST, "--words", "300", "-m", "scripted:steady", "-q"]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S, check=False)
    assert ran.returncode == 2
    assert ran.stderr.startswith(
        "longwriter: Standard output can't be written: No space left on device. The document is"
    )
    kept = shlex.split(ran.stderr.split("kept: ")[1].split(" -o FILE")[0])
    assert count_words(cli(*kept[1:]).out) > 250
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        Path("a.md").write_text("Words.", encoding="utf-8")
        command = [*PYTHON, *MAIN, "check", "a.md", "--prompt", "x"]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S, check=False)
    assert ran.returncode == 2
    assert ran.stderr == "longwriter: Standard output can't be written: No space left on device.\n"
