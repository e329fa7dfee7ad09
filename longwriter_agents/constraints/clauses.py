"""The clauses of a request, each an exact quote of it."""

from __future__ import annotations

import re

from longwriter_agents.prose.sentences import split_sentences

_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)、])\s+")
TASK = re.compile(
    r"^\W*(?:(?:please|kindly|can you|could you|i (?:want|need|would like)(?: you)? to|help me(?: to)?|your task is to)\W+)*"
    r"(?:write|create|draft|compose|prepare|produce|generate|develop|author|make|give me|tell|describe|explain|plan|design|"
    r"introduce|i (?:want|need|would like) (?:a|an|the))\b"
    r"|^\W*(?:请|帮我|请你|请帮我|为我|我想要?|我需要|麻烦)*\s*(?:写|撰写|创作|编写|生成|介绍|起草|以.{1,40}为题|根据)",
    re.IGNORECASE,
)
"""How the sentence begins that says what shall be written."""


def clauses(request: str) -> list[str]:
    """Sentences, list items and what semicolons divide, in order; each stands in the request as it is."""
    found: list[str] = []
    for sentence in split_sentences(request):
        for piece in re.split(r"[;；]\s*", sentence):
            bare = _BULLET.sub("", piece).strip()
            if bare and re.search(r"\w", bare):
                found.append(bare)
    return found
