"""Tables that a clause asks for or forbids: code finds them in the text, and a section is named for each demand."""

from __future__ import annotations

import re

from longwriter_agents.constraints.scope import Scope
from longwriter_agents.constraints.shape import Form
from longwriter_agents.numbers import CARDINAL, whole

_WHAT = r"(?:of|for|comparing|showing|listing|summari[sz]ing)"
_WANTED = re.compile(
    r"\b(?:us(?:e|es|ing)|includ\w*|add|contain\w*|provide|insert|draw up|with|in|as)\s+(?:also\s+)?"
    rf"(?P<bound>(?P<least>at least )|exactly )?(?P<n>an?|\d{{1,2}}|{CARDINAL}|some)?\s*(?:(?!tables?\b)[a-z][\w-]*\s+){{0,2}}"
    r"tables?\b(?!\s+(?:of contents|lamps?|tennis|tops?|cloths?|manners|salt|talk))"
    rf"(?=\s*(?:[.,;:!?)\n]|\Z|(?:{_WHAT}|and)\b))(?:\s+{_WHAT}\s+[^.,;\n]{{1,80}})?"
    r"|(?:用|使用|包含|包括|附上?|列出?)\s*(?:(?P<zh>[一二两三四五]|\d{1,2})\s*[个张])?[^。，；\n]{0,6}?表格",
    re.IGNORECASE,
)
_BANNED = re.compile(
    r"\b(?:without (?:any )?|no |(?:do not|don[’']t|never) (?:use|add|include|write) (?:any )?|avoid (?:using )?(?:any )?)"
    r"tables\b|(?:不要|不用|没有|不得有)(?:任何)?表格",
    re.IGNORECASE,
)


def read_tables(clause: str, scope: Scope) -> tuple[list[Form], str]:
    """The demands on tables, and the clause without them."""
    banned = _BANNED.search(clause)
    if banned is not None:
        return [Form(counted="tables", most=0, scope=scope, text="no tables")], _without(clause, banned)
    wanted = _WANTED.search(clause)
    if wanted is None:
        return [], clause
    said = wanted["n"] or wanted["zh"] or ""
    number = whole(said) if said and said.casefold() not in ("a", "an", "some") else 1
    if not number:
        return [], clause
    most = number if wanted["bound"] and not wanted["least"] else None
    return [Form(counted="tables", least=number, most=most, scope=scope, text=wanted.group().strip())], _without(
        clause, wanted
    )


def _without(clause: str, match: re.Match[str]) -> str:
    return f"{clause[: match.start()]} {clause[match.end() :]}"
