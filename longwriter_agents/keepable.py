"""Texts of callers as they can be kept and sent."""

from __future__ import annotations

from typing import Any


def keepable(value: Any) -> Any:
    """The value with all its texts mended: halves of surrogate pairs (from broken decoding) and NULs can't be stored."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    if isinstance(value, dict):
        return {keepable(key): keepable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [keepable(each) for each in value]
    return value
