"""What all calls of a document share, word for word and first, so that prefix caches hit: request, brief, outline."""

from __future__ import annotations

from collections.abc import Sequence

from longwriter_agents.backends.base import Message, Traits
from longwriter_agents.backends.tokens import count_tokens, within_tokens
from longwriter_agents.constraints.kinds import Constraint, Include
from longwriter_agents.constraints.scope import Numbered, Whole
from longwriter_agents.model import Brief, Finding, Outline, Part, Section
from longwriter_agents.packing import part_within, sheet, within_share
from longwriter_agents.prompting import fenced
from longwriter_agents.prose.language import language_name

_MOST_OUTLINE_LINES, _MOST_PARTS_FOR_SMALL_MODELS = 12, 8
"""The outline is in every call: were it to grow with the document, input would grow with its square. Of a long document's
parts a small model, whose calls are many, is told fewer."""
_SHARE, _REQUEST_SHARE, _PART_SHARE = 3, 5, 10
"""The frame takes at most a third of the window: the request a fifth of it, outline and background a tenth each."""
_SHORT_TOKENS = 60


def frame(
    brief: Brief,
    outline: Outline | None,
    constraints: tuple[Constraint, ...],
    traits: Traits,
    *,
    with_brief: bool = True,
) -> Message:
    """The system message; marked as the end of a shared prefix."""
    window = traits.context_window
    message = sheet(
        "shared/system",
        role="system",
        cache=True,
        ranks={"request": 0, "background": 1, "outline": 2},
        request=fenced(brief.shared or brief.request, "request"),
        title=within_tokens(outline.title, _SHORT_TOKENS) if outline else "",
        language=language_name(brief.language),
        audience=within_tokens(brief.audience, _SHORT_TOKENS) if with_brief else "",
        tone=within_tokens(brief.tone, _SHORT_TOKENS) if with_brief else "",
        background=everywhere(constraints),
        outline=digest(outline, small=traits.small) if outline else (),
    )
    for name, share in (("request", _REQUEST_SHARE), ("background", _PART_SHARE), ("outline", _PART_SHARE)):
        message = part_within(message, name, window // share)
    return within_share(message, window // _SHARE)


def unshown(brief: Brief, traits: Traits) -> Finding | None:
    """That the request is longer than the window shows: what stands in its middle only code has read."""
    tokens, room = count_tokens(brief.shared or brief.request).tokens, traits.context_window // _REQUEST_SHARE
    if tokens <= room:
        return None
    message = (
        f"The request has about {tokens:,} tokens; a context window of {traits.context_window:,} shows {room:,} of them, its "
        "beginning and its end. Demands are kept wherever they stand in it, but what else stands in its middle the model did "
        "not read: give a larger --context-window, or a shorter request."
    )
    return Finding(code="request_cut", message=message)


def request_within(request: str, traits: Traits) -> str:
    """The request in the share of the window that it may take."""
    return within_tokens(request, traits.context_window // _REQUEST_SHARE)


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
        named = "mention " + (" or " if constraint.any_of else " and ").join(f'"{term}"' for term in constraint.terms)
        named += constraint.often
        return named if constraint.literal or _says_no_more(constraint) else f"{named} ({constraint.text})"
    if constraint.kind == "exclude" and constraint.letters:
        return "use only words without the letter " + " or ".join(f'"{term}"' for term in constraint.terms)
    if constraint.kind == "exclude" and constraint.most:
        named = " or ".join(f'"{term}"' for term in constraint.terms)
        return f"use {named} at most {constraint.most} time{'s' * (constraint.most > 1)}"
    if constraint.kind == "exclude":
        return "never use " + " or ".join(f'"{term}"' for term in constraint.terms)
    return constraint.statement


def _says_no_more(constraint: Include) -> bool:
    """Whether the demand's words are its term and little else."""
    return len(constraint.text.split()) <= len(" ".join(constraint.terms).split()) + 2


def digest(outline: Outline, *, small: bool = False) -> tuple[str, ...]:
    """The outline in few lines: all section titles, or the parts alone when there are many sections, or the first of many
    parts. (What lies near a section is in its contract.)"""
    named: Sequence[Section | Part] = outline.sections
    most = _MOST_OUTLINE_LINES
    if len(named) > most:
        named, most = outline.parts, _MOST_PARTS_FOR_SMALL_MODELS if small else most
    lines = [f"{number}. {each.title}" for number, each in enumerate(named, 1) if each.title]
    more = len(lines) - most
    return (*lines[:most], *([f"… and {more} more"] if more > 0 else ()))
