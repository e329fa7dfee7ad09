"""Which words of a clause belong to which position: "a fair in week 3, a picnic in week 5", "week 3 a fair, week 5 a picnic"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from longwriter_agents.constraints.keyterms import has_content
from longwriter_agents.constraints.nearby import leads_to
from longwriter_agents.constraints.positions import Position, Relative
from longwriter_agents.constraints.scope import AnyOf, Scope

GONE = "\x00"
"""Stands for what was read of a clause already: lengths, markers, the count of the series."""
_STRONG = re.compile(
    rf"[;；。,，]|{GONE}+|\s[—–-]{{1,2}}\s|\b(?:while|whereas|but|followed by|with|featuring|including)\b|(?:而|并且|同时|另外)",
    re.IGNORECASE,
)
_WEAK = re.compile(r"\b(?:and|then|plus|as well as)\b|、|以及|和|及", re.IGNORECASE)


_LONGEST_LIKEWISE = 80
_LIKEWISE = re.compile(
    r"[,;]?\s*\b(?:and\s+)?(?:so (?:do|does|did|are|is|will|have|has)|"
    r"as (?:do|does|are|is)|(?:the same|this) (?:goes|applies|holds|is true) (?:for|to|in)|"
    r"(?:ditto|likewise|(?:the )?same)(?: for| in| on| at| with)?)"
    r"\s*$",
    re.IGNORECASE,
)
"""What joins a further place to the same words: "and so do nos. 13 and 19"."""


@dataclass(frozen=True)
class Segment:
    """One demand of a clause: where it applies and what it says. `places` are more than one for "in week 3 and in week 7"."""

    places: tuple[Position, ...]
    start: int
    end: int
    text: str

    @property
    def relative(self) -> Relative | None:
        return next((place.scope for place in self.places if isinstance(place.scope, Relative)), None)

    @property
    def scope(self) -> Scope:
        scopes = [place.scope for place in self.places if not isinstance(place.scope, Relative)]
        return scopes[0] if len(scopes) == 1 else AnyOf(scopes=tuple(scopes))


def segments(clause: str, found: Sequence[Position]) -> list[Segment]:
    """The clause divided among its positions."""
    active = [each for each in found if each.role != "bound"]
    bounds = [each for each in found if each.role == "bound"]
    groups = _groups(clause, active)
    cuts = [0, *_cuts(clause, groups), len(clause)]
    return [
        Segment(tuple(group), start, end, _text(clause, start, end, [*group, *bounds]))
        for group, start, end in zip(groups, cuts, cuts[1:], strict=False)
    ]


def _text(clause: str, start: int, end: int, places: Sequence[Position]) -> str:
    """The stretch without its positions."""
    signs = list(clause[start:end])
    for place in places:
        if place.end <= start or place.start > end + _LONGEST_LIKEWISE:
            continue
        likewise = leads_to(_LIKEWISE, clause, place.start, most=_LONGEST_LIKEWISE)
        begin = likewise.start() if likewise else place.start
        for i in range(max(start, begin), min(end, place.end)):
            signs[i - start] = " "
    return "".join(signs)


def _groups(clause: str, active: Sequence[Position]) -> list[list[Position]]:
    """Positions that one demand has together."""
    groups: list[list[Position]] = []
    for place in active:
        if groups and _belongs(clause, groups[-1], place, active):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _belongs(clause: str, group: Sequence[Position], place: Position, active: Sequence[Position]) -> bool:
    gap = clause[group[-1].end : place.start]
    if _LIKEWISE.search(gap):
        return True
    if has_content(gap) or isinstance(place.scope, Relative) or isinstance(group[-1].scope, Relative) or GONE in gap:
        return False
    if re.search(r"[.;:。；：]", gap):
        return False
    before = has_content(clause[_begin(clause, group[0].start) : group[0].start])
    following = next((each.start for each in active if each.start > place.start), len(clause))
    after = clause[place.end : following]
    after = _STRONG.split(after)[0] if before else after
    return not (before and has_content(after) and re.search(r"[,，]", gap))


def _begin(clause: str, at: int) -> int:
    """Where the stretch before `at` begins."""
    cuts = [match.end() for match in _STRONG.finditer(clause, 0, at)]
    return cuts[-1] if cuts and has_content(clause[cuts[-1] : at]) else 0


def _cuts(clause: str, groups: Sequence[Sequence[Position]]) -> list[int]:
    cuts: list[int] = []
    begin = 0
    for i in range(len(groups) - 1):
        end, start = groups[i][-1].end, groups[i + 1][0].start
        before = has_content(clause[begin : groups[i][0].start])
        following = groups[i + 2][0].start if i + 2 < len(groups) else len(clause)
        after = clause[groups[i + 1][-1].end : following]
        cut = _cut(clause, end, start, before=before, after=after)
        cuts.append(cut)
        begin = cut
    return cuts


def _cut(clause: str, end: int, start: int, *, before: bool, after: str) -> int:
    """Where, between two positions, the first one's words end and the second one's begin."""
    strong = [end + match.start() for match in _STRONG.finditer(clause[end:start])]
    weak = [end + match.start() for match in _WEAK.finditer(clause[end:start])]
    if before:
        return _after_a_trailing_place(clause, end, start, strong, weak, after)
    return _after_a_leading_place(clause, end, start, strong, weak, after)


def _after_a_trailing_place(
    clause: str, end: int, start: int, strong: Sequence[int], weak: Sequence[int], after: str
) -> int:
    """ "A fair in week 3, a picnic in week 5": cut at the first divider."""
    dividers = strong or weak
    if not dividers:
        return end if has_content(clause[end:start]) else start
    first = dividers[0]
    if not has_content(clause[first:start]) and has_content(clause[end:first]):
        return first
    if weak and weak[0] < first and not has_content(clause[end : weak[0]]):
        return weak[0]
    return first


def _after_a_leading_place(
    clause: str, end: int, start: int, strong: Sequence[int], weak: Sequence[int], after: str
) -> int:
    """ "Week 3 a fair, week 5 a picnic": cut right before the second place, unless that one follows its own words."""
    dividers = strong or weak
    if not dividers:
        return start
    for cut in sorted({*strong, *weak}, reverse=True):
        if not has_content(clause[cut:start]):
            return cut
    if has_content(_STRONG.split(after)[0]) and not _leads_in(clause[dividers[-1] : start]):
        return start
    return dividers[-1]


def _leads_in(words: str) -> bool:
    """Whether the words end on a preposition or verb that the place completes."""
    return bool(re.search(r"\b(?:in|on|at|during|for|by|up|over|throughout|of)\s*(?:the\s*)?$", words, re.IGNORECASE))
