"""What every call is shown of the outline."""

from __future__ import annotations

import pytest

from longwriter_agents.framing import digest
from longwriter_agents.model import Outline, Part, Section


def outline(parts: int, each: int) -> Outline:
    numbers = [[part * each + number for number in range(each)] for part in range(parts)]
    return Outline(
        parts=tuple(
            Part(id=f"p{at}", title=f"Part {at}", sections=tuple(Section(id=f"s{n}", title=f"Place {n}") for n in row))
            for at, row in enumerate(numbers)
        )
    )


@pytest.mark.parametrize(
    ("parts", "each", "small", "lines", "last"),
    [
        (1, 12, True, 12, "12. Place 11"),
        (7, 5, True, 7, "7. Part 6"),
        (20, 5, False, 13, "… and 8 more"),
        (20, 5, True, 9, "… and 12 more"),
    ],
)
def test_an_outline_is_a_dozen_lines_and_of_many_parts_a_small_model_is_told_fewer(
    parts: int, each: int, small: bool, lines: int, last: str
) -> None:
    shown = digest(outline(parts, each), small=small)
    assert (len(shown), shown[-1]) == (lines, last)
