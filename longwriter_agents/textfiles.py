"""Reading text that a user names, with a clear word where it is none."""

from __future__ import annotations

from pathlib import Path

from longwriter_agents.errors import InputError


def read_textfile(path: Path, called: str, *, most: int) -> str:
    """The text of a file; `InputError`, which names it as `called`, when it can't be read, is larger than `most` bytes or is
    no UTF-8."""
    try:
        if path.stat().st_size > most:
            raise InputError(f"{called} is larger than {most // 1_000_000} MB.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{called} can't be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{called} is no UTF-8 text.") from None
