"""Forms that a request shows by an example with its text: "(e.g. #*# Week 1 (January 1st - January 7th): A cold sun …)".

The example's text belongs to the form: it is no demand on the first unit. Nor is the beginning that some requests end with,
for the writer to go on from.
"""

from __future__ import annotations

import re

from longwriter_agents.constraints.dating import find_dates
from longwriter_agents.constraints.shown import Markers, template_of

_INTRO = (
    r"(?:\be\.\s?g\.|\bfor (?:example|instance)\b|\bsuch as\b|\bas in\b|\blike(?: this| so)?\b|例如|比如|譬如|如下|形如|如)"
    r"[,:，：]?[ \t]*[\"'`“‘]?"
)
_HEAD = (
    r"(?P<head>(?P<signs>[^\w\s\"'`“”‘’(),.;:，。；：、]{2,8})?[ \t]*"
    r"(?:[A-Za-z][\w'’ -]{0,30}?[ \t]*(?:no\.?[ \t]*)?\b(?:0*1|N|X)\b|第[ \t]*(?:0*1|一|N|X)[ \t]*[一-鿿]{1,3}?(?=[\s:：(（]))"
    r"(?:[ \t]*(?P<bracket>[(（][^()（）\n]{1,60}[)）]))?[ \t]*[:：]?)"
)
_EXAMPLE = re.compile(_INTRO + _HEAD, re.IGNORECASE)
_BEGUN = re.compile(
    rf"(?:^|\n|(?<=[.。!]) )[ \t]*(?:(?P<dress>[*=#~-]{{2,3}})[ \t]*\w[\w \t]{{0,30}}?[ \t]*[*=#~-]{{2,3}}[ \t]*\n\s*)?{_HEAD}\s*$"
)
_LONGEST_TEXT = 2_000
_TEXT_END = re.compile(r"\.{3,}|…+|[.!?。！？](?=\s|$|[\"'`”’])|\n")
_OPENS, _CLOSES = "(（", ")）"


def shown_example(request: str) -> Markers:
    """The heading by such an example; its spans hold the example's text, too."""
    found = next((match for match in _EXAMPLE.finditer(request) if _is_heading(match)), None)
    begun = _BEGUN.search(request)
    begun = begun if begun and _is_heading(begun) else None
    shown = found or begun
    template = template_of(shown["head"].strip()) if shown else None
    if template is None:
        return Markers()
    spans = [_with_text(request, found)] if found else []
    spans += [(begun.start() + (request[begun.start()] in "\n "), len(request.rstrip()))] if begun else []
    return Markers(*template, spans=tuple(spans))


def _is_heading(match: re.Match[str]) -> bool:
    """Signs before it or dates in it show a heading; "for example Week 1: soup" may be a wish."""
    return bool(match["signs"] or (match["bracket"] and find_dates(match["bracket"])))


def _with_text(request: str, found: re.Match[str]) -> tuple[int, int]:
    """From the bracket before "e.g." to the one that closes it; without one, to the end of the example's first sentence."""
    before = request[: found.start()].rstrip()
    if before[-1:] in tuple(_OPENS):
        closed = _closing(request, len(before) - 1)
        if closed:
            return len(before) - 1, closed
    end = _TEXT_END.search(request, found.end())
    stop = end.end() if end and end.group() != "\n" else end.start() if end else len(request)
    return found.start(), min(stop + len(request[stop:]) - len(request[stop:].lstrip("\"'`”’")), len(request))


def _closing(request: str, at: int) -> int:
    """Where the bracket that opens at `at` is closed; 0 when it isn't, or far away."""
    depth = 0
    for i, sign in enumerate(request[at : at + _LONGEST_TEXT], at):
        depth += (sign in _OPENS) - (sign in _CLOSES)
        if depth == 0:
            return i + 1
    return 0
