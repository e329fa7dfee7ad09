"""Long procedures (LongProc's file formats, from a path): one reply for all, or part by part with carried state.

`--graph one_shot` asks once; `--graph longform` maps over the parts: code cuts the input, carries the state from part
to part, checks what can be checked, and puts the answer together. Other ways of writing have no such form.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.desk import Desk
from longwriter_agents.evaluation.judging import Judge
from longwriter_agents.evaluation.metrics import procedures
from longwriter_agents.evaluation.suite import OWN_COUNTER, DocumentSuite, Item, Scores, Written
from longwriter_agents.evaluation.suites import mapped
from longwriter_agents.evaluation.suites.longproc_files import KINDS, read_longproc
from longwriter_agents.evaluation.suites.mapped import Asker

FORMS = ("one_shot", "longform")


class LongProc(DocumentSuite):
    """`--data` is a folder or file whose names begin with the kind: `path_traversal_2k.json` and the like."""

    name = "longproc"
    counter = OWN_COUNTER
    judged = False

    def check(self, graphs: Sequence[str]) -> None:
        for graph in graphs:
            if graph not in FORMS:
                raise InputError(f"{graph} has no form for procedures.", hint=f"Choose {' or '.join(FORMS)}.")

    def items(self, data: Path | None) -> Sequence[Item]:
        if data is None:
            raise InputError("This suite needs LongProc's files.", hint="Name a file or folder with --data PATH.")
        items = read_longproc(data)
        if not items:
            raise InputError(f"There is no file of {', '.join(KINDS)} at {data}.")
        return items

    async def write(self, item: Item, desk: Desk) -> Written:
        self.check([desk.graph])
        async with Asker.open(desk) as asker:
            solve = mapped.SOLVERS[item.gold["kind"]]
            text = await solve(asker, item.gold, whole=desk.graph == "one_shot")
            return await asker.written(text)

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        return _scores(item.gold, written.text)


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
