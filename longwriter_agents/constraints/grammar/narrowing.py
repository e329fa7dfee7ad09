"""Two places that touch and narrow each other: "every 5 days on weekends", "on Mondays in March", "Fridays from day 20 on".

In a series of days, both must hold: every fifth day that falls on a weekend. Joined by "and" each counts for itself.
"""

from __future__ import annotations

import re
from dataclasses import replace

from longwriter_agents.constraints.grammar.position import Position, Relative
from longwriter_agents.constraints.scope import AllOf, Dates, EveryNth, MonthDays, UnitRange, Weekdays

_TOUCHES = re.compile(
    r"[\s,，(（]*(?:(?:that|which) (?:falls?|lies?|comes?) )?(?:(?:of|in|on|at|during|throughout|within|only|的|中|里)\s*)*"
    r"(?:(?:the|a|an|each|every|所有|每个)\s*)*",
    re.IGNORECASE,
)


def narrowed(clause: str, found: list[Position], unit: str) -> list[Position]:
    """The positions with each two that narrow each other as one; a bracket that closes behind them is theirs."""
    kept: list[Position] = []
    for each in found:
        before = kept[-1] if kept else None
        if before is None or not _narrow(clause, before, each, unit):
            kept.append(each)
            continue
        weekly = _each_week(before, each, unit)
        if weekly is not None:
            kept[-1] = replace(before, end=each.end, scope=weekly, role="plain", open_start=False)
            continue
        assert not isinstance(before.scope, Relative) and not isinstance(each.scope, Relative)
        scopes = (*(before.scope.scopes if isinstance(before.scope, AllOf) else (before.scope,)), each.scope)
        kept[-1] = replace(
            before,
            end=_closed(clause, before, each),
            scope=AllOf(scopes=scopes),
            role="plain",
            open_start=before.open_start or each.open_start,
        )
    return kept


def _each_week(first: Position, second: Position, unit: str) -> Weekdays | None:
    """ "Every 7 days on Wednesdays" is every Wednesday, for it does not say on which day the count begins."""
    scopes = (first.scope, second.scope)
    days = next((each for each in scopes if isinstance(each, Weekdays)), None)
    period = next((each for each in (first, second) if isinstance(each.scope, EveryNth)), None)
    every_week = period is not None and isinstance(period.scope, EveryNth) and period.scope.step == 7
    return days if unit == "day" and every_week and period is not None and period.open_start else None


def _narrow(clause: str, first: Position, second: Position, unit: str) -> bool:
    if not _TOUCHES.fullmatch(clause[first.end : second.start]):
        return False
    return any(_is_narrower(a, b, unit) for a, b in ((first, second), (second, first)))


def _is_narrower(days: Position, place: Position, unit: str) -> bool:
    """Whether `place` can hold some of the units of `days` and not others."""
    if days.role.startswith("except") or place.role.startswith("except"):
        return False
    if isinstance(days.scope, EveryNth):
        return isinstance(place.scope, Dates) and _is_stretch(place.scope)
    recurring = isinstance(days.scope, Weekdays | MonthDays | AllOf)
    if unit == "day":
        wide = isinstance(place.scope, EveryNth | UnitRange) or (
            isinstance(place.scope, Dates) and _is_stretch(place.scope)
        )
        return recurring and wide
    monthly = isinstance(days.scope, MonthDays) or (isinstance(days.scope, Weekdays) and days.scope.nth is not None)
    return unit == "week" and monthly and isinstance(place.scope, Dates) and _is_stretch(place.scope)


def _is_stretch(dates: Dates) -> bool:
    return any(span.first != span.last for span in dates.spans)


def _closed(clause: str, first: Position, second: Position) -> int:
    """The end of the second, past the bracket that it opened."""
    opened = re.search(r"[(（]", clause[first.end : second.start])
    closing = re.match(r"\s*[)）]", clause[second.end :]) if opened else None
    return second.end + (closing.end() if closing else 0)
