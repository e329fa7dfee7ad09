"""How often a word is to be said, or may be: "at most 3 times", "no more than twice", "between 5 and 10 times", "最多出现3次"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from longwriter_agents.constraints.quoted import FEW, QUOTED, quoted_terms
from longwriter_agents.numbers import CARDINAL, CHINESE, whole

_N = rf"(?:\d{{1,3}}|{CARDINAL})"
_TIMES = rf"(?:once|twice|{_N}\s+times)"
_NOT_MORE = r"(?:no|not) (?:more|over)(?: often)? than|at (?:the )?most|up to|a maximum of|maximum(?: of)?|max\.?"
_NOT_LESS = r"(?:no|not) (?:fewer|less)(?: often)? than|at (?:the )?least|a minimum of|minimum(?: of)?|min\.?"
_HOW = (
    rf"(?:(?P<most>{_NOT_MORE})|(?P<least>{_NOT_LESS})|(?P<exact>exactly|precisely|only|just)|"
    r"(?P<over>more(?: often)? than|over)|(?P<under>fewer than|less(?: often)? than|under))"
)
_BEHIND = r"(?P<behind>at (?:the )?most|at (?:the )?least|or (?:more|fewer|less)|max(?:imum|\.)?|min(?:imum|\.)?|tops)"
_OFTEN = (
    rf"(?:(?:between\s+)?(?P<low>{_N})\s*(?:-|–|to|and|or)\s*(?P<high>{_N})\s+times"
    rf"|(?:{_NOT_LESS})\s+(?P<from>{_TIMES}|{_N})\s*,?\s*(?:and|but|to)?\s*(?:{_NOT_MORE})\s+(?P<to>{_TIMES})"
    rf"|(?:{_HOW}\s+)?(?P<n>{_TIMES})(?:\s*,?\s*{_BEHIND}\b)?)"
)
_NO_FACTOR = (
    r"(?!\s+(?:as|more|less|larger|bigger|smaller|higher|longer|faster|greater|"
    r"(?:an?|each|every|per) (?:second|minute|hour|day|night|week|month|year)))\b"
)
"""What follows "three times" where that multiplies, or counts what happens in the world."""
_NOT = r"(?:do not|don[’']t|never|must not|mustn[’']t|should not|shouldn[’']t|may not|shall not|cannot|can[’']t|avoid)"
_ASKS = (
    r"(?:mention(?:s|ing)?|includ(?:e|es|ing)|contain(?:s|ing)?|featur(?:e|es|ing)|quot(?:e|es|ing)|nam(?:e|es|ing))"
)
_SAYS = r"(?:us(?:e|es|ing)|say(?:s|ing)?|writ(?:e|es|ing)|repeat(?:s|ing)?|refer(?:s|ring)? to|work(?:s|ing)? in)"
_VERB = rf"(?P<verb>(?P<asks>{_ASKS})|{_SAYS})"
_NAMED = (
    r"(?P<named>(?:(?:the|any|a|an|both|exact|single|my|our|your|his|her|its|their)\s+){0,3}"
    r"(?:(?:words?|phrases?|terms?|keywords?|names?|expressions?)\s*)?[:：]?\s*)"
)
_BARE = r"(?!(?:that|how|why|when|where|it|them|this|at|no|not|up|more|exactly|only|less|fewer)\b)[^\W\d][\w'’-]*"
_TERM = rf"(?:{FEW}|(?P<bare>{_BARE}(?:\s+{_BARE}){{0,2}}?))"
_BESIDE = (
    r"(?:\s+(?:in|throughout|across) (?:the|this|your|its) (?:whole |entire )?"
    r"(?:text|document|essay|article|story|report|guide|post|piece|letter))?"
)
_MAY = r"(?:must|should|shall|may|can|has to|have to|needs? to|is to|are to|will|is|are)"
_IS_SAID = r"(?:appears?|occurs?|come up|comes up|shows? up|(?:be )?(?:used|mentioned|said|included|repeated|named))"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:\b(?P<not>{_NOT})\s+(?:\w+\s+){{0,2}}?)?\b{_VERB}\s+{_NAMED}{_TERM}{_BESIDE}\s*,?\s+{_OFTEN}{_NO_FACTOR}",
        rf"(?:\b(?P<not>{_NOT})\s+(?:\w+\s+){{0,2}}?)?\b{_VERB}\s+{_OFTEN}{_NO_FACTOR}\s*,?\s+{_NAMED}{_TERM}"
        r"(?=\s*(?:[.;,!)\n]|$))",
        rf"(?:,|;|\b(?:and|but)\b)\s+{_NAMED}{FEW}\s*,?\s+{_OFTEN}{_NO_FACTOR}",
        rf"{FEW}\s+(?:{_MAY}\s+)?(?:(?P<not>not|never)\s+)?{_IS_SAID}\s+{_OFTEN}{_NO_FACTOR}",
    )
)
_EACH_PLACE = re.compile(
    r"\s*,?\s*(?:(?:in|per|on|for|within)\s+)?(?:an?|per|each|every|any|one|the same)\s+(?:single\s+)?"
    r"(?:section|chapter|paragraph|page|sentence|part|line|answer|entry|letter|verse|stanza)\b",
    re.IGNORECASE,
)
_ANY_OFTEN = re.compile(
    rf"\b(?:more|less|fewer)(?: often)? than {_TIMES}\b|(?:{_NOT_MORE}|{_NOT_LESS})\s+{_TIMES}{_NO_FACTOR}",
    re.IGNORECASE,
)
_ANY_OFTEN_ZH = re.compile(rf"(?:超过|多于|少于|至少|最多|至多|不足)\D{{0,4}}(?:\d{{1,3}}|{CHINESE})\s*[次遍]")
_HOW_ZH = (
    r"(?:(?P<most>最多|至多|不(?:要|得|能|可|应|许)?(?:超过|多于)|勿超过|少于等于)|(?P<least>至少|最少|不(?:得|能|可|应)?(?:少于|低于))|"
    r"(?P<exact>恰好|正好|刚好|只|仅)|(?P<over>超过|多于)|(?P<under>少于))"
)
_SAY_ZH = r"(?:出现|使用|提到|提及|用到?|说到?|写到?|提|重复)"
_N_ZH = rf"(?P<n>\d{{1,3}}|{CHINESE})\s*[次遍]"
_BEHIND_ZH = r"(?:(?P<above>以上|或以上)|(?P<below>以内|以下|之内))?"
_MAY_ZH = r"(?:应该?|必须|须|需要?|要|可以?|能)?"
_FORMS_ZH = (
    re.compile(
        rf"(?:不得|不要|不能|不可|不应|请勿|勿|别)(?:再)?{_SAY_ZH}{FEW}(?:一词|字|词)?(?P<most>超过|多于){_N_ZH}"
    ),
    re.compile(rf"{_HOW_ZH}{_SAY_ZH}{FEW}\s*{_N_ZH}{_BEHIND_ZH}"),
    re.compile(
        rf"(?:{_SAY_ZH}\s*)?{FEW}\s*(?:一词|这个词语?|这一词|二字|一字|两字|字)?\s*[，,]?{_MAY_ZH}(?:在[^，。；]{{1,6}}?中)?"
        rf"(?:{_SAY_ZH})?{_HOW_ZH}?(?:{_SAY_ZH})?\s*{_N_ZH}{_BEHIND_ZH}"
    ),
    re.compile(
        rf"(?:{_SAY_ZH})?{_HOW_ZH}?(?:{_SAY_ZH})?\s*{_N_ZH}{_BEHIND_ZH}(?:地)?(?:{_SAY_ZH})?(?:词语|单词|这个词|[:：\s])*{FEW}"
    ),
)


@dataclass(frozen=True)
class Often:
    """Which words are to be said how often: at least `least` times, at most `most` times (None: no bound)."""

    terms: tuple[str, ...]
    least: int
    most: int | None
    quoted: bool


def read_often(clause: str) -> tuple[list[Often], str] | None:
    """What the clause says of how often words are said, and the clause without it; None where it says so of each of some
    places, or in a way that no rule reads: then nothing in it is a plain demand or ban of a word."""
    found: list[Often] = []
    rest = clause
    for form in (*_FORMS, *_FORMS_ZH):
        for match in form.finditer(rest):
            if _EACH_PLACE.match(rest, match.end()) or not _names_a_word(match):
                return None
            found.append(_often(match))
        rest = form.sub(" ", rest)
    open_end = _ANY_OFTEN.search(rest) or _ANY_OFTEN_ZH.search(rest)
    if open_end and (re.search(QUOTED, rest) or re.search(rf"\b{_NOT}\b", rest, re.IGNORECASE)):
        return None
    return found, rest


_WORD = re.compile(r"\b(?:words?|phrases?|terms?|keywords?|names?|expressions?)\W*$", re.IGNORECASE)
_TELLS = re.compile(r"mention|nam|say|refer", re.IGNORECASE)


def _names_a_word(match: re.Match[str]) -> bool:
    """Whether a word without quotation marks is meant as that word: "mention honey", "use the word honey"; marks and
    figures of speech are used, too ("use exclamation marks no more than twice")."""
    said = match.groupdict()
    return not said.get("bare") or bool(_TELLS.match(said["verb"]) or _WORD.search(said["named"]))


def _often(match: re.Match[str]) -> Often:
    said = {name: value for name, value in match.groupdict().items() if value}
    terms = tuple(quoted_terms(said["terms"])) if "terms" in said else (said["bare"],)
    least, most = _bounds(said)
    if "not" in said:
        least, most = _denied(said, least, most)
    elif most is not None and least == 0 and most > 0 and "asks" in said:
        least = 1  # "mention honey no more than twice" asks for it
    return Often(terms, least, most, quoted="terms" in said)


def _bounds(said: dict[str, str]) -> tuple[int, int | None]:
    if "low" in said:
        least, most = sorted((_number(said["low"]), _number(said["high"])))
        return least, most
    if "from" in said:
        least, most = sorted((_number(said["from"]), _number(said["to"])))
        return least, most
    number, behind = _number(said["n"]), said.get("behind", "").casefold()
    if "most" in said or "below" in said or re.search(r"most|fewer|less|max|tops", behind):
        return 0, number
    if "exact" in said or number == 0:
        return number, number
    if "over" in said:
        return number + 1, None
    if "under" in said:
        return 0, max(0, number - 1)
    return number, None


def _denied(said: dict[str, str], least: int, most: int | None) -> tuple[int, int | None]:
    """ "Do not say it more than twice", "never less than twice", "don't say it twice"."""
    if "over" in said:
        return 0, least - 1
    if "under" in said:
        return (most or 0) + 1, None
    if "most" in said or "least" in said or "low" in said or "from" in said:
        return least, most  # "must not appear at most …" is no English; what is said of the number counts
    return 0, max(0, least - 1)


def _number(text: str) -> int:
    told = text.casefold().removesuffix("times").strip()
    return {"once": 1, "twice": 2, "zero": 0, "no": 0}.get(told) or whole(told) or 0
