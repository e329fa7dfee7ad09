"""Lists that run on in a paragraph: "Follow these steps: 1. Choose a place. 2. Secure the tools." """

from __future__ import annotations

import re
from itertools import pairwise

from longwriter_agents.prose.sentences import paragraphs

_NUMBER = re.compile(r"(?:(?P<mark>[.!?:;])[ \t]|\A)\(?(?P<number>\d{1,2})[.)][ \t]+(?=[A-Z\"“])")
_LEAST = 2


def without_inline_numbers(text: str) -> str:
    """`text` (English) with such a list as sentences: numbers in a paragraph look odd, and once a sentence between them is gone
    they count wrongly. A list of lines of its own stays."""
    return "\n\n".join(_as_sentences(block) for block in paragraphs(text)) if _NUMBER.search(text) else text


def _as_sentences(block: str) -> str:
    found = list(_NUMBER.finditer(block))
    numbers = [int(match["number"]) for match in found]
    inside = [match for match in found if match["mark"]]
    if (
        "\n" in block
        or len(found) < _LEAST
        or not inside
        or not all(a < b for a, b in pairwise(numbers))
        or numbers[0] > 1
    ):
        return block
    return _NUMBER.sub(
        lambda match: f"{'.' if match['mark'] in ':;' else match['mark']} " if match["mark"] else "", block
    )
