"""The look over a document is work that grows with its length: counted in calls, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from documents import brief_of, outline_of

from longwriter_agents.coherence import look_over
from longwriter_agents.coherence.reading import read
from longwriter_agents.coherence.thinning import overused
from longwriter_agents.model import Finding
from longwriter_agents.testing.sentences import prose


def calls_for(sections: int, name: str, language: str) -> int:
    """The calls that are made while so many fresh sections of 300 words are looked over."""
    texts = {f"s{n}": prose(f"{name} {n}", 300, chinese=language == "zh") for n in range(1, sections + 1)}
    outline = outline_of([f"Stretch {key}" for key in texts])
    return counted(lambda: look_over(outline, texts, brief_of(language=language)))


def counted(work: Callable[[], object]) -> int:
    """The calls that the work makes, of our own functions and of Python's."""
    count = 0

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("language", ["en", "zh"])
def test_four_times_the_text_is_about_four_times_the_work(language: str) -> None:
    calls_for(32, "lists and modules are loaded once", language)
    short, long = calls_for(8, "short", language), calls_for(32, "long", language)
    assert long < 5 * short


def test_to_thin_four_times_the_text_is_about_four_times_the_work() -> None:
    def calls(sections: int) -> int:
        texts = {f"s{n}": f"{prose(f'thin {n}', 200)} {prose('again', 40)}" for n in range(1, sections + 1)}
        reading = read(outline_of(list(texts)), texts, brief_of())
        assert all(sentence.words for sentence in reading.sentences), "read before the count"
        return counted(lambda: overused(reading, texts))

    calls(8)
    assert calls(80) < 5 * calls(20)


def test_a_document_that_says_one_thing_over_and_over_is_no_more_work() -> None:
    sentence = "The keeper opened the sluice at dawn and counted the boats below the weir. "
    texts = {f"s{n}": sentence * 40 for n in range(1, 21)}
    found: list[Finding] = []
    count = counted(lambda: found.extend(look_over(outline_of(list(texts)), texts, brief_of())))
    assert sum(finding.code == "duplicate" for finding in found) == 799
    assert count < 40 * sum(len(text.split()) for text in texts.values())
