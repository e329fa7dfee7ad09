"""What a claim is: a thing, what is said of it, and the number, date or name that is said. Two claims may contradict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from longwriter_agents.coherence.reading import Sentence


@dataclass(frozen=True)
class Subject:
    """What a claim is about: a name, or a thing by its head noun ("bridge"), what stands before it, and "of the …"."""

    head: str
    modifiers: frozenset[str] = frozenset()
    qualifier: str = ""
    named: bool = False

    def same(self, other: Subject) -> bool:
        """Whether both mean one thing, in a text that has one such thing only."""
        if self.named or other.named:
            return self.named == other.named and self.head == other.head
        nested = self.modifiers <= other.modifiers or other.modifiers <= self.modifiers
        return (self.head == other.head and nested and self.qualifier in ("", other.qualifier)) or (
            self.head == other.head and nested and other.qualifier == ""
        )


@dataclass(frozen=True)
class Date:
    """A date as far as it is told: 0 stands for what is left open."""

    year: int = 0
    month: int = 0
    day: int = 0

    def clashes(self, other: Date) -> bool:
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        for mine, theirs in pairs:
            if mine != theirs:
                return bool(mine and theirs)
        return False


@dataclass(frozen=True)
class Amount:
    """A number with its unit; numbers of different units are not compared."""

    number: float
    unit: str = ""

    def clashes(self, other: Amount) -> bool:
        return self.unit == other.unit and self.number != other.number and not _rounded(self.number, other.number)


def _rounded(a: float, b: float) -> bool:
    """Whether one number is the other, rounded: 1,500 and 1,487."""
    near = abs(a - b) <= 0.03 * max(a, b)
    return near and any(number >= 100 and number % 100 == 0 for number in (a, b))


@dataclass(frozen=True)
class Person:
    """A name as it is resolved; "Weber" and "Anna Weber" do not clash, nor do 林海 and 工程师林海."""

    name: str

    def clashes(self, other: Person) -> bool:
        mine, theirs = set(self.name.split()), set(other.name.split())
        nested = mine <= theirs or theirs <= mine
        return not (nested or self.name.endswith(other.name) or other.name.endswith(self.name))


@dataclass(frozen=True)
class Word:
    """A weekday, a time of day or a sign that is one of several."""

    text: str

    def clashes(self, other: Word) -> bool:
        return self.text != other.text


Value = Date | Amount | Person | Word


@dataclass(frozen=True)
class Claim:
    """`attribute` names what is said, the same for all its wordings: "build", "high", "count:room"."""

    subject: Subject
    attribute: str
    value: Value
    sentence: Sentence


@dataclass(frozen=True)
class Clash:
    """Two claims about one thing that can't both be true; `later` stands after `earlier`."""

    earlier: Claim
    later: Claim


_MOST_VALUES = 2
"""With more values than two for one thing, a text tells of a change or of several things: nothing is concluded."""


def clashes(claims: Sequence[Claim]) -> list[Clash]:
    """The claims that contradict the first ones of their kind, in reading order."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.attribute, claim.subject.head), []).append(claim)
    return [clash for group in groups.values() for clash in _within(group)]


def _within(group: Sequence[Claim]) -> list[Clash]:
    """The first claim against all later ones that say something else."""
    if len({claim.value for claim in group}) < 2:
        return []
    values: list[Value] = []
    for claim in group:
        if all(_clash(claim.value, known) for known in values):
            values.append(claim.value)
    if len(values) > _MOST_VALUES:
        return []
    return [clash for number, later in enumerate(group[1:], 1) if (clash := _against(later, group[:number]))]


def _against(later: Claim, earlier: Sequence[Claim]) -> Clash | None:
    """The first claim of another passage that the later one contradicts."""
    for claim in earlier:
        apart = (claim.sentence.section_id, claim.sentence.paragraph) != (
            later.sentence.section_id,
            later.sentence.paragraph,
        )
        if apart and claim.subject.same(later.subject) and _clash(claim.value, later.value):
            return Clash(claim, later)
    return None


def _clash(a: Value, b: Value) -> bool:
    if isinstance(a, Date) and isinstance(b, Date):
        return a.clashes(b)
    if isinstance(a, Amount) and isinstance(b, Amount):
        return a.clashes(b)
    if isinstance(a, Person) and isinstance(b, Person):
        return a.clashes(b)
    return isinstance(a, Word) and isinstance(b, Word) and a.clashes(b)
