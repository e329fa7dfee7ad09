"""Long procedures (LongProc's file formats, from a path): one reply for all, or part by part with carried state.

`--graph one_shot` asks once; `--graph longform` maps over the parts: code cuts the input, carries the state from part
to part, checks what can be checked, and puts the answer together. Other ways of writing have no such form.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.desk import Desk
from longwriter_agents.evaluation.judging import Judge
from longwriter_agents.evaluation.metrics import procedures
from longwriter_agents.evaluation.sources import field, json_lines
from longwriter_agents.evaluation.suite import OWN_COUNTER, DocumentSuite, Item, Scores, Written
from longwriter_agents.evaluation.suites import mapped
from longwriter_agents.evaluation.suites.mapped import Asker

KINDS = ("html_to_tsv", "path_traversal", "tom_tracking", "countdown")


class LongProc(DocumentSuite):
    """`--data` is a folder or file whose names begin with the kind: `path_traversal_2k.json` and the like."""

    name = "longproc"
    counter = OWN_COUNTER
    judged = False

    def items(self, data: Path | None) -> Sequence[Item]:
        if data is None:
            raise InputError("This suite needs LongProc's files.", hint="Name a file or folder with --data PATH.")
        files = [data] if data.is_file() else sorted(data.rglob("*.json"))
        found = [(_kind(path), path) for path in files]
        items = [item for kind, path in found if kind for item in _items(kind, path)]
        if not items:
            raise InputError(f"There is no file of {', '.join(KINDS)} at {data}.")
        return items

    async def write(self, item: Item, desk: Desk) -> Written:
        if desk.graph not in ("one_shot", "longform"):
            raise InputError(f"{desk.graph} has no form for procedures.", hint="Choose one_shot or longform.")
        async with Asker.open(desk) as asker:
            solve = mapped.SOLVERS[item.gold["kind"]]
            text = await solve(asker, item.gold, whole=desk.graph == "one_shot")
            return await asker.written(text)

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        return _scores(item.gold, written.text)


def _kind(path: Path) -> str:
    return next((kind for kind in KINDS if path.stem.startswith(kind) and "prompt" not in path.stem), "")


def _items(kind: str, path: Path) -> list[Item]:
    return [
        Item(f"{path.stem}-{number}", kind, bucket=path.stem, gold={"kind": kind, **_gold(kind, row, path, number)})
        for number, row in enumerate(json_lines(path), 1)
    ]


def _gold(kind: str, row: dict[str, Any], path: Path, number: int) -> dict[str, Any]:
    def of(name: str) -> Any:
        return field(row, name, path, number)

    if kind == "path_traversal":
        start, end = of("question_repr")
        return {"context": of("context_nl"), "start": start, "end": end, "answer": of("answer_nl")}
    if kind == "tom_tracking":
        return {"story": of("story"), "question": of("question"), "answer": of("solution")}
    if kind == "countdown":
        numbers = of("nums")
        numbers = ast.literal_eval(numbers) if isinstance(numbers, str) else numbers
        return {"numbers": [int(each) for each in numbers], "target": int(of("target")), "answer": of("solution_text")}
    return {
        "page": _page(str(of("html_path")), path),
        "task": of("task_description"),
        "rule": row.get("filtering_instruction", ""),
        "header": of("tsv_header"),
        "answer": of("gt"),
    }


def _page(name: str, beside: Path) -> str:
    """The page that a row names, beside its file or in the folder above it; never outside of those."""
    for folder in (beside.parent, beside.parent.parent):
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return path.read_text(encoding="utf-8", errors="replace")
    raise InputError(f"The page {name} that {beside} names is not beside it.")


def _scores(gold: Any, text: str) -> Scores:
    if gold["kind"] == "html_to_tsv":
        precision, recall, f1 = procedures.table_scores(text, gold["answer"])
        return {"precision": precision, "recall": recall, "F1": f1}
    if gold["kind"] == "countdown":
        return {"accuracy": float(procedures.countdown_solved(gold["numbers"], gold["target"], text.splitlines()))}
    if gold["kind"] == "path_traversal":
        matched = procedures.route_scores(text.splitlines(), gold["answer"].splitlines())
    else:
        matched = procedures.belief_scores(text, gold["answer"])
    return {"accuracy": matched.accuracy, "partial": matched.partial}
