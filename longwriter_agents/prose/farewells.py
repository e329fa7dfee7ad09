"""How letters and speeches begin and end: salutation, farewell and name, which are lines and no sentences."""

from __future__ import annotations

import re

_SALUTATION = re.compile(
    r"\A\W*(?:(?:my )?dear(?:est)?|hello|hi|greetings|good (?:morning|afternoon|evening)|to whom it may concern|"
    r"ladies and gentlemen|亲爱的|尊敬的)(?-s:[^.!?。！？\n]{0,60})[,，:：!！]?[ \t]*\n+",
    re.IGNORECASE,
)
_NAME = (
    r"(?:\[[^\[\]\n]{1,40}\]|"
    r"(?:(?:[A-ZÀ-Þ\u3400-\u9fff][^\s.!?。！？]*\.?|of|the|and|von|van|der|de|la)[ \t]*){1,7})"
)
"""Also one that is to be filled in ("[Your Name]"), of which a finding tells."""
_KIN = (
    r"(?:(?:great-)?grand\w+|mother|father|mum|mom|mama|dad|papa|sister|brother|aunt|uncle|son|daughter|cousin|niece|nephew|"
    r"husband|wife|friend|pal|teacher|pupil|student|colleague|neighbou?r|captain|servant|secretary)"
)
"""Who signs as somebody's: other words behind "Your" begin a heading or a sentence."""
_FAREWELL = re.compile(
    r"\n{1,3}[ \t]*\W?(?:"
    r"(?i:(?:with|all my|much|lots of) [\w ]{0,20}(?:love|regards|wishes|affection|gratitude|admiration|hugs)|"
    r"yours(?: [\w ]{1,20})?|(?:very )?(?:sincerely|truly|respectfully)(?: yours)?|"
    r"(?:best|kind|warm|warmest)(?: regards| wishes)?|love|regards|cheers|take care|此致|敬礼|祝好|谨上)[ \t]*[,，.!！]?"
    rf"|Your(?: [a-z]+)? (?i:{_KIN})(?: [A-Z][a-z]+){{0,2}}[,，]?)[ \t]*(?:\n{{1,3}}[ \t]*[-–—]?[ \t]*{_NAME})?\s*\Z"
)
_REACH = 200
"""Signs at a text's end in which a farewell stands whole."""


def without_salutation(text: str) -> str:
    """`text` without a salutation at its head; as it is where nothing else stands in it."""
    found = _SALUTATION.match(text)
    return text[found.end() :] or text if found else text


_NAMELESS = re.compile(r"\A(\W*(?:my )?dear(?:est)? )\[([^\[\]\n]{1,40}?)(?:['’]s)?(?: name)?\]", re.IGNORECASE)


def with_salutation_read(text: str) -> str:
    """`text` whose salutation is to be filled in is addressed to whom that says: "Dear [Neighbour's Name]," → "Dear Neighbour,"."""
    return _NAMELESS.sub(r"\1\2", text)


def split_farewell(text: str) -> tuple[str, str]:
    """`text` without the farewell and the name at its end, and these by themselves; as it is, and nothing, where there are none
    or nothing else stands in it."""
    body, farewell = text, ""
    while found := _farewell_of(body):
        # Of one that is said twice the last is kept.
        body, farewell = body[: found.start()].rstrip(), farewell or found.group().strip()
    return body, farewell


def _farewell_of(text: str) -> re.Match[str] | None:
    """The farewell that the text ends with; none where nothing else stands in it."""
    found = _FAREWELL.search(text, max(0, len(text.rstrip()) - _REACH))
    return found if found and found.start() else None


_THANKS = re.compile(
    r"\n{2,3}\W*(?:thank you|(?:many )?thanks)(?: (?:so |very )?much)?(?: again)? for (?:your|taking|reading)\b"
    r"[^\n,.!?]{1,120}[.!]?\Z",
    re.IGNORECASE,
)


def split_thanks(text: str) -> tuple[str, str]:
    """`text` without a last paragraph that thanks whoever reads it, and that by itself; as it is, and nothing, where none does."""
    whole = text.rstrip()
    found = _THANKS.search(whole, max(0, len(whole) - 2 * _REACH))
    return (whole[: found.start()].rstrip(), found.group().strip()) if found and found.start() else (text, "")


def is_signed(text: str) -> bool:
    """Whether the text ends with a farewell and a name, which have no stop."""
    return bool(split_farewell(text)[1])
