"""Finds the folders that ship beside the code: `graphs/` and `prompts/`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).resolve().parent


def folder(name: Literal["graphs", "prompts"]) -> Path:
    """The copy inside the wheel, else the checkout's own."""
    shipped = PACKAGE / name
    return shipped if shipped.is_dir() else PACKAGE.parent / name
