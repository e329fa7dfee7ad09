"""The finished text: headings from the outline around the sections' bodies, by code. A series has the form that was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from longwriter_agents.constraints.guarding import guarded, is_rule
from longwriter_agents.constraints.headings import unit_heading
from longwriter_agents.manuscript import WrittenSection
from longwriter_agents.model import Outline, Section, Series
from longwriter_agents.words import count_words


def assembled(outline: Outline, texts: Mapping[str, str], *, title: bool = True, series: Series | None = None) -> str:
    """The document in Markdown. A section without a text is left out here and named in the findings."""
    blocks = [series.opening] if series and series.opening else []
    blocks += [f"# {outline.title}"] if title and outline.title and not has_own_form(series) else []
    for part, section, number in _numbered(outline):
        body = texts.get(section.id)
        if part and body:
            blocks.append(f"## {part}")
        if body:
            blocks += heading_lines(outline, section, number, series)
            blocks.append(guarded(body, series).strip() if series else body.strip())
    if series and series.ending:
        blocks.append(series.ending)
    return "\n\n".join(blocks) + ("\n" if blocks else "")


def _numbered(outline: Outline) -> list[tuple[str, Section, int]]:
    """(the part's title where one begins, section, number) in reading order."""
    found = []
    number = 0
    for part in outline.parts:
        for index, section in enumerate(part.sections):
            number += 1
            found.append((part.title if index == 0 else "", section, number))
    return found


def has_own_form(series: Series | None) -> bool:
    """Whether the request shows how the units are headed or divided."""
    return series is not None and bool(series.heading or series.separator)


def heading_lines(outline: Outline, section: Section, number: int, series: Series | None) -> list[str]:
    """What stands over a section: its heading, and the line that divides it from the one before."""
    if series is None or not has_own_form(series):
        return [f"{'#' * section_level(outline)} {section.title}"] if section.title else []
    lines = [series.separator] if is_rule(series.separator) and number > 1 else []
    line = unit_heading(series, number, _own_title(section, series)) if series.heading else section.title
    if series.separator and not is_rule(series.separator):
        line = f"{series.separator} {line}".strip()
    return [*lines, line]


def _own_title(section: Section, series: Series) -> str:
    """The section's title without label and number, for a form that has a place for it."""
    if "{title}" not in series.heading:
        return ""
    return re.sub(r"^[^:：]*\d+[^:：]*[:：]\s*|^第[^:：]*[:：]\s*", "", section.title)


def heading_words(outline: Outline, *, titled: bool, series: Series | None = None) -> int:
    """Words of all that stands around the bodies in the finished text."""
    words = count_words(outline.title) if titled and not has_own_form(series) else 0
    words += sum(count_words(part.title) for part in outline.parts)
    for _, section, number in _numbered(outline):
        words += sum(count_words(line) for line in heading_lines(outline, section, number, series))
    return words + (count_words(series.opening) + count_words(series.ending) if series else 0)


def section_level(outline: Outline) -> int:
    """Sections are `##`, or `###` under parts that have headings."""
    return 3 if any(part.title for part in outline.parts) else 2


def written_sections(outline: Outline, texts: Mapping[str, str]) -> tuple[WrittenSection, ...]:
    level = section_level(outline)
    return tuple(
        WrittenSection(
            id=section.id,
            title=section.title,
            part=part.title,
            level=level if section.title else 0,
            text=texts.get(section.id, ""),
        )
        for part, section in outline.placed()
    )
