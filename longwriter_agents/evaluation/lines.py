"""JSON Lines that only grow: each line is written whole, and what a killed process left half-written is passed over."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from longwriter_agents.errors import InputError


def append_line(file: Path, line: dict[str, Any]) -> None:
    """One write of one line, after a line end if an earlier process died in mid-line."""
    told = json.dumps(line, ensure_ascii=False, sort_keys=True)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = _ends_whole(file)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(handle, f"{'' if whole else chr(10)}{told}\n".encode())
        finally:
            os.close(handle)
    except OSError as error:
        raise InputError(f"{file} can't be written: {error.strerror or error}.") from None


def _ends_whole(file: Path) -> bool:
    """Whether the next line may begin where the file ends."""
    if not file.exists() or file.stat().st_size == 0:
        return True
    with file.open("rb") as lines:
        lines.seek(-1, os.SEEK_END)
        return lines.read() == b"\n"


def make_folder(folder: Path, called: str) -> None:
    """Make a folder for results where there is none; `InputError`, which names it as `called`, where that can't be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{called} {folder} can't be made: {error.strerror or error}.", hint="Name another one with -o."
        ) from None


def read_lines(file: Path) -> list[dict[str, Any]]:
    """The whole lines that hold a table."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The results {file} can't be read: {error}.") from None
    found = []
    for line in text.split("\n"):
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            found.append(value)
    return found
