"""Text gates without a judge: repetition, compressibility, lexical diversity, doubles, openers."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from longwriter_agents.prose.sentences import ends_cleanly, paragraphs, split_sentences
from longwriter_agents.words import count_words, word_list

WINDOW = 1_000
REP_4_GATE, GZIP_GATE = 0.03, 0.40
_MTLD_FACTOR = 0.72
_LEAST_FACTOR_WORDS = 10
_LEAST_SENTENCE = 6
_LEAST_PARAGRAPH = 12


def words_of(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [word.casefold() for word in word_list(text)]


def windows(words: Sequence[str], size: int = WINDOW) -> list[Sequence[str]]:
    """Whole windows of `size` words, half overlapping, the last one at the end; a shorter text is one window."""
    last = max(0, len(words) - size)
    starts = [*range(0, last, size // 2), last]
    return [words[start : start + size] for start in starts]


def rep_n(words: Sequence[str], n: int = 4) -> float:
    """The share of n-grams that have stood earlier in the same words: 1 - distinct / all."""
    grams = [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]
    return 1 - len(set(grams)) / len(grams) if grams else 0.0


def worst_rep_4(text: str) -> float:
    """rep-4 of the worst window of 1,000 words."""
    return max(rep_n(window) for window in windows(words_of(text)))


def gzip_ratio(text: str) -> float:
    """Compressed bytes ÷ bytes; low means that the text repeats itself."""
    data = text.encode()
    return len(gzip.compress(data, mtime=0)) / len(data) if data else 1.0


def distinct_1(words: Sequence[str]) -> float:
    """Different words ÷ words."""
    return len(set(words)) / len(words) if words else 0.0


def on_first_window(text: str, measure: Callable[[Sequence[str]], float]) -> float:
    """A measure that depends on length, on the first 1,000 words only, so that texts of any length compare."""
    return measure(words_of(text)[:WINDOW])


def gzip_on_first_window(text: str) -> float:
    return gzip_ratio(" ".join(word_list(text)[:WINDOW]))


def mtld(words: Sequence[str]) -> float | None:
    """Measure of textual lexical diversity, forwards and backwards averaged; None for fewer than 50 words."""
    if len(words) < 50:
        return None
    return (_mtld_one_way(words) + _mtld_one_way(words[::-1])) / 2


def _mtld_one_way(words: Sequence[str]) -> float:
    """Words ÷ factors: a factor is complete when its type-token ratio falls to 0.72; the rest counts in part."""
    factors, start, seen = 0.0, 0, set[str]()
    for position, word in enumerate(words):
        seen.add(word)
        length = position - start + 1
        if length >= _LEAST_FACTOR_WORDS and len(seen) / length <= _MTLD_FACTOR:
            factors, start, seen = factors + 1, position + 1, set()
    rest = len(words) - start
    if rest:
        factors += (1 - len(seen) / rest) / (1 - _MTLD_FACTOR)
    return len(words) / factors if factors else float(len(words))


def per_10_000_words(count: int, words: int) -> float | None:
    """ConStory: how often something (a contradiction) is found in each 10,000 words; None without words."""
    return count * 10_000 / words if words else None


def gates(rep_4: float, gzip_share: float, doubled_paragraphs: float) -> dict[str, bool]:
    """Which gates a text passes: repetition in its worst window, compressibility, paragraphs that stand there twice."""
    return {
        "rep_4": rep_4 <= REP_4_GATE,
        "gzip": gzip_share >= GZIP_GATE,
        "duplicate_paragraphs": doubled_paragraphs == 0,
    }


def stops_open(text: str) -> bool:
    """Whether a text stops in mid-sentence; an empty one stops nowhere."""
    return bool(text.strip()) and not ends_cleanly(text)


def duplicate_paragraphs(text: str) -> int:
    """Paragraphs of at least twelve words that stand earlier in the same words."""
    return _doubles([block for block in paragraphs(text) if count_words(block) >= _LEAST_PARAGRAPH])


def duplicate_sentences(text: str) -> int:
    """Sentences of at least six words that stand earlier in the same words."""
    return _doubles(_sentences(text))


def duplicate_sentence_share(text: str) -> float:
    told = _sentences(text)
    return _doubles(told) / len(told) if told else 0.0


def sentences_across(sections: Sequence[str]) -> int:
    """Sentences of at least six words of one section that stand in an earlier section too."""
    seen: set[str] = set()
    doubles = 0
    for section in sections:
        here = {_folded(sentence) for sentence in _sentences(section)}
        doubles += len(here & seen)
        seen |= here
    return doubles


def _sentences(text: str) -> list[str]:
    return [s for s in split_sentences(text) if not s.startswith("#") and count_words(s) >= _LEAST_SENTENCE]


def _doubles(pieces: Sequence[str]) -> int:
    return len(pieces) - len({_folded(piece) for piece in pieces})


def _folded(text: str) -> str:
    return " ".join(words_of(text))


def top_opener_share(text: str) -> float:
    """The share of sentences that begin with the most common two words."""
    openers = [tuple(words_of(s)[:2]) for s in split_sentences(text) if not s.startswith("#") and count_words(s) >= 2]
    return Counter(openers).most_common(1)[0][1] / len(openers) if openers else 0.0


def repeated_openers(sections: Sequence[str], *, words: int = 3) -> int:
    """Sections that begin with the same first words as an earlier one."""
    openers = [tuple(words_of(section)[:words]) for section in sections if count_words(section) >= words]
    return len(openers) - len(set(openers))


def seam_overlap(sections: Sequence[str], *, words: int = 50) -> float | None:
    """How much the first 50 words of a section repeat the last 50 of the one before: the mean share of shared word
    pairs over all seams; None without a seam."""
    seams = [(words_of(a)[-words:], words_of(b)[:words]) for a, b in pairwise(sections)]
    shares = [_shared_pairs(last, first) for last, first in seams if len(last) > 1 and len(first) > 1]
    return sum(shares) / len(shares) if shares else None


def _shared_pairs(last: Sequence[str], first: Sequence[str]) -> float:
    told, fresh = set(pairwise(last)), set(pairwise(first))
    return len(told & fresh) / min(len(told), len(fresh))
