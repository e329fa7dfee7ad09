"""What a text is to cover, in a list: "… that covers costs, permits and installation", "… on solar roofs: costs, permits, fees"."""

from __future__ import annotations

import re

from longwriter_agents.constraints.kinds import Include
from longwriter_agents.constraints.scope import Scope, Whole

_ENDS = (
    r"(?=\s*(?:[.;!?\n]|$)|,?\s+(?:with|without|in|for|using|including|avoiding|so that|and (?:that |which |it )?"
    r"(?:ends?|begins?|starts?|has|have|is|gives?|includes?|must|should))\b)"
)
_LIST = rf"(?P<items>[^\W\d_][^.;:!?\n()\"“”]{{2,300}}?){_ENDS}"
_COVERS = re.compile(
    rf"(?:\b(?:that|which|it|and)\s+)*(?:\b(?:must|should|shall|will|has to|needs? to|also)\s+)*\bcover(?:s|ing)?[:：]?\s+{_LIST}",
    re.IGNORECASE,
)
_BEHIND_A_COLON = re.compile(r"(?P<before>[\w'’-]+)[:：]\s+(?P<items>[^\W\d_][^.;:!?\n()\"“”]{2,300}?)\s*[.!]?\s*$")
_NO_TOPICS = re.compile(
    r"(?:order|style|tone|manner|format|form|rules?|words?|languages?|titles?|titled|called|named|headings?|"
    r"(?:sub)?sections?|chapters?|parts?|steps?|lessons?|units?|modules?|days?|weeks?|months?|episodes?|acts?|scenes?|notes?)",
    re.IGNORECASE,
)
"""What a list behind a colon is of where it names no topics: sections and their like are read as such."""
_DIVIDER = re.compile(r"\s*,\s*(?:and\s+|or\s+|as well as\s+)?|\s+(?:and|as well as)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|its|their|both|also)\s+", re.IGNORECASE)
_MOST_WORDS = 4
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|must|should|may|might|how|why|what|when|where|whether|"
    r"who|whom|if|because|not|no|you|we|they|he|she|i)\b",
    re.IGNORECASE,
)
"""Words of clauses: what holds one is no name of a topic."""
_LEAST_LISTED = 2


def read_coverage(clause: str, scope: Scope, *, task: bool) -> tuple[list[Include], str]:
    """The topics that a clause lists for the text to cover, and what it says besides. Each is looked for by its words; of one that
    is told in others a reviewer judges. A list behind a colon tells topics only in the `task`'s own sentence."""
    if not isinstance(scope, Whole):
        return [], clause
    for pattern in (_COVERS, _BEHIND_A_COLON) if task else (_COVERS,):
        for match in pattern.finditer(clause):
            if _NO_TOPICS.fullmatch(match.groupdict().get("before") or ""):
                continue
            if topics := _topics(match["items"]):
                rest = f"{clause[: match.start()]} {match.groupdict().get('before', '')} {clause[match.end() :]}"
                return [_covered(topic, clause, scope) for topic in topics], rest
    return [], clause


def _topics(listed: str) -> tuple[str, ...]:
    """The list's items; none where it is no list of names."""
    items = [_ARTICLE.sub("", item.strip()) for item in _DIVIDER.split(listed)]
    named = [item for item in items if item]
    if len(named) < _LEAST_LISTED or not all(map(_is_named, named)):
        return ()
    return tuple(dict.fromkeys(named))


def _is_named(item: str) -> bool:
    return len(item.split()) <= _MOST_WORDS and not re.search(r"\d", item) and _SENTENCE.search(item) is None


def _covered(topic: str, clause: str, scope: Scope) -> Include:
    """One for each topic, so that each has a section that owes it."""
    return Include(quote=clause, text=f"covers {topic}", terms=(topic,), literal=False, scope=scope)
