"""The proper names of a text in Latin script: who is meant by a name, and names that are spelled two ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from longwriter_agents.coherence.reading import Sentence, pieces

_TOKEN = r"[A-Z][a-zà-öø-ÿ'’]+(?:-[A-Z][a-zà-öø-ÿ]+)?"
_PARTICLE = r"(?:(?:van|von|de|der|den|la|le|del|di|da|du|bin|al|ter)\s+){1,2}"
NAME = rf"(?:{_TOKEN})(?:\s+(?:[A-Z]\.\s*)?(?:{_PARTICLE})?{_TOKEN}){{0,3}}"
"""A run of capitalised words, as a name is written."""
TITLE = r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Captain|Sir|Lady|Judge|Pastor|Father|Sister|Uncle|Aunt)\.?"
_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-z][a-z'’-]+")
_IS_TITLE = re.compile(TITLE)
_RUN = re.compile(rf"(?:(?P<title>{TITLE})\s+)?(?P<name>{NAME})")
NO_NAMES = frozenset(
    "the a an i in on at by for of and but or so if when while after before as it he she we they you this that these those "
    "there here his her their our my your its what who how why where which monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december spring summer "
    "autumn winter chapter section part week day step figure table north south east west english french german chinese "
    "italian spanish european american british to from with without however although since until because then now today "
    "yesterday tomorrow once one two three four five six seven eight nine ten first second third later finally next still "
    "even every each some many most all both no not yet just only also more over under through during about between".split()
)
_CAPITAL = re.compile(r"[A-Z]")
_CAPITALS_OF_A_NAME = 2
_LEAST_SURNAME = 4


@dataclass
class Names:
    """What names stand in a text: gathered in one pass, asked by the checks."""

    words: set[str] = field(default_factory=set)
    """Every word in small letters as it stands in small letters: what is a common word is no name."""
    full: dict[str, tuple[int, Sentence]] = field(default_factory=dict)
    """Names of two or more words, with where each first stands."""
    titled: dict[str, tuple[int, Sentence]] = field(default_factory=dict)
    """Single names after a title: "Dr. Weber" under "dr weber"."""
    times: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, sentences: Iterable[Sentence], among: Collection[str] | None = None) -> Names:
        """`among` is what stands between blanks in them, where that is known."""
        names = cls()
        read = list(sentences)
        told = pieces(sentence.text for sentence in read) if among is None else among
        names.words.update(_SMALL_WORD.findall(" ".join(told)))
        for index, sentence in enumerate(read):
            if may_name(sentence.text):
                names._add(index, sentence)
        return names

    def _add(self, index: int, sentence: Sentence) -> None:
        for match in _RUN.finditer(sentence.text):
            if match["title"] is None and match["name"].isalpha():
                continue  # one capitalised word, mostly a sentence's first: it tells nothing by itself
            tokens = tokens_of(match["name"])
            if len(tokens) >= 2:
                self.full.setdefault(" ".join(tokens), (index, sentence))
                self.times[" ".join(tokens)] += 1
            elif tokens and match["title"]:
                key = f"{match['title'].rstrip('.').casefold()} {tokens[0]}"
                self.titled.setdefault(key, (index, sentence))
                self.times[key] += 1

    def __post_init__(self) -> None:
        self._by_token: dict[str, set[str]] | None = None

    def resolve(self, name: str) -> str | None:
        """The full name that is meant; None where a single name could mean several. What is no name stands for itself."""
        tokens = tokens_of(name)
        if len(tokens) != 1:
            return " ".join(tokens) or None
        candidates = self._people().get(tokens[0], set())
        if len(candidates) > 1:
            return None
        return next(iter(candidates), tokens[0])

    def _people(self) -> dict[str, set[str]]:
        """Full names by each of their words. A name that ends in a common word ("Kelso Bridge") is no person's."""
        if self._by_token is None:
            self._by_token = defaultdict(set)
            for full in self.full:
                tokens = full.split()
                if tokens[-1].casefold() not in self.words:
                    self._by_token[tokens[0]].add(full)
                    self._by_token[tokens[-1]].add(full)
        return self._by_token

    def misspelt(self) -> Iterator[tuple[str, str, Sentence, Sentence]]:
        """(earlier spelling, later spelling, sentence, sentence) of names that differ by one sign."""
        for group in (self.full, self.titled):
            by_first: dict[str, list[str]] = defaultdict(list)
            for name in group:
                by_first[name.rpartition(" ")[0]].append(name)
            for alike in by_first.values():
                yield from _near(alike, group, self.words)


def may_name(text: str) -> bool:
    """Whether a name of two words, or one with a title, can stand in it; with a capital at its head only, none can."""
    return not text[1:].islower() and len(_CAPITAL.findall(text)) >= _CAPITALS_OF_A_NAME


def tokens_of(name: str) -> list[str]:
    """A name's words without title, possessive and sentence words such as "The" at its head."""
    found = [re.sub(r"['’]s?$", "", token) for token in re.findall(r"[^\s.]+", name)]
    while found and (found[0].casefold() in NO_NAMES or _IS_TITLE.fullmatch(found[0])):
        found.pop(0)
    return [token for token in found if len(token) > 1]


def _near(
    names: list[str], group: dict[str, tuple[int, Sentence]], words: set[str]
) -> Iterator[tuple[str, str, Sentence, Sentence]]:
    for number, a in enumerate(names[:200]):
        for b in names[number + 1 : 200]:
            x, y = a.rpartition(" ")[2], b.rpartition(" ")[2]
            if _one_sign_apart(x, y) and x.casefold() not in words and y.casefold() not in words:
                first, second = sorted((a, b), key=lambda name: group[name][0])
                if group[first][0] != group[second][0]:
                    yield first, second, group[first][1], group[second][1]


def _one_sign_apart(x: str, y: str) -> bool:
    """Whether two surnames differ by one sign put in, left out or changed (not at their ends, where endings differ)."""
    if min(len(x), len(y)) < _LEAST_SURNAME or abs(len(x) - len(y)) > 1 or x == y or x[0] != y[0] or x[-1] != y[-1]:
        return False
    short, long = sorted((x, y), key=len)
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1
    return any(long[:at] + long[at + 1 :] == short for at in range(1, len(long) - 1))
