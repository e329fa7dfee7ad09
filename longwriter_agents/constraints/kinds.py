"""The kinds of constraints: one class each, one `check` each, the same JSON everywhere.

`check` says "met" or "unmet" with its evidence, or "judge" where only a reviewer can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from longwriter_agents.constraints.bound import JUDGE, Bound, Check, in_order, range_said
from longwriter_agents.constraints.evidence import folded, stem
from longwriter_agents.constraints.instances import Examples
from longwriter_agents.constraints.keyterms import content_words
from longwriter_agents.constraints.pieces import pieces_of
from longwriter_agents.constraints.said import Exclude, Include
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.constraints.shape import Edges, Form, Titled, headings
from longwriter_agents.errors import InputError
from longwriter_agents.holders import Piece
from longwriter_agents.model import Length
from longwriter_agents.prose.language import language_name, told_language
from longwriter_agents.words import count_words

__all__ = [
    "KINDS",
    "AnyConstraint",
    "Constraint",
    "Examples",
    "Exclude",
    "Include",
    "Judged",
    "Language",
    "PieceLength",
    "Structure",
    "WordCount",
    "judged",
    "must_exclude",
    "must_include",
    "parse_constraint",
]


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
        in_order(self.low, self.high, names=("low", "high"))
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
    """How many sections there are, and headings that must stand in this order: all of them, or `among` others those of some
    sections, in any order, of which one may be wanted `at` the beginning or the end."""

    kind: Literal["structure"] = "structure"
    sections: int | None = Field(default=None, ge=1)
    least: int | None = Field(default=None, ge=1)
    most: int | None = Field(default=None, ge=1)
    headings: tuple[str, ...] = ()
    among: bool = False
    at: Literal["", "first", "last"] = ""

    @model_validator(mode="after")
    def _can_be(self) -> Structure:
        in_order(self.least or 0, self.most)
        return self

    def check(self, text: str) -> Check:
        found = headings(text)
        top = min((level for level, _ in found), default=0)
        titles = [title for level, title in found]
        deepest = max((level for level, _ in found), default=0)
        counts = {level: sum(each == level for each, _ in found) for level in (top, deepest)}
        if self._is_counted and not any(map(self.allows, counts.values())):
            said = f"{counts.get(deepest, 0)} sections instead of {range_said(*self.bounds)}"
            return Check(status="unmet", evidence=": ".join([said, *_listed(titles)]), detail=f"It has {said}.")
        if self.among:
            return self._named_among(titles)
        missing = _first_missing(titles, self.headings)
        if missing is not None:
            return Check(status="unmet", detail=f"The heading {missing!r} is missing or out of order.")
        return Check(status="met", evidence="".join(_listed(titles)))

    def _named_among(self, titles: Sequence[str]) -> Check:
        """Whether each heading is that of a section, be it with more words, and where it is wanted."""
        places = [[at for at, title in enumerate(titles) if covers(title, heading)] for heading in self.headings]
        missing = [heading for heading, found in zip(self.headings, places, strict=True) if not found]
        if missing:
            return Check(status="unmet", detail=f"There is no section {missing[0]!r}.")
        wanted = {"first": 0, "last": len(titles) - 1}.get(self.at)
        if wanted is not None and not any(wanted in found for found in places):
            return Check(status="unmet", detail=f"The section {self.headings[0]!r} is not the {self.at} one.")
        return Check(status="met", evidence="".join(_listed([titles[found[0]] for found in places])))

    @property
    def statement(self) -> str:
        count = [f"{range_said(*self.bounds)} sections"] if self._is_counted else []
        return self.text or self.quote or ": ".join([*count, *_listed(self.headings)])

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The fewest and the most sections that there may be; headings that are named are all of them."""
        if self.among and not self._is_counted:
            return len(self.headings), None
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


def covers(title: str, heading: str) -> bool:
    """Whether a section of this title is the one that the heading names: it has all of its content words, bent or not."""
    wanted, told = ({stem(word) for word in content_words(each)} or {folded(each)} for each in (heading, title))
    return wanted <= told


def _listed(titles: Sequence[str]) -> list[str]:
    """The titles in one line, if there are any."""
    return ["; ".join(titles)[:300]] if titles else []


class Judged(Bound):
    """A demand in free words, which only a reviewer can judge."""

    kind: Literal["judged"] = "judged"

    def check(self, text: str) -> Check:
        return JUDGE


AnyConstraint = (
    WordCount | PieceLength | Include | Exclude | Language | Structure | Form | Examples | Edges | Titled | Judged
)
Constraint = Annotated[AnyConstraint, Field(discriminator="kind")]
_ONE: TypeAdapter[AnyConstraint] = TypeAdapter(Constraint)
KINDS = (WordCount, PieceLength, Include, Exclude, Language, Structure, Form, Examples, Edges, Titled, Judged)


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
