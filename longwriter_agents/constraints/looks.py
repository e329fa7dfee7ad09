"""What a clause says of how the text shall look, where code can count or compare it: paragraphs, headings, a list's items, lines,
tables, examples, first and last words, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.constraints.instances import Examples, read_examples
from longwriter_agents.constraints.quoted import OPEN, QUOTED
from longwriter_agents.constraints.scope import Named, Scope, Whole
from longwriter_agents.constraints.shape import Counted, Edges, Form, Titled
from longwriter_agents.constraints.tables import read_tables
from longwriter_agents.constraints.whose_count import is_of_a_place, is_of_each, is_of_the_subject
from longwriter_agents.numbers import CARDINAL, CHINESE, whole

Look = Form | Edges | Titled | Examples

_N = rf"(?P<n>\d{{1,4}}|{CARDINAL})"
_CN_N = rf"(?P<n>\d{{1,4}}|{CHINESE})"
_HOW_MANY = (
    r"(?:(?P<exact>exactly|precisely|just|only)|(?P<least>at least|no (?:fewer|less) than|a minimum of)|"
    r"(?P<most>at most|no more than|not more than|up to|a maximum of|a total of))"
)
_ADJECTIVES = r"(?:(?:short|long|full|separate|single|distinct|clear|numbered|practical|useful|bulleted|rhyming)\s+)*"
_SAID = r"(?:\b(?:in|of|with|into|as|has|have|having|use|using|contain(?:s|ing)?|write|be|are)\s+)"
_OF_EACH = r"(?!\s+(?:each|apiece|per|every|(?:in|for|of|to) (?:each|every)))"
_PARAGRAPHS = re.compile(
    rf"{_HOW_MANY}\s+{_N}\s+{_ADJECTIVES}paragraphs?\b{_OF_EACH}"
    rf"|{_SAID}(?P<n2>\d{{1,4}}|{CARDINAL})\s+{_ADJECTIVES}paragraphs?\b{_OF_EACH}(?!\s+(?:about|on)\b)"
    r"|\b(?:essay|article|story|text|letter|report|speech|review|post|piece|summary)\s+(?:of|in|with)\s+"
    rf"(?P<n5>\d{{1,4}}|{CARDINAL})\s+{_ADJECTIVES}paragraphs\b{_OF_EACH}"
    rf"|(?<=[,;(])\s*(?P<n6>\d{{1,3}}|{CARDINAL})\s+{_ADJECTIVES}paragraphs(?=\s*(?:[,;.)]|$))"
    rf"|\b(?P<n4>\d{{1,3}}|{CARDINAL})-paragraph\b"
    rf"|\bwrite\s+(?:me\s+)?(?P<n3>\d{{1,4}}|{CARDINAL})\s+{_ADJECTIVES}paragraphs\b{_OF_EACH}",
    re.IGNORECASE,
)
_PARAGRAPHS_ZH = re.compile(rf"(?:分为|分成|写成|共|写)\s*{_CN_N}\s*(?:个)?(?:自然段|段落|段)(?:文字)?")
_NONE = (
    r"\b(?:without (?:any |using (?:any )?)?|no |(?:do not|don[’']t|never) (?:use|add|include|write|put in|insert) (?:any )?|"
    r"avoid (?:using )?(?:any )?)"
)
_NO_LISTS = re.compile(
    rf"{_NONE}(?:bullets|bullet points|bullet lists|bulleted lists|lists)\b(?:\s+(?:or|and|nor) (?:bullets|bullet points|lists)\b)?"
    r"(?!\s+(?:longer|shorter|of|with)\b)",
    re.IGNORECASE,
)
_SOLELY = r"(?:only|purely|entirely|exclusively|solely)"
_PROSE = r"(?:(?:continuous|flowing|running|plain)\s+)?prose"
_ONLY_PROSE = re.compile(
    rf"\b{_SOLELY}\s+(?:(?:in|as|of|use|write)\s+)?{_PROSE}\b|\b{_PROSE}\s+only\b|\bonly\s+(?:write|use)\s+{_PROSE}\b",
    re.IGNORECASE,
)
_BULLETS = r"(?:bullets|bullet points|bullet lists|(?:a\s+)?bulleted lists?|(?:a\s+)?bullet list)"
_ONLY_LISTS = re.compile(
    rf"\b{_SOLELY}\s+(?:(?:in|as|of|use|with)\s+)?{_BULLETS}\b|\b{_BULLETS}\s+only\b", re.IGNORECASE
)
_NO_HEADINGS = re.compile(
    rf"{_NONE}(?:section |sub-?|markdown )?(?:headings?|headers|sub-?headings?|subtitles)\b"
    r"(?:\s+(?:or|and|nor) (?:sub-?headings?|headings?|subtitles|headers)\b)?(?!\s+(?:longer|shorter|of more|of less|with)\b)"
    r"|(?:不要|不用|不加|不设|不带|没有|无|不得有)(?:任何)?(?:小|子)?标题",
    re.IGNORECASE,
)
_LIST_OF = re.compile(
    rf"\b(?:list|listicle|collection)(?: of|:| –| with) (?:{_HOW_MANY}\s+)?{_N}\s+{_ADJECTIVES}(?P<noun>[a-z][\w-]*s)\b"
    rf"|(?P<n2>\d{{1,3}}|{CARDINAL})\s+{_ADJECTIVES}(?:bullet(?:\s+point)?s|bulleted points|list items)\b{_OF_EACH}",
    re.IGNORECASE,
)
_NO_ITEMS = re.compile(
    r"(?:words?|pages?|chapters?|sections?|weeks?|days?|months?|years?|parts?|lessons?|episodes?)", re.I
)
_VERSE = re.compile(
    rf"\b(?:poem|verse|ballad|rhyme|song|ode|hymn|lyrics)\s+(?:of|with|in)\s+(?:{_HOW_MANY}\s+)?{_N}\s+{_ADJECTIVES}lines\b"
    rf"|\b(?P<n2>\d{{1,3}}|{CARDINAL})[- ]line\s+(?:poem|verse|ballad|rhyme|song|ode|hymn)\b",
    re.IGNORECASE,
)
_QUOTED = QUOTED.replace("(", "(?P<words>", 1)
_WITH = r"\s+(?:with|in|on|by)\s+(?:the\s+)?(?:exact\s+)?(?:words?|phrase|sentence|line)?\s*(?:[:：]\s*)?"
_ZH = _QUOTED.replace("words", "zh")
_BEGINS = re.compile(
    rf"\b(?:begin|start|open)(?:s|ning|ting|ing)?{_WITH}{_QUOTED}|以\s*{_ZH}\s*(?:开头|开始|开篇)", re.IGNORECASE
)
_ENDS = re.compile(
    rf"\b(?:end|finish|clos|conclud)(?:e?s|ing|e)?{_WITH}{_QUOTED}|以\s*{_ZH}\s*(?:结尾|结束|收尾)", re.IGNORECASE
)
_SIGNED = re.compile(
    rf"\bsign(?:ed)?(?:\s+(?:it|off|the (?:letter|e-?mail)))?(?:\s+(?:as|with|by))?\s*[:：]?\s*{_QUOTED}"
    rf"|(?:落款|署名)(?:为|是|写|：|:)?\s*{_ZH}",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?P<of>[a-z]+)\s+(?:(?:that is|which is|to be)\s+)?"
    r"(?:titled|entitled|called|named|under the title(?: of)?|with the title)"
    rf"\s*[:：]?\s*{_QUOTED}(?!\s*(?:,|and|or)\s*[{OPEN}])"
    rf"|(?:题为|标题为|标题是|题目是)\s*{_ZH}",
    re.IGNORECASE,
)
_TITLE_IS = re.compile(
    rf"\b(?:title|call|name) (?:it|the (?:text|document|story|article|essay|guide|book|report))(?: as)?\s*[:：]?\s*{_QUOTED}"
    rf"|\b(?:the|its) title (?:is|must be|should be|shall be)\s*[:：]?\s*{_ZH}",
    re.IGNORECASE,
)
_DOCUMENTS = frozenset(
    "guide handbook manual report essay article story tale novel novella letter speech history biography memoir tutorial textbook "
    "review proposal brochure leaflet newsletter script screenplay play overview introduction study analysis paper profile "
    "travelogue cookbook course post primer dossier book document text poem piece ballad song sketch column".split()
)


_OF_ANOTHER = re.compile(
    r"\b(?:of|about|on|from|for|by|in|to|mention\w*|quot\w+|cit\w+|includ\w+|review\w*|summar\w+)\s+"
    r"(?:(?:the|an?|his|her|its|my|our|their)\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Before a title that is another text's: "a review of the book titled …"."""


def read_looks(clause: str, scope: Scope) -> tuple[list[Look], str]:
    """What of the clause says how the text looks, each with its own words, and what is left of the clause."""
    found: list[Look] = []
    rest = clause
    for counted, patterns in _COUNTED:
        for pattern in patterns:
            meant = (each for each in pattern.finditer(rest) if _is_meant(rest, each, scope))
            match = next((each for each in meant if counted == "headings" or not is_of_each(rest, *each.span())), None)
            form = _form(match, counted, scope) if match else None
            if match and form is not None:
                found.append(form)
                # Code sees that there are list items; whether there is nothing else is judged.
                rest = rest if pattern is _ONLY_LISTS else _without(rest, match)
    tables, rest = read_tables(rest, scope)
    found += tables
    examples, rest = read_examples(rest, scope)
    found += examples
    uncounted = rest
    for match in (*_BEGINS.finditer(uncounted), *_ENDS.finditer(uncounted), *_SIGNED.finditer(uncounted)):
        if not _is_of_the_text(uncounted[: match.start()]):
            continue
        said = _quoted(match)
        which = "begins" if match.re is _BEGINS else "ends"
        found.append(Edges.model_validate({which: said, "scope": scope, "text": f'{which[:-1]} with "{said}"'}))
        rest = rest.replace(match.group(), " ")
    titled = _title(rest) if isinstance(scope, Whole) else None
    if titled:
        said = _quoted(titled)
        found.append(Titled(title=said, scope=scope, text=f'titled "{said}"'))
        rest = _without(rest, titled)
    return found, rest if found else clause


def _is_meant(clause: str, match: re.Match[str], scope: Scope) -> bool:
    """Whether the count or ban is one of the text itself, or of the part that the clause names."""
    start, end = match.span()
    if is_of_the_subject(clause, start, end):
        return False
    return isinstance(scope, Named) or not is_of_a_place(clause, start, end)


def _is_of_the_text(before: str) -> bool:
    """Whether what begins or ends there is the text: an order, or said of it; "the hero opens with 'Hello'" is not."""
    last = re.search(r"([A-Za-z]+)\s*$", before)
    return last is None or last[1].casefold() in _SUBJECTS | _DOCUMENTS


_SUBJECTS = frozenset("and or but it that which must should shall has to please then by always also".split())
_COUNTED: Sequence[tuple[Counted, tuple[re.Pattern[str], ...]]] = (
    ("headings", (_NO_HEADINGS,)),
    ("items", (_NO_LISTS, _ONLY_PROSE, _ONLY_LISTS)),
    ("paragraphs", (_PARAGRAPHS, _PARAGRAPHS_ZH)),
    ("items", (_LIST_OF,)),
    ("lines", (_VERSE,)),
)


def _form(match: re.Match[str], counted: Counted, scope: Scope) -> Form | None:
    if match.re in (_NO_HEADINGS, _NO_LISTS, _ONLY_PROSE):
        words = f" ({match.group().strip()})" if match.re is _ONLY_PROSE else ""
        return Form(counted=counted, most=0, scope=scope, text=f"no {_called(counted)}{words}")
    if match.re is _ONLY_LISTS:
        return Form(counted=counted, least=1, scope=scope, text=match.group().strip())
    said = {name: value for name, value in match.groupdict().items() if value}
    number = next((whole(said[name]) for name in ("n", "n2", "n3", "n4", "n5", "n6") if name in said), None)
    if not number or _NO_ITEMS.fullmatch(said.get("noun", "")):
        return None
    least, most, words = number, number, "exactly"
    if "least" in said:
        return Form(counted=counted, least=number, scope=scope, text=f"at least {number} {_called(counted)}")
    if "most" in said and "total" not in said["most"].casefold():
        least, words = 1, "at most"
    return Form(counted=counted, least=least, most=most, scope=scope, text=f"{words} {number} {_called(counted)}")


def _called(counted: Counted) -> str:
    return "list items" if counted == "items" else counted


def _title(clause: str) -> re.Match[str] | None:
    named = _TITLE_IS.search(clause)
    if named:
        return named
    found = _TITLED.search(clause)
    if found is None or not found["of"]:
        return found
    of_another = _OF_ANOTHER.search(clause[: found.start()])
    return found if found["of"].casefold() in _DOCUMENTS and not of_another else None


def _quoted(match: re.Match[str]) -> str:
    return (match["words"] or match["zh"]).strip(" ,")


def _without(clause: str, match: re.Match[str]) -> str:
    return f"{clause[: match.start()]} {clause[match.end() :]}"
