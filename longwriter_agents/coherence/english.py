"""Claims of English sentences: years of events, ages, measures, counts, prices, times, makers and holders of offices.

Precision comes first. A sentence that hedges, denies, asks, quotes or tells a legend claims nothing here; nor does a
number that is said to be about right, nor a thing of which the text has several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from longwriter_agents.coherence import wordings as w
from longwriter_agents.coherence.claims import Amount, Claim, Date, Person, Subject, Value, Word
from longwriter_agents.coherence.names import NO_NAMES, Names, may_name
from longwriter_agents.coherence.reading import Sentence
from longwriter_agents.coherence.things import Things
from longwriter_agents.numbers import number
from longwriter_agents.prose.cues import lowered, words_of

_DIGIT = re.compile(r"\d")


def claims(sentence: Sentence, names: Names, things: Things) -> Iterator[Claim]:
    """What an English sentence claims, as far as its wording is one of those known here."""
    pieces = _without_marks(sentence.text).split()
    kinds = frozenset[w.Kind]().union(*map(_kinds, pieces))
    text = " ".join(pieces) if kinds else ""
    if not text or len(text) > w.LONGEST or sentence.listed:
        return
    lives = list(_lives(text)) if "year" in kinds else []
    others = list(_others(text, kinds, names))
    if not (lives or others) or w.QUOTE.search(text):
        return
    yield from _of(lives, sentence, names, things)
    if others and not w.HEDGED.search(text[0].lower() + text[1:]):
        yield from _of(others, sentence, names, things)


def _without_marks(text: str) -> str:
    return text.replace("*", "").replace("_", "").replace("`", "")


@lru_cache(maxsize=8_192)
def _kinds(piece: str) -> frozenset[w.Kind]:
    """What a stretch between blanks may tell of. Hardly one tells of anything, and most come again."""
    words = words_of(lowered(piece))
    kinds = {kind for kind, known in w.TRIGGERS.items() if not known.isdisjoint(words)}
    if _DIGIT.search(piece):
        kinds.add("number")
    if w.TRIGGER_YEAR.search(piece):
        kinds.add("year")
    if _JOINED.search(piece):
        kinds.add("joined")
    return frozenset(kinds)


def _others(text: str, kinds: frozenset[w.Kind], names: Names) -> Iterator[Told]:
    """What is no claim where the sentence hedges. That is looked at afterwards: most sentences tell nothing at all."""
    if "year" in kinds:
        yield from _years(text)
    if "number" in kinds:
        if ("joined" in kinds or may_count(text)) and stands_before_a_number(text):
            yield from _amounts(text)
        yield from _ages(text) if may_name(text) else ()
    if not kinds.isdisjoint(("maker", "role", "kin")):
        yield from _makers(text, kinds, names)
    if "time" in kinds:
        yield from _times(text)


Told = tuple[re.Match[str] | str, str, Value]
"""(the match of `w.SUBJECT` or a name, attribute, value)"""


def _of(source: Iterable[Told], sentence: Sentence, names: Names, things: Things) -> Iterator[Claim]:
    for told, attribute, value in source:
        subject = _subject(told, names, things)
        if subject is not None:
            yield Claim(subject, attribute, value, sentence)


def _years(text: str) -> Iterator[Told]:
    for form in (form for form in w.YEARS if form.may_be_in(text)):
        for match in form.pattern.finditer(text):
            date = _date(match)
            if form.where == "front":
                yield from _fronted(text[match.end() :], date)
                continue
            about = _about(match, form.where, text)
            if about is not None:
                verb = match["verb"].casefold()
                yield about, w.CLASS.get(verb, "build"), date


def _lives(text: str) -> Iterator[Told]:
    """ "Elena Markov (1893–1950)": told beside whatever the sentence says, so no hedge touches it."""
    for match in w.LIFE.finditer(text) if "(" in text else ():
        if born := match["only"] or match["born"]:
            yield match["s"], "be born", Date(year=int(born))
        if match["died"]:
            yield match["s"], "die", Date(year=int(match["died"]))


def _fronted(rest: str, date: Date) -> Iterator[Told]:
    """ "In 1893 the bridge was built": the subject comes after the date, its verb after the subject."""
    for end in (match.start() for match in re.finditer(r"\s(?:was|were|had been|opened|closed|died)\b", rest[:90])):
        verb = w.FRONT_VERB.match(rest[end:])
        subject = w.SUBJECT_BEFORE.search(rest[:end])
        if verb and subject and subject.start() == 0:
            yield subject, w.CLASS[verb["verb"] or verb["plain"]], date
        return


def _date(match: re.Match[str]) -> Date:
    month = match["month"]
    day = match["day"] or match["day2"]
    return Date(
        year=int(match["year"]), month=w.MONTHS.index(month) + 1 if month else 0, day=int(day) if day and month else 0
    )


def _about(match: re.Match[str], where: str, text: str) -> re.Match[str] | str | None:
    if where == "before":
        before = text[max(0, match.start() - 120) : match.start()]
        return w.SUBJECT_BEFORE.search(before) or w.SUBJECT_RELATIVE.search(before)
    if where == "after":
        return w.SUBJECT_AFTER.match(text[match.end() :])
    if where == "group":
        return w.SUBJECT_BEFORE.search(match["s"])
    if where == "possessive":
        return w.SUBJECT_WHOLE.search(match["s"])
    return match["s"]


def may_count(text: str) -> bool:
    """A quick look, which spares nearly all sentences the close one: whether a number follows a word before which one of the
    wordings has it, with a blank between."""
    folded = lowered(text)
    first = w.FIRST_OF_SCORES if "hundred" in folded or "dozen" in folded else w.FIRST_OF_NUMBERS
    return any(
        before in w.BEFORE_COUNTS and (told[0].isdecimal() or told.startswith(first))
        for before, told in pairwise(folded.split(" "))
    )


def stands_before_a_number(text: str) -> bool:
    """Whether a number stands where one of the wordings has it: hardly one does, and each wording is a slow pattern."""
    before = [text[: match.start()].rstrip() for match in w.NUMBERS.finditer(text)]
    return any(each.endswith(_OPEN_COUNTS) or each[each.rfind(" ") + 1 :].lower() in w.BEFORE_COUNTS for each in before)


_OPEN_COUNTS = ("$", "€", "£", "'", "’", "'s", "’s")
_JOINED = re.compile(r"[$€£'’]|[^\W\d]\d")
"""What may stand before a number without a blank between them: "$5", "only5"."""


def _amounts(text: str) -> Iterator[Told]:
    for form in (form for form in w.AMOUNTS if form.may_be_in(text)):
        for match in form.pattern.finditer(text):
            rest = text[: match.start()] + text[match.end() :]
            if w.CHANGING.search(rest[:1].lower() + rest[1:]) or (about := _about(match, form.where, text)) is None:
                continue
            told = match.groupdict()
            value = _number(told.get("n") or told.get("sum") or "")
            if value is not None:
                yield about, _attribute(told), Amount(value, _unit(told))


_EMPLOYS = {"employs": "count:employees", "employed": "count:employees"}


def _attribute(told: dict[str, str | None]) -> str:
    if noun := told.get("noun"):
        return w.DIMENSION["population"] if noun in ("inhabitants", "residents") else f"count:{noun}"
    if adjective := told.get("adj"):
        return w.ADJECTIVE[adjective]
    if dimension := told.get("dim"):
        return w.DIMENSION[dimension]
    verb = told.get("verb") or ""
    return w.BY_VERB.get(verb, {"takes": "last", "lasts": "last", "lasted": "last", **_EMPLOYS}.get(verb, "price"))


def _unit(told: dict[str, str | None]) -> str:
    unit = (told.get("unit") or ("money" if told.get("sum") else "")).casefold()
    unit = unit.replace("metre", "meter").replace("litre", "liter")
    short = {"m": "meter", "km": "kilometer", "cm": "centimeter", "mm": "millimeter", "ft": "foot",
             "feet": "foot",
             "kg": "kilogram", "kilo": "kilogram", "g": "gram", "inches": "inch", "storeys": "storey",
             "stories": "storey"}  # fmt: skip
    unit = short.get(unit, unit)
    return unit[:-1] if unit.endswith("s") and len(unit) > 2 else unit


def _number(told: str) -> float | None:
    scale = {"million": 1e6, "billion": 1e9, "thousand": 1e3}
    words = told.casefold().split()
    if len(words) == 2 and words[1] in scale and words[0][0].isdigit():
        return float(words[0].replace(",", "")) * scale[words[1]]
    if told[:1].isdigit():
        return float(told.replace(",", "").rstrip("."))
    return number(told.replace("-", " "))


def _ages(text: str) -> Iterator[Told]:
    for age_form in w.AGES:
        for match in age_form.pattern.finditer(text) if age_form.may_be_in(text) else ():
            age = _number(match["n"])
            if age is not None and 0 < age <= 115 and len(match["s"].split()) >= 2:
                yield match["s"], "age", Amount(age, "year")


def _makers(text: str, kinds: frozenset[w.Kind], names: Names) -> Iterator[Told]:
    for form in (form for form in w.MAKERS if w.kind_of_maker(form) in kinds and form.may_be_in(text)):
        for match in form.pattern.finditer(text):
            who = names.resolve(match["who"])
            if who is None or who.casefold() in NO_NAMES or w.AND_OTHERS.match(text, match.end("who")):
                continue
            if form.where == "role":
                yield f"the {match['s']}{match['of'] or ''}", "holder", Person(who)
            elif form.where == "kin":
                yield match["s"], match["verb"], Person(who)
            elif (about := _about(match, form.where, text)) is not None:
                verb = {"wrote": "written"}.get(match["verb"].casefold(), match["verb"].casefold())
                yield about, f"by:{w.CLASS.get(verb, verb)}", Person(who)


def _times(text: str) -> Iterator[Told]:
    for form in (form for form in w.TIMES if form.may_be_in(text)):
        for match in form.pattern.finditer(text):
            about = _about(match, form.where, text)
            if about is not None:
                told = match.groupdict()
                verb = w.HAPPENS[told["verb"] or ""]
                if (day := told.get("weekday")) and verb != "opens":
                    yield about, f"{verb}:weekday", Word(day)
                elif month := told.get("month") or told.get("month2"):
                    day = told.get("day") or told.get("day2") or "0"
                    yield about, f"{verb}:date", Word(f"{int(day)} {month}")
                elif time := _clock(told):
                    yield about, f"{verb}:time", Word(time)


def _clock(told: dict[str, str | None]) -> str:
    """A time as hours and minutes, with its half of the day where it is told; empty where it can't be read."""
    if hour := told.get("hour"):
        half = (told.get("half") or "").replace(".", "")
        hours, _, minutes = hour.replace(".", ":").partition(":")
        return f"{int(hours)}:{minutes or '00'}{half}"
    spoken = (told.get("spoken") or "").casefold().removesuffix("o'clock").removesuffix("o’clock").strip()
    if spoken in ("noon", "midnight"):
        return spoken
    value = number(spoken)
    return f"{int(value)}:00" if value else ""


def _subject(about: re.Match[str] | str, names: Names, things: Things) -> Subject | None:
    """Who or what is meant; None where it can't be told apart from others of its kind."""
    if isinstance(about, str):
        role = re.fullmatch(r"the (?P<role>.+?)(?: (?P<of>of .+))?", about)
        return _thing("", role["role"].split()[-1], role["of"] or "", things) if role else _named(about, names)
    if about["name"]:
        return _named(about["name"], names)
    if about["bare"]:
        return Subject(about["bare"].casefold())
    qualifier = f"{about['prep']} {about['of']}" if about["prep"] else ""
    return _thing(about["mods"] or "", about["head"], qualifier, things)


def _named(name: str, names: Names) -> Subject | None:
    resolved = names.resolve(name)
    if resolved is None or resolved.casefold() in NO_NAMES:
        return None
    return Subject(resolved, named=True)


def _thing(modifiers: str, head: str, qualifier: str, things: Things) -> Subject | None:
    words = modifiers.casefold().split()
    if head in w.NO_NOUN or any(word in w.NO_NOUN for word in words):
        return None
    called = things.single(head, words)
    if called is None:
        return None
    return Subject(called, frozenset(words) - set(called.split()), re.sub(r"\bthe ", "", qualifier.casefold()))
