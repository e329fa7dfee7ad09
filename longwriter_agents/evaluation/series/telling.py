"""Whether a text or a plan tells a gold demand: by the words that carry its meaning, bent or not, without its brackets
("husband (yourself) birthday": husband, birthday); all of up to three, most of a longer one."""

from __future__ import annotations

import re

from longwriter_agents.constraints.evidence import told_sentence

_APART = 4
"""A plan is terse: the words of a demand have at most so many others among them, else they have met by chance."""


def tells(text: str, term: str) -> bool:
    """Whether a sentence of the text tells it, alone or with the next."""
    return told_sentence(text.replace("_", " "), bare(term)) is not None


def names(plan: str, term: str) -> bool:
    """Whether a line of the plan has its words close together."""
    wide = len(bare(term).split()) + _APART
    return any(
        tells(" ".join(words[start : start + wide]), term)
        for words in (line.split() for line in re.split(r"\n|(?<=[.!?;])\s", plan) if tells(line, term))
        for start in range(max(1, len(words) - wide + 1))
    )


def bare(term: str) -> str:
    """The term without its bracketed parts, where more is left."""
    told = term.replace("_", " ")
    return " ".join(re.sub(r"[(（][^()（）]*[)）]", " ", told).split()) or told
