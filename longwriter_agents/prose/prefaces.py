"""What points back in the text before a sentence that tells something, or behind it: "As discussed in the previous sections, …"."""

from __future__ import annotations

import re

from longwriter_agents.prose.cues import cued, lowered

_SAID = (
    r"(?:discussed|mentioned|noted|described|explained|explored|covered|seen|shown|stated|outlined|established|pointed out|"
    r"learned|learnt|told|said)"
)
_WHERE = (
    r"(?:(?:earlier|before|above|previously)(?: in (?:this|the|our) (?:\w+ )?(?:section|chapter|guide|article|essay|report|text))?|"
    r"in (?:the |an? |our )?(?:previous|preceding|earlier|prior) (?:sections?|chapters?|paragraphs?|parts?)"
    r"(?: of (?:this|our) \w+)?|"
    r"in (?:the )?[\"“][^\"”\n]{1,80}[\"”] (?:section|chapter)|"
    r"in (?:the )?(?:section|chapter) (?:[\"“][^\"”\n]{1,80}[\"”]|\d{1,3}|above|before))"
)
_POINTS_BACK = (
    r"as (?:(?:we|i|you)(?:(?:'|’)ve| have)? |has been |was |it was )?"
    rf"(?:already |previously |just |briefly )*{_SAID} {_WHERE}"
)
_PREFACE = cued(
    rf"(?:(?<=[.!?][ \n])|(?<=[.!?][”\"] )|^)[ \t]*{_POINTS_BACK},[ \t]+(?P<first>\w)",
    ("as ",),
    flags=re.IGNORECASE | re.MULTILINE,
)
_BEHIND = re.compile(rf",[ \t]+{_POINTS_BACK}(?=[.!?](?:\s|$))", re.IGNORECASE)


def without_prefaces(text: str) -> str:
    """`text` whose sentences begin and end with what they tell. The sentences stay: what comes next speaks of them."""
    if not _PREFACE.may_be_in(lowered(text)):
        return text
    return _BEHIND.sub("", _PREFACE.pattern.sub(lambda found: found["first"].upper(), text))
