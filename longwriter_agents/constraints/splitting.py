"""Finding the units of a series in a text that may not have been written here."""

from __future__ import annotations

import re

from longwriter_agents.constraints.nouns import forms, is_chinese


def units_of(text: str, label: str) -> list[tuple[int, str]]:
    """(number, text) of each unit in the order in which they stand, by their heading lines."""
    names = "|".join(re.escape(form) for form in forms(label.split()[-1]))
    pattern = rf"第\s*(\d+)\s*(?:{names})" if is_chinese(label) else rf"(?:{names})\s+(\d+)\b"
    heads = list(re.finditer(rf"^(?:[^\w\n]*)(?:{pattern})[^\n]{{0,120}}$", text, re.IGNORECASE | re.MULTILINE))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return [(int(head.group(1)), text[head.end() : end].strip()) for head, end in zip(heads, ends, strict=True)]
