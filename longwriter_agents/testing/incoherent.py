"""Writers who do what parallel drafting does: they restate the introduction and copy facts of other sections, or contradict them.

What they know is made from the document's frame (the system message: request and outline), so each of their sections
knows the same facts without seeing the others. By these facts a bench tells what was planted and what was found.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.prose.sentences import paragraphs, split_sentences
from longwriter_agents.testing.facts import facts
from longwriter_agents.testing.sentences import prose, sentences
from longwriter_agents.testing.simulated import SimulatedWriter, in_chinese, seed_of

COPIES = 0.3
"""The chance that a section restates the introduction, and that a sentence is another section's fact."""
PLANTS = 0.3
"""The chance that a section tells a fact of another one anew, in other words; every second time with another value."""
_FACTS = 6
_NUMBER = re.compile(r"Write section (\d+) of (\d+)")


def world(request: str) -> str:
    """What all calls of one document share, made from the request that is written."""
    return hashlib.sha256(" ".join(request.split()).encode()).hexdigest()[:12]


def _world_of(request: Request) -> str:
    told = re.search(r"<request>\n(.*?)\n</request>", request.messages[0].text, re.DOTALL)
    return world(told.group(1) if told else request.messages[0].text)


def restating(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Restates the introduction and copies facts of other sections, each with the chance `COPIES`."""
    place = _place(request)
    if place is None or not request.purpose.startswith(("draft", "continue")):
        return reply
    number, count = place
    known, dice = _world_of(request), random.Random(f"{seed_of(request)}:copies")
    blocks = [
        " ".join(_copied(sentence, known, number, count, dice) for sentence in split_sentences(block))
        for block in paragraphs(reply.text)
    ]
    if request.purpose.startswith("draft") and (number == 1 or dice.random() < COPIES):
        blocks.insert(0, prose(f"{known}:introduction", 60))
    return replace(reply, text="\n\n".join(blocks))


def _copied(sentence: str, known: str, number: int, count: int, dice: random.Random) -> str:
    """The sentence, or in its place a fact that another section owns, at times with a word put in."""
    if count < 2 or dice.random() >= COPIES:
        return sentence
    owner = dice.choice([other for other in range(1, count + 1) if other != number])
    told = list(islice(sentences(f"{known}:{owner}"), _FACTS))
    fact = dice.choice(told)
    return fact if dice.random() < 0.5 else re.sub(r"^(\w+) ", r"\1 very ", fact, count=1)


def contradicting(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Tells the facts that its section owns, and facts of other sections in other words: some of them with another value."""
    place = _place(request)
    if place is None or not request.purpose.startswith("draft"):
        return reply
    number, count = place
    dice = random.Random(f"{seed_of(request)}:plants")
    blocks = paragraphs(reply.text)
    for fact in facts(_world_of(request), chinese=in_chinese(request)):
        owner = fact.index % count + 1
        if owner == number:
            _put(blocks, fact.told(dice, true=True), dice)
        elif dice.random() < PLANTS:
            _put(blocks, fact.told(dice, true=dice.random() < 0.5), dice)
    return replace(reply, text="\n\n".join(blocks))


def _put(blocks: list[str], sentence: str, dice: random.Random) -> None:
    at = dice.randrange(len(blocks))
    blocks[at] = f"{blocks[at]}{sentence}" if blocks[at].endswith("。") else f"{blocks[at]} {sentence}"


def _place(request: Request) -> tuple[int, int] | None:
    """The number of the section and how many there are; None where the request is not for a section."""
    opening = next((m.text for m in request.messages if m.role == "user"), "")
    found = _NUMBER.search(opening)
    return (int(found.group(1)), int(found.group(2))) if found else None


def planted(known: str, texts: Mapping[str, str], *, chinese: bool = False) -> list[tuple[list[str], list[str]]]:
    """For each fact of which the texts tell both values: the sentences that tell the right one, and those that tell the
    wrong one."""
    whole = "\n".join(texts.values())
    found = []
    for fact in facts(known, chinese=chinese):
        right, wrong = ([told for told in fact.tellings(true=true) if told in whole] for true in (True, False))
        if right and wrong:
            found.append((right, wrong))
    return found
