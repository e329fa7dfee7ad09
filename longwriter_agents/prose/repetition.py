"""Finding and cutting repetition: loops inside a reply, sentences told twice, duplicates across sections."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import ceil
from typing import NamedTuple

from longwriter_agents.prose.sentences import paragraphs, split_sentences
from longwriter_agents.words import count_words, folded_words, word_list

_LEAST_WORDS = 6
_LEAST_CJK = 12
_SAME = 0.8
"""Two sentences whose word triples overlap by this share (of the shorter one's) say the same in the same words."""
_TOLD, _LONG = 0.7, 8
"""A sentence of more than so many triples needs less overlap: one or two words put in do not make it new."""
_LONGER = 2.5
_NUMBER = re.compile(r"\d\d*+")
"""Sentences that differ in their numbers say different things. (It begins with one sign, for which texts are searched quickly.)"""
_LEAST_SHARED = 3
_LEAST_SHARE = 0.3
"""What a sentence must share of its triples with an earlier one to be the same: of two so unlike in length as may be, which is
the shorter's `_SAME` by `_LONGER`, a little more than this. What shares less need not be compared."""
_MOST_BUCKET = 64
_MOST_COMPARED = 3
_FEW = 24
_LONGEST_ROUND = 200
"""Words of the longest phrase that is looked for three times in a row."""
_PHRASE_LOOP = re.compile(r"(?P<phrase>\S.{3,200}?)(?:[\s,;，、]*(?P=phrase)){2,}", re.DOTALL)
_RUN = re.compile(r"(\b[\w'’]+\b[\s,]*)(?:\1){4,}", re.IGNORECASE)

Triple = tuple[str, ...]
"""Three words that stand one after the other."""


_NUMBER_CHAIN = re.compile(
    r"\d(?<!\d\d)\d{0,8}(?:(?:[.,;:/ ]{1,3}\d{1,9}){24}|((?: [^\W\d]{1,20}){1,3})[,;.]?(?: \d{1,9}\1[,;.]?){7})"
)
"""Counting on and on, with nothing or the same words between the numbers: no table and no telephone number does."""
_LEAST_BEFORE_A_LOOP = 8


def cut_loop(text: str) -> str:
    """`text` up to where it begins to go round in circles or to count; a text that does not is returned as it is.

    Of a text that does so from its first words on nothing is left."""
    kept = _cut(text)
    return kept if kept == text or count_words(kept) >= _LEAST_BEFORE_A_LOOP else ""


def _cut(text: str) -> str:
    counted = _NUMBER_CHAIN.search(text)
    if counted is not None:
        text = text[: counted.start()].rstrip()
    blocks: list[str] = []
    for block in paragraphs(text):
        kept = _unlooped(block)
        blocks.append(kept)
        if kept != block:
            break
    return _without_number_loops("\n\n".join(blocks)) if text.strip() else ""


def _unlooped(block: str) -> str:
    """The block up to the second round of a phrase that comes three times in a row."""
    if not _may_loop(block):
        return block
    tail_start = max(0, len(block) - 6_000)
    for pattern in (_RUN, _PHRASE_LOOP):
        for start in range(0, tail_start + 1, 5_000):
            loop = pattern.search(block, start, min(len(block), start + 8_000))
            if loop and _is_loop(loop, block):
                phrase = loop.group(1)
                return block[: loop.start() + len(phrase)].rstrip(" ,;，、")
    return block


def _may_loop(block: str) -> bool:
    """Whether words come again in the order and at the distance of a loop: a quick look that spares the slow patterns."""
    words = list(chain.from_iterable(map(folded_words, split_sentences(block))))
    triples = list(zip(words, words[1:], words[2:], strict=False))
    if len(set(triples)) == len(triples):
        return False
    last: dict[Triple, int] = {}
    for index, triple in enumerate(triples):
        if triple in last:
            period = index - last[triple]
            # Of three rounds that begin in mid-word two are whole but for a word at each end.
            if period <= _LONGEST_ROUND and _alike(words, index, period) >= max(3, 2 * period - 2):
                return True
        last[triple] = index
    return False


def _alike(words: Sequence[str], start: int, period: int) -> int:
    """How many words from `start` on stand `period` words earlier too; no more are counted than two rounds have."""
    stop = min(len(words), start + 2 * period + 1)
    return next((i - start for i in range(start, stop) if words[i] != words[i - period]), stop - start)


def _is_loop(loop: re.Match[str], block: str) -> bool:
    """Three equal words are emphasis; four words or twelve signs three times over are a loop. Dashes are no words."""
    phrase = loop.group(1)
    return count_words(phrase) >= 4 or (count_words(loop.group()) >= 9 and not phrase.strip().isdigit())


def _without_number_loops(text: str) -> str:
    """Cut before the third sentence that differs from its forerunners by numbers only."""
    seen: Counter[tuple[str, ...]] = Counter()
    sentences = split_sentences(text)
    shapes = [_shape(sentence) for sentence in sentences]
    if len(set(shapes)) == len(shapes):
        return text
    for sentence, shape in zip(sentences, shapes, strict=True):
        if count_words(sentence) < _LEAST_WORDS:
            continue
        seen[shape] += 1
        if seen[shape] == 3 or (seen[shape] == 2 and not _NUMBER.search(sentence) and _comes_again(text, sentence)):
            return text[: _second_start(text, sentence, shape)].rstrip()
    return text


def _comes_again(text: str, sentence: str) -> bool:
    return text.count(sentence) >= 3


def _second_start(text: str, sentence: str, shape: tuple[str, ...]) -> int:
    """Where the second sentence of this shape begins."""
    position, found = 0, 0
    for each in split_sentences(text):
        at = text.find(each, position)
        position = at + len(each) if at >= 0 else position
        if _shape(each) == shape:
            found += 1
            if found == 2:
                return at
    return text.find(sentence)


def _shape(sentence: str) -> tuple[str, ...]:
    """Its words in small letters, without its numbers."""
    words = folded_words(sentence)
    return tuple(_NUMBER.sub("#", word) for word in words) if _NUMBER.search(sentence) else words


def _long_enough(words: Sequence[str]) -> bool:
    if not _LEAST_WORDS <= len(words) < _LEAST_CJK:
        return len(words) >= _LEAST_CJK
    cjk = sum(1 for word in words if len(word) == 1 and ord(word) > 0x2E80)
    return cjk * 2 <= len(words)


class Told:
    """What has been told: finds the sentence that says the same in nearly the same words, in about constant time.

    What `before` holds counts as told, too; nothing is added to it.
    """

    def __init__(self, before: Told | None = None) -> None:
        self.shared = 0
        """How many triples of the sentence that was told last stand in others."""
        self._before = before
        self._exact: dict[str, str] = {}
        self._by_triple: dict[Triple, tuple[int, ...]] = {}
        """The sentences that hold it, by number. (Tuples, since those of a sentence whose triples are all new share one.)"""
        self._triples: set[Triple] = set()
        """Those of all sentences. (Sets are compared without looking at their members' letters again.)"""
        self._sentences: list[tuple[str, frozenset[Triple]]] = []

    def find(self, sentence: str) -> str | None:
        """The earlier sentence that this one repeats, or None."""
        if self._before is not None and (earlier := self._before.find(sentence)) is not None:
            return earlier
        seen = fingerprint(sentence) if self._sentences else None
        return self._found(sentence, seen, self._triples & seen.triples) if seen is not None else None

    def add(self, sentence: str) -> None:
        seen = fingerprint(sentence)
        if seen is not None:
            self._keep(sentence, seen, self._triples & seen.triples)

    def tell(self, sentence: str) -> str | None:
        """The earlier sentence that this one repeats; where none does, it is told from now on."""
        seen = fingerprint(sentence)
        if seen is None:
            self.shared = 0
            return None
        earlier = self._before.find(sentence) if self._before is not None else None
        known = self._triples & seen.triples
        self.shared = len(known)
        if earlier is None and (earlier := self._found(sentence, seen, known)) is None:
            self._keep(sentence, seen, known)
        return earlier

    def _found(self, sentence: str, seen: Fingerprint, known: Set[Triple]) -> str | None:
        """`known` are the triples of the sentence that others have."""
        least = max(_LEAST_SHARED, _LEAST_SHARE * len(seen.triples))
        if len(known) < min(least, len(seen.triples)):
            return None
        if (exact := self._exact.get(seen.words)) is not None:
            return exact
        for earlier, of_earlier, shared in self._most_alike(seen.triples, known, least)[:_MOST_COMPARED]:
            if _same(seen.triples, of_earlier, shared) and _NUMBER.findall(sentence) == _NUMBER.findall(earlier):
                return earlier
        return None

    def _most_alike(
        self, triples: Set[Triple], known: Set[Triple], least: float
    ) -> list[tuple[str, frozenset[Triple], int]]:
        """The earlier sentences that share at least so many triples, those with the most first. Each of them has one of the
        rarest of the known ones: it can lack only as many as are not needed."""
        buckets = sorted(map(self._by_triple.__getitem__, known), key=len)
        indices = set(chain.from_iterable(buckets[: len(known) - ceil(least) + 1]))
        if len(indices) <= _FEW:
            shared = {index: len(triples & self._sentences[index][1]) for index in indices}
        else:  # as in Chinese, where most triples of signs come again: all at once is quicker than one by one
            shared = Counter(chain.from_iterable(buckets))
        alike = sorted((-count, index) for index, count in shared.items() if count >= least)
        return [(*self._sentences[index], -less) for less, index in alike]

    def _keep(self, sentence: str, seen: Fingerprint, known: Set[Triple]) -> None:
        self._exact.setdefault(seen.words, sentence)
        here = (len(self._sentences),)
        self._sentences.append((sentence, seen.triples))
        for triple in known:
            bucket = self._by_triple[triple]
            if len(bucket) < _MOST_BUCKET:
                self._by_triple[triple] = bucket + here
        fresh = seen.triples - known
        self._by_triple.update(dict.fromkeys(fresh, here))
        self._triples |= fresh


def _same(later: frozenset[Triple], earlier: frozenset[Triple], shared: int) -> bool:
    """Whether the later sentence says nothing that the earlier one does not: it stands in it for the most part, or the
    two overlap by as much and are of a length."""
    if shared < _LEAST_SHARED:
        return False
    if shared >= (_TOLD if len(later) >= _LONG else _SAME) * len(later):
        return True
    alike = len(earlier) <= _LONGER * len(later) and len(later) <= _LONGER * len(earlier)
    return alike and shared >= _SAME * min(len(later), len(earlier))


class Fingerprint(NamedTuple):
    """A sentence's words, in small letters, and its triples."""

    words: str
    triples: frozenset[Triple]


@lru_cache(maxsize=4_096)
def fingerprint(sentence: str) -> Fingerprint | None:
    """None for a sentence that is too short to say anything."""
    words = folded_words(sentence)
    return Fingerprint(" ".join(words), _triples(words)) if _long_enough(words) else None


def _triples(words: Sequence[str]) -> frozenset[Triple]:
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def told_in(texts: Iterable[str], told: Told | None = None) -> Told:
    """What these texts tell, added to `told` if that is given."""
    told = told or Told()
    for text in texts:
        for sentence in split_sentences(text):
            told.add(sentence)
    return told


def drop_repeats(text: str, *, earlier: Sequence[str] | Told = ()) -> tuple[str, list[str]]:
    """`text` without sentences that stand nearly word for word earlier in it or in `earlier`; and what was dropped."""
    told = Told(earlier) if isinstance(earlier, Told) else told_in(earlier)
    dropped: list[str] = []
    blocks = []
    for block in paragraphs(text):
        kept = _without_told(block, told, dropped)
        if kept.strip():
            blocks.append(kept)
    return ("\n\n".join(blocks), dropped) if dropped else (text, [])


_LEANS = re.compile(
    r"^\W*(?:this|these|those|that|it|they|such|he|she|his|her|their|its|additionally|furthermore|moreover|however|therefore|"
    r"for example|for instance|as a result|in addition|also|这|它|他们|她们|此外|因此|例如)\b",
    re.IGNORECASE,
)
"""How a sentence begins that leans on the one before it."""


def leans(sentence: str) -> bool:
    """Whether a sentence can't be understood without the one before it."""
    return bool(_LEANS.match(sentence))


def _without_told(block: str, told: Told, dropped: list[str]) -> str:
    """The block without what was told; at its head also without what leans on a sentence that is gone."""
    headless = False
    for number, sentence in enumerate(split_sentences(block)):
        gone = (headless and leans(sentence)) or told.tell(sentence) is not None
        headless = (number == 0 or headless) and gone
        if gone:
            dropped.append(sentence)
            before, _, after = block.rpartition(sentence)
            glue = " " if before.strip() and after.strip() and not before.endswith("\n") else ""
            block = before.rstrip(" ") + glue + after.lstrip(" ")
    return (re.sub(r"\n{2,}", "\n", block) if "\n\n" in block else block).strip()


@dataclass(frozen=True)
class Duplicate:
    """Sentence `b` of section `second` says what `a` of section `first` said, in nearly the same words."""

    first: str
    second: str
    a: str
    b: str


def near_duplicates(texts: Mapping[str, str]) -> list[Duplicate]:
    """Sentences that stand in more than one of the texts (given in reading order)."""
    told = Told()
    home: dict[str, str] = {}
    found = []
    for key, text in texts.items():
        fresh = split_sentences(text)
        for sentence in fresh:
            earlier = told.find(sentence)
            if earlier is not None and home[earlier] != key:
                found.append(Duplicate(first=home[earlier], second=key, a=earlier, b=sentence))
        for sentence in fresh:
            told.add(sentence)
            home.setdefault(sentence, key)
    return found


def rep_n(text: str, n: int = 4, *, window: int = 1_000) -> float:
    """The share of repeated n-grams in the worst window of `window` words, in [0, 1]."""
    words = _words(text)
    starts: Iterable[int] = range(0, max(1, len(words) - window // 2), window)
    return max(_repeated(words[start : start + window], n) for start in starts)


_MARKED = re.compile(r"```|~~~|\]\(")
"""Marks whose words are not counted, and that may go over the end of a sentence."""


def _words(text: str) -> Sequence[str]:
    """A text's words in small letters: mostly those of its sentences, which are read already."""
    sentences = split_sentences(text)
    # In mid-line a sentence's "3) " is counted, which by itself would be a list's mark.
    if text.isascii() and not _MARKED.search(text) and not any(sentence[0].isdigit() for sentence in sentences):
        return list(chain.from_iterable(map(folded_words, sentences)))
    return "\n".join(word_list(text)).casefold().split("\n")


def _repeated(words: Sequence[str], n: int) -> float:
    count = len(words) - n + 1
    grams = zip(*(words[start:] for start in range(n)), strict=False)
    return 1 - len(set(grams)) / count if count > 0 else 0.0


def gzip_ratio(text: str) -> float:
    """Compressed size by size of the text's UTF-8 bytes; low for repetitive text."""
    raw = text.encode("utf-8", "surrogatepass")
    return len(gzip.compress(raw, mtime=0)) / len(raw) if raw else 1.0
