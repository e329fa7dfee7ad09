"""The forms in which a request states a length, as patterns: surest first, English and Chinese."""

from __future__ import annotations

import re
from typing import Literal

from longwriter_agents.numbers import GERMAN, SMALL, TENS

Mode = Literal["about", "exactly", "at_least", "at_most", "between"]
WORDS_PER_PAGE = 400

_UNDER_HUNDRED = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(list(SMALL)[1:10])}))?|{'|'.join(list(SMALL)[:0:-1])})"
_HUNDREDS = (
    rf"(?:(?:{_UNDER_HUNDRED}|half\s+a|a)\s+hundred(?:\s+(?:and\s+)?{_UNDER_HUNDRED})?\b(?!\s+(?:hundred|thousand)))"
)
_THOUSANDS = (
    rf"(?:(?:{_HUNDREDS}|{_UNDER_HUNDRED}|half\s+a|a)\s+thousand(?:\s+(?:and\s+)?(?:{_HUNDREDS}|{_UNDER_HUNDRED}))?\b)"
)
_SPELLED = rf"(?:{_UNDER_HUNDRED}\s+and\s+a\s+half\s+thousand\b|{_THOUSANDS}|{_HUNDREDS}|{_UNDER_HUNDRED}\b)"
_DIGITS = r"\d{1,3}(?:[,\u202f ]\d{3})+|\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3},\d{1,2}(?=\s?(?:k|thousand)\b)|\d+(?:\.\d+)?"
_NUM = rf"(?:(?:{_DIGITS})\s?(?:k\b|thousand\b|hundred\b)?|{_SPELLED}|{GERMAN}\b)"
_UNIT = r"(?:[- ]?(?:words?|wds?)\b|[- ]?Wörter[n]?\b|[- ]?mots\b|[- ]?palabras\b|[- ]?parole\b|[- ]?palavras\b)"
_PAGE = r"(?:[- ]?pages?\b)"
_RANGE = r"\s*(?:-|–|—|~|to|and|bis|und|et|y|à|a)\s*"
ABOUT = (
    r"(?:\b(?:about|around|approximately|approx\.?|roughly|some|circa|ca?\.|nearly|close to|something like|"
    r"in the (?:region|neighbou?rhood) of|etwa|ungefähr|environ|unos)|[~≈∼])"
)
_LEAST = (
    r"(?:[≥⩾]|>=?|\b(?:no\s+(?:single\s+)?\w+\s+(?:(?:may|should|must|shall|can|is to)\s+(?:(?:have|be|contain|run to|get|"
    r"hold)\s+)?|(?:is|are|has|with|of|being)\s+)?(?:less|fewer|shorter) than|"
    r"none\s+(?:of (?:them|these|which)\s+)?(?:(?:is|are|may be|should be|must be|to be)\s+)?"
    r"(?:less than|fewer than|shorter than|under|below)|"
    r"(?:not|never|\w+n[’']t)\s+(?:(?:be|have|contain|fall|drop|go)\s+)?(?:less than|fewer than|shorter than|"
    r"under|below)|at least|no less than|no shorter than|"
    r"not less than|no fewer than|not fewer than|a minimum of|minimum(?: of)?|min\.?|"
    r"(?<!no )(?<!not )more than|(?<!not )over|upwards of|mindestens|au moins|al menos))"
)
_MOST_OF = (
    r"(?:[≤⩽]|<=?|\b(?:no\s+(?:single\s+)?\w+\s+(?:(?:may|should|must|shall|can|is to)\s+(?:(?:have|be|contain|run "
    r"to)\s+)?|(?:is|are|has|with|of|being)\s+)?(?:more than|longer than|over|exceed)|"
    r"none\s+(?:of (?:them|these|which)\s+)?(?:(?:is|are|may be|should be|must be|to be)\s+)?"
    r"(?:more than|longer than|over|above)|"
    r"(?:not|never|\w+n[’']t)\s+(?:(?:be|have|contain|go|run)\s+)?(?:more than|longer than|over|above|beyond)|"
    r"no longer than|shorter than|at most|no more than|not more than|not exceed(?:ing)?|not to exceed|up "
    r"to|a maximum of|maximum(?: of)?|max\.?|"
    r"less than|fewer than|under|below|within|höchstens|au plus|como máximo))"
)
_EXACTLY = r"(?:exactly|precisely|genau|exactement|exactamente)"

_CN_NUM = r"(?:\d+(?:[,，]\d{3})*(?:\.\d+)?\s?[kK千万]?|[零〇一二两三四五六七八九十百千万]+)"
_CN_UNIT = r"\s?(?:个)?(?:汉字|字(?!母|体|符|典|幕|段|面)|词(?!汇|语|典))"

_ONE, _TWO = rf"(?P<a>{_NUM})", rf"(?P<b>{_NUM})"
_CN_ONE, _CN_TWO = rf"(?P<a>{_CN_NUM})", rf"(?P<b>{_CN_NUM})"
_STATED = r"\b(?:word count|length|words)\s*(?:of|is|:|=|should be|must be|：)+"
_PER_SAID = r"\s*\b(?:each|apiece|(?:per|an?|(?:for|on|in) (?:each|every)|each|every)\s+[\w-]+)"
_PER = rf"(?:{_PER_SAID})?"
_NO_MORE = r"(?:and\s+)?(?:no|not)(?: (?:a|one|a single) word)? (?:more|longer)\b(?! than)"
SAID_EACH = re.compile(rf"{_UNIT}{_PER_SAID}", re.IGNORECASE)
_STATED_PER = r"\b(?:words|word count|length)\s+(?:per|for each|in each|of each|an?)\s+[\w-]+\s*(?:is|:|=|：)"
_OTHER_THINGS = r"(?!\s*(?:pages?|chapters?|sections?|paragraphs?|lines?|%|[-–]\d))"
_CN_LEAST = (
    r"(?:不少于|不低于|至少|不得少于|最少|大于|(?<!不)(?<!得)超过|(?<!不)多于)(?:要|得|须|需)?(?:写到|写够|写|达到|有)?"
)
_CN_MOST = r"(?:不超过|不多于|至多|最多|不得超过|不能超过|小于|(?<!不)(?<!得)少于|(?<!不)低于|控制在)"
_CN_STATED = r"字数(?:要求)?(?:大约|约|大概)?\s*(?:控制)?(?:在|为|是|：|:)?\s*(?:大约|约)?"
_GIVE_OR_TAKE = (
    r"(?:±|\+\s*/\s*[-–−]|plus(?: or |/|[ -])minus|give or take|(?:上下)?浮动|误差(?:不超过)?|正负)\s*"
    r"(?P<slack>\d{1,4})\s*(?P<share>%|percent|per cent)?(?:\s*words?\b|字)?\s*[)）]?"
)
"""How far the number may be missed: in words or as a share."""
_PAGES_OF = r"\b(?:write|about|a|an|in|of|is|be|roughly|around|approximately|at least)\s+"

_FORMS: tuple[tuple[str, Mode, int], ...] = (
    (rf"(?:between|from|zwischen|entre)?\s*\b{_ONE}\s*{_UNIT}?{_RANGE}{_TWO}\s*{_UNIT}", "between", 1),
    (
        rf"{_LEAST}\s*{_ONE}\s*{_UNIT}?\s*[,;/(]?\s*(?:and|but|to)?\s*{_MOST_OF}\s*{_TWO}(?:\s*{_UNIT})",
        "between",
        1,
    ),
    (
        rf"{_CN_LEAST}\s*{_CN_ONE}(?:{_CN_UNIT})?[，,、；]?\s*[但且并也又]?\s*{_CN_MOST}\s*{_CN_TWO}{_CN_UNIT}",
        "between",
        1,
    ),
    (rf"{ABOUT}?\s*\b{_ONE}\s*{_UNIT}{_PER}\s*[,(（]?\s*{_GIVE_OR_TAKE}", "about", 1),
    (
        rf"\b{_ONE}\s*{_UNIT}{_PER_SAID}\s*,?\s*(?:or more|minimum|min\b\.?|at (?:the )?(?:very )?least)(?!\s+\d)",
        "at_least",
        1,
    ),
    (
        rf"\b{_ONE}\s*{_UNIT}{_PER_SAID}\s*,?\s*(?:or less|or fewer|maximum|max\b\.?|at (?:the )?(?:very )?most|tops|{_NO_MORE})"
        r"(?!\s+\d)",
        "at_most",
        1,
    ),
    (rf"{_CN_ONE}{_CN_UNIT}\s*[,，(（]?\s*{_GIVE_OR_TAKE}", "about", 1),
    (rf"{_LEAST}\s*{_ONE}\s*{_UNIT}", "at_least", 1),
    (
        rf"\b{_ONE}\s*(?:\+\s*{_UNIT}|{_UNIT}\s*(?:or more|or longer|min\b\.?|minimum|at (?:a|the )?\s?minimum|as a "
        rf"minimum|at (?:the )?least|and above))",
        "at_least",
        1,
    ),
    (rf"{_MOST_OF}\s*{_ONE}\s*{_UNIT}", "at_most", 1),
    (rf"\b{_ONE}\s*{_UNIT}\s*(?:,?\s*{_NO_MORE}|or less|or fewer|maximum|max\b|at most|or under|tops)", "at_most", 1),
    (rf"\b{_EXACTLY}\s*{_ONE}\s*{_UNIT}", "exactly", 1),
    (rf"{ABOUT}\s*{_ONE}(?:-?ish)?\s*{_UNIT}", "about", 1),
    (rf"{_STATED_PER}\s*{_ONE}{_RANGE}{_TWO}(?:\s*{_UNIT})?", "between", 1),
    (rf"{_STATED_PER}\s*{_LEAST}\s*{_ONE}(?:\s*{_UNIT})?", "at_least", 1),
    (rf"{_STATED_PER}\s*{_MOST_OF}\s*{_ONE}(?:\s*{_UNIT})?", "at_most", 1),
    (rf"{_STATED_PER}\s*{ABOUT}?\s*{_ONE}(?:\s*{_UNIT})?{_OTHER_THINGS}", "about", 1),
    (rf"{_STATED}\s*{ABOUT}?\s*{_ONE}(?:\s*{_UNIT})?{_OTHER_THINGS}", "about", 1),
    (rf"\b{_ONE}(?:-?ish)?\s*{_UNIT}", "about", 1),
    (rf"{_CN_ONE}\s*(?:{_CN_UNIT})?\s*(?:-|–|—|~|～|到|至|和)\s*{_CN_TWO}\s*(?:{_CN_UNIT})(?:之间)?", "between", 1),
    (rf"{_CN_LEAST}\s*{_CN_ONE}{_CN_UNIT}", "at_least", 1),
    (rf"{_CN_ONE}{_CN_UNIT}(?:以上|或以上|或更多|起)", "at_least", 1),
    (rf"{_CN_MOST}\s*{_CN_ONE}{_CN_UNIT}(?:以内|之内|以下)?(?!左右|上下)", "at_most", 1),
    (rf"{_CN_ONE}{_CN_UNIT}(?:以内|之内|以下)", "at_most", 1),
    (rf"(?:正好|恰好|刚好)\s*{_CN_ONE}{_CN_UNIT}", "exactly", 1),
    (
        rf"{_CN_STATED}\s*(?:介于)?\s*(?P<a>\d{{2,7}})\s*(?:-|–|—|~|～|到|至|和)\s*(?P<b>\d{{2,7}})(?:字)?(?:之间)?",
        "between",
        1,
    ),
    (rf"{_CN_STATED}\s*(?P<a>\d{{3,7}})(?!\s*(?:-|到|至|~))", "about", 1),
    (rf"{_CN_ONE}{_CN_UNIT}", "about", 1),
    (rf"\b{_ONE}{_RANGE}{_TWO}\s*{_PAGE}", "between", WORDS_PER_PAGE),
    (rf"{_PAGES_OF}{_ONE}\s*{_PAGE}", "about", WORDS_PER_PAGE),
)
"""The forms of a demand, surest first: pattern, mode, words for each unit."""
CUES = ("word", "wd", "wörter", "mots", "palabras", "parole", "palavras", "page", "length", "字", "词")
"""One of these, in small letters, stands in whatever such a form matches: most requests state no length."""
PATTERNS = tuple((re.compile(text, re.IGNORECASE), mode, factor) for text, mode, factor in _FORMS)
