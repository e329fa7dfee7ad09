"""Finding the units of a series in a text that may not have been written here."""

from __future__ import annotations

import re

from longwriter_agents.constraints.guarding import is_rule
from longwriter_agents.constraints.nouns import forms, is_chinese
from longwriter_agents.numbers import CARDINAL, CHINESE, whole

_LONGEST_TITLE = 120
_BRACKET = re.compile(r"[\s*_]*(?:\([^)\n]*\)|（[^）\n]*）)")
_SIGNS = re.compile(r"[\s:：.…*_\])】|=~–—-]*")
"""What stands between the number of a unit and its title or text."""
_GOES_ON = re.compile(r"\s*(?:[,;，；、'’%\"”]|[-–—](?=\d)|[-–—.|]+\s*[a-z])")
"""Behind a number: "Week 2, like the first", "Week 2 - the better one - was", "Weeks 2-4"."""
_ENDS_SENTENCE = re.compile(r"[.。…][\"”’')）」*_]*$")


def units_of(text: str, label: str, separator: str = "") -> list[tuple[int, str]]:
    """(number, text) of each unit in the order in which they stand; nothing where no unit is headed.

    A unit begins where the separator ("#*#") stands before label and number, or at a heading line. What follows on that
    line is its text, unless it is a title with the text below.
    """
    heads = _heads(text, label, separator)
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return [
        (whole(head["number"]) or 0, _body(head, text[head.end() : end], separator))
        for head, end in zip(heads, ends, strict=False)
    ]


def _heads(text: str, label: str, separator: str) -> list[re.Match[str]]:
    named, flags = _named(label), re.IGNORECASE | re.MULTILINE
    lines = re.finditer(rf"^(?P<lead>[^\w\n]*){named}(?P<rest>[^\n]*)$", text, flags)
    if not _begins_units(separator):
        return [line for line in lines if _is_heading(line, label)]
    mark = re.escape(separator.strip())
    marked = list(re.finditer(rf"(?P<lead>{mark}[^\w]*?){named}(?P<rest>(?:(?!{mark})[^\n])*)", text, flags))
    at = {place for head in marked for place in range(head.start(), head.end())}
    others = [line for line in lines if line.start("number") not in at and _is_heading(line, label)]
    return sorted([*marked, *others], key=lambda head: head.start())


def _begins_units(separator: str) -> bool:
    """Not a rule ("---") between units, nor the mark of every Markdown heading."""
    return bool(separator.strip()) and not is_rule(separator) and not re.fullmatch(r"#{1,6}", separator.strip())


def _named(label: str) -> str:
    """Label and number, as a heading has them."""
    *before, noun = label.split()
    names = "|".join(re.escape(form) for form in forms(noun))
    if is_chinese(label):
        return rf"第\s*(?P<number>\d+|{CHINESE})\s*(?:{names})"
    first = "".join(rf"(?:{re.escape(word)}\s+)?" for word in before)
    return rf"\b{first}(?:{names})\.?\s+(?P<number>\d+|{CARDINAL})(?!\w)"


def _is_heading(line: re.Match[str], label: str) -> bool:
    """ "Week 2: …", "Week 2 (8 January)", "Week 2 - Settling in", "## Week 2 Rain"; not "Week 2 was better than this one"."""
    rest = line["rest"]
    if _is_marked(line) or not rest.strip():
        return True
    if _GOES_ON.match(rest):
        return False
    bracket = _BRACKET.match(rest)
    told = rest[bracket.end() :] if bracket else rest
    if not told.strip() or not re.match(r"\s*\w", told):
        return True
    return told[:1].isspace() and (is_chinese(label) or _is_title(told))


def _is_marked(line: re.Match[str]) -> bool:
    """A Markdown heading, or a line that is bold as a whole."""
    lead, rest = line["lead"], line["rest"].rstrip()
    bold = lead.strip()[-2:]
    return bool(re.match(r"\s*#{1,6}\s", lead)) or (bold in ("**", "__") and rest.find(bold) == len(rest) - 2)


def _is_title(told: str) -> bool:
    """Whether the first and every longer word has a capital, as in "Week 2 The Long Way Home"."""
    words = [told.strip(), *re.findall(r"[^\W\d_]{4,}", told)]
    return not any(word[0].islower() for word in words) and not _ENDS_SENTENCE.search(told.strip())


def _body(head: re.Match[str], below: str, separator: str) -> str:
    goes_on = re.match(r"\n[a-z]", below) is not None
    told, below = _said(head["rest"]), below.strip().removesuffix(separator.strip()).rstrip()
    if not below and _begins_units(separator) and head["lead"].startswith(separator.strip()):
        return told
    is_text = len(told) > _LONGEST_TITLE or (not _is_marked(head) and _ENDS_SENTENCE.search(told) is not None)
    return f"{told}\n{below}".strip() if is_text or goes_on else below


def _said(rest: str) -> str:
    """The line without the days in brackets and the signs behind the number."""
    bracket = _BRACKET.match(rest)
    return re.sub(rf"^{_SIGNS.pattern}|[\s*_#=~|]*$", "", rest[bracket.end() :] if bracket else rest)
