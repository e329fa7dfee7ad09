"""What is told more than once: sentences, paragraphs and long phrases, inside a section and across sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from longwriter_agents.coherence.reading import Paragraph, Reading, Sentence, is_cjk
from longwriter_agents.model import Finding
from longwriter_agents.prose.repetition import Told, fingerprint

_LEAST_PARAGRAPH, _ALIKE = 25, 0.6
"""A paragraph of so many words that shares this part of its word triples with one earlier paragraph tells it again."""
_MOST_BUCKET = 12
_LOOKED_UP = 3
"""Of the triples one in four is looked up, four times the speed: those whose first sign has a number that ends on these two
bits, so the same ones in every text and in every script."""
_PHRASE, _PHRASE_CJK, _TIMES = 8, 14, 3
_OF_A_PHRASE = 4
"""So many unlike triples has every such phrase that does not stutter."""
_SHORT, _OWN_WORD = 10, 5
_MOST_PHRASES = 8
_QUOTE = 300

Gram = tuple[str, ...]


@dataclass(frozen=True)
class Double:
    """`later` says what `earlier` said, in nearly the same words."""

    earlier: Sentence
    later: Sentence

    @property
    def across(self) -> bool:
        return self.earlier.section_id != self.later.section_id


@dataclass(frozen=True)
class Retelling:
    """What one pass over the sentences shows: those told twice, and those that share some words in a row with earlier ones."""

    doubles: Sequence[Double]
    alike: Sequence[Sentence]


def doubles(reading: Reading) -> Sequence[Double]:
    """Sentences told twice, in reading order. The work is bounded for each sentence, so it grows with the text."""
    return reading.once(_retelling).doubles


def _retelling(reading: Reading) -> Retelling:
    told, home, found, alike = Told(), dict[str, Sentence](), list[Double](), list[Sentence]()
    for sentence in reading.sentences:
        earlier = told.tell(sentence.text)
        if told.shared >= _OF_A_PHRASE:
            alike.append(sentence)
        if earlier is None:
            home.setdefault(sentence.text, sentence)
        elif not _says_more(sentence, home[earlier]):
            found.append(Double(home[earlier], sentence))
    return Retelling(found, alike)


def _says_more(later: Sentence, earlier: Sentence) -> bool:
    """Whether a short sentence differs by a word of its own: "… the fight against disease", "… against hunger"."""
    fresh = set(later.words) - set(earlier.words)
    return len(later.words) <= _SHORT and any(len(word) >= _OWN_WORD for word in fresh)


def repeats(reading: Reading) -> list[Finding]:
    """Sentences and paragraphs that are told again, and long phrases that come again and again."""
    pairs = doubles(reading)
    found = [_of_pair(pair) for pair in pairs]
    doubled = {(pair.later.section_id, pair.later.paragraph) for pair in pairs}
    found += [finding for finding in _paragraphs(reading, doubled)]
    told = {pair.later.text for pair in pairs} | {pair.earlier.text for pair in pairs}
    later = [s for s in reading.once(_retelling).alike if s.text not in told]
    return found + _phrases([s for s in reading.sentences if s.text not in told], later)


def _of_pair(pair: Double) -> Finding:
    return _duplicate(pair.later.section_id, pair.later.text, pair.earlier.section_id, pair.earlier.text)


def _duplicate(section_id: str, text: str, other_id: str, other: str) -> Finding:
    where = f"section {other_id}" if other_id != section_id else "an earlier passage of it"
    return Finding(
        code="duplicate",
        message=f"Says the same as {where}.",
        section_id=section_id,
        evidence=text,
        other=other,
        other_section_id=other_id,
    )


def _paragraphs(reading: Reading, doubled: set[tuple[str, int]]) -> Iterator[Finding]:
    """Paragraphs that are told again, but for those with a sentence that is named already."""
    for later, earlier in reading.once(retold):
        if (later.section_id, later.number) not in doubled:
            yield _duplicate(later.section_id, _quoted(later), earlier.section_id, _quoted(earlier))


def retold(reading: Reading) -> list[tuple[Paragraph, Paragraph]]:
    """Each paragraph whose sentences may differ but which as a whole uses an earlier paragraph's words, with that one."""
    paragraphs = [p for p in reading.paragraphs if p.prose and _is_long_enough(list(p.words))]
    looked_up = [_looked_up(list(p.words)) for p in paragraphs]
    again = _in_several(looked_up)
    by_gram: dict[Gram, list[int]] = {}
    found: list[tuple[Paragraph, Paragraph]] = []
    for number, (paragraph, grams) in enumerate(zip(paragraphs, looked_up, strict=True)):
        held = grams & again
        earlier = _most_alike(held, by_gram, least=0.7 * _ALIKE * len(grams))
        if earlier is not None and _is_alike(*(_grams(list(p.words)) for p in (paragraph, paragraphs[earlier]))):
            found.append((paragraph, paragraphs[earlier]))
        for gram in held:
            bucket = by_gram.setdefault(gram, [])
            if len(bucket) < _MOST_BUCKET:
                bucket.append(number)
    return found


def _grams(words: Sequence[str]) -> set[Gram]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _is_long_enough(words: Sequence[str]) -> bool:
    """Whether it has enough triples. Each unlike word but for the last two begins one of its own, so that they need not be
    counted where there are enough of these."""
    return len(set(words)) >= _LEAST_PARAGRAPH + 2 or len(_grams(words)) >= _LEAST_PARAGRAPH


def _looked_up(words: Sequence[str]) -> set[Gram]:
    triples = zip(words, words[1:], words[2:], strict=False)
    return {triple for triple in triples if ord(triple[0][0]) & 3 == _LOOKED_UP}


def _is_alike(later: set[Gram], earlier: set[Gram]) -> bool:
    return len(later & earlier) >= _ALIKE * len(later)


def _most_alike(grams: Collection[Gram], by_gram: Mapping[Gram, Sequence[int]], *, least: float) -> int | None:
    """The earlier paragraph that holds the most of these triples, if it holds so many."""
    if len(grams) < least:
        return None
    shared = Counter(chain.from_iterable(by_gram.get(gram, ()) for gram in grams))
    if not shared:
        return None
    count, index = max((count, -index) for index, count in shared.items())
    return -index if count >= least else None


def _quoted(paragraph: Paragraph) -> str:
    return paragraph.text[:_QUOTE].rstrip()


def _phrases(sentences: Sequence[Sentence], later: Sequence[Sentence]) -> list[Finding]:
    """Phrases of at least eight words (fourteen signs) that three sentences share; the longest of each is told. Of the three
    two are `later`: they share some triples with those before them."""
    again = _in_several([set(_long_grams(sentence)) for sentence in later])
    if not again:
        return []
    begun = {gram[:3] for gram in again}
    sentences = [each for each in sentences if (seen := fingerprint(each.text)) and not begun.isdisjoint(seen.triples)]
    grams = [set(_long_grams(sentence)) for sentence in sentences]
    times = Counter(chain.from_iterable(of_sentence & again for of_sentence in grams))
    shared = {gram for gram, count in times.items() if count >= _TIMES}
    often: dict[Gram, list[int]] = {}
    for index, of_sentence in enumerate(grams):
        for gram in of_sentence & shared:
            often.setdefault(gram, []).append(index)
    found, covered = [], set[int]()
    for gram, known in sorted(often.items(), key=lambda row: (-len(row[1]), row[1], row[0])):
        if covered.isdisjoint(known):
            covered.update(known)
            found.append(_phrase(gram, [sentences[index] for index in known]))
    return found[:_MOST_PHRASES]


def _in_several(sets: Iterable[Set[Gram]]) -> set[Gram]:
    """What is in more than one of the sets. (Sets are compared without looking at their members' letters again.)"""
    known, again = set[Gram](), set[Gram]()
    for each in sets:
        again |= each & known
        known |= each
    return again


def _long_grams(sentence: Sentence) -> Iterator[Gram]:
    words = sentence.words
    size = _PHRASE_CJK if len(words) >= _PHRASE_CJK and is_cjk(sentence.text) else _PHRASE
    return zip(*(words[start:] for start in range(size)), strict=False)


def _phrase(gram: Gram, told: Sequence[Sentence]) -> Finding:
    phrase = "".join(gram) if is_cjk("".join(gram)) else " ".join(gram)
    return Finding(
        code="repeated_phrase",
        severity="info",
        message=f'"{phrase}" stands in {len(told)} sentences.',
        section_id=told[-1].section_id,
        evidence=told[-1].text,
        other=told[0].text,
        other_section_id=told[0].section_id,
    )
