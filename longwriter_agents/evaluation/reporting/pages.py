"""The report: one Markdown and one HTML page of the same tables, with the plots as SVG files beside them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from statistics import fmean

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.records import gathered
from longwriter_agents.evaluation.reporting import plots
from longwriter_agents.evaluation.reporting.tables import (
    Row,
    Table,
    check_comparable,
    conditions,
    cost_table,
    score_tables,
)
from longwriter_agents.export import write_whole

_REP_4_GATE = 0.03
_STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;"
    "margin:1em 0;font-size:13px}td,th{border:1px solid #ccc;padding:.25em .5em;text-align:right}"
    "td:first-child,th:first-child{text-align:left}svg{max-width:100%}"
)


def write_report(results: Sequence[Path], folder: Path, *, force: bool) -> list[Path]:
    """Make `report.md`, `report.html` and the plots in `folder`; `InputError` when the rows can't be compared."""
    rows = newest(gathered(results))
    if not rows:
        raise InputError("There are no rows in these results.")
    check_comparable(rows)
    tables, drawn, told = [*score_tables(rows), cost_table(rows)], pictures(rows), conditions(rows)
    pages = {f"{name}.svg": svg for name, svg in drawn.items()}
    pages["report.md"] = markdown(tables, list(drawn), told)
    pages["report.html"] = html(tables, list(drawn.values()), told)
    for name, text in pages.items():
        write_whole(folder / name, text, force=force)
    return [folder / "report.md", folder / "report.html"]


def newest(rows: Sequence[Row]) -> list[Row]:
    """The last row of each run."""
    return list({row["key"]: row for row in rows}.values())


def pictures(rows: Sequence[Row]) -> dict[str, str]:
    """Asked against written; the worst window's repetition; tokens for each word."""
    graphs = list(dict.fromkeys(row["graph"] for row in rows))
    of = {graph: [row for row in rows if row["graph"] == graph] for graph in graphs}
    asked = {g: [(r["asked"], r["written"]) for r in of[g] if r["asked"] and r["written"]] for g in graphs}
    repetition = {
        g: [r["scores"]["rep_4_worst"] for r in of[g] if r["scores"].get("rep_4_worst") is not None] for g in graphs
    }
    paid = {g: _tokens_per_word(of[g]) for g in graphs}
    drawn = {"length": plots.scatter(asked, title="Length", x="words asked", y="words written", diagonal=True)}
    if any(repetition.values()):
        means = {graph: fmean(values) for graph, values in repetition.items() if values}
        title = "Repetition, with the gate"
        drawn["repetition"] = plots.bars(means, title=title, y="rep-4, worst 1,000 words", gate=_REP_4_GATE)
    drawn["cost"] = plots.bars(paid, title="Cost", y="tokens paid for each word")
    return drawn


def _tokens_per_word(rows: Sequence[Row]) -> float:
    words = sum(row["written"] for row in rows)
    return sum(row["input_tokens"] + row["output_tokens"] for row in rows) / words if words else 0.0


def markdown(tables: Sequence[Table], plots_: Sequence[str], told: Sequence[str]) -> str:
    parts = ["# Evaluation", "\n".join(f"- {_plain(line)}" for line in told)]
    for table in tables:
        head = f"| {' | '.join(table.columns)} |\n|{'---|' * len(table.columns)}"
        body = "\n".join(f"| {' | '.join(_plain(cell) for cell in row)} |" for row in table.rows)
        parts += [f"## {_plain(table.title)}", f"{head}\n{body}"]
    parts.append("Means with 95 % bootstrap intervals (10,000 resamples).")
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
    parts.append("<p>Means with 95 % bootstrap intervals (10,000 resamples).</p>")
    page = "".join([*parts, *drawn])
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Evaluation</title><style>{_STYLE}</style>{page}</html>\n'
