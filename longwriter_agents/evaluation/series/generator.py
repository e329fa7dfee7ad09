"""A seeded generator of series requests with their gold: which demand binds which units."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from longwriter_agents.evaluation.series import wording
from longwriter_agents.evaluation.series.domains import DOMAINS, Domain

Kind = Literal["once", "range", "periodic"]


@dataclass(frozen=True)
class Gold:
    """A demand: the words by which it is known, its kind, the units that it binds."""

    term: str
    kind: Kind
    units: tuple[int, ...]


@dataclass(frozen=True)
class SeriesRequest:
    """A generated request with all that it means."""

    id: str
    domain: str
    language: str
    request: str
    label: str
    count: int
    low: int
    high: int
    demands: tuple[Gold, ...]
    separator: str = ""
    ending: str = ""


@dataclass(frozen=True)
class _Placed:
    gold: Gold
    where: str
    what: str
    is_date: bool = False


def generate(count: int, *, seed: int = 0) -> list[SeriesRequest]:
    """`count` requests, the domains in turn; the same seed gives the same requests."""
    return [_request(DOMAINS[i % len(DOMAINS)], random.Random(f"{seed}:{i}"), f"{seed}-{i}") for i in range(count)]


def _request(domain: Domain, dice: random.Random, id: str) -> SeriesRequest:
    count = dice.choice(domain.counts)
    if domain.columns:
        count -= count % domain.columns
    placed = _demands(domain, dice, count)
    low, high, length = _length(domain, dice)
    separator, ending, form = _form(domain, dice)
    text = _written(domain, dice, count, placed, [length, *form])
    return SeriesRequest(
        id=id,
        domain=domain.name,
        language=domain.language,
        request=text,
        label=domain.one,
        count=count,
        low=low,
        high=high,
        demands=tuple(each.gold for each in placed),
        separator=separator,
        ending=ending,
    )


# -- demands ------------------------------------------------------------------------------------------------------------


def _demands(domain: Domain, dice: random.Random, count: int) -> list[_Placed]:
    things = list(domain.happenings)
    dice.shuffle(things)
    makers = [_once, _once, _once, _list, _stretch, _stretch, _period, _period, _last]
    makers += [_parity] if dice.random() < 0.3 else []
    makers += [_dated, _dated, _dates] if domain.unit_days else []
    makers += [_cell, _line] if domain.columns else []
    dice.shuffle(makers)
    return [maker(domain, dice, count, thing) for maker, thing in zip(makers, things, strict=False)]


def _gold(thing: str, kind: Kind, units: Sequence[int]) -> Gold:
    return Gold(re.sub(r"^(?:a|an|the)\s+", "", thing), kind, tuple(units))


def _once(domain: Domain, dice: random.Random, count: int, thing: str) -> _Placed:
    unit = dice.randint(2, count - 2)
    return _Placed(_gold(thing, "once", [unit]), wording.once(domain, dice, [unit]), thing)


def _list(domain: Domain, dice: random.Random, count: int, thing: str) -> _Placed:
    units = sorted(dice.sample(range(1, count + 1), 3))
    return _Placed(_gold(thing, "once", units), wording.once(domain, dice, units), thing)


def _last(domain: Domain, dice: random.Random, count: int, thing: str) -> _Placed:
    back = dice.choice((1, 2))
    return _Placed(_gold(thing, "once", [count + 1 - back]), wording.from_end(domain, dice, back), thing)


def _stretch(domain: Domain, dice: random.Random, count: int, thing: str) -> _Placed:
    first = 1 if dice.random() < 0.2 else dice.randint(2, count - 4)
    last = first + dice.randint(1, 4)
    last = min(last, count)
    return _Placed(_gold(thing, "range", range(first, last + 1)), wording.stretch(domain, dice, first, last), thing)


def _period(domain: Domain, dice: random.Random, count: int, thing: str) -> _Placed:
    step = dice.randint(3, max(4, min(12, count // 4)))
    start = dice.randint(2, max(3, count // 3))
    end = dice.randint(start + 2 * step, count) if dice.random() < 0.3 and start + 2 * step < count else None
    units = range(start, (end or count) + 1, step)
    return _Placed(_gold(thing, "periodic", units), wording.period(domain, dice, step, start, end), thing)


def _parity(domain: Domain, dice: random.Random, count: int, thing: str) -> _Placed:
    odd = dice.random() < 0.5
    return _Placed(
        _gold(thing, "periodic", range(1 if odd else 2, count + 1, 2)), wording.parity(domain, dice, odd), thing
    )


def _start(domain: Domain) -> date:
    assert domain.year is not None
    return date(domain.year, 1, 1) if domain.unit_days == 7 else date(domain.year, 3, 1)


def _day(domain: Domain, dice: random.Random, count: int) -> tuple[date, int]:
    when = _start(domain) + timedelta(days=dice.randrange(count * domain.unit_days))
    return when, (when - _start(domain)).days // domain.unit_days + 1


def _dated(domain: Domain, dice: random.Random, count: int, thing: str) -> _Placed:
    when, unit = _day(domain, dice, min(count, 300))
    return _Placed(_gold(thing, "once", [unit]), wording.day(domain, dice, when), thing, is_date=True)


def _dates(domain: Domain, dice: random.Random, count: int, thing: str) -> _Placed:
    days = sorted({_day(domain, dice, min(count, 300)) for _ in range(2)})
    joiner = "和" if domain.language == "zh" else "and"
    words = wording.listed([wording.day(domain, dice, when) for when, _ in days], joiner)
    units = sorted({unit for _, unit in days})
    return _Placed(_gold(thing, "once", units), words.replace(" 和 ", "和"), thing, is_date=True)


def _cell(domain: Domain, dice: random.Random, count: int, thing: str) -> _Placed:
    row, column = dice.randint(1, count // domain.columns), dice.randint(1, domain.columns)
    unit = (row - 1) * domain.columns + column
    return _Placed(_gold(thing, "once", [unit]), wording.cell(domain, dice, row, column), thing)


def _line(domain: Domain, dice: random.Random, count: int, thing: str) -> _Placed:
    rows, columns = count // domain.columns, domain.columns
    if dice.random() < 0.5:
        row = dice.randint(1, rows)
        units = range((row - 1) * columns + 1, row * columns + 1)
        return _Placed(_gold(thing, "range", units), wording.line(domain, dice, "row", row), thing)
    column = dice.randint(1, columns)
    return _Placed(
        _gold(thing, "periodic", range(column, count + 1, columns)), wording.line(domain, dice, "column", column), thing
    )


# -- form and text ------------------------------------------------------------------------------------------------------


def _length(domain: Domain, dice: random.Random) -> tuple[int, int, str]:
    """(low, high, sentence) of the words of each unit; `high` 0 where only a lower bound is asked for."""
    words = dice.choice((60, 80, 100, 120, 150))
    if domain.language == "zh":
        return dice.choice(
            (
                (words, 0, f"每{domain.one}不少于{words}字。"),
                (words, words + 40, f"每{domain.one}{words}到{words + 40}字。"),
            )
        )
    return dice.choice(
        (
            (words, 0, f"Each {domain.one} should have at least {words} words."),
            (words, words + 40, f"Write {words} to {words + 40} words for each {domain.one}."),
            (words, words + 40, f"Every {domain.one} has between {words} and {words + 40} words."),
            (words, 0, f"No {domain.one} may have less than {words} words: at least {words} words per {domain.one}."),
        )
    )


def _form(domain: Domain, dice: random.Random) -> tuple[str, str, list[str]]:
    if dice.random() < 0.4:
        return "", "", []
    separator, ending = dice.choice(("#*#", "@@@", "~~#")), dice.choice(("*** finished ***", "*** end ***", "[[done]]"))
    if domain.language == "zh":
        return separator, ending, [f"每{domain.one}以“{separator}”分隔。", f"全文以“{ending}”结束。"]
    unit = domain.one.capitalize()
    shown = dice.choice(
        (
            [f"Start each {domain.one} with '{separator} {unit} N:'."],
            [f"Separate the {domain.many} with `{separator}`."],
            [f"Use \"{separator}\" to separate the {domain.many}, for example '{separator} {unit} 1: ...'."],
        )
    )
    end = dice.choice((f"End the text with `{ending}`.", f'After the last {domain.one} write "{ending}".'))
    return separator, ending, [*shown, end]


def _written(domain: Domain, dice: random.Random, count: int, placed: Sequence[_Placed], rules: Sequence[str]) -> str:
    rows = count // domain.columns if domain.columns else 0
    task = dice.choice(domain.tasks).format(count=count, year=domain.year, rows=rows, columns=domain.columns)
    noise = dice.sample(domain.distractors, min(len(domain.distractors), dice.randint(1, 2)))
    layout = dice.choice(("prose", "list", "labels"))
    if domain.language == "zh":
        return _chinese(domain, dice, task, noise, placed, rules, layout)
    if layout == "prose":
        told = [_sentence(domain, dice, each) for each in placed]
        return " ".join([task, *noise, *told, *rules])
    lines = [_item(domain, dice, each, labels=layout == "labels") for each in placed]
    return "\n".join(
        [
            " ".join([task, *noise]),
            "",
            dice.choice(("Requirements:", "What must happen:", "Please include:")),
            *lines,
            "",
            " ".join(rules),
        ]
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _preposition(domain: Domain, each: _Placed) -> str:
    """The word before the place, with its space; "every fifth week" has none."""
    if each.where.startswith("every"):
        return ""
    if each.is_date or domain.one in ("floor", "day"):
        return "on "
    return "at " if domain.one == "stop" or each.where.startswith("(") else "in "


def _sentence(domain: Domain, dice: random.Random, each: _Placed) -> str:
    where, what = f"{_preposition(domain, each)}{each.where}", each.what
    return dice.choice(
        (
            f"{_capital(where)} there is {what}.",
            f"{_capital(where)}, include {what}.",
            f"There should be {what} {where}.",
            f"{_capital(what)} takes place {where}.",
            f"{_capital(where)} we want to read about {what}.",
        )
    )


def _item(domain: Domain, dice: random.Random, each: _Placed, *, labels: bool) -> str:
    if labels and not each.where.startswith(("every", "(")):
        return f"- {_capital(each.where)}: {each.what}"
    return dice.choice(
        (
            f"- {_capital(each.what)} {_preposition(domain, each)}{each.where}",
            f"- {_capital(_preposition(domain, each) + each.where)}: {each.what}",
        )
    )


def _chinese(
    domain: Domain,
    dice: random.Random,
    task: str,
    noise: Sequence[str],
    placed: Sequence[_Placed],
    rules: Sequence[str],
    layout: str,
) -> str:
    def sentence(each: _Placed) -> str:
        return dice.choice(
            (f"{each.where}有{each.what}。", f"{each.where}安排{each.what}。", f"{each.where}要写到{each.what}。")
        )

    if layout == "prose":
        return "".join([task, *noise, *(sentence(each) for each in placed), *rules])
    lines = [
        f"- {each.where}：{each.what}" if layout == "labels" and "，" not in each.where else f"- {sentence(each)}"
        for each in placed
    ]
    return "\n".join(["".join([task, *noise]), "", "要求：", *lines, "", "".join(rules)])
