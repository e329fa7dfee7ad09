"""The joiner: flagged borders are mended in two rounds, sound ones cost nothing, and nothing gets worse."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import Manuscript, write
from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.continuity.borders import defects, first_sentences, form_openers
from longwriter_agents.events import BorderMended, Event
from longwriter_agents.testing import SimulatedWriter

REQUEST = "Write a report on the harbour."


def written(store: Path, careless: Any, **options: Any) -> tuple[Manuscript, list[BorderMended]]:
    """A document by a writer whose drafts are what `careless(section number, text)` makes of them."""

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        asked = re.match(r"draft:s(\d+)$", request.purpose)
        if asked:
            return replace(reply, text=careless(int(asked.group(1)), reply.text))
        answer = options_of_trick.get(request.purpose.split(":")[0])
        return replace(reply, text=answer) if answer is not None else reply

    options_of_trick: dict[str, str] = options.pop("answers", {})
    events: list[Event] = []
    writer = SimulatedWriter(spec="scripted:careless", trick=trick)
    manuscript = write(
        options.pop("request", REQUEST), words=2_400, model=writer, store=store, on_event=events.append, **options
    )
    return manuscript, [event for event in events if isinstance(event, BorderMended)]


def calls(manuscript: Manuscript) -> int:
    return next((cost.usage.calls for cost in manuscript.activities if cost.activity == "join"), 0)


def left(manuscript: Manuscript) -> int:
    """The defects at the borders of the finished text."""
    texts = [section.text for section in manuscript.sections]
    forms, introduction = form_openers(texts), first_sentences(texts[0])
    pairs = enumerate(itertools.pairwise(texts))
    return sum(len(defects(a, b, introduction=introduction if n else (), forms=forms)) for n, (a, b) in pairs)


def test_sound_borders_cost_nothing(store: Path) -> None:
    manuscript, mended = written(store, lambda number, text: text)
    assert (calls(manuscript), mended) == (0, [])
    assert manuscript.status == "complete"


def test_openers_that_are_all_alike_in_a_few_sections_are_written_anew(store: Path) -> None:
    def alike(number: int, text: str) -> str:
        return f"When it comes to harbours, number {number} matters most of all here. {text}" if number < 4 else text

    manuscript, mended = written(store, alike)
    assert {(each.fault, each.how) for each in mended} == {("same_opener", "rewritten")}
    assert [each.after for each in mended] == ["s2", "s3"] or [each.after for each in mended] == ["s2"]
    assert calls(manuscript) == len(mended)
    assert left(manuscript) == 0
    assert manuscript.status == "complete", manuscript.findings
    assert abs(manuscript.words.deviation) <= 0.03


def test_a_mere_summing_up_is_left_out_without_a_call(store: Path) -> None:
    def summing(number: int, text: str) -> str:
        return f"{text} Overall, all of this matters." if number == 2 else text

    manuscript, mended = written(store, summing)
    assert [(each.before, each.fault, each.how) for each in mended] == [("s2", "sums_up", "cut")]
    assert calls(manuscript) == 0
    assert "Overall, all of this matters." not in manuscript.text


def test_beginnings_that_tell_over_what_came_before_go(store: Path) -> None:
    def recapping(number: int, text: str) -> str:
        return f"Having discussed part {number - 1} at length, we go on. {text}" if number > 1 else text

    manuscript, mended = written(store, recapping)
    sections = len(manuscript.outline.sections)
    assert len(mended) == sections - 1
    assert {each.how for each in mended} <= {"cut", "rewritten"}
    assert "Having discussed" not in manuscript.text
    assert calls(manuscript) <= sections - 1
    assert abs(manuscript.words.deviation) <= 0.03


def test_even_borders_are_mended_before_odd_ones(store: Path) -> None:
    def recapping(number: int, text: str) -> str:
        return f"Having discussed part {number - 1} at length, we go on. {text}" if number > 1 else text

    _, mended = written(store, recapping)
    numbers = [int(each.before[1:]) - 1 for each in mended]
    parities = [number % 2 for number in numbers]
    assert parities == sorted(parities)


@pytest.mark.parametrize(
    "answer",
    [
        "Having discussed all that, we go on and on.",
        "",
        "I'm sorry, but I can't help with that request.",
        "One.\n\nTwo.\n\nThree.",
        "It stops in the mid",
        "word " * 90 + ".",
    ],
)
def test_an_answer_that_measures_no_better_is_not_kept(answer: str, store: Path) -> None:
    """The sentence that follows leans on the first, so nothing can be left out; and no answer is usable."""

    def leaning(number: int, text: str) -> str:
        return f"Having discussed the quay, we go on. This is what it needs. {text}" if number == 3 else text

    manuscript, mended = written(store, leaning, answers={"join": answer})
    assert [(each.after, each.how) for each in mended] == [("s3", "kept")]
    assert calls(manuscript) == (1 if answer else 3), "an empty reply is asked for again as in every call"
    assert manuscript.sections[2].text.startswith("Having discussed the quay")


def test_no_rounds_means_no_calls(store: Path) -> None:
    def leaning(number: int, text: str) -> str:
        return f"Having discussed the quay, we go on. This is what it needs. {text}" if number == 3 else text

    manuscript, mended = written(store, leaning, rounds=0)
    assert calls(manuscript) == 0
    assert [each.how for each in mended] == ["kept"]


def test_what_a_constraint_needs_is_not_cut(store: Path) -> None:
    def needed(number: int, text: str) -> str:
        text = text.replace("tidal clock", "clock")
        return f"{text} Overall, the tidal clock matters." if number == 2 else text

    manuscript, _ = written(store, needed, request=f'{REQUEST} It must mention "tidal clock".')
    assert "tidal clock" in manuscript.text
    assert manuscript.status == "complete", manuscript.findings


def test_units_with_a_form_and_length_of_their_own_keep_both(store: Path) -> None:
    def diary(number: int, text: str) -> str:
        return f"Today was a day like many others. Having discussed it all, I rest. {text}"

    manuscript, mended = written(
        store, diary, request='Write 8 daily diary entries, each entry 150 words, each beginning with "#*# Day".'
    )
    assert all(each.fault != "same_opener" for each in mended), "an opener that all entries share is their form"
    for row in manuscript.words.sections:
        assert 135 <= row.written <= 165
    assert len(manuscript.sections) == 8
