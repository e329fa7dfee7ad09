"""Headings and cross-references: what the text points at must be there, and what is announced must be filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from longwriter_agents.coherence.reading import Body, Paragraph, Reading, Sentence
from longwriter_agents.model import Finding
from longwriter_agents.numbers import whole
from longwriter_agents.prose.cues import Cued, cued, lowered

_CUE = (
    r"(?:see(?: also)?|refer(?:red)? (?:back )?to|turn to|return to|go (?:back )?to|covered in|described in|discussed in|"
    r"explained in|mentioned in|shown in|noted in|listed in|outlined in|introduced in|detailed in|set out in|as in|\()"
)
_NUMBER = r"(?P<number>\d{1,3}|[IVX]{1,5}|[Xx]{1,3}|[NY]|\?+|_{1,4}|\[[^\]\n]{0,20}\])(?![\w.%-]*\w)"
NUMBERED = cued(
    rf"{_CUE}\s*(?:the )?(?P<label>section|chapter|part|week|day|lesson|step|unit|module|figure|fig\.|table|appendix)\s+"
    rf"(?:{_NUMBER}|(?P<letter>[A-H])\b)(?!\s+of\b)",
    "section chapter part week day lesson step unit module figure fig. table appendix".split(),
)
LEADS = Cued(
    NUMBERED.pattern,
    ("see", "refer", "turn to", "go to", "go back to", "ed in", "shown in", "out in", "as in", "("),
)
"""The same pattern with what stands before its number."""
NUMBERED_ZH = cued(
    r"(?:参见|参考|详见|见|如|请看|回到)第?\s*(?P<label>图|表|附录|第)\s*(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,4})(?P<unit>章|节|部分|周|课)?",
    "见 如 参考 请看 回到".split(),
    flags=0,
)
NAMED = cued(
    r"\b(?:section|chapter|part) (?:titled|called|named|entitled|on|about) [\"“](?P<title>[^\"”\n]{3,80})[\"”]",
    ('"', "“"),
)
NAMED_ZH = cued(
    r"(?:见|参见|详见|参考)[《“「](?P<title>[^》”」\n]{2,40})[》”」](?:一?[章节]|部分)", "见 参考".split(), flags=0
)
_HEADING = re.compile(r"^(?P<marks>#{1,6})(?:[ \t]+(?P<title>.*?))?[ \t]*#*$")
_THINGS = {
    "figure": r"!\[|<img|^\W*fig",
    "fig.": r"!\[|<img|^\W*fig",
    "table": r"^\s*\|.*\|",
    "appendix": r"^\W*appendix\b",
}
_THINGS_ZH = {"图": r"!\[|^\W*图", "表": r"^\s*\|.*\|", "附录": r"^\W*附录"}
MAY_POINT = re.compile(
    r"section|chapter|\bpart\b|week|\bday\b|lesson|step|unit|module|figure|fig\.|table|appendix|[见如图考到看]",
    re.IGNORECASE,
)
FORMS = (NUMBERED, NUMBERED_ZH, NAMED, NAMED_ZH)
_DIVISIONS = frozenset({"section", "chapter", "part", "第"})


def references(reading: Reading) -> list[Finding]:
    forms = _forms_in(lowered(reading.text))
    found = (
        [finding for sentence in reading.sentences for finding in _broken(sentence, reading, forms)] if forms else []
    )
    return [*found, *_headings(reading), *_titles(reading)]


def _forms_in(text: str) -> list[Cued]:
    """The ways to point that can be in a `lowered` text, each with those of its cues only that stand there."""
    known = (replace(form, cues=[cue for cue in form.cues if cue in text]) for form in FORMS)
    return [form for form in known if form.cues]


def _broken(sentence: Sentence, reading: Reading, forms: Sequence[Cued]) -> Iterator[Finding]:
    for form in _forms_of(sentence, forms):
        for match in form.pattern.finditer(sentence.text):
            yield from _pointing(match, sentence, reading)


def _forms_of(sentence: Sentence, forms: Sequence[Cued]) -> Sequence[Cued]:
    text = lowered(sentence.text)
    found = [
        form
        for form in forms
        if form.may_be_in(text) and (form.pattern is not NUMBERED.pattern or LEADS.may_be_in(text))
    ]
    return found if found and MAY_POINT.search(sentence.text) else ()


def _pointing(match: re.Match[str], sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    if match.re in (NUMBERED.pattern, NUMBERED_ZH.pattern):
        if why := _why_broken(match, reading):
            yield _finding(sentence, f"Points to {match.group().lstrip('(').strip()!r}: {why}")
    elif not _is_title(match["title"], reading):
        yield _finding(sentence, f"Points to a section {match['title']!r}, which is not there.")


def _why_broken(match: re.Match[str], reading: Reading) -> str:
    label = match["label"].casefold()
    things = {**_THINGS, **_THINGS_ZH}
    if label in things:
        there = re.search(things[label], reading.text, re.MULTILINE | re.IGNORECASE)
        return "" if there else "there is none in the text."
    number = _read(match["number"] or "")
    if match["number"] is None:
        return ""
    if number is None:
        return "its number was never filled in."
    return _beyond(number, label, match, reading)


def _read(number: str) -> int | None:
    roman = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
    if number.upper() == "X" or not number:
        return None
    return whole(number) if number not in roman else roman[number]


def _beyond(number: int, label: str, match: re.Match[str], reading: Reading) -> str:
    """Whether the document has a division of that number; only labels that it divides itself by are judged."""
    series, sections = reading.brief.series, len(reading.outline.sections)
    own = series.label.casefold() if series else ""
    unit = match.groupdict().get("unit") or ""
    if series and (label == own or (unit and unit in (own, *series.aliases))):
        last = series.first + series.count - 1
        return "" if series.first <= number <= last else f"there is none beyond {last}."
    if label not in _DIVISIONS or (label == "第" and unit not in ("章", "节", "部分")):
        return ""
    parts = len(reading.outline.parts)
    most = max(sections, parts if label in ("part", "chapter") else 0)
    return "" if 1 <= number <= most else f"the document has {most}."


def _is_title(named: str, reading: Reading) -> bool:
    wanted = _folded(named)
    titles = [s.title for s in reading.outline.sections] + [p.title for p in reading.outline.parts]
    titles += [match["title"] or "" for line in reading.text.splitlines() if (match := _HEADING.match(line))]
    return any(wanted in _folded(title) or (title and _folded(title) in wanted) for title in titles)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _headings(reading: Reading) -> Iterator[Finding]:
    for body in reading.bodies:
        if "#" in body.text:
            yield from _of_body(body)


def _of_body(body: Body) -> Iterator[Finding]:
    """Headings inside a section: without words, without text below, twice, or the section's own title again."""
    blocks = list(_blocks(body))
    seen = {_folded(body.title)} if body.title else set()
    for index, (line, match) in enumerate(blocks):
        if match is None:
            continue
        title = _folded(match["title"] or "")
        following = blocks[index + 1][1] if index + 1 < len(blocks) else match
        if not title:
            yield _heading(body, line, "A heading without words.")
        elif title in seen:
            yield _heading(body, line, "The same heading stands there twice.")
        elif following is not None and len(following["marks"]) <= len(match["marks"]):
            yield _heading(body, line, "A heading with no text below it.")
        seen.add(title)


def _blocks(body: Body) -> Iterator[tuple[str, re.Match[str] | None]]:
    """The lines of the body that are headings, and one entry for each stretch of anything else."""
    for paragraph in body.paragraphs:
        for line in _lines(paragraph):
            yield line, _HEADING.match(line)


def _lines(paragraph: Paragraph) -> Iterator[str]:
    if not paragraph.text.lstrip().startswith("#"):
        yield paragraph.text.split("\n", 1)[0].lstrip("#") or "-"
        return
    yield from paragraph.text.splitlines()


def _heading(body: Body, line: str, message: str) -> Finding:
    return Finding(code="heading", message=message, section_id=body.id, evidence=line)


def _titles(reading: Reading) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for body in reading.bodies:
        title = _folded(body.title)
        if title and title in seen:
            yield Finding(
                code="heading",
                message=f"Two sections are called {body.title!r}.",
                section_id=body.id,
                other_section_id=seen[title],
            )
        seen.setdefault(title, body.id)


def _finding(sentence: Sentence, message: str) -> Finding:
    return Finding(code="broken_reference", message=message, section_id=sentence.section_id, evidence=sentence.text)
