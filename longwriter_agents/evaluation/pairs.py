"""Two ways of writing, pair by pair, each pair shown in both orders: a win is what holds in both.

What was judged is kept as JSON Lines, one line for each pair, so that a second run asks nothing again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from longwriter_agents.backends.base import Backend
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.judging import Judge, at_server, temperature_of, template_hash, told_judge
from longwriter_agents.evaluation.lines import append_line, make_folder, read_lines
from longwriter_agents.evaluation.metrics.preferences import Better
from longwriter_agents.evaluation.records import PAIRS
from longwriter_agents.evaluation.suites.verdicts import Preference
from longwriter_agents.prompting import fenced

_TEMPLATE = "judge/pair"
_RUN = ("suite", "item", "seed", "model")
Row = dict[str, Any]
Pair = tuple[Row, Row]


def matched(rows: Sequence[Row], first: str, second: str) -> list[Pair]:
    """The rows of the two graphs that were asked the same, with the same seed and model; of each pair the graph first by name
    stands first, so that a pair is the same pair whichever way it is asked for."""
    if first == second:
        raise InputError(f"{first} can't be compared with itself.", hint="Name two ways of writing.")
    by_run = {(_run(row), row["graph"]): row for row in rows if row.get("request")}
    one, other = sorted((first, second))
    pairs = [
        (row, by_run[run, other]) for (run, graph), row in by_run.items() if graph == one and (run, other) in by_run
    ]
    if not pairs:
        raise InputError(f"No item was written by both {first} and {second}.")
    return pairs


def _run(row: Row) -> str:
    """What both of a pair were asked: the end of a row's key tells items of one name in two files of data apart."""
    return "|".join((*(str(row[name]) for name in _RUN), row["key"].rpartition("|")[2]))


async def compare(pairs: Sequence[Pair], backend: Backend, folder: Path, *, server: str = "") -> list[Row]:
    """Each pair's line in `folder`: those that are kept there, and what is judged now, by the judge at `server`."""
    store, file = folder / "stores" / "pairs.db", folder / PAIRS
    make_folder(store.parent, "The folder of pairs")
    conditions = {"model": backend.spec, "server": server, "temperature": temperature_of(backend)}
    conditions |= {"prompt": template_hash(_TEMPLATE)}
    known = {_asked(line): line for line in kept(file)}
    lines = []
    for one, other in pairs:
        asked = {
            "pair": f"{_run(one)}|{one['graph']}|{other['graph']}",
            "judge": conditions,
            "hashes": {
                "request": _hash(one["request"]),
                **{row["graph"]: _hash(written_in(row)) for row in (one, other)},
            },
        }
        line = known.get(_asked(asked))
        if line is None:
            judge = await Judge.open(backend, store, f"{asked['pair']}|{at_server('', server)}", server=server)
            line = {**asked, **await _judged(one, other, judge)}
            append_line(file, line)
        lines.append(line)
    for path in store.parent.glob(f"{store.name}*"):
        path.unlink(missing_ok=True)
    return lines


def pairs_file(results: Path) -> Path:
    """Where the pairs of a folder of results (or its `rows.jsonl`) are kept."""
    return (results if results.is_dir() else results.parent) / PAIRS


def kept(file: Path) -> list[Row]:
    """The lines of a file of pairs: of a pair that the same judge saw again, because a text was written anew, the last one."""
    lines = [line for line in read_lines(file) if _whole(line)] if file.exists() else []
    return list({(line["pair"], *_conditions(line["judge"])): line for line in lines}.values())


def _whole(line: Mapping[str, Any]) -> bool:
    texts, tables = ("pair", "suite", "item", "model"), ("judge", "hashes", "judging")
    wanted = {**dict.fromkeys(texts, str), **dict.fromkeys(tables, dict), "graphs": list, "verdicts": list}
    if not all(isinstance(line.get(name), kind) for name, kind in wanted.items()):
        return False
    return len(line["graphs"]) == 2 and [v in (*get_args(Better), None) for v in line["verdicts"]] == [True, True]


def _conditions(judge: Mapping[str, Any]) -> tuple[Any, ...]:
    return told_judge(judge), judge.get("prompt")


def _asked(line: Mapping[str, Any]) -> tuple[Any, ...]:
    """What must be the same for a line to be the answer: pair, judge, and the texts themselves."""
    return line["pair"], *_conditions(line["judge"]), *sorted(line["hashes"].items())


async def _judged(one: Row, other: Row, judge: Judge) -> Row:
    try:
        verdicts = [await _verdict(judge, one, other), await _verdict(judge, other, one)]
    finally:
        await judge.aclose()
    run = {**{name: one[name] for name in _RUN}, "server": one.get("server")}
    return {**run, "graphs": [one["graph"], other["graph"]], "verdicts": verdicts, "judging": judge.record()}


async def _verdict(judge: Judge, one: Row, other: Row) -> Better | None:
    """Which of the two is better, as they are shown; None when the judge gave no answer that can be read."""
    texts = [written_in(row) for row in (one, other)]
    if not all(text.strip() for text in texts):
        return _by_what_is_there(*texts)
    first, second = (judge.shown(text, share=0.3) for text in texts)
    values = {"first": fenced(first, "first"), "second": fenced(second, "second")}
    request = fenced(one["request"], "request")
    answer = await judge.ask(_TEMPLATE, Preference, purpose="judge:pair", tokens=60, request=request, **values)
    return answer.better if answer else None


def _by_what_is_there(first: str, second: str) -> Better:
    """Where one wrote nothing there is nothing to ask: a failed run loses against a text, and ties with another one."""
    there = bool(first.strip()), bool(second.strip())
    return "tie" if there[0] == there[1] else "first" if there[0] else "second"


def written_in(row: Row) -> str:
    try:
        return Path(row["text"]).read_text("utf-8")
    except OSError as error:
        raise InputError(f"The text {row['text']} can't be read: {error.strerror or error}.") from None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
