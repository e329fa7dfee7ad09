"""The language that a request asks for by its name."""

from __future__ import annotations

import re

from longwriter_agents.constraints.kinds import Language
from longwriter_agents.prose.language import language_named

_NOT_A_LANGUAGE = r"(?!\s+(?:literature|history|class|art|schools?|society|culture|politics|cuisine|cities))"
LANGUAGE = re.compile(
    r"\b(?:written|write(?: it| this| the \w+)?|answer|respond|composed|all|entirely|everything)\s+"
    rf"(?:entirely |only |all )?in\s+(?P<a>(?-i:[A-Z])[a-z]+(?: Chinese)?)\b{_NOT_A_LANGUAGE}"
    r"|\bin (?P<b>(?:Simplified |Traditional )?[A-Z][a-z]+)(?=\s*(?:[.;,!\n]|$|about\b|on\b|with\b|for\b))"
    r"|用(?P<c>\w{1,2}[语文])(?:写|撰写|回答|来写)|(?P<d>auf Deutsch|en français|en español)"
)
_OWN_WORDS = {"auf deutsch": "de", "en français": "fr", "en español": "es"}


def read_language(request: str) -> Language | None:
    for match in LANGUAGE.finditer(request):
        code = _code(match)
        if code is not None:
            named = match["a"] or match["b"] or match["c"] or match["d"]
            return Language(quote=match.group().strip(), text=f"written in {named}", code=code)
    return None


def language_spans(request: str) -> list[tuple[int, int]]:
    """Where the request names a language to write in; "in Lisbon" names none."""
    return [match.span() for match in LANGUAGE.finditer(request) if _code(match) is not None]


def without_language(text: str) -> str:
    for start, end in reversed(language_spans(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


def _code(match: re.Match[str]) -> str | None:
    named = match["a"] or match["b"] or match["c"]
    return language_named(named) if named else _OWN_WORDS[match["d"].casefold()]
