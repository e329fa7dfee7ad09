"""What all calls of a document share, word for word and first, so that prefix caches hit: request, brief, outline."""

from __future__ import annotations

from longwriter_agents.backends.base import Message, Traits
from longwriter_agents.constraints.kinds import Constraint, Include
from longwriter_agents.constraints.scope import Numbered, Whole
from longwriter_agents.model import Brief, Outline
from longwriter_agents.prompting import fenced, render, shortened
from longwriter_agents.prose.language import language_name

_MOST_OUTLINE_LINES = 40
_CHARS_PER_TOKEN = 3
"""A cautious estimate: the request may take an eighth of the window, whatever its script."""


def frame(
    brief: Brief,
    outline: Outline | None,
    constraints: tuple[Constraint, ...],
    traits: Traits,
    *,
    with_brief: bool = True,
) -> Message:
    """The system message; marked as the end of a shared prefix."""
    text = render(
        "shared/system",
        request=fenced(request_within(brief.shared or brief.request, traits), "request"),
        title=outline.title if outline else "",
        language=language_name(brief.language),
        audience=brief.audience if with_brief else "",
        tone=brief.tone if with_brief else "",
        background=everywhere(constraints),
        outline=digest(outline) if outline else (),
    )
    return Message("system", text, cache=True)


def request_within(request: str, traits: Traits) -> str:
    return shortened(request, chars=traits.context_window * _CHARS_PER_TOKEN // 8)


def everywhere(constraints: tuple[Constraint, ...]) -> tuple[str, ...]:
    """What every section has to heed and the request alone does not say: constraints given as data, and exclusions."""
    return tuple(
        demand_text(constraint)
        for constraint in constraints
        if isinstance(constraint.scope, Whole)
        and (constraint.kind == "exclude" or (constraint.kind == "judged" and constraint.origin == "caller"))
    )


def demand_text(constraint: Constraint) -> str:
    """The constraint as one sentence for a writer."""
    if constraint.kind == "include" and (constraint.literal or isinstance(constraint.scope, Numbered)):
        named = "mention " + " and ".join(f'"{term}"' for term in constraint.terms)
        return named if constraint.literal or _says_no_more(constraint) else f"{named} ({constraint.text})"
    if constraint.kind == "exclude":
        return "never use " + " or ".join(f'"{term}"' for term in constraint.terms)
    return constraint.text or constraint.quote


def _says_no_more(constraint: Include) -> bool:
    """Whether the demand's words are its term and little else."""
    return len(constraint.text.split()) <= len(" ".join(constraint.terms).split()) + 2


def digest(outline: Outline) -> tuple[str, ...]:
    """The outline in few lines: all section titles, or the parts alone when there are many sections."""
    sections = outline.sections
    if len(sections) <= _MOST_OUTLINE_LINES:
        return tuple(f"{number}. {section.title}" for number, section in enumerate(sections, 1) if section.title)
    return tuple(f"{number}. {part.title}" for number, part in enumerate(outline.parts, 1) if part.title)
