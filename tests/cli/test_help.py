"""What `--help` says is kept as samples. After a wanted change: SNAPSHOTS=write python -m pytest tests/cli/test_help.py"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from terminal import Cli
from typer.main import get_command

from longwriter_agents.cli.main import app

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"
COMMANDS = [(), *((name,) for name in sorted(get_command(app).commands))]  # type: ignore[attr-defined]  # a group

HEAVY = ("langgraph", "langchain_core", "openai", "anthropic", "fastapi", "tiktoken", "xllamacpp")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "longwriter")
def test_help_is_as_it_was(command: tuple[str, ...], cli: Cli) -> None:
    ran = cli(*command, "--help")
    assert ran.code == 0
    assert ran.err == ""
    text = "\n".join(line.rstrip() for line in ran.out.strip().splitlines()) + "\n"
    kept = SNAPSHOTS / f"help-{'-'.join(command) or 'longwriter'}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


def test_the_version_is_the_package_s(cli: Cli) -> None:
    assert cli("--version").out == f"longwriter {version('longwriter-agents')}\n"


def test_without_arguments_the_help_is_shown(cli: Cli) -> None:
    ran = cli()
    assert ran.code == 2
    assert "Usage: longwriter" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["write", "--help"]], ids=" ".join)
def test_help_and_version_import_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    program = (
        f"import sys\nsys.argv = ['longwriter', *{arguments}]\nfrom longwriter_agents.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert ended.code in (0, None), ended.code\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        cwd=tmp_path,
    )
    assert done.stderr == "[]\n"


def test_only_our_own_processes_collect_seldom(tmp_path: Path) -> None:
    program = (
        "import gc, sys\nprint(gc.get_threshold())\nimport longwriter_agents.api\nprint(gc.get_threshold())\n"
        "sys.argv = ['longwriter', '--version']\nfrom longwriter_agents.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    print(gc.get_threshold())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True, cwd=tmp_path
    )
    python_s, imported, _, ours = done.stdout.splitlines()
    assert imported == python_s
    assert ours == "(50000, 20, 50)"
