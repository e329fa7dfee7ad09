"""Grids: the unit that stands in a cell, and the units of rows and columns."""

from __future__ import annotations

from longwriter_agents.constraints.scope import Cells
from longwriter_agents.model import Grid


def unit_at(grid: Grid, row: int, column: int) -> int | None:
    """The number of the unit in that cell (row and column as the grid counts them); None outside of it."""
    r, c = row - grid.origin, column - grid.origin
    if not (0 <= r < grid.rows and 0 <= c < grid.columns):
        return None
    if grid.bottom_up:
        r = grid.rows - 1 - r if not grid.by_columns else r
    return c * grid.rows + r + 1 if grid.by_columns else r * grid.columns + c + 1


def units_in(grid: Grid, scope: Cells) -> list[int]:
    """The units of all cells, rows and columns that the scope names."""
    rows = range(grid.origin, grid.origin + grid.rows)
    columns = range(grid.origin, grid.origin + grid.columns)
    wanted = {*scope.cells}
    wanted |= {(row, column) for row in scope.rows for column in columns}
    wanted |= {(row, column) for row in rows for column in scope.columns}
    return sorted(number for row, column in wanted if (number := unit_at(grid, row, column)) is not None)
