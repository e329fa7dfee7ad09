"""The heading line of a unit: the form that the request shows, filled in by code."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter
from typing import Any

from longwriter_agents.constraints.calendar import MONTHS, days_of
from longwriter_agents.model import Series

_CN = "零一二三四五六七八九"


def ordinal_day(day: int) -> str:
    """ "1st", "22nd", "13th"."""
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def chinese_numeral(number: int) -> str:
    """ "十二", "一百零五"; from a thousand on in digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_CN[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _CN[tens]) + "十"
    elif ones and hundreds:
        text += "零"
    return text + (_CN[ones] if ones else "")


def style_of(example: str) -> str:
    """The name of the form in which a day is written: how it writes the first of January (of 2018)."""
    year = re.search(r"\d{4}", example)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", example.strip()):
        return "2018-01-01"
    if "月" in example:
        return "2018年1月1日" if year else "1月1日"
    ordinal = "st" if re.search(r"\d(?:st|nd|rd|th)", example) else ""
    short = not any(month in example for month in MONTHS if month != "May")
    short = short and not re.search(r"\bMay\b", example)
    month = "Jan" if short else "January"
    day_first = re.match(r"\s*\d", example) is not None
    text = f"1{ordinal} {month}" if day_first else f"{month} 1{ordinal}"
    return text + (" 2018" if year and day_first else ", 2018" if year else "")


def dated(day: date, style: str) -> str:
    """The day in that form."""
    if style == "January":
        return MONTHS[day.month - 1]
    if style == "2018-01-01":
        return day.isoformat()
    if "月" in style:
        return f"{day.year}年{day.month}月{day.day}日" if "年" in style else f"{day.month}月{day.day}日"
    number = ordinal_day(day.day) if "1st" in style else str(day.day)
    month = MONTHS[day.month - 1] if "January" in style else MONTHS[day.month - 1][:3]
    text = f"{number} {month}" if style.startswith("1") else f"{month} {number}"
    year = re.search(r",? 2018", style)
    return text + (year.group().replace("2018", str(day.year)) if year else "")


def unit_title(series: Series, number: int, title: str = "") -> str:
    """What a unit is called: the shown form without its signs, else "Chapter 3: Title"."""
    if series.heading and "{title}" not in series.heading:
        return re.sub(r"^[^\w\[【（(]+|[\s:：—–-]+$", "", unit_heading(series, number))
    shown = number + series.first - 1
    if re.search(r"[一-鿿]", series.label):
        called, colon = f"第{shown}{series.label}", "："
    else:
        called, colon = f"{series.label} {shown}", ": "
    bare = re.sub(
        rf"^\s*(?:{re.escape(series.label)}\s*\d+|{re.escape(called)})\s*[.:：)–—-]?\s*", "", title, flags=re.IGNORECASE
    )
    bare = bare.strip()
    return f"{called}{colon}{bare}" if bare else called


class _Fields(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, date):
            return dated(value, format_spec or "January 1st")
        if format_spec == "一":
            return chinese_numeral(value)
        return str(value)


def unit_heading(series: Series, number: int, title: str = "") -> str:
    """The whole heading line of unit `number` (1..count), as the series' form has it."""
    shown = number + series.first - 1
    values: dict[str, Any] = {"number": shown, "title": title, "start": "", "end": ""}
    if series.calendar is not None:
        values["start"], values["end"] = _shown_days(series, number)
    line = _Fields().vformat(series.heading, (), values)
    if series.calendar is None and "{start" in series.heading:
        line = re.sub(r"\s*[(（][\s\-–—~至到]*[)）]", "", line)
    return re.sub(r"\s*[-–—:：]?\s*$", "", line) if "{title}" in series.heading and not title else line


def _shown_days(series: Series, number: int) -> tuple[date, date]:
    """A week is shown with its seven days, also the last one, which may reach to the end of the year."""
    assert series.calendar is not None
    return days_of(series.calendar, number, series.count + 1)
