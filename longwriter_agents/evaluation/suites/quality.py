"""Judged quality: LongBench-Write's six dimensions, or the criteria of WritingBench's files, each scored alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.judging import Judge
from longwriter_agents.evaluation.sources import field, json_lines, number_of, text_of
from longwriter_agents.evaluation.suite import OWN_COUNTER, DocumentSuite, Item, Scores, Written
from longwriter_agents.evaluation.suites.coherence import REQUESTS
from longwriter_agents.evaluation.suites.verdicts import DIMENSIONS, CriterionMark, Quality
from longwriter_agents.prompting import fenced


class JudgedQuality(DocumentSuite):
    """`--data`: LongBench-Write's file (`prompt`, `length`) or WritingBench's (`query`, `checklist` of criteria)."""

    name = "quality"
    counter = OWN_COUNTER
    judged = True

    def items(self, data: Path | None) -> Sequence[Item]:
        if data is None:
            return [
                Item(f"{genre}-{number}", request, words=words, gold={"asked": words})
                for number, (genre, words, request) in enumerate(REQUESTS, 1)
            ]
        return [_item(row, data, number) for number, row in enumerate(json_lines(data), 1)]

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        assert judge is not None
        request, text = fenced(item.request, "request"), fenced(judge.shown(written.text), "text")
        criteria = item.gold.get("criteria")
        if not written.text.strip():  # no judge is asked what it thinks of nothing: the lowest mark
            return {"criteria": 1.0, "criteria_judged": 1.0} if criteria else {"S_q": 0.0}
        if criteria:
            return await _by_criteria(judge, request, text, criteria)
        return await _by_dimensions(judge, request, text)


def _item(row: dict[str, Any], path: Path, number: int) -> Item:
    if "query" in row:
        name = str(row.get("index", f"{path.stem}-{number}"))
        query, gold = text_of(row, "query", path, number), {"criteria": _criteria(row, path, number)}
        return Item(name, query, bucket=str(row.get("domain1", "all")), gold=gold)
    prompt, asked = text_of(row, "prompt", path, number), number_of(row, "length", path, number)
    return Item(f"{path.stem}-{number}", prompt, bucket=str(row.get("type", "all")), gold={"asked": asked})


def _criteria(row: dict[str, Any], path: Path, number: int) -> list[dict[str, Any]]:
    """WritingBench's criteria: a list of tables, or such a list as JSON in a string."""
    told = field(row, "checklist", path, number)
    try:
        criteria = json.loads(told) if isinstance(told, str) else told
    except ValueError:
        criteria = None
    if not isinstance(criteria, list) or not criteria or not all(isinstance(c, dict) and c for c in criteria):
        shown = json.dumps(told, ensure_ascii=False)[:80]
        raise InputError(
            f"Row {number} of {path}: 'checklist' must be a list of criteria, each a table such as "
            f'{{"name": …, "criteria_description": …}}, not {shown}.'
        )
    return criteria


async def _by_dimensions(judge: Judge, request: str, text: str) -> Scores:
    marks = await judge.ask("judge/quality", Quality, purpose="judge", tokens=160, request=request, text=text)
    if marks is None:
        return {"S_q": None}
    return {"S_q": marks.score(), **{name: float(getattr(marks, name)) for name in DIMENSIONS}}


async def _by_criteria(judge: Judge, request: str, text: str, criteria: Sequence[dict[str, Any]]) -> Scores:
    marks = []
    for criterion in criteria:
        told = "\n".join(f"{name}: {value}" for name, value in criterion.items())
        values = {"request": request, "text": text, "criterion": fenced(told, "criterion")}
        mark = await judge.ask("judge/criterion", CriterionMark, purpose="judge", tokens=60, **values)
        marks += [mark.score] if mark else []
    return {"criteria": fmean(marks) if marks else None, "criteria_judged": len(marks) / len(criteria)}
