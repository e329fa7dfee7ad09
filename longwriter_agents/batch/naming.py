"""What the documents of a batch are called: each by its row, none like another, each one plain file in one folder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from longwriter_agents.batch.rows import Row
from longwriter_agents.errors import InputError

SUMMARIES = ("summary.json", "summary.csv")
"""Files of the batch itself, which no document may be called."""
_MOST_CHARACTERS, _MOST_BYTES = 120, 200
"""Of a name without its ending; file systems take 255 bytes, and a file has a longer name while it is written."""
_MOST_OF_AN_ENDING = 20


def file_names(rows: Sequence[Row], template: str, format: str, *, kept: Mapping[int, str] | None = None) -> list[str]:
    """A file's name for each row: the one that it has already (`kept`, by the row's number), else by the row's own name,
    else by the template; the same one never twice."""
    kept = kept or {}
    taken = {name.casefold() for name in (*SUMMARIES, *kept.values())}
    counts: Counter[str] = Counter()
    names = []
    for row in rows:
        name = kept.get(row.number) or _free(_bare(row, template), ending_of(row, format), taken, counts)
        taken.add(name.casefold())
        names.append(name)
    return names


def pattern_of(row: Row, template: str) -> str:
    """What the row's name is made by: as long as that is the same, so is the name."""
    return f"={row.name}" if row.name else template


def _bare(row: Row, template: str) -> str:
    wanted = row.name or ("" if row.problem else _filled(template, row))
    return _safe(wanted) or f"{row.number:04d}"


def ending_of(row: Row, format: str) -> str:
    return _safe(row.format or format)[:_MOST_OF_AN_ENDING].lower() or "md"


def _free(bare: str, ending: str, taken: set[str], counts: Counter[str]) -> str:
    """The first of `bare`, `bare-2`, … that nothing is called; `counts` spares looking at the same ones again."""
    plain = f"{bare}.{ending}".casefold()
    while True:
        counts[plain] += 1
        name = f"{bare}.{ending}" if counts[plain] == 1 else f"{bare}-{counts[plain]}.{ending}"
        if name.casefold() not in taken:
            return name


def _filled(template: str, row: Row) -> str:
    """`{number}`, `{slug}` (the first words of the prompt) and any key of the row, each with a width as in {number:04}."""
    values = {**row.raw, "number": row.number, "slug": "-".join(re.findall(r"\w+", row.prompt)[:6])}

    def value(match: re.Match[str]) -> str:
        key, form = match["key"], match["form"] or ""
        if key not in values:
            raise InputError(f"The name template has {{{key}}}, which row {row.number} has not.")
        return format(values[key], form) if form and isinstance(values[key], int) else str(values[key])

    return re.sub(r"\{(?P<key>\w+)(?::(?P<form>0?\d{1,2}))?\}", value, template)


def _safe(name: str) -> str:
    """A name that is one plain file in one folder, on any system."""
    plain = re.sub(r"[^\w.,()+ -]+", "-", name).strip(" .-")[:_MOST_CHARACTERS]
    return plain.encode()[:_MOST_BYTES].decode("utf-8", "ignore").rstrip(" .-")
