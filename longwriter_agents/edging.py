"""First and last words that the request gives letter for letter: where a draft lacks them, code puts them, as lines of their
own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from longwriter_agents.constraints.kinds import Constraint
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.constraints.shape import Edges
from longwriter_agents.prose.farewells import is_signed

_STOPPED = re.compile(r"[.!?…。！？][\"'”’」』)]*\Z")
_HEADED = re.compile(r"(?:\s*#{1,6} [^\n]*(?:\n|\Z))*\s*")
_NAME_LINE = re.compile(r"\n+[ \t]*[-–—]?[ \t]*[^\n.!?。！？]{1,40}\Z")


def edged(text: str, constraints: Iterable[Constraint], *, is_letter: bool) -> str:
    """`text` with the first and last words that are demanded of the whole. Only whole sentences are put, and in a letter its
    salutation and its signature: half a sentence has to be written by who goes on from it."""
    for constraint in constraints:
        if isinstance(constraint, Edges) and isinstance(constraint.scope, Whole) and text.strip():
            text = _begun(text, constraint.begins, is_letter=is_letter)
            text = _ended(text, constraint.ends, is_letter=is_letter)
    return text


def _begun(text: str, wanted: str, *, is_letter: bool) -> str:
    whole = _STOPPED.search(wanted) or (is_letter and wanted.rstrip().endswith((",", "，", ":", "：")))
    if not whole or Edges(begins=wanted).check(text).status == "met":
        return text
    headed = _HEADED.match(text)
    start = headed.end() if headed else 0
    return f"{text[:start]}{wanted}\n\n{text[start:]}"


def _ended(text: str, wanted: str, *, is_letter: bool) -> str:
    if not wanted or not (is_letter or _STOPPED.search(wanted)):
        return text
    body = text.rstrip()
    if Edges(ends=wanted).check(text).status == "met":
        *before, last = body.splitlines()
        alike = Edges(begins=wanted).check(last).status == "met"  # "[Your Aunt Rose]"
        return "\n".join((*before, wanted)) + "\n" if is_letter and alike else text
    if is_letter and is_signed(body):  # under another name
        body = _NAME_LINE.sub("", body)
    return f"{body}\n\n{wanted}\n"
