"""Where a constraint applies. Scopes are data; `placement.py` expands them over an outline."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

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
    start: int = Field(default=1, ge=1)
    end: int | None = None


Scope = Annotated[Whole | EverySection | Named | Units | UnitRange | EveryNth, Field(discriminator="kind")]
