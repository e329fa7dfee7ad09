"""Checking any text against a request, also one that was not written here: by code alone, without a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from longwriter_agents.constraints.conflicts import bounds_of_units, settle_conflicts
from longwriter_agents.constraints.guarding import unit_marks
from longwriter_agents.constraints.kinds import Constraint, Judged, Language, PieceLength, Structure, WordCount
from longwriter_agents.constraints.placement import assign, checked_at
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.constraints.scope import EverySection, Whole
from longwriter_agents.constraints.shape import heading_lines
from longwriter_agents.constraints.splitting import units_of
from longwriter_agents.lengths import length
from longwriter_agents.manuscript import ConstraintRow
from longwriter_agents.model import DOCUMENT, Finding, Length, Outline, Part, Section, Series, Value
from longwriter_agents.prose.language import language_name
from longwriter_agents.prose.lines import with_plain_line_ends
from longwriter_agents.words import count_words

Status = Literal["met", "unmet", "judge"]
_VERDICTS: dict[Status, Literal["met", "unmet", "unverified"]] = {"met": "met", "unmet": "unmet", "judge": "unverified"}


class UnitCheck(Value):
    """A unit of the series: whether it is there (once, in its place), its words, what it misses."""

    number: int
    present: bool
    words: int = 0
    unmet: tuple[str, ...] = ()


class Checked(Value):
    """What code can say of a text: `met` when nothing is unmet; what only a reviewer could tell is `unverified`."""

    status: Literal["met", "unmet"]
    words: int
    series: Series | None = None
    units: tuple[UnitCheck, ...] = ()
    constraints: tuple[ConstraintRow, ...] = ()
    findings: tuple[Finding, ...] = ()


def check_text(
    text: str,
    request: str,
    extra: Sequence[Constraint] = (),
    *,
    words: int | None = None,
    language: str | None = None,
    outline: Outline | None = None,
) -> Checked:
    """Compile the request by rule and check every demand at its place; `extra` are demands given as data, and `words`,
    `language` (a code) and `outline` what is given besides, as to `write`. What only a reviewer could tell is listed, too."""
    text, request = with_plain_line_ends(text), with_plain_line_ends(request)
    compiled = compile_rules(request)
    series = compiled.series
    left = [Judged(quote=clause, text=clause) for clause in dict.fromkeys(compiled.leftover)]
    whole = length(mode="about", words=words) if words is not None else compiled.length
    constraints = [*_of_whole(whole), *_besides(language, outline), *compiled.constraints, *left, *extra]
    settled = settle_conflicts(constraints, whole or _any_length(constraints, series), series, outline)
    listed = [each if series else _anywhere(each) for each in settled.constraints]
    if whole is not None:
        listed[0] = listed[0].model_copy(update={"length": settled.length})
    listed = [_as_said(each) for each in listed]
    listed = [each.model_copy(update={"id": each.id or f"c{number}"}) for number, each in enumerate(listed, 1)]
    outline, texts, found = _parts(text, series)
    _, placements = assign(outline, listed, series)
    rows = tuple(_row(each, placements[each.id], text, texts) for each in listed)
    told = [Finding(code="conflict", message=message) for message in compiled.conflicts]
    findings = [*told, *settled.findings, *found, *_form(text, series)]
    bad = any(row.verdict == "unmet" for row in rows) or any(f.severity != "info" for f in findings)
    return Checked(
        status="unmet" if bad else "met",
        words=count_words(text),
        series=series,
        units=_units(outline, texts, placements, listed) if series else (),
        constraints=rows,
        findings=tuple(findings),
    )


def _of_whole(whole: Length | None) -> list[Constraint]:
    if whole is None:
        return []
    return [WordCount(quote=whole.quote, text=whole.quote or f"about {whole.target} words", length=whole)]


def _besides(language: str | None, outline: Outline | None) -> list[Constraint]:
    """The language and the outline that were given, as demands."""
    found: list[Constraint] = []
    if language is not None:
        found.append(Language(code=language, text=f"written in {language_name(language)}", origin="caller"))
    if outline is not None:
        titles = tuple(section.title for section in outline.sections if section.title)
        text = f"the outline: {'; '.join(titles)}" if titles else f"{len(outline.sections)} sections"
        found.append(Structure(sections=len(outline.sections), headings=titles, text=text, origin="caller"))
    return found


_ANY_WORDS = 1_000_000


def _as_said(constraint: Constraint) -> Constraint:
    """A bound of the request binds on one side only: how near to it a writer aims is no demand on a text of another hand."""
    if not isinstance(constraint, WordCount) or constraint.origin == "caller":
        return constraint
    open_side = {"at_least": {"high": _ANY_WORDS}, "at_most": {"low": 0}}.get(constraint.length.mode, {})
    return constraint.model_copy(update={"length": constraint.length.model_copy(update=open_side)})


def _anywhere(constraint: Constraint) -> Constraint:
    """Sentences and paragraphs are looked for in the whole text, also before its first heading."""
    if isinstance(constraint, PieceLength) and isinstance(constraint.scope, EverySection):
        return constraint.model_copy(update={"scope": Whole()})
    return constraint


def _any_length(constraints: Sequence[Constraint], series: Series | None) -> Length:
    low, target, high = bounds_of_units(constraints, series) if series else (0, 0, 0)
    if target:
        return Length(mode="between", target=target, low=low, high=high)
    return length(mode="about", words=1_000)


def _parts(text: str, series: Series | None) -> tuple[Outline, dict[str, str], list[Finding]]:
    """The sections of the text: the units of the series by number, or what stands under its headings."""
    if series is None:
        titles, bodies = _under_headings(text)
        sections = tuple(Section(id=f"s{n}", title=title) for n, title in enumerate(titles, 1))
        return Outline(parts=(Part(id="p1", sections=sections),)), bodies, []
    mark = next(iter(unit_marks(series)), "")
    found = units_of(text.replace(series.ending, "") if series.ending else text, series.label, mark)
    numbers = [number for number, _ in found]
    wanted = range(series.first, series.first + series.count)
    bodies = {f"u{number}": body for number, body in found}
    sections = tuple(Section(id=f"u{number}", title=f"{series.label} {number}") for number in wanted)
    return Outline(parts=(Part(id="p1", sections=sections),)), bodies, _order(numbers, wanted, series)


def _under_headings(text: str) -> tuple[list[str], dict[str, str]]:
    """The titles in their order, and what stands between each one's line and the next; without any, the whole text."""
    found, lines = heading_lines(text), text.splitlines()
    if not found:
        return [""], {"s1": text.strip()}
    ends = [*(number for _, _, number in found[1:]), len(lines)]
    bodies = {
        f"s{n}": "\n".join(lines[number + 1 : end]).strip()
        for n, ((_, _, number), end) in enumerate(zip(found, ends, strict=True), 1)
    }
    return [title for _, title, _ in found], bodies


def _order(numbers: Sequence[int], wanted: range, series: Series) -> list[Finding]:
    """What is missing, doubled or out of order."""
    missing = [n for n in wanted if n not in set(numbers)]
    doubled = sorted({n for n in numbers if numbers.count(n) > 1})
    told = []
    if missing:
        told.append(("missing_units", f"{len(missing)} of {series.count} are missing: {_listed(missing)}."))
    if doubled:
        told.append(("doubled_units", f"There more than once: {_listed(doubled)}."))
    if list(numbers) != sorted(numbers):
        told.append(("order", "The units are not in order."))
    return [Finding(code=code, message=f"{series.label}: {message}") for code, message in told]


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:12]))
    return shown if len(numbers) <= 12 else f"{shown} … ({len(numbers)} in all)"


def _form(text: str, series: Series | None) -> list[Finding]:
    """Separator, opening and end marker."""
    if series is None:
        return []
    told = []
    if series.ending and not text.rstrip().endswith(series.ending):
        told.append(f"The text does not end with {series.ending!r}.")
    if series.opening and not text.lstrip().startswith(series.opening):
        told.append(f"The text does not begin with {series.opening!r}.")
    if series.separator and text.count(series.separator) not in (series.count, series.count - 1):
        told.append(f"{series.separator!r} stands {text.count(series.separator)} times for {series.count} units.")
    return [Finding(code="form", message=message) for message in told]


def _row(constraint: Constraint, places: Sequence[str], text: str, texts: Mapping[str, str]) -> ConstraintRow:
    """The worst verdict over all places, with what shows it; a place without text keeps nothing."""
    checks = [
        (place, checked_at(place, constraint, text if place == DOCUMENT else texts.get(place, ""))) for place in places
    ]
    order: tuple[Status, ...] = ("unmet", "judge", "met")
    worst: Status = next((status for status in order if any(check.status == status for _, check in checks)), "unmet")
    failed = [place for place, check in checks if check.status == worst]
    telling = next((check for _, check in checks if check.status == worst), None)
    where = f"{', '.join(failed[:12])}: " if worst == "unmet" and failed != [DOCUMENT] else ""
    return ConstraintRow(
        id=constraint.id,
        kind=constraint.kind,
        quote=constraint.quote,
        text=constraint.text,
        scope=constraint.scope.model_dump(mode="json"),
        placements=tuple(places),
        verdict=_VERDICTS[worst],
        by="" if worst == "judge" else "code",
        evidence=where + ((telling.detail or telling.evidence) if telling else "There is no such unit."),
    )


def _units(
    outline: Outline,
    texts: Mapping[str, str],
    placements: Mapping[str, Sequence[str]],
    constraints: Sequence[Constraint],
) -> tuple[UnitCheck, ...]:
    rows = []
    for section in outline.sections:
        body = texts.get(section.id, "")
        mine = [each for each in constraints if section.id in placements[each.id]]
        unmet = tuple(each.id for each in mine if each.check(body).status == "unmet")
        number = int(section.id[1:])
        rows.append(UnitCheck(number=number, present=section.id in texts, words=count_words(body), unmet=unmet))
    return tuple(rows)
