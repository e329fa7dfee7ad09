"""What a length is said of when it is neither the text nor its sections: a sentence, a paragraph, a title, a step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Piece = Literal["sentence", "paragraph", "line", "bullet", "title", "heading"]
"""What code can find in a text and count."""
PIECES: tuple[Piece, ...] = get_args(Piece)

_NOUNS: dict[str, str] = {
    "sentence": "sentence",
    "paragraph": "paragraph",
    "line": "line",
    "bullet": "bullet",
    "bullet point": "bullet",
    "title": "title",
    "heading": "heading",
    "headline": "title",
    "subheading": "heading",
    "section title": "heading",
    "chapter title": "heading",
    "answer": "",
    "step": "",
    "question": "",
    "caption": "",
    "quote": "",
    "quotation": "",
    "definition": "",
    "list item": "",
    "stanza": "",
    "reply": "",
    "tip": "",
    "slogan": "",
    "subtitle": "",
    "abstract": "",
    "summary": "",
    "executive summary": "",
    "appendix": "",
    "glossary": "",
    "sidebar": "",
    "blurb": "",
    "bio": "",
    "teaser": "",
    "excerpt": "",
    "anecdote": "",
    "example": "",
    "case study": "",
    "box": "",
    "foreword": "",
    "preface": "",
    "postscript": "",
    "footnote": "",
    "tagline": "",
}
"""The nouns with the piece that they mean; nothing for what only a reader can tell from the rest of the text."""
_NOUNS_ZH: dict[str, str] = {
    "段落": "paragraph", "自然段": "paragraph", "段": "paragraph", "句子": "sentence", "句话": "sentence", "句": "sentence",
    "小标题": "heading", "标题": "title", "题目": "title", "行": "line", "要点": "bullet", "步骤": "", "步": "", "答案": "",
    "回答": "", "问题": "", "诗节": "",
}  # fmt: skip

_SINGULAR = "|".join(re.escape(noun) for noun in sorted(_NOUNS, key=len, reverse=True))
_ONE = rf"(?P<noun>{_SINGULAR})"
_PLURAL = rf"(?P<nouns>{_SINGULAR}|quotes|replie)s"
_SAID = (
    r"(?:\s+(?:must|should|shall|has to|have to|has|have|to|be|is|are|may|can|cannot|needs?|contains?|of|with|having|that|"
    r"kept|keep|stay|stays|runs?|not|never|no|only|uses?|do|does|exceed|in|the|in length|itself|all|each|short|brief))*"
)
_BARE = r"(?:title|headline|heading|caption|slogan|subtitle|tagline|blurb)"
_BEFORE = re.compile(
    rf"(?:(?:^\W*(?={_BARE}\b)|\b(?P<each>each|every|no|any|none of the|all(?: of)?(?: the)?|the|an?|its|(?:the |an? )?"
    rf"(?P<place>first|last|opening|closing|second|third|final))\s+(?:single\s+)?){_ONE}|"
    rf"\b(?:(?:keep|make|write|use|with|in)\s+)?(?:(?:all|the|your|its|only|short)\s+)*"
    rf"(?:of\s+)?{_PLURAL}){_SAID}\s*(?:\b(?:short|brief),\s*)?[:：(（]?\s*$",
    re.IGNORECASE,
)
_WITHIN = re.compile(rf"^(?:no|none of the)\s+(?:single\s+)?(?:{_ONE}|{_PLURAL})\b", re.IGNORECASE)
"""A form that holds its noun: "no sentence may have more than 20 words"."""
_PER = (
    rf"(?:per|an?|(?:for|in|of|on)\s+(?:each|every)|each|every)\s+(?:single\s+)?{_ONE}\b|"
    rf"(?:in|for)\s+(?:the|its|your|all)\s+(?:titles?|headings?|sentences?|paragraphs?)\b"
)
_AFTER = re.compile(
    rf"\s*(?:words?\b)?\s*(?:long|or so|or less|or more|at most|maximum|max\.?)?\s*(?:{_PER})", re.IGNORECASE
)
_PER_WITHIN = re.compile(rf"\b{_PER}", re.IGNORECASE)
_QUALIFIES = re.compile(rf"\s+(?:{_PLURAL}|(?P<noun>title|heading|headline|caption|slogan|subtitle))\b", re.IGNORECASE)
""" "80-word paragraphs", "a 10-word title"."""

_ZH = "|".join(_NOUNS_ZH)
_BEFORE_ZH = re.compile(
    rf"(?:(?P<place>第\s*(?:\d+|[一二三四五六七八九十]+)|首|末|最后一)个?|(?P<each>每一?个?|各|所有|任何一?))?(?P<noun>{_ZH})"
    r"(?:的)?(?:长度|字数)?(?:都|均|应该?|须|必须|需|要|请|保持|大约|约|在|为|是|也|有)*\s*[:：（(]?\s*$"
)
_ALWAYS_ZH = frozenset(("段落", "自然段", "句子", "小标题", "标题", "题目"))
"""Nouns that mean every one of their kind without 每 before them."""


@dataclass(frozen=True)
class Held:
    """What a length is said of: a piece that code can find, or "other"; `start` is where its noun's phrase begins."""

    piece: Piece | Literal["other"]
    start: int
    end: int


def holder_of(request: str, match: re.Match[str], labels: Sequence[str] = ()) -> Held | None:
    """The holder of the length that `match` states; None when it is the text, its sections, or a unit of the series (`labels`)."""
    found = _before(request, match) or _after(request, match)
    if found is None:
        return None
    noun, start, end, one = found
    if noun in labels or (labels and _is_a_unit(noun, request[max(0, match.start() - _NEAR) : match.start()])):
        return None
    piece = {**_NOUNS, **_NOUNS_ZH}.get(noun, "")
    known = next((each for each in PIECES if each == piece and not one), None)
    return Held(known or "other", start, end)


_NEAR = 600
"""Signs before a length in which its series says what a unit is ("one paragraph for each stop")."""


def _is_a_unit(noun: str, before: str) -> bool:
    """Whether each unit of the series is one of them: "one paragraph for each stop", "每站一段"."""
    said = rf"\b(?:one|an?|single)\s+(?:[\w-]+\s+)?{re.escape(noun)}\b|一{re.escape(noun)}(?!时|日子)"
    return re.search(said, before, re.IGNORECASE) is not None


def _before(request: str, match: re.Match[str]) -> tuple[str, int, int, bool] | None:
    """(noun, start, end, whether it is a single one): "each sentence must have", "标题"."""
    within = _WITHIN.match(match.group())
    if within:
        return _noun(within), match.start(), match.end(), False
    begin = max(0, match.start() - 100)
    stretch = re.split(r"[.;!?\n。；！？，]", request[begin : match.start()])[-1]
    at = match.start() - len(stretch)
    said = _BEFORE.search(stretch)
    beside = _BESIDE.search(stretch[: said.start()]) if said else None
    if said and (beside or not _is_the_text(said) or _is_a_part(said, request)):
        start = at + (beside.start() if beside else said.start())
        return _noun(said), start, match.end(), bool(said["place"]) or _is_the_text(said)
    zh = _BEFORE_ZH.search(stretch)
    if zh and (zh["each"] or zh["place"] or zh["noun"] in _ALWAYS_ZH):
        return zh["noun"], at + zh.start(), match.end(), bool(zh["place"])
    return None


_PARTS = frozenset(
    (
        "abstract",
        "summary",
        "executive summary",
        "appendix",
        "glossary",
        "sidebar",
        "box",
        "foreword",
        "preface",
        "postscript",
    )
)
"""What stands in a text or beside it, unless it is itself asked for."""


def _is_a_part(said: re.Match[str], request: str) -> bool:
    """ "The executive summary must not exceed 200 words", where nobody asked to write just that."""
    noun = (said["noun"] or "").casefold()
    asks = r"\b(?:write|draft|create|compose|prepare|produce|give|need|want)\s+(?:me\s+)?(?:an?|the|one)\s+"
    asked = rf"{asks}(?:[\w-]+\s+){{0,3}}?{noun}\b"
    return noun in _PARTS and not re.search(asked, request, re.IGNORECASE)


_BESIDE = re.compile(
    r"\b(?:includ(?:e|es|ing)|with|add(?:s|ing)?|contain(?:s|ing)?|ha(?:s|ve|ving)|plus|and)\s*$", re.IGNORECASE
)


def _is_the_text(said: re.Match[str]) -> bool:
    """ "A paragraph of 150 words" is the whole text, unless it stands beside other things ("include a quote of …")."""
    noun = (said["noun"] or "").casefold()
    determined = (said["each"] or "").casefold()
    if said["place"] or not noun or _NOUNS.get(noun) in ("title", "heading"):
        return False
    return determined in ("a", "an", "the", "its")


def _after(request: str, match: re.Match[str]) -> tuple[str, int, int, bool] | None:
    """ "20 words per sentence", "80-word paragraphs"."""
    after = _AFTER.match(request, match.end())
    if after:
        return _noun(after), match.start(), after.end(), False
    inside = _PER_WITHIN.search(match.group())
    if inside:
        return _noun(inside), match.start(), match.end(), False
    of = _QUALIFIES.match(request, match.end())
    return (_noun(of), match.start(), of.end(), False) if of else None


def _noun(said: re.Match[str]) -> str:
    groups = said.groupdict()
    noun = groups.get("noun") or groups.get("nouns")
    if noun is None:
        noun = re.findall(r"[a-z]+", said.group().casefold())[-1].removesuffix("s")
    return {"replie": "reply"}.get(noun.casefold(), noun.casefold())
