"""Places in a numbered grid: cells, rows, columns."""

from __future__ import annotations

from longwriter_agents.constraints.grammar.dates import DatePhrases
from longwriter_agents.constraints.grammar.position import Position
from longwriter_agents.constraints.map_words import is_across
from longwriter_agents.constraints.scope import Cells


class GridPhrases(DatePhrases):
    """Reads cells and lines, where the series is a grid."""

    def _grid(self, i: int) -> tuple[Position, int] | None:
        """ "(3, 4)", "row 2, column 5", "the fifth row", "columns 4–6", "第2行第3列"."""
        series = self.vocabulary.series
        if series is None or series.grid is None:
            return None
        begin = i
        j = i + 1 if self.kind(i) == "LABEL" and self.kind(i + 1) == "CELL" else i
        if self.kind(j) == "CELL":
            cells = []
            while self.kind(j) == "CELL":
                a, b = self.stream[j].value
                cells.append((b, a) if series.grid.column_first else (a, b))
                k = self.skip(j + 1, "AND", "LABEL")
                if self.kind(k) != "CELL":
                    break
                j = k
            return self.made(begin, j + 1, Cells(cells=tuple(cells)))
        before = i - 2 if self.kind(i - 1) == "DET" else i - 1
        if self.kind(i) == "CORNER" and self.kind(before) == "OPEN":
            return None  # "starting from the top left corner" tells how the units are numbered
        if self.kind(i) == "CORNER":
            corners = [
                (self._numbered("ROW", row), self._numbered("COLUMN", column)) for row, column in self.stream[i].value
            ]
            return self.made(i, i + 1, Cells(cells=tuple(corners)))
        first = self._line(i)
        if first is None:
            return None
        kind, numbers, j = first
        k = self.skip(j, "AND", "DET")
        k = self.over(k)
        second = self._line(k)
        if second is not None and second[0] != kind:
            rows, columns = (numbers, second[1]) if kind == "ROW" else (second[1], numbers)
            return self.made(i, second[2], Cells(cells=tuple((r, c) for r in rows for c in columns)))
        return self.made(i, j, Cells(rows=numbers) if kind == "ROW" else Cells(columns=numbers))

    def _line(self, i: int) -> tuple[str, tuple[int, ...], int] | None:
        """Rows or columns by number: (which, numbers, next token)."""
        i = self.over(i)
        while self.text(i) in ("whole", "entire", "整", "整个") or self.kind(i) == "DET":
            i += 1
        kind = self.kind(i)
        if kind in ("ROW", "COLUMN") and self.text(i)[:1] < "一" and self.kind(i + 1) == "NUM":
            numbers, j = self._line_numbers(i + 1)
            return kind, numbers, j
        if kind == "BORDER":
            which = "ROW" if is_across(self.text(i)) else "COLUMN"
            return which, (self._numbered(which, self.value(i)),), i + 1
        if kind == "EDGE":
            return self.kind(i + 1), (self._numbered(self.kind(i + 1), self.value(i)),), i + 2
        if kind == "MIDDLE" and self.kind(i + 1) in ("ROW", "COLUMN"):
            return self.kind(i + 1), self._middle_lines(self.kind(i + 1)), i + 2
        if kind == "ORD":
            j, values = i, [self.value(i)]
            while self.kind(j + 1) in ("AND", "TO") and self.kind(self.over(j + 2)) in ("ORD", "NUM"):
                k = self.over(j + 2)
                values += range(values[-1] + 1, self.value(k) + 1) if self.kind(j + 1) == "TO" else [self.value(k)]
                j = k
            j = self.over(j + 1)
            if self.kind(j) in ("ROW", "COLUMN"):
                return self.kind(j), tuple(self._numbered(self.kind(j), value) for value in values), j + 1
        return None

    def _middle_lines(self, kind: str) -> tuple[int, ...]:
        """The one in the middle, or the two where their number is even."""
        grid = self.vocabulary.series.grid if self.vocabulary.series else None
        many = 0 if grid is None else grid.rows if kind == "ROW" else grid.columns
        return tuple(self._numbered(kind, ordinal) for ordinal in dict.fromkeys(((many + 1) // 2, many // 2 + 1)))

    def _numbered(self, kind: str, ordinal: int) -> int:
        """An ordinal counts from the first row, whatever number that one bears."""
        grid = self.vocabulary.series.grid if self.vocabulary.series else None
        if grid is None:
            return ordinal
        many = grid.rows if kind == "ROW" else grid.columns
        return ordinal - 1 + grid.origin if ordinal > 0 else many + ordinal + grid.origin

    def _line_numbers(self, i: int) -> tuple[tuple[int, ...], int]:
        numbers, j = [self.value(i)], i + 1
        many = self.text(i - 1).endswith("s")
        while self.kind(j) in ("AND", "TO") and self.kind(j + 1) == "NUM" and (many or self.kind(j + 2) != "WORD"):
            if self.kind(j) == "TO":
                numbers += range(numbers[-1] + 1, self.value(j + 1) + 1)
            else:
                numbers.append(self.value(j + 1))
            j += 2
        return tuple(numbers), j
