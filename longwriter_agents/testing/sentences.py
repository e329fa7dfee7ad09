"""Plain English sentences from a seed: every seed its own, with no phrase that comes again and again."""

from __future__ import annotations

import random
from collections.abc import Iterator

from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.testing.chinese import chinese_sentences
from longwriter_agents.words import count_words

_PEOPLE = (
    "baker teacher sailor nurse farmer painter gardener engineer widow shepherd clerk printer miller singer doctor "
    "beekeeper potter student carpenter weaver pilot judge tailor hunter librarian geologist cook mason ferryman poet"
).split()
_THINGS = (
    "lantern ledger bridge kettle orchard compass hammer letter map engine violin basket ladder harbour window garden "
    "tower furnace saddle mirror bell wagon bottle needle blanket cellar barrel chimney clock drawer fence gate hedge "
    "island journal kitchen lake market notebook oven path quarry river shelf station tunnel valley well yard mill "
    "bench canal cottage dam field forest glacier hill inlet jetty lighthouse meadow orchard pond quay ridge stable"
).split()
_STUFF = "salt copper wool barley honey timber chalk linen iron butter clay glass paper resin wax coal flour".split()
_QUALITIES = (
    "quiet narrow ancient bright crooked distant early faded gentle hollow humble idle late mild northern old patient "
    "plain proud quick rough rusty shallow sharp silent slow small solid steep stubborn sturdy sudden tall thin warm "
    "weathered wide wooden young broken careful cold damp dusty empty heavy lonely modest muddy open painted"
).split()
_DID = (
    "carried repaired measured remembered described followed sold bought lifted opened closed painted counted watched "
    "borrowed returned studied ignored praised blamed cleaned polished buried found lost hid showed offered drew built "
    "crossed guarded inherited moved named planted questioned reached saved sketched traded visited weighed"
).split()
_WHEN = (
    "before sunrise;after the first frost;in late autumn;during the long strike;on market day;within an hour;at dusk;"
    "that same winter;three weeks later;in the dry season;without any warning;for most of April;once the rain stopped;"
    "by candlelight;near the end of June;on the second evening;while others slept;through the whole summer"
).split(";")
_WHY = (
    "because nobody else dared;although the price had doubled;since time was short;so that work could go on;"
    "even though it hardly helped;because of an old promise;while doubts kept growing;as custom demanded;"
    "although few noticed;since the alternative seemed worse;until patience ran out;because trust comes slowly"
).split(";")


def sentences(seed: str) -> Iterator[str]:
    """Sentences without end, all different."""
    dice = random.Random(seed)
    while True:
        yield _sentence(dice)


def _sentence(dice: random.Random) -> str:
    who = f"{_article(dice)} {dice.choice(_QUALITIES)} {dice.choice(_PEOPLE)}"
    what = f"{_article(dice)} {dice.choice(_QUALITIES)} {dice.choice(_THINGS)}"
    where = f"{dice.choice(('beside', 'behind', 'beyond', 'near', 'above', 'below'))} the {dice.choice(_THINGS)}"
    when, why = dice.choice(_WHEN), dice.choice(_WHY)
    form = dice.randrange(5)
    if form == 0:
        text = f"{when}, {who} {dice.choice(_DID)} {what} {where}"
    elif form == 1:
        text = f"{who} {dice.choice(_DID)} {what}, {why}"
    elif form == 2:
        text = f"{where}, {what} held {dice.choice(_STUFF)} and {dice.choice(_STUFF)}, {why}"
    elif form == 3:
        text = f"{who} and {_article(dice)} {dice.choice(_PEOPLE)} {dice.choice(_DID)} {what} {when}"
    else:
        text = f"{what} {where} was worth {dice.randrange(3, 900)} sacks of {dice.choice(_STUFF)} {when}"
    return f"{text[0].upper()}{text[1:]}."


def _lowered(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:]}"


def with_examples(text: str, count: int, *, chinese: bool = False) -> str:
    """The text, of which so many sentences after the first are introduced as examples."""
    for sentence in split_sentences(text)[1 : count + 1]:
        told = f"例如，{sentence}" if chinese else f"For example, {_lowered(sentence)}"
        text = text.replace(sentence, told, 1)
    return text


def _article(dice: random.Random) -> str:
    return dice.choice(("the", "one", "another", "this", "that", "every", "some"))


def prose(
    seed: str, words: int, *, mention: tuple[str, ...] = (), per_paragraph: int = 85, chinese: bool = False
) -> str:
    """About `words` words in paragraphs (to within half a sentence); each of `mention` stands in a sentence of its own."""
    blocks: list[list[str]] = [[]]
    source = chinese_sentences(seed) if chinese else sentences(seed)
    lead, glue = ("大家谈到{}：", "") if chinese else ("Much was said about {}: ", " ")
    wanted = [lead.format(term) + _lowered(next(source)) for term in mention]
    count = sum(count_words(sentence) for sentence in wanted)
    while True:
        sentence = next(source)
        size = count_words(sentence)
        if count + size / 2 > words and (blocks[0] or wanted):
            break
        count += size
        if sum(count_words(each) for each in blocks[-1]) >= per_paragraph:
            blocks.append([])
        blocks[-1].append(sentence)
    for number, sentence in enumerate(wanted):
        blocks[number % len(blocks)].append(sentence)
    return "\n\n".join(glue.join(block) for block in blocks)


def title(seed: str) -> str:
    """A heading of three words."""
    dice = random.Random(seed)
    return f"The {dice.choice(_QUALITIES).capitalize()} {dice.choice(_THINGS).capitalize()}"
