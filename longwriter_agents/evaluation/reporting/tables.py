"""Tables of rows: a mean with its interval for each suite, model, graph, bucket and score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.judging import told_dates, told_judge
from longwriter_agents.evaluation.metrics.cost import path_share, words_per_1000_tokens
from longwriter_agents.evaluation.metrics.length import lvc
from longwriter_agents.evaluation.metrics.statistics import Estimate, bootstrap
from longwriter_agents.evaluation.outcomes import Outcome
from longwriter_agents.evaluation.reporting.rows import Row, item_of, version_of


@dataclass(frozen=True)
class Table:
    """A title, column names, and rows of cells as they are shown."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def check_comparable(rows: Sequence[Row]) -> None:
    """Rows of one suite that rest on different judges, judge prompts or counters can't stand in one table. Of the judge's
    prompts only those are compared that two rows were both judged with: which are asked hangs on what was written."""
    for suite in _distinct(rows, lambda row: row["suite"]):
        of_suite = [row for row in rows if row["suite"] == suite]
        _check(suite, "judges", _distinct(of_suite, _judge))
        _check(suite, "counters of words", _distinct(of_suite, lambda row: row["counter"]))
        for template, hashes in _judge_prompts(of_suite).items():
            _check(suite, f"prompts {template} of the judge", list(hashes))


def _check(suite: str, what: str, found: Sequence[str]) -> None:
    if len(found) > 1:
        raise InputError(
            f"The rows of {suite} rest on different {what} and can't be compared: {', '.join(found)}.",
            hint="Make a report of each apart; --judge takes the rows of one judge.",
        )


def _judge(row: Row) -> str:
    judging = row.get("judging")
    if not judging:
        return row.get("judge") or "none"
    return told_judge(judging)


def _judge_prompts(rows: Sequence[Row]) -> dict[str, dict[str, None]]:
    """Template → its hashes over the rows that were judged with it."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        for template, told in ((row.get("judging") or {}).get("prompts") or {}).items():
            found.setdefault(template, {})[str(told)] = None
    return dict(sorted(found.items()))


def _distinct(rows: Sequence[Row], of: Callable[[Row], str]) -> list[str]:
    return list(dict.fromkeys(of(row) for row in rows))


def told_apart(rows: Sequence[Row]) -> list[Row]:
    """The rows with their `way`: the graph, and which version of it where its file or its prompts were not always the same,
    so that no mean is taken over two of them."""
    versions: dict[str, list[dict[str, str]]] = {graph: [] for graph in _graphs(rows)}
    for row in rows:
        if version_of(row) not in versions[row["graph"]]:
            versions[row["graph"]].append(version_of(row))
    return [{**row, "way": _way(row, versions[row["graph"]])} for row in rows]


def _way(row: Row, versions: Sequence[dict[str, str]]) -> str:
    number = versions.index(version_of(row)) + 1
    return f"{row['graph']} (version {number})" if len(versions) > 1 else str(row["graph"])


def _graphs(rows: Sequence[Row]) -> list[str]:
    return _distinct(rows, lambda row: row["graph"])


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
    for way in _distinct(rows, lambda row: row["way"]):
        of_way = [row for row in rows if row["way"] == way]
        for bucket in [*buckets, ""] if len(buckets) > 1 else [""]:
            inside = [row for row in of_way if not bucket or row["bucket"] == bucket]
            if inside:
                runs = (way, bucket or "all", str(len(inside)), _failed(inside))
                body.append((*runs, *(_score(inside, name) for name in names)))
    return Table(f"{suite}, {model}", ("graph", "bucket", "runs", "failed", *names), tuple(body))


def _failed(rows: Sequence[Row]) -> str:
    """How many runs failed, and their share: what a mean over those that came through does not tell."""
    failed = sum(row["status"] == "failed" for row in rows)
    return f"{failed} ({failed / len(rows):.0%})" if failed else "0"


def _score(rows: Sequence[Row], name: str) -> str:
    """The mean; its interval is over items, since runs of one item with other seeds hang together."""
    told = [row for row in rows if row["scores"].get(name) is not None]
    return shown(bootstrap([row["scores"][name] for row in told], clusters=[item_of(row) for row in told]))


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
    tokens = ("calls", "tokens in", "of them cached", "tokens out", "wall, s", "calls, s", "critical path ÷ calls")
    columns: tuple[str, ...] = (*runs, *tokens, "price, $", "words per 1,000 tokens", "length variation")
    keys = list(dict.fromkeys(_key(row) for row in rows))
    return Table("Cost", columns, tuple(_cost(key, [row for row in rows if _key(row) == key]) for key in keys))


def judge_table(rows: Sequence[Row]) -> Table | None:
    """What judging cost, in all; None where nothing was judged."""
    judged = [row for row in rows if row.get("judging")]
    keys = list(dict.fromkeys((row["suite"], row["model"], row["way"], _judge(row)) for row in judged))
    columns = ("suite", "model", "graph", "judge", *_JUDGED.values(), "price, $")
    of = [[row["judging"] for row in judged if (*_key(row), _judge(row)) == key] for key in keys]
    return (
        Table("Judging", columns, tuple((*k, *_judging(told)) for k, told in zip(keys, of, strict=True)))
        if keys
        else None
    )


_JUDGED = {
    "questions": "questions",
    "unanswered": "unanswered",
    "shortened": "texts shortened",
    "calls": "calls",
    "input_tokens": "tokens in",
    "output_tokens": "tokens out",
}


def _judging(told: Sequence[dict[str, Any]]) -> list[str]:
    prices = [each["cost_usd"] for each in told if each.get("cost_usd") is not None]
    figures = [sum(each.get(name) or 0 for each in told) for name in _JUDGED]
    return [*(f"{figure:,}" for figure in figures), f"{sum(prices):.4f}" if prices else "–"]


def pairs_table(found: Sequence[Outcome]) -> Table | None:
    """Pairs in both orders: points (a win 1, a tie ½) and wins of the first way, and how much the order decided."""
    columns: tuple[str, ...] = ("first", "second", "suite", "model", "judge", "pairs", "without an answer", "points")
    columns += ("won", "lost", "orders agreed", "position bias", "judged on")
    return Table("Pairs", columns, tuple(_pairs(each) for each in found)) if found else None


def _pairs(found: Outcome) -> tuple[str, ...]:
    agreed = f"{found.agreeing / found.pairs:.0%}" if found.pairs else "–"
    bias = "–" if found.position_bias is None else f"{found.position_bias:+.2f}"
    names = (found.first, found.second, found.suite, found.model, found.judge, str(found.pairs), str(found.unanswered))
    return (*names, shown(found.points), shown(found.won), shown(found.lost), agreed, bias, found.days or "–")


def _key(row: Row) -> tuple[str, str, str]:
    return row["suite"], row["model"], row["way"]


def _cost(key: tuple[str, str, str], rows: Sequence[Row]) -> tuple[str, ...]:
    ended = [row["status"] for row in rows]
    tokens = sum(row["input_tokens"] + row["output_tokens"] for row in rows)
    prices = [row["cost_usd"] for row in rows if row["cost_usd"] is not None]
    delivered = words_per_1000_tokens(sum(row["written"] for row in rows), tokens)
    figures = ("calls", "input_tokens", "cached_input_tokens", "output_tokens")
    return (
        *key,
        str(len(rows)),
        *(str(ended.count(status)) for status in ("complete", "complete_with_findings", "failed")),
        *(f"{sum(row[name] for row in rows) / len(rows):,.0f}" for name in figures),
        _mean([row["wall_s"] for row in rows if _is_timed(row)]),
        _mean([row["seconds"] for row in rows]),
        _path(rows),
        f"{sum(prices) / len(prices):.4f}" if prices else "–",
        "–" if delivered is None else f"{delivered:.0f}",
        _variation(rows),
    )


def _mean(values: Sequence[float]) -> str:
    return f"{sum(values) / len(values):,.0f}" if values else "–"


def _is_timed(row: Row) -> bool:
    """Whether a row's wall time is that of writing: not where another run had begun it, nor where a judge was waited for."""
    return row.get("wall_s") is not None and not row.get("resumed") and not row.get("judging")


def _path(rows: Sequence[Row]) -> str:
    """Of the rows that hold their critical path: how much of the calls' time no parallelism could save."""
    told = [row for row in rows if row.get("critical_s") is not None]
    share = path_share(sum(row["critical_s"] for row in told), sum(row["seconds"] for row in told))
    return "–" if share is None else f"{share:.2f}"


def _variation(rows: Sequence[Row]) -> str:
    """LVC over the seeds of each item, averaged."""
    of: dict[Any, list[int]] = {}
    for row in rows:
        of.setdefault(item_of(row), []).append(row["written"])
    told = [value for value in map(lvc, of.values()) if value is not None]
    return f"{sum(told) / len(told):.1%}" if told else "–"


def conditions(rows: Sequence[Row]) -> list[str]:
    """What a reader must know to trust or repeat the figures."""
    lines = [f"{len(rows)} runs; seeds {', '.join(sorted({str(row['seed']) for row in rows}))}."]
    for suite in _distinct(rows, lambda row: row["suite"]):
        of_suite = [row for row in rows if row["suite"] == suite]
        asked = ", ".join(f"{name} {told}" for name, (told, *_) in _judge_prompts(of_suite).items())
        days = told_dates(row["judging"] for row in of_suite if row.get("judging"))
        judge = f"{_judge(of_suite[0])}{f', on {days}' if days else ''}{f', asked by {asked}' if asked else ''}"
        lines.append(f"{suite}: words by the counter “{of_suite[0]['counter']}”, judge: {judge}.")
    lines += _versions(rows)
    for text in _distinct(rows, lambda row: _machine(row["machine"])):
        lines.append(f"Measured on {text}.")
    for text in _distinct(rows, lambda row: ", ".join(f"{k} {v}" for k, v in row["prompts"].items())):
        lines.append(f"Prompts: {text}.")
    return lines


def _versions(rows: Sequence[Row]) -> list[str]:
    """By what the versions of a graph differ."""
    lines = []
    for graph in _graphs(rows):
        found = {row["way"]: version_of(row) for row in rows if row["graph"] == graph}
        shared = set.intersection(*(set(version.items()) for version in found.values()))
        for way, version in found.items() if len(found) > 1 else ():
            own = ", ".join(f"{name} {told}" for name, told in version.items() if (name, told) not in shared)
            lines.append(f"Told apart: {way} was written with {own or 'fewer prompts'}.")
    return lines


def _machine(machine: dict[str, Any]) -> str:
    memory = machine.get("memory_mb")
    told = f"{memory:,} MB" if isinstance(memory, int) else "memory unknown"
    version = (machine.get("versions") or {}).get("longwriter-agents", "unknown")
    return (
        f"{machine.get('processor')}, {machine.get('cores_usable')} cores, {told}, Python {machine.get('python')}, "
        f"longwriter-agents {version}"
    )
