"""Checklists: CLEAR where a row has references, the share of satisfied items otherwise. The judge is not the planner."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from longwriter_agents.constraints.quoting import in_text
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.judging import Judge
from longwriter_agents.evaluation.metrics.checklists import ItemVerdict, clear_f1, satisfied
from longwriter_agents.evaluation.sources import field, json_lines, number_of, text_of
from longwriter_agents.evaluation.suite import OWN_COUNTER, DocumentSuite, Item, Scores, Written
from longwriter_agents.evaluation.suites.verdicts import Containment, Extract
from longwriter_agents.prompting import fenced
from longwriter_agents.replies import Judgement, Judgements

_AT_ONCE = 8
_TOKENS_PER_ITEM, _TOKENS_PER_EXTRACT = 90, 220

OWN: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    (
        "Write a guide for people who move to a house with a wood stove.",
        1_200,
        (
            "It says how wood is stored and dried.",
            "It names at least one sign of a blocked chimney.",
            "It says how often the chimney is swept.",
            "It warns of carbon monoxide.",
            "It explains how a fire is lit, step by step.",
        ),
    ),
    (
        "Write a proposal to a school for a weekly repair café run by parents.",
        1_500,
        (
            "It says what the school has to provide.",
            "It gives a weekly schedule.",
            "It says who is liable for accidents.",
            "It names costs and where the money comes from.",
            "It says how success will be judged.",
            "It addresses one objection.",
        ),
    ),
    (
        "Write a short story in which two sisters share out their father's tools.",
        1_500,
        (
            "There are two sisters, and each has a name.",
            "At least three tools are named.",
            "One tool matters to both of them.",
            "The father is shown in at least one memory.",
            "The sharing comes to an end.",
        ),
    ),
)
"""(request, words, checklist): for trying the suite without a file."""


class Checklist(DocumentSuite):
    """`--data`: JSON Lines of `prompt`, `checklist` (statements, or name → reference text or null), `words` (optional)."""

    name = "checklist"
    counter = OWN_COUNTER
    judged = True

    def items(self, data: Path | None) -> Sequence[Item]:
        if data is None:
            return [_item(f"own-{number}", *row) for number, row in enumerate(OWN, 1)]
        return [_read(row, data, number) for number, row in enumerate(json_lines(data), 1)]

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        assert judge is not None
        checklist = item.gold["checklist"]
        if not written.text.strip():
            return {"CLEAR_F1" if isinstance(checklist, Mapping) else "satisfied": 0.0, "items_judged": 1.0}
        if isinstance(checklist, Mapping):
            compared = [await _compared(judge, name, told, written.text) for name, told in checklist.items()]
            verdicts = [each for each in compared if each is not None]
            return {"CLEAR_F1": clear_f1(verdicts), "items_judged": len(verdicts) / len(checklist)}
        told = [each for each in await _satisfied(judge, checklist, written.text) if each is not None]
        return {"satisfied": satisfied(told), "items_judged": len(told) / len(checklist)}


def _read(row: dict[str, Any], path: Path, number: int) -> Item:
    """A row's item; `InputError` for what is no checklist, before anything is written."""
    checklist = field(row, "checklist", path, number)
    if not checklist or not (_statements(checklist) or _references(checklist)):
        raise InputError(
            f"Row {number} of {path}: 'checklist' must be a list of statements, or a table of names with a reference text or "
            f"null for each, not {json.dumps(checklist, ensure_ascii=False)[:80]}."
        )
    words = None if row.get("words") is None else number_of(row, "words", path, number)
    return _item(str(row.get("id", f"{path.stem}-{number}")), text_of(row, "prompt", path, number), words, checklist)


def _statements(checklist: Any) -> bool:
    return isinstance(checklist, list) and all(isinstance(each, str) and each.strip() for each in checklist)


def _references(checklist: Any) -> bool:
    return isinstance(checklist, dict) and all(
        name.strip() and (told is None or (isinstance(told, str) and told.strip())) for name, told in checklist.items()
    )


def _item(name: str, prompt: str, words: int | None, checklist: Any) -> Item:
    bucket = "with references" if isinstance(checklist, dict) else "without references"
    return Item(name, prompt, words=words, bucket=bucket, gold={"asked": words, "checklist": checklist})


async def _satisfied(judge: Judge, statements: Sequence[str], text: str) -> list[bool | None]:
    """A statement counts only when the judge says so and quotes a passage that is really there; None where it says nothing."""
    found: list[bool | None] = []
    for start in range(0, len(statements), _AT_ONCE):
        items = [(f"k{start + n}", each) for n, each in enumerate(statements[start : start + _AT_ONCE], 1)]
        tokens = 80 + _TOKENS_PER_ITEM * len(items)
        shown = fenced(judge.shown(text), "text")
        answer = await judge.ask("judge/checklist", Judgements, purpose="judge", tokens=tokens, text=shown, items=items)
        verdicts = {each.id.strip("[] "): each for each in answer.verdicts} if answer else {}
        found += [_shown(verdicts.get(name), text) for name, _ in items]
    return found


def _shown(verdict: Judgement | None, text: str) -> bool | None:
    if verdict is None:
        return None
    return verdict.met and bool(verdict.quote.strip()) and in_text(text, verdict.quote) is not None


async def _compared(judge: Judge, name: str, reference: str | None, text: str) -> ItemVerdict | None:
    """What the text says of the item, and whether each of the two contains the other; None where an answer is missing."""
    shown = fenced(judge.shown(text), "text")
    answer = await judge.ask(
        "judge/extract", Extract, purpose="judge:extract", tokens=_TOKENS_PER_EXTRACT, item=name, text=shown
    )
    if answer is None:
        return None
    told = answer.told.strip()
    model = told if told.casefold().strip(".") not in ("n/a", "na", "none") else None
    if model is None or reference is None:
        return ItemVerdict(reference, model)
    recalled, precise = await _contains(judge, model, reference), await _contains(judge, reference, model)
    return None if recalled is None or precise is None else ItemVerdict(reference, model, recalled, precise)


async def _contains(judge: Judge, outer: str, inner: str) -> bool | None:
    values = {"outer": fenced(outer, "first"), "inner": fenced(inner, "second")}
    answer = await judge.ask("judge/contains", Containment, purpose="judge:contains", tokens=60, **values)
    return answer.contained if answer else None
