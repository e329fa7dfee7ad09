"""Forms that a request shows by example: heading lines of the first units, written as lines or in a row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from longwriter_agents.constraints.dating import MONTH, find_dates
from longwriter_agents.constraints.headings import style_of
from longwriter_agents.constraints.nearby import leads_to
from longwriter_agents.numbers import CHINESE, whole

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


def shown_lines(request: str) -> Markers:
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


_IN_A_ROW = re.compile(
    r"(?P<first>(?P<pre>(?:[^\w\s,.;:\"'`“”‘’()]{1,6}[ ]?)?)(?P<label>[A-Za-z][\w-]{0,40}[ ]|[一-鿿]{2,4}?)"
    r"(?P<n>1)(?P<post>[\]】)*#:]{0,3}))"
    r"[`\"”'’]?(?:\s*[,、;/]\s*(?:and\s+)?|\s+and\s+)[`\"“'‘]?(?P=pre)(?P=label)2(?P=post)(?!\d)"
)
_IN_A_ROW_ZH = re.compile(
    r"(?P<first>(?P<pre>[^\w\s，。；、：“”]{0,4})第(?P<n>1|一)(?P<label>[一-鿿]{1,3}?)(?P<post>[】」\]）)》:：]*))”?"
    r"(?:…+|\.{2,}|[、，,/]|\s|“)+(?P=pre)第(?:2|二)(?P=label)(?P=post)"
)
_CALLED = re.compile(
    r"(?:\b(?:title[sd]?|head(?:ed|ing|ings|er|ers|line)?|label(?:led|ed|s)?|call(?:ed)?|name[ds]?|number(?:ed)?|as|like|"
    r"form|format)\b|格式|标题|形如|写成|依次|编号)[^.;。；\n]{0,40}$",
    re.IGNORECASE,
)
_AND_SO_ON = (
    r"(?:[`\"”'’\s,、，…\.]|\band\b|\bso\b|\bon\b|\bup\b|\bto\b|\buntil\b|\bthrough\b|\betc\b|等|直到|直至|到|至)*"
)


def shown_inline(request: str) -> Markers:
    """ "Title them Day 1, Day 2, ... Day 30", "格式：【第1课】……【第2课】……": only where the words say that units are called so."""
    for pattern in (_IN_A_ROW, _IN_A_ROW_ZH):
        for match in pattern.finditer(request):
            template = template_of(match["first"])
            called = leads_to(_CALLED, request, match.start())
            if template is None or called is None:
                continue
            last = re.compile(
                rf"{_AND_SO_ON}(?:{re.escape(match['pre'])}(?:第\s*)?(?:{match['label']})\s*(?P<n>\d+))?"
            ).match(request, match.end())
            end = last.end() if last else match.end()
            number = int(last["n"]) if last and last["n"] else None
            start = called.start() if "\n" not in called.group() else match.start()
            return Markers(template[0], template[1], last_number=number, spans=((start, end),))
    return Markers()
