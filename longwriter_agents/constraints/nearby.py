"""What stands right before a place: patterns that end there need not be looked for from a long request's beginning."""

from __future__ import annotations

import re

_NEAR = 300
"""Signs; a clause that leads to a number is shorter."""


def leads_to(pattern: re.Pattern[str], text: str, at: int, *, most: int = _NEAR) -> re.Match[str] | None:
    """Where the pattern, which ends on `$`, is found right before `at`, in the last `most` signs. To search all that stands before
    each place would take the square of a request's length."""
    return pattern.search(text, max(0, at - most), at)
