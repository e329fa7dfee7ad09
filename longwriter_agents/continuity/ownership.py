"""Allocation: which section tells what. A fact has one owner; its neighbours in subject hear that it is told elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from longwriter_agents.continuity.likeness import alike, marks
from longwriter_agents.manuscript import ClauseRow
from longwriter_agents.model import Fact, FactKind, Finding, Outline, Section
from longwriter_agents.words import CJK, count_words

_LONGEST = 200
"""Signs of a fact; a reply may hold anything."""
_KIND = re.compile(
    rf"\s*[\[(]?({'|'.join(get_args(FactKind))})s?[\])]?\s*[:：–—-]\s*(?=\S)",
    re.IGNORECASE,
)
_COMMON = 64
"""A mark that more facts bear than this tells nothing of any of them."""
_EVERYWHERE = 3
"""A mark that stands in the claims of more than a third of the sections is the document's subject."""


def read_fact(text: str) -> Fact:
    """A planned fact: "figure: 300 boats" names its kind, "300 boats" does not."""
    bare = " ".join(text.split())[:_LONGEST].strip()
    named = _KIND.match(bare)
    if named is None:
        return Fact(text=bare)
    return Fact.model_validate({"text": bare[named.end() :], "kind": named.group(1).lower()})


@dataclass(frozen=True)
class Claim:
    """Something that the plan lets a section tell: a fact that it owns, or a point on its list."""

    section: int
    text: str
    owned: bool


def claims(outline: Outline) -> Iterator[Claim]:
    """All claims in reading order, owned facts before points."""
    for number, section in enumerate(outline.sections):
        yield from (Claim(number, fact.text, True) for fact in section.owns)
        yield from (Claim(number, point, False) for point in section.points)


def with_single_owners(outline: Outline) -> tuple[Outline, list[Finding]]:
    """The outline with every fact told in one section only: the one that it fits best, or the first of equals.

    Points that say what another section owns are dropped as well; a section's last point stays.
    """
    findings = []
    sections = dict(enumerate(outline.sections))
    for same in _groups(outline):
        owner = _best_owner(outline, same, sorted({claim.section for claim in same}))
        lost = _lost(same, owner)
        slimmer = {at: _without(sections[at], gone) for at, gone in lost.items()}
        if any(sections[at] != section for at, section in slimmer.items()):
            findings.append(_allocated(outline.sections[owner], same))
        sections |= slimmer
    return _replaced(outline, sections), findings


def _lost(same: Sequence[Claim], owner: int) -> dict[int, list[Claim]]:
    """Section → the claims of this group that it gives up: the owner keeps its first, all others give up theirs."""
    lost: dict[int, list[Claim]] = defaultdict(list)
    kept = next(claim for claim in same if claim.section == owner)
    for claim in same:
        if claim is not kept:
            lost[claim.section].append(claim)
    return lost


def _groups(outline: Outline) -> list[list[Claim]]:
    """Claims that say the same, by the first of each group; those said once only are left out."""
    groups: list[list[Claim]] = []
    by_mark: dict[str, list[int]] = defaultdict(list)
    for claim in claims(outline):
        shared = Counter(at for mark in sorted(marks(claim.text)) for at in by_mark[mark])
        found = next((at for at, _ in shared.most_common(8) if alike(groups[at][0].text, claim.text)), None)
        if found is not None:
            groups[found].append(claim)
            continue
        groups.append([claim])
        for mark in sorted(marks(claim.text)):
            if len(by_mark[mark]) < _COMMON:
                by_mark[mark].append(len(groups) - 1)
    return [group for group in groups if len(group) > 1]


def _best_owner(outline: Outline, same: Sequence[Claim], holders: Sequence[int]) -> int:
    """Whose subject shares most with the fact; one that owns it before one that has it among its points; then the first."""
    owning = {claim.section for claim in same if claim.owned}
    return max(holders, key=lambda at: (at in owning or not owning, _fit(outline.sections[at], same[0].text), -at))


def _fit(section: Section, text: str) -> int:
    return len(marks(text) & marks(f"{section.title}. {section.summary}"))


def _without(section: Section, gone: Sequence[Claim]) -> Section:
    points, facts = list(section.points), list(section.owns)
    for claim in reversed(gone):
        if claim.owned:
            del facts[max(at for at, fact in enumerate(facts) if fact.text == claim.text)]
        elif len(points) > 1:
            del points[max(at for at, point in enumerate(points) if point == claim.text)]
    return section.model_copy(update={"points": tuple(points), "owns": tuple(facts)})


def _allocated(owner: Section, same: Sequence[Claim]) -> Finding:
    holders = len({claim.section for claim in same})
    planned = f"{holders} sections were planned to tell this" if holders > 1 else "This was planned twice"
    return Finding(
        code="allocation",
        severity="info",
        section_id=owner.id,
        evidence=same[0].text,
        message=f"{planned}; it is told once, in {owner.title or owner.id!r}.",
    )


def _replaced(outline: Outline, sections: dict[int, Section]) -> Outline:
    order = iter(range(len(outline.sections)))
    parts = tuple(
        part.model_copy(update={"sections": tuple(sections.get(next(order), section) for section in part.sections)})
        for part in outline.parts
    )
    return outline.model_copy(update={"parts": parts})


# -- what the request itself tells ---------------------------------------------------------------------------------------

_STYLE = re.compile(
    r"\b(?:tone|style|voice|spelling|english|tense|person|readers?|audience|format|words?|pages?|language|cite|citations?|"
    r"sources?|references?|headings?|markdown|write|written|avoid)\b|语气|风格|读者|格式|字数|语言|引用|避免",
    re.IGNORECASE,
)
_PARTICULAR = re.compile(
    rf"(?<=[a-z,;] )[A-Z][a-z]+|\d|[\"“«「《][^\"”»」》]{{2,}}[\"”»」》]|[{CJK}]{{2,}}于[{CJK}]{{2,}}"
)
_MOST_WORDS = 40


def facts_of_request(clauses: Sequence[ClauseRow], placed: Sequence[str]) -> list[Fact]:
    """The particulars that the request itself tells: clauses that name somebody, a number or a quotation, and that no
    constraint has brought to its place (`placed` are the ids of those that have one). Words on style are none."""
    found = []
    for row in clauses:
        is_open = row.read_as in ("background", "left to the analyst") and not set(row.constraint_ids) & set(placed)
        if is_open and _PARTICULAR.search(row.quote) and not _STYLE.search(row.quote):
            if count_words(row.quote) <= _MOST_WORDS:
                found.append(Fact(text=" ".join(row.quote.split()).rstrip(".。"), kind=_kind_of(row.quote)))
    return found


def _kind_of(text: str) -> FactKind:
    if re.search(r"[\"“「《]", text):
        return "quotation"
    return "figure" if re.search(r"\d", text) else "fact"


def with_request_facts(outline: Outline, facts: Sequence[Fact]) -> Outline:
    """Each fact of the request goes to exactly one section: the one that it fits best, of equals the one that owns least."""
    for fact in facts:
        sections = outline.sections
        if any(alike(claim.text, fact.text) for claim in claims(outline)):
            continue
        at = max(range(len(sections)), key=lambda n: (_claimed(sections[n], fact.text), -len(sections[n].owns), -n))
        owner = sections[at].model_copy(update={"owns": (*sections[at].owns, fact)})
        outline = _replaced(outline, {at: owner})
    return outline


def _claimed(section: Section, text: str) -> int:
    told = " ".join((section.title, section.summary, *section.points, *map(str, section.owns)))
    return len(marks(text) & marks(told))


# -- what is told elsewhere ----------------------------------------------------------------------------------------------


class Allocation:
    """Who tells what, made ready for the question which claims of others a section might be tempted to tell."""

    def __init__(self, outline: Outline) -> None:
        self._sections = outline.sections
        self._claims = list(claims(outline))
        self._holders: dict[str, set[int]] = defaultdict(set)
        self._by_mark: dict[str, list[int]] = defaultdict(list)
        for at, claim in enumerate(self._claims):
            for mark in marks(claim.text):
                self._holders[mark].add(claim.section)
                self._by_mark[mark].append(at)
        self._number = {section.id: number for number, section in enumerate(self._sections)}
        self._found: dict[tuple[str, int, int, int], tuple[str, ...]] = {}

    def near(self, section_id: str, *, most: int, words: int, least: int = 1) -> tuple[str, ...]:
        """The claims of other sections nearest to this section's subject, best first: at most `most` claims of at most
        `words` words together, each with `least` telling words in common. What shares only the document's own subject
        is not near. A section asks at each of its steps, and nothing of an allocation changes: it is looked for once."""
        asked = (section_id, most, words, least)
        if asked not in self._found:
            self._found[asked] = self._near(section_id, most, words, least)
        return self._found[asked]

    def _near(self, section_id: str, most: int, words: int, least: int) -> tuple[str, ...]:
        number = self._number[section_id]
        scores = self._scores(number, least)
        ranked = sorted(scores, key=lambda at: (-scores[at], abs(self._claims[at].section - number), at))
        own = [claim.text for claim in self._claims if claim.section == number]
        found: list[str] = []
        for at in ranked:
            if len(found) >= most:
                break
            text = self._claims[at].text.rstrip(".。")
            if count_words(text) <= words and not any(alike(each, text) for each in (*own, *found)):
                found.append(text)
                words -= count_words(text)
        return tuple(found)

    def _scores(self, number: int, least: int) -> dict[int, float]:
        """Claim → how much of it is this section's subject too: rare marks weigh more, lone common ones nothing."""
        section = self._sections[number]
        own = marks(" ".join((section.title, section.summary, *section.points, *map(str, section.owns))))
        scores: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for mark in sorted(own):
            holders = len(self._holders.get(mark, ()))
            if holders * _EVERYWHERE > len(self._sections) + _EVERYWHERE or len(self._by_mark[mark]) > _COMMON:
                continue
            for at in self._by_mark[mark]:
                if self._claims[at].section != number:
                    scores[at] += 1 / holders
                    shared[at] += 1
        return {at: score for at, score in scores.items() if shared[at] >= max(2, least) or score >= 0.5 * least}
