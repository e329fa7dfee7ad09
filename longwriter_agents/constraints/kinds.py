"""The kinds of constraints: one class each, one `check` each, the same JSON everywhere.

`check` says "met" or "unmet" with its evidence, or "judge" where only a reviewer can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from longwriter_agents.constraints.bound import JUDGE, Bound, Check
from longwriter_agents.constraints.evidence import folded, literal_sentence, occurrences, told_sentence
from longwriter_agents.constraints.inflection import form_sentence
from longwriter_agents.constraints.pieces import pieces_of
from longwriter_agents.constraints.scope import Numbered, Whole
from longwriter_agents.constraints.shape import Edges, Form, Titled, headings
from longwriter_agents.errors import InputError
from longwriter_agents.holders import Piece
from longwriter_agents.model import Length
from longwriter_agents.prose.language import language_name, told_language
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.words import count_words


class WordCount(Bound):
    kind: Literal["word_count"] = "word_count"
    length: Length

    def check(self, text: str) -> Check:
        words = count_words(text)
        # A unit that must trim around what it owes may run on a little; only the whole's far side is held to.
        is_met = words >= self.length.low if self._is_open_above else self.length.met_by(words)
        if is_met:
            return Check(status="met", evidence=f"{words} words")
        wanted = self._wanted(words)
        return Check(status="unmet", evidence=f"{words} words", detail=f"It has {words} words instead of {wanted}.")

    def _wanted(self, words: int) -> str:
        """The bound that is missed, as it was asked for; on its other side, how far from it a text may be."""
        if self.length.mode == "at_least" and words < self.length.low:
            return f"at least {self.length.low}"
        if self.length.mode == "at_most" and words > self.length.high:
            return f"at most {self.length.high}"
        return f"{self.length.low}–{self.length.high}"

    @property
    def statement(self) -> str:
        if self.length.mode == "between":
            return self.text or self.quote or f"between {self.length.low} and {self.length.high} words"
        return self.text or self.quote or f"{self.length.mode.replace('_', ' ')} {self.length.target} words"

    @property
    def _is_open_above(self) -> bool:
        return self.length.mode == "at_least" and not isinstance(self.scope, Whole)


class PieceLength(Bound):
    """How many words each sentence, paragraph, line, list item or heading may have, or the title."""

    kind: Literal["piece_length"] = "piece_length"
    piece: Piece
    low: int = Field(default=0, ge=0)
    high: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _can_be(self) -> PieceLength:
        if self.high is not None and self.high < self.low:
            raise ValueError("high is less than low")
        return self

    @property
    def statement(self) -> str:
        bounds = [f"at least {self.low}"] if self.low else []
        bounds += [f"at most {self.high}"] if self.high is not None else []
        demanded = f"{'the' if self.piece == 'title' else 'every'} {self.piece}: {' and '.join(bounds)} words"
        return self.text or self.quote or (demanded if bounds else "")

    def check(self, text: str) -> Check:
        counts = [(count_words(piece), piece) for piece in pieces_of(text, self.piece)]
        if not counts:
            missing = self.piece == "title"
            return Check(status="unmet" if missing else "met", detail=f"It has no {self.piece}.")
        shortest, longest = min(counts), max(counts)
        if self.high is not None and longest[0] > self.high:
            return self._missed(*longest, f"at most {self.high}")
        if shortest[0] < self.low:
            return self._missed(*shortest, f"at least {self.low}")
        return Check(status="met", evidence=f"{shortest[0]}–{longest[0]} words in each of {len(counts)}")

    def _missed(self, words: int, piece: str, wanted: str) -> Check:
        detail = f"A {self.piece} has {words} words instead of {wanted}."
        return Check(status="unmet", evidence=piece[:200], detail=detail)


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
        if self.most is not None and self.most < self.least:
            raise ValueError("most is less than least")
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


class Language(Bound):
    kind: Literal["language"] = "language"
    code: str

    def check(self, text: str) -> Check:
        seen = told_language(text, expected=self.code)
        if seen is None:
            # Nobody asked for the language that only follows the request: a few words may be of any.
            return JUDGE if self._is_demanded or not text.strip() else Check(status="met")
        if seen == self.code:
            return Check(status="met", evidence=language_name(seen))
        detail = f"It is written in {language_name(seen)} instead of {language_name(self.code)}."
        return Check(status="unmet", evidence=language_name(seen), detail=detail)

    @property
    def _is_demanded(self) -> bool:
        return bool(self.quote) or self.origin == "caller"

    @property
    def statement(self) -> str:
        return self.text or self.quote or f"written in {language_name(self.code)}"


class Structure(Bound):
    """How many sections there are, and headings that must stand in this order."""

    kind: Literal["structure"] = "structure"
    sections: int | None = Field(default=None, ge=1)
    least: int | None = Field(default=None, ge=1)
    most: int | None = Field(default=None, ge=1)
    headings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _can_be(self) -> Structure:
        if self.most is not None and self.most < (self.least or 0):
            raise ValueError("most is less than least")
        return self

    def check(self, text: str) -> Check:
        found = headings(text)
        top = min((level for level, _ in found), default=0)
        titles = [title for level, title in found]
        deepest = max((level for level, _ in found), default=0)
        counts = {level: sum(each == level for each, _ in found) for level in (top, deepest)}
        if self._is_counted and not any(map(self.allows, counts.values())):
            said = f"{counts.get(deepest, 0)} sections instead of {self._wanted}"
            return Check(status="unmet", evidence=": ".join([said, *_listed(titles)]), detail=f"It has {said}.")
        missing = _first_missing(titles, self.headings)
        if missing is not None:
            return Check(status="unmet", detail=f"The heading {missing!r} is missing or out of order.")
        return Check(status="met", evidence="".join(_listed(titles)))

    @property
    def statement(self) -> str:
        count = [f"{self._wanted} sections"] if self._is_counted else []
        return self.text or self.quote or ": ".join([*count, *_listed(self.headings)])

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The fewest and the most sections that there may be; headings that are named are all of them."""
        named = None if self._is_counted else len(self.headings)
        exactly = self.sections if self.sections is not None else named
        return (self.least or 0, self.most) if exactly is None else (exactly, exactly)

    @property
    def _is_counted(self) -> bool:
        return (self.sections, self.least, self.most) != (None, None, None)

    def allows(self, count: int) -> bool:
        """Whether there may be so many sections."""
        least, most = self.bounds
        return least <= count and (most is None or count <= most)

    @property
    def _wanted(self) -> str:
        if self.sections is not None:
            return str(self.sections)
        if self.least and self.most:
            return f"{self.least}–{self.most}"
        return f"at least {self.least}" if self.least else f"at most {self.most}"


def _listed(titles: Sequence[str]) -> list[str]:
    """The titles in one line, if there are any."""
    return ["; ".join(titles)[:300]] if titles else []


class Judged(Bound):
    """A demand in free words, which only a reviewer can judge."""

    kind: Literal["judged"] = "judged"

    def check(self, text: str) -> Check:
        return JUDGE


AnyConstraint = WordCount | PieceLength | Include | Exclude | Language | Structure | Form | Edges | Titled | Judged
Constraint = Annotated[AnyConstraint, Field(discriminator="kind")]
_ONE: TypeAdapter[AnyConstraint] = TypeAdapter(Constraint)
KINDS = (WordCount, PieceLength, Include, Exclude, Language, Structure, Form, Edges, Titled, Judged)


def parse_constraint(value: Any) -> AnyConstraint:
    """A constraint from its value, its JSON, or a sentence (read by rule where possible, else to be judged)."""
    if isinstance(value, KINDS):
        return _said(value)
    if isinstance(value, str):
        return _from_sentence(value)
    if not isinstance(value, dict):
        raise InputError(f"A constraint is a sentence or an object with a `kind`, not {type(value).__name__}.")
    try:
        return _said(_ONE.validate_python(value))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "kind"
        raise InputError(f"The constraint {value!r} is not usable: {where}: {first['msg']}.") from None


def _said(constraint: AnyConstraint) -> AnyConstraint:
    """The caller's constraint, with words of its own: every report, and who writes or judges by it, needs them."""
    if isinstance(constraint, Include | Exclude):
        _check_terms(constraint.terms)
    if not constraint.statement.strip():
        raise InputError(f"The {constraint.kind} constraint does not say what it demands.", hint="Give it a `text`.")
    return constraint.model_copy(update={"origin": "caller", "text": constraint.text or constraint.statement})


def _from_sentence(sentence: str) -> AnyConstraint:
    from longwriter_agents.constraints.rules import compile_rules

    if not sentence.strip():
        raise InputError("A constraint is empty.")
    compiled = compile_rules(sentence)
    if len(compiled.constraints) == 1 and not compiled.leftover:
        return compiled.constraints[0].model_copy(update={"origin": "caller"})
    return Judged(quote=sentence.strip(), text=sentence.strip(), origin="caller")


def must_include(*terms: str) -> Include:
    _check_terms(terms)
    return Include(terms=terms, text=f"mentions {' and '.join(terms)}", origin="caller")


def must_exclude(*terms: str) -> Exclude:
    _check_terms(terms)
    return Exclude(terms=terms, text=f"never says {' or '.join(terms)}", origin="caller")


def judged(statement: str) -> Judged:
    _check_terms((statement,))
    return Judged(text=statement, origin="caller")


def _check_terms(terms: tuple[Any, ...]) -> None:
    """Nothing is found in every text, so a demand of nothing is always or never met."""
    if not terms or not all(isinstance(term, str) and term.strip() for term in terms):
        raise InputError("A demand has no words.", hint='Give some, as in must_include("tidal clock").')


def _first_missing(titles: list[str], wanted: tuple[str, ...]) -> str | None:
    position = 0
    plain = [re.sub(r"^[\d.\s]+", "", folded(title)).strip(" .:") for title in titles]
    for heading in wanted:
        key = folded(heading).strip(" .:")
        at = next((i for i in range(position, len(plain)) if plain[i] == key or plain[i].endswith(f": {key}")), None)
        if at is None:
            return heading
        position = at + 1
    return None
