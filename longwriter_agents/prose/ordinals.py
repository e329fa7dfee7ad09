"""Sentences that are counted ("Firstly, …", "Secondly, …", "Next, …"), counted on when one between them has been taken out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from longwriter_agents.prose.sentences import split_sentences

_NAMES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
_COUNTED = re.compile(rf"(?P<name>{'|'.join(_NAMES)})(?P<ly>ly)?(?=,\s)")


def recounted(before: str, after: str) -> str:
    """`after`, which is `before` without some of its sentences, with what was counted through there still counted through."""
    after = _begun(before, after)
    if not _COUNTED.search(after):
        return after
    stood = {sentence for chain in _chains(before) for sentence in chain[1:]}
    for chain in _chains(after, held=stood):
        for number, sentence in enumerate(chain):
            if _number(sentence) != number:
                after = after.replace(sentence, _COUNTED.sub(rf"{_NAMES[number]}\g<ly>", sentence, count=1), 1)
    return after


_NEXT = re.compile(r"Next(?=,\s)")
_STEP = re.compile(r"(?:Then|After that|Afterwards|Finally|Lastly)\b")
_MOST_BETWEEN = 3
"""Sentences between "First, …" and "Next, …" that still count together."""


def _counts(sentence: str) -> bool:
    return _number(sentence) is not None or _STEP.match(sentence) is not None


def _begun(before: str, after: str) -> str:
    """`after`, in which a "Next, …" whose "First, …" is gone is the first."""
    first = next((sentence for sentence in split_sentences(before) if _number(sentence) == 0), None)
    if first is None or first in after or not _NEXT.search(after):
        return after
    behind = split_sentences(before.partition(first)[2])
    following = next((sentence for sentence in behind if _NEXT.match(sentence)), None)
    between = behind[: behind.index(following)] if following else []
    if following is None or len(between) > _MOST_BETWEEN or any(map(_counts, between)):
        return after
    return after.replace(following, _NEXT.sub("First", following, count=1), 1)


def _chains(text: str, *, held: Collection[str] = ()) -> Iterator[list[str]]:
    """The sentences that are counted through, each chain from "First" on; what `held` its place in one does so still."""
    chain: list[str] = []
    last = 0
    for sentence in split_sentences(text):
        number = _number(sentence)
        if number is None:
            continue
        if chain and (number == len(chain) or (sentence in held and number > last)):
            chain.append(sentence)
        else:
            yield chain
            chain = [sentence] if number == 0 or sentence in held else []
        last = number
    yield chain


def _number(sentence: str) -> int | None:
    """Which it is by its first word, from 0; None where it is not counted."""
    found = _COUNTED.match(sentence)
    return _NAMES.index(found["name"]) if found else None
