"""How a request shows the form of its series: heading lines, separator, opening and end marker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from longwriter_agents.constraints.dating import MONTH, find_dates
from longwriter_agents.constraints.headings import style_of
from longwriter_agents.numbers import CHINESE

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

_SEPARATOR = (
    rf"\b(?:separat|divid|delimit|split)\w*\b[^.;\n\"“`]{{0,60}}?\b(?:with|by|using|through)\s+{_THING}{_MARK}",
    rf"\b(?:us(?:e|ing)|with|put|place|insert|add|write)\s+{_THING}{_MARK}\s*(?:to\s+(?:separate|divide|"
    rf"delimit|split|mark the (?:start|beginning) of (?:each|every))"
    rf"|as (?:a|the|an?) (?:separator|delimiter|divider)|between (?:each|every|the|all|two)|(?:before|in "
    rf"front of|ahead of|at the (?:start|beginning|head) of) (?:each|every))",
    rf"\b(?:separator|delimiter|divider)\s*(?:is|must be|should be|:|=)\s*{_THING}{_MARK}",
    rf"(?:以|用|使用|请用)\s*{_MARK}\s*(?:来)?(?:作为|作|为)?(?:分隔|隔开|分割|分开|间隔)",
    rf"(?:分隔符|分隔线)\s*(?:为|是|用|：|:)\s*{_MARK}",
)
_ENDING = (
    rf"\b(?:end|finish|close|conclude|terminate|sign off)(?:s|es|ing)?\b(?!\s+(?:each|every|all|"
    rf"of)\b){_GAP}\b(?:with|by (?:writing|adding|putting)|on)\s+{_THING}{_MARK}",
    rf"\b(?:after (?:the )?(?:last|final) \w+|at the (?:very )?(?:end|bottom)|(?:the )?(?:last|final) "
    rf"line)\b{_GAP}\b(?:write|add|put|place|print|insert|append|is|must be|reads?|comes?|"
    rf"follows?)\s+(?:(?P<caps>(?-i:[A-Z]{{2,}}(?:\s+[A-Z]{{2,}})*\b))|{_THING}{_MARK})",
    rf"\b(?:write|add|put|use|place|print|append)\s+{_THING}{_MARK}\s*(?:{_GAP}\bto\s+(?:indicate|mark|"
    rf"signal|show)\s+(?:that|the (?:end|completion))|(?:at|as) the (?:very )?(?:end|last line)|after the "
    rf"(?:last|final)|when (?:you are |it is )?(?:done|finished|complete))",
    rf"(?:以|用)\s*{_MARK}\s*(?:作为)?(?:结束|结尾|收尾|作结|收束)",
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
    rf"\b(?:each|every)\b[^.;\n\"“`]{{0,40}}?\b(?:start|begin|open|is headed|headed|headings?|titled|"
    rf"introduced|labelled|labeled|preceded|prefixed|heading)(?:s|ing)?\b[^.;\n\"“`]{{0,30}}?\b(?:with|by|"
    rf"as|is|form|like|:)\s*{_THING}{_MARK}",
    rf"\b(?:headings?|headers?|titles?|format|form|headline|formatted)\b[^.;\n\"“`]{{0,50}}?(?:\b(?:with|as|"
    rf"like|of|be|is|form|reads?|are|e\.g\.|such as)\b|[:：])\s*{_THING}{_MARK}",
    rf"(?:e\.g\.|for example|for instance|such as|like|例如|如|格式(?:为|是|如下)?|形式(?:为|是)?)\s*[:：,，]?\s*\(?\s*{_MARK}",
    rf"每[一]?(?:个|篇|[一-鿿]{{1,2}})[^。；\n“]{{0,12}}?(?:以|用|标题为|开头写|开头为|题为)\s*{_MARK}\s*(?:开头|起始|为标题|作标题|作为标题|开始)?",
)
_PLACEHOLDER = (
    r"(?:\[\s*(?:number|no\.?|n|x|k|i|#|编号|数字)\s*\]|\{\s*(?:number|n|x|k|i|编号)\s*\}|"
    r"<\s*(?:number|n|x|k|编号)\s*>|\b[NXnxk]\b|_{1,3}|\b0*1\b)"
)
_NUMBER_AT = re.compile(
    rf"(?P<label>[A-Za-z][\w'’ -]{{0,40}}?)\s*(?:[#№]|no\.?\s*)?\s*(?P<n>{_PLACEHOLDER})"
    rf"|第\s*(?P<zn>\[?\{{?[NXnxk]\}}?\]?|1|一|几|[×○]|[0-9]|{CHINESE})\s*(?P<zlabel>[一-鿿]{{1,3}})",
    re.IGNORECASE,
)
_BLANK = re.compile(
    r"\s*(?:\.{3,}|…+|\[[^\]]{0,60}\]|\{[^}]{0,60}\}|<[^>]{0,60}>|（[^）]{0,20}内容[^）]{0,20}）|内容)\s*$"
)
_DATE_PLACE = re.compile(
    r"[\[{<]?\s*\b(?:date range|dates|start(?:ing)? date\s*(?:-|–|—|to)\s*end(?:ing)? date|"
    r"month day\s*(?:-|–|—|to)\s*month day|from\s*(?:-|–|—)\s*to)\b\s*[\]}>]?|日期(?:范围)?",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"[\[{<(（]?\s*\b(?:(?:short |the |chapter |episode |lesson )?titles?|name|headline|"
    r"topic)\b\s*[\]}>)）]?|[\[{<(（]?标题[\]}>)）]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Markers:
    """What the request shows of the form; `spans` are the stretches of the request that say it."""

    heading: str = ""
    label: str = ""
    separator: str = ""
    opening: str = ""
    ending: str = ""
    last_number: int | None = None
    spans: tuple[tuple[int, int], ...] = ()


def read_markers(request: str) -> Markers:
    """The form of the series by the request's own words and examples."""
    shown = _shown_lines(request)
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
            template = template_of(mark) if field in ("heading", "separator") else None
            if template is not None and not heading:
                heading, label = template
            elif field == "heading" and (template is not None or not _is_symbols(mark)):
                continue
            elif field in ("heading", "separator") and template is None and not separator:
                separator = mark if field == "separator" or _is_symbols(mark) else separator
            elif field == "ending" and not ending:
                ending = mark
            elif field == "opening" and not opening:
                opening = mark
            elif template is None:
                continue
            spans.append(span)
    return Markers(heading, label, separator, opening, ending, shown.last_number, tuple(spans))


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


def template_of(example: str) -> tuple[str, str] | None:
    """(heading with fields, label) of an example such as "#*# Week 1 (January 1st - January 7th):"; None for anything else."""
    found = _NUMBER_AT.search(example)
    if found is None or (found["label"] and not found["label"].strip()):
        return None
    label = (found["label"] or found["zlabel"]).strip()
    if len(label.split()) > 4:
        return None
    group = "n" if found["n"] else "zn"
    head, tail = example[: found.start(group)], example[found.end(group) :]
    number = "{number:一}" if re.fullmatch("[一几]", found[group]) else "{number}"
    return _escaped(head) + number + _tail(tail), label


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _tail(tail: str) -> str:
    """What follows the number: dates and titles become fields, the place of the text is left out."""
    tail = _DATE_PLACE.sub("January 1st - January 7th", tail)
    dates = find_dates(tail)
    tail = _BLANK.sub("", tail)
    month = re.search(rf"\b{MONTH}(?!\w)", tail) if not dates else None
    if month:
        return _escaped(tail[: month.start()]) + "{start:January}" + _escaped(tail[month.end() :].rstrip())
    if not dates:
        title = _TITLE.search(tail)
        if title:
            return _escaped(tail[: title.start()]) + "{title}" + _escaped(tail[title.end() :].rstrip())
        return _escaped(tail.rstrip())
    built, at = "", 0
    fields = ["start", "end"]
    for start, end, spans in dates:
        for piece_start, piece_end in _days_in(tail, start, end, ranged=spans[0].first != spans[0].last):
            if not fields:
                break
            built += _escaped(tail[at:piece_start]) + f"{{{fields.pop(0)}:{style_of(tail[piece_start:piece_end])}}}"
            at = piece_end
    return built + _escaped(tail[at:].rstrip())


def _days_in(text: str, start: int, end: int, *, ranged: bool) -> list[tuple[int, int]]:
    if not ranged:
        return [(start, end)]
    middle = re.search(r"\s*(?:-|–|—|~|～|to|through|until|到|至)\s*(?=[A-Z\d一二三四五六七八九十])", text[start:end])
    if middle is None:
        return [(start, end)]
    return [(start, start + middle.start()), (start + middle.end(), end)]


_NUMBERED_LINE = re.compile(
    rf"(?P<sep>[^\w\s]{{0,6}}\s*)(?P<label>[A-Za-z][\w'’ -]{{0,40}}?)\s*(?P<n>\d{{1,4}})\b(?P<tail>.*)$"
    rf"|(?P<zsep>[^\w\s第]{{0,6}}\s*)第\s*(?P<zn>\d{{1,4}}|{CHINESE})\s*(?P<zlabel>[一-鿿]{{1,3}}?)(?P<ztail>(?:[（(：:，\s].*)?)$"
)
_DECORATED = re.compile(r"^\s*(?:([^\w\s])\1{1,}|[-=*#~<\[【(])\s*\S.{0,40}?\s*(?:[^\w\s])+\s*$")


def _shown_lines(request: str) -> Markers:
    """Example headings that stand as lines of their own, the first and second unit's at least, and the marker after them."""
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]+", request)]
    numbered = [(i, found) for i, (_, line) in enumerate(lines) if (found := _NUMBERED_LINE.match(line.strip(" `\t")))]
    firsts = [(i, found) for i, found in numbered if _number(found) in (0, 1)]
    for i, found in firsts:
        label = (found["label"] or found["zlabel"]).strip()
        same = [(k, each) for k, each in numbered if (each["label"] or each["zlabel"]).strip() == label and k >= i]
        numbers = [_number(each) for _, each in same]
        if len(same) < 2 or numbers[1] not in (numbers[0] + 1,) or not _are_headings(found, same[1][1], lines[i][1]):
            continue
        template = template_of(
            lines[i][1].strip(" `\t").replace(found["n"] or found["zn"], "1", 1)
            if _number(found)
            else lines[i][1].strip()
        )
        if template is None:
            continue
        last = same[-1][0]
        ending, end = _ending_line(lines, last)
        spans = tuple((lines[k][0], lines[k][0] + len(lines[k][1])) for k in range(i, end + 1))
        return Markers(template[0], label, "", "", ending, numbers[-1] if numbers[-1] > numbers[1] else None, spans)
    return Markers()


def _number(found: re.Match[str]) -> int:
    from longwriter_agents.numbers import whole

    return whole(found["n"] or found["zn"]) or 0


def _are_headings(first: re.Match[str], second: re.Match[str], line: str) -> bool:
    """Whether the lines show a form, and not what two units shall hold: nothing but dates and places to fill in follows."""

    def bare(found: re.Match[str]) -> str:
        tail = found["tail"] if found["tail"] is not None else found["ztail"] or ""
        for start, end, _ in reversed(find_dates(tail)):
            tail = tail[:start] + tail[end:]
        tail = re.sub(MONTH, "", tail)
        return re.sub(r"[^\w]|\bto\b", "", _BLANK.sub("", tail))

    marked = bool((first["sep"] or first["zsep"] or "").strip())
    return (bare(first) == "" and bare(second) == "") or (marked and bare(first).casefold() == bare(second).casefold())


def _ending_line(lines: list[tuple[int, str]], last: int) -> tuple[str, int]:
    """The marker on the line after the last example, if it looks like one."""
    for k in range(last + 1, min(last + 4, len(lines))):
        line = lines[k][1].strip(" `\t")
        if re.fullmatch(r"(?:\.{2,}|…+|[`~]*)", line):
            continue
        if _DECORATED.match(line) or re.fullmatch(r"(?:THE END|END|FINIS|Fin|The End|完|全文完|（完）)\.?", line):
            return line, k
        break
    return "", last
