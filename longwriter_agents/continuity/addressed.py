"""Texts that somebody addresses to somebody: letters, e-mails, speeches. They go from a salutation to a farewell in one piece,
under no headings, and their writer speaks to their reader."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from longwriter_agents.model import Brief
from longwriter_agents.prose.farewells import split_farewell, with_salutation_read, without_salutation

Address = Literal["letter", "speech"]

_LETTER = r"(?:letter|e-?mail)"
_SPEECH = r"(?:speech|toast|eulogy|sermon|address|homily)"
_ADJECTIVE = r"(?:(?!(?:with|of|about|in|on|for|to|from|that|which|by|and|as|into)\b)[\w'’.,-]*[\w'’-],?\s+)"
_GOES_ON = (
    r"(?=\s*(?:[.,;:!?()\n\"“]|\Z|(?:from|to|for|of|about|on|in|with|at|by|that|which|who|where|as|and|addressed|signed|written|"
    r"dated|so|against|\w+ing)\b))"
)
"""What follows the kind of text where it is that: "a speech analysis tool" is none."""
_NAMED = re.compile(
    r"\b(?:write|draft|compose|prepare|need|want|create|deliver|pen)(?:\s+(?:me|us|him|her|them|out|up))?\s+"
    rf"(?:an?|the|my|his|her|our|their|one)\s+{_ADJECTIVE}{{0,4}}(?:(?P<letter>{_LETTER})|(?P<speech>{_SPEECH})){_GOES_ON}"
    r"|(?:写|撰写|起草|拟)[^。！？\n，,]{0,24}?(?:(?P<zh_letter>封[^。！？\n，,]{0,20}?(?:信|邮件)|感谢信|推荐信|求职信|道歉信|情书|家书)"
    r"(?![息任心仰号])|(?P<zh_speech>演讲稿?|致辞|讲话稿?|悼词|发言稿|祝酒词))",
    re.IGNORECASE,
)
_OTHER_KIND = re.compile(
    r"\b(?:guide|article|essay|report|story|novel|novella|manual|handbook|tutorial|review|book|course|analysis|history|template|"
    r"paper|summary|overview|plan|series|collection|novels|scene|chapter)\b|指南|文章|报告|故事|小说|教程|手册|论文|模板",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"\b(?:headings?|headers?|sub-?headings?|sections?|chapters?|titled parts)\b|小标题|标题|章节|分节", re.IGNORECASE
)
"""The request speaks of parts or of their headings: it says itself how they are set."""


def addressed(brief: Brief) -> Address | None:
    """Whether the request asks for one letter or one speech and says nothing of headings; None for everything else."""
    return _addressed(brief.request) if brief.series is None else None


@lru_cache(maxsize=256)
def _addressed(request: str) -> Address | None:
    named = _NAMED.search(request)
    if named is None or _OTHER_KIND.search(request[: named.end()]) or _PARTED.search(request):
        return None
    return "letter" if named["letter"] or named["zh_letter"] else "speech"


_FIRST = {
    "letter": 'begin with the salutation on a line of its own ("Dear …,"), then go straight to what the letter has to say',
    "speech": "begin by addressing the audience",
}
_VOICE = {
    "letter": 'its writer says "I" and speaks to the reader of the letter as "you"',
    "speech": 'the speaker says "I" or "we" and talks to the audience as "you"',
}
_WITHIN = {
    "letter": "it is the middle of the letter: no salutation, no farewell, no signature",
    "speech": "it is the middle of the speech: no greeting, no thanks",
}
_LAST = {
    "letter": "end the letter with a farewell line and the writer's name, each on a line of its own",
    "speech": "end the speech with its last words to the audience",
}


def customs(kind: Address, number: int, count: int) -> tuple[str, ...]:
    """What section `number` (from 1) of `count` owes to the kind of text, as a drafter is told it."""
    told = [_VOICE[kind]]
    if number == 1:
        told.append(_FIRST[kind])
    if number == count:
        told.append(_LAST[kind])
    return (*told, _WITHIN[kind]) if 1 < number < count else tuple(told)


def within(text: str, number: int, count: int) -> str:
    """The text of a section without a salutation that is not the first one's, and without a farewell that is not the last one's."""
    text = without_salutation(text) if number > 1 else with_salutation_read(text)
    return split_farewell(text)[0] if number < count else text
