"""The plan is adjusted while it is written: before a section is begun, and for all that is unwritten between two waves.

Each section's adjustment follows from the texts before it in its strand, or from all that earlier waves wrote, and never
from what other strands write meanwhile: so a resumed job adjusts the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.constraints.kinds import Constraint, Include, WordCount
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.continuity.replanning import Written, adjusted, adjusted_outline, with_adjustment
from longwriter_agents.events import PlanAdjusted
from longwriter_agents.framing import demand_text
from longwriter_agents.model import Adjustment, Finding, Outline, Section
from longwriter_agents.services import Services

_AHEAD = 12


async def adjust_next(services: Services, strand: Sequence[str], at: int, texts: Mapping[str, str]) -> None:
    """Adjust the section that a strand is about to begin, by the texts of those before it in the strand."""
    if services.options.outline is not None:
        return  # an outline that the caller gives stays as it is
    if at == 0:
        return await _keep(services, "strand", strand[0], None)
    outline = await services.outline()
    sections = [outline.section(key) for key in strand]
    waved = {each.section_id: each for each in await _kept(services, "wave", strand)}
    sections = [with_adjustment(section, waved.get(section.id)) for section in sections]
    written = await _written(services, sections[:at], texts)
    movable = await _movable(services, sections[at:])
    await _keep(services, "strand", strand[at], adjusted(sections[at], written, sections[at:], movable=movable))


async def adjust_rest(services: Services, outline: Outline, texts: Mapping[str, str]) -> None:
    """Adjust all sections that no wave has begun yet."""
    if services.options.outline is not None:
        return
    written = await _written(services, outline.sections, texts)
    rest = [section for section in outline.sections if section.id not in texts]
    for at, section in enumerate(rest):
        movable = await _movable(services, rest[at:])
        await _keep(services, "wave", section.id, adjusted(section, written, rest, movable=movable))


async def adjustments_of(services: Services, sections: Sequence[str]) -> list[Adjustment]:
    """What was adjusted in these sections: between waves first, then in their strands."""
    return [*await _kept(services, "wave", sections), *await _kept(services, "strand", sections)]


async def followed_outline(services: Services) -> Outline:
    """The outline with all adjustments: what was in fact written by."""
    outline = await services.outline()
    return adjusted_outline(outline, await adjustments_of(services, [section.id for section in outline.sections]))


def told(adjustment: Adjustment) -> Finding:
    """The adjustment in words, for the report."""
    parts = []
    if adjustment.dropped:
        parts.append(f"told already in {', '.join(adjustment.told_in)}: {'; '.join(adjustment.dropped)}")
    if adjustment.taken_up:
        parts.append(f"taken up, since no draft tells it: {'; '.join(adjustment.taken_up)}")
    if adjustment.moved_words:
        parts.append(f"{adjustment.moved_words} words moved to {', '.join(adjustment.moved_to)}")
    message = f"The plan was adjusted while writing ({'. '.join(parts)})."
    return Finding(code="plan_adjusted", severity="info", section_id=adjustment.section_id, message=message)


async def _kept(services: Services, when: str, sections: Sequence[str]) -> list[Adjustment]:
    """What was kept for this outline; of another one (before a revision, say) it does not count."""
    kept = [await services.kept(f"adjusted:{when}:{each}") for each in sections]
    mark = await _mark(services) if any(kept) else ""
    return [Adjustment.model_validate(each["what"]) for each in kept if each and each["outline"] == mark]


async def _mark(services: Services) -> str:
    outline = await services.outline()
    known = services.memory.get("mark of outline")
    if known is None or known[0] is not outline:
        digest = hashlib.sha256(outline.model_dump_json().encode()).hexdigest()[:16]
        known = services.memory["mark of outline"] = (outline, digest)
    mark: str = known[1]
    return mark


async def _written(services: Services, sections: Sequence[Section], texts: Mapping[str, str]) -> list[Written]:
    demands = [c for c in await constraints_of(services) if isinstance(c, Include) and isinstance(c.scope, Whole)]
    open_demands = [c for c in demands if not any(c.check(text).status == "met" for text in texts.values())]
    return [
        Written(section, texts[section.id], _owed(section, open_demands)) for section in sections if section.id in texts
    ]


def _owed(section: Section, open_demands: Sequence[Constraint]) -> tuple[str, ...]:
    """Demands on the whole document that fell to this section and that no text meets."""
    return tuple(demand_text(c) for c in open_demands if c.id in section.constraint_ids)


async def _movable(services: Services, sections: Sequence[Section]) -> list[str]:
    """The sections after the first whose budget may grow; none when the first one's own length is set by the request."""
    lengths = {c.id for c in await constraints_of(services) if isinstance(c, WordCount)}
    free = [section.id for section in sections[: 2 * _AHEAD] if not lengths & set(section.constraint_ids)]
    return free[1:] if free and free[0] == sections[0].id else []


async def _keep(services: Services, when: str, section_id: str, adjustment: Adjustment | None) -> None:
    name = f"adjusted:{when}:{section_id}"
    before = await services.kept(name)
    value = {"outline": await _mark(services), "what": adjustment.model_dump(mode="json")} if adjustment else None
    if value != before:
        await services.keep(name, value)
    if adjustment is not None:
        services.emit(PlanAdjusted(adjustment=adjustment))
