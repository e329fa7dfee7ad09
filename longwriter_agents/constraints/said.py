"""Words that a text must say, or must not, and how often."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from longwriter_agents.constraints.bound import JUDGE, Bound, Check, in_order
from longwriter_agents.constraints.evidence import folded, literal_sentence, occurrences, told_sentence
from longwriter_agents.constraints.inflection import form_sentence
from longwriter_agents.constraints.scope import Numbered
from longwriter_agents.prose.sentences import split_sentences


class Include(Bound):
    """Each of `terms` must be there, or one of them when it is `any_of`: letter for letter when `literal`, otherwise by its
    words' stems, or by judgement. `least` and `most` say how often each is said.

    What is to happen in certain units is missing there when its words are: it is first asked for in words, and only what
    stays out is a matter of judgement. Of a whole document, only a reviewer can say whether it tells something.
    """

    kind: Literal["include"] = "include"
    terms: tuple[str, ...] = Field(min_length=1)
    literal: bool = True
    any_of: bool = False
    least: int = Field(default=1, ge=1)
    most: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _can_be(self) -> Include:
        in_order(self.least, self.most)
        return self

    def check(self, text: str) -> Check:
        if self.least > 1 or self.most is not None:
            return self._counted(text)
        missing, evidence = [], ""
        for term in self.terms:
            found = literal_sentence(text, term) if self.literal else told_sentence(text, term)
            evidence = evidence or found or ""
            if found is None:
                missing.append(term)
        if not missing or (self.any_of and len(missing) < len(self.terms)):
            return Check(status="met", evidence=evidence)
        if not self.literal and not isinstance(self.scope, Numbered):
            return JUDGE
        detail = f"Missing: {(' or ' if self.any_of else '; ').join(missing)}"
        return Check(status="unmet", detail=detail, arguable=not self.literal)

    def _counted(self, text: str) -> Check:
        """How often each is said, letter for letter."""
        numbers = {term: occurrences(text, term) for term in self.terms}
        if self.any_of:
            numbers = {" or ".join(self.terms): sum(numbers.values())}
        amiss = {term: n for term, n in numbers.items() if n < self.least or (self.most is not None and n > self.most)}
        told = "; ".join(f"{term}: {_so_often(n)}" for term, n in (amiss or numbers).items())
        if not amiss:
            return Check(status="met", evidence=told)
        return Check(status="unmet", evidence=f"{told} instead of {_times(self.least, self.most)}")

    @property
    def often(self) -> str:
        """How often, as it is said behind the terms; nothing where once is enough."""
        return f" {_times(self.least, self.most)} times" if self.least > 1 or self.most is not None else ""

    @property
    def statement(self) -> str:
        return (
            self.text or self.quote or f"mentions {(' or ' if self.any_of else ' and ').join(self.terms)}{self.often}"
        )


def _so_often(times: int) -> str:
    return f"{times} time{'s' * (times != 1)}"


def _times(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least}"
    return f"exactly {least}" if least == most else f"at most {most}" if least == 1 else f"{least} to {most}"


class Exclude(Bound):
    """None of `terms` may occur, nor a form of one where `forms` are meant ("wasps" also forbids "wasp"), nor inside of words
    where they are `letters`. When not `literal`, a text without the terms may still be about them: judged. With `most`, each
    may occur so often and no more."""

    kind: Literal["exclude"] = "exclude"
    terms: tuple[str, ...] = Field(min_length=1)
    literal: bool = True
    forms: bool = False
    letters: bool = False
    most: int = Field(default=0, ge=0)

    def check(self, text: str) -> Check:
        if self.most:
            return self._counted(text)
        for term in self.terms:
            found = self.found_in(text, term)
            if found is not None:
                return Check(status="unmet", evidence=found, detail=f"It must not say: {term}")
        return Check(status="met", detail="none of the words occurs") if self.literal else JUDGE

    def _counted(self, text: str) -> Check:
        """The sentence with which it is said too often."""
        told = []
        for term in self.terms:
            times, once_too_often = 0, ""
            for sentence in split_sentences(text):
                times += occurrences(sentence, term)
                once_too_often = once_too_often or (sentence if times > self.most else "")
            told.append(f"{term}: {_so_often(times)}")
            if once_too_often:
                detail = f"{told[-1]} instead of at most {self.most}"
                return Check(status="unmet", evidence=once_too_often, detail=detail)
        return Check(status="met", evidence="; ".join(told))

    def says_any(self, text: str) -> bool:
        """Whether any of the terms occurs in the text, however often it may."""
        return any(self.found_in(text, term) is not None for term in self.terms)

    def found_in(self, text: str, term: str) -> str | None:
        """The sentence in which the term stands, in a form that is forbidden."""
        if self.letters:
            return next((each for each in split_sentences(text) if folded(term) in folded(each)), None)
        found = literal_sentence(text, term)
        return form_sentence(text, term) if found is None and self.forms else found

    @property
    def statement(self) -> str:
        said = " or ".join(self.terms)
        how = f"says {said} at most {_so_often(self.most)}" if self.most else f"never says {said}"
        return self.text or self.quote or how
