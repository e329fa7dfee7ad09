"""What a request says by rule: a deterministic reading, English and Chinese. Nothing is guessed.

Each clause is read by the rules, is the task itself, or is left over for the analyst. A following issue grows this into
the full scope grammar; the result type stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from longwriter_agents.constraints.clauses import TASK, clauses
from longwriter_agents.constraints.kinds import Exclude, Include, Judged, Language, Structure, WordCount
from longwriter_agents.constraints.scope import EveryNth, EverySection, Named, Scope, UnitRange, Units, Whole
from longwriter_agents.lengths import find_length, unit_length
from longwriter_agents.model import Length, Series
from longwriter_agents.prose.language import language_named

AnyConstraint = WordCount | Include | Exclude | Language | Structure | Judged


@dataclass(frozen=True)
class Compiled:
    """What the rules read. `leftover` are the clauses that only a model can read, `accounted` those that were read."""

    constraints: tuple[AnyConstraint, ...] = ()
    length: Length | None = None
    series: Series | None = None
    language: str | None = None
    leftover: tuple[str, ...] = ()
    accounted: tuple[str, ...] = ()


@dataclass
class _Reading:
    constraints: list[AnyConstraint] = field(default_factory=list)
    leftover: list[str] = field(default_factory=list)
    accounted: list[str] = field(default_factory=list)


def compile_rules(request: str) -> Compiled:
    """Read the request by rule."""
    reading = _Reading()
    for clause in clauses(request):
        _read(clause, reading)
    each = unit_length(request)
    if each is not None:
        reading.constraints.append(
            WordCount(quote=each.quote, text=f"each section: {each.quote}", scope=EverySection(), length=each)
        )
    structure = _structure(request)
    if structure is not None:
        reading.constraints.append(structure)
    language = _language(request)
    if language is not None:
        reading.constraints.append(language)
    return Compiled(
        constraints=tuple(reading.constraints),
        length=find_length(request),
        series=_series(request),
        language=language.code if language else None,
        leftover=tuple(reading.leftover),
        accounted=tuple(reading.accounted),
    )


_QUOTED = r"[\"“”「『《'‘]([^\"“”「」『』《》'’]{1,200})[\"“”」』》'’]"
_MUST = (
    r"(?:must|should|shall|needs? to|has to|have to|make sure (?:to|that it|it|you)|be sure to|ensure (?:that )?(?:it|you)|"
    r"please|also|do|and|it should|the (?:text|document|story|article|essay) (?:must|should))?"
)
_INCLUDE = re.compile(
    rf"{_MUST}\s*\b(?:includes?|contains?|mentions?|use|uses|quote|work in|feature|say|name)\b\s*"
    rf"(?:(?:the|this|these|a|an|at least once|exactly)\s+)*(?:exact\s+)?(?:words?|phrases?|terms?|sentences?|keywords?|names?|line|quote|expression)?\s*[::]?\s*"
    rf"(?P<terms>{_QUOTED}(?:\s*(?:,|and|or|&|、|和)*\s*{_QUOTED})*)",
    re.IGNORECASE,
)
_INCLUDE_ZH = re.compile(
    rf"(?:必须|需要|应|要|请)?(?:包含|包括|提到|提及|出现|使用|写到|含有)(?:了|以下|这个|词语|短语|句子|关键词|字样|[::\s])*(?P<terms>{_QUOTED}(?:\s*[,,、和与]*\s*{_QUOTED})*)"
)
_EXCLUDE = re.compile(
    rf"(?:\b(?:do not|don(?:'|’)t|never|must not|mustn(?:'|’)t|should not|shouldn(?:'|’)t|may not|cannot)\b[^.\n]{{0,30}}?\b(?:include|contain|mention|use|say|write|name|refer to)\b"
    rf"|\bavoid(?:ing)?\b(?:\s+(?:using|mentioning|saying|the use of))?|\bwithout (?:mentioning|using|saying|naming)\b)\s*"
    rf"(?:(?:the|any|a|an|this|these)\s+)*(?:words?|phrases?|terms?|names?|expressions?)?\s*[::]?\s*"
    rf"(?P<terms>{_QUOTED}(?:\s*(?:,|and|or|&|nor)*\s*{_QUOTED})*)",
    re.IGNORECASE,
)
_EXCLUDE_WORD = re.compile(
    r"\b(?:do not|don(?:'|’)t|never|must not|should not)\s+(?:mention|use|say|name)\s+(?:the (?:word|term|name)s?\s+)?"
    r"(?P<term>[\w'’-]+(?:\s+or\s+[\w'’-]+)?)\s*(?=[.;,!\n]|$|\banywhere\b|\bat all\b|\bin the\b)"
    r"|\bwithout (?:mentioning|using|naming)\s+(?:the (?:word|term|name)s?\s+)?(?P<term2>[\w'’-]+)\s*(?=[.;,!\n]|$)"
    r"|\bavoid (?:the (?:word|term)s?|mentioning|saying)\s+(?P<term3>[\w'’-]+)\s*(?=[.;,!\n]|$)",
    re.IGNORECASE,
)
_EXCLUDE_ZH = re.compile(
    rf"(?:不要|不得|不能|禁止|避免|请勿|勿|不可)(?:提到|提及|使用|出现|包含|写到|含有)?(?:任何|词语|[::\s])*(?P<terms>{_QUOTED}(?:\s*[,,、和或与]*\s*{_QUOTED})*)"
)
_INCLUDE_WORD = re.compile(
    r"\b(?:must|should|shall|has to|needs to|make sure (?:to|it)|be sure to|always)\s+(?:mentions?|names?|includes? the (?:word|phrase|term|name)s?)\s+"
    r"(?P<term>[^.;,!\n]{2,60}?)\s*(?=[.;,!\n]|$|\bat least\b|\bsomewhere\b|\bin the\b|\bonce\b)"
    r"|^\s*mention\s+(?P<term2>[^.;,!\n]{2,60}?)\s*(?=[.;,!\n]|$|\bat least\b|\bsomewhere\b|\bin the\b|\bonce\b)",
    re.IGNORECASE,
)


def _read(clause: str, reading: _Reading) -> None:
    scope = scope_of(clause)
    found = _excludes(clause, scope) or _includes(clause, scope)
    reading.constraints += found
    rest = _rest(clause, found)
    if found or not rest or TASK.match(clause):
        reading.accounted.append(clause)
    if TASK.match(clause):
        reading.leftover += _style(clause)
    elif rest and (not found or len(rest.split()) > 6):
        reading.leftover.append(clause if not found else rest)


def _includes(clause: str, scope: Scope) -> list[AnyConstraint]:
    made: list[AnyConstraint] = []
    for pattern in (_INCLUDE, _INCLUDE_ZH):
        for match in pattern.finditer(clause):
            made.append(_include(clause, _terms(match["terms"]), scope))
    if not made:
        for match in _INCLUDE_WORD.finditer(clause):
            terms = _listed(match["term"] or match["term2"])
            literal = all(len(term.split()) <= 3 for term in terms)
            made.append(_include(clause, terms, scope, literal=literal))
    return made


def _include(clause: str, terms: tuple[str, ...], scope: Scope, *, literal: bool = True) -> Include:
    return Include(quote=clause, text=f"mentions {' and '.join(terms)}", terms=terms, scope=scope, literal=literal)


def _excludes(clause: str, scope: Scope) -> list[AnyConstraint]:
    terms: list[str] = []
    for pattern in (_EXCLUDE, _EXCLUDE_ZH):
        terms += [term for match in pattern.finditer(clause) for term in _terms(match["terms"])]
    if not terms:
        for match in _EXCLUDE_WORD.finditer(clause):
            terms += re.split(r"\s+or\s+", match["term"] or match["term2"] or match["term3"])
    if not terms:
        return []
    return [Exclude(quote=clause, text=f"never says {' or '.join(terms)}", terms=tuple(terms), scope=scope)]


def _terms(quoted: str) -> tuple[str, ...]:
    return tuple(term.strip(" ,.") for term in re.findall(_QUOTED, quoted) if term.strip(" ,."))


def _listed(text: str) -> tuple[str, ...]:
    bare = re.sub(r"^(?:the|a|an)\s+", "", text.strip(" \"'“”"), flags=re.IGNORECASE)
    return tuple(part.strip() for part in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", bare) if part.strip())


_LENGTHY = re.compile(r"\b(?:words?|pages?|long|length|in length|each|every|total|altogether|the|text|document|article|essay|story|"
    r"it|should|must|shall|be|is|and|of|a|an|with|please|about|write|have|has|chapter|section|entry|whole|in)\b|字数?|要求|全文|篇幅|左右|文章|[\d\W_]", re.IGNORECASE)  # fmt: skip


def _rest(clause: str, found: list[AnyConstraint]) -> str:
    """What a clause says besides its lengths, language, structure and what the rules took; empty when nothing is left."""
    bare = clause
    for pattern in (_INCLUDE, _INCLUDE_ZH, _EXCLUDE, _EXCLUDE_ZH, *((_EXCLUDE_WORD, _INCLUDE_WORD) if found else ())):
        bare = pattern.sub(" ", bare)
    for demand in (find_length(bare), unit_length(bare)):
        if demand is not None:
            bare = bare.replace(demand.quote, " ")
    bare = _LANGUAGE.sub(" ", _SECTIONS.sub(" ", bare))
    return bare.strip() if re.search(r"\w", _LENGTHY.sub("", bare)) else ""


_STYLE = re.compile(
    r"(?:\b(?:in|with|using) (?:a|an|the)? ?(?:[\w,-]+ ){1,6}(?:tone|style|voice|manner|register)\b"
    r"|\b(?:aimed at|intended for|suitable for|for an audience of|addressed to|written for) [^.;,\n]{3,60}"
    r"|\bfor (?:absolute |complete |total )?(?:beginners|experts|children|students|teenagers|professionals|novices|newcomers|seniors|parents|managers|engineers)\b"
    r"|\b(?:in|from) the (?:first|second|third) person\b|\bin the (?:present|past) tense\b)",
    re.IGNORECASE,
)


def _style(task: str) -> list[str]:
    """Demands on tone, person and readers that the task's own sentence holds."""
    return [match.group().strip() for match in _STYLE.finditer(task)]


_NUMBER_WORDS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_COUNT = rf"(?:\d{{1,4}}|{'|'.join(list(_NUMBER_WORDS)[1:])})"
_SECTIONS = re.compile(
    rf"\b(?:in|into|with|of|has|have|exactly|using|across|contain(?:s|ing)?|consist(?:s|ing)? of|divided into|split into)\s+(?:exactly\s+)?"
    rf"(?P<n>{_COUNT})\s+(?:main\s+|clear\s+|titled\s+|separate\s+|numbered\s+)?sections?\b|(?:分为|分成|共|包含)\s*(?P<zh>\d{{1,3}}|[一二三四五六七八九十]+)\s*(?:个)?(?:部分|小节|节)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:sections?|headings?|parts)\b[^.:\n]{0,40}?(?:\b(?:titled|called|named|headed|on)\b|[::])\s*(?P<titles>[^.\n]{3,400})",
    re.IGNORECASE,
)


def _structure(request: str) -> Structure | None:
    counted = _SECTIONS.search(request)
    titled = _TITLED.search(request)
    titles = _titles(titled["titles"]) if titled else ()
    if counted is None and len(titles) < 2:
        return None
    count = _count(counted["n"] or counted["zh"]) if counted else len(titles)
    if len(titles) != count:
        titles = ()
    quote = counted.group() if counted else titled.group() if titled else ""
    text = f"{count} sections" + (f": {'; '.join(titles)}" if titles else "")
    return Structure(quote=quote, text=text, sections=count, headings=titles)


def _titles(listed: str) -> tuple[str, ...]:
    quoted = _terms(listed)
    if len(quoted) >= 2:
        return quoted
    pieces = re.split(r"\s*;\s*|\s*,\s*(?:and\s+)?|\s+and\s+", listed.strip())
    fine = [piece.strip(" \"'“”") for piece in pieces if 0 < len(piece.split()) <= 8]
    return tuple(fine) if len(fine) == len(pieces) else ()


def _count(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text.casefold() in _NUMBER_WORDS:
        return _NUMBER_WORDS[text.casefold()]
    from longwriter_agents.lengths import _chinese

    return int(_chinese(text) or 1)


_UNITS = r"(?P<unit>chapters?|lessons?|episodes?|modules?|acts?|scenes?|floors?|levels?|letters?|steps?|sessions?|units?|blocks?|stages?|articles?)"
_PERIODS = {"daily": "Day", "weekly": "Week", "monthly": "Month", "yearly": "Year", "annual": "Year", "hourly": "Hour"}
_SERIES = re.compile(
    rf"\b(?P<n>{_COUNT})[\s-]+(?:(?:short|long|numbered|separate|different|main|full)\s+)?{_UNITS}\b(?!\s+(?:words|pages|ago|long))",
    re.IGNORECASE,
)
_PERIODIC = re.compile(rf"\b(?P<n>{_COUNT})\s+(?P<period>daily|weekly|monthly|yearly|annual|hourly)\s+(?:[\w-]+\s+){{0,2}}?(?:entries|entry|letters|reports|menus|logs|posts|plans|columns|lessons|episodes|notes)\b", re.IGNORECASE)  # fmt: skip
_SPAN = re.compile(rf"\b(?P<n>{_COUNT})[\s-](?P<span>day|week|month|year|hour)s?[\s-]+(?:[\w-]+\s+){{0,3}}?(?:plan|itinerary|diary|menu|course|program(?:me)?|schedule|journal|challenge|curriculum|log)\b", re.IGNORECASE)  # fmt: skip
_SERIES_ZH = re.compile(r"(?P<n>\d{1,4}|[一二三四五六七八九十百]+)\s*(?P<unit>章|集|课|回|层|封|幕)(?!节?字)")


def _series(request: str) -> Series | None:
    """A numbered series; a lone unit ("1 chapter") is none."""
    for pattern, label in (
        (_PERIODIC, lambda m: _PERIODS[m["period"].casefold()]),
        (_SPAN, lambda m: m["span"].capitalize()),
        (_SERIES, lambda m: m["unit"].rstrip("s").capitalize()),
        (_SERIES_ZH, lambda m: m["unit"]),
    ):
        for match in pattern.finditer(request):
            if re.search(
                r"(?:第|\b(?:chapters?|first|last|every|each|than|of the|these)\s)\s*$", request[: match.start()], re.I
            ):
                continue
            count = _count(match["n"])
            if 2 <= count <= 2_000:
                return Series(label=label(match), count=count, quote=match.group())
    return None


_LANGUAGE = re.compile(
    r"\b(?:written|write(?: it| this| the \w+)?|answer|in|respond|composed)\s+(?:entirely |only |all )?in\s+(?P<a>[A-Z][a-z]+(?: Chinese)?)\b(?!\s+(?:literature|history|class|art|schools?|society|culture|politics))"
    r"|\bin (?P<b>(?:Simplified |Traditional )?[A-Z][a-z]+)(?=\s*(?:[.;,!\n]|$|about\b|on\b|with\b))"
    r"|用(?P<c>\w{1,2}[语文])(?:写|撰写|回答|来写)|(?P<d>auf Deutsch|en français|en español)"
)
_OWN_WORDS = {"auf deutsch": "de", "en français": "fr", "en español": "es"}


def _language(request: str) -> Language | None:
    for match in _LANGUAGE.finditer(request):
        named = match["a"] or match["b"] or match["c"]
        code = language_named(named) if named else _OWN_WORDS[match["d"].casefold()]
        if code is not None:
            return Language(quote=match.group().strip(), text=f"written in {named or match['d']}", code=code)
    return None


_NAMED_SCOPE = re.compile(
    r"\b(?:in|within|as part of) (?:the|your) (?P<role>introduction|conclusion|opening|ending|epilogue|prologue)\b"
    r"|\bthe (?P<role2>introduction|conclusion|opening|ending|epilogue|prologue) (?:must|should|has to|needs to|shall)\b"
    r"|在?(?P<role3>引言|前言|开头|结尾|结论|结语)(?:部分|中|里|处|必须|应|要)",
    re.IGNORECASE,
)
_LABEL = r"(?:chapter|section|part|lesson|episode|week|day|month|floor|module|unit|act|entry|scene|letter)"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "last": -1, "final": -1}  # fmt: skip
_NTH = {"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}


def scope_of(clause: str) -> Scope:
    """Where the clause applies, as far as it says so; the whole document otherwise."""
    every = re.search(rf"\bevery (?P<n>\d+|other|second|third|fourth|fifth|sixth|seventh)(?:st|nd|rd|th)? {_LABEL}s?\b(?:[^.]*?\b(?:from|starting (?:from|with|in|at)) (?:{_LABEL} )?(?P<start>\d+))?", clause, re.I)  # fmt: skip
    if every:
        step = int(every["n"]) if every["n"].isdigit() else _NTH[every["n"].casefold()]
        return EveryNth(step=max(1, step), start=int(every["start"] or step))
    if re.search(
        rf"\b(?:each|every|all(?: the)?) {_LABEL}s?\b|每(?:一)?(?:章|节|周|天|集|课|层)", clause, re.IGNORECASE
    ):
        return EverySection()
    span = re.search(rf"\b{_LABEL}s? (?P<a>\d+)\s*(?:-|–|—|to|through)\s*(?P<b>\d+)\b", clause, re.IGNORECASE)
    if span:
        return UnitRange(first=int(span["a"]), last=int(span["b"]))
    single = re.search(rf"\b{_LABEL}s? (?P<n>\d+(?:(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+)\d+)*)\b|第(?P<zh>\d+|[一二三四五六七八九十]+)(?:章|节|周|天|集|课|层)", clause, re.I)  # fmt: skip
    if single:
        numbers = re.findall(r"\d+", single["n"]) if single["n"] else [str(_count(single["zh"]))]
        return Units(numbers=tuple(int(number) for number in numbers if int(number) > 0) or (1,))
    ordinal = re.search(rf"\bthe (?P<o>{'|'.join(_ORDINALS)}) {_LABEL}\b", clause, re.IGNORECASE)
    if ordinal:
        return Units(numbers=(_ORDINALS[ordinal["o"].casefold()],))
    named = _NAMED_SCOPE.search(clause)
    if named:
        return Named(name=named["role"] or named["role2"] or named["role3"])
    return Whole()


@dataclass(frozen=True)
class Topic:
    """What kind of text the task names, and what about; empty where unsure."""

    kind: str = ""
    subject: str = ""


_KINDS = r"(?P<kind>guide|article|essay|report|story|novel|novella|book|paper|manual|handbook|tutorial|blog post|review|speech|letter|diary|history|biography|overview|introduction|proposal|plan|script|course|whitepaper|white paper|itinerary|textbook)"
_ABOUT = re.compile(rf"\b{_KINDS}\b\s*(?:\([^)]*\)\s*)?(?:to|about|on|of|for|into|that explains|explaining)\s+(?P<subject>[^.;\n!?]{{3,160}})", re.I)  # fmt: skip


def analyse_topic(request: str) -> Topic:
    """The subject phrase of a plain request, up to its first side clause."""
    found = _ABOUT.search(request)
    if not found:
        return Topic()
    subject = re.split(
        r",|\s(?:with|in (?:about|around|exactly|at least|\d)|that|which|of about|for (?:beginners|children))\s",
        found["subject"],
    )[0]
    return Topic(kind=found["kind"].casefold(), subject=subject.strip(" \"'“”"))
