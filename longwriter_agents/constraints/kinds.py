"""The kinds of constraints: one class each, one `check` each, the same JSON everywhere.

`check` says "met" or "unmet" with its evidence, or "judge" where only a reviewer can tell.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from longwriter_agents.constraints.scope import Scope, Whole
from longwriter_agents.errors import InputError
from longwriter_agents.model import Length, Value
from longwriter_agents.prose.language import detect, language_name
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.words import CJK, count_words

Origin = Literal["rule", "model", "caller"]


class Check(Value):
    """What code can say of one constraint and one text."""

    status: Literal["met", "unmet", "judge"]
    evidence: str = ""
    detail: str = ""


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
        if self.length.met_by(words):
            return Check(status="met", evidence=f"{words} words")
        wanted = f"{self.length.low}–{self.length.high}"
        return Check(status="unmet", evidence=f"{words} words", detail=f"It has {words} words instead of {wanted}.")


class Include(Bound):
    """Each of `terms` must be there: letter for letter when `literal`, otherwise by its words' stems, or by judgement."""

    kind: Literal["include"] = "include"
    terms: tuple[str, ...] = Field(min_length=1)
    literal: bool = True

    def check(self, text: str) -> Check:
        missing, evidence = [], ""
        for term in self.terms:
            found = literal_sentence(text, term) if self.literal else topical_sentence(text, term)
            evidence = evidence or found or ""
            if found is None:
                missing.append(term)
        if not missing:
            return Check(status="met", evidence=evidence)
        if not self.literal:
            return JUDGE
        return Check(status="unmet", detail=f"Missing: {'; '.join(missing)}")


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
    headings: tuple[str, ...] = ()

    def check(self, text: str) -> Check:
        found = headings(text)
        top = min((level for level, _ in found), default=0)
        titles = [title for level, title in found]
        deepest = max((level for level, _ in found), default=0)
        if self.sections is not None:
            counts = {level: sum(each == level for each, _ in found) for level in (top, deepest)}
            if self.sections not in counts.values():
                detail = f"It has {counts.get(deepest, 0)} sections instead of {self.sections}."
                return Check(status="unmet", evidence="; ".join(titles)[:300], detail=detail)
        missing = _first_missing(titles, self.headings)
        if missing is not None:
            return Check(status="unmet", detail=f"The heading {missing!r} is missing or out of order.")
        return Check(status="met", evidence="; ".join(titles)[:300])


class Judged(Bound):
    """A demand in free words, which only a reviewer can judge."""

    kind: Literal["judged"] = "judged"

    def check(self, text: str) -> Check:
        return JUDGE


Constraint = Annotated[WordCount | Include | Exclude | Language | Structure | Judged, Field(discriminator="kind")]
_ONE: TypeAdapter[WordCount | Include | Exclude | Language | Structure | Judged] = TypeAdapter(Constraint)
KINDS = (WordCount, Include, Exclude, Language, Structure, Judged)


def parse_constraint(value: Any) -> WordCount | Include | Exclude | Language | Structure | Judged:
    """A constraint from its value, its JSON, or a sentence (read by rule where possible, else to be judged)."""
    if isinstance(value, KINDS):
        return value.model_copy(update={"origin": "caller"})
    if isinstance(value, str):
        return _from_sentence(value)
    if not isinstance(value, dict):
        raise InputError(f"A constraint is a sentence or an object with a `kind`, not {type(value).__name__}.")
    try:
        return _ONE.validate_python({**value, "origin": "caller"})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "kind"
        raise InputError(f"The constraint {value!r} is not usable: {where}: {first['msg']}.") from None


def _from_sentence(sentence: str) -> WordCount | Include | Exclude | Language | Structure | Judged:
    from longwriter_agents.constraints.rules import compile_rules

    if not sentence.strip():
        raise InputError("A constraint is empty.")
    compiled = compile_rules(sentence)
    if len(compiled.constraints) == 1 and not compiled.leftover:
        return compiled.constraints[0].model_copy(update={"origin": "caller"})
    return Judged(quote=sentence.strip(), text=sentence.strip(), origin="caller")


def must_include(*terms: str) -> Include:
    return Include(terms=terms, text=f"mentions {' and '.join(terms)}", origin="caller")


def must_exclude(*terms: str) -> Exclude:
    return Exclude(terms=terms, text=f"never says {' or '.join(terms)}", origin="caller")


def judged(statement: str) -> Judged:
    return Judged(text=statement, origin="caller")


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[‐‑‒–—-]", "-", re.sub(r"[‘’`´]", "'", re.sub(r"[“”„«»]", '"', text)))
    return re.sub(r"[*_]{1,3}(?=\w)|(?<=\w)[*_]{1,3}", "", re.sub(r"\s+", " ", text))


def _term_pattern(term: str) -> re.Pattern[str]:
    """The term with borders where it begins or ends with a letter of an alphabetic script; spaces and hyphens alike."""
    folded = re.escape(_folded(term.strip())).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]?")
    letter = rf"[^\W_{CJK}]"
    before = rf"(?<!{letter})" if re.match(letter, _folded(term.strip())) else ""
    after = rf"(?!{letter})" if re.search(letter + "$", _folded(term.strip())) else ""
    return re.compile(before + folded + after)


def literal_sentence(text: str, term: str) -> str | None:
    """The sentence in which `term` stands as it is written (but for case, quotation marks, dashes), or None."""
    pattern = _term_pattern(term)
    if not pattern.search(_folded(text)):
        return None
    return next((sentence for sentence in split_sentences(text) if pattern.search(_folded(sentence))), term)


_STOPWORDS = frozenset(
    "a an the of on in at to for with and or by from about into over its it is are be as that this their his her our your "
    "some any how why what when where which who".split()
)


def topical_sentence(text: str, term: str) -> str | None:
    """A sentence that holds all content words of `term` by their stems; None when no sentence does."""
    if re.search(rf"[{CJK}]", term):
        return literal_sentence(text, term)
    stems = [_stem(word) for word in re.findall(r"\w+", _folded(term)) if word not in _STOPWORDS]
    if not stems:
        return literal_sentence(text, term)
    for sentence in split_sentences(text):
        present = {_stem(word) for word in re.findall(r"\w+", _folded(sentence))}
        if all(stem in present for stem in stems):
            return sentence
    return None


def _stem(word: str) -> str:
    """A crude English stem: enough to see that "keeping", "keeps" and "keep" are one."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "y", "e", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


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
    folded = [re.sub(r"^[\d.\s]+", "", _folded(title)).strip(" .:") for title in titles]
    for heading in wanted:
        key = _folded(heading).strip(" .:")
        at = next((i for i in range(position, len(folded)) if folded[i] == key or folded[i].endswith(f": {key}")), None)
        if at is None:
            return heading
        position = at + 1
    return None
