"""What a text is to cover, in a list: "… that covers costs, permits and installation", "… on solar roofs: costs, permits, fees"."""

from __future__ import annotations

import re

from longwriter_agents.constraints.form_nouns import FORM_NOUNS
from longwriter_agents.constraints.kinds import Include
from longwriter_agents.constraints.scope import Scope, Whole
from longwriter_agents.constraints.topic import KINDS

_ENDS = (
    r"(?=\s*(?:[.;!?\n]|$)|,?\s+(?:and\s+|but\s+)?(?:leaving out|omitting|excluding)\b|"
    r",?\s+(?:ignoring|skipping) (?:the|these|all)\b|"
    r",?\s+but\b|,?\s+and\s+(?:please\s+)?(?:do not|don[’']t|never|must not|should not)\b|,?\s+and\s*(?:$|[.;])|"
    r",?\s+(?:with|without|in|for|using|including|avoiding|so that|and (?:that |which |it )?"
    r"(?:ends?|begins?|starts?|has|have|is|gives?|includes?|must|should))\b)"
)
_LIST = rf"(?P<items>[^\W\d_][^.;:!?\n()\"“”]{{2,300}}?){_ENDS}"
_COVER = r"(?:cover(?:s|ing)?|address(?:es|ing)?|discuss(?:es|ing)?|focus(?:es|ing)? on|deal(?:s|ing)? with|topics)"
_TELL = r"(?:explain(?:s|ing)?|explor(?:e|es|ing)|examin(?:e|es|ing)|describ(?:e|es|ing))"
"""By themselves these ask for more than that something is told: "Explain all terms and abbreviations"."""
_ITS_LIST = rf"[:：]?\s+(?:the following(?: topics)?[:：]?\s+)?{_LIST}"
_MUST = r"(?:must|should|shall|will|has to|needs? to|ought to)"
_COVERS = re.compile(
    rf"^\W*(?:(?:please|also|and|then|make sure(?: that)?(?: (?:you|it))?|be sure to|{_MUST}|(?:it|this|you)(?= {_MUST} )|"
    rf"(?:the|this|your) (?:[\w-]+ )?(?:{KINDS}|text|document))\s+)*{_COVER}{_ITS_LIST}",
    re.IGNORECASE,
)
"""In a sentence of its own, as a command or of the text: "our shop includes a bar and a bakery" demands nothing."""
_THAT_COVERS = re.compile(
    rf"\b(?:that|which)\s+(?:(?:{_MUST}|also)\s+)*(?:{_COVER}|{_TELL}){_ITS_LIST}|"
    rf"\b(?=\w+ing\b)(?:{_COVER}|{_TELL}){_ITS_LIST.replace('<items>', '<its_items>')}",
    re.IGNORECASE,
)
"""In the task's own sentence, whose verb has the topic behind it ("Describe the tower and its floors")."""
_BEHIND_A_COLON = re.compile(r"(?P<before>[\w'’-]+)[:：]\s+(?P<items>[^\W\d_][^.;:!?\n()\"“”]{2,300}?)\s*[.!]?\s*$")
_NO_TOPICS = re.compile(
    r"(?:order|style|tone|manner|format|form|rules?|words?|languages?|titles?|titled|called|named|headings?|"
    r"(?:sub)?sections?|chapters?|parts?|steps?|lessons?|units?|modules?|days?|weeks?|months?|episodes?|acts?|scenes?|notes?)",
    re.IGNORECASE,
)
"""What a list behind a colon is of where it names no topics: sections and their like are read as such."""
_DIVIDER = re.compile(r"\s*,\s*(?:and\s+|or\s+|as well as\s+)?|\s+(?:and|as well as)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|its|their|both|also)\s+", re.IGNORECASE)
_MOST_WORDS = 4
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|must|should|may|might|how|why|what|when|where|whether|"
    r"who|whom|if|because|not|no|you|we|they|he|she|i)\b",
    re.IGNORECASE,
)
"""Words of clauses: what holds one is no name of a topic."""
_NO_NAME = re.compile(
    r"(?:shows?|gives?|thanks?|ends?|tells?|lists?|keeps?|makes?|uses?|avoids?|cites?|compares?|explains?|describes?|answers?|adds?|"
    r"names?|mentions?|refutes?|leaving|omitting|excluding|avoiding|but|please|her|his|my|your|our|all|any|some|each|"
    r"every|at least|at most|up to)\b",
    re.IGNORECASE,
)
"""How no name begins: with a verb, with whose it is, with how many."""
_NOT_DEMANDED = re.compile(
    r"(?:\b(?:not|never|nor|neither|cannot|without|avoid\w*|except\w*|instead of|rather than|unless|no|skip\w*|refrain\w* from|"
    r"ignor\w*)|n[’']t)\s+(?:(?!(?:that|which)\b)\w+\s+){0,5}$",
    re.IGNORECASE,
)
"""What stands right before a list that is forbidden."""
_LEFT_OUT = re.compile(
    r"\b(?:avoid\w*|leav\w+ out(?! of)|omit\w*|exclud\w*|(?<!who )(?:never|(?:do|must|should|shall) not|don[’']t)|"
    r"(?:skip(?:s|ping)?|ignor(?:e|es|ing))(?= (?:these|the following|any\b|over\b))|refrain\w* from|"
    r"without (?:these|the following)|"
    r"(?:without|not|no) (?:mention(?:s|ing)?|cover(?:ing)?|discuss(?:ing|ion)?|touch(?:ing)?|talk(?:ing)?|word))\b",
    re.IGNORECASE,
)
"""Before a colon: "and leave out these: …", "with no mention of: …"."""
_ALTERNATIVES = re.compile(r"\bor\b", re.IGNORECASE)
_FORMS = re.compile(rf"\b{FORM_NOUNS}\b", re.IGNORECASE)
_LEAST_LISTED = 2


def read_coverage(clause: str, scope: Scope, *, task: bool) -> tuple[list[Include], str]:
    """The topics that a clause lists for the text to cover, and what it says besides. Each is looked for by its words; of one that
    is told in others a reviewer judges. A list behind a colon tells topics only in the `task`'s own sentence."""
    if not isinstance(scope, Whole):
        return [], clause
    found: list[Include] = []
    for pattern in (_THAT_COVERS, _BEHIND_A_COLON) if task else (_COVERS,):
        for match in reversed(list(pattern.finditer(clause))):
            said = match.groupdict()
            heading = said.get("before") or ""
            topics = (
                ()
                if _is_none(heading, clause[: match.end("before") if heading else match.start()])
                else _topics(said["items"] or said["its_items"])
            )
            if topics:
                found = [*(_covered(topic, clause, scope) for topic in topics), *found]
                clause = f"{clause[: match.start()]} {heading} {clause[match.end() :]}"
    return found, clause


def _is_none(heading: str, before: str) -> bool:
    """Whether a list under this `heading` (the word before a colon) names no topics, or what stands `before` it forbids them."""
    if heading:
        return _NO_TOPICS.fullmatch(heading) is not None or _LEFT_OUT.search(before) is not None
    return _NOT_DEMANDED.search(before) is not None


def _topics(listed: str) -> tuple[str, ...]:
    """The list's items; none where it is no list of names."""
    items = [_ARTICLE.sub("", item.strip()) for item in _DIVIDER.split(listed)]
    named = [item for item in items if item]
    if (
        len(named) < _LEAST_LISTED
        or not all(map(_is_named, named))
        or _FORMS.search(listed)
        or _ALTERNATIVES.search(listed)
    ):
        return ()
    return tuple(dict.fromkeys(named))


def _is_named(item: str) -> bool:
    return (
        len(item.split()) <= _MOST_WORDS
        and not re.search(r"\d", item)
        and _SENTENCE.search(item) is None
        and _NO_NAME.match(item) is None
    )


def _covered(topic: str, clause: str, scope: Scope) -> Include:
    """One for each topic, so that each has a section that owes it."""
    return Include(quote=clause, text=f"covers {topic}", terms=(topic,), literal=False, scope=scope)
