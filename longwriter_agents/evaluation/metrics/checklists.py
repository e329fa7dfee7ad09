"""Checklists: CLEAR of ExpertLongBench, and the share of satisfied constraints where there is no reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ItemVerdict:
    """One checklist item. None stands for N/A: the text (or the reference) says nothing of it."""

    reference: str | None
    model: str | None
    recalled: bool = False
    """The judge: the model's item contains the reference's."""
    precise: bool = False
    """The judge: the reference's item contains the model's."""


def clear_f1(verdicts: Sequence[ItemVerdict]) -> float | None:
    """CLEAR of one sample: F1 of the items' mean precision and mean recall; both N/A count 1, one N/A counts 0."""
    if not verdicts:
        return None
    recall = sum(_value(each, each.recalled) for each in verdicts) / len(verdicts)
    precision = sum(_value(each, each.precise) for each in verdicts) / len(verdicts)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _value(verdict: ItemVerdict, judged: bool) -> float:
    if verdict.reference is None or verdict.model is None:
        return float(verdict.reference is None and verdict.model is None)
    return float(judged)


def satisfied(verdicts: Sequence[bool]) -> float | None:
    """Satisfied constraints ÷ all constraints."""
    return sum(verdicts) / len(verdicts) if verdicts else None
