"""From a demand in words to constraints: a thing to be told, words to be said or left out, or a manner to be judged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.constraints.demands import Demand, share_words, tidy
from longwriter_agents.constraints.instances import Examples, read_examples
from longwriter_agents.constraints.keyterms import content_words, has_content, key_phrase
from longwriter_agents.constraints.kinds import Exclude, Include, Judged
from longwriter_agents.constraints.scope import EverySection
from longwriter_agents.constraints.telling import only_asks, without_apposition, without_beside, without_telling
from longwriter_agents.constraints.terms import read_terms
from longwriter_agents.words import CJK

_MANNER = re.compile(
    r"\b(?:tone|tense|person|style|voice|humou?r(?:ous)?|funny|rhyme[sd]?|verse|cliffhanger|dialogue|written|told (?:from|in)|"
    r"narrated|point of view|perspective|in (?:\w+ )?language|bullet|table|list format|paragraphs?|sentences?|formal|"
    r"informal|cheerful|sad|tense|"
    r"suspense(?:ful)?|longest|shortest|longer than|shorter than|in the form of|as a (?:letter|poem|dialogue|list|interview))\b"
    r"|(?:语气|风格|口吻|人称|幽默|韵|对话|段落|句|正式|悬念|形式|视角)",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:do not|don[’']t|never|must not|mustn[’']t|should not|shouldn[’']t|may not|shall not|cannot|"
    r"can[’']t|no longer|without|not|no(?! (?:fewer|less|more|later|doubt|matter)))\b"
    r"|(?:不再|只字不提|不要|不得|不能|不可|禁止|避免|请勿|切勿|不许|不应|没有)",
    re.IGNORECASE,
)
_GENERIC_HEAD = re.compile(
    r"following|requirement|constraint|condition|demand|rule|specif|must|should|need|happen|event|thing|point|note|detail|floors?|weeks?|"
    r"include|list|below|要求|如下|以下|安排|事项|内容",
    re.IGNORECASE,
)
_MOST_WORDS = 9
"""A phrase of more words is no name of a thing; what it says is judged."""


def constraints_from(demand: Demand, names: Sequence[str] = ()) -> list[Include | Exclude | Examples | Judged]:
    """The constraints that a demand comes to, all at its place; `names` are those of the units."""
    text = without_apposition(demand.text)
    if demand.negative:
        text = re.sub(r"\b(?:may|should|can|must|shall|will|is to|are to)\b", "must not", text, count=1)
        text = re.sub(r"^\s*(mention|include|contain|use|name|say|have|show)s\b", r"must not \1", text)
        text = text if "must not" in text else f"must not mention {text}"
    examples, rest = ([], text) if demand.negative else read_examples(" ".join(text.split()), demand.scope)
    stated, rest = read_terms(" ".join(rest.split()), demand.scope)
    made: list[Include | Exclude | Examples | Judged] = [
        each.model_copy(update={"quote": demand.quote}) for each in (*examples, *stated)
    ]
    rest = tidy(rest if made else text)
    if rest and (has_content(rest) or demand.negative) and not (stated and len(content_words(key_phrase(rest))) < 2):
        made.append(_told(demand, rest, names))
    return made


def _told(demand: Demand, said: str, names: Sequence[str]) -> Include | Judged:
    statement = _under_head(demand, said)
    told = without_beside(said) if re.match(r"\s*,", demand.text) else said
    phrase = key_phrase(_under_head(demand, without_telling(told, names)))
    if isinstance(demand.scope, EverySection) or _is_manner(statement) or not phrase or _is_long(phrase):
        return Judged(text=statement, quote=demand.quote, scope=demand.scope)
    return Include(text=statement, terms=(phrase,), literal=False, quote=demand.quote, scope=demand.scope)


def _is_manner(statement: str) -> bool:
    return bool(_MANNER.search(statement) or _NEVER.search(statement))


def _is_long(phrase: str) -> bool:
    return len(phrase) > 30 if re.search(rf"[{CJK}]", phrase) else len(content_words(phrase)) > _MOST_WORDS


def _under_head(demand: Demand, said: str) -> str:
    """ "- 13 May (husband)" under "Birthdays:" is the husband's birthday."""
    head = demand.clause.head.strip(" :：*#")
    short = len(content_words(said)) <= 3
    if not head or not short or len(head.split()) > 3 or _GENERIC_HEAD.search(head) or only_asks(head):
        return said
    if share_words(head, said):
        return said  # "my wife (birthday on 4 May)" under "Family birthdays" says it itself
    return f"{head}: {said}"
