"""Checking what the analyst says against the request: a place counts only as far as the clause's own words say it."""

from __future__ import annotations

from longwriter_agents.constraints.positions import Relative, positions
from longwriter_agents.constraints.quoting import in_text
from longwriter_agents.constraints.scope import Scope, Whole
from longwriter_agents.constraints.vocabulary import vocabulary_of
from longwriter_agents.model import Series


def is_stated(where: str, clause: str) -> bool:
    """Whether the words by which the analyst places a clause stand in it."""
    return bool(where.strip()) and in_text(clause, where) is not None


def constraint_where(clause: str, where: str, series: Series | None) -> Scope:
    """The scope that the quoted words mean by the grammar; the whole document when they mean none."""
    stated = in_text(clause, where) or ""
    found = [each.scope for each in positions(stated, vocabulary_of(series)) if not isinstance(each.scope, Relative)]
    return found[0] if len(found) == 1 else Whole()
