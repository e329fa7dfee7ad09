"""A document as it is read: its sections' paragraphs and sentences in order, cut once for all checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from longwriter_agents.model import Brief, Outline
from longwriter_agents.prose.sentences import paragraphs, split_sentences
from longwriter_agents.words import folded_words

T = TypeVar("T")

_NO_PROSE = re.compile(r"\s*(?:```|~~~|\||#)")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands in the text. `paragraph` counts from 0 within its section."""

    section_id: str
    paragraph: int
    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in small letters."""
        return folded_words(self.text)

    @property
    def prose(self) -> bool:
        """Whether it is neither a heading nor a table nor code."""
        return self._begins_with_a_letter or not _NO_PROSE.match(self.text)

    @property
    def listed(self) -> bool:
        return not self._begins_with_a_letter and bool(_LIST_ITEM.match(self.text))

    @property
    def _begins_with_a_letter(self) -> bool:
        """As nearly all do; no mark of a list, a table or the like does."""
        return self.text[:1].isalpha()


@dataclass(frozen=True)
class Paragraph:
    section_id: str
    number: int
    text: str
    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> Iterator[str]:
        """Its words in small letters."""
        return chain.from_iterable(sentence.words for sentence in self.sentences)

    @property
    def prose(self) -> bool:
        return bool(self.sentences) and self.sentences[0].prose

    @property
    def listed(self) -> bool:
        return bool(self.sentences) and self.sentences[0].listed


@dataclass(frozen=True)
class Body:
    """A section's text under its title."""

    id: str
    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def sentences(self) -> Iterator[Sentence]:
        for paragraph in self.paragraphs:
            yield from paragraph.sentences

    @property
    def first(self) -> Sentence | None:
        """Its first sentence that is neither heading, list, table nor code."""
        return next((s for s in self.sentences if s.prose and not s.listed), None)


@dataclass(frozen=True)
class Reading:
    """All sections that have a text, in reading order."""

    outline: Outline
    brief: Brief
    bodies: tuple[Body, ...]
    _found: dict[Callable[[Reading], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, look: Callable[[Reading], T]) -> T:
        """What `look` finds in it. Nothing of a reading changes, so it is looked for once, whoever asks."""
        if look not in self._found:
            self._found[look] = look(self)
        found: T = self._found[look]
        return found

    @property
    def language(self) -> str:
        return self.brief.language

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The prose sentences of all sections, in order."""
        return tuple(s for body in self.bodies for s in body.sentences if s.prose)

    @cached_property
    def pieces(self) -> set[str]:
        """What stands between blanks in its prose sentences."""
        return pieces(sentence.text for sentence in self.sentences)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(paragraph for body in self.bodies for paragraph in body.paragraphs)

    @cached_property
    def text(self) -> str:
        return "\n\n".join(body.text for body in self.bodies)


def read(outline: Outline, texts: Mapping[str, str], brief: Brief) -> Reading:
    """The sections of `outline` that have a text in `texts`."""
    found = [(section, texts.get(section.id, "")) for section in outline.sections]
    bodies = tuple(_body(section.id, section.title, text) for section, text in found if text.strip())
    return Reading(outline=outline, brief=brief, bodies=bodies)


def _body(section_id: str, title: str, text: str) -> Body:
    blocks = tuple(_paragraph(section_id, number, block) for number, block in enumerate(paragraphs(text)))
    return Body(id=section_id, title=title, text=text, paragraphs=blocks)


def _paragraph(section_id: str, number: int, block: str) -> Paragraph:
    told = tuple(Sentence(section_id, number, text) for text in split_sentences(block))
    return Paragraph(section_id, number, block, told)


def pieces(texts: Iterable[str]) -> set[str]:
    """What stands between blanks, each once: of a document's words most come again, and what is looked for word by word is
    found faster in these."""
    return set("\n".join(texts).split())


def is_cjk(text: str) -> bool:
    """Whether most letters of a text are signs of Chinese or Japanese."""
    signs = 0 if text.isascii() else len(_CJK.findall(text))
    return signs > 0 and signs * 2 > len(re.sub(r"[\W\d_]+", "", text))
