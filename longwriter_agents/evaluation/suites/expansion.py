"""Expansion: facts planted in a request, a long text asked for, and which of them are in it. A generator of our own."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.judging import Judge
from longwriter_agents.evaluation.metrics.length import s_l
from longwriter_agents.evaluation.suite import OWN_COUNTER, DocumentSuite, Item, Scores, Written
from longwriter_agents.prose.sentences import paragraphs
from longwriter_agents.words import count_words

ITEMS, SEED = 24, 5
_SIZES = ((1_000, 8), (2_000, 14), (4_000, 24))
"""(words, facts)"""
_SUBJECTS = (
    ("a report on the history of a ferry company", "company"),
    ("a portrait of a small observatory", "observatory"),
    ("a history of a village school", "school"),
    ("a case study of a repair workshop", "workshop"),
    ("a feature about a mountain rescue team", "team"),
    ("an account of how a market hall was rebuilt", "hall"),
    ("a profile of a seed library", "library"),
    ("a chronicle of a brass band", "band"),
)
_FORMS = (
    "{name} joined the {thing} in {year}.",
    "{name} keeps {count} notebooks about the {thing}.",
    "{name} was born in {place}.",
    "{name} sold a plan of the {thing} for {number} crowns.",
    "In {year} the {thing} took over the old building at {place}.",
    "The {place} site cost {number} crowns.",
    "The meeting at {place} drew {count} visitors.",
    "A storm closed {place} for {count} days.",
)
"""What is told of a person, else of a place: of each at most once in an item, so that no two facts contradict each other."""
_PEOPLE = (
    "Ada Brenner", "Tomas Ilves", "Ruth Okafor", "Jonas Vell", "Mirela Stan", "Piet Maas", "Ines Duarte", "Karl Omdal",
    "Lena Furst", "Omar Haddad",
)  # fmt: skip
_PLACES = (
    "Harrow Lane", "Kestrel Point", "Old Mill Yard", "Dunmere", "Saltgate", "Quarry Hill", "Linden Square", "Marsh End",
    "Fallow Cross", "Tern Quay",
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """A sentence, and the words that show it: they have to stand in one paragraph."""

    text: str
    keys: tuple[str, ...]


class Expansion(DocumentSuite):
    """Fact recall of long texts; facts are random, so no model can know them."""

    name = "expansion"
    counter = OWN_COUNTER

    def items(self, data: Path | None) -> Sequence[Item]:
        if data is not None:
            raise InputError("This suite makes its own requests and takes no --data.")
        return [item(number) for number in range(ITEMS)]

    async def score(self, item: Item, written: Written, judge: Judge | None) -> Scores:
        facts: list[Fact] = item.gold["facts"]
        told = [times_told(fact, written.text) for fact in facts]
        return {
            "fact_recall": sum(times > 0 for times in told) / len(facts),
            "facts_told_once": sum(times == 1 for times in told) / len(facts),
            "S_l": s_l(item.gold["asked"], count_words(written.text)),
        }


def item(number: int) -> Item:
    """The request of this number: always the same one."""
    dice = random.Random(f"{SEED}:{number}")
    words, count = _SIZES[number % len(_SIZES)]
    subject, thing = _SUBJECTS[number % len(_SUBJECTS)]
    facts = _facts(dice, thing, count)
    listed = "\n".join(f"- {fact.text}" for fact in facts)
    request = f"Write {subject}. Every one of these facts must be told in it, each once:\n{listed}"
    return Item(
        f"expansion-{number + 1}", request, words=words, bucket=f"{words} words", gold={"asked": words, "facts": facts}
    )


def _facts(dice: random.Random, thing: str, count: int) -> list[Fact]:
    """Facts of which no two tell the same of one person or place, nor bear the same figure."""
    facts: dict[tuple[str, str], Fact] = {}
    figures: set[str] = set()
    while len(facts) < count:
        form = dice.choice(_FORMS)
        values = {
            "name": dice.choice(_PEOPLE),
            "place": dice.choice(_PLACES),
            "year": str(dice.randrange(1871, 1999)),
            "number": f"{dice.randrange(1_100, 98_000):,}",
            "count": str(dice.randrange(13, 97)),
        }
        keys = tuple(value for name, value in values.items() if f"{{{name}}}" in form)
        told = (form, keys[0])
        if told not in facts and not figures & set(keys):
            facts[told] = Fact(form.format(thing=thing, **values), keys)
            figures |= {key for key in keys if key[0].isdigit()}
    return list(facts.values())


def times_told(fact: Fact, text: str) -> int:
    """In how many paragraphs all keys of the fact stand; figures with or without their comma, people also by their last name."""
    return sum(all(_stands(key, block) for key in fact.keys) for block in paragraphs(text))


def _stands(key: str, block: str) -> bool:
    if key[0].isdigit():
        return re.search(rf"(?<![\d,.]){re.escape(key).replace(',', ',?')}(?![\d,]*\d)", block) is not None
    if re.search(rf"\b{re.escape(key)}\b".replace(r"\ ", r"\s+"), block, re.IGNORECASE):
        return True
    return key in _PEOPLE and re.search(rf"\b{re.escape(key.split()[-1])}\b", block) is not None
