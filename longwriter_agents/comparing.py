"""Two versions of a document compared, section by section and sentence by sentence."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Literal

from longwriter_agents.manuscript import Manuscript, WrittenSection
from longwriter_agents.model import Value
from longwriter_agents.prose.sentences import paragraphs, split_sentences
from longwriter_agents.words import count_words


class SectionDiff(Value):
    """What became of a section. `lines` are sentences: `-` was taken out, `+` came in, a blank before what stands beside."""

    id: str
    title: str
    change: Literal["added", "removed", "changed", "retitled"]
    words_before: int
    words_after: int
    lines: tuple[str, ...] = ()


class Comparison(Value):
    """The sections that differ, in the later version's order; those that went away come last."""

    before: int
    after: int
    words_before: int
    words_after: int
    sections: tuple[SectionDiff, ...] = ()
    reordered: bool = False


def compared(before: Manuscript, after: Manuscript) -> Comparison:
    old, new = ({section.id: section for section in each.sections} for each in (before, after))
    found = [_compared(old.get(key), section) for key, section in new.items()]
    found += [_compared(section, None) for key, section in old.items() if key not in new]
    common = [key for key in old if key in new]
    return Comparison(
        before=before.version,
        after=after.version,
        words_before=before.words.written,
        words_after=after.words.written,
        sections=tuple(each for each in found if each is not None),
        reordered=common != [key for key in new if key in old],
    )


def _compared(old: WrittenSection | None, new: WrittenSection | None) -> SectionDiff | None:
    if old is not None and new is not None and (old.text, old.title) == (new.text, new.title):
        return None
    shown = new or old
    assert shown is not None
    texts = (old.text if old else "", new.text if new else "")
    change: Literal["added", "removed", "changed", "retitled"] = "changed"
    if old is None or new is None:
        change = "added" if old is None else "removed"
    elif old.text == new.text:
        change = "retitled"
    return SectionDiff(
        id=shown.id,
        title=f"{old.title} → {new.title}" if old and new and old.title != new.title else shown.title,
        change=change,
        words_before=count_words(texts[0]),
        words_after=count_words(texts[1]),
        lines=tuple(_lines(*texts)),
    )


def _lines(before: str, after: str) -> Sequence[str]:
    """The differing sentences, each with one beside it; without the file names and places of a patch."""
    lines = list(difflib.unified_diff(_sentences(before), _sentences(after), lineterm="", n=1))
    return ["…" if line.startswith("@@") else line for line in lines[2:]]


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for block in paragraphs(text) for sentence in split_sentences(block)]
