"""An outline that the caller gives instead of having one planned: as a value, JSON, a list of titles, or Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from longwriter_agents.errors import InputError
from longwriter_agents.model import Outline, Part, Section

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_CLOSING_MARKS = re.compile(r"\s#+$")


def read_outline(given: Outline | dict[str, Any] | Sequence[str] | str | None) -> Outline | None:
    """The outline as a value; `InputError` when it holds no section."""
    if given is None:
        return None
    if isinstance(given, Outline):
        outline = given
    elif isinstance(given, dict):
        outline = _from_json(given)
    elif isinstance(given, str):
        outline = from_markdown(given)
    else:
        outline = Outline(parts=(Part(id="p1", sections=tuple(_numbered(given, "s"))),))
    if not outline.sections:
        raise InputError("The outline has no sections.", hint="Give at least one title or one `## heading`.")
    return outline


def _from_json(given: dict[str, Any]) -> Outline:
    try:
        return Outline.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = "".join(f"{part}." for part in first["loc"]).rstrip(".")
        raise InputError(f"The outline is not usable: {f'{where}: ' if where else ''}{first['msg']}.") from None


def _numbered(titles: Sequence[str], prefix: str) -> list[Section]:
    return [Section(id=f"{prefix}{number}", title=str(title).strip()) for number, title in enumerate(titles, 1)]


def from_markdown(text: str) -> Outline:
    """`#` is the document's title; with two levels below it the upper one makes parts. Text under a heading is what the
    section covers; its list items are its points."""
    title, headings = _headings(text)
    if not headings:
        return Outline(title=title)
    top = min(level for level, _, _ in headings)
    if any(level > top for level, _, _ in headings):
        return Outline(title=title, parts=_with_parts(headings, top))
    sections = [_section(f"s{number}", heading, body) for number, (_, heading, body) in enumerate(headings, 1)]
    return Outline(title=title, parts=(Part(id="p1", sections=tuple(sections)),))


def _headings(text: str) -> tuple[str, list[tuple[int, str, list[str]]]]:
    title, found = "", list[tuple[int, str, list[str]]]()
    for line in text.splitlines():
        heading = _HEADING.fullmatch(_CLOSING_MARKS.sub("", line.strip()).rstrip())
        if heading and len(heading.group(1)) == 1 and not title and not found:
            title = heading.group(2)
        elif heading:
            found.append((len(heading.group(1)), heading.group(2), []))
        elif found and line.strip():
            found[-1][2].append(line.strip())
    return title, found


def _with_parts(headings: list[tuple[int, str, list[str]]], top: int) -> tuple[Part, ...]:
    parts: list[Part] = []
    for level, heading, body in headings:
        if level == top:
            parts.append(Part(id=f"p{len(parts) + 1}", title=heading, summary=" ".join(body)))
        elif parts:
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
