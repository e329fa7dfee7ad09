"""Days of the week that say nothing of units: "every 5 weeks on weekends" is every fifth week, for each has a weekend."""

from __future__ import annotations

import re
from dataclasses import replace

from longwriter_agents.constraints.grammar.position import Position
from longwriter_agents.constraints.keyterms import has_content
from longwriter_agents.constraints.scope import Dates, EveryNth, MonthDays, UnitRange, Units, Weekdays

_MONTHS_OR_LONGER = frozenset({"month", "quarter", "year"})
_STOP = re.compile(r"[.;!?。；！？]")
_PIECES = re.compile(r"[,，]|\b(?:and|but|while)\b|并|而|和")
_UNION = re.compile(r"[\s,，]*(?:and|or|as well as|plus|&|和|以及|及|或|、)\b.*", re.IGNORECASE | re.DOTALL)
_ON = re.compile(r"\b(?:on|at|in|over|during)\s+(?:(?:the|a|an|each|every)\s+)?$", re.IGNORECASE)
_TIME = re.compile(r"\s+(?:early\s+|late\s+)?(?:mornings?|afternoons?|evenings?|nights?|noon)\b", re.IGNORECASE)


def without_idle_days(clause: str, found: list[Position], unit: str) -> tuple[list[Position], list[Position]]:
    """(the positions without the days that narrow none of them, those days as words that are read).

    Beside another place in a series of weeks a day of the week narrows nothing; in one of months, no day of the month does
    either. Alone, or with a demand of its own, it stays.
    """
    idle: list[Position] = []
    i = 0
    while i < len(found):
        partner = _partner(clause, found, i, unit)
        if partner is None:
            i += 1
            continue
        days, near = _whole(clause, found.pop(i)), partner - (partner > i)
        if has_content(_between(clause, days, found[near])):
            idle.append(replace(days, role="bound"))
        else:
            start, end = min(days.start, found[near].start), max(days.end, found[near].end)
            found[near] = replace(found[near], start=start, end=end)
    return found, idle


def _whole(clause: str, days: Position) -> Position:
    """With "on the" before and "morning" after."""
    before, after = _ON.search(clause[: days.start]), _TIME.match(clause[days.end :])
    return replace(days, start=before.start() if before else days.start, end=days.end + (after.end() if after else 0))


def _partner(clause: str, found: list[Position], i: int, unit: str) -> int | None:
    """The place beside the days at `i` that they tell more of; the one that touches them comes first."""
    days = found[i]
    near = [k for k in (i - 1, i + 1) if 0 <= k < len(found) and _is_wider(days.scope, found[k], unit)]
    near = [k for k in near if not _are_two(clause, found, i, k)]
    return min(near, key=lambda k: has_content(_between(clause, days, found[k]))) if near else None


def _is_wider(days: object, place: Position, unit: str) -> bool:
    """Whether every unit of the place has such days."""
    if place.role.startswith("except") or not isinstance(place.scope, EveryNth | Units | UnitRange | Dates):
        return False
    if isinstance(days, Weekdays) and days.nth is None:
        return unit == "week" or unit in _MONTHS_OR_LONGER
    if isinstance(days, Weekdays) and unit == "week":
        return not isinstance(place.scope, Dates)
    return isinstance(days, Weekdays | MonthDays) and unit in _MONTHS_OR_LONGER


def _between(clause: str, days: Position, place: Position) -> str:
    return clause[min(days.end, place.end) : max(days.start, place.start)]


def _are_two(clause: str, found: list[Position], i: int, k: int) -> bool:
    """Whether both are named side by side ("and on Sundays"), or each has words of its own."""
    between = _between(clause, found[i], found[k])
    if _STOP.search(between) or _UNION.fullmatch(between):
        return True
    last = max(i, k)
    following = found[last + 1].start if last + 1 < len(found) else len(clause)
    after = _PIECES.split(clause[found[last].end : following])[0]
    return any(has_content(piece) for piece in _PIECES.split(between)[:-1]) and has_content(after)
