"""What the task's own sentence demands besides topic, form and length: "… about bees, with a glossary, in German and English"."""

from __future__ import annotations

import re
from itertools import pairwise

from longwriter_agents.constraints.coverage import read_coverage
from longwriter_agents.constraints.form_nouns import FORM_NOUNS
from longwriter_agents.constraints.instances import read_examples
from longwriter_agents.constraints.keyterms import has_content
from longwriter_agents.constraints.looks import read_looks
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.constraints.segments import GONE
from longwriter_agents.constraints.terms import read_terms
from longwriter_agents.constraints.topic import KINDS, style_demands

_LANGUAGE = r"(?-i:[A-Z])[a-z]+"
_MANNERS = r"(?:jargon|technical|clich[eé]s?|humou?r|spoilers|adjectives|adverbs|contractions|passive|rhymes?|abbreviations|any)"
_USING = r"(?:using|mentioning|naming|repeating|quoting|saying|explaining|telling|giving|revealing)"
_WITH_FORMS = rf"(?:with|without|avoiding|including|featuring|using) (?=(?:[\w'’-]+ ){{0,4}}?{FORM_NOUNS}\b)"
_HAS = (
    r"(?:that|which) (?:also )?(?:gives?|has|have|contains?|includes?|offers?|provides?|features?|comes? with|"
    r"(?:ends?|begins?|starts?|opens?|closes?|concludes?) with)"
)
_TELLING = (
    r"(?:(?:that|which) (?:also )?(?:covers?|address(?:es)?|discuss(?:es)?|explains?|explores?|examines?|describes?|compares?|"
    r"mentions?|shows?|focus(?:es)? on|thanks?|includes?|deals? with|looks? at)|covering|addressing|focus(?:ing|sed) on|"
    r"including|told(?= (?:by|from|through|as|in(?! (?:\d+|a dozen|two|three|four|five|six|seven|eight|nine|ten|twelve)\b))\b))"
)
"""What the text does. Where its topic is not named yet, that names it (`_is_the_topic`)."""
_NOT_TELLING = (
    r"(?:without|not|never|instead of|rather than|avoiding) (?:covering|addressing|focusing on|including|discussing|explaining|"
    r"describing|comparing|exploring|examining)"
)
_OMITTING = r"(?:leaving out|omitting|excluding)"
_LEAVE_OUT = (
    rf"(?:(?:and|but) (?:please )?(?:avoid|leave out|omit|exclude|{_OMITTING})|"
    r"(?:and|but) (?:please )?(?:do not|don[’']t|never|must not|should not)\b[^,.;:]*|"
    rf"(?<=, )(?:{_OMITTING}|(?:ignoring|skipping)(?= (?:the|these|all)\b))|"
    r"(?:that|which) (?:skips?|ignores?|omits?|avoids?|leaves? out)|without (?:these|the following)|"
    r"with(?:out| no) (?:any )?mention(?:ing)?)\b"
)
_TELLING_OF_TOPIC = re.compile(r"(?!including|told)" + _TELLING, re.IGNORECASE)
_MARK = re.compile(
    rf"\b(?:{_LEAVE_OUT}|{_NOT_TELLING} |{_TELLING}(?=[ :])|{_HAS} (?=(?:[\w'’-]+ ){{0,4}}?{FORM_NOUNS}\b)|"
    r"(?:and )?then (?=(?:list|write|add|give|include|explain|describe|end|answer|ask)\b)|followed by|"
    rf"in (?:both|two|several) languages|in {_LANGUAGE} and (?:in )?{_LANGUAGE}(?=\s*(?:$|[.,;!]))|using (?:only|no)|"
    rf"without (?={_USING}\b|{_MANNERS}\b)|avoiding (?={_USING}\b|{_MANNERS}\b)|"
    rf"{_WITH_FORMS})",
    re.IGNORECASE,
)
_AFTER_COMMA = re.compile(
    r"\s*(?:and |but )?(?:with|without|avoiding|including|featuring|using|never|not|no(?! (?:one|longer|more|fewer|less)))\b",
    re.IGNORECASE,
)
_CHINESE_MARK = re.compile(
    r"(?:(?<=[，,；])(?:至少|最多|至多|每个|每部分|结尾|开头|文末|最后|然后)|不要|不得|不能|不用|禁止|避免|请勿|必须|应当|需要|并附|附上|包含|包括)"
)
_OWN = re.compile(
    r"[,，]\s*(?:for|about|on|in|of|at|by|who|which|that|where|whose|from|written|aimed|roughly|around|\d)\b|[。！]",
    re.IGNORECASE,
)
_LEAST_LETTERS = 3
_AROUND = " \t\n,;.!。，；！"


_SURELY = re.compile(
    rf"{_WITH_FORMS}|{_HAS} (?=(?:[\w'’-]+ ){{0,4}}?{FORM_NOUNS}\b)|(?:with|without|including|using) (?:[\w-]+ ){{0,3}}"
    r"(?:advice|instructions|explanations|recommendations|details?|facts|figures|evidence|statistics|humou?r)\s*$",
    re.IGNORECASE,
)
_SOMEWHERE = re.compile(
    r"\b(?:each|every|per|first|second|third|last|final|beginning|start|end|middle|(?:sub)?sections?|chapters?|parts?|"
    r"paragraphs?|pages?|introduction|conclusion)\b",
    re.IGNORECASE,
)


def is_surely_demanded(clause: str) -> bool:
    """Whether the clause names what texts have ("with plain advice and examples") and no place for it: nothing is left to ask."""
    return _SURELY.match(clause) is not None and _SOMEWHERE.search(clause) is None


def demands_besides(task: str, masked: str) -> list[str]:
    """The stretches of the task's sentence that demand something no rule reads; `masked` has blotted out what was read.

    The subject and who it is about ("a girl with a red coat") are what the text is of, and no demands.
    """
    found, covered = [], _covered(task)
    for start, end in _stretches(task):
        end = _up_to_what_was_read(masked, start, end)
        said = task[start:end].strip(_AROUND)
        if _letters(masked[start:end]) >= _LEAST_LETTERS and not _is_read(said, covered):
            found.append(read_examples(said, Whole())[1].strip(_AROUND))
    return found


def _up_to_what_was_read(masked: str, start: int, end: int) -> int:
    head = masked[start:end].split(GONE)[0]
    if re.search(r"\d\s*$", head):
        return end  # "followed by 5 bullet points of no more than 10 words": what the number counts belongs to it
    return start + len(head) if has_content(head) else end


def _stretches(task: str) -> list[tuple[int, int]]:
    """From one mark to the next, or to a comma behind which nothing of the list goes on."""
    marks = [match.start() for match in _MARK.finditer(task) if not _is_the_topic(task, match)]
    marks += [match.end() for match in re.finditer(r"[,，]", task) if _AFTER_COMMA.match(task, match.end())]
    marks += [match.start() for match in _CHINESE_MARK.finditer(task)]
    starts = sorted(set(marks))
    borders = [*starts, len(task)]
    return [(start, _end(task, start, end)) for start, end in pairwise(borders)]


_MORE_KINDS = (
    r"(?:post|text|piece|analysis|explanation|comparison|study|poem|scene|monologue|dialogue|summary|commentary|column|editorial|"
    r"memo|newsletter|lecture|presentation|sermon|pitch|description|thread)"
)
_BEHIND_A_KIND = re.compile(
    rf"\b(?:{KINDS}|{_MORE_KINDS})\b(?:\s+(?:of|in|with)\s+[^,;.]{{1,30}}\bwords)?\s*,?\s*$",
    re.IGNORECASE,
)


def _is_the_topic(task: str, match: re.Match[str]) -> bool:
    """ "An article that explains tides": what it does is what it is about, where nothing else is."""
    tells = _TELLING_OF_TOPIC.match(match.group()) is not None
    return tells and _BEHIND_A_KIND.search(task, 0, match.start()) is not None


def _end(task: str, start: int, end: int) -> int:
    """A list goes on behind its commas ("examples, exercises and a glossary"); what follows with words of its own does not."""
    stop = _OWN.search(task, start + 1, end)
    return stop.start() if stop else end


def _letters(masked: str) -> int:
    """Of the words besides those that only join a length or a count to the rest."""
    return len(
        re.findall(r"[^\W\d_]", re.sub(rf"\b(?:and|with|using|including|each|every|per|in)\b|{GONE}", "", masked))
    )


def _covered(said: str) -> set[str]:
    """The topics that are read as such in these words."""
    return {term for each in read_coverage(said, Whole(), task=True)[0] for term in each.terms}


def _is_read(said: str, covered: set[str]) -> bool:
    """Whether rules make a constraint of these words, or hand them on as a demand on style. `covered` are the topics that are read
    in the whole sentence: what stands before a list may forbid it."""
    looks, rest = read_looks(said, Whole())
    terms, rest = read_terms(rest, Whole())
    topics = _covered(said)
    return (
        bool(style_demands(said))
        or bool(topics and topics <= covered)
        or (bool(terms or looks) and not has_content(rest))
    )
