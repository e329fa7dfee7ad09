"""What a clause says must be in the text, or must not: the words themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from longwriter_agents.constraints.how_often import Often, read_often
from longwriter_agents.constraints.kinds import Exclude, Include
from longwriter_agents.constraints.quoted import CLOSE, LIST, OPEN, QUOTED, quoted_terms
from longwriter_agents.constraints.scope import Scope

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

_NOBODY = r"\b(?:nobody|no one|none of (?:the |them|us)\w*|neither)\b"
_EXCLUDED = re.compile(
    rf"(?:(?:{_NOT}|{_NOBODY})[^.\n\"“]{{0,40}}?{_USING}|\bavoid(?:s|ing)?\b(?:\s+{_USING})?|\bwithout\b(?:\s+ever)?\s+{_USING})\s*{_THINGS}{LIST}",
    re.IGNORECASE,
)
_EXCLUDED_ZH = re.compile(
    r"(?:不要|不得|不能|不可(?:以)?|禁止|避免|请勿|切勿|勿|不许|不应)(?:再)?(?:提到|提及|使用|出现|包含|写到|含有|说)?"
    rf"(?:任何|词语|短语|字样|词|[:：\s])*{LIST}"
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
    rf"\s*(?:any\s+)?(?:the\s+)?letters?\s+[{OPEN}]?(?P<letter>[^\W\d_])[{CLOSE}]?(?!\w)",
    re.IGNORECASE,
)
_INCLUDED = re.compile(rf"{_USING}\s*{_THINGS}{LIST}", re.IGNORECASE)
_INCLUDED_ZH = re.compile(
    r"(?:包含|包括|提到|提及|出现|使用|写到|含有|写上|引用)(?:了|到|以下|这个|这些|词语|短语|句子|关键词|字样|[:：\s])*"
    rf"{LIST}"
)
_APPEAR = re.compile(
    rf"{LIST}\s+(?:must|should|has to|have to|needs? to)\s+(?:appear|occur|be (?:mentioned|included|used))", re.I
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
    said = read_often(clause)
    if said is None:
        return [], clause
    found += [_counted(clause, often, scope) for often in said[0]]
    clause_left = said[1]
    letters = [match["letter"] for match in _LETTERS.finditer(clause)]
    rest = _LETTERS.sub(" ", clause_left)
    if letters:
        text = f"without the letter {' or '.join(letters)}"
        found.append(Exclude(quote=clause, text=text, terms=tuple(letters), letters=True, scope=scope))
    banned, rest = _taken(rest, (_EXCLUDED, _EXCLUDED_ZH))
    is_quoted = bool(banned)
    if not banned:
        bare, without = _taken_bare(rest, _EXCLUDED_BARE, r"\s+or\s+")
        banned, rest = (bare, without) if not any(map(_is_a_means, bare)) else ([], rest)
    if not banned:
        bare, without = _taken_bare(rest, _EXCLUDED_BARE_ZH, r"[、和或]")
        banned, rest = (bare, without) if not any(map(_is_a_means, bare)) else ([], rest)
    if banned:
        text = f"never says {' or '.join(banned)}"
        found.append(Exclude(quote=clause, text=text, terms=tuple(banned), forms=not is_quoted, scope=scope))
    any_of = _ALTERNATIVES.search(rest) is not None
    wanted, left = _taken(rest, (_APPEAR, _INCLUDED, _INCLUDED_ZH))
    if wanted:
        found.append(_include(clause, wanted, scope, literal=True, any_of=any_of))
        rest = left
    elif not banned:
        wanted, rest = _taken_bare(
            rest, _INCLUDED_BARE, r"\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|(?<!\w)either\s+|\s+or\s+"
        )
        if any(":" in term or "：" in term for term in wanted):
            return found, clause  # "mention all five cities: Oslo, …" names them behind the colon
        if wanted:
            any_of = _OR_BARE.search(clause) is not None
            found.append(_include(clause, wanted, scope, literal=all(map(_is_name, wanted)), any_of=any_of))
    return found, rest.strip()


_ALTERNATIVES = re.compile(
    rf"{QUOTED}\s*,?\s*(?:\b(?:and/)?or\b|或者?)\s*(?:the\s+)?(?:\w+\s+)?{QUOTED}", re.IGNORECASE
)
_OR_BARE = re.compile(r"\bmentions?\b[^.;!\n]*\bor\b|\b(?:names?|includes?)\b[^.;!\n]*\bor\b", re.IGNORECASE)


def _counted(clause: str, often: Often, scope: Scope) -> Include | Exclude:
    """Words that are to be said so often, or may be."""
    if often.least:
        bounds = (often.least, often.most)
        any_of = _ALTERNATIVES.search(clause) is not None
        return _include(clause, list(often.terms), scope, literal=True, any_of=any_of, often=bounds)
    is_ban = not often.most
    made = Exclude(quote="", terms=often.terms, forms=is_ban and not often.quoted, most=often.most or 0, scope=scope)
    return made.model_copy(update={"quote": clause, "text": made.statement})


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


_MEANS = frozenset(
    "adverb adjective noun verb pronoun metaphor simile cliche cliché contraction abbreviation acronym semicolon colon comma dash "
    "em-dash hyphen parenthesis parentheses bracket quote quotation quotes citation reference footnote endnote link url image "
    "picture table list bullet heading subheading header title emoji emojis emoticon jargon slang markdown html latex code italics "
    "bold capitals numbering dialogue dialog humour humor irony sarcasm rhyme rhymes profanity swearwords swearing flashback "
    "spoiler filler buzzword anglicism section chapter paragraph sentence line exclamation repetition passive "
    "公式 表格 列表 标题 小标题 术语 专业术语 成语 比喻 形容词 副词 感叹号 对话 数字 英文 网络用语 缩写 图片 代码 口语 "
    "被动句 被动语态 第一人称 引号 括号 项目符号".split()
)
"""What a text is made with: who forbids adverbs does not forbid the word."""


def _is_a_means(term: str) -> bool:
    bare = term.casefold()
    return bare in _MEANS or bare.removesuffix("s") in _MEANS or bare.removesuffix("es") in _MEANS


def _is_name(term: str) -> bool:
    """A single word, or a name in capitals, is meant letter for letter; any other phrase is a topic."""
    words = term.split()
    return len(words) == 1 or all(word[0].isupper() for word in words)


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
