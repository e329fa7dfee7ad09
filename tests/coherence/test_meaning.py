"""With an embedder, paragraphs that mean the same in other words are told; without one, nothing changes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from documents import brief_of, outline_of, told

from longwriter_agents.coherence import look_over

FIRST = (
    "The keeper lights the lamp when dusk comes and lets it burn until the sun stands above the eastern headland, whatever "
    "the weather does to the glass."
)
SAME = (
    "From nightfall to full morning the lantern is kept alight by its warden, and no storm that beats upon the panes has "
    "ever made him put it out."
)
OTHER = (
    "Salt was brought down the river in flat barges and sold by weight on the quay, where the brokers stood in long coats "
    "and called their prices."
)


class ByPlace:
    """Vectors by hand: the two paragraphs about the lamp lie close to one another."""

    def __init__(self) -> None:
        self.asked: list[Sequence[str]] = []

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        self.asked.append(texts)
        return [[1.0, 0.1 * (text == SAME), 0.0] if text in (FIRST, SAME) else [0.0, 0.0, 1.0] for text in texts]


def test_the_nearest_paragraph_of_another_section_is_named_with_both_passages() -> None:
    embedder = ByPlace()
    texts = {"s1": f"{FIRST}\n\n{OTHER}", "s2": f"Short one.\n\n{SAME}"}
    found = told(look_over(outline_of(["A", "B"]), texts, brief_of(), embedder=embedder), "same_meaning")
    assert [(f.section_id, f.evidence, f.other_section_id, f.other, f.severity) for f in found] == [
        ("s2", SAME, "s1", FIRST, "info")
    ]
    assert embedder.asked == [[FIRST, OTHER, SAME]], (
        "each paragraph that is long enough is embedded once, all in one go"
    )


@pytest.mark.parametrize("texts", [{"s1": f"{FIRST}\n\n{SAME}", "s2": OTHER}, {"s1": FIRST}, {"s1": OTHER, "s2": SAME}])
def test_one_section_may_turn_a_thought_over_and_other_thoughts_are_other(texts: dict[str, str]) -> None:
    found = look_over(outline_of(["A", "B"]), texts, brief_of(), embedder=ByPlace())
    assert told(found, "same_meaning") == []
    assert told(look_over(outline_of(["A", "B"]), texts, brief_of()), "same_meaning") == []
