"""The words that only ask for something ("captures", "must describe", "the log should record"), told from what is to be told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.constraints.extent_words import WHOLES
from longwriter_agents.constraints.vocabulary import GENERAL_LABELS

_VERBS = (
    "capture reflect depict portray showcase highlight chronicle narrate recount illustrate emphasise emphasize describe mention "
    "include contain discuss incorporate convey tell explore introduce comprise"
).split()
_ALSO_NOUNS = "record document note feature detail report cover present mark show address outline address".split()
"""Verbs of telling that are nouns as well: "notes from abroad" are told, "notes the number of days" tells."""


def _forms(verbs: Sequence[str], *, base: bool = True) -> str:
    stems = [verb.removesuffix("e") for verb in verbs]
    third = [f"{verb}es" if verb.endswith(("s", "sh")) else f"{verb}s" for verb in verbs]
    more = [f"{stem}ing" for stem in stems]
    return "|".join([*(verbs if base else ()), *third, *more])


_DETERMINERS = (
    r"(?:the|a|an|his|her|its|their|my|our|your|some|any|no|one|two|several|that|how|why|this|these|each|every|all)\b"
)
_NOUN_GOES_ON = r"(?:of|from|is|are|was|were|in|on|at|by|for|arrive|will|must)\b"
_VERB = (
    rf"(?:(?:{_forms(_VERBS)})|(?:{'|'.join(_ALSO_NOUNS)})(?=\s+{_DETERMINERS})|"
    rf"(?:{_forms(_ALSO_NOUNS, base=False)})(?!\s+{_NOUN_GOES_ON}))"
)
_AFTER_SUBJECT = rf"(?:{_forms([*_VERBS, *_ALSO_NOUNS])}|deals? with|tells? (?:of|about)|speaks? (?:of|about))"
_MODAL = (
    r"(?:(?:should|must|shall|will|has to|have to|needs? to|is to|are to|ought to|may|can)\s+"
    r"(?:also\s+|always\s+|briefly\s+)?)"
)
_ASK = (
    r"(?:(?:we|i|readers)\s+(?:want|wish|would like|[’']d like)\s+to\s+(?:read|hear|learn|know|see)\s+(?:more\s+|something\s+)?"
    r"(?:about\s+|of\s+)?|(?:please\s+)?(?:it is (?:important|essential|necessary)|note|mind|make sure|"
    r"ensure|see to it|be sure|take care|remember|do not forget|don[’']t forget)\b"
    r"\s*(?:that\s+|to\s+)?)"
)


def _subject(names: Sequence[str]) -> str:
    nouns = "|".join(map(re.escape, (*WHOLES, *GENERAL_LABELS, "entry", "entries", "record", "visit", *names)))
    return (
        rf"(?:(?:(?:the|this|that|each|every|its|his|her|their|my|your|our|these|those)\s+)+(?:[\w'’-]+\s+)?(?:{nouns})s?\s+|(?:it|they)\s+|"
        rf"(?:{nouns})s?\s+)"
    )


_GIVEN_TO = (
    r"(?:(?:is|are|to be|being|be)\s+)+(?:designated|reserved|set aside|earmarked|allocated|assigned|intended|used|kept|dedicated|"
    r"devoted|given over)\s+(?:as|for|to)"
)
"""How a place is given to something: "floors 61 to 66 are to be designated as apartments"."""
_IS_TOLD = re.compile(
    r"\s+(?:(?:is|are|gets?|be|being|must|should|shall|will|has to|have to|needs? to)\s+)+(?:recorded|mentioned|described|noted|"
    r"featured|included|told|shown|depicted|portrayed|captured|reflected|highlighted|discussed|reported|documented|covered)\W*$",
    re.IGNORECASE,
)


def without_telling(text: str, names: Sequence[str] = ()) -> str:
    """What is to be told; the text as it is where it begins with no such words or nothing else is said."""
    lead = (
        rf"^\W*{_ASK}?(?:(?:{_subject(names)})(?:{_MODAL})?{_AFTER_SUBJECT}|(?:{_MODAL}){_AFTER_SUBJECT}|(?:{_MODAL})?{_GIVEN_TO}|{_VERB})"
        r"\s*[:：]?\s+(?=\S)"
    )
    bare = re.sub(lead, "", text, count=1, flags=re.IGNORECASE)
    bare = _IS_TOLD.sub("", bare)
    bare = bare if bare != text else re.sub(rf"^\W*{_ASK}", "", text, count=1, flags=re.IGNORECASE)
    return bare if re.search(r"\w", bare) else text


def only_asks(text: str, names: Sequence[str] = ()) -> bool:
    """Whether a line only leads in to what shall be told: "The diary captures:", "It should reflect"."""
    bare = text.strip(" :：*#")
    pattern = rf"(?:please\s+)?{_ASK}?(?:{_subject(names)})?(?:{_MODAL})?(?:{_AFTER_SUBJECT})(?:\s+the following(?:\s+[\w-]+)?)?"
    return re.fullmatch(rf"{pattern}|{_HEEDING}", bare, re.IGNORECASE) is not None


_HEEDING = (
    r"(?:please\s+)?(?:consider|observe|respect|keep in mind|bear in mind|take (?:in)?to account|take care of|mind|heed|follow|"
    r"note|remember)(?:\s+(?:the following|that|these|this|all of this))?(?:\s+(?:points?|things?|wishes|rules?))?|"
    r"(?:(?:points?|things?|details?|aspects?|events?)\s+to\s+(?:include|mention|cover|consider|note|observe|work in))|"
    r"(?:(?:further|more|other|special|specific|additional)\s+)?(?:requirements?|demands?|rules?|constraints?|conditions?|wishes|notes?|"
    r"events?)(?:\s+(?:are|include))?|(?:具体|其他|特别)?(?:要求|条件|规则|事项|安排)(?:如下|包括)?"
)


_TIMES = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|day|week|month|year|point|start|beginning|end|midpoint|middle|half|one"
)
_ORDER = r"(?:very|starting|start|end|ending|first|last|final|opening|closing|middle)"
_DESCRIBING = (
    rf"(?:a|an|the)\s+(?:{_ORDER}\s+)*(?:{_TIMES})"
    rf"(?:\s+(?:of|in)\s+(?:the\s+|this\s+)?(?:whole\s+)?(?:{'|'.join(WHOLES)}|week|month|season|decade|work))?"
)


def only_describes(text: str) -> bool:
    """Whether nothing is said of a place but where it lies: "is a Monday", "is the starting point"."""
    pattern = rf"\W*(?:(?:is|are|being|falls on|which is|marks)\s+)?{_DESCRIBING}\W*"
    return re.fullmatch(pattern, text, re.IGNORECASE) is not None


def without_apposition(text: str) -> str:
    """ ", the midpoint of the story, the bridge opens": what only says where the place lies is left out."""
    return re.sub(rf"\s*,\s*{_DESCRIBING}\s*,\s*(?=\S)", " ", text, count=1, flags=re.IGNORECASE)


_THIRD_PERSON = "|".join(f"{verb}s" for verb in (*_VERBS, *_ALSO_NOUNS) if not verb.endswith(("s", "sh")))
_BESIDE = re.compile(
    r"^\W*(?:(?:which|that)\s+(?:is|was)\s+)?(?:[\w'’-]+\s+){0,3}[\w'’-]+(?:\s+of\s+(?:the\s+|this\s+)?[\w'’-]+)?\s*,\s*"
    rf"(?=(?:{_THIRD_PERSON}|deals with|tells of)\s)",
    re.IGNORECASE,
)


def without_beside(text: str) -> str:
    """ "The final day, race day, describes the finish": the finish is told; what the day is besides need not be."""
    return _BESIDE.sub("", text, count=1)


_RUNS = r"(?:start|begin|commenc|run|go|goes|continu|proceed|end|finish|ris|extend|last|cover|stretch|clos|lead)\w*"


def only_runs(text: str, names: Sequence[str] = ()) -> bool:
    """Whether only the series itself is said to begin, go on or end: "The course runs", "continue"."""
    pattern = rf"\W*(?:and\s+)?(?:{_subject(names)})?(?:{_MODAL})?{_RUNS}(?:\s+(?:on|off|up|through|from|to|with|until|at|in))*\W*"
    return re.fullmatch(pattern, text, re.IGNORECASE) is not None
