"""The English words in which a request tells from when to when its series runs; whose units they name is checked elsewhere."""

from __future__ import annotations

import re

from longwriter_agents.constraints.dating import MONTH

WHOLES = (
    "series course diary journal book novel year log guide text document story programme program season itinerary tour cycle "
    "plan calendar schedule building tower skyscraper house town city grid numbering menu report collection chronicle record "
    "sequence timeline journey trip voyage tale narrative manual handbook description design entries narration"
).split()
"""What a series is called as a whole."""
_DAY = r"(?:[a-z]+\.? \d{1,3}(?:st|nd|rd|th)?(?:,? \d{4})?\b|\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]+(?:,? \d{4})?\b)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_STOP = r"(?=[ \t]*(?:[.;!?\n]|$))"
_BEGINS = (
    r"\b(?:start|begin|commenc|open|run|go|cover|extend|stretch|reach|rise|span|lead)(?:s|es|e|ing|ning)?(?: off)?"
    r"(?: from| with| on| at| in)?"
)
_CLOSES = (
    r"(?:(?:clos|end|finish|conclud|continu|go|run|carry|proceed|ris|lead|climb|reach|extend|mov|stop|work)"
    r"(?:e|es|s|ing|ning)?\b ?(?:right )?(?:on |up |through |all the way )?(?:with|on|in|at|to|until|till|through)?|"
    r"to|through|until|till|up to|all the way to)"
)
_SUBJECT = (
    rf"(?:(?:(?:the|this|your|our|whole) )+(?:[\w-]+ )?(?:{'|'.join(WHOLES)}|week|day|month|chapter|lesson|letter|episode)s? |"
    r"\b(?:it|they) )(?:(?:must|should|will|shall|is to|are to|has to|have to) )?"
)


def _place() -> str:
    """The words for a first or last unit: by its order, its number, or its days; two of them may stand side by side."""
    by_order = r"the (?:very )?(?:first|last|final|opening|closing) [a-z]+(?: of (?:the )?(?:year|\w+ \d{4}|\d{4}))?"
    holding = r"(?:of|from|containing|(?:that )?(?:starting|starts|beginning|begins)(?: on)?)"
    by_date = rf"(?:(?:the|that) (?:[a-z]+ )?{holding} (?:the )?)?(?:{_WEEKDAY},? )?{_DAY}"
    by_number = r"(?:the )?(?:[a-z]+ )?[a-z-]+(?: no\.?| number)? (?:\d{1,4}|one)\b"
    by_name = rf"(?:the |its )?(?:[\w-]+ ){{1,3}}\((?:{by_number}|{by_date})\)"
    end = rf"(?:{by_order}|{by_number}|{by_date}|{MONTH}(?: \d{{4}})?\b|{by_name})"
    return rf"{end}(?:\s?[,(]\s?(?:(?:that is|i\.e\.),? )?{end}\)?,?)?"


def _beside() -> str:
    """What may stand beside an end without demanding anything: "a Monday", "marking the new year", "in the north-west corner"."""
    kinds = (
        rf"{_WEEKDAY}|day|week|month|year|season|start|beginning|end|ending|close|opening|finish|top|bottom|level|corner|"
        r"entry|term|half|quarter|base|roof|summit|one|eve|point|floor|storey|chapter|lesson|episode|block|unit|letter|stop"
    )
    of = r"(?: (?:of|in|on) (?:the |this |its |our )?(?:[\w'’-]+ ){0,3}?[\w'’-]+)?"
    named = rf"(?:(?:a|an|the|its|our) (?:[\w'’-]+ ){{0,4}}?(?:{kinds}){of}|new year[’']s (?:day|eve)|{_WEEKDAY})"
    named = rf"(?:which is |being |that is |i\.e\.,? )?(?:also |thus )?{named}(?: and {named})?"
    telling = (
        r"(?:(?:mark|open|clos|begin|start|end|complet|conclud)\w*|thus \w+ing|which (?:falls on|marks|opens|closes|begins|"
        r"ends|completes|makes|gives|adds up to|comes to)) (?:[\w'’-]+ ){0,6}?[\w'’-]+"
    )
    where = r"(?:,? (?:in|at|on) (?:the )?(?:[\w-]+ ){0,3}"
    where += r"(?:corner|end|side|top|bottom|level|base|beginning|start|edge)(?: of the [\w-]+)?)"
    go_on = r"(?=\s*(?:[.,;:)!?–—]|\n|$|and (?:then )?[a-z]+\b|to\b|through\b|until\b))"
    return rf"(?:{where}|\s?[,(–—-]\s?(?:{named}|{telling})\)?{go_on}){{0,3}}"


def _extents() -> tuple[re.Pattern[str], ...]:
    """Both ends in one sentence; then sentences that tell one of them only."""
    end, beside = _place(), _beside()
    between = r"(?:(?:(?:then|and) )?(?:go|mov|proceed|continu|work|count)\w*(?: on| along)?(?: [\w-]+){1,5}, )?"
    both = (
        rf"(?:{_SUBJECT})?{_BEGINS} (?P<first>{end}){beside},?\s+{between}(?:and (?:then )?)?"
        rf"{_CLOSES} (?P<last>{end})(?:{beside}{_STOP}|(?![ \t]?[,(–—-]\s?(?:an?|the|his|her|its|their|which|with)\b))"
    )
    at_head = rf"(?:(?<=[.;!?\n] )|(?<=\n)|^)(?:[-*•] )?(?:{_SUBJECT})?"
    begun = rf"{at_head}{_BEGINS} (?P<first>{end}){beside}{_STOP}"
    closed = rf"{at_head}(?:and )?{_CLOSES} (?P<last>{end}){beside}{_STOP}"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (both, begun, closed))


def _own_words() -> tuple[re.Pattern[str], ...]:
    """The same where an end has words of its own; `begins` and `closes` are what joins the ends."""
    end, own = _place(), r"[^.,;:!?\n]{2,60}"
    near = r"next to|beside|near|opposite|behind|under|above|at|in|on"
    words = rf"(?:, (?:(?:which is |being |with )?(?:an?|the|his|her|its|their)|{near}) {own}|(?: with| by) {own}|"
    words += r" ?\([^()\n]{2,40}\))"
    head = r"(?:(?<=[.;!?\n] )|(?<=\n)|^)"
    closes = rf"(?P<closes>(?:and (?:then )?)?(?:{_CLOSES} ))(?P<last>{end})(?:{words})?{_STOP}"
    patterns = (
        rf"(?P<begins>(?:{_SUBJECT})?{_BEGINS} )(?P<first>{end})(?:{words})?,? {closes}",
        rf"{head}(?P<begins>(?:{_SUBJECT})?{_BEGINS} )(?P<first>{end}){words}{_STOP}",
        rf"{head}(?P<begins>{_SUBJECT})?{closes}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


EXTENTS = _extents()
OWN_WORDS = _own_words()
