"""The calendar of a dated series: which days a unit has, which unit a day falls in. The year's real calendar."""

from __future__ import annotations

import calendar as almanac
from datetime import date, timedelta

from longwriter_agents.constraints.scope import Dates, MonthDays, Weekdays
from longwriter_agents.model import Calendar

MONTHS = tuple(almanac.month_name)[1:]
COMMON_YEAR = 2018
"""What stands in where no year is named: a common year that begins on a Monday."""


def days_of(calendar: Calendar, number: int, count: int) -> tuple[date, date]:
    """First and last day of unit `number`; the last unit of a series that covers a whole period reaches to its end."""
    first = _starts(calendar, number)
    last = _starts(calendar, number + 1) - timedelta(days=1)
    if number == count and calendar.end is not None and calendar.end > last:
        last = calendar.end
    return first, last


def _starts(calendar: Calendar, number: int) -> date:
    steps = number - 1
    if calendar.unit in ("day", "week"):
        return calendar.start + timedelta(days=steps * (7 if calendar.unit == "week" else 1))
    months = {"month": 1, "quarter": 3, "year": 12}[calendar.unit] * steps
    return _months_later(calendar.start, months)


def _months_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, almanac.monthrange(year, month + 1)[1]))


def units_on(calendar: Calendar, count: int, *scopes: Dates | Weekdays | MonthDays) -> list[int]:
    """The units that the days of the scope fall in; of several scopes, the days that all of them have."""
    found = []
    spans = _spans(calendar, count, scopes[0])
    for scope in scopes[1:]:
        also = _spans(calendar, count, scope)
        spans = [(max(a, c), min(b, d)) for a, b in spans for c, d in also if max(a, c) <= min(b, d)]
    for number in range(1, count + 1):
        first, last = days_of(calendar, number, count)
        if any(a <= last and first <= b for a, b in spans):
            found.append(number)
    return found


def _spans(calendar: Calendar, count: int, scope: Dates | Weekdays | MonthDays) -> list[tuple[date, date]]:
    begin, end = days_of(calendar, 1, count)[0], days_of(calendar, count, count)[1]
    if isinstance(scope, Dates):
        years = range(begin.year - 1, end.year + 2)
        return [pair for span in scope.spans for pair in _dated(span.first, span.last or span.first, years)]
    days = [begin + timedelta(days=offset) for offset in range((end - begin).days + 1)]
    fits = _is_weekday if isinstance(scope, Weekdays) else _is_month_day
    return [(day, day) for day in days if fits(day, scope)]


def _dated(first: str, last: str, years: range) -> list[tuple[date, date]]:
    """The span in each year where it names none; one that runs over the turn of the year ends in the next."""
    if len(first) == 10:
        return (
            [(a, b)]
            if (a := day_of(first)) and (b := day_of(last if len(last) == 10 else f"{first[:5]}{last}"))
            else []
        )
    found = []
    for year in years:
        a, b = day_of(f"{year}-{first}"), day_of(f"{year + (last < first)}-{last}")
        if b is None and first != last:
            b = day_of(f"{year + (last < first)}-02-28")  # all of February, in a common year
        if a and b:
            found.append((a, b))
    return found


def day_of(text: str) -> date | None:
    """The day, or None where the calendar has no such day (29 February of a common year)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_weekday(day: date, scope: Weekdays | MonthDays) -> bool:
    if not isinstance(scope, Weekdays) or day.weekday() not in scope.days:
        return False
    if scope.nth is None:
        return True
    from_end = (almanac.monthrange(day.year, day.month)[1] - day.day) // 7 + 1
    return (day.day - 1) // 7 + 1 == scope.nth or -from_end == scope.nth


def _is_month_day(day: date, scope: Weekdays | MonthDays) -> bool:
    length = almanac.monthrange(day.year, day.month)[1]
    return isinstance(scope, MonthDays) and any(day.day == (n if n > 0 else length + 1 + n) for n in scope.days)


def count_between(unit: str, start: date, end: date) -> int:
    """How many whole units lie between the days, both included; what is left over belongs to the last one."""
    days = (end - start).days + 1
    if unit in ("day", "week"):
        return max(1, days // (7 if unit == "week" else 1))
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return max(1, months // {"month": 1, "quarter": 3, "year": 12}[unit])
