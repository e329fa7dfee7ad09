"""What a plain request is about, by its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

KINDS = (
    r"(?:guide|article|essay|report|story|novel|novella|book|paper|manual|handbook|tutorial|blog post|review|speech|"
    r"letter|diary|history|biography|overview|introduction|proposal|plan|script|course|white ?paper|itinerary|textbook|"
    r"leaflet|brochure|note|account|chapter|lesson|memoir|profile)"
)
"""How texts are called."""
_MEASURE = (
    r"(?:\([^)]*\)|in [A-Z][a-z]+(?=\s)|(?:of|in|with)\s+(?:about\s+|around\s+|at least\s+|exactly\s+)?"
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:[\w-]+\s+)?"
    r"(?:words|pages|chapters|sections|parts|lessons|episodes|modules|entries|weeks|days))"
)
_ABOUT = re.compile(
    rf"\b(?P<kind>{KINDS})\b\s*(?:{_MEASURE}\s*,?\s*)*"
    r"(?:to|about|on|of|for|into|that explains|explaining|exploring|describing)\s+(?P<subject>[^.;\n!?]{3,160})",
    re.IGNORECASE,
)
_SIDE_CLAUSE = re.compile(
    r",|\s(?:with|in (?:about|around|exactly|at least|\d)|that|which|who|of about|"
    r"for (?:absolute |complete |total )?(?:beginners|children|students|experts|professionals|newcomers|teenagers|adults))\b",
    re.IGNORECASE,
)
_STYLE = re.compile(
    r"\b(?:in|with|using) (?:(?:a|an|the) )?(?!about\b|around\b|at\b)(?:(?!(?:in|with|using)\b)[a-z-]+,? ){1,4}"
    r"(?:tone|style|voice|manner|register)\b"
    r"|\b(?:in|from) the (?:first|second|third) person\b|\bin the (?:present|past) tense\b",
    re.IGNORECASE,
)
_READERS = re.compile(
    r"\b(?:aimed at|intended for|suitable for|for an audience of|addressed to|written for) (?P<named>[^.;,\n]{3,60})"
    r"|\bfor (?P<known>(?:absolute |complete |total )?(?:beginners|experts|children|students|teenagers|professionals|novices|"
    r"newcomers|seniors|parents|managers|engineers))\b"
    r"|, for (?!example\b|instance\b|all\b|the (?:most|sake)\b|\d|"
    r"(?:\w+ )?(?:(?:second|minute|hour|day|night|week|month|year|decade|"
    r"centurie|age|time|reason|purpose|thousand|word|page|section)s)\b)(?P<apart>(?:the |our |its |those |new |young |old |busy )*"
    r"(?:people|readers|children|[\w-]{3,}s)\b(?: (?:who|of|in|at|from|without|that) [^.;,\n]{3,50}?)?)(?=[.;,\n]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Topic:
    """What kind of text the task names, and what about; empty where unsure."""

    kind: str = ""
    subject: str = ""


def analyse_topic(request: str) -> Topic:
    """The subject phrase of a plain request, up to its first side clause."""
    found = _ABOUT.search(request)
    if not found:
        return Topic()
    subject = _SIDE_CLAUSE.split(found["subject"])[0].strip(" \"'“”")
    return Topic(kind=found["kind"].casefold(), subject=subject)


def style_demands(task: str) -> list[str]:
    """Demands on tone, person and tense that the task's own sentence holds."""
    return [match.group().strip() for match in _STYLE.finditer(task)]


def readers_of(request: str) -> str:
    """For whom the request says the text is; empty when it does not say. Every prompt then names them."""
    found = _READERS.search(request)
    return (found["named"] or found["known"] or found["apart"]).strip() if found else ""
