"""Examples that a request asks for, and those that a text gives: they are told by the words that introduce them.

A reviewer's word on this is worth little where the reviewer is a small model: asked whether a text has examples, a model of 1.5
billion parameters names any sentence as one.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from longwriter_agents.constraints.bound import Bound, Check
from longwriter_agents.constraints.scope import Scope
from longwriter_agents.constraints.whose_count import counts_the_text, is_of_each
from longwriter_agents.numbers import CARDINAL, CHINESE, whole
from longwriter_agents.prose.cues import Cued, cued, lowered
from longwriter_agents.prose.sentences import split_sentences

_INTRODUCED = cued(
    r"\b(?:for (?:example|instance)|(?:another|one|an|a (?:\w+ ){1,2}|(?:as|by way of) an?) (?:example|illustration)|"
    r"examples (?:of|are|include)|(?:to|which) illustrates? (?:this|the point|how|what|why)|as an illustration|"
    r"suppose (?:that |you|we|a|the)|imagine (?:that |you|we|a|the)|"
    r"(?:consider|take) (?:the (?:case|example) of|(?:an?|the) \w+ (?:who|that|which|whose|in|with)))\b|\be\.\s?g\."
    r"|例如|比如|譬如|比方说|举例|举个例子|为例|例えば|たとえば|예를 들|ví dụ"
    r"|مثلا|على سبيل المثال|برای مثال|לדוגמה|למשל|उदाहरण|ตัวอย่าง"
    r"|উদাহরণ|مثال کے طور|எடுத்துக்காட்டாக|உதாரணமாக"
    r"|\b(?:zum Beispiel|beispielsweise|ein Beispiel|par exemple|por ejemplo|per esempio|ad esempio|por exemplo|bijvoorbeeld|"
    r"till exempel|for eksempel|esimerkiksi|na przykład|například|napríklad|na primj?er|на пример|например|наприклад|de exemplu|"
    r"exempli gratia|näiteks|piemēram|pavyzdžiui|per exemple|például|παράδειγμα|örneğin|misalnya|sebagai contoh)\b"
    r"|\b(?:z\.\s?B\.|p\. ?ex\.|t\.\s?ex\.|f\.\s?eks\.)",
    (
        *"example instance illustrat suppose imagine consider take e.g 例如 比如 譬如 比方说 举例 举个例子 为例".split(),
        *"例えば たとえば 예를 beispiel exemple ejemplo esempio exemplo bijvoorbeeld exempel eksempel esimerkiksi".split(),
        *"przykład například napríklad primer primjer пример например наприклад exemplu például παράδειγμα örneğin".split(),
        *"misalnya contoh مثل المثال مثال לדוגמה למשל उदाहरण ตัวอย่าง z.b p.ex t.ex f.eks".split(),
        *"gratia näiteks piemēram pavyzdžiui উদাহরণ எடுத்துக்காட்டாக உதாரணமாக".split(),
        *("ví dụ", "e. g", "z. b", "p. ex", "t. ex", "f. eks"),
    ),
    flags=re.IGNORECASE,
)
"""What says that an example comes, in the languages that the package knows by name. A row of names ("books such as …") is none: it
names what there is and shows nothing."""

_PLAIN = (
    r"(?:(?:practical|concrete|clear|simple|short|brief|good|everyday|plain|vivid|useful|helpful|illustrative|illustrating|"
    r"specific|relevant|interesting|different|various|varied)\s+)"
)
"""What is said of examples and says no more than that they shall be some; of others a reviewer has to judge."""
_GIVEN = (
    r"(?:with|includ(?:e|es|ing)|giv(?:e|es|ing)|us(?:e|es|ing)|provid(?:e|es|ing)|contain(?:s|ing)?|add(?:ing)?|"
    r"offer(?:s|ing)?|featur(?:e|es|ing)|has|have|having)"
)
_HOW_MANY = (
    r"(?:(?:plenty of|lots of|a lot of|a few|a number of|a couple of|several|some|many|enough|"
    rf"(?:at least |no fewer than |a minimum of )?(?P<n>an?|\d{{1,2}}|{CARDINAL}))\s+)?"
)
_ENDS = r"(?=\s*(?:[.,;:!?)\n]|\Z|and\b|or\b|plus\b))"
_FIRST = re.compile(rf"\b{_GIVEN}\s+(?:also\s+)?(?P<cut>{_HOW_MANY}{_PLAIN}{{0,3}}examples?){_ENDS}", re.IGNORECASE)
_LISTED = re.compile(
    rf"\b{_GIVEN}\s+[^.;:!?\n]{{1,80}}?(?P<cut>(?:,\s*(?:and\s+)?|\s+and\s+){_HOW_MANY}{_PLAIN}{{0,3}}examples?){_ENDS}",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?P<cut>(?:至少|起码|最少)?(?:包含|包括|给出|附上?|举出?|列举|使用|用|结合|带有?|提供|要?有)"
    rf"(?:一些|几个|若干|具体|实际|简单|的|(?P<n>\d{{1,2}}|{CHINESE})个){{0,4}}(?:例子|实例|示例)"
    r"|举例(?:说明|论证|阐述|子)?)(?=\s*(?:[。，；！、,.;!]|\Z))"
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|no|without|avoid|cannot)\b|n[’']t\b|不|别|勿)[^,.;:，。；]{0,20}$", re.IGNORECASE
)
_JOINED = re.compile(
    r"\s*(?:,\s*)?(?:and|or|plus)\b\s*|\s*,\s*"
    r"(?=(?!(?:in|on|of|at|by|for|from|to|with|without|but|written|aimed|who|which|that|where)\b)[^.;:!?\n]*(?:,|\band\b))",
    re.IGNORECASE,
)
"""What joins examples to the next thing of a list."""
_NEXT_VERB = re.compile(
    r"(?:also\s+|then\s+)?(?:names?|mentions?|lists?|ends?|closes?|tells?|says?|explains?|describes?|writes?|adds?|gives?|includes?|"
    r"uses?|shows?|keeps?|makes?|has|have|is|are|be|must|should|avoids?|begins?|starts?)\s",
    re.IGNORECASE,
)
_SHOWN = 200


class Examples(Bound):
    """At least so many examples, each in a sentence that introduces it as one."""

    kind: Literal["examples"] = "examples"
    least: int = Field(default=1, ge=1, le=1_000)

    def check(self, text: str) -> Check:
        found = self.sentences(text)
        if len(found) >= self.least:
            return Check(status="met", evidence=found[0][:_SHOWN])
        detail = f"It has {len(found)} of {self.least} examples that are introduced as such."
        return Check(status="unmet", detail=detail)

    def sentences(self, text: str) -> list[str]:
        """The sentences that introduce an example."""
        told = lowered(text)
        there = Cued(_INTRODUCED.pattern, [cue for cue in _INTRODUCED.cues if cue in told])
        return [sentence for sentence in split_sentences(text) if there.is_in(sentence)] if there.cues else []

    def missing_in(self, text: str) -> int:
        """How many more are to be given."""
        return max(0, self.least - len(self.sentences(text)))

    @property
    def statement(self) -> str:
        return self.text or self.quote or asked(self.least)


def asked(least: int) -> str:
    """The demand in words for a writer."""
    many = "an example" if least == 1 else f"{least} examples"
    return f'give at least {many} of what it tells, introduced as such ("for example", "for instance")'


def read_examples(clause: str, scope: Scope) -> tuple[list[Examples], str]:
    """The demand on examples, and the clause without it; one with a place or an author of its own stays for others to read."""
    match = next(
        (
            each
            for pattern in (_FIRST, _LISTED, _CHINESE)
            for each in pattern.finditer(clause)
            if _is_meant(clause, each)
        ),
        None,
    )
    if match is None:
        return [], clause
    demand = Examples(least=_least(match), scope=scope)
    return [demand.model_copy(update={"text": asked(demand.least)})], _without(clause, match)


def names_examples(clause: str) -> bool:
    """Whether the clause asks for examples, wherever."""
    return any(pattern.search(clause) for pattern in (_FIRST, _LISTED, _CHINESE))


def _is_meant(clause: str, match: re.Match[str]) -> bool:
    """Whether they are asked for, and of the text as a whole."""
    denied = _DENIED.search(clause[: match.start()]) is not None
    return not denied and counts_the_text(clause, *match.span()) and not is_of_each(clause, *match.span("cut"))


def _least(match: re.Match[str]) -> int:
    """As many as are counted; "examples" are two, and "an example" one."""
    said = match.groupdict().get("n") or ""
    if said.casefold() in ("a", "an"):
        return 1
    many = match.re is not _CHINESE and match["cut"].casefold().endswith("s")
    return (whole(said) if said else None) or (2 if many else 1)


def _without(clause: str, match: re.Match[str]) -> str:
    """The clause without the examples: of "with examples and a glossary" the verb stays for the glossary, of "give examples
    and name a plant" it does not."""
    start, end = match.span("cut")
    if match.re is _FIRST:
        follows = _JOINED.match(clause, end)
        end = follows.end() if follows else end
        if follows is None or _NEXT_VERB.match(clause, end):
            start = match.start()
    return f"{clause[:start].rstrip()} {clause[end:].lstrip(' ')}"
