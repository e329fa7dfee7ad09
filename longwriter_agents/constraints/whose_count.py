"""Whose a count is: the text's ("in 5 sections"), one place's in it ("the appendix has two paragraphs"), or one of what the text
is about ("an essay on a law of 5 sections")."""

from __future__ import annotations

import re

PLACE = (
    r"(?:introduction|conclusion|ending|epilogue|prologue|preface|foreword|afterword|abstract|(?:executive )?summary|appendix|"
    r"annex|glossary|body|end|top|bottom|sidebar|box|section|chapter|part|paragraph|lesson|scene|act|stanza|slide|intro|outro|postscript|"
    r"(?:beginning|opening|start)(?! (?!of\b|with\b|and\b|must\b|should\b|has\b|give\b|use\b|list\b)[a-z]))"
)
"""What a part of a document is called."""
PLACE_ZH = (
    r"(?:引言|前言|开头|结尾|结论|结语|序言|后记|摘要|附录|正文|总结|第[一二三四五六七八九十\d]+[章节部段集课篇])"
)
_WHICH = (
    r"(?:the|your|its|an?|this|that|any|each|every|first|second|third|fourth|fifth|sixth|last|final|closing|opening|next|other|"
    r"main|longest|middle)"
)
_NUMBERED = r"(?:section|chapter|part|appendix|annex|lesson|unit|act|scene)s? (?:\d{1,4}|[IVX]{1,5}|[A-Z])\b"
_IN_A_PLACE = re.compile(
    rf"\b(?:in|inside|within|under|to|at|for|as part of|near|below|after|before) (?:{_WHICH} ){{1,3}}(?:[\w-]+ )?{PLACE}\b|"
    rf"\b(?:(?:in|inside|within|under|to|at|for|of) )?{_NUMBERED}|(?:在|于)?{PLACE_ZH}",
    re.IGNORECASE,
)
"""A place that stands beside the count: "in section 2", "at the end of each chapter"."""
_MUST = r"(?:(?:must|should|shall|will|may|can|has to|needs to|is to|also|then|always|only) )*"
_HAS = (
    r"(?:be|is|has|have|contains?|consists?|comprises?|includes?|uses?|ends?|begins?|starts?|closes?|gets?|needs?|gives?|lists?|"
    r"offers?|runs?|shows?|takes?|holds?|goes)"
)
_A_PLACE_HAS = re.compile(
    rf"\b(?:{_WHICH} ){{1,3}}(?:[\w-]+ )?{PLACE}\b(?: (?:on|about|for|of|with) [^,.;]{{2,40}}?)? {_MUST}{_HAS}\b",
    re.IGNORECASE,
)
"""A place that holds what is counted: "the second chapter has"."""
_GOES_ON = re.compile(r"\b(?:then|followed by|after that)\b|然后|接着", re.IGNORECASE)
"""What comes after it is more than what is counted: "in one paragraph, then list three themes"."""
_SENTENCE = re.compile(r"[.;!?](?=\s|$)|[\n。；！？]")
_ABOUT = (
    r"\b(?:about|on|regarding|concerning|describ(?:e|es|ing)|explain(?:s|ing)?|explor(?:e|es|ing)|analy[sz](?:e|es|ing)|"
    r"discuss(?:es|ing)?|review(?:s|ing)?|compar(?:e|es|ing)|summari[sz](?:e|es|ing)|introduc(?:e|es|ing)|"
    r"tell(?:s|ing)? (?:of|about)|history of|story of|guide to)\b"
)
_TURNS_TO_THE_FORM = re.compile(
    r"[,:()（，：]|\b(?:with|using|use|in|into|as|split|divid\w+|structured|organi[sz]ed|consist\w*|compris\w*|plus|include|including|"
    r"write|give|make|end|close|finish|add)\b",
    re.IGNORECASE,
)
"""Behind such a word a sentence no longer says what the text is about."""
_ARTICLE = r"(?:an?|the|his|her|its|my|your|their|our|this|that|these|those|one|two|some|famous|old|new)"
_TEXTS = (
    r"(?:book|novel|poem|law|constitution|code|treaty|act|play|opera|symphony|song|film|movie|series|exam|test|speech|letter|"
    r"report|paper|document|charter|bill|contract|scripture|sutra|epic|saga|manual|directive|regulation|questionnaire|magazine)"
)
_A_TEXT = re.compile(rf"^\s*(?:{_ARTICLE}\s+){{1,3}}(?:[\w-]+\s+){{0,3}}{_TEXTS}\s*(?:that|which)?\s*$", re.IGNORECASE)
_OF_SOMETHING = re.compile(
    r"\s+(?:of|from)\s+(?:the|an?|my|his|her|their|our|its|this|these|those|(?-i:[A-Z]))\b(?!\s*(?:same|similar|equal|given)\b)",
    re.IGNORECASE,
)
_THAT_ARE_THERE = re.compile(
    r"\s+(?:(?:that|which|who|whom) (?!(?:each|all|must|should|are|have|cover)\b)[\w'’-]+|he|she|they|we|you)\b", re.I
)
_SUBJECT_ZH = re.compile(r"(?:关于|介绍|讲述|描写|论述|分析|评论|围绕)[^，。；\n]*$")
_TEXT_ZH = re.compile(r"[^，。；\n]{0,20}的(?:文章|报告|故事|小说|散文|论文|作文|指南|介绍|书评)")


def counts_the_text(said: str, start: int, end: int) -> bool:
    """Whether what is counted in `said[start:end]` ("in 5 sections", "a list of ten tips") is of the text as a whole."""
    return not (is_of_a_place(said, start, end) or is_of_the_subject(said, start, end))


def is_of_each(said: str, start: int, end: int) -> bool:
    """Whether what is counted is counted in each of some parts: that is said beside it, between the same commas."""
    before = re.split(r"[,，:：]", said[:start])[-1]
    after = re.split(r"[,，:：]", said[end:])[0]
    return _EACH.search(f"{before}{said[start:end]}{after}") is not None


_EACH = re.compile(r"\b(?:each|every|per)\b|每", re.IGNORECASE)


def is_of_a_place(said: str, start: int, end: int) -> bool:
    """Whether its sentence says of one place, or of each, that it has so many."""
    before, after = _around(said, start, end)
    near, opening = re.split(r"[,:(，：（]", before)[-1], re.sub(r"^\W+", "", before)
    beside = re.split(r"[,:(，：（]|\b(?:and|with|but|plus)\b", after, maxsplit=1)[0]
    if _A_PLACE_HAS.search(f"{near}{said[start:end]}") or _A_PLACE_HAS.match(f"{opening}{said[start:end]}"):
        return True
    if _GOES_ON.search(after):
        return True
    return any((_IN_A_PLACE.search(near), _IN_A_PLACE.match(opening), _IN_A_PLACE.search(beside)))


def is_of_the_subject(said: str, start: int, end: int) -> bool:
    """Whether the count belongs to what the text is about."""
    if is_told_of_in_chinese(said, start, end):
        return True
    before, after = _around(said, start, end)
    about = _last(_ABOUT, before)
    told = before[about:] if about is not None else None
    if told is None or _TURNS_TO_THE_FORM.search(told):
        return False
    counted = said[start:end]
    leads = re.match(r"\W*(?P<word>[a-z]+)", counted, re.IGNORECASE)
    word = leads["word"].casefold() if leads else ""
    if word in _NAMES_A_TEXT and re.fullmatch(rf"\s*(?:{_ARTICLE}\s+){{0,3}}(?:[\w-]+\s+)?", told, re.IGNORECASE):
        return True  # "about a | list of ten rules"
    if word == "of" and re.search(rf"\b{_ARTICLE}\s", told, re.IGNORECASE):
        return True  # "about a book | of 5 sections"
    return _A_TEXT.match(told) is not None or bool(_OF_SOMETHING.match(after))


def is_told_of_in_chinese(said: str, start: int, end: int) -> bool:
    """ "写一篇介绍共|五节|的法典的文章": between what says that something is told of, and the text that tells of it."""
    before, after = _around(said, start, end)
    return bool(_SUBJECT_ZH.search(before) and _TEXT_ZH.match(after))


_NAMES_A_TEXT = frozenset("list listicle collection poem verse ballad rhyme song ode hymn lyrics".split())


_NEAR = 300
"""Signs of a sentence on either side of a count that say whose it is."""


def _around(said: str, start: int, end: int) -> tuple[str, str]:
    """The sentence before the count, and after it."""
    first, last = max(0, start - _NEAR), min(len(said), end + _NEAR)
    stops = [stop.end() for stop in _SENTENCE.finditer(said, first, start)]
    stop = _SENTENCE.search(said, end, last)
    return said[stops[-1] if stops else first : start], said[end : stop.start() if stop else last]


def _last(pattern: str, text: str) -> int | None:
    """Where the last match ends."""
    found = [match.end() for match in re.finditer(pattern, text, re.IGNORECASE)]
    return found[-1] if found else None
