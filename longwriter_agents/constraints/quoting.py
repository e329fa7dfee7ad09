"""Whether a quote stands in a text: the exact stretch it means, or nothing. A quote that stands nowhere is void.

A reviewer may also name a passage by the number under which it was shown: code then gives the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

_NUMBERED = re.compile(
    r"\s*[(\[]?\s*(?:passage|sentence|no\.?)?\s*(\d{1,5})\s*[)\].:]?\s*(.*)", re.IGNORECASE | re.DOTALL
)
_AROUND = re.compile(r"\A[\W_]+|[\W_]+\Z")
_STRIDE = 512


def in_text(text: str, quote: str) -> str | None:
    """The stretch of `text` that `quote` gives, however its spaces, case, quotation marks and dashes are written."""
    wanted = _signs(quote)
    if len(wanted) < 2:
        return None
    found = _as_it_is(text, quote) or _by_signs(text, wanted)
    if found is None:
        return _elided(text, quote) if re.search(r"(?:\.\.\.|…)", quote) else None
    start, end = found
    closing = re.match(r"[.!?。！？…]*[\"'”’」』)]*", text[end:])
    return text[start : end + (closing.end() if closing else 0)].strip()


def _as_it_is(text: str, quote: str) -> tuple[int, int] | None:
    """Where the quote's words stand to the letter, as they mostly do: a hundred times quicker than sign by sign."""
    words = _AROUND.sub("", quote)
    start = text.find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else None


def _by_signs(text: str, wanted: str) -> tuple[int, int] | None:
    """Where the text has these signs of `_signs`."""
    at = _signs(text).find(wanted)
    return (_place(text, at), _place(text, at + len(wanted) - 1) + 1) if at >= 0 else None


def _signs(text: str) -> str:
    """Letters and digits only, folded."""
    return text.translate({ord(sign): _folded(sign) for sign in set(text)})


@cache
def _folded(sign: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKC", sign).casefold() if each.isalnum())


def _place(text: str, number: int) -> int:
    """Where in `text` the sign `number` of its `_signs` comes from: stretch by stretch, then sign by sign."""
    for start in range(0, len(text), _STRIDE):
        stretch = text[start : start + _STRIDE]
        signs = len(_signs(stretch))
        if number < signs:
            break
        number -= signs
    for place, sign in enumerate(stretch, start):
        number -= len(_folded(sign))
        if number < 0:
            return place
    raise IndexError(number)


def _elided(text: str, quote: str) -> str | None:
    """A quote with a gap ("The bees … in spring") counts when all its pieces stand in the text."""
    pieces = [piece for piece in re.split(r"\.\.\.|…", quote) if len(piece.strip()) >= 8]
    found = [in_text(text, piece) for piece in pieces]
    return found[0] if found and all(found) else None


def numbered(passages: Sequence[str]) -> str:
    """The passages under their numbers, one a line: "(1) …"."""
    return "\n".join(f"({number}) {' '.join(each.split())}" for number, each in enumerate(passages, 1))


def place_named(passages: Sequence[str], said: str) -> int | None:
    """The place of the passage that is named by its number ("7", "(7)", "(7) its words"), or by words that stand in it.

    None when there is no such number, or when the words after a number are not its words.
    """
    found = _NUMBERED.fullmatch(said)
    if found and 1 <= int(found[1]) <= len(passages):
        at = int(found[1]) - 1
        if not re.search(r"\w", found[2]) or in_text(passages[at], found[2]):
            return at
    return next((at for at, each in enumerate(passages) if in_text(each, said)), None)


def named(passages: Sequence[str], said: str) -> str | None:
    """The words that are meant: the passage whose number is given, or those that are quoted."""
    at = place_named(passages, said)
    if at is None:
        return None
    return passages[at] if _NUMBERED.fullmatch(said) else in_text(passages[at], said)
