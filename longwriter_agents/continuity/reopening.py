"""What is added to a section does not open it once more: "The importance of safety cannot be overstated." stands there already,
or should have stood at its beginning."""

from __future__ import annotations

import re

from longwriter_agents.constraints.evidence import stem
from longwriter_agents.constraints.keyterms import content_words
from longwriter_agents.prose.repetition import leans
from longwriter_agents.prose.sentences import paragraphs, split_sentences

_WEIGHTY = r"(?:crucial|essential|important|vital|critical|key|central|integral|significant|fundamental|necessary)"
_SAYS_THAT_IT_MATTERS = (
    rf"cannot be (?:over|under)(?:stated|estimated)|can ?not be (?:over|under)emphasi[sz]ed|(?:is|are) (?:an? |one of the )?"
    rf"(?:(?:very|most|highly|extremely) )?{_WEIGHTY}\b|plays? an? {_WEIGHTY} (?:role|part)\b"
)
_WEIGHS = re.compile(rf"\b(?:{_SAYS_THAT_IT_MATTERS})(?![^\n]*[:：]\s*$)", re.IGNORECASE)
_OPENS = re.compile(
    rf"\b(?:{_SAYS_THAT_IT_MATTERS}|"
    r"(?:involves?|requires?|includes?|offers?|provides?|has|have) (?:several|many|numerous|various|a number of)\b|"
    r"comes? in (?:many|several|various) forms)",
    re.IGNORECASE,
)
"""How a sentence says that its subject matters, and nothing of the subject."""
_DEFINES = re.compile(r"(?P<subject>(?:An?|The) (?:[\w’'-]+ ){0,3}[\w’'-]+) (?:is|are)(?: an?| the)?\b")
_PRONOUN = re.compile(r"It(?= (?:is|was|has|can|may|often|also|usually|typically|provides?|offers?|helps?|serves?)\b)")
_LEAST_LEFT = 2


def without_second_opening(fresh: str, title: str, text: str = "") -> str:
    """`fresh` (English) without a first sentence that only says how much what the section is called matters, or that begins as the
    section's `text` does ("A lock is a …"); as it is where one sentence would be left of its first paragraph, or nothing at all."""
    blocks = paragraphs(fresh)
    sentences = split_sentences(blocks[0]) if blocks else []
    weighs = len(sentences) == 1 and _WEIGHS.search(sentences[0]) and _only_weighs(sentences[0], title)
    if weighs and len(blocks) > 1 and _stands_alone(blocks[1]):
        return "\n\n".join(blocks[1:])
    if len(sentences) <= _LEAST_LEFT or not (_only_weighs(sentences[0], title) or _begins_alike(sentences[0], text)):
        return fresh
    blocks[0] = _told_of(sentences[0], blocks[0].replace(sentences[0], "", 1).lstrip())
    return "\n\n".join(blocks)


def _stands_alone(block: str) -> bool:
    """Whether a paragraph neither leans on the one before it nor tells of some of what that names."""
    return not leans(block) and _SOME_OF_THEM.match(block) is None


_SOME_OF_THEM = re.compile(
    r"\W*(?:(?:the )?(?:first|second|other|latter|former) (?:one )?(?:is|are|was)|"
    r"(?:one|two|three|both|each|some|many|most|all) of)\b",
    re.IGNORECASE,
)


def _only_weighs(sentence: str, title: str) -> bool:
    named = {stem(word) for word in content_words(title)}
    weighs = bool(named) and _OPENS.search(sentence) is not None
    return weighs and _mostly(named, {stem(word) for word in content_words(sentence)})


def _begins_alike(sentence: str, text: str) -> bool:
    """Whether both say what the same thing is: in their first words, with the verb."""
    said = _DEFINES.match(sentence)
    return said is not None and text.casefold().startswith(said.group().casefold())


def _told_of(gone: str, rest: str) -> str:
    """What stood behind the sentence that is `gone`, with its subject for an "It" that meant it."""
    subject = _DEFINES.match(gone)
    meant = _PRONOUN.match(rest)
    return f"{subject['subject']}{rest[meant.end() :]}" if subject and meant else rest


def _mostly(named: set[str], told: set[str]) -> bool:
    """Whether the sentence names what the title does: all of it but what a title has besides ("The Importance of …")."""
    return len(named - told - _OF_TITLES) == 0 and bool(named & told)


_OF_TITLES = frozenset(
    stem(word)
    for word in "importance role value benefits impact power introduction overview need tips guide considerations steps".split()
)
