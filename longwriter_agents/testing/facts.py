"""Facts that a simulated writer knows of a document: each with a right and a wrong value and several ways to tell it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from longwriter_agents.numbers import SMALL, TENS

_FORMS: dict[str, tuple[str, ...]] = {
    "built": (
        "The {thing} was built in {value}.",
        "Built in {value}, the {thing} has outlasted every plan to replace it.",
        "The {thing}, built in {value}, still draws visitors from the coast.",
        "In {value} the {thing} was built by a firm from the capital.",
        "It was in {value} that the {thing} was built.",
        "The {thing} dates from {value} and shows it.",
    ),
    "founded": (
        "The {thing} was founded in {value}.",
        "Founded in {value}, the {thing} kept its rules for a long time.",
        "The founding of the {thing} in {value} was hardly noticed.",
        "In {value}, the {thing} was established by nine families.",
    ),
    "opened": (
        "The {thing} opened in {value}.",
        "The {thing} was opened in {value} with a brass band.",
        "The opening of the {thing} in {value} drew a crowd.",
        "The {thing}, opened in {value}, smells of floor wax.",
    ),
    "born": (
        "{thing} was born in {value}.",
        "{thing} (born {value}) grew up above a chemist's shop.",
        "Born in {value}, {thing} learned the trade from an aunt.",
    ),
    "age": (
        "{thing}, {value}, keeps the keys of the house.",
        "{thing} is {value} years old.",
        "Behind the desk sits {thing}, {value}, with a pile of forms.",
    ),
    "long": (
        "The {thing} is {value} metres long.",
        "The length of the {thing} is {value} metres.",
        "Walkers like the {thing}, which is {value} metres long.",
        "The {thing} has a length of {value} metres.",
    ),
    "high": (
        "The {thing} is {value} metres high.",
        "The {thing} stands {value} metres tall.",
        "The height of the {thing} is {value} metres.",
        "The {thing} rises {value} metres above the square.",
    ),
    "rooms": (
        "The {thing} has {value} rooms.",
        "The {thing} contains {value} rooms, most of them dark.",
        "The {thing}'s {value} rooms are swept by two people.",
        "With its {value} rooms, the {thing} is hard to heat.",
    ),
    "seats": ("The {thing} seats {value} people.", "The {thing} holds {value} people.", "The {thing} has room for {value} people."),
    "price": (
        "{thing} costs {value} euros.",
        "The price of {thing} is {value} euros.",
        "{thing} costs {value} euros, and nobody complains.",
    ),
    "maker": (
        "The {thing} was designed by {value}.",
        "{value} designed the {thing}.",
        "Designed by {value}, the {thing} was mocked at first.",
        "The {thing} is the work of {value}.",
    ),
    "day": ("The {thing} is held on {value}s.", "The {thing} takes place every {value}.", "The {thing} meets on {value}."),
    "hour": ("The {thing} leaves at {value}.", "The {thing} departs at {value} and is seldom late."),
    "lasting": ("The {thing} takes {value} minutes.", "The {thing} lasts {value} minutes."),
    "people": (
        "The population of {thing} is {value}.",
        "{thing} has a population of {value}.",
        "{thing} has {value} inhabitants.",
    ),
    "office": ("The {thing} is {value}.", "The {thing}, {value}, signs everything twice."),
    "namesake": ("The {thing} is named after {value}.", "The {thing} was named after {value}."),
}  # fmt: skip
_THINGS: dict[str, tuple[str, ...]] = {
    "built": ("viaduct", "observatory", "cathedral"),
    "founded": ("academy", "orchestra", "newspaper"),
    "opened": ("planetarium", "swimming pool", "funicular"),
    "long": ("promenade", "aqueduct", "breakwater"),
    "high": ("obelisk", "water tower", "minaret"),
    "rooms": ("museum", "boarding school", "sanatorium"),
    "seats": ("auditorium", "ballroom", "amphitheatre"),
    "price": ("admission", "membership", "registration"),
    "maker": ("fountain", "town hall", "greenhouse"),
    "day": ("farmers' market", "choir practice", "flea market"),
    "hour": ("night train", "steamer", "mail coach"),
    "lasting": ("crossing", "ceremony", "guided tour"),
    "people": ("Harrowfield", "Ostermund", "Villanora"),
    "office": ("mayor", "director", "treasurer"),
    "namesake": ("boulevard", "stadium", "hospital"),
}
_FIRST = "Anna Elena Marta Karl Paul Ruth Clara Tomas Ida Viktor Nadia Emil".split()
_LAST = "Lindner Markov Hagen Adler Voss Berger Lenz Kowal Brandt Sorel Petrov Winther".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday".split()
_FORMS_ZH: dict[str, tuple[str, ...]] = {
    "built": ("{thing}建于{value}年。", "这座{thing}建于{value}年，至今仍在使用。", "{value}年，{thing}建成。"),
    "founded": ("{thing}成立于{value}年。", "{thing}于{value}年成立。", "{value}年，{thing}正式成立。"),
    "high": ("{thing}高{value}米。", "这座{thing}高{value}米，站在远处就能看见。"),
    "long": ("{thing}全长{value}米。", "{thing}长{value}米，走完要很久。"),
    "rooms": ("{thing}共有{value}个房间。", "{thing}有{value}个房间。"),
    "age": ("{thing}今年{value}岁。", "{thing}今年{value}岁，仍然每天上班。"),
    "maker": ("{thing}由{value}设计。", "{thing}是由{value}设计的。"),
}
_THINGS_ZH: dict[str, tuple[str, ...]] = {
    "built": ("天文台", "渡槽", "教堂"),
    "founded": ("交响乐团", "美术学院", "日报社"),
    "high": ("方尖碑", "水塔", "信号塔"),
    "long": ("防波堤", "林荫道", "引水渠"),
    "rooms": ("博物馆", "疗养院", "寄宿学校"),
    "maker": ("市政厅", "喷泉", "温室"),
}
_NAMES_ZH = "李明轩 王建国 赵志远 陈秋雨 周文博 孙晓岚 林海燕 何国栋 吴静怡 郑思源 冯立新 许若兰".split()


@dataclass(frozen=True)
class Fact:
    """`values` are the right and the wrong value, each in the ways in which it may be written."""

    index: int
    kind: str
    thing: str
    values: tuple[tuple[str, ...], tuple[str, ...]]
    forms: tuple[str, ...]

    def tellings(self, *, true: bool) -> list[str]:
        """Every sentence that tells the right (or the wrong) value."""
        values = self.values[0 if true else 1]
        told = [form.format(thing=self.thing, value=value) for form in self.forms for value in values]
        return [sentence[0].upper() + sentence[1:] for sentence in told]

    def told(self, dice: random.Random, *, true: bool) -> str:
        return dice.choice(self.tellings(true=true))


def facts(world: str, *, chinese: bool = False) -> tuple[Fact, ...]:
    """The facts of a document: one of each kind, its thing and its values by chance."""
    dice = random.Random(f"{world}:facts")
    forms, things = (_FORMS_ZH, _THINGS_ZH) if chinese else (_FORMS, _THINGS)
    people = dice.sample(_NAMES_ZH, len(_NAMES_ZH)) if chinese else _people(dice)
    found = []
    for index, kind in enumerate(forms):
        thing = dice.choice(things[kind]) if kind in things else people.pop()
        right, wrong = _values(kind, dice, people)
        found.append(
            Fact(index, kind, thing, (_written(kind, right, chinese), _written(kind, wrong, chinese)), forms[kind])
        )
    return tuple(found)


def _people(dice: random.Random) -> list[str]:
    """Full names of which no two share a word."""
    return [
        " ".join(pair) for pair in zip(dice.sample(_FIRST, len(_FIRST)), dice.sample(_LAST, len(_LAST)), strict=True)
    ]


def _values(kind: str, dice: random.Random, people: list[str]) -> tuple[str, str]:
    if kind in ("maker", "office", "namesake"):
        return people.pop(), people.pop()
    if kind == "day":
        first, second = dice.sample(_DAYS, 2)
        return first, second
    low, high = {
        "built": (1620, 1930), "founded": (1740, 1960), "opened": (1850, 1990), "born": (1890, 1985), "age": (24, 80),
        "long": (140, 980), "high": (21, 97), "rooms": (7, 60), "seats": (110, 890), "price": (3, 40), "hour": (6, 22),
        "lasting": (12, 55), "people": (2_000, 60_000),
    }[kind]  # fmt: skip
    first_number = dice.randrange(low, high)
    second_number = first_number + dice.choice((-1, 1)) * dice.randrange(2, max(3, (high - low) // 5))
    return str(first_number), str(max(1, second_number))


def _written(kind: str, value: str, chinese: bool) -> tuple[str, ...]:
    """The ways to write a value: small numbers in figures or in words, times with their minutes."""
    if kind == "hour":
        return (f"{value}:40",)
    if kind == "people":
        return (f"{int(value):,}",)
    return (value, _in_words(int(value))) if kind in ("rooms", "lasting") and not chinese else (value,)


def _in_words(value: int) -> str:
    small = {number: word for word, number in SMALL.items()}
    tens = {number: word for word, number in TENS.items()}
    if value < 20:
        return small[value]
    return tens[value // 10 * 10] + (f"-{small[value % 10]}" if value % 10 else "")
