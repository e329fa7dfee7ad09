"""Bare numbers that are units because of where they stand: in a table's column, or at the head of a list's items.

"| 3-5 | migration |" under "| Sprint | What happens |", "7: a library" under "Floors:", "12. harvest" under "Special weeks:".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.constraints.clauses import Clause, is_row
from longwriter_agents.constraints.demands import Demand
from longwriter_agents.constraints.grammar.position import Relative
from longwriter_agents.constraints.keyterms import has_content
from longwriter_agents.constraints.nouns import forms, is_chinese
from longwriter_agents.constraints.positions import bare_position, positions
from longwriter_agents.constraints.scope import Scope
from longwriter_agents.constraints.vocabulary import Vocabulary

_NUMBERS = r"\d{1,4}(?:\s*(?:,\s*and|,|and|&|/|\+|-|–|—|~|to|、|和|至|到)\s*\d{1,4})*"
_LED = re.compile(rf"(?P<numbers>{_NUMBERS})\s*(?:[:：=→]|->|\s[–—-]\s|\t)\s*(?=\S)")
_BULLET = re.compile(r"^[ \t]*\(?(?P<n>\d{1,4})[.)、）][ \t]*$")
_INITIAL = re.compile(r"(?P<letter>[A-Z]{1,2})\s?(?P<n>\d{1,4})\s*(?:[:：=→]|->|\s[–—-]\s)\s*(?=\S)")
_DATE_HEADER = re.compile(r"\b(?:date|day|month|week|when)s?\b|日期|月份|时间", re.IGNORECASE)


def listed_demands(request: str, clause: Clause, masked: str, vocabulary: Vocabulary) -> list[Demand]:
    """The demand of a table's row or of a list's item whose number is the unit's; nothing for other clauses."""
    if vocabulary.series is None:
        return []
    if is_row(clause.text):
        return _of_row(request, clause, masked, vocabulary)
    initial = _INITIAL.match(masked)
    if initial and vocabulary.series.label.casefold().startswith(initial["letter"].casefold()):
        return _demand(clause, bare_position(initial["n"], vocabulary), masked[initial.end() :])
    if not _names(clause.head, vocabulary):
        return []
    led = _LED.match(masked)
    if led:
        scope = bare_position(led["numbers"], vocabulary)
        return _demand(clause, scope, masked[led.end() :])
    return _of_bullet(request, clause, masked, vocabulary)


def _of_bullet(request: str, clause: Clause, masked: str, vocabulary: Vocabulary) -> list[Demand]:
    """A numbered item means its unit where the list does not merely count its items, or counts all the units."""
    number = _bullet(request, clause.start)
    if number is None or positions(masked, vocabulary):
        return []
    listed = _bullets_around(request, clause.start)
    merely_counted = listed == list(range(1, len(listed) + 1))
    if merely_counted and len(listed) != vocabulary.count:
        return []
    return _demand(clause, bare_position(str(number), vocabulary), masked)


def _demand(clause: Clause, scope: Scope | None, text: str) -> list[Demand]:
    if scope is None or not has_content(text):
        return []
    return [Demand(scope, text, clause, clause.start, clause.end)]


def _names(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the words name the units of the series."""
    series = vocabulary.series
    names = [form for label in (series.label, *series.aliases) for form in forms(label)] if series else []
    return any(
        name in text if is_chinese(name) else re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
        for name in names
    )


# -- lists --------------------------------------------------------------------------------------------------------------


def _bullet(request: str, at: int) -> int | None:
    """The number that stands before the item as its bullet."""
    found = _BULLET.match(request[request.rfind("\n", 0, at) + 1 : at])
    return int(found["n"]) if found else None


def _bullets_around(request: str, at: int) -> list[int]:
    """The numbers of all items of the list in which the item stands."""
    block_start = request.rfind("\n\n", 0, at) + 1
    block_end = request.find("\n\n", at)
    block = request[block_start : block_end if block_end >= 0 else len(request)]
    return [int(n) for n in re.findall(r"^[ \t]*\(?(\d{1,4})[.)、）](?!\d)", block, re.MULTILINE)]


# -- tables -------------------------------------------------------------------------------------------------------------


def _of_row(request: str, clause: Clause, masked: str, vocabulary: Vocabulary) -> list[Demand]:
    header = _header(request, clause.start)
    cells = _cells(masked)
    if header is None or len(cells) < 2:
        return []
    column = _unit_column(header, vocabulary)
    if column is None or column >= len(cells):
        return []
    scope = _cell_scope(cells[column], vocabulary)
    rest = "; ".join(cell for i, cell in enumerate(cells) if i != column and has_content(cell))
    return _demand(clause, scope, rest)


def _header(request: str, at: int) -> list[str] | None:
    """The cells of the first row of the table in which the row at `at` stands; None for that row itself."""
    lines = request[:at].split("\n")[:-1]
    above: list[str] = []
    while lines and (is_row(lines[-1]) or re.fullmatch(r"[\s|:-]+", lines[-1])):
        above.append(lines.pop())
    return _cells(above[-1]) if above else None


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _unit_column(header: Sequence[str], vocabulary: Vocabulary) -> int | None:
    """The column that says which units a row is about."""
    named = [i for i, cell in enumerate(header) if _names(cell, vocabulary)]
    if not named and vocabulary.dated:
        named = [i for i, cell in enumerate(header) if _DATE_HEADER.search(cell)]
    return named[0] if named else None


def _cell_scope(cell: str, vocabulary: Vocabulary) -> Scope | None:
    found = [each.scope for each in positions(cell, vocabulary) if not isinstance(each.scope, Relative)]
    return found[0] if len(found) == 1 else bare_position(cell, vocabulary)
