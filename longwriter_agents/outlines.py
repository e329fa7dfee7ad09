"""An outline that the caller gives instead of having one planned: as a value, JSON, a list of titles, or Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from longwriter_agents.errors import InputError
from longwriter_agents.keepable import keepable
from longwriter_agents.model import Outline, Part, Section
from longwriter_agents.prose.fences import by_kind

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_CLOSING_MARKS = re.compile(r"\s#+$")
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?:(?!---|#+\s).*\n)*---[ \t]*(?:\n|\Z)")
"""What some editors keep at the top of a file: not of the outline."""
_OPENING_MARKS = re.compile(r"^(?:#{1,6}\s+)+")
_FORMS = (
    "Give Markdown headings, a list of titles (or of objects with title, summary, points), or an object with `parts`."
)


def read_outline(given: Outline | dict[str, Any] | Sequence[str | dict[str, Any]] | str | None) -> Outline | None:
    """The outline as a value; `InputError` when it holds no section, or is nothing that can be read as one."""
    if given is None:
        return None
    if isinstance(given, Outline):
        outline = _from_json(given.model_dump())
    elif isinstance(given, dict):
        outline = _from_json(given)
    elif isinstance(given, str):
        outline = from_markdown(keepable(given))
    elif isinstance(given, Sequence) and not isinstance(given, bytes):
        outline = _from_titles(given)
    else:
        raise InputError(f"An outline can't be read from {type(given).__name__}.", hint=_FORMS)
    if not outline.sections:
        raise InputError("The outline has no sections.", hint="Give at least one title or one `## heading`.")
    return _in_one_line_each(outline)


def _from_json(given: dict[str, Any]) -> Outline:
    return _valid(Outline, keepable(given), "outline")


def _from_titles(given: Sequence[Any]) -> Outline:
    sections = tuple(_from_title(number, each) for number, each in enumerate(given, 1))
    return _from_json({"parts": [{"id": "p1", "sections": [section.model_dump() for section in sections]}]})


def _from_title(number: int, given: Any) -> Section:
    if not isinstance(given, str | dict | Section):
        raise InputError(f"Section {number} of the outline can't be read from {type(given).__name__}.", hint=_FORMS)
    if isinstance(given, Section):
        return given
    value = {"title": given} if isinstance(given, str) else given
    section = _valid(Section, {"id": f"s{number}", **keepable(value)}, f"outline's section {number}")
    if not _title(section.title):
        raise InputError(f"Section {number} of the outline has no title.")
    return section


_V = TypeVar("_V", Outline, Section)


def _valid(kind: type[_V], given: dict[str, Any], what: str) -> _V:
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(f"The {what} is not usable: {f'{where}: ' if where else ''}{first['msg']}.") from None


def _in_one_line_each(outline: Outline) -> Outline:
    """A title becomes a heading: one line, whose marks are set by code."""

    def part_of(part: Part) -> Part:
        sections = tuple(each.model_copy(update={"title": _title(each.title)}) for each in part.sections)
        return part.model_copy(update={"title": _title(part.title), "sections": sections})

    return outline.model_copy(
        update={"title": _title(outline.title), "parts": tuple(part_of(part) for part in outline.parts)}
    )


def _title(text: str) -> str:
    return _OPENING_MARKS.sub("", " ".join(text.split()))


def from_markdown(text: str) -> Outline:
    """`#` is the document's title; with two levels below it the upper one makes parts. Text under a heading is what the
    section covers, its list items are its points; text before all headings is told in what comes first. A deeper heading
    before the first upper one is a part of its own."""
    title, headings = _headings(text)
    if not headings:
        return Outline(title=title)
    top = min(level for level, _, _ in headings)
    if any(level > top for level, _, _ in headings):
        return Outline(title=title, parts=_with_parts(headings, top))
    sections = [_section(f"s{number}", heading, body) for number, (_, heading, body) in enumerate(headings, 1)]
    return Outline(title=title, parts=(Part(id="p1", sections=tuple(sections)),))


def _headings(text: str) -> tuple[str, list[tuple[int, str, list[str]]]]:
    title, before = "", list[str]()
    found: list[tuple[int, str, list[str]]] = []
    for kind, line in by_kind(_FRONT_MATTER.sub("", text).splitlines()):
        heading = _HEADING.fullmatch(_CLOSING_MARKS.sub("", line.strip()).rstrip()) if kind == "text" else None
        if heading and len(heading.group(1)) == 1 and not title and not found:
            title = heading.group(2)
        elif heading:
            found.append((len(heading.group(1)), heading.group(2), []))
        elif kind != "fence" and line.strip():
            (found[-1][2] if found else before).append(line.strip())
    if found:
        found[0][2][:0] = before
    return title, found


def _with_parts(headings: list[tuple[int, str, list[str]]], top: int) -> tuple[Part, ...]:
    parts: list[Part] = []
    has_upper = False
    for level, heading, body in headings:
        has_upper = has_upper or level == top
        if level == top or not has_upper:
            parts.append(Part(id=f"p{len(parts) + 1}", title=heading, summary=" ".join(body)))
        else:
            last = parts[-1]
            section = _section(f"s{len(parts)}.{len(last.sections) + 1}", heading, body)
            parts[-1] = last.model_copy(update={"sections": (*last.sections, section)})
    return tuple(part if part.sections else _alone(part, number) for number, part in enumerate(parts, 1))


def _alone(part: Part, number: int) -> Part:
    """A part without sections is written as one section, under the part's heading."""
    section = Section(id=f"s{number}.1", title="", summary=part.summary)
    return part.model_copy(update={"sections": (section,)})


def _section(section_id: str, title: str, body: list[str]) -> Section:
    points = tuple(line.lstrip("-*+ ").strip() for line in body if re.match(r"[-*+]\s", line))
    summary = " ".join(line for line in body if not re.match(r"[-*+]\s", line))
    return Section(id=section_id, title=title, summary=summary, points=points)
