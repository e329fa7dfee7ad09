"""How a request shows the form of its series: heading lines, separator, opening and end marker."""

from __future__ import annotations

import re

from longwriter_agents.constraints.examples import shown_example
from longwriter_agents.constraints.shown import Markers, shown_inline, shown_lines, template_of

QUOTED = (
    r"(?:`(?P<q1>[^`\n]{1,120})`|[\"“「『](?P<q2>[^\"“”「」『』\n]{1,120})[\"”」』]|"
    r"(?<![\w’'])['‘](?P<q3>[^'‘’\n]{1,120})['’](?!\w))"
)
_SYMBOLS = r"(?P<bare>[^\w\s\"'`“”‘’(),.;:，。；：、]{2,12})"
_DRESSED = r"(?P<dressed>(?P<dress>[*=#~<\[-]{2,3})[ \t]*\w[\w \t]{0,30}?[ \t]*[*=#~>\]-]{2,3})"
_MARK = rf"(?:{QUOTED}|{_DRESSED}|{_SYMBOLS})"
_GAP = r"(?:(?!\b(?:each|every)\b)[^.;\n\"“`]){0,50}?"
_THING = (
    r"(?:(?:the|a|an|this|exact|single|line|lines?|words?|phrase|marker|symbols?|string|separator|"
    r"delimiter|text|mark|tag|of|saying|reading|own)\s+|[:：])*"
)

_OF_UNITS = (
    r"\s+(?:the (?:description|text|entry|plan|design|menu|part)s? (?:of|for) )?(?:each|every|all(?: of)?(?: the)?|the|between)\s+"
    r"(?:(?:weekly|daily|monthly|single|individual|new|different)\s+)*"
    r"[\w-]+(?=\s*(?:[(（.,;:]|$))"
)
"""What is separated: "each weekly entry"."""

_SEPARATOR = (
    rf"(?:\b(?:and )?(?:is|are|be) )?\b(?:separat|divid|delimit|split)\w*\b"
    rf"[^.;\n\"“`]{{0,60}}?\b(?:with|by|using|through)\s+{_THING}{_MARK}",
    rf"\b(?:us(?:e|ing)|with|put|place|insert|add|write)\s+{_THING}{_MARK}\s*(?:to\s+(?:(?:separate|divide|"
    rf"delimit|split|(?:mark|indicate|show) the (?:start|beginning) of)(?:{_OF_UNITS}|\s+(?:each|every))?"
    rf"|(?:mark|head|introduce|begin|open|label|set off){_OF_UNITS})"
    rf"|as (?:a|the|an?) (?:separator|delimiter|divider)|between (?:each|every|the|all|two)|(?:before|in "
    rf"front of|ahead of|at the (?:start|beginning|head) of) (?:each|every))",
    rf"\b(?:separator|delimiter|divider)\s*(?:is|must be|should be|:|=)\s*{_THING}{_MARK}",
    rf"(?:以|用|使用|请用)\s*{_MARK}\s*(?:来)?(?:作为|作|为)?(?:分隔|隔开|分割|分开|间隔)(?:开)?"
    rf"(?:[每各]一?[一-鿿]{{1,3}}?(?:的[一-鿿]{{1,3}}?)?(?=[（(，。；\n]|$))?",
    rf"(?:分隔符|分隔线)\s*(?:为|是|用|：|:)\s*{_MARK}",
)
_ALL_DONE = (
    r"\b(?:when|once|after) (?:the (?:design|description|plan|text|writing) of )?(?:all|every|the)\b[^.;:,\n\"“`']{0,40}"
    r"\b(?:is|are|has been|have been) (?:done|finished|completed?|written|described|covered|designed|ready)"
    r"|\bafter (?:finishing|completing|writing|describing|designing)\b[^.;:,\n\"“`']{0,40}"
)
_IT_IS_DONE = r" (?:it|the [\w-]+) is (?:complete|finished|done|over)"
_END_OF = r"end(?: of (?:the|your|this) (?:(?:whole|entire) )?[\w-]+(?=[ \t]*(?:[.,;)\n]|$)))?"
_ENDING = (
    rf"\b(?:end|finish|close|conclude|terminate|sign off)(?:s|es|ing)?\b(?!\s+(?:each|every|all|"
    rf"of)\b){_GAP}\b(?:with|by (?:writing|adding|putting)|on)\s+{_THING}{_MARK}(?:,?\s*(?:{_ALL_DONE})(?=[.;\n]|$))?",
    rf"\b(?:after (?:the )?(?:last|final) \w+|at the (?:very )?(?:end|bottom)|(?:the )?(?:last|final) "
    rf"line)\b{_GAP}\b(?:write|add|put|place|print|insert|append|is|must be|reads?|comes?|"
    rf"follows?)\s+(?:(?P<caps>(?-i:[A-Z]{{2,}}(?:\s+[A-Z]{{2,}})*\b))|{_THING}{_MARK})",
    rf"(?:(?:{_ALL_DONE}),\s*)?\b(?:write|add|put|use|place|print|append)\s+{_THING}{_MARK}\s*(?:{_GAP}\bto\s+"
    rf"(?:indicate|mark|signal|show)\s+(?:that(?:{_IT_IS_DONE})?|the (?:{_END_OF}|completion))"
    rf"|(?:at|as) the (?:very )?(?:end|last line)|after the "
    rf"(?:last|final)|when (?:you are |it is )?(?:done|finished|complete))",
    rf"\b(?:when|once|after) (?:you are |(?:[\w'’-]+ ){{1,5}}?(?:is|are|has been|have been) )?"
    rf"(?:done|finished|completed?|written|described|covered)\b"
    rf"[^.;\n\"“`]{{0,20}}?,?\s*(?:write|add|put|print|append|close with|end with)\s+{_THING}{_MARK}",
    rf"\b(?:end|ending|end marker|end mark|closing|final line|last line)\s*[:：=]\s*{_THING}{_MARK}",
    rf"(?:写完|完成|完毕|结束)(?:以后|之后|后|时)?(?:请|要|须|再)*(?:注明|写上|写下|加上|标注|标上|附上|写)\s*{_MARK}",
    rf"(?:(?:全部|都|全文|所有[一-鿿]{{1,4}}?)?(?:写|设计|完)[成完](?:以后|之后|后|时)?[，,]?(?:请|要|须|再)*)?"
    rf"(?:以|用)\s*{_MARK}\s*(?:来)?(?:作为|表示|标志|标明|标示|示意)?(?:全文|文档|文章|全篇)?的?"
    rf"(?:结束|结尾|收尾|作结|收束)(?:标记|标志)?",
    rf"(?:结尾|最后|末尾|文末|全文末|结束时|结束处)(?:处|要|请|须|需|再|一行|单独)*(?:写上|写下|加上|注明|标注|标上|写|加)\s*{_MARK}",
)
_OPENING = (
    rf"\b(?:start|begin|open)(?:s|ing)?\b\s+(?:off\s+)?(?:(?:the|this|"
    rf"your)\s+(?:whole\s+)?(?!first\b)[\w-]+\s+|it\s+|everything\s+)?(?:with|by writing)\s+{_THING}{_MARK}",
    rf"\b(?:at the (?:very )?(?:beginning|start|top)|(?:the )?first line)\b{_GAP}\b(?:write|add|put|place|"
    rf"is|must be|reads?)\s+{_THING}{_MARK}",
    rf"(?:开头|开始处|文首)(?:处|要|请|须|需|先)*(?:写上|写下|加上|注明|写|加)\s*{_MARK}",
)
_EACH_BEGINS = (
    rf"\b(?:start|begin|head|title|mark|introduce|open|label|precede|prefix)(?:s|ed|ing)?\b\s+(?:off\s+)?(?:each|every|all)\b[^.;\n\"“`]{{0,40}}?\b(?:with|by|as)\s+{_THING}{_MARK}",
    rf"\b(?:each|every)\b[^.;\n\"“`]{{0,80}}?\b(?:start|begin|open|is headed|headed|headings?|titled|"
    rf"introduced|labelled|labeled|preceded|prefixed|heading)(?:s|ing)?\b[^.;\n\"“`]{{0,30}}?\b(?:with|by|"
    rf"as|is|form|like|:)\s*{_THING}{_MARK}",
    rf"\b(?:headings?|headers?|titles?|format|form|headline|formatted)\b[^.;\n\"“`]{{0,50}}?(?:\b(?:with|as|"
    rf"like|of|be|is|form|reads?|are|e\.g\.|such as)\b|[:：])\s*{_THING}{_MARK}",
    rf"\b(?:headings?|headers?|titles?|headlines?|label)\s+{_MARK}",
    rf"{_MARK}\s+(?:before|above|ahead of|on top of|over)\s+(?:the first|each|every)\b",
    rf"{_MARK}\s+(?:as|for|in|is) (?:the|a|its|their|each)\s+(?:heading|header|title|headline)s?\b",
    rf"(?:e\.g\.|for example|for instance|such as|like|例如|如|格式(?:为|是|如下)?|形式(?:为|是)?)\s*[:：,，]?\s*\(?\s*{_MARK}",
    rf"每[一]?(?:个|篇|[一-鿿]{{1,2}})[^。；\n“]{{0,12}}?(?:以|用|标题为|开头写|开头为|题为)\s*{_MARK}\s*"
    rf"(?:的(?:形式|格式|标题))?(?:开头|起始|为标题|作标题|作为标题|开始)?",
)


_OF_A_UNIT = re.compile(
    r"(?:\b(?:each|every|all)\b(?:(?!\b(?:and|then)\b)[^.,;\n])*|"
    r"\b[A-Za-z]+ \d+(?: (?:and|to|-) \d+)?\s*|(?:每|各|第)[^。，；\n]*)$",
    re.IGNORECASE,
)
"""What ends here is a unit ("every night except the last one ends with …"), not the whole."""


def read_markers(request: str) -> Markers:
    """The form of the series by the request's own words and examples."""
    shown = shown_lines(request)
    shown = shown if shown.heading else shown_inline(request)
    shown = shown if shown.heading else shown_example(request)
    spans: list[tuple[int, int]] = list(shown.spans)
    separator, opening, ending = "", "", shown.ending
    heading, label = shown.heading, shown.label
    for forms, field in (
        (_EACH_BEGINS, "heading"),
        (_SEPARATOR, "separator"),
        (_ENDING, "ending"),
        (_OPENING, "opening"),
    ):
        for mark, span in _marks(request, forms):
            if _inside(span, spans) and field != "separator":
                continue
            if field == "ending" and _OF_A_UNIT.search(request[: span[0]]):
                continue
            template = template_of(mark) if field in ("heading", "separator") else None
            if template is not None and not heading:
                heading, label = template
                span = (span[0], _end_of_examples(request, span[1], label))
            elif field == "heading" and (template is not None or not _is_symbols(mark)):
                continue
            elif field in ("heading", "separator") and template is None and not separator:
                separator = mark if field == "separator" or _is_symbols(mark) else separator
            elif field == "ending" and not ending:
                ending = mark
            elif field == "opening" and not opening:
                opening = mark
            elif template is None and mark not in (separator, ending):
                continue
            spans.append(span)
    return Markers(heading, label, separator, opening, ending, shown.last_number, tuple(spans))


def _end_of_examples(request: str, at: int, label: str) -> int:
    """Where the further examples of a heading end: "…, '#*# Floor 2' before the second, etc."."""
    shown = re.compile(
        rf"[^.\n]{{0,40}}?{re.escape(label)} 2\b[^.\n]{{0,60}}?(?:etc\.?|and so (?:on|forth)|(?=\.|\n|$))",
        re.IGNORECASE,
    )
    found = shown.match(request, at)
    return found.end() if found else at


def _inside(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _marks(request: str, forms: tuple[str, ...]) -> list[tuple[str, tuple[int, int]]]:
    found = []
    for form in forms:
        for match in re.finditer(form, request, re.IGNORECASE):
            named = match.groupdict()
            mark = next((named[key] for key in ("q1", "q2", "q3", "dressed", "bare", "caps") if named.get(key)), None)
            if mark and mark.strip():
                found.append((mark.strip(), match.span()))
    return found


def _is_symbols(mark: str) -> bool:
    return not re.search(r"\w", mark)
