"""Lengths of a part that a request names: "an introduction of 150 words", "keep the Background to 400 words"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from longwriter_agents.constraints.clauses import Clause
from longwriter_agents.constraints.kinds import WordCount
from longwriter_agents.constraints.remains import names_a_role
from longwriter_agents.constraints.scope import Named
from longwriter_agents.lengths import Stated


def lengths_of_a_role(
    clause: Clause, role: Named, request: str, lengths: Sequence[Stated]
) -> Iterator[tuple[int, WordCount]]:
    """(where it starts, the constraint) of each length in the clause that is said of the `role`: "an introduction of 150 words"."""
    for stated in lengths:
        if clause.start <= stated.start < clause.end and names_a_role(request[clause.start : stated.start]):
            text = stated.length.quote
            yield stated.start, WordCount(quote=clause.text, text=text, scope=role, length=stated.length)


_KEEPS_TO = re.compile(
    r"\b(?:keep|limit|cap|restrict|hold|confine)\s+(?:the|your|its)\s+(?P<kept>[\w'’& -]{2,40}?)(?:\s+(?:section|chapter|part))?\s+"
    r"(?:to|at|under|below|within|between|shorter|no longer|less)\W*(?:\w+\W+){0,3}$|"
    r"\bthe\s+(?P<has>[\w'’& -]{2,40}?)\s+(?:section|chapter|part)\s+"
    r"(?:(?:must|should|shall|will|may|can|has to|needs to|is to)\s+)?(?:not\s+)?"
    r"(?:be|have|has|is|run|contain|contains|exceed|take|get|gets)\W*(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    r"\b(?:whole|entire|text|document|article|essay|story|report|guide|post|piece|letter|speech|paper|book|novel|length|words?|"
    r"total|answer|response|output|result|summary|final|first|second|third|last|next|main|each|every|sentences?|paragraphs?|"
    r"chapters?|sections?)\b",
    re.IGNORECASE,
)


def lengths_of_sections(clause: Clause, request: str, lengths: Sequence[Stated]) -> Iterator[tuple[int, WordCount]]:
    """The same of the sections that the clause names: "the methods section should have 300 words"."""
    for stated in lengths:
        if not clause.start <= stated.start < clause.end:
            continue
        said = _KEEPS_TO.search(request, clause.start, stated.start)
        name = (said["kept"] or said["has"]).strip() if said else ""
        if name and not _OF_ALL.search(name):
            text, scope = f"{name}: {stated.length.quote}", Named(name=name)
            yield stated.start, WordCount(quote=clause.text, text=text, scope=scope, length=stated.length)
