"""Small documents for the tests of the monitor."""

from __future__ import annotations

from collections.abc import Sequence

from longwriter_agents.coherence import look_over
from longwriter_agents.model import Brief, Finding, Length, Outline, Part, Section, Series


def outline_of(titles: Sequence[str], title: str = "A Plain Account") -> Outline:
    sections = tuple(Section(id=f"s{number}", title=each) for number, each in enumerate(titles, 1))
    return Outline(title=title, parts=(Part(id="p1", sections=sections),))


def brief_of(
    request: str = "Write an account.", *, language: str = "en", subject: str = "", series: Series | None = None
) -> Brief:
    length = Length(target=1_000, low=900, high=1_100)
    return Brief(request=request, language=language, subject=subject, length=length, series=series)


def looked_over(
    *texts: str,
    titles: Sequence[str] = (),
    title: str = "A Plain Account",
    language: str = "en",
    subject: str = "",
    request: str = "Write an account.",
    canon: Sequence[str] = (),
    series: Series | None = None,
) -> list[Finding]:
    """The findings of a document of these sections, s1, s2, …"""
    named = list(titles) or [f"Stretch {word}" for word in "one two three four five six".split()[: len(texts)]]
    outline = outline_of(named, title)
    bodies = {section.id: text for section, text in zip(outline.sections, texts, strict=True)}
    brief = brief_of(request, language=language, subject=subject, series=series)
    return look_over(outline, bodies, brief, canon)


def told(findings: Sequence[Finding], code: str) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]
