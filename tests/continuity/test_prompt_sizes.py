"""What a drafter is told of the rest stays few words, however long the document is."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents import write
from longwriter_agents.backends.base import Traits
from longwriter_agents.testing import SimulatedWriter


@pytest.mark.parametrize("request_", ["Write a handbook on running a library.", "Write a novel about a ferry."])
def test_input_per_word_is_the_same_for_short_and_long_documents(request_: str, tmp_path: Path) -> None:
    """Within 15 % of their mean; 100,000 words are measured by `longwriter bench coherence`."""
    per_word = []
    for words in (2_000, 20_000):
        writer = SimulatedWriter(traits=Traits(concurrency=64))
        manuscript = write(request_, words=words, model=writer, store=tmp_path / f"{words}.db")
        per_word.append(manuscript.usage.input_tokens / manuscript.words.written)
    mean = sum(per_word) / len(per_word)
    assert max(abs(each / mean - 1) for each in per_word) <= 0.15, per_word
