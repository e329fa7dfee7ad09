"""What a clause says must be in the text, or must not: the words themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from longwriter_agents.constraints.kinds import Exclude, Include
from longwriter_agents.constraints.scope import Scope
from longwriter_agents.numbers import CARDINAL, CHINESE, whole

_OPEN, _CLOSE = "\"“”「『《'‘", "\"“”」』》'’"
_QUOTED = rf"[{_OPEN}]([^\"“”「」『』《》\n]{{1,200}}?)[{_CLOSE}](?!\w)"
_BETWEEN = r"(?:\s|,|，|、|&|\b(?:and|or|nor|the|words?|phrases?|terms?|names?)\b|和|与|或)*"
_LIST = rf"(?P<terms>{_QUOTED}(?:{_BETWEEN}{_QUOTED})*)"
_THINGS = (
    r"(?:(?:the|any|this|that|these|those|a|an|both|all|following|exact|literal|at least once)\s+)*"
    r"(?:(?:words?|phrases?|terms?|sentences?|keywords?|names?|lines?|quotes?|expressions?|titles?)(?: of)?\s*)?[:：]?\s*"
)
_NOT = (
    r"\b(?:do not|don[’']t|never|must not|mustn[’']t|should not|shouldn[’']t|may not|shall not|cannot|can[’']t|not)\b"
)
_USE = r"\b(?:includ(?:e|es|ing)|contain(?:s|ing)?|mention(?:s|ing)?|us(?:e|es|ing)|say(?:s|ing)?|nam(?:e|es|ing)|"
_USE_MORE = (
    r"writ(?:e|es|ing)|quot(?:e|es|ing)|featur(?:e|es|ing)|refer(?:s|ring)? to|work(?:s|ing)? in|appear(?:s)?)\b"
)
_USING = _USE + _USE_MORE

_EXCLUDED = re.compile(
    rf"(?:{_NOT}[^.\n\"“]{{0,40}}?{_USING}|\bavoid(?:s|ing)?\b(?:\s+{_USING})?|\bwithout\b(?:\s+ever)?\s+{_USING})\s*{_THINGS}{_LIST}",
    re.IGNORECASE,
)
_EXCLUDED_ZH = re.compile(
    r"(?:不要|不得|不能|不可(?:以)?|禁止|避免|请勿|切勿|勿|不许|不应)(?:再)?(?:提到|提及|使用|出现|包含|写到|含有|说)?"
    rf"(?:任何|词语|短语|字样|词|[:：\s])*{_LIST}"
)
_EXCLUDED_BARE_ZH = re.compile(
    r"(?:不要|不得|不能|不可(?:以)?|禁止|避免|请勿|切勿|勿|不许|不应)(?:再)?(?:提到|提及|使用|出现|包含|写到|含有|说)(?:任何)?(?P<terms>[一-鿿]{1,8}(?:[、和或][一-鿿]{1,8})*)(?=[。，；！\n]|$)"
)
_BARE = r"[\w][\w'’-]*"
_EXCLUDED_BARE = re.compile(
    rf"(?:{_NOT}\s+(?:mention|use|say|name|include)|\bwithout\s+(?:mentioning|using|naming)"
    r"|\bavoid\s+(?:mentioning|saying|using))"
    rf"\s+(?:(?:the\s+)?(?:words?|terms?|names?)\s+)?(?P<terms>{_BARE}(?:\s+or\s+{_BARE})*)"
    r"\s*(?=[.;,!)\n]|$|\banywhere\b|\bat all\b|\bin (?:the|it|this)\b)",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    rf"(?:{_NOT}\s+(?:ever\s+)?(?:use|contain|include)|\bwithout\s+(?:ever\s+)?(?:using|containing)?|\bavoid(?:ing)?\s+(?:using)?)"
    rf"\s*(?:any\s+)?(?:the\s+)?letters?\s+[{_OPEN}]?(?P<letter>[^\W\d_])[{_CLOSE}]?(?!\w)",
    re.IGNORECASE,
)
_INCLUDED = re.compile(rf"{_USING}\s*{_THINGS}{_LIST}", re.IGNORECASE)
_INCLUDED_ZH = re.compile(
    r"(?:包含|包括|提到|提及|出现|使用|写到|含有|写上|引用)(?:了|到|以下|这个|这些|词语|短语|句子|关键词|字样|[:：\s])*"
    rf"{_LIST}"
)
_APPEAR = re.compile(
    rf"{_LIST}\s+(?:must|should|has to|have to|needs? to)\s+(?:appear|occur|be (?:mentioned|included|used))", re.I
)
_INCLUDED_BARE = re.compile(
    r"(?:\b(?:must|should|shall|has to|have to|needs? to|make sure (?:to|it|that it|you)|be sure to|always|also)\s+(?:also\s+)?"
    r"(?:mentions?|names?|includes?\s+the\s+(?:words?|phrases?|terms?|names?))|(?:^|,\s)\W*mention)\s+"
    r"(?P<terms>[^.;,!\n]{2,60}?)\s*"
    r"(?=[.;,!\n]|$|\bat least\b|\bsomewhere\b|\bin the\b|\bonce\b|\bas\b|\band (?:should|must|be)\b)",
    re.IGNORECASE,
)


def read_terms(clause: str, scope: Scope) -> tuple[list[Include | Exclude], str]:
    """The inclusions and exclusions of a clause, and what the clause says besides them."""
    found: list[Include | Exclude] = []
    letters = [match["letter"] for match in _LETTERS.finditer(clause)]
    rest = _LETTERS.sub(" ", clause)
    if letters:
        text = f"without the letter {' or '.join(letters)}"
        found.append(Exclude(quote=clause, text=text, terms=tuple(letters), letters=True, scope=scope))
    banned, rest = _taken(rest, (_EXCLUDED, _EXCLUDED_ZH))
    is_quoted = bool(banned)
    if not banned:
        banned, rest = _taken_bare(rest, _EXCLUDED_BARE, r"\s+or\s+")
    if not banned:
        banned, rest = _taken_bare(rest, _EXCLUDED_BARE_ZH, r"[、和或]")
    if banned:
        text = f"never says {' or '.join(banned)}"
        found.append(Exclude(quote=clause, text=text, terms=tuple(banned), forms=not is_quoted, scope=scope))
    often, without = _often(rest)
    any_of = _ALTERNATIVES.search(rest) is not None
    wanted, left = _taken(without, (_APPEAR, _INCLUDED, _INCLUDED_ZH))
    if wanted:
        found.append(_include(clause, wanted, scope, literal=True, any_of=any_of, often=often))
        rest = left
    elif not banned:
        wanted, rest = _taken_bare(
            rest, _INCLUDED_BARE, r"\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|(?<!\w)either\s+|\s+or\s+"
        )
        if wanted:
            any_of = _OR_BARE.search(clause) is not None
            found.append(_include(clause, wanted, scope, literal=all(map(_is_name, wanted)), any_of=any_of))
    return found, rest.strip()


_ALTERNATIVES = re.compile(
    rf"{_QUOTED}\s*,?\s*(?:\b(?:and/)?or\b|或者?)\s*(?:the\s+)?(?:\w+\s+)?{_QUOTED}", re.IGNORECASE
)
_OR_BARE = re.compile(r"\bmentions?\b[^.;!\n]*\bor\b|\b(?:names?|includes?)\b[^.;!\n]*\bor\b", re.IGNORECASE)
_TIMES = rf"(?:(?P<once>once)|(?P<twice>twice|两次|两遍)|(?P<n>\d{{1,3}}|{CARDINAL})\s+times|(?P<zh>\d{{1,3}}|{CHINESE})\s*[次遍])"
_HOW_OFTEN = r"(?P<how>exactly|precisely|at least|no fewer than|at most|no more than|up to|only|至少|最多|恰好|正好|不少于|不超过)"
_OFTEN = re.compile(
    rf"(?P<list>{_LIST})\s*,?\s*(?:{_HOW_OFTEN}\s*)?(?:出现|提到)?{_TIMES}(?!\s+(?:an?|each|every|per)\b)",
    re.IGNORECASE,
)
_OFTEN_ZH = re.compile(rf"{_HOW_OFTEN}(?:出现|提到|使用)?\s*{_TIMES}(?=\D{{0,6}}[{_OPEN}])")


def _often(clause: str) -> tuple[tuple[int, int | None], str]:
    """How often at least and at most the quoted words are to be said, and the clause without the words that say it."""
    after, before = _OFTEN.search(clause), _OFTEN_ZH.search(clause)
    found = after or before
    if found is None:
        return (1, None), clause
    number = 1 if found["once"] else 2 if found["twice"] else whole(found["n"] or found["zh"]) or 1
    how = (found["how"] or "").casefold()
    kept = found["list"] if after else ""
    without = f"{clause[: found.start()]}{kept} {clause[found.end() :]}"
    if how in ("at most", "no more than", "up to", "最多", "不超过"):
        return (1, number), without
    return (number, number if how in ("exactly", "precisely", "only", "恰好", "正好") else None), without


def _include(
    clause: str,
    terms: list[str],
    scope: Scope,
    *,
    literal: bool,
    any_of: bool = False,
    often: tuple[int, int | None] = (1, None),
) -> Include:
    any_of = any_of and len(terms) > 1
    made = Include(
        quote=clause, terms=tuple(terms), scope=scope, literal=literal, any_of=any_of, least=often[0], most=often[1]
    )
    return made.model_copy(update={"text": made.model_copy(update={"quote": ""}).statement})


def _is_name(term: str) -> bool:
    """A single word, or a name in capitals, is meant letter for letter; any other phrase is a topic."""
    words = term.split()
    return len(words) == 1 or all(word[0].isupper() for word in words)


def quoted_terms(text: str) -> list[str]:
    """What stands between quotation marks, in order."""
    return [term.strip(" ,.") for term in re.findall(_QUOTED, text) if term.strip(" ,.")]


def _taken(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[list[str], str]:
    terms: list[str] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            terms += quoted_terms(match["terms"])
        text = pattern.sub(" ", text)
    return list(dict.fromkeys(terms)), text


def _taken_bare(text: str, pattern: re.Pattern[str], divider: str) -> tuple[list[str], str]:
    terms = [term for match in pattern.finditer(text) for term in _listed(match["terms"], divider)]
    return list(dict.fromkeys(terms)), pattern.sub(" ", text) if terms else text


def _listed(text: str, divider: str) -> Iterator[str]:
    for piece in re.split(divider, text.strip(" \"'“”")):
        bare = re.sub(r"^(?:the|a|an)\s+", "", piece.strip(), flags=re.IGNORECASE)
        if bare and not re.fullmatch(
            r"(?:it|them|this|that|any|all|these|those|something|anything)", bare, re.IGNORECASE
        ):
            yield bare
