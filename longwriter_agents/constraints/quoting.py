"""Whether a quote stands in a text: the exact stretch it means, or nothing. A quote that stands nowhere is void."""

from __future__ import annotations

import re
import unicodedata


def in_text(text: str, quote: str) -> str | None:
    """The stretch of `text` that `quote` gives, however its spaces, case, quotation marks and dashes are written."""
    wanted, _ = _signs(quote)
    if len(wanted) < 2:
        return None
    stream, positions = _signs(text)
    at = stream.find(wanted)
    if at < 0 and re.search(r"(?:\.\.\.|…)", quote):
        return _elided(text, quote)
    if at < 0:
        return None
    start, end = positions[at], positions[at + len(wanted) - 1] + 1
    closing = re.match(r"[.!?。！？…]*[\"'”’」』)]*", text[end:])
    return text[start : end + (closing.end() if closing else 0)].strip()


def _signs(text: str) -> tuple[str, list[int]]:
    """Letters and digits only, folded, with the place of each in `text`."""
    signs, positions = [], []
    for place, sign in enumerate(text):
        for folded in unicodedata.normalize("NFKC", sign).casefold():
            if folded.isalnum():
                signs.append(folded)
                positions.append(place)
    return "".join(signs), positions


def _elided(text: str, quote: str) -> str | None:
    """A quote with a gap ("The bees … in spring") counts when all its pieces stand in the text."""
    pieces = [piece for piece in re.split(r"\.\.\.|…", quote) if len(piece.strip()) >= 8]
    found = [in_text(text, piece) for piece in pieces]
    return found[0] if found and all(found) else None
