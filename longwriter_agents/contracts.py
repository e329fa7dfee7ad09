"""A section's contract: all that binds its drafter, gathered from outline, constraints and neighbours; nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from longwriter_agents.constraints.kinds import Constraint, Structure, WordCount
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.constraints.shape import Edges, Form, Titled
from longwriter_agents.continuity.canon import needed as needed_of_canon
from longwriter_agents.continuity.flows import goes_on, is_narrative
from longwriter_agents.continuity.ownership import Allocation
from longwriter_agents.continuity.summaries import so_far
from longwriter_agents.framing import demand_text
from longwriter_agents.model import Brief, Canon, Length, Outline, Section
from longwriter_agents.prose.farewells import split_farewell


@dataclass(frozen=True)
class Contract:
    """What one section owes. `own` are the constraints placed in it; `everywhere` those that bind every section; `looks` what
    of the whole's form is for this section's drafter to heed, and is checked on the whole only; `customs` what a letter or a
    speech owes to its kind here.

    `elsewhere` is what others tell that lies near, `canon` what must be as it is everywhere, `so_far` what was told before
    the section's forerunner; all three are few words, ranked.
    """

    section: Section
    number: int
    count: int
    before: Section | None
    after: Section | None
    own: tuple[Constraint, ...]
    everywhere: tuple[Constraint, ...]
    looks: tuple[Constraint, ...] = ()
    customs: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    canon: tuple[str, ...] = ()
    so_far: tuple[str, ...] = ()

    @property
    def checked(self) -> tuple[Constraint, ...]:
        """What a section's text is checked against: its own constraints, and the exclusions."""
        return self.own + self.everywhere

    @property
    def demanding(self) -> tuple[Constraint, ...]:
        """The own constraints that a drafter is told of; lengths are said apart, structure is not its concern."""
        return tuple(c for c in self.own if not isinstance(c, WordCount | Structure | Titled))

    @property
    def demands(self) -> list[str]:
        return [*(demand_text(c) for c in (*self.demanding, *self.looks)), *self.customs]

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
        found += [each for c in self.own if c.kind == "examples" for each in c.sentences(text)[: c.least]]
        found += split_farewell(text)[1].split("\n") if self.number == self.count else []
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
        looks=tuple(c for c in constraints if isinstance(c.scope, Whole) and _is_told(c, index, len(sections))),
    )


def _is_told(constraint: Constraint, index: int, count: int) -> bool:
    """Whether the drafter of this section has a hand in it: the first and the last words, and of a document of one section
    all that is counted. (Headings are set by code.)"""
    if isinstance(constraint, Edges):
        return (bool(constraint.begins) and index == 0) or (bool(constraint.ends) and index == count - 1)
    return isinstance(constraint, Form) and count == 1 and constraint.counted != "tables"


@dataclass(frozen=True)
class Room:
    """How much of the rest of the document a drafter is told, in words: a small model loses count of more, and of a unit
    that stands by itself it takes the `neighbours` for its own task."""

    elsewhere: int
    elsewhere_words: int
    shared: int
    canon_words: int
    told: int
    told_words: int
    neighbours: bool


FULL = Room(elsewhere=5, elsewhere_words=45, shared=1, canon_words=60, told=4, told_words=20, neighbours=True)
NARROW = Room(elsewhere=2, elsewhere_words=12, shared=2, canon_words=16, told=2, told_words=15, neighbours=False)


def briefed(
    bare: Contract,
    brief: Brief,
    outline: Outline,
    allocation: Allocation,
    canon: Canon,
    gists: dict[str, str],
    room: Room,
) -> Contract:
    """The contract with what this section must know of the others: what they tell, what holds, what was told so far."""
    section = bare.section
    about = " ".join((section.title, section.summary, *section.points, *map(str, section.owns), *bare.demands))
    known = brief.shared or brief.request
    tells_on = goes_on(brief, section)
    alone = brief.series is not None and not tells_on and not room.neighbours
    return replace(
        bare,
        before=None if alone else bare.before,
        after=None if alone else bare.after,
        elsewhere=() if alone else _elsewhere(allocation, section, room),
        canon=needed_of_canon(canon, about, known=known, words=room.canon_words, cast=is_narrative(brief)),
        so_far=so_far(outline, section.id, gists, most=room.told, words=room.told_words) if tells_on else (),
    )


def _elsewhere(allocation: Allocation, section: Section, room: Room) -> tuple[str, ...]:
    return allocation.near(section.id, most=room.elsewhere, words=room.elsewhere_words, least=room.shared)
