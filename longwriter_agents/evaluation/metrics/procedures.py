"""Long procedures with exact answers (LongProc's four): tables from pages, routes, beliefs, number puzzles."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_BELIEF_WORDS = re.compile(
    r"\b(?:a|an|the|on|in|at|step|thinks?|believes?|is|are|of|location|knows?|belief)\b", re.IGNORECASE
)
_BELIEF_LINE = re.compile(r"^-?\s*Step (\d+):(.*)$", re.MULTILINE)
_EQUATION = re.compile(r"^\s*(\d+)\s*([-+*/×÷])\s*(\d+)\s*=\s*(\d+)\s*$")


@dataclass(frozen=True)
class Matched:
    """How much of a procedure is right: all of it, and the share that is right before the first mistake."""

    accuracy: float
    partial: float


def table_scores(found: str, gold: str) -> tuple[float, float, float]:
    """(precision, recall, F1) of the rows of two TSV texts with a header: order does not matter, cells are compared
    without case, articles, marks and spaces; a row with too few or too many cells is no row of the table."""
    ours, theirs = table_rows(found), table_rows(gold)
    if not ours or not theirs:
        return 0.0, 0.0, 0.0
    precision = sum(row in theirs for row in ours) / len(ours)
    recall = sum(row in ours for row in theirs) / len(theirs)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def table_rows(text: str) -> list[tuple[str, ...]]:
    """The rows below the header, normalised; rows of another width stand as rows that match nothing."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    if not lines:
        return []
    width = lines[0].count("\t") + 1
    rows = [tuple(_cell(cell) for cell in line.split("\t")) for line in lines[1:]]
    if rows and len(rows[-1]) != width:
        rows.pop()  # a last line of another form is a remark, not a row
    return [row if len(row) == width else ("",) for row in rows]


def _cell(text: str) -> str:
    bare = "".join(sign for sign in text.casefold() if sign not in string.punctuation)
    return "".join(_ARTICLES.sub(" ", bare).split())


def route_scores(found: Sequence[str], gold: Sequence[str]) -> Matched:
    """A route, step by step: exact, and the share of steps before the first wrong one."""
    ours, theirs = ([" ".join(line.split()) for line in lines if line.strip()] for lines in (found, gold))
    return _prefix(ours, theirs)


def belief_scores(found: str, gold: str) -> Matched:
    """A trace of beliefs, line by line, compared by what it says of places."""
    return _prefix(belief_lines(found), belief_lines(gold))


def belief_lines(text: str) -> list[str]:
    """The trace from its last beginning (thinking before it does not count), normalised."""
    start = max(text.rfind("- Step 0:"), 0)
    return [_belief(f"{number}{told}") for number, told in _BELIEF_LINE.findall(text[start:])]


def _belief(line: str) -> str:
    bare = "".join(sign for sign in line.casefold() if sign not in string.punctuation and sign != "’")
    return " ".join(_BELIEF_WORDS.sub(" ", bare).split())


def _prefix(ours: Sequence[str], theirs: Sequence[str]) -> Matched:
    if not theirs:
        return Matched(0.0, 0.0)
    right = 0
    for mine, wanted in zip(ours, theirs, strict=False):
        if mine != wanted:
            break
        right += 1
    return Matched(float(list(ours) == list(theirs)), right / len(theirs))


def countdown_solved(numbers: Sequence[int], target: int, lines: Sequence[str]) -> bool:
    """Whether the equations, one after the other, use every number once and come to the target, over whatever numbers."""
    left = list(numbers)
    steps = [line for line in lines if line.strip()]
    if len(steps) != len(numbers) - 1:
        return False
    for line in steps:
        result = _step(left, line)
        if result is None:
            return False
        left = result
    return left == [target]


def _step(left: list[int], line: str) -> list[int] | None:
    """The numbers that are left after an equation, or None when it is wrong or uses what is not there."""
    found = _EQUATION.match(line)
    if not found:
        return None
    a, b, stated = int(found.group(1)), int(found.group(3)), int(found.group(4))
    rest = list(left)
    for number in (a, b):
        if number not in rest:
            return None
        rest.remove(number)
    if _result(a, found.group(2), b) != stated:
        return None
    return [*rest, stated]


def _result(a: int, sign: str, b: int) -> int | None:
    if sign == "+":
        return a + b
    if sign == "-":
        return a - b if a >= b else None
    if sign in "*×":
        return a * b
    return a // b if b and a % b == 0 else None
