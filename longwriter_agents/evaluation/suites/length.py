"""Length suites over public files: LongBench-Write (and LongWrite-Ruler, same format), LIFEBench, LonGen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.judging import Judge
from longwriter_agents.evaluation.metrics import length
from longwriter_agents.evaluation.sources import field, find, json_lines, number_of, text_of
from longwriter_agents.evaluation.suite import PAPER_COUNTER, DocumentSuite, Item, Scores, Written
from longwriter_agents.evaluation.suites.gates import text_gates

LENGTHS = (16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192)
"""LIFEBench's lengths."""
_CONTROL_WORDS: dict[str, dict[length.Control, str]] = {
    "en": {"equal": "equal to", "at_most": "at most", "at_least": "at least"},
    "cn": {"equal": "等于", "at_most": "至多", "at_least": "至少"},
}


class LongBenchWrite(DocumentSuite):
    """`prompt`, `type`, `length`: the request states its length itself, and is given to the writer as it is."""

    name = "longbench-write"
    counter = PAPER_COUNTER

    def items(self, data: Path | None) -> Sequence[Item]:
        path = find(data, "longbench_write*.jsonl")
        rows = json_lines(path)
        return [
            _asked(
                f"{path.stem}-{number}",
                text_of(row, "prompt", path, number),
                number_of(row, "length", path, number),
            )
            for number, row in enumerate(rows, 1)
        ]

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        return {**length_scores(item.gold["asked"], written.text), **text_gates(written.text)}


def _asked(item_id: str, prompt: str, asked: int) -> Item:
    return Item(item_id, prompt, bucket=length.bucket_of(asked), gold={"asked": asked})


def length_scores(asked: int, text: str) -> Scores:
    written = length.paper_words(text)
    return {
        "S_l": length.s_l(asked, written),
        "LS": length.ls(asked, written),
        "within_10": length.within(asked, written, 0.10),
        "within_5": length.within(asked, written, 0.05),
    }


class LifeBench(DocumentSuite):
    """`task` with places for the kind of demand and the length: every task under three kinds and ten lengths."""

    name = "lifebench"
    counter = PAPER_COUNTER

    def items(self, data: Path | None) -> Sequence[Item]:
        path = find(data, "lifebench*.jsonl")
        rows = json_lines(path)
        return [
            self._item(row, path, number, control, asked)
            for asked in LENGTHS
            for control in get_args(length.Control)
            for number, row in enumerate(rows, 1)
        ]

    def _item(self, row: dict[str, Any], path: Path, number: int, control: length.Control, asked: int) -> Item:
        task = text_of(row, "task", path, number)
        phrase = _CONTROL_WORDS["cn" if row.get("lang") == "cn" else "en"][control]
        request = task.replace("{word_count_type}", phrase).replace("{word_count}", str(asked))
        name = f"{row.get('id', number)}-{control}-{asked}"
        gold = {"asked": asked, "control": control}
        return Item(name, request, bucket=f"{control} {'≤ 512' if asked <= 512 else '> 512'}", gold=gold)

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        count = length.paper_words(written.text)
        asked = item.gold["asked"]
        return {
            "LS": length.ls(asked, count, item.gold["control"]),
            "LD": length.length_deviation(asked, count),
            "within_10": length.within(asked, count, 0.10) if item.gold["control"] == "equal" else None,
            **text_gates(written.text),
        }


class LonGen(DocumentSuite):
    """`query`, `type`, `constraint`: about, range, above and below, in English and Chinese."""

    name = "longen"
    counter = PAPER_COUNTER

    def items(self, data: Path | None) -> Sequence[Item]:
        path = find(data, "longen*.jsonl")
        return [self._item(row, path, number) for number, row in enumerate(json_lines(path), 1)]

    def _item(self, row: dict[str, Any], path: Path, number: int) -> Item:
        kind = str(field(row, "type", path, number))
        if kind not in get_args(length.BandKind):
            raise InputError(f"Row {number} of {path} has the type {kind!r}, which LonGen does not have.")
        numbers = [
            int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", str(field(row, "constraint", path, number)))
        ]
        if not numbers:
            raise InputError(f"Row {number} of {path} states no length in {row['constraint']!r}.")
        low, high = numbers[0], numbers[-1]
        if not 0 < low <= high:
            raise InputError(f"Row {number} of {path} states no length that can be met in {row['constraint']!r}.")
        gold = {"kind": kind, "low": low, "high": high, "asked": sum(numbers) // len(numbers)}
        query = text_of(row, "query", path, number)
        return Item(f"{path.stem}-{number}", query, bucket=kind, gold=gold)

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        gold = item.gold
        low, high = length.band_of(gold["kind"], gold["low"], gold["high"])
        count = length.paper_words(written.text)
        return {
            "LonGen": length.longen(low, high, count),
            "in_band": float(low <= count <= high),
            **text_gates(written.text),
        }
