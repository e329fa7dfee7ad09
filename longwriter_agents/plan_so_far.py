"""A plan while it is written: a small model that is to name so many sections goes on after the last that tells something, with
a conclusion, a summary, the title once more; nobody needs to wait for those."""

from __future__ import annotations

import json
import re

from longwriter_agents import layout, titling
from longwriter_agents.backends.structured import closed
from longwriter_agents.model import Section

_TITLE = re.compile(r'"title"\s*+:\s*+("(?:[^"\\]|\\.)*+")', re.DOTALL)


def is_enough(text: str, *, request: str, count: int) -> bool:
    """Whether the sections that stand in `text`, a plan in JSON as far as it came, are `count` that tell something; or are
    usable as they are, and what is being written is the document's end."""
    whole = _titles(closed(text))
    usable = _usable(whole, request, count)
    if len(usable) >= count:
        return True
    begun = _titles(text)[len(whole) :]
    return bool(begun) and titling.concludes(begun[0], request) and not layout.complaints(usable, count, exact=False)


def _titles(text: str) -> list[str]:
    """Every whole title but the first, which is the document's."""
    return [titling.tidy_title(_read(title[1])) for title in _TITLE.finditer(text)][1:]


def _read(quoted: str) -> str:
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:  # an escape that is none
        return quoted


def _usable(titles: list[str], request: str, count: int) -> list[Section]:
    sections = [Section(id=f"s{number}", title=title) for number, title in enumerate(titles, 1)]
    return titling.unlike(titling.telling(sections, request, most=count))
