"""A plan while it is written: a small model that is to name so many sections goes on after the last that tells something, with
a conclusion, a summary, the title once more; nobody needs to wait for those."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from longwriter_agents import layout, titling
from longwriter_agents.backends.structured import closed
from longwriter_agents.model import Section

_TITLE = re.compile(r'"title"\s*+:\s*+("(?:[^"\\]|\\.)*+")', re.DOTALL)


def is_enough(text: str, *, request: str, count: int, beside: Sequence[str] = ()) -> bool:
    """Whether the sections that stand in `text`, a plan in JSON as far as it came, are `count` that tell something; or are
    so many that only what is missing needs to be asked for, and what is being written is the document's end or stands
    there already. A plan that names one thing three times is no better for being read to its end.

    `beside` are the titles of what is planned already: to name one of them again tells nothing.
    """
    whole = _titles(closed(text))
    usable = _usable(whole, request, count, beside)
    if len(usable) >= count:
        return True
    titles = _titles(text)
    if titles and sum(_same(title, titles[-1]) for title in titles) >= _IN_CIRCLES:
        return True
    begun = titles[len(whole) :]
    over = bool(begun) and (titling.concludes(begun[0], request) or _stands_already(begun[0], whole))
    return over and layout.may_be_filled_up(usable, count)


_IN_CIRCLES = 3


def _stands_already(title: str, whole: list[str]) -> bool:
    return any(_same(title, each) for each in whole)


def _same(title: str, other: str) -> bool:
    return title.casefold() == other.casefold()


def _titles(text: str) -> list[str]:
    """Every whole title but the first, which is the document's."""
    return [titling.tidy_title(_read(title[1])) for title in _TITLE.finditer(text)][1:]


def _read(quoted: str) -> str:
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:  # an escape that is none
        return quoted


def _usable(titles: list[str], request: str, count: int, beside: Sequence[str]) -> list[Section]:
    sections = [Section(id=f"s{number}", title=title) for number, title in enumerate(titles, 1)]
    known = [Section(id=f"k{number}", title=title) for number, title in enumerate(beside, 1)]
    telling = titling.telling(sections, request)
    return (titling.beside(known, telling, request) if known else titling.unlike(telling))[:count]
