"""Scope → unit numbers. Arithmetic and calendars, so no model."""

from __future__ import annotations

from longwriter_agents.constraints.calendar import units_on
from longwriter_agents.constraints.grids import units_in
from longwriter_agents.constraints.scope import (
    AllBut,
    AllOf,
    AnyOf,
    Cells,
    Dates,
    EveryNth,
    EverySection,
    MonthDays,
    Numbered,
    Scope,
    UnitRange,
    Units,
    Weekdays,
)
from longwriter_agents.model import Series


def unit_numbers(scope: Scope, count: int, series: Series | None = None) -> list[int]:
    """The units of 1..count (in order, whatever number the first one bears) that the scope means; none beyond them."""
    shift = 1 - series.first if series else 0
    if isinstance(scope, EverySection):
        return list(range(1, count + 1))
    if isinstance(scope, AllBut):
        without = set(unit_numbers(scope.without, count, series))
        return [number for number in unit_numbers(scope.base, count, series) if number not in without]
    if isinstance(scope, AnyOf):
        return sorted({number for each in scope.scopes for number in unit_numbers(each, count, series)})
    if isinstance(scope, AllOf):
        return _in_all(scope, count, series)
    if isinstance(scope, Dates | Weekdays | MonthDays):
        return units_on(series.calendar, count, scope) if series and series.calendar else []
    if isinstance(scope, Cells):
        return units_in(series.grid, scope) if series and series.grid else []
    if isinstance(scope, Units | UnitRange | EveryNth):
        wanted = _counted(scope, count, shift)
        return sorted(number for number in wanted if 1 <= number <= count)
    return []


def _in_all(scope: AllOf, count: int, series: Series | None) -> list[int]:
    """Days are compared as days: the first Sunday of July is no day of June, though one week may hold some of both."""
    days = [each for each in scope.scopes if isinstance(each, Dates | Weekdays | MonthDays)]
    others = [set(unit_numbers(each, count, series)) for each in scope.scopes if each not in days]
    if days:
        found = units_on(series.calendar, count, *days) if series and series.calendar else []
        others.append(set(found))
    return sorted(set.intersection(*others))


def _counted(scope: Units | UnitRange | EveryNth, count: int, shift: int) -> set[int]:
    if isinstance(scope, Units):
        return {_from_end(number, count, shift) for number in scope.numbers}
    if isinstance(scope, UnitRange):
        first, last = (_from_end(number, count, shift) for number in (scope.first, scope.last))
        return set(range(max(1, first), min(last, count) + 1))
    end = count if scope.end is None else min(_from_end(scope.end, count, shift), count)
    return set(range(scope.start + shift, end + 1, scope.step))


def _from_end(number: int, count: int, shift: int) -> int:
    return number + shift if number >= 0 else count + 1 + number


def is_numbered(scope: Scope) -> bool:
    """Whether the scope means units of a series, but not simply all of them."""
    return isinstance(scope, Numbered)


def beyond(scope: Scope, count: int, series: Series | None) -> list[int]:
    """The numbers that the scope names though there are no such units."""
    last = count + (series.first - 1 if series else 0)
    if isinstance(scope, Units):
        return [number for number in scope.numbers if number > last or -number > count]
    if isinstance(scope, UnitRange):
        return [number for number in (scope.first, scope.last) if number > last]
    if isinstance(scope, EveryNth):
        return [number for number in (scope.start, scope.end or 0) if number > last]
    if isinstance(scope, AllBut):
        return beyond(scope.base, count, series)
    if isinstance(scope, AnyOf | AllOf):
        return [number for each in scope.scopes for number in beyond(each, count, series)]
    return []
