"""Nothing in a unit's text can break the series: no separator, no marker, no heading of this or another unit."""

from __future__ import annotations

import re
from functools import lru_cache

from longwriter_agents.constraints.nouns import forms, is_chinese
from longwriter_agents.model import Series
from longwriter_agents.numbers import CHINESE

_RULE = re.compile(r"([-=_*~])\1{2,}")
_STRAY = re.compile(
    r"\s*(?:(?!```|~~~|\|)[^\w\s]{2,}|[^\w\s]{2,}\s*(?:the\s+)?(?:end|finished|done|fin|finis|start|完|结束|全文完)\s*[^\w\s]{2,})\s*",
    re.IGNORECASE,
)
"""A line of signs alone, or an end marker in their dress: no unit's text holds one."""
_DATES = r"(?:\s*[(（][^)）\n]{0,60}[)）])?"


def is_rule(separator: str) -> bool:
    """Whether the separator is a line of its own ("---") and not the beginning of a heading ("#*#")."""
    return bool(_RULE.fullmatch(separator.strip()))


def guarded(text: str, series: Series | None) -> str:
    """The text as the body of one unit: it ends where it goes on to another unit, and all marks are taken out of it."""
    if series is None:
        return text
    heading, marks = _patterns(series)
    lines: list[str] = []
    for line in text.split("\n"):
        found = heading.match(line)
        if found and any(kept.strip() for kept in lines):
            break
        lines.append(line[found.end() :] if found else line)
    body = "\n".join(line for line in lines if not _STRAY.fullmatch(line))
    body = marks.sub("", body) if marks else body
    body = re.sub(r"[ \t]{2,}", " ", body)
    return re.sub(r"\n{3,}", "\n\n", body).strip()


@lru_cache(maxsize=64)
def _patterns(series: Series) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """(a heading of any unit at the beginning of a line, all marks of the form)."""
    return re.compile(_heading_pattern(series), re.IGNORECASE), _marks_pattern(series)


def _heading_pattern(series: Series) -> str:
    names = "|".join(re.escape(form) for form in forms(series.label.split()[-1]))
    number = rf"(?:\d{{1,4}}|{CHINESE})"
    named = rf"第\s*{number}\s*(?:{names})" if is_chinese(series.label) else rf"(?:\w+ )?(?:{names})\s+\d{{1,4}}"
    plain = rf"[\s#*_>=~|【\[-]*{named}{_DATES}\s*[】\]]?[*_]*\s*(?:[:：|–—]|-(?=\s)|$)[*_]*\s*"
    shown = [rf"[\s*_#]*{re.escape(prefix)}[^\n]{{0,120}}$" for prefix in unit_marks(series)]
    return "|".join([plain, *shown])


def unit_marks(series: Series) -> list[str]:
    """The signs that the heading line of every unit begins with, where they are no ordinary text ("#*#")."""
    before = series.heading.split("{number", 1)[0].replace("{{", "{").replace("}}", "}")
    signs = re.match(r"[^\w\s]{2,}", before)
    found = [signs.group()] if signs and not re.fullmatch(r"#{1,6}", signs.group()) else []
    if series.separator and not is_rule(series.separator) and not re.fullmatch(r"#{1,6}", series.separator):
        found.append(series.separator)
    return found


def _marks_pattern(series: Series) -> re.Pattern[str] | None:
    parts = [rf"^\s*{re.escape(mark)}\s*$" for mark in (series.separator, series.opening, series.ending) if mark]
    parts += [re.escape(mark) for mark in (series.opening, series.ending) if re.search(r"[^\w\s.,;:!?'’-]", mark)]
    parts += [rf"\s*{re.escape(prefix)}\s*" for prefix in unit_marks(series)]
    return re.compile("|".join(parts), re.MULTILINE) if parts else None
