"""Where two sections meet: what code sees wrong there, and the changes that touch only the sentences at the border."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from longwriter_agents.continuity.likeness import alike, marks
from longwriter_agents.prose.repetition import Told, leans
from longwriter_agents.prose.sentences import paragraphs, split_sentences
from longwriter_agents.words import CJK, count_words

Fault = Literal["repeats", "restates", "recaps", "same_opener", "sums_up"]
Side = Literal["end", "start"]

_LOOK_BACK = 3
"""Sentences at a section's end that the next one may repeat."""
_OPENER_WORDS, _OPENER_SIGNS = 3, 5
_LEAST_WORDS = 5
"""A shorter beginning is a salutation or a line of its own, no sentence to mend."""
_LEAST_MARKS = 4
"""Two sentences of fewer telling words than this may share them by chance."""
_FORM_SHARE = 0.5
"""An opener that so many sections share is the document's form ("Dear diary"), not carelessness."""
_SUMS_UP = re.compile(
    r"^\W*(?:in (?:conclusion|summary|closing|short|sum)\b|to (?:sum up|summari[sz]e|conclude|wrap up)\b|all in all\b|overall,|"
    r"by following these|with these (?:tips|steps|guidelines)|next,? we(?:'ll|’ll| will)\b"
    r"|总之|综上|总而言之|接下来[,，]?我们(?:将|来))",
    re.IGNORECASE,
)
"""A section's end that sums up or announces: only the document's own end may."""
_LOOKED_AT = (
    r"(?:discussed|seen|covered|explored|examined|established|looked at|learned|considered|described|understood|mentioned|"
    r"explained|noted|discussing|exploring|examining|covering|looking at|learning about|considering|describing)"
)
_RECAPS = re.compile(
    rf"^\W*(?:(?:having (?:now |just |already )?|now that (?:we|you)(?:'ve|’ve| have) |after )(?:\w+ )?{_LOOKED_AT}\b"
    rf"|as (?:(?:we|you)(?:'ve|’ve| have)? |was |has been )?(?:already )?(?:saw|{_LOOKED_AT})\b"
    r"|in the (?:previous|last|preceding) (?:section|chapter|part)\b|with (?:that|this|all this) (?:in mind|said|covered)\b"
    r"|在?(?:上一?|前一?|前面的?)(?:节|章|部分)|前面(?:我们)?(?:已经)?(?:介绍|讨论|提到|说)|如前(?:文)?所述"
    r"|在?(?:了解|介绍|讨论|探讨)(?:完|了).{1,24}(?:之后|以后|后)[,，])",
    re.IGNORECASE,
)
"""A section's beginning that tells over what the one before it told."""
_FORMED = re.compile(r"\s*(?:[-*+>|#]|\d+[.)]\s|```|~~~|\||[A-Z]{2,}[A-Z .]*:?\s*$)")


@dataclass(frozen=True)
class Defect:
    """What is wrong at a border: the fault, the side on which it is mended, the sentence there, and the one it goes against."""

    fault: Fault
    side: Side
    sentence: str
    against: str = ""


def form_openers(texts: Collection[str]) -> frozenset[str]:
    """The openers that are the document's form: those with which more than half of its sections begin."""
    openers = Counter(opener(text) for text in texts)
    return frozenset(each for each, count in openers.items() if each and count > _FORM_SHARE * len(texts) > 1)


def opener(text: str) -> str:
    """The first words with which a text begins, in small letters; of Chinese, the first signs."""
    first = text.lstrip()[:200]
    signs = re.findall(rf"[{CJK}]", first)
    if re.match(rf"\W*[{CJK}]", first):
        return "".join(signs[:_OPENER_SIGNS])
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", first.casefold())[:_OPENER_WORDS]
    return " ".join(words) if len(words) == _OPENER_WORDS else ""


def defects(before: str, after: str, *, introduction: Sequence[str] = (), forms: Collection[str] = ()) -> list[Defect]:
    """What is wrong between two neighbouring sections, at most one defect a side; none where no prose meets prose.

    `introduction` are the first sentences of the document, unless `before` holds them; `forms` its own openers.
    """
    found = [_end(before), _start(before, after, introduction, forms)]
    return [defect for defect in found if defect is not None]


def first_sentences(text: str, count: int = 2) -> list[str]:
    """The first sentences of a text that begins with prose; none of lists, tables, code and salutations."""
    blocks = paragraphs(text)
    if not blocks or _FORMED.match(blocks[0]):
        return []
    sentences = split_sentences(blocks[0])
    return sentences[:count] if sentences and count_words(sentences[0]) >= _LEAST_WORDS else []


def last_sentences(text: str, count: int = _LOOK_BACK) -> list[str]:
    """The last sentences of a text that ends with prose."""
    blocks = paragraphs(text)
    return split_sentences(blocks[-1])[-count:] if blocks and not _FORMED.match(blocks[-1]) else []


def _end(before: str) -> Defect | None:
    last = last_sentences(before, 1)
    return Defect("sums_up", "end", last[0]) if last and _SUMS_UP.match(last[0]) else None


def _start(before: str, after: str, introduction: Sequence[str], forms: Collection[str]) -> Defect | None:
    first = next(iter(first_sentences(after)), None)
    if first is None:
        return None
    for fault, known in (("repeats", last_sentences(before)), ("restates", introduction)):
        against = next((each for each in known if _says_the_same(each, first)), None)
        if against is not None:
            return Defect("repeats" if fault == "repeats" else "restates", "start", first, against)
    if _RECAPS.match(first):
        return Defect("recaps", "start", first)
    begins = opener(after)
    if begins and begins == opener(before) and begins not in forms:
        return Defect("same_opener", "start", first, next(iter(first_sentences(before)), ""))
    return None


def _says_the_same(known: str, new: str) -> bool:
    told = Told()
    told.add(known)
    says_enough = min(len(marks(known)), len(marks(new))) >= _LEAST_MARKS
    return told.find(new) is not None or (says_enough and alike(known, new))


def without(text: str, defect: Defect) -> str | None:
    """The text of the defect's side without the sentence, where its neighbours stand without it; else None."""
    if defect.fault == "same_opener":
        return None
    if defect.side == "end":
        return with_end(text, defect.sentence, "") or None
    rest = with_start(text, defect.sentence, "")
    following = split_sentences(rest)
    return rest if following and not leans(following[0]) else None


def with_start(text: str, sentence: str, fresh: str) -> str:
    """The text with its first sentence replaced."""
    head, found, rest = text.partition(sentence)
    if not found:
        return text
    return f"{head}{fresh}{rest}".strip() if fresh else f"{head}{rest.lstrip()}".strip()


def with_end(text: str, sentence: str, fresh: str) -> str:
    """The text with its last sentence replaced."""
    head, found, rest = text.rpartition(sentence)
    if not found:
        return text
    return f"{head}{fresh}{rest}".strip() if fresh else f"{head.rstrip()}{rest}".strip()
