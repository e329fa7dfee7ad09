"""A length said of a sentence, a paragraph, a title, as a constraint; and what paragraphs of a known count come to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.constraints.clauses import TASK
from longwriter_agents.constraints.kinds import Judged, PieceLength
from longwriter_agents.constraints.scope import EverySection, Whole
from longwriter_agents.lengths import Stated, length
from longwriter_agents.model import Length
from longwriter_agents.numbers import CARDINAL, CHINESE, whole

_ABOUT = 0.2
"""A paragraph of about 80 words has more or less than that, by a sentence."""


def piece_length(stated: Stated, request: str) -> PieceLength | Judged:
    """Checked by code where it can find the pieces; else a reviewer tells."""
    said = " ".join(request[stated.start : stated.end].split())
    if stated.piece == "" or stated.piece == "other":
        return Judged(quote=said, text=_in_its_sentence(stated, request) or said, scope=Whole())
    asked, mode = stated.length, stated.length.mode
    slack = max(2, round(asked.target * _ABOUT)) if mode == "about" else 0
    low = {"at_most": 0, "about": max(1, asked.target - slack)}.get(mode, asked.low)
    high = {"at_least": None, "about": asked.target + slack}.get(mode, asked.high)
    scope = Whole() if stated.piece in ("title", "heading") else EverySection()
    which = "the title" if stated.piece == "title" else f"every {stated.piece}"
    text = f"{which}: {asked.quote}"
    return PieceLength(quote=said, text=text, piece=stated.piece, low=low, high=high, scope=scope)


_STOP = re.compile(r"[.;!?\n。；！？]")
_LONG = 300
"""Signs of a sentence before its length; no reviewer needs more."""


def _in_its_sentence(stated: Stated, request: str) -> str:
    """The sentence tells where it holds ("In each section, include a quote of …"); that of the task tells too much."""
    before = [stop.end() for stop in _STOP.finditer(request, max(0, stated.start - _LONG), stated.start)]
    after = _STOP.search(request, stated.end)
    sentence = request[
        before[-1] if before else max(0, stated.start - _LONG) : after.start() if after else len(request)
    ].strip()
    return "" if TASK.match(sentence) else " ".join(sentence.split())


_COUNTED = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{CARDINAL})\s+(?:[\w-]+\s+)?(?P<piece>paragraph|sentence|line)s\b|"
    rf"(?P<zh>\d{{1,3}}|{CHINESE})\s*个?(?P<piece_zh>自然段|段|句|行)",
    re.IGNORECASE,
)
_ZH = {"自然段": "paragraph", "段": "paragraph", "句": "sentence", "行": "line"}


def sum_of_pieces(request: str, stated: Sequence[Stated]) -> Length | None:
    """ "Five paragraphs of 100 words each" ask for 500 words; None where their count or their length is not told."""
    for said in _COUNTED.finditer(request):
        piece = (said["piece"] or _ZH[said["piece_zh"]]).casefold()
        count = whole(said["n"] or said["zh"]) or 0
        each = next((held.length for held in stated if held.piece == piece), None)
        if each is None or count < 2:
            continue
        words = {"at_least": each.low, "at_most": each.high}.get(each.mode, each.target) * count
        if each.mode == "between":
            return length(mode="between", words=each.low * count, words2=each.high * count, quote=said.group())
        return length(mode=each.mode, words=words, quote=said.group())
    return None
