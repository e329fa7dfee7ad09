"""The finished text: headings from the outline around the sections' bodies, by code."""

from __future__ import annotations

from collections.abc import Mapping

from longwriter_agents.manuscript import WrittenSection
from longwriter_agents.model import Outline


def assembled(outline: Outline, texts: Mapping[str, str], *, title: bool = True) -> str:
    """The document in Markdown. A section without a text is left out here and named in the findings."""
    blocks = [f"# {outline.title}"] if title and outline.title else []
    for part in outline.parts:
        bodies = [section for section in part.sections if texts.get(section.id)]
        if part.title and bodies:
            blocks.append(f"## {part.title}")
        for section in bodies:
            if section.title:
                blocks.append(f"{'#' * section_level(outline)} {section.title}")
            blocks.append(texts[section.id].strip())
    return "\n\n".join(blocks) + ("\n" if blocks else "")


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
