"""Where a constraint applies. Scopes are data; `expansion.py` turns them into unit numbers, `placement.py` into sections."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from longwriter_agents.model import Value


class Whole(Value):
    """The document as a whole."""

    kind: Literal["document"] = "document"


class EverySection(Value):
    """Each section by itself."""

    kind: Literal["every_section"] = "every_section"


class Named(Value):
    """Sections that the request names: "the introduction", "the chapter on costs". Matched against titles and roles."""

    kind: Literal["named"] = "named"
    name: str


class ByIds(Value):
    """Sections of the outline by their ids, as a revision or a given outline names them."""

    kind: Literal["sections"] = "sections"
    ids: tuple[str, ...] = Field(min_length=1)


class Units(Value):
    """Numbered units of the series, counted from 1; negative numbers count from the end (-1 is the last)."""

    kind: Literal["units"] = "units"
    numbers: tuple[int, ...]


class UnitRange(Value):
    """Units `first` to `last`, both included; negative numbers count from the end."""

    kind: Literal["unit_range"] = "unit_range"
    first: int
    last: int


class EveryNth(Value):
    """Every `step`-th unit from `start` on, up to `end` (None: the last)."""

    kind: Literal["every_nth"] = "every_nth"
    step: int = Field(ge=1)
    start: int = Field(default=1, ge=0)
    end: int | None = None


class DateSpan(Value):
    """From `first` to `last`, both included, each "2018-05-13", or "05-13" for that day of every year of the series."""

    first: str = Field(pattern=r"^(?:\d{4}-)?\d{2}-\d{2}$")
    last: str = Field(pattern=r"^(?:\d{4}-)?\d{2}-\d{2}$")

    @model_validator(mode="before")
    @classmethod
    def _one_day(cls, given: object) -> object:
        if isinstance(given, str):
            given = {"first": given}
        return {"last": given.get("first"), **given} if isinstance(given, dict) else given


class Dates(Value):
    """The units of a dated series that hold these days. A span counts in every unit that it touches."""

    kind: Literal["dates"] = "dates"
    spans: tuple[DateSpan, ...] = Field(min_length=1)


class Weekdays(Value):
    """Days of the week (0 is Monday) in a dated series; with `nth`, only the n-th of each month (-1: the last)."""

    kind: Literal["weekdays"] = "weekdays"
    days: tuple[int, ...] = Field(min_length=1)
    nth: int | None = None


class MonthDays(Value):
    """Days of every month (-1: its last day) in a dated series."""

    kind: Literal["month_days"] = "month_days"
    days: tuple[int, ...] = Field(min_length=1)


class Cells(Value):
    """Cells (row, column), whole rows and whole columns of a grid, numbered as the grid numbers them."""

    kind: Literal["cells"] = "cells"
    cells: tuple[tuple[int, int], ...] = ()
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


class AllBut(Value):
    """What `base` means without what `without` means."""

    kind: Literal["all_but"] = "all_but"
    base: Scope = Field(default_factory=EverySection)
    without: Scope


class AnyOf(Value):
    """What any of the scopes means."""

    kind: Literal["any_of"] = "any_of"
    scopes: tuple[Scope, ...] = Field(min_length=1)


class AllOf(Value):
    """What all of the scopes mean at once: every fifth day that falls on a weekend."""

    kind: Literal["all_of"] = "all_of"
    scopes: tuple[Scope, ...] = Field(min_length=1)


Scope = Annotated[
    Whole
    | EverySection
    | Named
    | ByIds
    | Units
    | UnitRange
    | EveryNth
    | Dates
    | Weekdays
    | MonthDays
    | Cells
    | AllBut
    | AnyOf
    | AllOf,
    Field(discriminator="kind"),
]
Numbered = Units | UnitRange | EveryNth | Dates | Weekdays | MonthDays | Cells | AllBut | AnyOf | AllOf
"""Scopes that mean units of a series."""

AllBut.model_rebuild()
AnyOf.model_rebuild()
