"""Whose a length is that stands in a sentence with demands on certain units: theirs, or that of the whole or of each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.constraints.keyterms import has_content
from longwriter_agents.constraints.nouns import forms
from longwriter_agents.lengths import Stated

_LED_IN_BY = 24
_ALL_TOLD_BEFORE = re.compile(
    r"(?:全[文书篇](?:总共|一共|共计?|总计|合计)?|总字数|总计|总共|一共|合计|共计?)(?:约|大约|为|是)?\s*$|"
    r"\b(?:in all|in total|altogether|overall)\W*$",
    re.IGNORECASE,
)
_ALL_TOLD_AFTER = re.compile(r"\W*(?:in all|in total|altogether|overall|all told)\b", re.IGNORECASE)
_NEAR = 120
"""Signs before a length in which its "each week" stands."""


def stands_with(stated: Stated, places: Sequence[int], request: str) -> bool:
    """Whether units are named before the length, or right after it ("400 words in week 7"): what stands before them in a
    part of the sentence of its own ("…, 2000 words, and week 3 tells of …") is said of the whole, or of each."""
    if not places or min(places) < stated.start:
        return True
    gap = request[stated.end : min(places)]
    return not re.search(r"[,，、:：(（]|—", gap) and not (stated.each and has_content(gap))


def begin(stated: Stated, request: str) -> int:
    """Where the length begins, with what leads in to it ("全文共")."""
    told = _ALL_TOLD_BEFORE.search(request, max(0, stated.start - _LED_IN_BY), stated.start)
    return told.start() if told else stated.start


def is_said_of_all(stated: Stated, request: str, labels: Sequence[str]) -> bool:
    """ "全文共6000字", "6,000 words in all", "300 words a chapter": of the whole or of each, whatever stands beside it."""
    if begin(stated, request) < stated.start or _ALL_TOLD_AFTER.match(request, stated.end):
        return True
    names = "|".join(re.escape(form) for label in labels for form in forms(label)) or "!"
    before = re.split(r"[.;!?\n。；！？，]|,(?=\s)", request[max(0, stated.start - _NEAR) : stated.start])[-1]
    if stated.each and re.search(rf"\b(?:each|every)\s+(?:{names})\b|每一?个?(?:{names})", before, re.IGNORECASE):
        return True
    said = request[stated.start : stated.end]
    return bool(re.search(rf"(?:\b(?:per|an?|each|every)\s+|/\s*)(?:{names})\s*$", said, re.IGNORECASE))
