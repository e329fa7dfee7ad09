"""The report: one Markdown and one HTML page of the same tables, with the plots as SVG files beside them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.outcomes import outcomes
from longwriter_agents.evaluation.pairs import kept, pairs_file
from longwriter_agents.evaluation.records import servers_apart
from longwriter_agents.evaluation.reporting.pictures import pictures
from longwriter_agents.evaluation.reporting.rows import collected
from longwriter_agents.evaluation.reporting.tables import (
    Table,
    check_comparable,
    conditions,
    cost_table,
    judge_table,
    pairs_table,
    score_tables,
    told_apart,
)
from longwriter_agents.export import write_whole

_STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;display:block;overflow-x:auto;margin:1em 0;font-size:13px}"
    "td,th{border:1px solid #ccc;padding:.25em .5em;text-align:right}"
    "td:first-child,th:first-child{text-align:left}svg{max-width:100%}"
)


def write_report(results: Sequence[Path], folder: Path, *, force: bool, judge: str = "") -> list[Path]:
    """Make `report.md`, `report.html` and the plots in `folder`; `InputError` when the rows can't be compared. `judge` takes,
    of what was judged, only what this one did."""
    found = collected(results, judge=judge)
    if not found.rows:
        raise InputError("There are no rows in these results.", hint=" ".join(found.told[:3]))
    check_comparable(found.rows)
    rows = told_apart(servers_apart(found.rows))
    pairs = [line for file in dict.fromkeys(map(pairs_file, results)) for line in kept(file)]
    extra = [table for table in (judge_table(rows), pairs_table(outcomes(pairs))) if table is not None]
    tables, drawn, told = (
        [*score_tables(rows), cost_table(rows), *extra],
        pictures(rows),
        [*found.told, *conditions(rows)],
    )
    pages = {f"{name}.svg": svg for name, svg in drawn.items()}
    pages["report.md"] = markdown(tables, list(drawn), told)
    pages["report.html"] = html(tables, list(drawn.values()), told)
    for name, text in pages.items():
        write_whole(folder / name, text, force=force)
    return [folder / "report.md", folder / "report.html"]


def markdown(tables: Sequence[Table], plots_: Sequence[str], told: Sequence[str]) -> str:
    parts = ["# Evaluation", "\n".join(f"- {_plain(line)}" for line in told)]
    for table in tables:
        head = f"| {' | '.join(table.columns)} |\n|{'---|' * len(table.columns)}"
        body = "\n".join(f"| {' | '.join(_plain(cell) for cell in row)} |" for row in table.rows)
        parts += [f"## {_plain(table.title)}", f"{head}\n{body}"]
    parts.append("Means with 95 % bootstrap intervals (10,000 resamples of items).")
    parts += [f"![{name}]({name}.svg)" for name in plots_]
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """A cell can't end its table, nor a line its list."""
    return " ".join(text.replace("|", "\\|").split())


def html(tables: Sequence[Table], drawn: Sequence[str], told: Sequence[str]) -> str:
    listed = "".join(f"<li>{escape(line)}</li>" for line in told)
    parts = [f"<h1>Evaluation</h1><ul>{listed}</ul>"]
    for table in tables:
        head = "".join(f"<th>{escape(name)}</th>" for name in table.columns)
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
        parts.append(f"<h2>{escape(table.title)}</h2><table><tr>{head}</tr>{body}</table>")
    parts.append("<p>Means with 95 % bootstrap intervals (10,000 resamples of items).</p>")
    page = "".join([*parts, *drawn])
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Evaluation</title><style>{_STYLE}</style>{page}</html>\n'
