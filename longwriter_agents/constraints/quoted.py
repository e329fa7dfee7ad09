"""What stands between quotation marks of any kind, and lists of it."""

from __future__ import annotations

import re

OPEN, CLOSE = "\"“”「『《'‘", "\"”」』》'’"
QUOTED = rf"[{OPEN}]([^\"“”「」『』《》\n]{{1,200}}?)(?:[\"”」』》]|['’](?![^\W一-鿿]))"
"""An apostrophe closes no quotation; a Chinese word may stand right behind one."""
_BETWEEN = r"(?:\s|,|，|、|&|\b(?:and|or|nor|the|words?|phrases?|terms?|names?)\b|和|与|或){0,6}"
LIST = rf"(?P<terms>{QUOTED}(?:{_BETWEEN}{QUOTED}){{0,40}})"
"""One quotation or more, as the group `terms`."""
FEW = rf"(?P<terms>{QUOTED}(?:{_BETWEEN}{QUOTED}){{0,5}})"
"""The same where what follows decides: of a long row each would be read to its end in vain."""


def quoted_terms(text: str) -> list[str]:
    """What stands between quotation marks, in order."""
    return [term.strip(" ,.") for term in re.findall(QUOTED, text) if term.strip(" ,.")]
