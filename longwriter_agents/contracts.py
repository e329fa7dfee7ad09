"""A section's contract: all that binds its drafter, gathered from outline, constraints and neighbours; nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from longwriter_agents.constraints.kinds import Constraint, Structure, WordCount
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.framing import demand_text
from longwriter_agents.model import Length, Outline, Section


@dataclass(frozen=True)
class Contract:
    """What one section owes. `own` are the constraints placed in it; `everywhere` those that bind every section."""

    section: Section
    number: int
    count: int
    before: Section | None
    after: Section | None
    own: tuple[Constraint, ...]
    everywhere: tuple[Constraint, ...]

    @property
    def checked(self) -> tuple[Constraint, ...]:
        """What a section's text is checked against: its own constraints, and the exclusions."""
        return self.own + self.everywhere

    @property
    def demanding(self) -> tuple[Constraint, ...]:
        """The own constraints that a drafter is told of; lengths are said apart, structure is not its concern."""
        return tuple(c for c in self.own if not isinstance(c, WordCount | Structure))

    @property
    def demands(self) -> list[str]:
        return [demand_text(c) for c in self.demanding]

    @property
    def length(self) -> Length | None:
        """The length that the request sets for this section itself; none where its share of the whole is more than that."""
        found = next((c.length for c in self.own if isinstance(c, WordCount)), None)
        if found is not None and found.mode == "at_least" and self.section.budget > found.target:
            return None
        return found

    def needed(self, text: str) -> tuple[str, ...]:
        """What no trimming of this text may lose: the terms asked for, and the sentences that show what was asked for."""
        found = [term for c in self.own if c.kind == "include" and c.literal for term in c.terms]
        found += [c.check(text).evidence for c in self.own if c.kind == "include" and not c.literal]
        return tuple(each for each in found if each)


def contract(outline: Outline, section_id: str, constraints: Sequence[Constraint]) -> Contract:
    sections = outline.sections
    index = next(i for i, section in enumerate(sections) if section.id == section_id)
    section = sections[index]
    return Contract(
        section=section,
        number=index + 1,
        count=len(sections),
        before=sections[index - 1] if index else None,
        after=sections[index + 1] if index + 1 < len(sections) else None,
        own=tuple(c for c in constraints if c.id in section.constraint_ids),
        everywhere=tuple(c for c in constraints if c.kind == "exclude" and isinstance(c.scope, Whole)),
    )
