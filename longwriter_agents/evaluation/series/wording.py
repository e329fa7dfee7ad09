"""How a place in a series is worded: many ways for one meaning, chosen by the dice."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

from longwriter_agents.evaluation.series.domains import Domain

_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_ORDINALS = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}
_MONTHS = "January February March April May June July August September October November December".split()
_ZH = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """An English cardinal below 100."""
    if number < 20:
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")


def ordinal_word(number: int) -> str:
    """An English ordinal below 100, in words."""
    if number in _ORDINALS:
        return _ORDINALS[number]
    if number < 20:
        return f"{_SMALL[number]}th"
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{ordinal_word(ones)}" if ones else f"{_TENS[tens][:-1]}ieth"


def ordinal_digits(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def chinese(number: int) -> str:
    """A Chinese number below 1,000."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_ZH[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _ZH[tens]) + "十"
    elif ones and hundreds:
        text += "零"
    return text + (_ZH[ones] if ones else "")


def listed(items: Sequence[str], joiner: str = "and") -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {joiner} {items[-1]}"


def once(domain: Domain, dice: random.Random, units: Sequence[int]) -> str:
    """One unit, or a list of them."""
    if domain.language == "zh":
        numbers = [chinese(n) if dice.random() < 0.4 else str(n) for n in units]
        return f"第{'、'.join(numbers)}{domain.one}"
    if len(units) > 1:
        return f"{domain.many} {listed([str(n) for n in units])}"
    n = units[0]
    forms = [f"{domain.one} {n}", f"{domain.one} {n}", f"the {ordinal_digits(n)} {domain.one}"]
    if n < 100:
        forms.append(f"the {ordinal_word(n)} {domain.one}")
    return dice.choice(forms)


def from_end(domain: Domain, dice: random.Random, back: int) -> str:
    """The last unit, or the one before it."""
    if domain.language == "zh":
        return f"最后一{domain.one}" if back == 1 else f"倒数第{chinese(back)}{domain.one}"
    if back == 1:
        return dice.choice((f"the last {domain.one}", f"the final {domain.one}"))
    return dice.choice(
        (f"the penultimate {domain.one}", f"the last {domain.one} but one", f"the second to last {domain.one}")
    )


def stretch(domain: Domain, dice: random.Random, first: int, last: int) -> str:
    if domain.language == "zh":
        return dice.choice(
            (
                f"第{first}至{last}{domain.one}",
                f"第{chinese(first)}{domain.one}到第{chinese(last)}{domain.one}",
                f"第{first}—{last}{domain.one}",
            )
        )
    forms = [
        f"{domain.many} {first}–{last}",
        f"{domain.many} {first} to {last}",
        f"{domain.many} {first} through {last}",
        f"{domain.one} {first} to {domain.one} {last}",
    ]
    if first == 1 and last < 100:
        forms += [f"the first {in_words(last)} {domain.many}"] * 2
    return dice.choice(forms)


def period(domain: Domain, dice: random.Random, step: int, start: int, end: int | None) -> str:
    if domain.language == "zh":
        until = f"直到第{end}{domain.one}" if end else ""
        return dice.choice(
            (
                f"从第{start}{domain.one}开始{until}，每{step}{domain.one}",
                f"从第{chinese(start)}{domain.one}起{until}，每隔{chinese(step)}{domain.one}",
                f"每{step}{domain.one}（从第{start}{domain.one}开始{until}）",
            )
        )
    every = dice.choice(
        (
            f"every {step} {domain.many}",
            f"every {ordinal_word(step)} {domain.one}",
            f"every {in_words(step)} {domain.many}",
        )
    )
    begin = dice.choice(("from", "starting from", "starting with", "beginning with", "starting at"))
    until = f" until {domain.one} {end}" if end else ""
    if dice.random() < 0.2 and end is None:
        return f"{domain.one} {start} and {every} thereafter"
    return f"{every} {begin} {domain.one} {start}{until}"


def parity(domain: Domain, dice: random.Random, odd: bool) -> str:
    if domain.language == "zh":
        return f"{'奇数' if odd else '偶数'}{domain.one}"
    return f"{'odd' if odd else 'even'}-numbered {domain.many}"


def day(domain: Domain, dice: random.Random, when: date) -> str:
    if domain.language == "zh":
        return f"{when.month}月{when.day}日"
    month = _MONTHS[when.month - 1]
    return dice.choice((f"{month} {when.day}", f"{month} {ordinal_digits(when.day)}", f"{when.day} {month}"))


def cell(domain: Domain, dice: random.Random, row: int, column: int) -> str:
    if domain.language == "zh":
        return f"第{row}行第{column}列"
    return dice.choice((f"({row},{column})", f"row {row}, column {column}"))


def line(domain: Domain, dice: random.Random, which: str, number: int) -> str:
    if domain.language == "zh":
        return f"第{number}{'行' if which == 'row' else '列'}"
    return dice.choice((f"{which} {number}", f"the {ordinal_word(number)} {which}"))
