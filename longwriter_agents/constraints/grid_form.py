"""The form of a grid as the request states or shows it: its size, the order of its numbers and of its coordinates."""

from __future__ import annotations

import re

from longwriter_agents.constraints.grids import unit_at
from longwriter_agents.model import Grid
from longwriter_agents.numbers import CARDINAL, CHINESE, whole

MOST_UNITS = 2_000
_NUM = rf"(?:\d{{1,4}}(?![\d%]|[.,]\d)|{CARDINAL})"
_BY = rf"(?P<r>{_NUM})\s*(?:x|×|by|\*)\s*(?P<c>{_NUM})"
_GRIDS = (
    re.compile(
        rf"\b{_BY}\s*(?:[\w-]+\s+){{0,2}}?(?:grid|matrix|array|raster|blocks?|board|layout|lattice|square|rectangle|map|block)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:grid|matrix|array|raster|board|lattice)\b[^.\n]{{0,30}}?\b{_BY}", re.IGNORECASE),
    re.compile(
        rf"(?P<r>{_NUM})\s+rows?\s+(?:and|by|of|x|×|with)\s+(?P<c>{_NUM})(?:\s+(?:columns?|[\w-]+s?(?: each)?)\b|(?=[,.;)]))",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<c>{_NUM})\s+columns?\s+(?:and|by|x|×)\s+(?P<r>{_NUM})\s+rows?\b", re.IGNORECASE),
    re.compile(rf"(?P<r>\d+|{CHINESE})\s*行\s*(?:[x×乘]\s*)?(?P<c>\d+|{CHINESE})\s*列"),
    re.compile(rf"\b(?P<n>\d{{1,4}})\s+(?:[\w-]+\s+)?\w+s\s*[(（]\s*(?:an?\s+)?{_BY}\s*[)）]", re.IGNORECASE),
    re.compile(r"(?P<r>\d+)\s*[x×乘]\s*(?P<c>\d+)\s*的?(?:网格|方格|格子|街区|矩阵)"),
)


_COLUMN_FIRST = re.compile(
    r"\(\s*(?:column|col\.?|x|列)\s*[,，]\s*(?:row|y|行)\s*\)|\bcolumn (?:first|before row)\b|先列后行", re.IGNORECASE
)
_BY_COLUMNS = re.compile(
    r"\bcolumn[- ]by[- ]column\b|\bcolumn-major\b|\bdown (?:each|the) columns?\b"
    r"|\btop to bottom,? (?:then|and then) left to right\b|逐列|按列",
    re.IGNORECASE,
)
_BOTTOM_UP = re.compile(
    r"\b(?:from|at|in) the (?:bottom|lower)[- ](?:left|row)\b|\bsouth-?west corner\b|\bbottom to top\b|左下角",
    re.IGNORECASE,
)


_CORNERS = re.compile(
    r"[(（][^()（）\n]{0,80}?\b1\b[^()（）\n]{0,60}?(?:top|bottom|upper|lower|left|right|corner|north|south|角)[^()（）\n]{0,80}[)）]",
    re.IGNORECASE,
)


def numbering_spans(request: str) -> list[tuple[int, int]]:
    """Brackets that say how the cells are numbered: "(block 1 is top left, block 49 bottom right)"."""
    return [match.span() for match in _CORNERS.finditer(request)]


def read_grid(request: str) -> tuple[Grid | None, tuple[int, int] | None]:
    """A numbered grid, with the origin, the order of coordinates and of numbering as the request shows them."""
    found = next((match for pattern in _GRIDS if (match := pattern.search(request))), None)
    if found is None:
        return None, None
    rows, columns = whole(found["r"]) or 0, whole(found["c"]) or 0
    stated = found.groupdict().get("n")
    if not 2 <= rows * columns <= MOST_UNITS or (stated and int(stated) != rows * columns):
        return None, None
    grid = Grid(
        rows=rows,
        columns=columns,
        origin=_origin(request),
        column_first=bool(_COLUMN_FIRST.search(request)),
        by_columns=bool(_BY_COLUMNS.search(request)),
        bottom_up=bool(_BOTTOM_UP.search(request)),
    )
    return _as_shown(grid, request), found.span("r") if stated else found.span()


def _origin(request: str) -> int:
    zero = (
        r"\(\s*0\s*[,，]\s*0\s*\)|\b(?:rows?|columns?|coordinates|both)\b[^.\n]{0,30}?\b(?:from|at|"
        r"with)\s+(?:0|zero)\b|从\s*[0零]\s*(?:开始|起)"
    )
    return 0 if re.search(zero, request, re.IGNORECASE) else 1


def _as_shown(grid: Grid, request: str) -> Grid:
    """Examples decide: "block 11 is (2,1)" says how coordinates are written and counted."""

    shown = [
        (int(n), int(a), int(b))
        for n, a, b in re.findall(
            r"\b[A-Za-z]+ (\d{1,4})\s*(?:is|=|at|stands at|lies at|has|:|being|"
            r"\bmeans)?\s*(?:at\s+)?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)",
            request,
        )
    ]
    if not shown:
        return grid
    for column_first in (grid.column_first, not grid.column_first):
        for by_columns in (grid.by_columns, not grid.by_columns):
            for bottom_up in (grid.bottom_up, not grid.bottom_up):
                for origin in (grid.origin, 1 - grid.origin):
                    tried = grid.model_copy(
                        update={
                            "column_first": column_first,
                            "by_columns": by_columns,
                            "bottom_up": bottom_up,
                            "origin": origin,
                        }
                    )
                    if all(unit_at(tried, *((b, a) if column_first else (a, b))) == n for n, a, b in shown):
                        return tried
    return grid
