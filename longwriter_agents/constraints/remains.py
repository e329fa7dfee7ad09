"""What a clause says besides what was read of it: the part of the document that it names, and what only filler is."""

from __future__ import annotations

import re

from longwriter_agents.constraints.languages import without_language
from longwriter_agents.constraints.scope import Named, Scope, Whole
from longwriter_agents.constraints.structure import without_structure
from longwriter_agents.lengths import find_length, unit_length

_ROLES = r"introduction|conclusion|opening|ending|epilogue|prologue|preface|foreword|afterword|abstract|executive summary|appendix"
_ROLES_ZH = r"引言|前言|开头|结尾|结论|结语|序言|后记|摘要|附录"
_NAMED = re.compile(
    rf"\b(?:in|within|as part of) (?:the|your) (?P<role>{_ROLES})\b"
    rf"|\b(?:the|an?) (?P<role2>{_ROLES}) (?:must|should|has to|needs to|shall|of|has|is)\b"
    rf"|在?(?P<role3>{_ROLES_ZH})(?:部分|中|里|处|必须|应|要|不)",
    re.IGNORECASE,
)


def named_scope(clause: str) -> Scope:
    """A part of the document that the clause names by its role; the whole document when it names none."""
    named = _NAMED.search(clause)
    return Named(name=named["role"] or named["role2"] or named["role3"]) if named else Whole()


def names_a_role(words: str) -> bool:
    """Whether the words end on a part of the document with nothing between: "an introduction of"."""
    pattern = rf"\b(?:{_ROLES})\b[^.,;]*$|(?:{_ROLES_ZH})[^。，；]*$"
    return re.search(pattern, words, re.IGNORECASE) is not None


_FILLER = re.compile(
    r"\b(?:words?|pages?|long|length|in length|each|every|total|altogether|the|text|document|article|essay|story|report|guide|"
    r"book|novel|it|this|should|must|shall|need|needs|to|be|is|are|and|also|but|or|of|a|an|with|please|about|write|have|has|"
    r"chapters?|sections?|entry|entries|whole|in|make|sure|at least|once|somewhere|anywhere|as part|within|that|there|then|"
    r"first|second|third|last|final|week|day|month|lesson|episode|introduction|conclusion|opening|ending)\b"
    r"|字数?|要求|全文|篇幅|左右|文章|必须|需要|应该|应当|应|请|并且|并|同时|以及|而且|第[一二三四五六七八九十\d]+[章节周天集课层]|[\d\W_]",
    re.IGNORECASE,
)


def said_besides(rest: str) -> str:
    """What is left of a clause besides lengths, language and structure; empty when that is only filler."""
    for demand in (find_length(rest), unit_length(rest)):
        if demand is not None:
            rest = rest.replace(demand.quote, " ")
    rest = without_language(without_structure(rest))
    if not _FILLER.sub("", rest):
        return ""
    rest = re.sub(r"\s+([,.;!?])", r"\1", re.sub(r"\s{2,}", " ", rest))
    return re.sub(r"^(?:[\s,;.,、]|\b(?:and|but|also)\b)+|[\s,;,、]+$", "", rest, flags=re.IGNORECASE)
