"""Paragraphs of plain prose that begin with a label ("Costs and Funding: …") or announce what follows ("Here are …:")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.prose.placing import replace_passage
from longwriter_agents.prose.sentences import paragraphs, split_sentences
from longwriter_agents.words import count_words

_SMALL = r"(?:of|the|and|for|to|in|your|a|an|with|on|by|from|at|or|&)"
_LABEL = re.compile(
    rf"\A\s*(?:[a-zA-Z0-9]{{1,2}}[.)]\s+)?(?P<label>[A-Z][\w'’-]*(?:\s+(?:[A-Z][\w'’-]*|{_SMALL})){{1,9}})\s*:\s+(?=[A-Z\"“])"
)
_RUN_IN = re.compile(r"\A\s*[A-Z][^.!?:\n]{7,100}?[ \t]{2,}(?=[A-Z])")
"""A heading that lost its line break: only the spaces before the first sentence are left of it."""
_SENTENCE_END = re.compile(r"[.!?…:;。！？：；]")
_LONGEST_HEADING = 26
_BREAKS = re.compile(r"\s*</?(?:br|p|li|ul|ol|div|h[1-6]|table|tr)\s*/?>\s*", re.IGNORECASE)
_MARKS = re.compile(r"</?(?:strong|em|b|i|u|span)\s*>", re.IGNORECASE)
"""HTML that a model writes where prose was asked for."""
_ANNOUNCED = re.compile(
    r"^\W*(?:here(?:'s|’s| is| are)|below (?:is|are)|the following (?:is|are)) (?:[\w'’-]+ ){0,6}"
    r"(?:steps?|tips?|ways?|breakdown|overview|guide(?:lines)?|list|points|examples?|things|strategies|methods|factors|"
    r"suggestions|details|look)\b",
    re.IGNORECASE,
)


def without_labels(text: str) -> str:
    """`text` whose paragraphs are sentences and begin with their first one, and whose sentences announce nothing."""
    text = (_MARKS.sub("", _BREAKS.sub("\n\n", text)) if "<" in text else text).strip() or text
    for sentence in [each for each in split_sentences(text) if _ANNOUNCED.match(each)]:
        text = replace_passage(text, sentence, "") or text
    blocks = [_without_start(_RUN_IN, _without_start(_LABEL, block)) for block in paragraphs(text)]
    return "\n\n".join(block for block in blocks if not _is_heading(block)) or text


def _without_start(pattern: re.Pattern[str], block: str) -> str:
    """The block without what the pattern matches at its beginning."""
    found = pattern.match(block)
    return block[found.end() :] if found else block


def _is_heading(block: str) -> bool:
    """A paragraph of a few words that holds no sentence."""
    return not _SENTENCE_END.search(block) and len(block.split()) <= _LONGEST_HEADING


def without_neighbours(text: str, titles: Sequence[str], *, least: int) -> str:
    """`text` up to a paragraph that is labelled with another section's title: from there it does that section's work.

    Only when at least `least` words stand before it; else the text is returned as it is.
    """
    blocks = paragraphs(text)
    for index, block in enumerate(blocks):
        label = _LABEL.match(block)
        if label and _is_one_of(label["label"], titles) and count_words("\n\n".join(blocks[:index])) >= least:
            return "\n\n".join(blocks[:index])
    return text


def _is_one_of(label: str, titles: Sequence[str]) -> bool:
    return _key(label) in {_key(title) for title in titles if title}


def title_as_prose(text: str, title: str) -> str:
    """`text` whose first sentence writes the section's title as words: "Harvesting Honey is …" → "Harvesting honey is …".

    Only words that stand small elsewhere in the text lose their capital: a name stays a name.
    """
    if not title or not text.startswith(f"{title} "):
        return text
    rest = text[len(title) :]
    first, *others = title.split(" ")
    return " ".join([first, *(_small(word, rest) for word in others)]) + rest


def _small(word: str, text: str) -> str:
    return word.lower() if re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text) else word


def _key(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
