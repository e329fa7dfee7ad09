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
        whole = not file.exists() or file.stat().st_size == 0 or file.read_bytes()[-1:] == b"\n"
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(handle, f"{'' if whole else chr(10)}{told}\n".encode())
        finally:
            os.close(handle)
    except OSError as error:
        raise InputError(f"{file} can't be written: {error.strerror or error}.") from None


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
