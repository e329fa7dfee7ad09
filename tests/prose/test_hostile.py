"""Input of any shape in bounded work: 200 kB of what makes careless patterns go over the same signs again and again.

Nothing is timed. With a pattern that backtracks, one of these runs for minutes instead of a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from longwriter_agents.coherence import look_over
from longwriter_agents.continuity.establishing import established
from longwriter_agents.continuity.flows import follows
from longwriter_agents.continuity.likeness import marks
from longwriter_agents.continuity.ownership import read_fact
from longwriter_agents.continuity.summaries import gist
from longwriter_agents.export import _plain_line
from longwriter_agents.lengths import length
from longwriter_agents.model import Brief, Outline, Part, Section
from longwriter_agents.outlines import from_markdown
from longwriter_agents.prose import cleaning, joining, language, meta, placing, refusal, repetition, sentences, trimming
from longwriter_agents.prose.ordinals import recounted
from longwriter_agents.prose.paragraphing import divided, with_capitals
from longwriter_agents.prose.signs import signs
from longwriter_agents.replies import Judgements, Plan, Understanding
from longwriter_agents.titling import tidy_summary, tidy_title
from longwriter_agents.words import count_words

SIZE = 200_000


def pumped(unit: str, before: str = "", after: str = "") -> str:
    return before + unit * (SIZE // len(unit)) + after


TEXTS = {
    "letters": pumped("a"),
    "a word's inside": pumped("n'"),
    "blanks": pumped(" ", "a", "b"),
    "blanks after a mark": pumped(" ", "# a", "b"),
    "blanks after a lead-in": pumped(" ", "Here", "x"),
    "blanks after a remark": pumped(" ", "note that", "x"),
    "lines": pumped("\n", "Title: ", "x"),
    "stops": pumped(".", "a", "b"),
    "stops and closers": pumped('."', "a", "b"),
    "hashes": pumped("#", "", "x"),
    "stars": pumped("**a "),
    "brackets": pumped("["),
    "links": pumped("[a]("),
    "quotes": pumped('"a '),
    "digits": pumped("7"),
    "list marks": pumped("1. "),
    "tables": pumped("|"),
    "fences": pumped("```\n"),
    "thinking": pumped("<think>"),
    "controls": pumped("\x1b[1m\x00"),
    "surrogates": pumped("\ud800 "),
    "chinese": pumped("中文。"),
    "one word": pumped("word "),
    "counted": " ".join(f"First, {n} is so. Second, {n} is not. Third, {n} may be." for n in range(1_500)),
    "spoken": pumped('"a.a, '),
    "one line": pumped("A line of text is here.\n"),
    "numbered lines": "\n".join(f"Line number {n} says something of {n * 7} things." for n in range(4_000)),
    "paragraphs": "\n\n".join(f"Paragraph {n:x}{n * n:x} holds a {n:b} of its own." for n in range(3_000)),
}

WORK: dict[str, Callable[[str], Any]] = {
    "clean": lambda text: cleaning.clean(text, title="Title", document_title="Doc", summary="four words and more here"),
    "split": sentences.split_sentences,
    "look over": lambda text: [
        look_over(
            Outline(parts=(Part(id="p1", sections=(Section(id="s1", title="A"), Section(id="s2", title="B"))),)),
            {"s1": text[: SIZE // 2], "s2": text[SIZE // 2 :]},
            Brief(request="x", language=language, length=length(words=900)),
        )
        for language in ("en", "zh")
    ],
    "recounted": lambda text: recounted(text, text.replace("First, ", "")),
    "divided": divided,
    "with_capitals": with_capitals,
    "established": established,
    "follows": lambda text: follows(Brief(request=text, length=length(words=900)), Outline()),
    "gist": gist,
    "marks": marks,
    "read_fact": read_fact,
    "drop_open_end": sentences.drop_open_end,
    "join": lambda text: joining.join(text[: SIZE // 2], text[SIZE // 2 :]),
    "trim": lambda text: trimming.trim_to(text, high=500, keep=["stone"]),
    "cut_loop": repetition.cut_loop,
    "drop_repeats": repetition.drop_repeats,
    "signs": lambda text: signs(text, language="en"),
    "meta": lambda text: meta.without_closing(meta.without_meta(text)),
    "refusal": refusal.looks_refused,
    "language": language.detect,
    "place": lambda text: placing.place_sentences(text, "Some fresh words."),
    "count": count_words,
    "plain text": lambda text: [_plain_line(line) for line in text.splitlines()],
    "outline": from_markdown,
    "titles": lambda text: (tidy_title(text), tidy_summary(text)),
}


@pytest.mark.slow
@pytest.mark.parametrize("work", WORK)
def test_work_on_any_text_is_bounded(work: str) -> None:
    for text in TEXTS.values():
        WORK[work](text)


@pytest.mark.slow
@pytest.mark.parametrize("reply", [Plan, Understanding, Judgements])
def test_reading_plain_lines_is_bounded(reply: type[Plan] | type[Understanding] | type[Judgements]) -> None:
    for text in TEXTS.values():
        try:
            reply.from_lines(text)
        except ValueError as error:
            assert str(error)
