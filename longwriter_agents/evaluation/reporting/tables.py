"""Tables of rows: a mean with its interval for each suite, model, graph, bucket and score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.metrics.cost import words_per_1000_tokens
from longwriter_agents.evaluation.metrics.length import lvc
from longwriter_agents.evaluation.metrics.statistics import Estimate, bootstrap

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A title, column names, and rows of cells as they are shown."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def check_comparable(rows: Sequence[Row]) -> None:
    """Rows of one suite that rest on different judges, judge prompts or counters can't stand in one table."""
    for suite in _distinct(rows, lambda row: row["suite"]):
        of_suite = [row for row in rows if row["suite"] == suite]
        for what, of in (("judges", _judge), ("counters of words", lambda row: row["counter"])):
            found = _distinct(of_suite, of)
            if len(found) > 1:
                raise InputError(
                    f"The rows of {suite} rest on different {what} and can't be compared: {', '.join(found)}.",
                    hint="Make a report of each apart.",
                )


def _judge(row: Row) -> str:
    judging = row.get("judging")
    if not judging:
        return row.get("judge") or "none"
    asked = ", ".join(f"{name} {told}" for name, told in sorted(judging["prompts"].items()))
    return f"{judging['model']} (temperature {judging['temperature']}; {asked})"


def _distinct(rows: Sequence[Row], of: Callable[[Row], str]) -> list[str]:
    return list(dict.fromkeys(of(row) for row in rows))


def score_tables(rows: Sequence[Row]) -> list[Table]:
    """For each suite and model: a row for each graph and bucket, and one for all buckets together."""
    return [
        _scores(suite, model, [row for row in rows if row["suite"] == suite and row["model"] == model])
        for suite in _distinct(rows, lambda row: row["suite"])
        for model in _distinct(rows, lambda row: row["model"])
        if any(row["suite"] == suite and row["model"] == model for row in rows)
    ]


def _scores(suite: str, model: str, rows: Sequence[Row]) -> Table:
    names = list(dict.fromkeys(name for row in rows for name in row["scores"]))
    buckets = _distinct(rows, lambda row: row["bucket"])
    body = []
    for graph in _distinct(rows, lambda row: row["graph"]):
        of_graph = [row for row in rows if row["graph"] == graph]
        for bucket in [*buckets, ""] if len(buckets) > 1 else [""]:
            inside = [row for row in of_graph if not bucket or row["bucket"] == bucket]
            if inside:
                body.append((graph, bucket or "all", str(len(inside)), *(_score(inside, name) for name in names)))
    return Table(f"{suite}, {model}", ("graph", "bucket", "runs", *names), tuple(body))


def _score(rows: Sequence[Row], name: str) -> str:
    values = [row["scores"][name] for row in rows if row["scores"].get(name) is not None]
    return shown(bootstrap(values))


def shown(estimate: Estimate | None) -> str:
    """A mean with its 95 % interval."""
    if estimate is None:
        return "–"
    if estimate.low == estimate.high:
        return _number(estimate.mean)
    return f"{_number(estimate.mean)} [{_number(estimate.low)}, {_number(estimate.high)}]"


def _number(value: float) -> str:
    size = abs(value)
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}" if size >= 1 else f"{value:.3f}"


def cost_table(rows: Sequence[Row]) -> Table:
    """What each way of writing cost: means over its runs, beside how many of them came through."""
    runs = ("suite", "model", "graph", "runs", "complete", "findings", "failed")
    tokens = ("calls", "tokens in", "of them cached", "tokens out", "seconds")
    columns: tuple[str, ...] = (*runs, *tokens, "price, $", "words per 1,000 tokens", "length variation")
    keys = list(dict.fromkeys((row["suite"], row["model"], row["graph"]) for row in rows))
    return Table("Cost", columns, tuple(_cost(key, [row for row in rows if _key(row) == key]) for key in keys))


def _key(row: Row) -> tuple[str, str, str]:
    return row["suite"], row["model"], row["graph"]


def _cost(key: tuple[str, str, str], rows: Sequence[Row]) -> tuple[str, ...]:
    ended = [row["status"] for row in rows]
    tokens = sum(row["input_tokens"] + row["output_tokens"] for row in rows)
    prices = [row["cost_usd"] for row in rows if row["cost_usd"] is not None]
    delivered = words_per_1000_tokens(sum(row["written"] for row in rows), tokens)
    figures = ("calls", "input_tokens", "cached_input_tokens", "output_tokens", "seconds")
    return (
        *key,
        str(len(rows)),
        *(str(ended.count(status)) for status in ("complete", "complete_with_findings", "failed")),
        *(f"{sum(row[name] for row in rows) / len(rows):,.0f}" for name in figures),
        f"{sum(prices) / len(prices):.4f}" if prices else "–",
        "–" if delivered is None else f"{delivered:.0f}",
        _variation(rows),
    )


def _variation(rows: Sequence[Row]) -> str:
    """LVC over the seeds of each item, averaged."""
    items = _distinct(rows, lambda row: row["item"])
    found = [lvc([row["written"] for row in rows if row["item"] == item]) for item in items]
    told = [value for value in found if value is not None]
    return f"{sum(told) / len(told):.1%}" if told else "–"


def conditions(rows: Sequence[Row]) -> list[str]:
    """What a reader must know to trust or repeat the figures."""
    lines = [f"{len(rows)} runs; seeds {', '.join(sorted({str(row['seed']) for row in rows}))}."]
    for suite in _distinct(rows, lambda row: row["suite"]):
        of_suite = [row for row in rows if row["suite"] == suite]
        lines.append(f"{suite}: words by the counter “{of_suite[0]['counter']}”, judge: {_judge(of_suite[0])}.")
    for text in _distinct(rows, lambda row: _machine(row["machine"])):
        lines.append(f"Measured on {text}.")
    for text in _distinct(rows, lambda row: ", ".join(f"{k} {v}" for k, v in row["prompts"].items())):
        lines.append(f"Prompts: {text}.")
    return lines


def _machine(machine: dict[str, Any]) -> str:
    return (
        f"{machine['processor']}, {machine['cores_usable']} cores, {machine['memory_mb']:,} MB, Python {machine['python']}, "
        f"longwriter-agents {machine['versions']['longwriter-agents']}"
    )
