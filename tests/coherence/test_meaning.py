"""With an embedder, paragraphs that mean the same in other words are told; without one, nothing changes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

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


class ByNumber:
    """Each paragraph but the last in a direction of its own; the last lies by the paragraph that is given."""

    def __init__(self, near: int) -> None:
        self._near = near

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        last = len(texts) - 1
        return [[float(at == (self._near if row == last else row)) for at in range(last)] for row in range(last + 1)]


@pytest.mark.parametrize("near", [0, 31, 32, 63, 64, 69])
def test_of_many_paragraphs_the_nearest_is_found_wherever_it_stands(near: int) -> None:
    texts = {f"s{n}": f"{OTHER} This was told of the harbour with the number {n}." for n in range(1, 72)}
    outline = outline_of([f"Harbour {n}" for n in range(1, 72)])
    found = told(look_over(outline, texts, brief_of(), embedder=ByNumber(near)), "same_meaning")
    assert [(f.section_id, f.other_section_id) for f in found] == [("s71", f"s{near + 1}")]


_TICKS_OF_OTHER_THREADS = """
import os, time
from pathlib import Path
import numpy as np
from longwriter_agents.coherence.meaning import _nearest
from longwriter_agents.coherence.reading import Paragraph

def ticks():
    others = [task for task in Path("/proc/self/task").iterdir() if task.name != str(os.getpid())]
    spent = [(task / "stat").read_text().rpartition(")")[2].split()[11:13] for task in others]
    return sum(int(ticks) for each in spent for ticks in each)

rows = np.random.default_rng(1).normal(size=(600, 256)).astype(np.float32)
blocks = [Paragraph(str(number), 0, "", ()) for number in range(600)]
time.sleep(0.5)  # they turn for a moment when numpy is loaded
before = ticks()
for _ in range(5):
    list(_nearest(blocks, rows))
print(ticks() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs a system that tells what each thread has done")
def test_comparing_paragraphs_wakes_no_thread_of_numpy() -> None:
    """Its threads turn idly for a while after each multiplication: with 200 documents at once that was a fifth of the work."""
    done = subprocess.run([sys.executable, "-c", _TICKS_OF_OTHER_THREADS], capture_output=True, text=True, check=True)
    assert int(done.stdout) == 0
