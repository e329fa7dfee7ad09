"""The kinds of constraints: one class each, one `check` each, the same JSON everywhere.

`check` says "met" or "unmet" with its evidence, or "judge" where only a reviewer can tell.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from longwriter_agents.constraints.evidence import folded, literal_sentence, told_sentence
from longwriter_agents.constraints.pieces import pieces_of
from longwriter_agents.constraints.scope import Numbered, Scope, Whole
from longwriter_agents.errors import InputError
from longwriter_agents.holders import Piece
from longwriter_agents.model import Length, Value
from longwriter_agents.prose.language import detect, language_name
from longwriter_agents.words import count_words

Origin = Literal["rule", "model", "caller"]


class Check(Value):
    """What code can say of one constraint and one text."""

    status: Literal["met", "unmet", "judge"]
    evidence: str = ""
    detail: str = ""
    arguable: bool = False
    """Unmet as far as words go; a reviewer may still find it said in other words."""


JUDGE = Check(status="judge")


class Bound(Value):
    """What all constraints share: `quote` are the request's own words, `text` says it in one sentence."""

    id: str = ""
    quote: str = ""
    text: str = ""
    scope: Scope = Field(default_factory=Whole)
    origin: Origin = "rule"


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
    def _is_open_above(self) -> bool:
        return self.length.mode == "at_least" and not isinstance(self.scope, Whole)


class PieceLength(Bound):
    """How many words each sentence, paragraph, line, list item or heading may have, or the title."""

    kind: Literal["piece_length"] = "piece_length"
    piece: Piece
    low: int = Field(default=0, ge=0)
    high: int | None = Field(default=None, ge=1)

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
    """Each of `terms` must be there: letter for letter when `literal`, otherwise by its words' stems, or by judgement.

    What is to happen in certain units is missing there when its words are: it is first asked for in words, and only what
    stays out is a matter of judgement. Of a whole document, only a reviewer can say whether it tells something.
    """

    kind: Literal["include"] = "include"
    terms: tuple[str, ...] = Field(min_length=1)
    literal: bool = True

    def check(self, text: str) -> Check:
        missing, evidence = [], ""
        for term in self.terms:
            found = literal_sentence(text, term) if self.literal else told_sentence(text, term)
            evidence = evidence or found or ""
            if found is None:
                missing.append(term)
        if not missing:
            return Check(status="met", evidence=evidence)
        if not self.literal and not isinstance(self.scope, Numbered):
            return JUDGE
        return Check(status="unmet", detail=f"Missing: {'; '.join(missing)}", arguable=not self.literal)


class Exclude(Bound):
    """None of `terms` may occur. When not `literal`, a text without the terms may still be about them: judged."""

    kind: Literal["exclude"] = "exclude"
    terms: tuple[str, ...] = Field(min_length=1)
    literal: bool = True

    def check(self, text: str) -> Check:
        for term in self.terms:
            found = literal_sentence(text, term)
            if found is not None:
                return Check(status="unmet", evidence=found, detail=f"It must not say: {term}")
        return Check(status="met", detail="none of the words occurs") if self.literal else JUDGE


class Language(Bound):
    kind: Literal["language"] = "language"
    code: str

    def check(self, text: str) -> Check:
        seen = detect(text, hint=self.code)
        if seen == self.code:
            return Check(status="met", evidence=language_name(seen))
        detail = f"It is written in {language_name(seen)} instead of {language_name(self.code)}."
        return Check(status="unmet", evidence=language_name(seen), detail=detail)


class Structure(Bound):
    """How many sections there are, and headings that must stand in this order."""

    kind: Literal["structure"] = "structure"
    sections: int | None = Field(default=None, ge=1)
    least: int | None = Field(default=None, ge=1)
    most: int | None = Field(default=None, ge=1)
    headings: tuple[str, ...] = ()

    def check(self, text: str) -> Check:
        found = headings(text)
        top = min((level for level, _ in found), default=0)
        titles = [title for level, title in found]
        deepest = max((level for level, _ in found), default=0)
        counts = {level: sum(each == level for each, _ in found) for level in (top, deepest)}
        if not any(map(self._is_right, counts.values())):
            detail = f"It has {counts.get(deepest, 0)} sections instead of {self._wanted}."
            return Check(status="unmet", evidence="; ".join(titles)[:300], detail=detail)
        missing = _first_missing(titles, self.headings)
        if missing is not None:
            return Check(status="unmet", detail=f"The heading {missing!r} is missing or out of order.")
        return Check(status="met", evidence="; ".join(titles)[:300])

    def _is_right(self, count: int) -> bool:
        if self.sections is not None:
            return count == self.sections
        return (self.least or 0) <= count and (self.most is None or count <= self.most)

    @property
    def _wanted(self) -> str:
        if self.sections is not None:
            return str(self.sections)
        if self.least and self.most:
            return f"{self.least}–{self.most}"
        return f"at least {self.least}" if self.least else f"at most {self.most}"


class Judged(Bound):
    """A demand in free words, which only a reviewer can judge."""

    kind: Literal["judged"] = "judged"

    def check(self, text: str) -> Check:
        return JUDGE


Constraint = Annotated[
    WordCount | PieceLength | Include | Exclude | Language | Structure | Judged, Field(discriminator="kind")
]
_ONE: TypeAdapter[WordCount | PieceLength | Include | Exclude | Language | Structure | Judged] = TypeAdapter(Constraint)
KINDS = (WordCount, PieceLength, Include, Exclude, Language, Structure, Judged)


def parse_constraint(value: Any) -> WordCount | PieceLength | Include | Exclude | Language | Structure | Judged:
    """A constraint from its value, its JSON, or a sentence (read by rule where possible, else to be judged)."""
    if isinstance(value, KINDS):
        return _with_words(value.model_copy(update={"origin": "caller"}))
    if isinstance(value, str):
        return _from_sentence(value)
    if not isinstance(value, dict):
        raise InputError(f"A constraint is a sentence or an object with a `kind`, not {type(value).__name__}.")
    try:
        return _with_words(_ONE.validate_python({**value, "origin": "caller"}))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "kind"
        raise InputError(f"The constraint {value!r} is not usable: {where}: {first['msg']}.") from None


def _from_sentence(sentence: str) -> WordCount | PieceLength | Include | Exclude | Language | Structure | Judged:
    from longwriter_agents.constraints.rules import compile_rules

    if not sentence.strip():
        raise InputError("A constraint is empty.")
    compiled = compile_rules(sentence)
    if len(compiled.constraints) == 1 and not compiled.leftover:
        return compiled.constraints[0].model_copy(update={"origin": "caller"})
    return Judged(quote=sentence.strip(), text=sentence.strip(), origin="caller")


def _with_words(
    found: WordCount | PieceLength | Include | Exclude | Language | Structure | Judged,
) -> WordCount | PieceLength | Include | Exclude | Language | Structure | Judged:
    if isinstance(found, Include | Exclude):
        _check_terms(found.terms)
    return found


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


def headings(text: str) -> list[tuple[int, str]]:
    """(level, title) of the Markdown headings, without those in code fences and without the document's title."""
    found, fenced = [], False
    for line in text.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        match = None if fenced else re.match(r"(#{1,6})\s+(.+?)\s*#*$", line)
        if match:
            found.append((len(match.group(1)), match.group(2)))
    ones = [title for level, title in found if level == 1]
    return found[1:] if found and found[0][0] == 1 and len(ones) == 1 else found


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
