"""What code may mend by itself: what was told before is dropped, and so are introductions that come again and, where it is
wanted, sentences that hardly have words of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from longwriter_agents.coherence.openings import restated
from longwriter_agents.coherence.reading import Body, Paragraph, Reading, Sentence, is_cjk
from longwriter_agents.coherence.repeats import doubles, retold
from longwriter_agents.coherence.thinning import Measure, overused
from longwriter_agents.prose.ordinals import recounted
from longwriter_agents.prose.repetition import leans
from longwriter_agents.prose.sentences import split_sentences

Needed = Callable[[str, str], Sequence[str]]
"""(section id, its text) → passages of it that must stay."""

Spot = tuple[str, int, str]
"""(section id, paragraph, sentence)"""


def mended(reading: Reading, needed: Needed, *, thin: Collection[str] = ()) -> dict[str, str]:
    """The sections that lose something, with their new texts. What a constraint needs stays, and no section is emptied.

    `thin` are the sections (ids) that may be thinned, since what they lose can be made good.
    """
    spots = {*_told_before(reading), *_told_as_a_whole(reading), *_introduced_again(reading)}
    if thin:
        gone = [sentence for sentence in reading.sentences if _spot(sentence) in spots]
        kept = _needed_in(reading, needed, thin)
        spots |= {_spot(sentence) for sentence in overused(reading, thin, gone, kept)}
    dropped: dict[str, set[Spot]] = {}
    for spot in spots:
        dropped.setdefault(spot[0], set()).add(spot)
    found = {}
    for body in reading.bodies:
        if body.id in dropped:
            text = _without(body, dropped[body.id], needed(body.id, body.text))
            if text and text != body.text:
                found[body.id] = text
    return found


def less_repetitive(reading: Reading, section_id: str, needed: Sequence[str], by: Measure) -> str:
    """The section without sentences that tell in its own words what it has told; `needed` are passages that must stay."""
    kept = _needed_in(reading, lambda _, __: needed, {section_id})
    body = next(body for body in reading.bodies if body.id == section_id)
    return _without(body, {_spot(sentence) for sentence in overused(reading, {section_id}, (), kept, by)}, needed)


def _needed_in(reading: Reading, needed: Needed, within: Collection[str]) -> list[Sentence]:
    passages = {body.id: needed(body.id, body.text) for body in reading.bodies if body.id in within}
    return [
        sentence
        for sentence in reading.sentences
        if any(_overlaps(each, sentence.text) for each in passages.get(sentence.section_id, ()))
    ]


def _told_before(reading: Reading) -> list[Spot]:
    return [_spot(double.later) for double in doubles(reading)]


def _told_as_a_whole(reading: Reading) -> list[Spot]:
    """All sentences of a paragraph that goes over an earlier one with words put in or bent."""
    return [_spot(sentence) for later, _ in reading.once(retold) for sentence in later.sentences]


def _introduced_again(reading: Reading) -> list[Spot]:
    """Only where the sentence that follows in its paragraph does not lean on it."""
    wanted = {(finding.section_id, finding.evidence) for finding in reading.once(restated)}
    return [
        _spot(sentence)
        for body in reading.bodies
        for paragraph in body.paragraphs[:1]
        for sentence, following in zip(paragraph.sentences, paragraph.sentences[1:], strict=False)
        if (body.id, sentence.text) in wanted and not leans(following.text)
    ]


def _spot(sentence: Sentence) -> Spot:
    return sentence.section_id, sentence.paragraph, sentence.text


def _without(body: Body, dropped: set[Spot], keep: Sequence[str]) -> str:
    """The section's paragraphs; of which only one sentence is left goes on with the paragraph before it."""
    blocks: list[str] = []
    before: Paragraph | None = None
    lost = False
    for paragraph in body.paragraphs:
        block, lost = _block(paragraph, dropped, keep, lost=lost)
        if not block:
            continue
        if before is not None and _goes_on(before, paragraph, block):
            blocks[-1] += f"{'' if is_cjk(block) else ' '}{block}"
        else:
            blocks.append(block)
            before = paragraph
    return recounted(body.text, "\n\n".join(blocks))


def _goes_on(before: Paragraph, paragraph: Paragraph, left: str) -> bool:
    """Whether what is `left` of a paragraph is a single sentence that may stand after the paragraph `before` it."""
    plain = all(each.prose and not each.listed for each in (before, paragraph))
    plain = plain and not before.text.endswith((":", "："))
    return (
        plain
        and left != paragraph.text
        and _BEGINS_A_SENTENCE.match(left) is not None
        and len(split_sentences(left)) == 1
    )


_BEGINS_A_SENTENCE = re.compile(r"(?:[AI] )?[^\W\d_]{2}|[\"“'‘「]")
"""How a sentence begins; "d - …" is an item of a list that is marked in a way of its own."""


def _block(paragraph: Paragraph, dropped: set[Spot], keep: Sequence[str], *, lost: bool) -> tuple[str, bool]:
    """The paragraph without what is dropped, at its head also without what leans on a sentence that is gone; and whether its
    last sentence is gone. `lost` says so of the sentence before it."""
    block, headless = paragraph.text, False
    for number, sentence in enumerate(paragraph.sentences):
        needed = any(_overlaps(each, sentence.text) for each in keep)
        gone = not needed and (_spot(sentence) in dropped or (headless and leans(sentence.text)))
        headless = gone and (number == 0 or headless)
        if gone:
            before, _, after = block.rpartition(sentence.text)
            glue = " " if before.strip() and after.strip() and not before.endswith("\n") else ""
            block = before.rstrip(" ") + glue + after.lstrip(" ")
        elif lost and not needed:
            block = block.replace(sentence.text, _without_turn(sentence.text), 1)
        lost = gone
    return re.sub(r"\n{2,}", "\n", block).strip(), lost


_TURN = re.compile(
    r"(?:(?:however|nevertheless|nonetheless|instead|therefore|consequently|as a result|on the other hand|in contrast|thus|"
    r"hence|similarly|likewise),\s+|(?:然而|不过|但是|因此|所以|相反)[，,])(?=\w)",
    re.IGNORECASE,
)
"""How a sentence begins that turns against the one before it, or follows from it."""


def _without_turn(sentence: str) -> str:
    """The sentence by itself, where what it turned against is gone."""
    turn = _TURN.match(sentence)
    return sentence[turn.end()].upper() + sentence[turn.end() + 1 :] if turn else sentence


def _overlaps(needed: str, passage: str) -> bool:
    a, b = needed.casefold(), passage.casefold()
    return a in b or b in a
